"""Solve a week: build the model, run the stages, keep the best plan, say how good it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import Status, StoppedBy
from optimizer.solving.cpsat import Outcome, solve
from optimizer.solving.lexicographic import SMALL_MODEL, Lexicographic, StageOutcome
from optimizer.solving.limits import Limits, Meter
from optimizer.week.direct.model import DirectModel
from optimizer.week.direct.neighbourhoods import week_neighbourhoods
from optimizer.week.direct.stages import week_stages
from optimizer.week.direct.start import first_plan
from optimizer.week.direct.witness import week_plan
from optimizer.week.options import Options, week_options
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
) -> WeekOutcome:
    """Plan the region's week with the direct model, stage by stage within the meter's limits."""
    options = week_options(region, matrix)
    direct = DirectModel(options)
    if direct.hard_running:
        direct.require_running(running_commitments(options))
    relaxed = DirectModel(options, relaxed=True)
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
    if not direct.hard_running and len(direct.model.proto.variables) > SMALL_MODEL:
        driver.incumbent.values = first_plan(direct, meter, seed=seed)
    outcomes = tuple(driver.run())
    if driver.infeasible:
        conflict = running_conflict(options, meter, seed=seed)
        return WeekOutcome(Status.INFEASIBLE, StoppedBy.PROOF, None, (), meter.work_used, conflict)
    proven = bool(outcomes) and all(o.proven for o in outcomes)
    if proven:
        status, why = Status.OPTIMAL, StoppedBy.PROOF
    elif meter.stopped:
        status, why = Status.STOPPED, StoppedBy.INTERRUPT
    else:
        status = Status.FEASIBLE if outcomes else Status.STOPPED
        why = StoppedBy.WORK_LIMIT if meter.limits.seconds is None else StoppedBy.TIME_LIMIT
    plan = week_plan(direct, driver.incumbent.values) if driver.incumbent.values is not None else None
    return WeekOutcome(status, why, plan, outcomes, meter.work_used)


def running_conflict(options: Options, meter: Meter, *, seed: int) -> tuple[str, ...]:
    """Return a minimal set of running commitments that cannot all be kept (deletion filter).

    Each candidate set is solved again, with presolve off. When a limit cuts a solve short the item stays in, so
    the set always conflicts but may then not be minimal.
    """
    commitments = running_commitments(options)
    items = [*commitments.hulpvragen, *commitments.groups]
    needed = set(items)
    for item in items:
        trial = DirectModel(options)
        trial.require_running(commitments, frozenset(needed - {item}))
        limits = Limits(meter.seconds_left, meter.work_left) if not meter.exhausted else Limits(0.01, None)
        run = solve(trial.model, limits, seed=seed, stop=meter.stop, presolve=False)
        meter.work_used += run.work
        if run.outcome is Outcome.INFEASIBLE:
            needed.discard(item)
    return tuple(i for i in items if i in needed)
