"""Pools of places over time, and the nested limits that they come to; see docs/placement.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from optimizer.placement.table import Seats

if TYPE_CHECKING:
    from optimizer.domain.region import Region
    from optimizer.placement.table import Flags, Ints

NO_POOL = -1
BEFORE = -1
"""Entry of a start before the first date of a pool."""
_LEERJAREN = 9
"""Columns of a school: the shared pool, and leerjaren 1 to 8."""


@dataclass(frozen=True, eq=False)
class Pools:
    """P pools and their E entries, sorted by pool and date.

    Attributes
    ----------
    of
        (schools, 9) pool by school and leerjaar (0 for one that is not known), `NO_POOL` where there are no places.
    school, leerjaar
        (P,) what a pool is of; leerjaar 0 is the shared pool.
    pool, day, free
        (E,) pool, ordinal of the date, and places that are free from then on.
    """

    of: Ints
    school: Ints
    leerjaar: Ints
    pool: Ints
    day: Ints
    free: Ints

    @classmethod
    def of_region(cls, region: Region) -> Pools:
        """Return the pools of a region's schools."""
        of = np.full((len(region.schools), _LEERJAREN), NO_POOL, dtype=np.int64)
        entries: list[tuple[int, int, int]] = []
        keys: list[tuple[int, int]] = []
        for number, school in enumerate(region.schools):
            named: dict[int, int] = {}
            for places in school.places:
                leerjaar = places.leerjaar or 0
                if leerjaar not in named:
                    named[leerjaar] = len(keys)
                    keys.append((number, leerjaar))
                start = (places.from_date or date.min).toordinal()
                entries.append((named[leerjaar], start, places.free))
            if 0 in named:
                of[number] = named[0]
            for leerjaar, pool in named.items():
                of[number, leerjaar] = pool
        entries.sort(key=lambda entry: entry[:2])
        table = np.array(entries, dtype=np.int64).reshape(-1, 3)
        schools = np.array(keys, dtype=np.int64).reshape(-1, 2)
        return cls(of, schools[:, 0], schools[:, 1], table[:, 0], table[:, 1], table[:, 2])

    def entry(self, pool: Ints, start: Ints) -> Ints:
        """Return the entry that holds on a date, or `BEFORE`; shape of `pool`, all of them pools."""
        sizes = np.bincount(self.pool, minlength=len(self.school))
        first = np.cumsum(sizes) - sizes
        found = np.full(len(pool), BEFORE, dtype=np.int64)
        at = np.arange(len(pool))
        for step in range(int(sizes.max(initial=0))):
            # those that have one entry more, which has begun
            at = at[sizes[pool[at]] > step]
            entry = first[pool[at]] + step
            begun = self.day[entry] <= start[at]
            at = at[begun]
            found[at] = entry[begun]
        return found

    def split(self, held: Ints) -> tuple[Ints, Ints]:
        """Return what others and those who return may use of every entry, given the held places of each pool."""
        kept = np.minimum(self.free, held[self.pool])
        return self.free - kept, kept

    def least(self, free: Ints) -> Ints:
        """Return the least of each entry and all later ones of its pool, shape (E,)."""
        found = free.copy()
        step = 1
        while step < len(found):
            same = self.pool[step:] == self.pool[:-step]
            if not same.any():
                break
            # each round looks twice as far ahead
            ahead = np.where(same, found[step:], found[:-step])
            found[:-step] = np.minimum(found[:-step], ahead)
            step *= 2
        return found

    def seats(self, held: Ints, entry: Ints, holder: Flags) -> tuple[Seats, Ints]:
        """Return the limits that some places come to, and the node in which each of these places is taken.

        All starts between two entries come to the later limit of the two dates, so there is a node an entry at most.
        One whose capacity is that of a later one or more never binds, and is that one.

        Parameters
        ----------
        held
            (P,) places held.
        entry, holder
            (M,) entry that holds on the start date, and whether the place is one of those held.
        """
        capacity = np.concatenate(self.split(held))
        size = len(self.free)
        pool = np.concatenate([self.pool, self.pool + len(self.school)])
        wide = Pools(self.of, self.school, self.leerjaar, pool, np.tile(self.day, 2), capacity)
        later = np.append(wide.least(capacity)[1:], 0)
        last = np.append(pool[1:] != pool[:-1], [True])[: 2 * size]
        binds = last | (capacity < later[: 2 * size])
        numbers = np.arange(2 * size)
        reversed_binding = np.where(binds, numbers, 2 * size)[::-1]
        node_of = np.minimum.accumulate(reversed_binding)[::-1]
        used, node = np.unique(node_of[entry + np.where(holder, size, 0)], return_inverse=True)
        parent = np.full(len(used), -1, dtype=np.int64)
        if len(used) > 1:
            parent[:-1] = np.where(pool[used[1:]] == pool[used[:-1]], np.arange(1, len(used)), -1)
        own = pool[used] % max(1, len(self.school))
        seats = Seats(
            capacity=capacity[used],
            parent=parent,
            school=self.school[own],
            leerjaar=self.leerjaar[own],
            start=wide.day[used],
            held=used >= size,
        )
        return seats, node.astype(np.int64).reshape(-1)
