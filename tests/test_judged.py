"""A plan made somewhere else becomes a result that says no more than is known."""

from __future__ import annotations

import pytest

import optimizer
from optimizer.domain.calendar import add_weeks
from optimizer.domain.demand import active_ids
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.result import StageResult, Status, StoppedBy
from optimizer.domain.vocabulary import StageKey
from optimizer.io.json import dump_result
from optimizer.rules.check import check, region_of, stage_values, unserved
from tests.report.small import matrix, plan, region


def test_a_plan_is_bound_to_what_it_was_judged_with() -> None:
    result = optimizer.result_of(region(), plan(), matrix())
    assert result.plan is not None
    assert result.plan.weeks == plan().weeks
    assert (result.plan.instance_sha256, result.plan.matrix_sha256) == (instance_sha256(region()), matrix().sha256)
    assert check(region(), result.plan, matrix()).ok
    assert result.checker is not None
    assert result.checker.ok
    assert (result.certificate.stopped_by, result.certificate.work) == (StoppedBy.UNCHANGED, 0.0)
    assert result.unserved == unserved(region(), plan().weeks[0], matrix())
    assert dump_result(result)


def test_values_are_counted_and_bounds_that_are_not_known_are_nothing() -> None:
    result = optimizer.result_of(region(), plan(), matrix())
    values = stage_values(region(), plan().weeks[0], matrix())
    assert {stage.key: stage.value for stage in result.stages} == values
    assert {stage.bound for stage in result.stages} == {0}
    assert result.status is Status.FEASIBLE
    assert result.plan is not None
    assert not result.plan.proven
    first = next(number for number, stage in enumerate(result.stages) if stage.value)
    assert [stage.conditional for stage in result.stages] == [number > first for number in range(len(result.stages))]


def test_bounds_of_an_earlier_result_hold_for_the_values_they_belong_to() -> None:
    values = stage_values(region(), plan().weeks[0], matrix())
    known = tuple(StageResult(key=key, value=value, bound=value, gap=0.0) for key, value in values.items())
    result = optimizer.result_of(region(), plan(), matrix(), {"2026-W48": known})
    assert (result.stages, result.status) == (known, Status.OPTIMAL)
    other = (known[0].model_copy(update={"value": 99, "bound": 99}), *known[1:])
    assert optimizer.result_of(region(), plan(), matrix(), {"2026-W48": other}).status is Status.FEASIBLE


def test_a_plan_of_several_weeks_has_each_of_them() -> None:
    empty = WeekPlan(week=add_weeks("2026-W48", 1))
    here = region()
    later = region_of(here, plan(), empty.week)
    week = empty.model_copy(update={"active": active_ids(later, empty.week)})
    both = Plan(weeks=(week, plan().weeks[0]))
    result = optimizer.result_of(here, both, matrix())
    assert [one.week for one in result.weeks] == ["2026-W48", "2026-W49"]
    assert result.plan is not None
    assert [one.week for one in result.plan.weeks] == ["2026-W48", "2026-W49"]
    assert check(here, result.plan, matrix()).ok
    sums = {stage.key: stage.value for stage in result.stages}
    each = [{stage.key: stage.value for stage in one.stages} for one in result.weeks]
    normal = StageKey.UNMET_NORMAL
    assert sums[normal] == each[0][normal] + each[1][normal]


def test_a_plan_that_breaks_a_rule_is_no_result() -> None:
    tour = plan().weeks[0].tours[0]
    broken = plan().weeks[0].model_copy(update={"tours": (tour.model_copy(update={"begeleider": "B3"}),)})
    with pytest.raises(optimizer.CheckFailedError):
        optimizer.result_of(region(), Plan(weeks=(broken,)), matrix())
    with pytest.raises(ValueError, match="without weeks"):
        optimizer.result_of(region(), Plan(), matrix())
