"""Linear relaxations over many columns: a few at a time, the others priced by one sparse product.

Source: Desrosiers and Luebbecke (2005), A primer in column generation; the bound is Lagrangian, so it holds whatever
the duals are: at most one column of a group can be at one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
import scipy.sparse as sp
from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper, ModelSolverHelper, SolveStatus

from optimizer.solving.background import in_background
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.linear import LinearModel

WORK_PER_NONZERO = 2.5e-6
"""Deterministic work that a linear program counts for, per coefficient: about a second's worth is 1."""
TOLERANCE = 1e-6
NO_PRICE = 1e-12
UNBOUNDED = 1e7
"""No value of a plan is as large: columns without upper bound are cut off here when a bound is added up."""


@dataclass(frozen=True, eq=False)
class LpRun:
    """An optimum of the relaxation, or of a part of its columns when `complete` is false.

    Attributes
    ----------
    values, reduced
        (columns,) primal values and reduced costs.
    bound
        A lower bound on the cost of every solution; minus infinity when the relaxation has none.
    """

    value: float
    values: np.ndarray
    reduced: np.ndarray
    bound: float
    complete: bool


@dataclass(eq=False)
class ColumnLp:
    """Solves relaxations of one model again and again, keeping the columns that mattered.

    Parameters
    ----------
    groups
        (columns,) number of the group of which at most one column can be at one; -1 for columns always present.
    """

    model: LinearModel
    groups: np.ndarray
    meter: Meter
    per_group: int = 15
    active: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the columns that are always present."""
        self.active = self.groups < 0
        self._always = np.flatnonzero(self.active)
        self._grouped = np.flatnonzero(~self.active)
        self._transposed = sp.csr_array(self.model.matrix.T)

    def solve(  # noqa: PLR0913 - one way each to end sooner
        self,
        cost: np.ndarray,
        lower: np.ndarray,
        upper: np.ndarray,
        *,
        step: float = 0.0,
        slack: float = 0.0,
        rounds: int = 1000,
        keep: np.ndarray | None = None,
        rows: np.ndarray | None = None,
        end: Limits | None = None,
    ) -> LpRun | None:
        """Return an optimum within bounds on the columns; nothing when there is none, or no time.

        Parameters
        ----------
        step
            Costs of solutions are multiples of this: pricing ends when the bound rounds up to the value.
        slack
            Pricing also ends when bound and value are as near as this.
        rounds
            Rounds of pricing, after which the optimum of the columns so far is returned.
        keep
            Columns to have among the first.
        rows
            Rows to look at; the others bind nothing.
        end
            Readings of the meter at which to stop with the best bound so far.
        """
        rows = np.arange(self.model.matrix.shape[0]) if rows is None else rows
        if keep is not None:
            self.active[keep] = True
        best: LpRun | None = None
        for done in range(rounds):
            columns = np.flatnonzero(self.active & (upper > 0) | (self.groups < 0))
            solved = self._solve(cost, lower, upper, columns, rows, end)
            if solved is None:
                return best
            value, x, duals = solved
            values = np.zeros(len(cost))
            values[columns] = x
            reduced = cost - self._transposed @ duals
            bound = self._bound(duals, reduced, lower, upper)
            if best is None or bound > best.bound:
                best = LpRun(value, values, reduced, bound, complete=False)
            wanted = self._priced(reduced, upper)
            best = replace(best, value=value, values=values)
            met = bool(step) and rounded_up(best.bound, step) >= rounded_up(value, step)
            met = met or value - best.bound <= slack
            if met or not len(wanted) or done + 1 == rounds or self.over(end):
                return replace(best, complete=met or not len(wanted))
            self.active[wanted] = True
        return best

    def over(self, end: Limits | None) -> bool:
        """Tell whether nothing is left until the readings `end`."""
        return self.meter.exhausted or (end is not None and self.meter.until(end).nothing)

    def purge(self, run: LpRun, keep: np.ndarray, most: float) -> None:
        """Drop columns whose reduced cost is above `most`, but for those to keep and those in use."""
        self.active &= (run.reduced <= most) | (run.values > TOLERANCE)
        self.active[keep] = True
        self.active[self._always] = True

    def _solve(
        self,
        cost: np.ndarray,
        lower: np.ndarray,
        upper: np.ndarray,
        columns: np.ndarray,
        rows: np.ndarray,
        end: Limits | None,
    ) -> tuple[float, np.ndarray, np.ndarray] | None:
        part = sp.csr_matrix(sp.csr_array(self.model.matrix[:, columns])[rows])
        self.meter.work_used += WORK_PER_NONZERO * part.nnz
        builder = ModelBuilderHelper()
        builder.fill_model_from_sparse_data(
            lower[columns], upper[columns], cost[columns], self.model.row_lower[rows], self.model.row_upper[rows], part
        )
        solver = ModelSolverHelper("glop")
        left = self.meter.seconds_left if end is None else self.meter.until(end).seconds
        if left is not None:
            solver.set_time_limit_in_seconds(max(0.01, left))
        in_background(lambda: solver.solve(builder), solver.interrupt_solve, self.meter.stop)
        if solver.status() != SolveStatus.OPTIMAL:
            return None
        duals = np.zeros(self.model.matrix.shape[0])
        duals[rows] = np.array(solver.dual_values())
        return solver.objective_value(), np.array(solver.variable_values()), duals

    def _bound(self, duals: np.ndarray, reduced: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> float:
        used = np.flatnonzero(np.abs(duals) > NO_PRICE)
        side = np.where(duals[used] > 0, self.model.row_lower[used], self.model.row_upper[used])
        total = float(duals[used] @ side)
        if not math.isfinite(total):
            return -math.inf
        fixed = self._always
        most = np.minimum(upper[fixed], UNBOUNDED)
        total += float(np.sum(np.where(reduced[fixed] > 0, reduced[fixed] * lower[fixed], reduced[fixed] * most)))
        grouped = self._grouped
        least = np.zeros(int(self.groups.max(initial=-1)) + 1)
        gain = np.minimum(reduced[grouped], 0.0) * (upper[grouped] > 0)
        np.minimum.at(least, self.groups[grouped], gain)
        # a column that must be there costs what it costs
        forced = grouped[lower[grouped] > 0]
        least[self.groups[forced]] = reduced[forced]
        return total + float(least.sum())

    def _priced(self, reduced: np.ndarray, upper: np.ndarray) -> np.ndarray:
        """Return the best columns of negative reduced cost, a few of every group."""
        wanted = np.flatnonzero((reduced < -TOLERANCE) & ~self.active & (upper > 0))
        return np.asarray(wanted[cheapest_of_each(self.groups[wanted], reduced[wanted], self.per_group)])


def cheapest_of_each(groups: np.ndarray, cost: np.ndarray, most: int) -> np.ndarray:
    """Return the positions of the cheapest few of every group, both arrays of one length."""
    rank = np.lexsort((cost, groups))
    in_order = groups[rank]
    position = np.arange(len(rank)) - np.searchsorted(in_order, in_order, side="left")
    return np.asarray(rank[position < most])


def rounded_up(bound: float, step: float = 1.0) -> float:
    """Round a bound up to a multiple of `step`, forgiving the noise of floating point."""
    if not math.isfinite(bound):
        return bound
    return step * math.ceil(bound / step - min(0.5, 1e-6 * max(1.0, abs(bound))) / step)
