"""A block of weeks: what one week leaves the next begins with, and every week is as good as then can be."""

from __future__ import annotations

import json
import threading
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

import optimizer
from optimizer.domain.ahead import ahead
from optimizer.domain.calendar import Calendar, Holiday
from optimizer.domain.intake import read_region
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import Progress, Result, Status
from optimizer.domain.vocabulary import UNMET_STAGE, WORST_SHARES, RunningPolicy, StageKey, StopKind
from optimizer.io.json import dump_region, dump_result
from optimizer.rules.check import check, demand_by_class, region_of, stage_values
from tests.agreement.oracle import best
from tests.agreement.tiny import tiny
from tests.week.middle import middle

WEEKS = ("2026-W48", "2026-W49", "2026-W50")


def planned(found: tuple[Region, TravelMatrix], weeks: int, **settings: object) -> Result:
    own: dict[str, object] = {"time_limit": None, "seed": 1, "threads": 1}
    return optimizer.solve_block(found[0], weeks=weeks, matrix=found[1], **(own | settings))  # type: ignore[arg-type]


@cache
def block() -> Result:
    return planned(middle(), 3, work_limit=0.6)


def plan_of(result: Result) -> Plan:
    assert result.plan is not None
    return result.plan


def test_one_week_is_that_week() -> None:
    found = tiny(3)
    one, other = planned(found, 1), optimizer.solve_week(found[0], matrix=found[1], time_limit=None, seed=1, threads=1)
    assert (one.plan, one.stages, one.weeks) == (other.plan, other.stages, ())


def test_weeks_in_order_and_their_sums() -> None:
    region, matrix = middle()
    result = block()
    assert [one.week for one in result.weeks] == [w.week for w in plan_of(result).weeks] == list(WEEKS)
    assert result.checker is not None
    assert result.checker.ok
    assert result.status is Status.FEASIBLE
    demand = dict.fromkeys(UNMET_STAGE.values(), 0)
    for one in result.weeks:
        here = region_of(region, plan_of(result), one.week)
        week_plan = plan_of(result).week_plan(one.week)
        assert week_plan is not None
        assert {s.key: s.value for s in one.stages} == stage_values(here, week_plan, matrix)
        for priority, minutes in demand_by_class(here, matrix, one.week).items():
            demand[UNMET_STAGE[priority]] += minutes
    for stage in result.stages:
        mine = [s for one in result.weeks for s in one.stages if s.key is stage.key]
        gather = max if stage.key in WORST_SHARES else sum
        assert (stage.value, stage.bound) == (gather(s.value for s in mine), gather(s.bound for s in mine))
        assert stage.conditional is (stage.value > 0)
        if stage.key in demand:
            assert stage.gap == pytest.approx((stage.value - stage.bound) / max(1, demand[stage.key]), abs=1e-6)


def test_what_is_not_served_adds_up() -> None:
    result = block()
    minutes = {one.id: one.minutes for one in result.unserved}
    for ident, total in minutes.items():
        assert total == sum(u.minutes for one in result.weeks for u in one.unserved if u.id == ident)
    assert {u.id for one in result.weeks for u in one.unserved} == set(minutes)


def test_a_result_of_a_block_tells_of_its_weeks() -> None:
    data = json.loads(dump_result(block()))
    assert [one["week"] for one in data["weeks"]] == list(WEEKS)
    assert set(data["weeks"][0]) == {"week", "status", "stages", "unserved"}
    assert "weeks" not in json.loads(dump_result(planned(tiny(3), 1)))


def test_the_same_work_gives_the_same_block() -> None:
    assert planned(middle(), 3, work_limit=0.6).plan == block().plan


def test_the_rhythm_of_a_request_is_kept() -> None:
    region, matrix = middle()
    every_second = region.model_copy(
        update={"hulpvragen": tuple(h.model_copy(update={"every_weeks": 2}) for h in region.hulpvragen)}
    )
    result = planned((every_second, matrix), 3, work_limit=0.6)
    visited = [
        {stop.item for tour in w.tours for stop in tour.stops if stop.kind is StopKind.VISIT}
        for w in plan_of(result).weeks
    ]
    assert visited[0]
    for one, other in pairwise(visited):
        assert not one & other
    again = plan_of(result).weeks[0].model_copy(update={"week": WEEKS[1]})
    twice = plan_of(result).model_copy(update={"weeks": (plan_of(result).weeks[0], again)})
    verdict = check(every_second, twice, matrix)
    assert not verdict.ok, "the checker sees visits too soon after those of the week before"


def test_schools_keep_their_half_days_where_the_policy_says_so() -> None:
    region, matrix = middle()
    fixed = region.model_copy(update={"policy": region.policy.model_copy(update={"fixed_half_days": True})})
    result = planned((fixed, matrix), 3, work_limit=0.6)
    kept = 0
    for week_plan in plan_of(result).weeks[1:]:
        pinned = {p.item: p.half_days for p in region_of(fixed, plan_of(result), week_plan.week).pins}
        made = [(stop.item, stop.half_day) for tour in week_plan.tours for stop in tour.stops if stop.item in pinned]
        assert all(half_day in (pinned[item] or ()) for item, half_day in made)
        kept += len(made)
    assert kept > 1


