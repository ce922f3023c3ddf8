"""Who can help the worst kring, bestuur or begeleider, where a stage is the worst of many."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from optimizer.solving.lexicographic import Stage
from optimizer.week.routes.master import Master
from optimizer.week.routes.solution import Solution


class Worst:
    """The rows that say that a stage is no less than each of many values; a sum has one only."""

    def __init__(self, master: Master, stage: Stage) -> None:
        self.master = master
        column = master.stage_column(stage)
        matrix = master.model.matrix
        self._at = np.sort(matrix[:, [column]].indices)
        self._rows = sp.csr_array(matrix[self._at])

    def staff(self, incumbent: Solution) -> list[str]:
        """Return the begeleiders with routes in the row that binds most; nobody when there is but one row."""
        if len(self._at) <= 1:
            return []
        model, sums = self.master.model, self._rows @ incumbent.vector(self.master)
        room = np.minimum(model.row_upper[self._at] - sums, sums - model.row_lower[self._at])
        tight = int(np.argmin(room))
        columns = self._rows.indices[self._rows.indptr[tight] : self._rows.indptr[tight + 1]]
        routes = columns[(columns >= self.master.route0) & (columns < self.master.joint0)] - self.master.route0
        pools = np.unique(self.master.pool_of_route[routes])
        return sorted({self.master.routes.pools[pool].begeleider for pool in pools.tolist()})
