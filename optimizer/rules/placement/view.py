"""A placement plan as the rules see it: resolved once, never failing on a garbage plan.

Only what can be resolved is shown: a leerling that is unknown, does not ask or stands twice, and an unknown school, are
left out; the rule `placement-witness` reports them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import Placement, PlacementPlan
from optimizer.domain.school import School
from optimizer.domain.vocabulary import LeerlingKind
from optimizer.rules.placement.answering import REGULAR
from optimizer.rules.placement.candidates import Seat, may_go, seat
from optimizer.rules.placement.facts import Facts
from optimizer.rules.placement.pools import PoolKey
from optimizer.rules.placement.sources import Sources

_HELD_FOR = frozenset({LeerlingKind.RETURN, LeerlingKind.FROM_INSTITUTION})


class Placed(NamedTuple):
    """A leerling and the proposed school."""

    leerling: Leerling
    school: School
    placement: Placement
    seat: Seat | None
    """As the definitions have it; none where the school answers to no rung."""

    @property
    def stays(self) -> bool:
        """Whether it is the leerling's own school, which needs no place."""
        return self.school.id == self.leerling.school

    @property
    def is_regular(self) -> bool:
        """Whether support is asked for."""
        return self.school.kind in REGULAR


@dataclass(frozen=True)
class PlacementView:
    """A placement plan with lookups; everything is computed at most once."""

    facts: Facts
    plan: PlacementPlan

    @cached_property
    def sources(self) -> Sources:
        """Where support can come from."""
        return Sources(self.facts)

    @cached_property
    def placed(self) -> dict[str, Placed]:
        """Proposals by leerling."""
        found: dict[str, Placed] = {}
        for one in self.plan.placements:
            leerling, school = self.facts.asking.get(one.leerling), self.facts.schools.get(one.school)
            if leerling is not None and school is not None and leerling.id not in found:
                found[leerling.id] = Placed(leerling, school, one, seat(self.facts, leerling, school))
        return found

    @cached_property
    def unplaced(self) -> tuple[Leerling, ...]:
        """Those who ask and have no proposal."""
        return tuple(leerling for own, leerling in self.facts.asking.items() if own not in self.placed)

    @cached_property
    def pools(self) -> dict[PoolKey, list[Placed]]:
        """Who takes a place of which pool."""
        found: dict[PoolKey, list[Placed]] = defaultdict(list)
        for one in self.placed.values():
            if not one.stays and (key := self.facts.pool_of(one.leerling, one.school.id)) is not None:
                found[key].append(one)
        return dict(found)

    @cached_property
    def holders(self) -> dict[PoolKey, frozenset[str]]:
        """Those for whom a place of a pool is held: returning to a school of origin that they may go to.

        Where there is no place at all on some day from their start on, there is none to be held either.
        """
        if not self.facts.policy.return_places_held:
            return {}
        found: dict[PoolKey, set[str]] = defaultdict(set)
        for leerling in self.facts.asking.values():
            school = self.facts.schools.get(leerling.school_of_origin or "")
            if leerling.kind not in _HELD_FOR or school is None or school.id == leerling.school:
                continue
            key = self.facts.pool_of(leerling, school.id)
            if key is None or self.facts.pools[key].least_from(self.facts.homes.start_of(leerling)) < 1:
                continue
            if may_go(self.facts, leerling, school):
                found[key].add(leerling.id)
        return {key: frozenset(held) for key, held in found.items()}

    def held(self, key: PoolKey) -> int:
        """Return how many places of a pool are held: one for each holder, as far as offers to others leave them."""
        holders = self.holders.get(key, frozenset())
        starts = sorted(start for own, start in self.offers.get(key, ()) if own not in holders)
        if not starts:
            return len(holders)
        pool = self.facts.pools[key]
        days = sorted({*starts, *(day for day in pool.dates if day >= starts[0])})
        left = min(pool.at(day) - bisect_right(starts, day) for day in days)
        return min(len(holders), max(0, left))

    @cached_property
    def offers(self) -> dict[PoolKey, list[tuple[str, date]]]:
        """Who has a standing offer of a place in each pool, and from when."""
        found: dict[PoolKey, list[tuple[str, date]]] = defaultdict(list)
        for leerling in self.facts.asking.values():
            offer = self.facts.standing_offer(leerling)
            if offer is None or offer.school == leerling.school:
                continue
            key = self.facts.pool_of(leerling, offer.school)
            if key is not None:
                found[key].append((leerling.id, self.facts.homes.start_of(leerling)))
        return dict(found)
