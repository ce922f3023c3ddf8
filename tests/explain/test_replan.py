"""Planning a published week again: least change first, every change with its cause, what happened stays."""

from __future__ import annotations

from functools import cache

import pytest

from optimizer.domain.base import FrozenDict
from optimizer.domain.clock import Window
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.intake import InputRefusedError
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.organisation import Kring
from optimizer.domain.plan import Pin, Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.replan import Cause, Change, Event, EventKind, Fact, FactKind, ReplanResult, Scope
from optimizer.domain.result import Status
from optimizer.domain.vocabulary import StageKey, StopKind
from optimizer.explain.replan import NothingPublishedError, replan
from optimizer.explain.replan_events import UnknownItemError, after_events
from optimizer.rules.check import check_week, stage_values
from optimizer.solving.limits import Limits, Meter
from optimizer.week.again import solve_again
from tests.rules.builders import WEEK, begeleider, hours, hulpvraag, school
from tests.rules.matrix import table_matrix
from tests.rules.witness import At, week_plan
from tests.week.middle import middle

MA, DI, WO = HalfDay.MA_OCHTEND, HalfDay.DI_OCHTEND, HalfDay.WO_OCHTEND


@cache
def published(seed: int = 3) -> tuple[Region, TravelMatrix, WeekPlan]:
    region, matrix = middle(seed, 24)
    base = solve_again(region, matrix, WeekPlan(week=region.week), Meter(Limits(20.0))).plan
    assert base is not None
    return region.model_copy(update={"previous": Plan(weeks=(base,))}), matrix, base


def answered(region: Region, matrix: TravelMatrix, events: list[Event], **more: object) -> ReplanResult:
    return replan(region, events, matrix=matrix, time_limit=60.0, **more)  # type: ignore[arg-type]


def facts(plan: WeekPlan) -> set[tuple[str, str, HalfDay]]:
    return {(s.item, t.begeleider, s.half_day) for t in plan.tours for s in t.stops if s.kind is StopKind.VISIT}


def busiest(base: WeekPlan) -> tuple[str, HalfDay]:
    visits = [(t.begeleider, s.half_day) for t in base.tours for s in t.stops if s.kind is StopKind.VISIT]
    return max(sorted(set(visits), key=lambda one: (one[0], one[1].order)), key=visits.count)


@pytest.mark.parametrize("seed", [3])
def test_illness_forces_what_it_makes_impossible_and_nothing_else(seed: int) -> None:
    region, matrix, base = published(seed)
    who, half_day = busiest(base)
    lost = {item for item, b, h in facts(base) if (b, h) == (who, half_day)}
    event = Event(kind=EventKind.ILL, item=who, half_days=(half_day,))
    found = answered(region, matrix, [event])
    assert found.status is Status.OPTIMAL
    assert found.forced_proven
    assert set(found.lost) >= lost
    assert found.plan is not None
    week = found.plan.weeks[0]
    edited = after_events(region, base, [event], None)
    assert check_week(edited, week, matrix) == ()
    values = stage_values(edited, week, matrix)
    assert {s.key: (s.value, s.bound) for s in found.stages} == {k: (v, v) for k, v in values.items()}
    assert values[StageKey.CHANGES] == found.forced == sum(change.count for change in found.changes)
    assert {c.item for c in found.changes if c.cause is Cause.FORCED} == set(found.lost)
    assert all(c.event == 0 for c in found.changes if c.cause is Cause.FORCED)
    others = {c.item for c in found.changes} - set(found.lost)
    assert {one for one in facts(week) if one[0] not in lost | others} == {
        one for one in facts(base) if one[0] not in lost | others
    }


def test_more_changes_are_never_worse_and_stay_within_their_number() -> None:
    region, matrix, base = published(4)
    who, _ = busiest(base)
    found = answered(region, matrix, [Event(kind=EventKind.ILL, item=who)], extra=2, scope=Scope.ALL)
    assert [step.extra for step in found.steps] == [0, 1, 2]
    assert all(step.changes <= found.forced + step.extra for step in found.steps)
    values = [[stage.value for stage in step.stages] for step in found.steps]
    assert values == sorted(values, reverse=True)
    assert [stage.value for stage in found.stages] == values[-1]


