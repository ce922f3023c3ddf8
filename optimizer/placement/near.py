"""Finds the schools of a rung that come first, looking no further than that takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.location import EARTH_RADIUS_METRES
from optimizer.placement.ground import GEMEENTE, KRING, NONE, OUTSIDE, OWN, RUNGS, SBO, SO, SWV, Sort
from optimizer.placement.hard import Pairs
from optimizer.placement.order import Order, first_of, positions
from optimizer.placement.people import MODES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from scipy.spatial import KDTree

    from optimizer.placement.hard import Hard
    from optimizer.placement.table import Flags, Ints

_BLOCK = 1 << 19
"""Pairs looked at together."""
_AT_FIRST, _MORE = 24, 3
"""Schools looked at beyond those that are wanted, and how many times as many when that was too few."""
_NEVER = 1 << 30
_REGULAR = (Sort.REGULAR, Sort.NEWCOMERS)
_SORTS: dict[int, tuple[Sort, ...]] = {
    KRING: _REGULAR,
    GEMEENTE: _REGULAR,
    SWV: _REGULAR,
    SBO: (Sort.SBO,),
    SO: (Sort.SO,),
    OUTSIDE: (Sort.OUTSIDE,),
}


@dataclass(frozen=True, eq=False)
class Grouped:
    """Schools by group: those of group g are `schools[first[g] : first[g + 1]]`."""

    first: Ints
    schools: Ints

    @classmethod
    def of(cls, group: Ints, schools: Ints, groups: int) -> Grouped:
        """Return schools by the group that each has; those of group `NONE` are left out."""
        kept = schools[group[schools] != NONE]
        kept = kept[np.argsort(group[kept], kind="stable")]
        return cls(np.searchsorted(group[kept], np.arange(groups + 1)), kept)

    def expand(self, owner: Ints, group: Ints) -> tuple[Ints, Ints]:
        """Return every leerling beside every school of the own group."""
        size = self.first[group + 1] - self.first[group]
        return np.repeat(owner, size), self.schools[np.repeat(self.first[group], size) + positions(size)]


class Near:
    """Looks for candidates rung by rung."""

    def __init__(self, hard: Hard, order: Order) -> None:
        self.hard, self.order = hard, order

    def all_of(self, rung: int, owner: Ints) -> Iterator[Pairs]:
        """Yield everything of a rung for some leerlingen, block by block."""
        for part in self._parts(rung, owner):
            yield self._fitting(rung, part, *self._every(rung, part))

    def first_of(self, rung: int, owner: Ints, wanted: Ints) -> Iterator[tuple[Pairs, Ints]]:
        """Yield of each leerling the candidates of a rung that come first in order, and who might have more.

        Parameters
        ----------
        rung
            Number of the vocabulary.
        owner, wanted
            Leerlingen and how many candidates of each, shape (n,).
        """
        known = self.hard.people.row[owner] != NONE
        if rung in (OWN, KRING, GEMEENTE):
            known[:] = False
        yield from self._whole(rung, owner[~known], wanted[~known])
        yield from self._by_distance(rung, owner[known], wanted[known])

    def _whole(self, rung: int, owner: Ints, wanted: Ints) -> Iterator[tuple[Pairs, Ints]]:
        most = np.zeros(len(self.hard.people.row), dtype=np.int64)
        most[owner] = wanted
        for part in self._parts(rung, owner):
            found = self.order.sorted(self._fitting(rung, part, *self._every(rung, part)))
            kept = first_of(found.owner, found.open, most)
            left = np.unique(found.owner[~kept & found.open])
            yield found.take(kept), left

    def _by_distance(self, rung: int, owner: Ints, wanted: Ints) -> Iterator[tuple[Pairs, Ints]]:
        tree, schools = self._trees[rung]
        if tree is None or not len(owner):
            return
        most = np.zeros(len(self.hard.people.row), dtype=np.int64)
        most[owner] = wanted
        count = min(len(schools), int(wanted.max()) + _AT_FIRST)
        todo = owner
        while len(todo):
            unfinished = []
            for start in range(0, len(todo), max(1, _BLOCK // count)):
                part = todo[start : start + max(1, _BLOCK // count)]
                far, found = (np.asarray(a) for a in tree.query(self.hard.people.point[part], k=count))
                columns = schools[found.reshape(len(part), count)]
                pairs = self._fitting(rung, part, np.repeat(part, count), columns.reshape(-1))
                pairs = self.order.sorted(pairs)
                kept = first_of(pairs.owner, pairs.open, most)
                # nothing further away can come before
                done = count == len(schools) or self._settled(part, far.reshape(len(part), count)[:, -1], pairs, most)
                whole = np.zeros(len(most), dtype=bool)
                whole[part[np.broadcast_to(done, len(part))]] = True
                unfinished.append(part[~whole[part]])
                left = part[whole[part]] if count < len(schools) else np.unique(pairs.owner[~kept & pairs.open])
                yield pairs.take(kept & whole[pairs.owner]), left
            todo = np.concatenate(unfinished)
            count = min(len(schools), count * _MORE)

    def _settled(self, part: Ints, chord: NDArray[np.float64], pairs: Pairs, most: Ints) -> Flags:
        """Tell for whom no school beyond a distance can come before what is wanted, or none can be reached in time."""
        people = self.hard.people
        straight = 2 * EARTH_RADIUS_METRES * np.arcsin(np.minimum(chord * 0.5, 1.0))
        least = np.zeros(len(part), dtype=np.int64)
        mode = people.mode[part]
        for number in np.unique(mode).tolist():
            at = mode == number
            least[at] = self.hard.journeys.at_least(MODES[number], straight[at])
        # the last one wanted, among those with a place: whoever is named comes before all others
        opened = pairs.take(pairs.open)
        place = positions(np.bincount(opened.owner, minlength=len(most)))
        last = np.flatnonzero(place == most[opened.owner] - 1)
        owner, school = opened.owner[last], opened.school[last]
        reached = np.full(len(most), _NEVER, dtype=np.int64)
        reached[owner] = np.where(self.order.before_others(owner, school), -1, opened.minutes[last])
        too_far = (least > people.most[part]) & ~people.waived[part]
        return np.asarray(too_far | (reached[part] < least))

    def _fitting(self, rung: int, part: Ints, owner: Ints, school: Ints) -> Pairs:
        """Return the pairs that fit and are of a rung, with those that are named by some leerlingen."""
        kept = np.flatnonzero((self.hard.rung(owner, school) == rung) & ~self.order.named(owner, school))
        found = self.hard.fits(owner[kept], school[kept])
        wanted = np.zeros(len(self.hard.people.row), dtype=bool)
        wanted[part] = True
        named = self.order.pairs
        return Pairs.joined([found, named.take(wanted[named.owner] & (named.rung == rung))])

    def _every(self, rung: int, owner: Ints) -> tuple[Ints, Ints]:
        people = self.hard.people
        if rung == OWN:
            at = owner[people.current[owner] != NONE]
            return at, people.current[at]
        if rung in (KRING, GEMEENTE):
            group = (people.kring if rung == KRING else people.gemeente)[owner]
            kept = group != NONE
            return self._groups[rung].expand(owner[kept], group[kept])
        schools = self._of_rung[rung]
        return np.repeat(owner, len(schools)), np.tile(schools, len(owner))

    def _parts(self, rung: int, owner: Ints) -> Iterator[Ints]:
        if not len(owner):
            return
        people = self.hard.people
        if rung == OWN:
            size = np.ones(len(owner), dtype=np.int64)
        elif rung in (KRING, GEMEENTE):
            group = (people.kring if rung == KRING else people.gemeente)[owner]
            first = self._groups[rung].first
            size = np.where(group == NONE, 0, first[group + 1] - first[np.maximum(group, 0)])
        else:
            size = np.full(len(owner), len(self._of_rung[rung]), dtype=np.int64)
        block = np.cumsum(size) // _BLOCK
        yield from np.split(owner, np.flatnonzero(np.diff(block)) + 1)

    @cached_property
    def _of_rung(self) -> dict[int, Ints]:
        sort = self.hard.ground.sort
        return {rung: np.flatnonzero(np.isin(sort, sorts)) for rung, sorts in _SORTS.items()}

    @cached_property
    def _groups(self) -> dict[int, Grouped]:
        ground, region = self.hard.ground, self.hard.region
        return {
            KRING: Grouped.of(ground.kring, self._of_rung[KRING], len(region.kringen)),
            GEMEENTE: Grouped.of(ground.gemeente, self._of_rung[GEMEENTE], len(region.gemeenten)),
        }

    @cached_property
    def _trees(self) -> dict[int, tuple[KDTree | None, Ints]]:
        from scipy.spatial import KDTree

        found: dict[int, tuple[KDTree | None, Ints]] = {}
        for rung in range(len(RUNGS)):
            schools = self._of_rung.get(rung, np.empty(0, dtype=np.int64))
            found[rung] = (KDTree(self.hard.ground.point[schools]) if len(schools) else None), schools
        return found
