"""What was planned and delivered, from the small region's roster as it was taken in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.domain.organisation import Bestuur, Budget, Payer
from optimizer.domain.plan import Plan, Visited
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import PayerKind
from optimizer.report.accountability import Accountability, Figures, Key, Period, accountability_of
from optimizer.report.accountability.types import Dimension
from tests.report.small import TUESDAY, filled, opened, plan, region, taken

WEEK = Period(date(2026, 11, 23), date(2026, 11, 29))
AFTER = Period(date(2026, 11, 30), date(2026, 12, 6))


def after(*answers: tuple[str, int, str, object], rest: str = "nee") -> Region:
    found = taken(filled(*answers, rest=rest)).region
    assert found is not None
    return found


def of(here: Region, period: Period = WEEK) -> Accountability:
    return accountability_of(here, period)


def with_plan(**told: object) -> Region:
    """The region with its plan as the published one and, of that, something told by moment."""
    previous = plan().model_copy(update=told)
    return region().model_copy(update={"previous": previous})


def minutes_of(item: str) -> int:
    return next(h.minutes for h in region().hulpvragen if h.id == item)


def test_a_roster_that_nobody_told_of_is_planned_and_silent() -> None:
    found = taken(opened()).region
    assert found is not None
    total = of(found).total
    planned = sum(s.end - s.start for t in plan().weeks[0].tours for s in t.stops if s.kind == "visit")
    assert total == Figures(planned=planned, silent=planned, groups_planned=120, groups_silent=120)
    assert (of(found).counts.planned, of(found).counts.silent) == (9, 9)


def test_an_answer_makes_delivered_or_not_held() -> None:
    found = of(after(("H9", 1, "uitgevoerd", "ja"), ("H2", 1, "uitgevoerd", "nee"), ("A1#1", 1, "uitgevoerd", "nee")))
    assert found.total.delivered == minutes_of("H9")
    assert found.total.silent == found.total.planned - minutes_of("H9") - minutes_of("H2")
    assert (found.total.groups_planned, found.total.groups_delivered, found.total.groups_silent) == (120, 0, 0)
    counts = found.counts
    assert (counts.planned, counts.delivered, counts.not_held, counts.silent) == (9, 1, 1, 7)
    assert found.total.difference == found.total.delivered - found.total.planned


def test_all_as_planned_is_all_delivered() -> None:
    found = of(after(rest="ja"))
    assert (found.total.difference, found.total.silent) == (0, 0)
    assert (found.total.groups_delivered, found.total.groups_silent) == (120, 0)


def test_an_answer_that_is_put_right_counts_once() -> None:
    first = taken(filled(("H9", 1, "uitgevoerd", "ja"), ("A1#1", 1, "uitgevoerd", "ja"))).region
    assert first is not None
    second = taken(filled(("H9", 1, "uitgevoerd", "nee"), ("A1#1", 1, "uitgevoerd", "nee")), first).region
    assert second is not None
    total, counts = of(second).total, of(second).counts
    assert (total.delivered, total.groups_delivered, counts.not_held) == (0, 0, 1)
    # an older copy that says nothing takes nothing back
    again = taken(opened(), first).region
    assert again is not None
    assert of(again) == of(first)


def test_what_took_place_on_another_day_is_delivered_on_that_day() -> None:
    here = after(("H9", 1, "op andere datum", "1-12-2026"))
    assert of(here).total.delivered == 0
    assert of(here).total.planned - of(here).total.silent == minutes_of("H9")
    assert of(here, AFTER).total == Figures(delivered=minutes_of("H9"))
    assert of(here, AFTER).counts.delivered == 1


def test_the_period_cuts_both_planned_and_delivered() -> None:
    here = after(rest="ja")
    days = [of(here, Period(day, day)).total for day in (date(2026, 11, n) for n in range(23, 30))]
    assert sum(days, Figures()) == of(here).total
    assert of(here, Period(date(2026, 11, 1), date(2026, 11, 22))).total == Figures()


def test_a_visit_that_was_never_planned_counts_with_the_minutes_of_its_hulpvraag() -> None:
    here = with_plan(weeks=(), told={"2026-W48/di-middag/H9": TUESDAY, "2026-W48/wo-ochtend/H9": None})
    assert of(here).total == Figures(delivered=minutes_of("H9"))
    assert (of(here).published, of(here).unpublished) == ((), ("2026-W48",))


def test_an_older_region_knows_the_visits_that_were_counted() -> None:
    here = after(("H9", 1, "uitgevoerd", "ja"))
    assert here.previous is not None
    older = here.model_copy(update={"previous": here.previous.model_copy(update={"told": {}})})
    assert of(older).total.delivered == minutes_of("H9")
    assert of(older).counts == of(here).counts


def test_what_somebody_typed_into_the_ledger_breaks_nothing() -> None:
    memory = Visited(made={"loose": TUESDAY})
    told = {"x": TUESDAY, "a/b": None, "2026-W48/di-middag/nobody": TUESDAY}
    found = of(with_plan(weeks=(), told=told, visited={"H9": memory}))
    assert found.total == Figures(delivered=minutes_of("H9"))


def test_a_visit_that_two_workbooks_tell_of_counts_once() -> None:
    told = {"2026-W48/di-middag/H9": TUESDAY, "2026-W48/wo-ochtend/H9": TUESDAY}
    assert of(with_plan(told=told)).counts.delivered == 1


def test_the_visits_that_were_counted_go_first() -> None:
    memory = Visited(made={"2026-W48/di-middag/copy": date(2026, 12, 1)})
    here = with_plan(told={"2026-W48/di-middag/H9": TUESDAY}, visited={"H9": memory})
    assert (of(here).total.delivered, of(here, AFTER).total.delivered) == (0, minutes_of("H9"))


def test_a_visit_that_was_moved_took_place() -> None:
    # planned on one half day, told of by what an earlier roster planned
    told = {"2026-W48/vr-middag/H9": None, "2026-W48/vr-ochtend/H9": TUESDAY}
    found = of(with_plan(told=told))
    assert (found.counts.delivered, found.counts.not_held, found.counts.silent) == (1, 0, 8)


def test_everybody_in_a_group_works_its_minutes() -> None:
    [week] = plan().weeks
    [leader] = [tour for tour in week.tours if any(stop.kind == "session" for stop in tour.stops)]
    [stop] = [stop for stop in leader.stops if stop.kind == "session"]
    other = leader.model_copy(update={"begeleider": "B3", "stops": (stop,), "legs": ()})
    [group] = week.groups
    arrangementen = tuple(a.model_copy(update={"co_leaders": ("traject",)}) for a in region().arrangementen)
    both = week.model_copy(
        update={
            "tours": (leader.model_copy(update={"stops": (stop,)}), other),
            "groups": (group.model_copy(update={"co_leaders": ("B3",)}),),
        }
    )
    here = region().model_copy(
        update={
            "arrangementen": arrangementen,
            "previous": Plan(weeks=(both,), told={"2026-W48/ma-ochtend/A1#1": None}),
        }
    )
    found = of(here).by(Dimension.EXPERTISE)
    assert found[region().arrangementen[0].expertise] == Figures(groups_planned=120)
    assert found["traject"] == Figures(groups_planned=120)
    assert len(found) == 2


def test_a_group_is_accounted_at_its_host() -> None:
    [key] = [key for key, figures in of(after(rest="ja")).lines.items() if figures.groups_planned]
    [group] = plan().weeks[0].groups
    host = next(school for school in region().schools if school.id == group.host)
    assert key == Key(host.bestuur, None, host.kring, region().arrangementen[0].expertise)


def test_visits_of_hulpvragen_that_are_gone_stay_with_their_school() -> None:
    here = after(rest="ja")
    without = here.model_copy(update={"hulpvragen": tuple(h for h in here.hulpvragen if h.id != "H2")})
    assert (of(without).total, of(without).counts.gone) == (of(here).total, 1)
    assert of(without).by(Dimension.KRING) == of(here).by(Dimension.KRING)
    assert of(without).by(Dimension.BESTUUR) == of(here).by(Dimension.BESTUUR)
    assert of(without).by(Dimension.EXPERTISE)[None].delivered == minutes_of("H2")


def test_every_table_adds_up_and_names_every_bestuur_and_kring() -> None:
    more = (*region().besturen, Bestuur(id="leeg", name="Leeg"))
    here = after(("H2", 1, "uitgevoerd", "nee"), rest="ja").model_copy(update={"besturen": more})
    found = of(here)
    for dimension in Dimension:
        assert sum(found.by(dimension).values(), Figures()) == found.total
    assert list(found.by(Dimension.BESTUUR)) == [*(b.id for b in more), None]
    assert found.by(Dimension.BESTUUR)["leeg"] == Figures()
    assert list(found.by(Dimension.KRING)) == [kring.id for kring in region().kringen]


def test_requests_of_an_institute_are_its_own() -> None:
    here = after(rest="ja")
    changed = tuple(h.model_copy(update={"institute": "auris"} if h.id == "H9" else {}) for h in here.hulpvragen)
    found = of(here.model_copy(update={"hulpvragen": changed})).by(Dimension.INSTITUTE)
    assert list(found) == [None, "auris"]
    assert found["auris"].delivered == minutes_of("H9")


@pytest.mark.parametrize(
    ("payer", "expertise", "keys"),
    [
        (Payer(kind=PayerKind.SWV), None, {}),
        (Payer(kind=PayerKind.SWV), "gedrag", {"expertise": "gedrag"}),
        (Payer(kind=PayerKind.KRING, id="noord"), None, {"kring": "noord"}),
        (Payer(kind=PayerKind.BESTUUR, id="sb"), "leren", {"bestuur": "sb", "expertise": "leren"}),
        (Payer(kind=PayerKind.BESTUUR), None, {"bestuur": "nobody"}),
    ],
)
def test_a_budget_takes_the_visits_of_its_payer_and_expertise(
    payer: Payer, expertise: str | None, keys: Mapping[str, str]
) -> None:
    budget = Budget(id="b", payer=payer, expertise=expertise, minutes=100)
    here = after(("H2", 1, "uitgevoerd", "nee"), rest="ja").model_copy(update={"budgets": (budget,)})
    found = of(here)
    mine = [f for key, f in found.lines.items() if all(getattr(key, name) == one for name, one in keys.items())]
    [use] = found.budgets
    assert (use.planned, use.delivered) == (sum(f.planned for f in mine), sum(f.delivered for f in mine))
    assert (use.available, use.left) == (100, 100 - use.delivered)


@given(first=st.integers(0, 13), days=st.integers(0, 20))
def test_a_budget_over_parts_never_adds_up_to_more(first: int, days: int) -> None:
    budget = Budget(id="b", payer=Payer(kind=PayerKind.SWV), minutes=97)
    here = region().model_copy(update={"budgets": (budget,)})
    start = date(2026, 11, 23).toordinal()
    whole = Period(date.fromordinal(start), date.fromordinal(start + first + days))
    cut = (
        Period(whole.start, date.fromordinal(start + first)),
        Period(date.fromordinal(start + first + 1), whole.end),
    )
    [use] = of(here, whole).budgets
    parts = sum(of(here, part).budgets[0].available for part in cut if part.start <= part.end)
    assert use.available - 2 < parts <= use.available
    assert use.available == sum(whole.share(here.calendar, week) for week in whole.weeks) * 97 // 1


def test_a_region_without_a_published_roster_has_nothing() -> None:
    found = of(region().model_copy(update={"previous": None}))
    assert (found.total, dict(found.lines), found.published) == (Figures(), {}, ())
