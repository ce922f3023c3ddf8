"""The model against brute force and the rules, stage by stage, on tiny regions in which everything can bind."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import HealthCheck, given, settings

import optimizer
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.region import Region
from optimizer.domain.result import Result, Status, StoppedBy
from optimizer.domain.vocabulary import RunningPolicy, StageKey
from optimizer.rules.check import stage_values
from optimizer.rules.commitments import broken
from optimizer.rules.view import WeekView
from optimizer.solving.cpsat import Outcome, solve
from optimizer.solving.limits import Limits
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.direct.stages import week_stages
from optimizer.week.options import week_options
from tests.agreement.oracle import best
from tests.agreement.tiny import tiny, tiny_regions
from tests.rules.witness import week_plan

CHUNK = 10
SEEDS = range(200)
FOUND = (77, 94, 1026, 1159, 1203, 1768)
"""Seeds that once told model, oracle and solver apart: places that cannot be reached from the base, and a
no-overlap constraint that CP-SAT wrongly found infeasible."""


def solved(region: Region, matrix: TravelMatrix, seed: int, work_limit: float | None = None) -> Result:
    return optimizer.solve_week(region, matrix=matrix, time_limit=None, work_limit=work_limit, seed=seed, threads=1)


def commitments(region: Region, matrix: TravelMatrix) -> set[str]:
    """What an empty week breaks: every running commitment there is, as the rules see it."""
    view = WeekView(region, week_plan(region, matrix), matrix)
    return {item for item, _, _ in broken(view)}


def keeping(region: Region, kept: Collection[str], every: Collection[str]) -> Region:
    """The region in which only these commitments run."""
    dropped = set(every) - set(kept)
    asked = tuple(h.model_copy(update={"current": None}) if h.id in dropped else h for h in region.hulpvragen)
    groups = tuple(
        a.model_copy(update={"running": None}) if f"{a.id}#1" in dropped else a for a in region.arrangementen
    )
    return region.model_copy(update={"hulpvragen": asked, "arrangementen": groups})


def agree(region: Region, matrix: TravelMatrix, seed: int) -> Status:
    """Solve by model and by brute force, and compare everything."""
    expected, result = best(region, matrix), solved(region, matrix, seed)
    if expected is None:
        assert region.policy.running is RunningPolicy.HARD
        assert result.status is Status.INFEASIBLE
        assert (result.plan, result.stages) == (None, ())
        _conflicts_and_is_minimal(region, matrix, result.conflict)
        return result.status
    assert result.status is Status.OPTIMAL
    assert result.certificate.stopped_by is StoppedBy.PROOF
    assert {s.key: s.value for s in result.stages} == expected[0]
    assert [s.key for s in result.stages] == list(region.policy.stage_order())
    assert all(s.bound == s.value and s.gap == 0 and not s.conditional for s in result.stages)
    assert result.checker is not None
    assert result.checker.ok
    assert result.plan is not None
    assert result.plan.proven
    (week,) = result.plan.weeks
    assert stage_values(region, week, matrix) == expected[0]
    return result.status


def _conflicts_and_is_minimal(region: Region, matrix: TravelMatrix, conflict: tuple[str, ...]) -> None:
    every = commitments(region, matrix)
    assert conflict
    assert set(conflict) <= every
    assert best(keeping(region, conflict, every), matrix) is None
    for item in conflict:
        assert best(keeping(region, set(conflict) - {item}, every), matrix) is not None


@pytest.mark.parametrize("first", range(0, len(SEEDS), CHUNK))
def test_every_stage_agrees(first: int) -> None:
    for seed in SEEDS[first : first + CHUNK]:
        agree(*tiny(seed), seed)


@pytest.mark.parametrize("seed", FOUND)
def test_what_once_did_not_agree(seed: int) -> None:
    agree(*tiny(seed), seed)


def test_some_weeks_are_infeasible() -> None:
    hard = [seed for seed in SEEDS if tiny(seed)[0].policy.running is RunningPolicy.HARD]
    conflicts = [solved(*tiny(seed), seed).conflict for seed in hard]
    assert sum(bool(c) for c in conflicts) >= 5
    assert sum(not c for c in conflicts) >= 5


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(tiny_regions)
def test_any_tiny_region_agrees(found: tuple[Region, TravelMatrix]) -> None:
    agree(*found, seed=0)


@pytest.mark.parametrize("first", range(0, 60, CHUNK))
def test_the_relaxation_is_never_above_the_optimum(first: int) -> None:
    """Stage by stage, with the earlier stages held at the values of the oracle."""
    for seed in range(first, first + CHUNK):
        region, matrix = tiny(seed)
        expected = best(region, matrix)
        if expected is None:
            continue
        relaxed = DirectModel(week_options(region, matrix), inside=Inside.LOADS)
        for stage in week_stages(relaxed):
            value = expected[0][StageKey(stage.key)]
            relaxed.model.minimize(stage.variable)
            run = solve(relaxed.model, Limits(None), seed=seed)
            assert run.outcome is Outcome.OPTIMAL, (seed, stage.key)
            assert run.bound is not None
            assert run.bound <= value, (seed, stage.key)
            relaxed.model.add(stage.variable <= value)


@pytest.mark.parametrize("work", [0.0, 1e-5, 1e-3])
@pytest.mark.parametrize("large", [False, True], ids=["whole", "in parts"])
def test_bounds_hold_when_cut_short(work: float, large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unconditional bounds are below the optimum; up to the first stage that is not proven, values are above it."""
    if large:
        for module in ("optimizer.solving.lexicographic", "optimizer.week.solve"):
            monkeypatch.setattr(f"{module}.SMALL_MODEL", 0)
    for seed in range(25):
        region, matrix = tiny(seed)
        if region.policy.running is RunningPolicy.HARD:
            continue
        expected = best(region, matrix)
        assert expected is not None
        result = solved(region, matrix, seed, work_limit=work)
        assert result.checker is not None
        assert result.checker.ok
        for stage in result.stages:
            true = expected[0][stage.key]
            if stage.conditional:
                break
            assert stage.bound <= true <= stage.value, (seed, stage)
        assert [s.conditional for s in result.stages] == [
            any(not earlier.proven for earlier in result.stages[:k]) for k in range(len(result.stages))
        ]
        proven = all(s.proven for s in result.stages)
        assert result.status is (Status.OPTIMAL if proven else Status.FEASIBLE)
        assert proven or result.certificate.stopped_by is StoppedBy.WORK_LIMIT
