"""A mixed-integer linear program as arrays, and how a CP-SAT model reads as one.

The rules are modelled once, with CP-SAT's builder; the master problem takes its rows from there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy.sparse as sp

from optimizer.solving.cpsat import CpModel, IntVar, weighted

INFINITE = 1 << 62
"""Numbers beyond this are no bounds."""


@dataclass(frozen=True, eq=False)
class LinearModel:
    """Rows ``row_lower <= matrix @ x <= row_upper`` over ``lower <= x <= upper``.

    Attributes
    ----------
    matrix
        (rows, columns), compressed by column.
    integer
        (columns,) bool.
    """

    matrix: sp.csc_array
    row_lower: np.ndarray
    row_upper: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    integer: np.ndarray

    def taking(self, columns: np.ndarray) -> LinearModel:
        """Return the model with some of its columns only."""
        return LinearModel(
            self.matrix[:, columns],
            self.row_lower,
            self.row_upper,
            self.lower[columns],
            self.upper[columns],
            self.integer[columns],
        )


@dataclass
class RowBuffer:
    """Rows that are being collected."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def add(self, terms: Iterable[tuple[int, float]], lower: float = -np.inf, upper: float = np.inf) -> None:
        """Add a row of (column, coefficient)."""
        row = len(self.lower)
        for column, value in terms:
            self.rows.append(row)
            self.columns.append(column)
            self.values.append(value)
        self.lower.append(lower)
        self.upper.append(upper)

    def matrix(self, columns: int) -> sp.csc_array:
        """Return the coefficients; those given twice are added."""
        shape = (len(self.lower), columns)
        return sp.csc_array(sp.coo_array((self.values, (self.rows, self.columns)), shape=shape))


class _Reader:
    """Reads constraints one by one; literals below 0 are negations."""

    def __init__(self, proto: Any) -> None:  # noqa: ANN401 - the solver's protos carry no types
        self.buffer = RowBuffer()
        domains: list[tuple[int, int]] = []
        for variable in proto.variables:
            least, most, *holes = variable.domain
            if holes:
                raise ValueError("a variable with holes in its domain has no linear form")
            domains.append((least, most))
        self.lower = np.array([least for least, _ in domains], dtype=float)
        self.upper = np.array([most for _, most in domains], dtype=float)

    def row(self, terms: Sequence[tuple[int, float]], lower: float, upper: float, unless: Sequence[int] = ()) -> None:
        """Add a row over variables; not enforced `unless` all literals are true."""
        if not unless:
            self.buffer.add(terms, lower, upper)
            return
        least = sum(min(c * self.lower[v], c * self.upper[v]) for v, c in terms)
        most = sum(max(c * self.lower[v], c * self.upper[v]) for v, c in terms)
        if most > upper:
            self._relaxed(terms, most - upper, unless, upper=upper)
        if least < lower:
            self._relaxed(terms, least - lower, unless, lower=lower)

    def _relaxed(
        self,
        terms: Sequence[tuple[int, float]],
        slack: float,
        unless: Sequence[int],
        lower: float = -np.inf,
        upper: float = np.inf,
    ) -> None:
        """Add a row that gives way by `slack` for every literal that is false."""
        extra: list[tuple[int, float]] = []
        for literal in unless:
            # slack * (1 - literal) moves to the left side
            if literal >= 0:
                extra.append((literal, slack))
                lower, upper = lower + slack, upper + slack
            else:
                extra.append((-literal - 1, -slack))
        self.buffer.add([*terms, *extra], lower, upper)

    def literals(self, literals: Sequence[int], lower: float, upper: float, unless: Sequence[int] = ()) -> None:
        """Add a row on the number of true literals; not enforced `unless` all others are true."""
        negated = sum(literal < 0 for literal in literals)
        terms = [(x, 1.0) if x >= 0 else (-x - 1, -1.0) for x in literals]
        self.row(terms, lower - negated, upper - negated, unless)

    def read(self, constraint: Any) -> None:  # noqa: ANN401
        unless = list(constraint.enforcement_literal)
        others = [-e - 1 for e in unless]
        if constraint.has_linear():
            linear = constraint.linear
            terms = list(zip(linear.vars, map(float, linear.coeffs), strict=True))
            least, most, *holes = linear.domain
            if holes:
                raise ValueError("a row with a hole in its range has no linear form")
            self.row(terms, _bound(least), _bound(most), unless)
        elif constraint.has_bool_or():
            self.literals([*constraint.bool_or.literals, *others], 1, np.inf)
        elif constraint.has_bool_and():
            for literal in constraint.bool_and.literals:
                self.literals([literal, *others], 1, np.inf)
        elif constraint.has_at_most_one():
            self.literals(list(constraint.at_most_one.literals), -np.inf, 1, unless)
        elif constraint.has_lin_max():
            target = constraint.lin_max.target
            for expr in constraint.lin_max.exprs:
                # only "at least": the target is minimised, directly or through a stage
                terms = [(v, float(c)) for v, c in zip(target.vars, target.coeffs, strict=True)]
                terms += [(v, -float(c)) for v, c in zip(expr.vars, expr.coeffs, strict=True)]
                self.row(terms, float(expr.offset - target.offset), np.inf, unless)
        else:
            raise ValueError(f"no linear form for {constraint}")


