"""A travel matrix written out by hand: the smallest thing that answers the TravelMatrix Protocol."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.domain.matrix import TravelMatrix, UnknownPlaceError
from optimizer.domain.places import places_of
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Mode

Pair = tuple[str, str]


@dataclass(frozen=True)
class TableMatrix:
    """Minutes by (origin, destination), for one mode or for all; what is not listed takes `default`.

    Every minute is 1000 metres. `None` is unreachable.
    """

    places: tuple[str, ...]
    table: Mapping[Pair, int | None]
    default: int | None = 10
    by_mode: Mapping[Mode, Mapping[Pair, int | None]] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        modes = sorted((mode.value, sorted(table.items())) for mode, table in self.by_mode.items())
        text = repr((self.places, sorted(self.table.items()), self.default, modes))
        return hashlib.sha256(text.encode()).hexdigest()

    def minutes(self, mode: Mode, origin: str, destination: str) -> int | None:
        for place in (origin, destination):
            if place not in self.places:
                raise UnknownPlaceError(place)
        if origin == destination:
            return 0
        own = self.by_mode.get(mode, {})
        pair = (origin, destination)
        return own[pair] if pair in own else self.table.get(pair, self.default)

    def metres(self, mode: Mode, origin: str, destination: str) -> int | None:
        minutes = self.minutes(mode, origin, destination)
        return None if minutes is None else 1000 * minutes

    def minutes_between(self, mode: Mode, places: Sequence[str]) -> list[list[int | None]]:
        return [[self.minutes(mode, origin, destination) for destination in places] for origin in places]


def table_matrix(
    region: Region,
    table: Mapping[Pair, int | None] | None = None,
    *,
    default: int | None = 10,
    by_mode: Mapping[Mode, Mapping[Pair, int | None]] | None = None,
) -> TableMatrix:
    """A matrix for every place of a region."""
    matrix = TableMatrix(tuple(places_of(region)), table or {}, default, by_mode or {})
    _: TravelMatrix = matrix
    return matrix