def narrow(hours_: FrozenDict[HalfDay, Window], *asked: Hulpvraag) -> tuple[Region, TravelMatrix]:
    """One begeleider with little time, and what is asked at one school."""
    region = Region(
        id="narrow",
        name="Narrow",
        week=WEEK,
        kringen=(Kring(id="K1", name="K1"),),
        schools=(school("S1"),),
        begeleiders=(begeleider("B1", "gedrag", availability=hours_),),
        hulpvragen=asked,
    )
    return region, table_matrix(region)


def test_what_moves_to_make_room_says_for_whom() -> None:
    two = hours(ma_ochtend="09:00-10:00", di_ochtend="09:00-10:00")
    region, matrix = narrow(two, hulpvraag("H1", "S1", "gedrag"))
    base = week_plan(region, matrix, [At("B1", "H1", MA, 540)])
    new = hulpvraag("N1", "S1", "gedrag", half_days=(MA,))
    event = Event(kind=EventKind.REQUEST, item="N1", hulpvraag=new)
    none = replan(region, [event], plan=Plan(weeks=(base,)), matrix=matrix)
    assert (none.forced, none.changes) == (0, ())
    found = replan(region, [event], plan=Plan(weeks=(base,)), matrix=matrix, extra=1)
    moved, asked = found.changes
    assert moved == Change(
        item="H1",
        kind=FactKind.VISIT,
        gone=(Fact(who="B1", half_day=MA),),
        come=(Fact(who="B1", half_day=DI),),
        count=1,
        cause=Cause.ROOM,
        room_for=("N1",),
        stage=StageKey.UNMET_NORMAL,
        worse=60,
    )
    assert (asked.item, asked.cause, asked.event, asked.count) == ("N1", Cause.NEW, 0, 0)
    assert [step.changes for step in found.steps] == [0, 1]


def test_a_change_that_only_saves_travel_is_not_made() -> None:
    """`changes` comes before `travel`."""
    region, matrix = narrow(hours(ma_ochtend="09:00-12:00", di_ochtend="09:00-12:00"), hulpvraag("H1", "S1", "gedrag"))
    base = week_plan(region, matrix, [At("B1", "H1", DI, 540)])
    new = hulpvraag("N1", "S1", "gedrag", half_days=(MA,))
    found = replan(
        region,
        [Event(kind=EventKind.REQUEST, item="N1", hulpvraag=new)],
        plan=Plan(weeks=(base,)),
        matrix=matrix,
        extra=1,
        scope=Scope.ALL,
    )
    assert [change.item for change in found.changes] == ["N1"]


def test_what_changes_for_a_later_goal_says_which() -> None:
    """With travel before changes, H1 comes on the day of the new request, since that takes a journey less."""
    region, matrix = narrow(hours(ma_ochtend="09:00-12:00", di_ochtend="09:00-12:00"), hulpvraag("H1", "S1", "gedrag"))
    late = (StageKey.CHANGES, StageKey.BALANCE)
    order = (*(k for k in region.policy.stage_order() if k not in late), *late)
    region = region.model_copy(update={"policy": region.policy.model_copy(update={"stages": order})})
    base = week_plan(region, matrix, [At("B1", "H1", DI, 540)])
    new = hulpvraag("N1", "S1", "gedrag", half_days=(MA,))
    event = Event(kind=EventKind.REQUEST, item="N1", hulpvraag=new)
    found = replan(region, [event], plan=Plan(weeks=(base,)), matrix=matrix, extra=1, scope=Scope.ALL)
    (moved,) = [change for change in found.changes if change.item == "H1"]
    assert (moved.cause, moved.stage, moved.worse, moved.room_for) == (Cause.BETTER, StageKey.TRAVEL, 20, ())


