"""A linear relaxation of the week: a bound on what no plan can serve."""

from __future__ import annotations

import math

from instances.matching import counts_in
from instances.tightness import demand_minutes, seats_of, supply_of
from optimizer.domain.index import RegionIndex
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.region import Region

_TOLERANCE = 1e-6


class Relaxation:
    """Each request is divided freely over those who could make a visit of it.

    Each begeleider has the contract minutes that are not reserved, for visits with administration and for sessions
    led, and the minutes of the windows for visits and sessions; hard budgets hold. Travel, clock times, IBs,
    meetings, and that a request has one begeleider are left out. Every plan is a solution of it, so no plan serves
    more.
    """

    def __init__(self, region: Region, matrix: TravelMatrix) -> None:
        self.region = region
        self.demand = demand_minutes(region, matrix)
        self.gains: list[float] = []
        self.bounds: list[tuple[float, float]] = []
        self.limits: list[float] = []
        self.entries: list[tuple[int, int, float]] = []
        self.rows: dict[tuple[str, str], int] = {}
        self._add_visits()
        self._add_sessions(matrix)

    def _row(self, kind: str, name: str, limit: float) -> int:
        if (kind, name) not in self.rows:
            self.rows[kind, name] = len(self.limits)
            self.limits.append(limit)
        return self.rows[kind, name]

    def _column(self, gain: float, low: float, high: float) -> int:
        self.gains.append(gain)
        self.bounds.append((low, high))
        return len(self.gains) - 1

    def _works(self, column: int, begeleider: str, present: float, working: float) -> None:
        b = next(b for b in self.region.begeleiders if b.id == begeleider)
        net, windows = b.contract_minutes - b.reserved_minutes, sum(w.minutes for w in b.availability.values())
        self.entries.append((self._row("contract", b.id, net), column, working))
        self.entries.append((self._row("windows", b.id, windows), column, present))

    def _add_visits(self) -> None:
        index = RegionIndex(self.region)
        for s in supply_of(self.region):
            h = s.demand.hulpvraag
            hard = [b for b in self.region.budgets if b.hard and counts_in(b, h, index)]
            for begeleider, days in s.days.items():
                x = self._column(h.minutes, 0, min(days, s.demand.due))
                self.entries.append((self._row("request", h.id, s.demand.due), x, 1))
                self._works(x, begeleider, h.minutes, h.minutes + self.region.policy.admin_minutes)
                self.entries += [(self._row("budget", b.id, b.minutes), x, h.minutes) for b in hard]

    def _add_sessions(self, matrix: TravelMatrix) -> None:
        for g in seats_of(self.region, matrix):
            a = g.arrangement
            if not g.leaders:
                continue
            seated = self._column(g.seat, 0, len(g.admissible))
            link = self._row("seats", a.id, 0)
            self.entries.append((link, seated, 1))
            for begeleider in sorted(g.leaders):
                led = self._column(0, 0, a.max_groups)
                self.entries.append((link, led, -a.size.max))
                self.entries.append((self._row("groups", a.id, a.max_groups), led, 1))
                self._works(led, begeleider, a.minutes, a.minutes)

    def unmet_bound(self) -> int:
        """Return minutes of demand that provably no plan of the week can serve."""
        if not self.gains:
            return self.demand
        import numpy as np
        from scipy.optimize import linprog
        from scipy.sparse import csr_array

        rows, columns, values = (np.array(part) for part in zip(*self.entries, strict=True))
        table = csr_array((values, (rows, columns)), shape=(len(self.limits), len(self.gains)))
        # scipy takes sparse tables here, which its type stubs do not say
        answer = linprog(  # type: ignore[call-overload]
            -np.array(self.gains),
            A_ub=table,
            b_ub=np.array(self.limits),
            bounds=self.bounds,
            method="highs",
        )
        if answer.status != 0:
            raise RuntimeError(f"the relaxation was not solved: {answer.message}")
        return max(0, math.ceil(self.demand + float(answer.fun) - _TOLERANCE))


def unmet_bound(region: Region, matrix: TravelMatrix) -> int:
    """Return minutes of demand that provably no plan of the week can serve."""
    return Relaxation(region, matrix).unmet_bound()
