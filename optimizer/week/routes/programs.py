"""Integer programs that seek a better value of a stage: over the whole week, or over a part of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from optimizer.solving.columns import cheapest_of_each
from optimizer.solving.linear import LinearModel, Reduced, reduced
from optimizer.solving.program import MipRun, MipTask
from optimizer.week.routes.master import Master
from optimizer.week.routes.neighbourhoods import Part
from optimizer.week.routes.solution import Solution

PART_ROUTES = 150
"""Routes of a half day that a part of the week has, those of least reduced cost."""


@dataclass(frozen=True, eq=False)
class Goal:
    """What a program is to reach.

    Attributes
    ----------
    column
        Holds the value of the stage.
    step
        Values are multiples of it.
    most
        The highest value that is of use.
    later
        Columns of the stages that follow: at their highest value they bind nothing.
    """

    column: int
    step: int
    most: float
    later: np.ndarray


@dataclass(frozen=True, eq=False)
class Program:
    """A task with the way back to the columns of the master."""

    task: MipTask
    small: Reduced
    goal: Goal

    def bound(self, run: MipRun) -> float:
        """Return the bound on the stage that a run proves; infinite when it proves that the goal is out of reach."""
        return run.bound * self.goal.step + float(self.small.fixed[self.goal.column])


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
    lower, upper = lower.copy(), upper.copy()
    lower[goal.later] = upper[goal.later]
    upper[goal.column] = min(upper[goal.column], goal.most)
    if np.any(upper < lower):
        return None
    small = reduced(master.model, lower, upper)
    if small is None:
        return None
    cost = (small.columns == goal.column).astype(float)
    model = _in_steps(small.model, np.flatnonzero(cost), goal.step)
    return Program(MipTask(model, cost, seconds, nodes), small, goal)


def part_bounds(
    master: Master, incumbent: Solution, part: Part, cost: np.ndarray, lower: np.ndarray, upper: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return bounds that leave a part free, with the routes of least `cost` in it, and the rest as it is."""
    route0, joint0 = master.route0, master.joint0
    own = np.flatnonzero(part.pools[master.pool_of_route])
    routes = route0 + own[cheapest_of_each(master.pool_of_route[own], cost[route0 + own], PART_ROUTES)]
    joints = joint0 + np.flatnonzero(part.days[master.joints.day])
    high = np.zeros(len(upper))
    for free in (np.arange(route0), routes, joints):
        high[free] = upper[free]
    high[incumbent.columns] = 1.0
    in_part = np.concatenate([part.pools[master.pool_of_route], part.days[master.joints.day]])
    low = lower.copy()
    low[incumbent.columns[~in_part[incumbent.columns - route0]]] = 1.0
    return low, np.maximum(high, low)


def _in_steps(model: LinearModel, column: np.ndarray, step: int) -> LinearModel:
    """Count a stage in steps, so that the solver knows which values it can have."""
    if step == 1 or not len(column):
        return model
    scale = np.ones(len(model.lower))
    scale[column] = step
    matrix = sp.csc_array(model.matrix @ sp.diags_array(scale))
    lower, upper = np.ceil(model.lower / scale), np.floor(model.upper / scale)
    return LinearModel(matrix, model.row_lower, model.row_upper, lower, upper, model.integer)
