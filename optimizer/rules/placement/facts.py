"""What of a region the rules of placement look at: who asks, their journeys, pins and offers; made once a region."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from optimizer.domain.leerling import Leerling, Offer
from optimizer.domain.matrix import TravelMatrix, UnknownPlaceError
from optimizer.domain.places import school_place, start_place
from optimizer.domain.plan import Pin
from optimizer.domain.policy import PlacementPolicy
from optimizer.domain.region import Region
from optimizer.domain.school import School
from optimizer.domain.vocabulary import Mode
from optimizer.rules.placement.homes import Homes
from optimizer.rules.placement.pools import Pool, PoolKey, pool_key, pools_of


class Journey(NamedTuple):
    """The way to a school; `known` is false when nobody knows from where, and then nothing is unreachable."""

    known: bool
    minutes: int | None
    metres: int | None


class Misfit(NamedTuple):
    """Why a leerling may not go to a school: what was found, and what the limit is."""

    found: int | str | None = None
    limit: int | str | None = None


@dataclass(frozen=True)
class Facts:
    """A region with its travel, with lookups; everything is computed at most once."""

    region: Region
    matrix: TravelMatrix

    @cached_property
    def homes(self) -> Homes:
        """Where leerlingen belong."""
        return Homes(self.region)

    @property
    def policy(self) -> PlacementPolicy:
        """The agreements on placement."""
        return self.region.policy.placement

    @property
    def today(self) -> date:
        """The Monday of the region's week."""
        return self.homes.today

    @property
    def schools(self) -> dict[str, School]:
        """Schools by id."""
        return self.homes.schools

    @cached_property
    def asking(self) -> dict[str, Leerling]:
        """Leerlingen who need a place, by id."""
        return {leerling.id: leerling for leerling in self.region.leerlingen if leerling.kind is not None}

    @cached_property
    def _pins(self) -> dict[str, list[Pin]]:
        found: dict[str, list[Pin]] = defaultdict(list)
        for pin in self.region.pins:
            if pin.item in self.asking:
                found[pin.item].append(pin)
        return dict(found)

    def pins_of(self, leerling: Leerling) -> list[Pin]:
        """Return the pins about a leerling."""
        return self._pins.get(leerling.id, [])

    def standing_offer(self, leerling: Leerling) -> Offer | None:
        """Return the offer of a leerling that is agreed, or not over yet."""
        offer = leerling.offer
        if offer is None:
            return None
        stands = offer.agreed or offer.until is None or offer.until >= self.today
        return offer if stands else None

    @cached_property
    def pools(self) -> dict[PoolKey, Pool]:
        """Every pool of places."""
        return pools_of(self.region.schools)

    def pool_of(self, leerling: Leerling, school: str) -> PoolKey | None:
        """Return the pool of a school of which a leerling needs a place; nothing where there is none."""
        return pool_key(self.pools, leerling, school)

    def minutes(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return minutes; nothing when unreachable or when the matrix does not know a place."""
        try:
            return self.matrix.minutes(mode, origin, destination)
        except UnknownPlaceError:
            return None

    def journey(self, leerling: Leerling, school: School) -> Journey:
        """Return the way of a leerling to a school, from home, else from the current school."""
        start = start_place(leerling, self.region)
        if start is None:
            return Journey(known=False, minutes=None, metres=None)
        place = school_place(school.id)
        minutes = self.minutes(leerling.mode, start, place)
        metres = None if minutes is None else self.matrix.metres(leerling.mode, start, place)
        return Journey(known=True, minutes=minutes, metres=metres)
