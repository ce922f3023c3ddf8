"""What placement needs of travel: a great many pairs at once, and one pair at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from optimizer.domain.places import school_place, start_place

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.placement import Placement
    from optimizer.domain.region import Region
    from optimizer.domain.vocabulary import Mode

UNREACHABLE = -1
"""Stands for `None` in arrays."""


class Journeys(Protocol):
    """A `TravelMatrix` that is asked pairs by row number and need never be a square.

    Minutes are rounded up, directed, 0 at the same place; `UNREACHABLE` (-1) in arrays and `None` of one pair mean
    that there is no way.
    """

    @property
    def sha256(self) -> str:
        """Hash of everything that the journeys rest on."""
        ...

    @property
    def places(self) -> tuple[str, ...]:
        """The place ids it knows, sorted."""
        ...

    def minutes(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return minutes of travel; raises `UnknownPlaceError`."""
        ...

    def metres(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return metres of travel; raises `UnknownPlaceError`."""
        ...

    def minutes_between(self, mode: Mode, places: Sequence[str]) -> list[list[int | None]]:
        """Return the square table of minutes among `places`, row by origin."""
        ...

    def rows(self, places: Sequence[str]) -> NDArray[Any]:
        """Return the row number of every place, shape (places,); raises `UnknownPlaceError`."""
        ...

    def pairs(self, mode: Mode, origins: NDArray[Any], destinations: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return minutes and metres of pairs of rows, element by element, shape (pairs,) each."""
        ...

    def at_least(self, mode: Mode, straight: NDArray[Any]) -> NDArray[Any]:
        """Return minutes that no journey between points so many metres apart is shorter than, shape (distances,)."""
        ...


class OneByOne:
    """Journeys of a matrix that knows single pairs only."""

    def __init__(self, matrix: TravelMatrix) -> None:
        self._matrix = matrix
        self._row = {place: row for row, place in enumerate(matrix.places)}
        self.sha256 = matrix.sha256
        self.places = tuple(matrix.places)

    def minutes(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return minutes of travel."""
        return self._matrix.minutes(mode, origin, destination)

    def metres(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return metres of travel."""
        return self._matrix.metres(mode, origin, destination)

    def minutes_between(self, mode: Mode, places: Sequence[str]) -> list[list[int | None]]:
        """Return the square table of minutes among `places`."""
        return self._matrix.minutes_between(mode, places)

    def rows(self, places: Sequence[str]) -> NDArray[Any]:
        """Return the row number of every place."""
        return np.array([self._row[place] for place in places], dtype=np.int64)

    def pairs(self, mode: Mode, origins: NDArray[Any], destinations: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return minutes and metres of pairs of rows."""
        named = [(self.places[a], self.places[b]) for a, b in zip(origins.tolist(), destinations.tolist(), strict=True)]
        minutes = [self._matrix.minutes(mode, a, b) for a, b in named]
        metres = [self._matrix.metres(mode, a, b) for a, b in named]
        return _array(minutes), _array(metres)

    def at_least(self, mode: Mode, straight: NDArray[Any]) -> NDArray[Any]:  # noqa: ARG002 -- nothing is known
        """Return 0: any table may say anything."""
        return np.zeros(len(straight), dtype=np.int64)


def _array(found: Sequence[int | None]) -> NDArray[Any]:
    return np.array([UNREACHABLE if one is None else one for one in found], dtype=np.int64)


def as_journeys(matrix: TravelMatrix | Journeys) -> Journeys:
    """Return a matrix as journeys: itself where it knows many pairs at once."""
    return cast("Journeys", matrix) if hasattr(matrix, "pairs") else OneByOne(matrix)


def ask_ahead(journeys: Journeys, region: Region, placements: Iterable[Placement]) -> None:
    """Let journeys that can reckon many pairs at once know those of proposals, which will be asked one by one."""
    remember = getattr(journeys, "remember", None)
    if remember is None:
        return
    leerlingen = {leerling.id: leerling for leerling in region.leerlingen}
    asked: dict[Mode, tuple[list[str], list[str]]] = {}
    for placement in placements:
        leerling = leerlingen[placement.leerling]
        origin = start_place(leerling, region)
        if origin is not None:
            origins, schools = asked.setdefault(leerling.mode, ([], []))
            origins.append(origin)
            schools.append(school_place(placement.school))
    for mode, (origins, schools) in asked.items():
        remember(mode, journeys.rows(origins), journeys.rows(schools))
