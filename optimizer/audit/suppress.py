"""Which counts stay hidden, so that none of a few leerlingen can be read or reckoned from what is shown.

Counts below the threshold are hidden first. Then others, as long as some hidden count can be told to within less than
the threshold by somebody who knows all that is shown, every total, and which combinations of groups occur: that is
what two linear programs, the least and the most that the count can be, find out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Told = Callable[[NDArray[np.bool_]], int | None]

_EPSILON = 1e-6


@dataclass(frozen=True, eq=False)
class Rows:
    """Groups of all columns, R in all, over the A combinations that occur.

    Attributes
    ----------
    column
        (R,) the column of each group; the groups of one column make up everybody.
    holds
        (R, A) whether a combination is in a group.
    """

    column: NDArray[np.int64]
    holds: NDArray[np.bool_]


def hidden_sizes(rows: Rows, sizes: NDArray[np.int64], threshold: int) -> NDArray[np.bool_]:
    """Return of which groups, (R,), not even the number is shown."""
    total = int(sizes[rows.column == rows.column[0]].sum()) if len(sizes) else 0

    def told(hidden: NDArray[np.bool_]) -> int | None:
        shown = rows.holds[~hidden].astype(float)
        known = np.vstack([shown, np.ones(rows.holds.shape[1])])
        values = np.append(sizes[~hidden], total).astype(float)
        found = _first_told(rows.holds[hidden].astype(float), known, values, threshold)
        return None if found is None else int(np.flatnonzero(hidden)[found])

    return _hide(rows, sizes, sizes < threshold, told)


def hidden_counts(
    rows: Rows, sizes: NDArray[np.int64], counts: NDArray[np.int64], nameless: NDArray[np.bool_], threshold: int
) -> NDArray[np.bool_]:
    """Return of which groups, (R,), a count is not shown: too few have it, or too few have it not, or others need it.

    Parameters
    ----------
    rows
        The groups.
    sizes
        (R,) leerlingen in each.
    counts
        (R,) how many of them have what is counted.
    nameless
        (R,) the groups of which not even the number is shown.
    threshold
        The least number that may be shown or told.
    """
    here = rows.column == rows.column[0] if len(sizes) else nameless
    total, having = int(sizes[here].sum()), int(counts[here].sum())
    holds = rows.holds.astype(float)
    nothing, all_of = np.zeros_like(holds), np.ones(holds.shape[1])

    def told(hidden: NDArray[np.bool_]) -> int | None:
        # what is known: of shown groups who have it and who have not; of hidden ones with a number, both together
        shown, sized = ~hidden, hidden & ~nameless
        known = np.vstack(
            [
                np.hstack([holds[shown], nothing[shown]]),
                np.hstack([nothing[shown], holds[shown]]),
                np.hstack([holds[sized], holds[sized]]),
                np.append(all_of, 0 * all_of),
                np.append(0 * all_of, all_of),
            ]
        )
        values = np.concatenate(
            [counts[shown], (sizes - counts)[shown], sizes[sized], [having, total - having]]
        ).astype(float)
        # where the number is shown, who have it tells who have it not
        asked = np.vstack([np.hstack([holds, nothing])[hidden], np.hstack([nothing, holds])[nameless]])
        found = _first_told(asked, known, values, threshold)
        return None if found is None else int(np.append(np.flatnonzero(hidden), np.flatnonzero(nameless))[found])

    few = (counts < threshold) | (sizes - counts < threshold)
    return _hide(rows, sizes, few | nameless, told)


def _hide(rows: Rows, sizes: NDArray[np.int64], hidden: NDArray[np.bool_], told: Told) -> NDArray[np.bool_]:
    """Hide the smallest group beside one that can be told, until none can or all are hidden."""
    hidden = hidden.copy()
    while hidden.any() and not hidden.all():
        one = told(hidden)
        if one is None:
            break
        # of the same column first, as its groups share a total; then of those with leerlingen in common
        near = rows.column == rows.column[one]
        if not (near & ~hidden).any():
            near = (rows.holds & rows.holds[one]).any(axis=1)
        if not (near & ~hidden).any():
            near = np.ones_like(hidden)
        rest = np.flatnonzero(near & ~hidden)
        hidden[rest[np.argmin(sizes[rest])]] = True
    return hidden


def _first_told(
    asked: NDArray[np.float64], known: NDArray[np.float64], values: NDArray[np.float64], threshold: int
) -> int | None:
    """Return the first sum that can be told to within less than the threshold, given the values of others.

    Parameters
    ----------
    asked
        (Q, V) sums over V numbers that are not negative.
    known, values
        (K, V) and (K,) sums of which the value is known.
    """
    # numbers that stand in the same known sums can be divided among themselves at will, so they count as one
    merged, kind = np.unique(known, axis=1, return_inverse=True)
    widths: dict[bytes, float] = {}
    for i, one in enumerate(asked):
        most = np.zeros(merged.shape[1])
        least = np.ones(merged.shape[1])
        np.maximum.at(most, kind, one)
        np.minimum.at(least, kind, one)
        name = most.tobytes() + least.tobytes()
        if name not in widths:
            widths[name] = _greatest(most, merged, values) + _greatest(-least, merged, values)
        if widths[name] < threshold - _EPSILON:
            return i
    return None


def _greatest(weights: NDArray[np.float64], known: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """Return the greatest value of a weighted sum; what the program cannot find out counts as nothing."""
    from scipy.optimize import linprog

    if not weights.any():
        return 0.0
    found = linprog(-weights, A_eq=known, b_eq=values, method="highs").fun
    return -np.inf if found is None else -float(found)
