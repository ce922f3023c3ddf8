"""Pools of places, and what they hold over time.

Source: docs/placement.md, "Places".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from optimizer.domain.leerling import Leerling
from optimizer.domain.school import School

PoolKey = tuple[str, int | None]
"""School, and the leerjaar that has a pool of its own; none for the pool that the others share."""


@dataclass(frozen=True)
class Pool:
    """Free places from each date on."""

    dates: tuple[date, ...]
    free: tuple[int, ...]

    def at(self, day: date) -> int:
        """Return the free places on a day; none before the first date."""
        position = bisect_right(self.dates, day)
        return self.free[position - 1] if position else 0

    def least_from(self, day: date) -> int:
        """Return the fewest free places on any day from this one on."""
        return min([self.at(day), *(free for when, free in zip(self.dates, self.free, strict=True) if when > day)])


def pools_of(schools: Iterable[School]) -> dict[PoolKey, Pool]:
    """Return every pool of some schools."""
    entries: dict[PoolKey, list[tuple[date, int]]] = {}
    for school in schools:
        for places in school.places:
            key = (school.id, places.leerjaar)
            entries.setdefault(key, []).append((places.from_date or date.min, places.free))
    found = {}
    for key, pairs in entries.items():
        pairs.sort(key=lambda pair: pair[0])
        found[key] = Pool(tuple(day for day, _ in pairs), tuple(free for _, free in pairs))
    return found


def pool_key(pools: dict[PoolKey, Pool], leerling: Leerling, school: str) -> PoolKey | None:
    """Return the pool a leerling needs a place of; none where the school has no places for the leerjaar."""
    own, shared = (school, leerling.leerjaar), (school, None)
    return own if own in pools else shared if shared in pools else None


def overfull(pool: Pool, starts: Iterable[date], limit: Callable[[int], int]) -> Iterator[tuple[date, int, int]]:
    """Yield date, number started and limit wherever more have started than may, of what is free then.

    From the first start on it is looked at on every start, and wherever an entry begins.
    """
    begun = sorted(starts)
    if not begun:
        return
    for day in sorted({*begun, *(when for when in pool.dates if when >= begun[0])}):
        found, most = bisect_right(begun, day), limit(pool.at(day))
        if found > most:
            yield day, found, most
