from __future__ import annotations

from optimizer.domain.clock import Window
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Pin
from optimizer.domain.vocabulary import StopKind
from optimizer.report.missing import NOT_YET_EXPLAINED
from optimizer.report.roster import labels, roster_of
from optimizer.rules.check import stage_values, unserved
from tests.report.small import matrix, plan, region, roster


def test_every_stop_is_a_line_with_its_journey() -> None:
    week = roster().weeks[0]
    stops = [(t.begeleider, s.item, s.start) for t in plan().weeks[0].tours for s in t.stops]
    assert sorted((line.begeleider, line.item, line.start) for line in week.lines) == sorted(stops)
    assert [line.order for line in week.lines] == sorted(line.order for line in week.lines)
    assert all(line.leg is not None and line.leg.destination == line.place for line in week.lines)
    assert week.values == stage_values(region(), plan().weeks[0], matrix())


def test_a_session_and_a_meeting_are_one_event_with_their_people() -> None:
    week = roster().weeks[0]
    events = {event.line.item: event for event in week.events if event.line.kind is not StopKind.VISIT}
    assert events["A1#1"].begeleiders == ("B1",)
    assert events["A1#1"].line.members == ("L1", "L2")
    assert events["O1"].begeleiders == ("B1", "B2")
    assert [event.line.item for event in week.events_at("S3")].count("O1") == 1


def test_a_meeting_without_begeleiders_is_shown_too() -> None:
    overleg = region().overleggen[0]
    alone = overleg.model_copy(update={"participants": overleg.participants.model_copy(update={"begeleiders": ()})})
    here = region().model_copy(update={"overleggen": (alone,)})
    week_plan = plan().weeks[0]
    tours = tuple(
        tour.model_copy(update={"stops": tuple(s for s in tour.stops if s.item != "O1"), "legs": ()})
        for tour in week_plan.tours
    )
    changed = plan().model_copy(update={"weeks": (week_plan.model_copy(update={"tours": tours}),)})
    week = roster_of(here, changed, matrix()).weeks[0]
    [line] = [line for line in week.lines if line.item == "O1"]
    assert (line.begeleider, line.school, line.end - line.start) == (None, "S3", overleg.minutes)


def test_a_visit_elsewhere_shows_its_number_only() -> None:
    week = roster().weeks[0]
    [line] = [line for line in week.lines if line.item == "H9"]
    assert (line.school, line.kring, week.place_name(line)) == (None, "zuid", "H9")


def test_what_is_missing_is_what_the_checker_says() -> None:
    missing = roster().weeks[0].missing
    told = {one.item: one.minutes for one in missing}
    assert told == {one.id: one.minutes for one in unserved(region(), plan().weeks[0], matrix())}
    reasons = {one.item: one.reason for one in missing}
    assert reasons["H6"] == "no-expertise"
    # two visits are asked, and who can come is there on one of the two days
    assert reasons["H8"] == "too-few-days"


def test_who_could_come_is_told_with_the_minutes_left() -> None:
    [one] = [one for one in roster().weeks[0].missing if one.item == "H8"]
    view = roster().weeks[0].view
    assert one.able
    for who, left in one.able:
        begeleider = view.index.begeleiders[who]
        assert left == begeleider.contract_minutes - begeleider.reserved_minutes - view.working_minutes[who]


def test_a_reason_is_certain_or_not_given() -> None:
    """Take away, one by one, what would make a request possible; each is named as the reason."""
    bram = region().begeleiders[1]
    short = Window(start=540, end=600)
    far = bram.model_copy(update={"kringen": ("noord",), "availability": {}})
    for change, reason in (
        ({"begeleiders": (bram.model_copy(update={"kringen": ("noord",)}),)}, "no-kring"),
        ({"begeleiders": (bram.model_copy(update={"availability": {}}),)}, "no-half-day"),
        ({"begeleiders": (bram.model_copy(update={"expertise": ("leren",)}),)}, "no-expertise"),
        ({"begeleiders": (bram,)}, NOT_YET_EXPLAINED),
        ({"begeleiders": (bram.model_copy(update={"availability": {HalfDay.DI_OCHTEND: short}}),)}, "no-window"),
        ({"begeleiders": (far,)}, "no-kring"),
    ):
        here = region().model_copy(update=change)
        empty = plan().weeks[0].model_copy(update={"tours": (), "groups": (), "overleg": ()})
        changed = plan().model_copy(update={"weeks": (empty,)})
        missing = {one.item: one.reason for one in roster_of(here, changed, matrix()).weeks[0].missing}
        assert missing["H3"] == reason


def test_a_row_is_shown_as_fixed_where_a_pin_fixes_who_and_when() -> None:
    [line] = [line for line in roster().weeks[0].lines if line.item == "H9"]
    pin = Pin(item="H9", begeleider=line.begeleider, half_days=(line.half_day,))
    for pins, fixed in (((pin,), True), ((pin.model_copy(update={"veto": True}),), False), ((Pin(item="H9"),), False)):
        found = roster_of(region().model_copy(update={"pins": pins}), plan(), matrix()).weeks[0].lines
        assert {line.item for line in found if line.pinned} == ({"H9"} if fixed else set())


def test_names_that_several_have_are_told_apart() -> None:
    assert labels([("a", "De Ark"), ("b", "de ark"), ("c", "De Wilg")]) == {
        "a": "De Ark (a)",
        "b": "de ark (b)",
        "c": "De Wilg",
    }


def test_bounds_are_believed_only_with_their_values() -> None:
    from optimizer.domain.result import StageResult, Status

    values = roster().weeks[0].values
    stages = tuple(StageResult(key=key, value=value, bound=value, gap=0.0) for key, value in values.items())
    status = {"2026-W48": Status.OPTIMAL}
    known = roster_of(region(), plan(), matrix(), {"2026-W48": stages}, status).weeks[0]
    assert (known.stages, known.status) == (stages, Status.OPTIMAL)
    other = (stages[0].model_copy(update={"value": 99}), *stages[1:])
    unknown = roster_of(region(), plan(), matrix(), {"2026-W48": other}, status).weeks[0]
    assert (unknown.stages, unknown.status) == ((), None)
