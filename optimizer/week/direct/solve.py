"""Solve a week with the direct model: the peer of the route method, and its stand-in when routes are too many."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import Status, StoppedBy
from optimizer.solving.lexicographic import SMALL_MODEL, Lexicographic, Stage
from optimizer.solving.limits import Meter
from optimizer.week.conflict import running_conflict
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.direct.neighbourhoods import week_neighbourhoods
from optimizer.week.direct.stages import week_stages
from optimizer.week.direct.start import ROUNDS, first_plan, planned, solution
from optimizer.week.direct.witness import week_plan
from optimizer.week.options import week_options
from optimizer.week.outcome import OnProgress, WeekOutcome, ended
from optimizer.week.running import running_commitments


def solve_direct(
    region: Region,
    matrix: TravelMatrix,
    meter: Meter,
    *,
    seed: int = 0,
    threads: int = 1,
    on_progress: OnProgress | None = None,
    start: WeekPlan | None = None,
) -> WeekOutcome:
    """Plan the region's week with the direct model, stage by stage within the meter's limits.

    `start` is a plan to begin with, if the model can follow it; else, or without one, a plan is constructed.
    """
    options = week_options(region, matrix)
    direct = DirectModel(options)
    if direct.hard_running:
        direct.require_running(running_commitments(options))
    relaxed = DirectModel(options, inside=Inside.LOADS)
    stages, relaxed_stages = week_stages(direct), week_stages(relaxed)
    driver = Lexicographic(
        direct.model,
        stages,
        meter,
        (relaxed.model, relaxed_stages),
        lambda _, rng: week_neighbourhoods(direct, rng),
        seed,
        threads,
        on_progress,
    )
    driver.incumbent.values = _start(direct, stages, start, meter, seed=seed)
    outcomes = tuple(driver.run())
    if driver.infeasible:
        conflict = running_conflict(options, meter, seed=seed)
        return WeekOutcome(Status.INFEASIBLE, StoppedBy.PROOF, None, (), meter.work_used, conflict)
    status, why = ended(outcomes, meter)
    plan = week_plan(direct, driver.incumbent.values) if driver.incumbent.values is not None else None
    return WeekOutcome(status, why, plan, outcomes, meter.work_used)


def _start(
    direct: DirectModel, stages: Sequence[Stage], start: WeekPlan | None, meter: Meter, *, seed: int
) -> tuple[int, ...] | None:
    """Return the complete solution to begin with, so that a plan is there from the first moment."""
    if start is not None:
        fixed = planned(direct, start)
        found = None if fixed is None else solution(direct, stages, fixed, seed=seed)
        if found is not None:
            return found
    small = len(direct.model.proto.variables) <= SMALL_MODEL
    return first_plan(direct, stages, meter, seed=seed, rounds=0 if small else ROUNDS)
