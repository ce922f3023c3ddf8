"""Which part of a week to solve again: one whole day, or the week of begeleiders who share kringen."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.domain.half_day import DAYS
from optimizer.week.routes.master import Master

STAFF_SIZE = 2
"""Begeleiders whose week is free together."""
TEAMS_PER_DAY = 4
"""Teams tried for every day tried."""


@dataclass(frozen=True, eq=False)
class Part:
    """Pools and begeleider days that are free: (pools,) and (days,) bool."""

    pools: np.ndarray
    days: np.ndarray


def parts(master: Master, rng: random.Random) -> Iterator[Part]:
    """Yield parts without end: every day first, then days and small teams in turn."""
    for day in DAYS:
        yield _part(master, _on_day(day.order))
    staff = [b.id for b in master.rows.options.region.begeleiders]
    while True:
        order = rng.sample(staff, len(staff))
        days = rng.sample(range(len(DAYS)), len(DAYS))
        for position, first in enumerate(order):
            yield _part(master, _by_team(_team(master, first, rng)))
            if position % TEAMS_PER_DAY == TEAMS_PER_DAY - 1:
                yield _part(master, _on_day(days[position // TEAMS_PER_DAY % len(days)]))


def _on_day(day: int) -> Callable[[str, int], bool]:
    return lambda _, other: other == day


def _by_team(team: frozenset[str]) -> Callable[[str, int], bool]:
    return lambda begeleider, _: begeleider in team


def _team(master: Master, first: str, rng: random.Random) -> frozenset[str]:
    """Return a begeleider with those who share most kringen and expertise, ties by lot."""
    people = master.rows.options.index.begeleiders
    me = people[first]

    def shared(other: str) -> tuple[float, float]:
        them = people[other]
        kringen = len(set(me.kringen) & set(them.kringen))
        return (-kringen * (1 + len(set(me.expertise) & set(them.expertise))) - 2 * rng.random(), rng.random())

    others = sorted((b for b in people if b != first), key=shared)
    return frozenset([first, *others[: STAFF_SIZE - 1]])


def _part(master: Master, free: Callable[[str, int], bool]) -> Part:
    """Return the part whose (begeleider, day) are chosen."""
    pools = [free(p.begeleider, p.half_day.day.order) for p in master.routes.pools]
    days = [free(d.begeleider, d.order) for d in master.days]
    return Part(np.array(pools, dtype=bool), np.array(days, dtype=bool))
