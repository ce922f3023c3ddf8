"""Diving: from the relaxation towards a solution, by taking its most certain columns and pricing again.

Source: Sadykov, Vanderbeck, Pessoa, Tahiri and Uchoa (2019), Primal heuristics for branch and price. The dive is not
followed to its end: an integer program over what it left open does better than its last steps, which are the worst.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from optimizer.solving.columns import TOLERANCE, ColumnLp, LpRun
from optimizer.solving.limits import Limits
from optimizer.solving.linear import HUGE, tightened

SURE = 0.95
"""Value in the relaxation from which a column is taken without further ado."""
STEP_SHARE = 0.12
"""Part of the groups still open that is decided in a step, besides those that are sure."""
ROUNDS = 3
"""Rounds of pricing after a step."""


def dive(  # noqa: PLR0913 - one way each to steer it
    lp: ColumnLp,
    run: LpRun,
    cost: np.ndarray,
    lower: np.ndarray,
    upper: np.ndarray,
    *,
    rows: np.ndarray,
    share: float,
    end: Limits,
    lots: np.ndarray | None = None,
) -> np.ndarray:
    """Return columns of groups that can be at one together, taken from an optimum of the relaxation and those after it.

    Parameters
    ----------
    run
        The optimum to begin with.
    rows
        Rows to look at.
    share
        Part of the groups in use after which to stop; sooner when a step leads nowhere.
    lots
        (columns,) added to the values in the relaxation when the most certain are chosen, for another dive than before.
    end
        Readings of the meter from which on nothing is solved again: what is still wanted is taken at once.
    """
    lower = lower.copy()
    taken: list[int] = []
    while True:
        x = np.where(lp.groups >= 0, run.values, 0.0)
        used = np.flatnonzero(x > TOLERANCE)
        wanted = share * len(np.unique(lp.groups[used]))
        rest = used[lower[used] < 1]
        if len(taken) >= wanted or not len(rest) or lp.meter.exhausted:
            return np.array(taken, dtype=np.int64)
        certain = x[rest] if lots is None else x[rest] + lots[rest]
        rank = rest[np.argsort(-certain, kind="stable")]
        still_open = len(np.unique(lp.groups[rest[x[rest] < 1 - TOLERANCE]]))
        last = lp.over(end)
        most = len(rank) if last else max(int((x[rank] >= SURE).sum()), int(np.ceil(STEP_SHARE * still_open)))
        together = _together(lp, rows, lower, upper, rank, min(most, int(np.ceil(wanted)) - len(taken)))
        if last:
            return np.array([*taken, *together.tolist()], dtype=np.int64)
        lower[together] = 1.0
        found = lp.solve(cost, lower, upper, rounds=ROUNDS, rows=rows) if len(together) else None
        if found is None:
            return np.array(taken, dtype=np.int64)
        taken += together.tolist()
        run = found


def _together(
    lp: ColumnLp, rows: np.ndarray, lower: np.ndarray, upper: np.ndarray, columns: np.ndarray, most: int
) -> np.ndarray:
    """Return the first columns, `most` of them, that the activity of rows allows together."""
    present = np.flatnonzero((lp.active | (lp.groups < 0)) & (upper > 0))
    model = lp.model
    part = sp.csc_array(sp.csr_array(model.matrix[:, present])[rows])
    row_lower, row_upper = model.row_lower[rows], model.row_upper[rows]
    low, high = lower[present], np.minimum(upper[present], HUGE)
    taken: list[int] = []
    for column, place in zip(columns.tolist(), np.searchsorted(present, columns).tolist(), strict=True):
        if len(taken) >= most:
            break
        if high[place] < 1:
            continue
        trial = low.copy()
        trial[place] = 1.0
        tight = tightened(part, row_lower, row_upper, trial, high)
        if tight is not None:
            low, high = tight
            taken.append(column)
    return np.array(taken, dtype=np.int64)