def _bound(value: int) -> float:
    return float(value) if abs(value) < INFINITE else float(np.sign(value)) * np.inf


def linear_model(model: CpModel) -> LinearModel:
    """Return a CP-SAT model in linear form; all its variables are integer.

    A maximum is read as "at least": exact wherever it is minimised, a relaxation elsewhere.

    Raises
    ------
    ValueError
        When a constraint has no linear form.
    """
    reader = _Reader(model.proto)
    for constraint in model.proto.constraints:
        reader.read(constraint)
    buffer, n = reader.buffer, len(reader.lower)
    return LinearModel(
        buffer.matrix(n),
        np.array(buffer.lower),
        np.array(buffer.upper),
        reader.lower,
        reader.upper,
        np.ones(n, dtype=bool),
    )


@dataclass(frozen=True, eq=False)
class Reduced:
    """A model without what bounds and rows decide already.

    Attributes
    ----------
    columns
        Those of the whole model that are left, in order.
    fixed
        (columns of the whole,) values, of those that are not left.
    """

    model: LinearModel
    columns: np.ndarray
    fixed: np.ndarray

    def whole(self, values: np.ndarray) -> np.ndarray:
        """Return the value of every column of the whole model."""
        full = self.fixed.copy()
        full[self.columns] = np.round(values)
        return full


SAME = 1e-9
"""Coefficients that differ by less are the same."""
PASSES = 4
"""Rounds of tightening; later ones find hardly anything."""
SETTLING = 20
"""Rounds of fixing columns by what they cost."""
HUGE = 1e7


def reduced(model: LinearModel, lower: np.ndarray, upper: np.ndarray, cost: np.ndarray | None = None) -> Reduced | None:
    """Return a model within bounds on its columns, without fixed columns and idle rows; nothing if it has no solution.

    Bounds are tightened by the activity of rows. With a cost to minimise, columns that no row holds back from their
    cheaper bound are fixed there: an optimum is kept, not every solution. Source: Savelsbergh (1994), Preprocessing and
    probing techniques for mixed integer programming problems.
    """
    if np.any(upper < lower):
        return None
    free = np.flatnonzero(upper > lower)
    fixed = lower.copy()
    fixed[free] = 0.0
    act = model.matrix @ fixed
    part = model.matrix[:, free]
    row_lower, row_upper = model.row_lower - act, model.row_upper - act
    tight = tightened(part, row_lower, row_upper, lower[free], np.minimum(upper[free], HUGE))
    if tight is None:
        return None
    low, high = tight
    if cost is not None:
        low, high = _settled(part, row_lower, row_upper, low, high, cost[free])
    live = np.flatnonzero(high > low)
    fixed[free] = low
    fixed[free[live]] = 0.0
    act = part @ np.where(high > low, 0.0, low)
    rest = sp.csr_array(part[:, live])
    row_lower, row_upper = row_lower - act, row_upper - act
    least, most = _activity(sp.coo_array(rest), low[live], high[live])
    rows = np.flatnonzero((least < row_lower - 1e-9) | (most > row_upper + 1e-9))
    bind = rest[rows]
    scale = _common_divisor(bind)
    bind.data /= np.repeat(scale, np.diff(bind.indptr))  # times the inverse, 49 of 49 would not be 1
    small = LinearModel(
        sp.csc_array(bind),
        row_lower[rows] / scale,
        row_upper[rows] / scale,
        low[live],
        high[live],
        model.integer[free[live]],
    )
    return Reduced(small, free[live], fixed)


