"""The greedy plan: breaks no rule, for any region and week."""

from __future__ import annotations

import time

import pytest

from instances.generator import generate_weeks
from instances.greedy import greedy_week
from instances.spec import RegionSpec
from instances.tightness import demand_minutes, unmet_of
from optimizer.domain.base import FrozenDict
from optimizer.domain.calendar import Calendar, date_of
from optimizer.domain.demand import active_ids
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Plan
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LegKind, NeighbourPolicy, StageKey, StopKind
from optimizer.rules.check import check, stage_values
from optimizer.travel import for_region
from tests.instances.regions import small_weeks


def assert_ok(region: Region) -> Plan:
    matrix = for_region(region)
    plan = Plan(weeks=(greedy_week(region, matrix),))
    verdict = check(region, plan, matrix)
    assert verdict.violations == ()
    assert verdict.ok
    return plan


def test_the_default_region_gets_a_plan_without_violations_in_time(default: Region) -> None:
    matrix = for_region(default)
    start = time.process_time()
    week = greedy_week(default, matrix)
    assert time.process_time() - start < 2.0
    assert check(default, Plan(weeks=(week,)), matrix).violations == ()
    assert week.active == active_ids(default)
    assert len(week.groups) == sum(a.running is not None for a in default.arrangementen)
    values = stage_values(default, week, matrix)
    assert values[StageKey.OVERLEG_MISSED] == 0
    assert values[StageKey.RUNNING_BROKEN] <= 10
    assert unmet_of(default, matrix, week) <= 0.15 * demand_minutes(default, matrix)


def test_its_unmet_minutes_are_those_of_the_rules(default: Region) -> None:
    matrix = for_region(default)
    week = greedy_week(default, matrix)
    values = stage_values(default, week, matrix)
    unmet = [StageKey.UNMET_URGENT, StageKey.UNMET_NORMAL, StageKey.UNMET_LOW]
    assert unmet_of(default, matrix, week) == sum(values[key] for key in unmet)


def test_it_is_the_same_every_time(default: Region) -> None:
    matrix = for_region(default)
    assert greedy_week(default, matrix, rounds=10) == greedy_week(default, matrix, rounds=10)


def test_improvement_never_makes_the_stages_worse(default: Region) -> None:
    matrix = for_region(default)
    keys = [StageKey.RUNNING_BROKEN, StageKey.UNMET_URGENT, StageKey.UNMET_NORMAL, StageKey.UNMET_LOW]

    def reached(rounds: int) -> int:
        values = stage_values(default, greedy_week(default, matrix, rounds=rounds), matrix)
        return sum(values[key] for key in keys[1:])

    assert reached(40) <= reached(0)


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_last_weeks_plan_passes_the_checker(seed: int) -> None:
    weeks = small_weeks(seed)
    assert weeks.this.previous is not None
    # the plan carries the hashes of region and matrix, so the checker judges these too
    assert weeks.this.previous.instance_sha256
    assert check(weeks.last, weeks.this.previous, for_region(weeks.last)).violations == ()
    assert_ok(weeks.this)


def test_last_weeks_plan_of_the_default_region_passes_the_checker(default: Region) -> None:
    weeks = generate_weeks(RegionSpec(), 1)
    assert weeks.this == default
    assert default.previous is not None
    assert check(weeks.last, default.previous, for_region(weeks.last)).violations == ()


def test_closed_days_stay_empty() -> None:
    region = small_weeks(2).this
    closed = (date_of(region.week, HalfDay.DI_OCHTEND),)
    plan = assert_ok(region.model_copy(update={"calendar": Calendar(closed_dates=closed)}))
    assert plan.weeks[0].tours
    assert all(t.day.value != "di" for t in plan.weeks[0].tours)


@pytest.mark.parametrize(
    "change",
    [
        {"neighbours": NeighbourPolicy.PRICE},
        {"paid_travel": (LegKind.HOME, LegKind.BETWEEN, LegKind.MIDDAY)},
        {"paid_travel": ()},
        {"child_visits": True},
        {"min_break": 60},
        {"admin_minutes": 0},
    ],
    ids=lambda change: str(next(iter(change))),
)
def test_other_policies_are_kept(change: dict[str, object]) -> None:
    region = small_weeks(3).this
    policy = Policy.model_validate(region.policy.model_dump() | change)
    plan = assert_ok(region.model_copy(update={"policy": policy}))
    assert sum(len(t.stops) for t in plan.weeks[0].tours) > 20


def test_nobody_at_work_gives_an_empty_plan_without_violations() -> None:
    region = small_weeks(2).this
    idle = tuple(b.model_copy(update={"availability": FrozenDict({})}) for b in region.begeleiders)
    plan = assert_ok(region.model_copy(update={"begeleiders": idle}))
    assert plan.weeks[0].tours == ()


def test_meetings_and_sessions_are_stops_of_their_people(default: Region) -> None:
    week = greedy_week(default, for_region(default), rounds=0)
    kinds = {s.kind for t in week.tours for s in t.stops}
    assert kinds == set(StopKind)
