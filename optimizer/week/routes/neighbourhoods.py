"""Which part of a week to solve again: whole days, or the week of begeleiders who share kringen, or of the worst."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.domain.half_day import DAYS
from optimizer.week.routes.master import Master

FIRST_SIZE, LEAST_SIZE = 4.0, 2.0
"""Begeleiders whose week is free together, at first and at least."""
FIRST_ROUTES = 8_000.0
"""Routes of a part at first and at least, more once all begeleiders are free."""
GROWTH, SHRINKAGE = 1.1, 0.8
"""By what their number changes after a part that was solved to its end, or was not."""
TEAMS_PER_DAY = 4
"""Every so many parts days."""


@dataclass(frozen=True, eq=False)
class Part:
    """Pools and begeleider days that are free: (pools,) and (days,) bool."""

    pools: np.ndarray
    days: np.ndarray
    routes: int
    """Of so many routes at most."""


class Parts:
    """Chooses parts: teams and days in turn, as large as can be solved to the end."""

    def __init__(self, master: Master, rng: random.Random) -> None:
        self.master, self.rng = master, rng
        self.staff = [b.id for b in master.rows.options.region.begeleiders]
        self.days = [day.order for day in DAYS]
        self.turn = 0
        self.size = FIRST_SIZE
        self.routes = FIRST_ROUTES

    def next(self, worst: Sequence[str] = ()) -> Part:
        """Return the next part; in every second one somebody of the `worst` is free."""
        self.turn += 1
        size = max(1, round(self.size))
        if self.turn % TEAMS_PER_DAY == 0 or not self.staff:
            share = size / max(1, len(self.staff))
            days = self.rng.sample(self.days, min(len(self.days), max(1, round(share * len(self.days)))))
            return self._part(lambda _, day: day in days)
        first = self.rng.choice(worst if worst and self.turn % 2 else self.staff)
        team = _team(self.master, first, size, self.rng)
        return self._part(lambda begeleider, _: begeleider in team)

    def _part(self, free: Callable[[str, int], bool]) -> Part:
        """Return the part whose (begeleider, day) are chosen."""
        pools = [free(p.begeleider, p.half_day.day.order) for p in self.master.routes.pools]
        days = [free(d.begeleider, d.order) for d in self.master.days]
        return Part(np.array(pools, dtype=bool), np.array(days, dtype=bool), round(self.routes))

    def learn(self, *, complete: bool) -> None:
        """Take note whether a part was solved to its end: larger ones promise more."""
        most = float(max(LEAST_SIZE, len(self.staff)))
        if complete and self.size >= most:
            self.routes *= GROWTH
        self.routes = max(FIRST_ROUTES, self.routes * (1.0 if complete else SHRINKAGE))
        self.size = min(most, max(LEAST_SIZE, self.size * (GROWTH if complete else SHRINKAGE)))


def _team(master: Master, first: str, size: int, rng: random.Random) -> frozenset[str]:
    """Return a begeleider with those who share most kringen and expertise, ties by lot."""
    people = master.rows.options.index.begeleiders
    me = people[first]

    def shared(other: str) -> tuple[float, float]:
        them = people[other]
        kringen = len(set(me.kringen) & set(them.kringen))
        return (-kringen * (1 + len(set(me.expertise) & set(them.expertise))) - 2 * rng.random(), rng.random())

    others = sorted((b for b in people if b != first), key=shared)
    return frozenset([first, *others[: size - 1]])
