"""Which part of a week to solve again: one whole day, or the week of begeleiders who share kringen."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizer.domain.half_day import DAYS
from optimizer.week.routes.master import Master

STAFF_SIZE = 2
"""Begeleiders whose week is free together."""
LARGER_AFTER = 16
"""Parts in a row without success after which one begeleider more is free."""
TEAMS_PER_DAY = 4
"""Every so many parts a day."""


@dataclass(frozen=True, eq=False)
class Part:
    """Pools and begeleider days that are free: (pools,) and (days,) bool."""

    pools: np.ndarray
    days: np.ndarray


class Parts:
    """Chooses parts: every day once, then days and teams in turn, larger ones when small ones find nothing."""

    def __init__(self, master: Master, rng: random.Random) -> None:
        self.master, self.rng = master, rng
        self.staff = [b.id for b in master.rows.options.region.begeleiders]
        self.days = [day.order for day in DAYS]
        self.turn = 0

    def next(self, failures: int) -> Part:
        """Return the next part, given how many in a row found nothing."""
        self.turn += 1
        if self.turn % TEAMS_PER_DAY == 0 or not self.staff:
            return _part(self.master, _on_day(self.rng.choice(self.days)))
        size = STAFF_SIZE + failures // LARGER_AFTER
        return _part(self.master, _by_team(_team(self.master, self.rng.choice(self.staff), size, self.rng)))


def _on_day(day: int) -> Callable[[str, int], bool]:
    return lambda _, other: other == day


def _by_team(team: frozenset[str]) -> Callable[[str, int], bool]:
    return lambda begeleider, _: begeleider in team


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


def _part(master: Master, free: Callable[[str, int], bool]) -> Part:
    """Return the part whose (begeleider, day) are chosen."""
    pools = [free(p.begeleider, p.half_day.day.order) for p in master.routes.pools]
    days = [free(d.begeleider, d.order) for d in master.days]
    return Part(np.array(pools, dtype=bool), np.array(days, dtype=bool))