def test_a_closed_school_is_not_visited_and_its_room_not_used() -> None:
    region, matrix, base = published(3)
    school, half_day = next(
        (h.school, s.half_day)
        for h in region.hulpvragen
        for t in base.tours
        for s in t.stops
        if s.item == h.id and h.school
    )
    found = answered(region, matrix, [Event(kind=EventKind.CLOSED, item=school, half_days=(half_day,))])
    assert found.status is Status.OPTIMAL
    assert found.plan is not None
    there = [s for t in found.plan.weeks[0].tours for s in t.stops if s.half_day is half_day]
    assert all(s.place != f"school:{school}" for s in there)
    forced = [change for change in found.changes if change.cause is Cause.FORCED]
    assert forced
    assert all(change.event == 0 for change in forced)


def test_what_has_happened_stays_whatever_is_said_of_it() -> None:
    region, matrix, base = published(3)
    who = base.tours[0].begeleider
    found = answered(region, matrix, [Event(kind=EventKind.ILL, item=who)], now=WO)
    assert found.happened == HALF_DAYS[:4]
    assert found.plan is not None
    for tour in base.tours:
        before = [s for s in tour.stops if s.half_day in found.happened]
        again = next(
            (t.stops for t in found.plan.weeks[0].tours if (t.begeleider, t.day) == (tour.begeleider, tour.day)), ()
        )
        assert [s for s in again if s.half_day in found.happened] == before
    late = {(b, h) for _, b, h in facts(found.plan.weeks[0]) if b == who and h not in found.happened}
    assert late == set()


def test_what_is_withdrawn_is_no_change_that_counts() -> None:
    region, matrix, base = published(3)
    item = next(iter(sorted(facts(base))))[0]
    found = answered(region, matrix, [Event(kind=EventKind.WITHOUT, item=item)])
    assert found.forced == 0
    (gone,) = [change for change in found.changes if change.item == item]
    assert (gone.kind, gone.come, gone.count, gone.cause) == (FactKind.VISIT, (), 0, Cause.FORCED)


def test_a_veto_on_what_was_published_forces_it() -> None:
    region, matrix, base = published(3)
    item, who, half_day = min(facts(base))
    pin = Pin(item=item, veto=True, begeleider=who, half_days=(half_day,))
    found = answered(region, matrix, [Event(kind=EventKind.PIN, item=item, pin=pin)])
    assert found.plan is not None
    assert (item, who, half_day) not in facts(found.plan.weeks[0])
    assert found.forced == 1
    assert [c.cause for c in found.changes if c.item == item] == [Cause.FORCED]


def test_nothing_that_matters_means_nothing_changes() -> None:
    region, matrix, base = published(3)
    idle = next(
        h for h in HALF_DAYS if all(s.half_day is not h for t in base.tours for s in t.stops if t.begeleider == "B0")
    )
    found = answered(region, matrix, [Event(kind=EventKind.ILL, item="B0", half_days=(idle,))])
    assert found.forced == 0
    assert found.changes == ()
    assert facts(found.plan.weeks[0]) == facts(base)  # type: ignore[union-attr]


def test_faults_are_told() -> None:
    region, matrix, _ = published(3)
    ill = Event(kind=EventKind.ILL, item="B0")
    with pytest.raises(NothingPublishedError):
        replan(region.model_copy(update={"previous": None}), [ill], matrix=matrix)
    with pytest.raises(UnknownItemError):
        answered(region, matrix, [Event(kind=EventKind.ILL, item="nobody")])
    with pytest.raises(UnknownItemError):
        answered(region, matrix, [Event(kind=EventKind.WITHOUT, item="nothing")])
    lost = hulpvraag("N0", "nowhere", "gedrag", 60)
    with pytest.raises(InputRefusedError) as refused:
        answered(region, matrix, [Event(kind=EventKind.REQUEST, item="N0", hulpvraag=lost)])
    assert "dangling-id" in {fault.code for fault in refused.value.faults}


def test_a_result_reads_back() -> None:
    region, matrix, base = published(3)
    who, half_day = busiest(base)
    found = answered(region, matrix, [Event(kind=EventKind.ILL, item=who, half_days=(half_day,))])
    assert ReplanResult.model_validate_json(found.model_dump_json(by_alias=True)) == found
