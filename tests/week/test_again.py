"""Solving a week again around a plan: exact within what may change, and never beyond it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from optimizer.domain.base import FrozenDict
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, Stop, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import RunningPolicy, StageKey, StopKind
from optimizer.rules.check import check_week, region_of, stage_values
from optimizer.solving.limits import Limits, Meter
from optimizer.week.again import Again, Asking, Force, Freedom, solve_again
from tests.agreement.items import Choice
from tests.agreement.oracle import Kind, Vector, _Search, best
from tests.agreement.tiny import tiny
from tests.week.middle import middle

SEEDS = range(6)
CHUNK = 3


def unlimited() -> Meter:
    return Meter(Limits(None))


class _Within(_Search):
    """The oracle among plans that differ so much from the published one, and do what is forced."""

    def __init__(self, region: Region, matrix: TravelMatrix, most: int, *force: Force) -> None:
        super().__init__(region, matrix)
        self.most, self.force = most, force

    def _kinds(self) -> list[tuple[Vector, tuple[Kind, ...]]]:
        at = self.order.index(StageKey.CHANGES)
        return [one for one in super()._kinds() if one[0][at] <= self.most]

    def _grouped(self, choices: Sequence[Choice]) -> list[Kind]:
        forced = [f for f in self.force if choices and choices[0].item == f.item]
        return super()._grouped([c for c in choices if all(_does(c, f) for f in forced)])


def _does(choice: Choice, force: Force) -> bool:
    days = len([h for h in choice.half_days if force.half_day in (None, h)])
    done = days if force.begeleider in (None, choice.begeleider) else 0
    return done >= force.visits if force.served else not done


def agrees(
    region: Region, matrix: TravelMatrix, found: Again, expected: tuple[dict[StageKey, int], WeekPlan] | None
) -> None:
    """The plan keeps every rule, and its values are those of brute force."""
    assert found.proven
    if expected is None:
        assert found.infeasible
        assert (found.plan, found.stages) == (None, ())
        return
    assert not found.infeasible
    assert found.plan is not None
    here = region_of(region, Plan(), region.week)
    assert check_week(here, found.plan, matrix) == ()
    values = stage_values(here, found.plan, matrix)
    assert values == {StageKey(s.key): values[StageKey(s.key)] for s in found.stages}
    assert {s.key: s.bound for s in found.stages} == expected[0]
    assert values == expected[0]


@cache
def original(seed: int) -> WeekPlan | None:
    found = best(*tiny(seed))
    return None if found is None else found[1]


def without_a_half_day(region: Region, base: WeekPlan) -> Region:
    """The region with `base` published, and the first one who works in it ill in the first half day of it."""
    tours = sorted(base.tours, key=lambda t: t.day.order)
    if not tours:
        return region.model_copy(update={"previous": Plan(weeks=(base,))})
    who, lost = tours[0].begeleider, tours[0].stops[0].half_day
    staff = tuple(
        b.model_copy(update={"availability": FrozenDict({h: w for h, w in b.availability.items() if h is not lost})})
        if b.id == who
        else b
        for b in region.begeleiders
    )
    return region.model_copy(update={"begeleiders": staff, "previous": Plan(weeks=(base,))})


@pytest.mark.parametrize("first", range(0, len(SEEDS), CHUNK))
def test_with_all_freedom_it_is_the_best_plan_there_is(first: int) -> None:
    for seed in SEEDS[first : first + CHUNK]:
        region, matrix = tiny(seed)
        expected = best(region, matrix)
        for base in (WeekPlan(week=region.week), original(seed + 1) or WeekPlan(week=region.week)):
            agrees(region, matrix, solve_again(region, matrix, base, unlimited()), expected)


@pytest.mark.parametrize("first", range(0, len(SEEDS), CHUNK))
def test_within_some_changes_it_is_the_best_of_those_plans(first: int) -> None:
    for seed in SEEDS[first : first + CHUNK]:
        region, matrix = tiny(seed)
        base = original(seed)
        if base is None:
            continue
        edited = without_a_half_day(region, base)
        for most in range(4):
            found = solve_again(edited, matrix, base, unlimited(), freedom=Freedom(changes=most))
            agrees(edited, matrix, found, _Within(edited, matrix, most).run())


def test_least_changes_are_a_bound_that_is_often_met() -> None:
    met = tried = 0
    for seed in SEEDS:
        region, matrix = tiny(seed)
        base = original(seed)
        if base is None or region.policy.running is RunningPolicy.HARD:
            continue
        edited = without_a_half_day(region, base)
        order = (StageKey.CHANGES, *(k for k in edited.policy.stage_order() if k is not StageKey.CHANGES))
        first = edited.model_copy(update={"policy": edited.policy.model_copy(update={"stages": order})})
        expected = best(first, matrix)
        assert expected is not None
        with Asking(edited, matrix, base) as asking:
            found = asking.solve(unlimited(), order=(StageKey.CHANGES,))
            least = asking.least_changes
        assert {s.key: s.value for s in found.stages} == expected[0]
        assert least <= expected[0][StageKey.CHANGES]
        tried += 1
        met += least == expected[0][StageKey.CHANGES]
    assert met >= 0.8 * tried


@pytest.mark.parametrize("first", range(0, len(SEEDS), CHUNK))
def test_what_is_forced_is_done_at_the_least_loss(first: int) -> None:
    for seed in SEEDS[first : first + CHUNK]:
        region, matrix = tiny(seed)
        base = original(seed)
        if base is None or not active_hulpvragen(region):
            continue
        published = region.model_copy(update={"previous": Plan(weeks=(base,))})
        item, who = active_hulpvragen(region)[0].hulpvraag.id, region.begeleiders[-1].id
        half_day = next(iter(region.begeleiders[-1].availability))
        for force in (Force(item), Force(item, who), Force(item, who, half_day), Force(item, served=False)):
            found = solve_again(published, matrix, base, unlimited(), force=(force,))
            agrees(published, matrix, found, _Within(published, matrix, 1 << 20, force).run())


def stops_in(plan: WeekPlan, begeleider: str, half_day: HalfDay) -> list[Stop]:
    return [s for t in plan.tours if t.begeleider == begeleider for s in t.stops if s.half_day is half_day]


@pytest.mark.parametrize("seed", [3, 5])
def test_half_days_that_may_not_change_stay_to_the_minute(seed: int) -> None:
    region, matrix = middle(seed, 30)
    first = solve_again(region, matrix, WeekPlan(week=region.week), Meter(Limits(4.0)))
    assert first.plan is not None
    base = later(first.plan, region, matrix)
    free = frozenset(("B0", h) for h in HALF_DAYS if h in region.begeleiders[0].availability)
    found = solve_again(region, matrix, base, Meter(Limits(4.0)), freedom=Freedom(half_days=free))
    assert found.plan is not None
    assert check_week(region, found.plan, matrix) == ()
    values = stage_values(region, found.plan, matrix)
    assert [values[StageKey(s.key)] for s in found.stages] == [s.value for s in found.stages]
    before = stage_values(region, base, matrix)
    assert tuple(values.values()) <= tuple(before.values())
    for b in region.begeleiders[1:]:
        for half_day in HALF_DAYS:
            assert stops_in(found.plan, b.id, half_day) == stops_in(base, b.id, half_day)


def later(plan: WeekPlan, region: Region, matrix: TravelMatrix) -> WeekPlan:
    """The plan with every last visit of a day a minute later, where the rules allow that."""
    for number, tour in enumerate(plan.tours):
        last = tour.stops[-1]
        if last.kind is StopKind.VISIT:
            moved = last.model_copy(update={"start": last.start + 1, "end": last.end + 1})
            tours = list(plan.tours)
            tours[number] = tour.model_copy(update={"stops": (*tour.stops[:-1], moved)})
            one = plan.model_copy(update={"tours": tuple(tours)})
            plan = plan if check_week(region, one, matrix) else one
    return plan


def test_an_item_that_is_kept_stays_as_it_is() -> None:
    region, matrix = middle(3, 30)
    base = solve_again(region, matrix, WeekPlan(week=region.week), Meter(Limits(4.0))).plan
    assert base is not None
    kept = next(s.item for t in base.tours for s in t.stops if s.kind is StopKind.VISIT)
    where = {(t.begeleider, s.half_day) for t in base.tours for s in t.stops if s.item == kept}
    who = next(iter(where))[0]
    staff = tuple(
        b.model_copy(update={"contract_minutes": b.contract_minutes // 2, "reserved_minutes": 0}) if b.id == who else b
        for b in region.begeleiders
    )
    fewer = region.model_copy(update={"begeleiders": staff})
    with Asking(fewer, matrix, base) as asking:
        found = asking.solve(Meter(Limits(4.0)), keep=(kept,))
    assert found.plan is not None
    assert check_week(fewer, found.plan, matrix) == ()
    assert {(t.begeleider, s.half_day) for t in found.plan.tours for s in t.stops if s.item == kept} == where


def test_more_than_can_be_done_is_infeasible() -> None:
    region, matrix = middle(3, 30)
    force = Force("H0", begeleider="B0", visits=6)
    found = solve_again(region, matrix, WeekPlan(week=region.week), Meter(Limits(20.0)), force=(force,))
    assert found == Again(None, (), proven=True, infeasible=True)


def test_without_time_nothing_is_said_to_be_proven() -> None:
    region, matrix = middle(3, 30)
    found = solve_again(region, matrix, WeekPlan(week=region.week), Meter(Limits(0.001)))
    assert found.plan is not None
    assert not found.proven
    assert not found.infeasible
    assert check_week(region, found.plan, matrix) == ()
