"""Small integer programs by CP-SAT, in this process: nothing to start, nothing to wait for."""

from __future__ import annotations

import math

import numpy as np

from optimizer.solving.cpsat import Outcome, solve
from optimizer.solving.limits import Limits, StopSignal
from optimizer.solving.linear import cpsat_model
from optimizer.solving.program import MipRun, MipTask

WORK_PER_NODE = 0.05


def solve_small(task: MipTask, *, seed: int, stop: StopSignal | None = None) -> MipRun:
    """Solve an integer program within its limits; a node counts as some deterministic work."""
    work = None if task.nodes is None else WORK_PER_NODE * task.nodes
    run = solve(cpsat_model(task.model, task.cost), Limits(task.seconds, work), seed=seed, stop=stop)
    if run.outcome is Outcome.INFEASIBLE:
        return MipRun(None, math.inf, complete=True, work=run.work)
    values = None if run.values is None else np.array(run.values, dtype=float)
    bound = -math.inf if run.bound is None else float(run.bound)
    return MipRun(values, bound, run.outcome is Outcome.OPTIMAL, run.work)
