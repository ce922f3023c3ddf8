"""Solve a week: build the model, run the stages, keep the best plan, say how good it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import Status, StoppedBy
from optimizer.solving.lexicographic import SMALL_MODEL, Lexicographic, Stage, StageOutcome
from optimizer.solving.limits import Meter
from optimizer.week.conflict import running_conflict
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.direct.neighbourhoods import week_neighbourhoods
from optimizer.week.direct.stages import week_stages
from optimizer.week.direct.start import ROUNDS, first_plan, planned, solution
from optimizer.week.direct.witness import week_plan
from optimizer.week.options import week_options
from optimizer.week.running import running_commitments

OnProgress = Callable[[str, int | None, int | None], None]


@dataclass(frozen=True)
class WeekOutcome:
    """What the solver says of a week; nobody has checked it yet."""

    status: Status
    stopped_by: StoppedBy
    plan: WeekPlan | None
    stages: tuple[StageOutcome, ...]
    work: float
    conflict: tuple[str, ...] = ()


def solve_week_model(
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
    if outcomes and all(o.proven for o in outcomes):
        status, why = Status.OPTIMAL, StoppedBy.PROOF
    else:
        why = _limit_reached(meter)
        status = Status.FEASIBLE if outcomes and why is not StoppedBy.INTERRUPT else Status.STOPPED
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


def _limit_reached(meter: Meter) -> StoppedBy:
    """Return what ended a run without proof."""
    if meter.stopped:
        return StoppedBy.INTERRUPT
    seconds, work = meter.limits.seconds, meter.limits.work
    if seconds is None or (work is not None and meter.work_used * seconds > meter.seconds * work):
        return StoppedBy.WORK_LIMIT
    return StoppedBy.TIME_LIMIT