def test_holidays_are_passed_over() -> None:
    region, matrix = middle()
    holiday = Holiday.model_validate({"name": "vrij", "from": "2026-11-28", "until": "2026-12-06"})
    closed = region.model_copy(update={"calendar": Calendar(holidays=(holiday,))})
    result = planned((closed, matrix), 2, work_limit=0.4)
    assert [w.week for w in plan_of(result).weeks] == ["2026-W48", "2026-W50"]
    always = Holiday.model_validate({"name": "vrij", "from": "2026-01-01", "until": "2029-01-01"})
    nothing = planned((region.model_copy(update={"calendar": Calendar(holidays=(always,))}), matrix), 2)
    assert [w.tours for w in plan_of(nothing).weeks] == [()]
    with pytest.raises(ValueError, match="at least one"):
        planned((region, matrix), 0)


def test_progress_names_the_week() -> None:
    seen: list[Progress] = []
    planned(tiny(3), 2, on_progress=seen.append)
    assert {p.week for p in seen} <= {None, *WEEKS[:2]}
    assert WEEKS[0] in {p.week for p in seen}
    seen.clear()
    planned(tiny(3), 1, on_progress=seen.append)
    assert {p.week for p in seen} == {None}


def test_what_is_planned_when_it_is_stopped_is_the_plan() -> None:
    stop = threading.Event()

    def enough(progress: Progress) -> None:
        if progress.week == WEEKS[1]:
            stop.set()

    result = planned(middle(), 3, work_limit=0.6, on_progress=enough, stop=stop)
    assert result.status is Status.STOPPED
    assert [w.week for w in plan_of(result).weeks] == list(WEEKS[:2])
    assert result.checker is not None
    assert result.checker.ok


@pytest.mark.parametrize("seed", range(12))
def test_every_week_is_the_best_there_is_after_those_before(seed: int) -> None:
    region, matrix = tiny(seed)
    result = planned((region, matrix), 2)
    if result.plan is None:
        assert region.policy.running is RunningPolicy.HARD
        return
    second = ahead(region, result.plan.weeks[:1], WEEKS[1])
    for here, one in zip((region, second), result.weeks, strict=True):
        found = best(here, matrix)
        assert found is not None
        assert {s.key: s.value for s in one.stages} == found[0]


def test_a_later_week_is_repaired_with_few_changes() -> None:
    """The first week is done, nothing else happened: what was published for the second is kept."""
    for seed in range(6):
        region, matrix = tiny(seed)
        result = planned((region, matrix), 2)
        if result.plan is None or len(result.plan.weeks) < 2:
            continue
        now = ahead(region, result.plan.weeks[:1], WEEKS[1]).model_copy(update={"previous": result.plan})
        again = optimizer.solve_week(now, matrix=matrix, time_limit=None, seed=2, threads=1)
        assert again.status is Status.OPTIMAL
        values = {s.key: s.value for s in again.stages}
        assert values[StageKey.CHANGES] == 0


def test_what_was_due_in_a_closed_first_week_is_done_after_it() -> None:
    region, matrix = middle()
    assert region.overleggen
    week = Holiday.model_validate({"name": "vrij", "from": "2026-11-23", "until": "2026-11-27"})
    closed = region.model_copy(update={"calendar": Calendar(holidays=(week,))})
    result = planned((closed, matrix), 1, work_limit=0.4)
    (only,) = plan_of(result).weeks
    assert only.week == WEEKS[1]
    assert set(only.active) >= {o.id for o in region.overleggen}
    assert result.checker is not None
    assert result.checker.ok


def test_hard_commitments_are_those_of_the_input() -> None:
    """What the first week began is no promise: a closed day after it does not make the block infeasible."""
    region, matrix = middle()
    hard = region.model_copy(
        update={
            "policy": region.policy.model_copy(update={"running": RunningPolicy.HARD}),
            "hulpvragen": tuple(h.model_copy(update={"current": None}) for h in region.hulpvragen),
            "arrangementen": tuple(a.model_copy(update={"running": None}) for a in region.arrangementen),
            "calendar": Calendar(closed_dates=(date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2))),
        }
    )
    result = planned((hard, matrix), 2, work_limit=0.4)
    assert [w.week for w in plan_of(result).weeks] == list(WEEKS[:2])


def test_a_block_is_accepted_as_the_published_plan_of_its_later_weeks() -> None:
    region, _ = tiny(3)
    weeks = tuple(WeekPlan(week=week) for week in WEEKS)
    data = json.loads(dump_region(region.model_copy(update={"week": WEEKS[1], "previous": Plan(weeks=weeks)})))
    assert read_region(data).faults == ()
