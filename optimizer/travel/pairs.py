"""The estimate of only the pairs that are asked: for tens of thousands of homes, where a square would not fit.

To the minute and the metre what `EstimateMatrix` says of the same places: the same figures, waters and crossings,
reckoned element by element.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from optimizer.domain.location import EARTH_RADIUS_METRES
from optimizer.domain.matrix import UnknownPlaceError
from optimizer.domain.places import places_of
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Mode
from optimizer.travel.arrays import UNREACHABLE
from optimizer.travel.figures import Barrier, ModeFigures, barriers, mode_figures
from optimizer.travel.sphere import arcs, unit_vectors
from optimizer.travel.water import Water, crossed_pairs, sides, waters_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from optimizer.domain.location import Location

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

_BLOCK = 1 << 17
"""Pairs reckoned at a time: small enough for a processor's cache."""


class _Made(NamedTuple):
    """What is made ready once a mode."""

    figures: ModeFigures
    waters: list[Water]
    past: list[NDArray[np.uint8]]
    """By water: `sides` of every place."""
    table: NDArray[np.int32]


class EstimatePairs:
    """Journeys between places, estimated when they are asked and never kept, but for `remember`."""

    def __init__(
        self,
        places: Mapping[str, Location],
        modes: Iterable[Mode],
        figures: Mapping[Mode, ModeFigures],
        waters: Iterable[Barrier],
    ) -> None:
        self._places = tuple(sorted(places))
        self._modes = tuple(modes)
        self._row = {place: row for row, place in enumerate(self._places)}
        self._figures = dict(figures)
        self._barriers = tuple(waters)
        self._points = np.array([(places[p].lat, places[p].lon) for p in self._places]).reshape(-1, 2)
        self._vectors = unit_vectors(self._points)
        self._made: dict[Mode, _Made] = {}
        self._known: dict[tuple[Mode, int, int], tuple[int, int]] = {}

    @classmethod
    def of(
        cls,
        region_or_places: Region | Mapping[str, Location],
        modes: Iterable[Mode] = tuple(Mode),
        *,
        figures: Mapping[Mode, ModeFigures] | None = None,
        waters: Iterable[Barrier] | None = None,
    ) -> EstimatePairs:
        """Return the estimate for a region's places, or for any places by id; as `EstimateMatrix.of`."""
        places = places_of(region_or_places) if isinstance(region_or_places, Region) else region_or_places
        return cls(
            places,
            modes,
            mode_figures() if figures is None else figures,
            barriers() if waters is None else waters,
        )

    @property
    def places(self) -> tuple[str, ...]:
        """The place ids it knows, sorted."""
        return self._places

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes it was made for."""
        return self._modes

    @cached_property
    def sha256(self) -> str:
        """Hash of all that the estimate is made of: places, points, and figures and waters of its modes.

        Not of the minutes themselves, which are too many: it differs from the hash of an `EstimateMatrix`.
        """
        digest = hashlib.sha256("\n".join(self._places).encode())
        digest.update(np.ascontiguousarray(self._points, dtype="<f8").tobytes())
        for mode in sorted(self._modes):
            digest.update(f"\n{mode}\n{self._figures[mode]!r}".encode())
        for water in self._barriers:
            digest.update(f"\n{water.id}\n{water.line!r}".encode())
            for crossing in water.crossings:
                digest.update(f"\n{crossing.at!r} {sorted(crossing.modes)} {crossing.wait}".encode())
        return digest.hexdigest()

    def rows(self, places: Sequence[str]) -> Ints:
        """Return the row number of every place, shape (places,); `UnknownPlaceError` for an unknown place."""
        return np.array([self._index(place) for place in places], dtype=np.int64)

    def pairs(self, mode: Mode, origins: Ints, destinations: Ints) -> tuple[Ints, Ints]:
        """Return minutes and metres of pairs of rows, element by element.

        Parameters
        ----------
        mode
            How they travel; `ValueError` for one it was not made for.
        origins, destinations
            Row numbers, shape (pairs,).

        Returns
        -------
        tuple of numpy.ndarray
            Minutes and metres, shape (pairs,); -1 is unreachable.
        """
        made = self._of_mode(mode)
        # the square is reckoned from its upper triangle: in the same order every rounding is the same
        low, high = np.minimum(origins, destinations), np.maximum(origins, destinations)
        minutes, metres = np.empty(len(low), dtype=np.int64), np.empty(len(low), dtype=np.int64)
        for start in range(0, len(low), _BLOCK):
            part = slice(start, start + _BLOCK)
            minutes[part], metres[part] = self._reckon(made, low[part], high[part])
        return minutes, metres

    def at_least(self, mode: Mode, straight: Floats) -> Ints:
        """Return minutes that no journey over so many straight metres is shorter than, shape (distances,).

        A water only adds to them; a metre is taken off for what rounding may do.
        """
        made = self._of_mode(mode)
        length = np.floor(np.maximum(straight - 1, 0) * made.figures.detour).astype(np.int64)
        found: Ints = made.table[np.minimum(length, len(made.table) - 1)].astype(np.int64)
        return np.where(straight > 1, found, 0)

    def remember(self, mode: Mode, origins: Ints, destinations: Ints) -> None:
        """Reckon pairs of rows at once that will be asked one by one."""
        minutes, metres = self.pairs(mode, origins, destinations)
        asked = zip(origins.tolist(), destinations.tolist(), minutes.tolist(), metres.tolist(), strict=True)
        self._known.update({(mode, a, b): (spent, length) for a, b, spent, length in asked})

    def minutes(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return minutes of travel, `None` when unreachable; `UnknownPlaceError` for an unknown place."""
        found = self._one(mode, origin, destination)[0]
        return None if found == UNREACHABLE else found

    def metres(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return metres of travel, `None` when unreachable; `UnknownPlaceError` for an unknown place."""
        found = self._one(mode, origin, destination)[1]
        return None if found == UNREACHABLE else found

    def minutes_between(self, mode: Mode, places: Sequence[str]) -> list[list[int | None]]:
        """Return the square table of minutes among `places`, row by origin; `None` where unreachable."""
        rows = self.rows(places)
        minutes, _ = self.pairs(mode, np.repeat(rows, len(rows)), np.tile(rows, len(rows)))
        square: list[list[int]] = minutes.reshape(len(rows), len(rows)).tolist()
        return [[None if found == UNREACHABLE else found for found in row] for row in square]

    def _index(self, place: str) -> int:
        row = self._row.get(place)
        if row is None:
            raise UnknownPlaceError(place)
        return row

    def _one(self, mode: Mode, origin: str, destination: str) -> tuple[int, int]:
        key = (mode, self._index(origin), self._index(destination))
        found = self._known.get(key)
        if found is None:
            self.remember(mode, np.array([key[1]]), np.array([key[2]]))
            found = self._known[key]
        return found

    def _of_mode(self, mode: Mode) -> _Made:
        made = self._made.get(mode)
        if made is None:
            if mode not in self._modes:
                known = ", ".join(self._modes) or "none"
                raise ValueError(f"no travel by {mode} in these journeys; they hold {known}")
            figures = self._figures[mode]
            waters = waters_for(self._barriers, mode, self._points) if len(self._points) else []
            past = [sides(self._points, water.line) for water in waters]
            made = _Made(figures, waters, past, figures.minutes_table(self._furthest(waters, figures.detour)))
            self._made[mode] = made
        return made

    def _furthest(self, waters: list[Water], detour: float) -> int:
        """Return metres that no trip exceeds: a trip, plus each water's longest way round."""
        if not len(self._points):
            return 0
        longest = 2 * float(arcs(self._vectors[:1], self._vectors).max())
        longest += sum(2 * float(w.distances.max()) for w in waters if len(w.waits))
        return int(longest * detour) + len(waters) + 2

    def _reckon(self, made: _Made, origins: Ints, destinations: Ints) -> tuple[Ints, Ints]:
        figures, waters, past, table = made
        far = self._straight(origins, destinations)
        direct = np.rint(far * figures.detour).astype(np.int64)
        length, wait = direct.copy(), np.zeros(len(far), dtype=np.int64)
        closed = np.zeros(len(far), dtype=bool)
        for water, aside in zip(waters, past, strict=True):
            pairs = crossed_pairs(self._points, aside, origins, destinations, water.line)
            if not len(pairs):
                continue
            if not len(water.waits):
                closed[pairs] = True
                continue
            via, extra_wait = water.cheapest(origins[pairs], destinations[pairs], figures.detour, table)
            length[pairs] += np.maximum(0, via - direct[pairs])
            wait[pairs] += extra_wait
        spent = table[length] + wait
        spent[far == 0] = 0
        spent[closed] = length[closed] = UNREACHABLE
        return spent, length

    def _straight(self, origins: Ints, destinations: Ints) -> Floats:
        """Return great-circle metres, shape (pairs,), by the same steps as `optimizer.travel.sphere.arcs`."""
        square = np.zeros(len(origins))
        for axis in range(3):
            along = self._vectors[:, axis]
            step = along[origins] - along[destinations]
            step *= step
            square += step
        np.sqrt(square, out=square)
        square *= 0.5
        np.minimum(square, 1.0, out=square)
        np.arcsin(square, out=square)
        square *= 2 * EARTH_RADIUS_METRES
        return square
