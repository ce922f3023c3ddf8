"""Rows that every whole solution keeps and a relaxation breaks, from rows of a model that has all its columns at hand.

Two families. Of three rows of the kind "at most one of these", halved, added up and rounded down (subset-row cuts:
Jepsen, Petersen, Spoorendonk and Pisinger 2008). Of one row "these minutes fit", divided and rounded (mixed-integer
rounding: Marchand and Wolsey 2001). As all columns are known, so is the coefficient of each, whether it is in the
relaxation or not.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from optimizer.solving.linear import LinearModel

TOLERANCE = 1e-6
LEAST = 0.02
"""Violation from which a cut pays."""
MOST = 100
"""Cuts of each family that are taken at a time."""
PER_ROW = 5
"""Cuts at a time in which the same row takes part."""
DIVISORS = (15.0, 30.0, 45.0, 60.0, 90.0, 120.0)
"""Minutes by which a row is divided, besides the sizes in it: those that visits take."""
LEAST_DIVISOR = 5.0
"""Below it a rounding says little."""
LARGEST = 1e6
"""Limits of rows that are none."""


@dataclass(frozen=True, eq=False)
class Cuts:
    """Rows of at most so much: (cuts, columns) and (cuts,)."""

    matrix: sp.csr_array
    upper: np.ndarray

    def __len__(self) -> int:
        """Return their number."""
        return len(self.upper)


@dataclass(eq=False)
class CutFinder:
    """Finds cuts for one model; rows may be added to it, columns not."""

    model: LinearModel
    _one: sp.csr_array = field(init=False)
    _fit: sp.csr_array = field(init=False)
    _fit_upper: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        """Sort out the rows that cuts are made of."""
        rows = sp.csr_array(self.model.matrix)
        size = np.diff(rows.indptr)
        least, most = np.zeros(len(size)), np.zeros(len(size))
        filled = np.flatnonzero(size)
        if len(filled):
            least[filled] = np.minimum.reduceat(rows.data, rows.indptr[filled])
            most[filled] = np.maximum.reduceat(rows.data, rows.indptr[filled])
        upper = self.model.row_upper
        nowhere_negative = bool(np.all(self.model.lower >= 0) and np.all(self.model.integer))
        packing = (least > 0) & (size > 1) & nowhere_negative
        self._one = rows[np.flatnonzero(packing & (most == 1) & (upper == 1))]
        fits = np.flatnonzero(packing & (most > 1) & (upper > 1) & (upper < LARGEST))
        self._fit, self._fit_upper = rows[fits], upper[fits]

    def find(self, x: np.ndarray) -> Cuts:
        """Return cuts that a solution of the relaxation breaks: (columns,)."""
        parts = [self._subset_rows(x), self._roundings(x)]
        return Cuts(
            sp.csr_array(sp.vstack([p.matrix for p in parts], format="csr")), np.concatenate([p.upper for p in parts])
        )

    # -- subset rows -------------------------------------------------------------------------------------------

    def _subset_rows(self, x: np.ndarray) -> Cuts:
        used = np.flatnonzero((x > TOLERANCE) & (x < 1 - TOLERANCE))
        part = sp.csr_array(self._one[:, used])
        rows = np.flatnonzero(np.diff(part.indptr) > 1)
        dense, value = part[rows].toarray(), x[used]
        both = (dense * value) @ dense.T
        np.fill_diagonal(both, 0.0)
        triples: list[tuple[float, int, int, int]] = []
        for i in range(len(rows)):
            others = np.flatnonzero(both[i] > TOLERANCE)
            near = both[np.ix_(others, others)] + both[i][others][:, None] + both[i][others][None, :]
            a, b = np.nonzero(np.triu(near > 1 + LEAST, 1))
            j, k = others[a], others[b]
            inside = (dense[i] * dense[j] * dense[k]) @ value
            broken = near[a, b] - 2 * inside - 1
            triples += [(v, i, p, q) for v, p, q in zip(broken, j.tolist(), k.tolist(), strict=True) if v > LEAST]
        taken = _spread(triples)
        sides = sp.csr_array(
            (np.ones(3 * len(taken)), rows[[r for t in taken for r in t]], 3 * np.arange(len(taken) + 1)),
            shape=(len(taken), self._one.shape[0]),
        )
        matrix = sp.csr_array(sides @ self._one)
        matrix.data = np.floor(matrix.data / 2)
        matrix.eliminate_zeros()
        return Cuts(matrix, np.ones(len(taken)))

    # -- rounding ----------------------------------------------------------------------------------------------

    def _roundings(self, x: np.ndarray) -> Cuts:
        found: list[tuple[float, np.ndarray, np.ndarray, float]] = []
        for row in range(self._fit.shape[0]):
            span = slice(self._fit.indptr[row], self._fit.indptr[row + 1])
            columns = self._fit.indices[span]
            cut = _rounding(self._fit.data[span], self._fit_upper[row], x[columns])
            if cut is not None:
                found.append((cut[0], columns, cut[1], cut[2]))
        taken = sorted(found, key=lambda cut: -cut[0])[:MOST]
        ends = np.cumsum([0, *(len(cut[1]) for cut in taken)])
        columns = np.concatenate([np.zeros(0, dtype=np.int64), *(cut[1] for cut in taken)])
        values = np.concatenate([np.zeros(0), *(cut[2] for cut in taken)])
        matrix = sp.csr_array((values, columns, ends), shape=(len(taken), len(x)))
        matrix.eliminate_zeros()
        return Cuts(matrix, np.array([cut[3] for cut in taken]))


def _spread(triples: list[tuple[float, int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the most broken, so that no row is in too many, each triple once."""
    times: dict[int, int] = {}
    taken: dict[tuple[int, int, int], None] = {}
    for _, *rows in sorted(triples, reverse=True):
        key = (min(rows), sorted(rows)[1], max(rows))
        if key in taken or any(times.get(r, 0) >= PER_ROW for r in rows):
            continue
        taken[key] = None
        for r in rows:
            times[r] = times.get(r, 0) + 1
        if len(taken) >= MOST:
            break
    return list(taken)


def _rounding(terms: np.ndarray, upper: float, x: np.ndarray) -> tuple[float, np.ndarray, float] | None:
    """Return how deep the best rounding of a row cuts, its coefficients and its side; nothing when none is."""
    there = x > TOLERANCE
    if terms[there] @ x[there] < upper - 0.1 * terms.max():
        return None
    sizes = np.unique(terms[there])
    best: tuple[float, np.ndarray, float] | None = None
    for divisor in np.unique([*sizes, *sizes / 2, *sizes / 3, *DIVISORS]).tolist():
        if divisor < LEAST_DIVISOR or divisor > upper:
            continue
        side = np.floor(upper / divisor + TOLERANCE)
        fraction = max(0.0, upper / divisor - side)
        whole = np.floor(terms / divisor + TOLERANCE)
        rest = np.maximum(0.0, terms / divisor - whole)
        # what is left of the coefficient 0 in floating point would be taken for a coefficient
        more = np.where(rest - fraction > TOLERANCE, rest - fraction, 0.0)
        rounded = whole + more / (1 - fraction)
        broken = float(rounded[there] @ x[there] - side)
        # by how far the point lies beyond the cut, so that one that is twice another gains nothing
        depth = broken / max(TOLERANCE, float(np.linalg.norm(rounded[there])))
        if broken > LEAST and (best is None or depth > best[0] + TOLERANCE):
            best = (depth, rounded, float(side))
    return best