def _fractional(rows: sp.csr_array) -> np.ndarray:
    """Return whether each row has a coefficient that is not whole, as rows of cuts have."""
    broken = np.abs(rows.data - np.round(rows.data)) > SAME
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    return np.bincount(row[broken], minlength=rows.shape[0]) > 0


def _common_divisor(rows: sp.csr_array) -> np.ndarray:
    """Return what divides all coefficients of each row: (rows,)."""
    divisor = np.ones(rows.shape[0])
    filled = np.flatnonzero(np.diff(rows.indptr))
    if len(filled):
        whole = np.round(np.abs(rows.data)).astype(np.int64)
        divisor[filled] = np.maximum(1, np.gcd.reduceat(whole, rows.indptr[filled]))
        divisor[_fractional(rows)] = 1.0
    return divisor


def _activity(matrix: sp.coo_array, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and most that rows can add up to."""
    row, column, value = matrix.row, matrix.col, matrix.data
    at_low, at_high = value * low[column], value * high[column]
    rows = matrix.shape[0]
    least = np.bincount(row, np.minimum(at_low, at_high), rows)
    return least, np.bincount(row, np.maximum(at_low, at_high), rows)


def tightened(
    matrix: sp.csc_array, row_lower: np.ndarray, row_upper: np.ndarray, low: np.ndarray, high: np.ndarray
) -> tuple[np.ndarray, np.ndarray] | None:
    """Return integer bounds on columns as tight as rows make them in a few passes.

    Parameters
    ----------
    matrix, row_lower, row_upper
        Rows: (rows, columns), (rows,) and (rows,).
    low, high
        Integer bounds on columns to begin with: (columns,), finite.

    Returns
    -------
    tuple of arrays
        The tightened bounds, (columns,) each; nothing when no integers keep the rows.
    """
    entries = sp.coo_array(matrix)
    entries.data[np.abs(entries.data) < SAME] = 0.0  # noise would fix columns
    entries.eliminate_zeros()
    row, column, value = entries.row, entries.col, entries.data
    up = value > 0
    for _ in range(PASSES):
        least, most = _activity(entries, low, high)
        if np.any(least > row_upper + 1e-6) or np.any(most < row_lower - 1e-6):
            return None
        # a term may grow by what its row has left above the least, or shrink by what it has below the most
        above = (row_upper - least)[row] / np.abs(value)
        below = (most - row_lower)[row] / np.abs(value)
        grow = np.where(up, above, below)
        shrink = np.where(up, below, above)
        new_high, new_low = high.copy(), low.copy()
        np.minimum.at(new_high, column, np.floor(low[column] + np.minimum(grow, HUGE) + 1e-6))
        np.maximum.at(new_low, column, np.ceil(high[column] - np.minimum(shrink, HUGE) - 1e-6))
        if np.any(new_low > new_high):
            return None
        if np.array_equal(new_low, low) and np.array_equal(new_high, high):
            break
        low, high = new_low, new_high
    return low, high


def _settled(
    matrix: sp.csc_array,
    row_lower: np.ndarray,
    row_upper: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    cost: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Fix columns that nothing keeps from a bound at which they cost no more; rows that no longer bind fall away."""
    entries = sp.coo_array(matrix)
    entries.eliminate_zeros()
    low, high = low.copy(), high.copy()
    for _ in range(SETTLING):
        row, column, value = entries.row, entries.col, entries.data
        least, most = _activity(entries, low, high)
        below, above = most > row_upper + 1e-9, least < row_lower - 1e-9
        up = value > 0
        no_more = np.where(up, below[row], above[row])
        no_less = np.where(up, above[row], below[row])
        count = len(low)
        stays = np.bincount(column, no_less, count) == 0
        grows = np.bincount(column, no_more, count) == 0
        down = stays & (cost >= 0) & (high > low)
        rise = grows & (cost <= 0) & (high > low) & (high < HUGE) & ~down
        if not down.any() and not rise.any():
            break
        high[down] = low[down]
        low[rise] = high[rise]
    return low, high


def undominated(model: LinearModel, cost: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Return whether each column is of use: false where another of its group does the same and takes no more.

    Parameters
    ----------
    cost
        (columns,) to be minimised.
    groups
        (columns,) number of the group of which at most one column can be at one, and is not forced to; -1 for others.
    """
    useful = np.ones(len(cost), dtype=bool)
    mine = np.flatnonzero(groups >= 0)
    entries = sp.coo_array(model.matrix)
    rows = model.matrix.shape[0]
    takes = np.isneginf(model.row_lower)
    takes[entries.row[entries.data < 0]] = False
    takes &= np.bincount(entries.row, np.abs(entries.data) > 1, rows) > 0
    part = sp.csc_array(model.matrix[:, mine])
    # columns alike in all other rows have the same sums of random numbers
    lots = np.random.default_rng(0).random((2, rows))
    lots[:, takes] = 0.0
    sums = np.vstack([groups[mine], cost[mine], np.round(np.asarray(lots @ part), 6)])
    alike = np.unique(sums, axis=1, return_inverse=True)[1].ravel()
    weight = np.asarray(part[np.flatnonzero(takes)].sum(axis=0)).ravel()
    order = np.lexsort((weight, alike))
    first = order[np.searchsorted(alike[order], np.arange(alike.max(initial=-1) + 1))]
    best = first[alike]
    more = sp.csc_array(part - part[:, best])
    # sums may be the same by chance: the other rows are compared too
    other = np.where(takes[more.indices], more.data < -SAME, np.abs(more.data) > SAME)
    worse = np.ones(len(mine), dtype=bool)
    worse[np.repeat(np.arange(len(mine)), np.diff(more.indptr))[other]] = False
    worse[first] = False
    useful[mine[worse]] = False
    return useful


def cpsat_model(model: LinearModel, cost: np.ndarray) -> CpModel:
    """Return a small integer program as a CP-SAT model: it runs here and now, and its search is deterministic.

    Columns are whole and not below zero. Coefficients that are not whole are rounded so that every solution stays one;
    rows of cuts may get weaker by that, and follow from the others anyway.
    """
    built = CpModel()
    bounds = zip(model.lower.tolist(), np.minimum(model.upper, HUGE).tolist(), strict=True)
    columns: list[IntVar] = [built.new_int_var(int(low), int(high), "") for low, high in bounds]
    rows = sp.csr_array(model.matrix)
    for row in range(rows.shape[0]):
        part = slice(rows.indptr[row], rows.indptr[row + 1])
        own, values = [columns[c] for c in rows.indices[part]], rows.data[part]
        if np.isfinite(model.row_lower[row]):
            most = weighted(own, [math.ceil(v - SAME) for v in values])
            built.add(most >= math.ceil(model.row_lower[row] - 1e-6))
        if np.isfinite(model.row_upper[row]):
            least = weighted(own, [math.floor(v + SAME) for v in values])
            built.add(least <= math.floor(model.row_upper[row] + 1e-6))
    used = np.flatnonzero(cost)
    built.minimize(weighted([columns[c] for c in used], [round(v) for v in cost[used]]))
    return built
