"""The order of options of a leerling: rung number, wish, siblings apart, minutes, school id."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from optimizer.placement.ground import NONE
from optimizer.placement.people import ANYWHERE

if TYPE_CHECKING:
    from optimizer.placement.hard import Hard, Pairs
    from optimizer.placement.table import Flags, Ints

_BITS = 63
"""Of a sort key."""


def positions(sizes: Ints) -> Ints:
    """Return 0, 1, 2... within each of consecutive groups of these sizes."""
    ends = np.cumsum(sizes)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - sizes, sizes)


def first_of(owner: Ints, counted: Flags, most: Ints) -> Flags:
    """Tell of pairs, sorted by leerling and order, which have fewer than so many counted ones of the same before them.

    Parameters
    ----------
    owner, counted
        (pairs,) the leerling, and whether a pair counts.
    most
        (leerlingen,) how many.
    """
    before: Ints = np.cumsum(counted) - counted
    sizes = np.bincount(owner, minlength=len(most))
    starts = np.minimum(np.cumsum(sizes) - sizes, max(0, len(owner) - 1))
    at_start = before[starts] if len(owner) else np.zeros(len(most), dtype=np.int64)
    return np.asarray(before - at_start[owner] < most[owner])


class Order:
    """Sorts pairs of a region, and knows the pairs that are looked at whatever the distance."""

    def __init__(self, hard: Hard) -> None:
        self.hard = hard

    @cached_property
    def pairs(self) -> Pairs:
        """Pairs that fit, of schools that mean something: own, wished, of siblings, held, offered, pinned."""
        people = self.hard.people
        everybody = np.arange(len(people.start))
        keys = [people.wishes.keys, people.siblings.keys]
        for school, none in ((people.current, NONE), (people.origin, NONE), (people.only, ANYWHERE)):
            who = everybody[school != none]
            keys.append(self.hard.key(who, school[who]))
        return self.hard.fits(*np.divmod(np.unique(np.concatenate(keys)), max(1, len(self.hard.region.schools))))

    @cached_property
    def _looked_at(self) -> Ints:
        return self.hard.key(self.pairs.owner, self.pairs.school)

    def named(self, owner: Ints, school: Ints) -> Flags:
        """Tell which pairs are among `pairs`."""
        keys, asked = self._looked_at, self.hard.key(owner, school)
        if not len(keys):
            return np.zeros(len(asked), dtype=bool)
        return np.asarray(keys[np.minimum(np.searchsorted(keys, asked), len(keys) - 1)] == asked)

    def always(self, pairs: Pairs) -> Flags:
        """Tell which pairs stay in whatever the limit: wished, offered, pinned, own and held."""
        people, owner, school = self.hard.people, pairs.owner, pairs.school
        found = (people.current[owner] == school) | (people.origin[owner] == school) | (people.only[owner] == school)
        return np.asarray(found | (people.wishes.find(self.hard.key(owner, school)) >= 0))

    def wish(self, owner: Ints, school: Ints) -> Ints:
        """Return the position on the preference list, its length when not on it."""
        found = self.hard.people.wishes.find(self.hard.key(owner, school))
        return np.where(found >= 0, found, self.hard.people.wish_count[owner])

    def sibling(self, owner: Ints, school: Ints) -> Flags:
        """Tell where a sibling is."""
        return np.asarray(self.hard.people.siblings.find(self.hard.key(owner, school)) >= 0)

    def before_others(self, owner: Ints, school: Ints) -> Flags:
        """Tell which pairs come before all of the same rung that are neither wished nor a sibling's, however far."""
        wished = self.hard.people.wishes.find(self.hard.key(owner, school)) >= 0
        return np.asarray(wished | self.sibling(owner, school))

    def sorted(self, pairs: Pairs) -> Pairs:
        """Return pairs by leerling, then in the order of options."""
        people = self.hard.people
        owner, school = pairs.owner, pairs.school
        apart = people.has_siblings[owner] & ~self.sibling(owner, school)
        keys = (
            owner,
            people.number[owner, pairs.rung],
            self.wish(owner, school),
            apart.astype(np.int64),
            pairs.minutes,
            self.hard.ground.rank[school],
        )
        return pairs.take(sorting(keys))


def sorting(keys: tuple[Ints, ...]) -> Ints:
    """Return how to sort by several keys, most important first; by one packed number where they fit into it."""
    if not len(keys[0]):
        return np.empty(0, dtype=np.int64)
    widths = [int(key.max()).bit_length() for key in keys]
    if sum(widths) > _BITS:
        return np.lexsort(keys[::-1])
    packed = np.zeros(len(keys[0]), dtype=np.int64)
    for key, width in zip(keys, widths, strict=True):
        packed = (packed << width) | key
    return np.argsort(packed, kind="stable")
