"""Solve a week: routes, bounds, stages; keep the best plan and say how good it is."""

from __future__ import annotations

from optimizer.domain.demand import active_ids
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import Status, StoppedBy
from optimizer.solving.limits import Meter
from optimizer.solving.workers import Workers
from optimizer.week.apart import plan_of, regions_apart, together
from optimizer.week.conflict import running_conflict
from optimizer.week.construct.recreate import Constructor
from optimizer.week.direct.solve import solve_direct
from optimizer.week.direct.stages import STAGE_WEIGHT
from optimizer.week.options import Options, week_options
from optimizer.week.outcome import OnProgress, WeekOutcome, ended
from optimizer.week.routes.build import build_master
from optimizer.week.routes.labels import TooManyRoutesError
from optimizer.week.routes.master import Master
from optimizer.week.routes.solution import Solution
from optimizer.week.routes.solver import RouteSolver
from optimizer.week.routes.stages import run_stages
from optimizer.week.routes.start import constructed, planned
from optimizer.week.routes.witness import witness

MOST_ROUTES = 40_000
"""Routes of one half day up to which all are enumerated."""
FEW_VISITS = 300
"""Visit options up to which workers are started only when needed."""


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
    """Plan the region's week stage by stage within the meter's limits.

    `start` is a plan to begin with, if the master problem knows it; a plan is constructed too, and the better of the
    two is taken. A region with more routes in a half day than are enumerated is left to the direct model.
    """
    options = week_options(region, matrix)
    parts = regions_apart(options)
    alone = [options] if len(parts) == 1 else [week_options(part, matrix) for part in parts]
    with Workers(threads, meter.stop) as workers:
        if len(options.visits) > FEW_VISITS:
            workers.warm_up()  # they start while routes are enumerated
        try:
            masters = [build_master(one, MOST_ROUTES) for one in alone]
        except TooManyRoutesError:
            workers.close()
            return solve_direct(region, matrix, meter, seed=seed, threads=threads, on_progress=on_progress, start=start)
        solvers: list[RouteSolver] = []
        for number, master in enumerate(masters):
            constructor = Constructor(master.rows.options, seed)
            known = start if start is None or len(parts) == 1 else plan_of(start, parts[number])
            first = _first(master, constructor, known, seed=seed)
            solvers.append(RouteSolver(master, constructor, workers, meter, first, seed, threads))
        outcomes = tuple(run_stages(solvers, meter, {str(k): w for k, w in STAGE_WEIGHT.items()}, on_progress))
    if any(solver.infeasible for solver in solvers):
        return _conflict(options, meter, seed=seed)
    status, why = ended(outcomes, meter)
    plans = [witness(s.master, s.incumbent) for s in solvers if s.incumbent is not None]
    plan = None
    if len(plans) == len(solvers):
        plan = plans[0] if len(plans) == 1 else together(plans, region, active_ids(region, options.week))
    return WeekOutcome(status, why, plan, outcomes, meter.work_used)


def _first(master: Master, constructor: Constructor, start: WeekPlan | None, *, seed: int) -> Solution | None:
    """Return the better of a given plan and a constructed one; nothing when the master has neither."""
    found = [
        planned(master, start, seed=seed) if start is not None else None,
        constructed(master, constructor.build(), seed=seed),
    ]
    known = [s for s in found if s is not None]
    return min(known, key=lambda s: s.stage_values(master), default=None)


def _conflict(options: Options, meter: Meter, *, seed: int) -> WeekOutcome:
    conflict = running_conflict(options, meter, seed=seed)
    return WeekOutcome(Status.INFEASIBLE, StoppedBy.PROOF, None, (), meter.work_used, conflict)
