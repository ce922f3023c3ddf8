"""Diving: from the relaxation to a plan, by taking the most certain routes and solving it again, with pricing.

Source: Sadykov, Vanderbeck, Pessoa, Tahiri and Uchoa (2019), Primal heuristics for branch and price.
"""

from __future__ import annotations

import numpy as np

from optimizer.solving.columns import TOLERANCE, ColumnLp
from optimizer.week.routes.master import Master

SURE = 0.95
SHARE = 0.12
"""Part of the half days still open that is decided in a step, besides those that are sure."""
ROUNDS = 3
"""Rounds of pricing after a step."""
RETREATS = 8


def dive(
    master: Master, lp: ColumnLp, cost: np.ndarray, lower: np.ndarray, upper: np.ndarray
) -> np.ndarray | None:
    """Return the columns of routes and joints of a plan within bounds on the columns, if the dive finds one."""
    lower, upper = lower.copy(), upper.copy()
    retreats = 0
    last: list[int] = []
    while not lp.meter.exhausted:
        run = lp.solve(cost, lower, upper, rounds=ROUNDS)
        if run is None:
            if not last or retreats >= RETREATS:
                return None
            # the step went too far: only its most certain route stays, or goes when it was alone
            retreats += 1
            lower[last] = 0.0
            if len(last) == 1:
                upper[last] = 0.0
            last = last[: len(last) // 2]
            lower[last] = 1.0
            continue
        x = run.values[master.route0 : master.joint0]
        used = np.flatnonzero(x > TOLERANCE)
        broken = used[x[used] < 1 - TOLERANCE]
        if not len(broken):
            return np.asarray(np.flatnonzero(run.values[master.route0 :] > 0.5) + master.route0)
        whole = master.route0 + used[x[used] >= 1 - TOLERANCE]
        lower[whole] = 1.0
        open_pools = len(np.unique(master.pool_of_route[broken]))
        rank = broken[np.argsort(-x[broken], kind="stable")]
        most = max(int((x[rank] >= SURE).sum()), int(np.ceil(SHARE * open_pools)))
        last = _together(master, master.route0 + rank, whole, most)
        lower[last] = 1.0
    return None


def _together(master: Master, columns: np.ndarray, there: np.ndarray, most: int) -> list[int]:
    """Return the first columns that fit in rows without negative coefficients, together with those there already."""
    matrix, limit = master.model.matrix, master.packing_limit
    used = np.zeros(matrix.shape[0])
    for c in there:
        part = slice(matrix.indptr[c], matrix.indptr[c + 1])
        used[matrix.indices[part]] += matrix.data[part]
    taken: list[int] = []
    for c in columns:
        part = slice(matrix.indptr[c], matrix.indptr[c + 1])
        rows = matrix.indices[part]
        if np.all(used[rows] + matrix.data[part] <= limit[rows] + TOLERANCE):
            used[rows] += matrix.data[part]
            taken.append(int(c))
            if len(taken) >= most:
                break
    return taken or [int(columns[0])]
