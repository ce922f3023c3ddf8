"""Integer programs that seek a better value of a stage: over the whole week, or over a part of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from optimizer.solving.columns import cheapest_of_each
from optimizer.solving.linear import LinearModel, Reduced, reduced, undominated
from optimizer.solving.program import MipRun, MipTask
from optimizer.week.routes.master import Master
from optimizer.week.routes.neighbourhoods import Part
from optimizer.week.routes.solution import Solution

PART_ROUTES = 300
"""Routes of a half day that a part of the week has at most, those of least reduced cost."""


@dataclass(frozen=True, eq=False)
class Goal:
    """What a program is to reach: the least sum of some stages, each times its weight.

    Attributes
    ----------
    columns, steps, weights
        (stages,) the columns that hold their values, of what these are multiples, and the weights.
    most, first
        The highest sum that is of use, and the highest value of the first stage: a better sum may not worsen that.
    later
        Columns of the stages that follow: their rows are left out.
    """

    columns: np.ndarray
    steps: np.ndarray
    weights: np.ndarray
    most: float
    first: float
    later: np.ndarray

    @property
    def step(self) -> int:
        """Of what every sum is a multiple."""
        return int(np.gcd.reduce(self.steps * self.weights))

    def cost(self, columns: int) -> np.ndarray:
        """Return the cost of every column of the master."""
        cost = np.zeros(columns)
        cost[self.columns] = self.weights
        return cost


@dataclass(frozen=True, eq=False)
class Program:
    """A task with the way back to the columns of the master."""

    task: MipTask
    small: Reduced
    goal: Goal

    def bound(self, run: MipRun) -> float:
        """Return the bound on the sum that a run proves; infinite when it proves that the goal is out of reach."""
        return run.bound * self.goal.step + float(self.small.fixed[self.goal.columns] @ self.goal.weights)


def program(
    master: Master,
    goal: Goal,
    lower: np.ndarray,
    upper: np.ndarray,
    *,
    seconds: float | None,
    nodes: int | None,
) -> Program | None:
    """Return the program within bounds on the columns; nothing when rows and bounds already rule it out."""
    upper = upper.copy()
    upper[goal.columns[:1]] = np.minimum(upper[goal.columns[:1]], goal.first)
    if len(goal.columns) == 1:
        upper[goal.columns] = np.minimum(upper[goal.columns], np.floor(goal.most / goal.weights))
    if np.any(upper < lower):
        return None
    full = goal.cost(len(upper))
    small = reduced(without(master.model, goal.later), lower, upper, full)
    if small is None:
        return None
    small = _thinned(master, small, full[small.columns])
    cost = full[small.columns]
    model = small.model
    if len(goal.columns) > 1 and math.isfinite(goal.most):
        model = _with_row(model, cost, goal.most - float(small.fixed[goal.columns] @ goal.weights))
    scale = np.ones(len(small.columns))
    for column, step in zip(goal.columns, goal.steps, strict=True):
        scale[small.columns == column] = step
    return Program(MipTask(_in_steps(model, scale), cost * scale / goal.step, seconds, nodes), small, goal)


def _thinned(master: Master, small: Reduced, cost: np.ndarray) -> Reduced:
    """Return the model without routes that another one of their half day can stand in for."""
    groups = np.full(len(cost), -1, dtype=np.int64)
    route = (small.columns >= master.route0) & (small.columns < master.joint0) & (small.model.lower == 0)
    groups[route] = master.pool_of_route[small.columns[route] - master.route0]
    kept = undominated(small.model, cost, groups)
    return Reduced(small.model.taking(np.flatnonzero(kept)), small.columns[kept], small.fixed)


def without(model: LinearModel, columns: np.ndarray) -> LinearModel:
    """Return the model with the rows of some columns binding nothing."""
    gone = np.unique(model.matrix[:, columns].indices)
    row_lower, row_upper = model.row_lower.copy(), model.row_upper.copy()
    row_lower[gone], row_upper[gone] = -np.inf, np.inf
    return replace(model, row_lower=row_lower, row_upper=row_upper)


def part_bounds(
    master: Master, incumbent: Solution, part: Part, cost: np.ndarray, lower: np.ndarray, upper: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return bounds that leave a part free, with the routes of least `cost` in it, and the rest as it is."""
    route0, joint0 = master.route0, master.joint0
    own = np.flatnonzero(part.pools[master.pool_of_route])
    each = min(PART_ROUTES, max(1, part.routes // max(1, int(part.pools.sum()))))
    routes = route0 + own[cheapest_of_each(master.pool_of_route[own], cost[route0 + own], each)]
    joints = joint0 + np.flatnonzero(part.days[master.joints.day])
    high = np.zeros(len(upper))
    for free in (np.arange(route0), routes, joints):
        high[free] = upper[free]
    high[incumbent.columns] = 1.0
    in_part = np.concatenate([part.pools[master.pool_of_route], part.days[master.joints.day]])
    low = lower.copy()
    low[incumbent.columns[~in_part[incumbent.columns - route0]]] = 1.0
    return low, np.maximum(high, low)


def _with_row(model: LinearModel, terms: np.ndarray, most: float) -> LinearModel:
    """Return the model with one row more: terms of at most so much."""
    row = sp.csc_array(terms[None, :])
    return replace(
        model,
        matrix=sp.csc_array(sp.vstack([model.matrix, row], format="csc")),
        row_lower=np.append(model.row_lower, -np.inf),
        row_upper=np.append(model.row_upper, most),
    )


def _in_steps(model: LinearModel, scale: np.ndarray) -> LinearModel:
    """Count columns in steps, so that the solver knows which values they can have."""
    if np.all(scale == 1):
        return model
    matrix = sp.csc_array(model.matrix @ sp.diags_array(scale))
    lower, upper = np.ceil(model.lower / scale), np.floor(model.upper / scale)
    return LinearModel(matrix, model.row_lower, model.row_upper, lower, upper, model.integer)
