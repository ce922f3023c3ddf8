"""The nearest of some schools to a point, quick for many points."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from optimizer.domain.location import Location, straight_metres
from optimizer.domain.school import School

_LAT, _LON = 0.05, 0.08
"""Degrees of a cell: some five kilometres."""
_FEW = 64
"""So many schools are looked through one by one."""
_RINGS = 40
"""After so many empty rings of cells all schools are looked through."""
_SLACK, _LEAST = 1e-9, 1e-15
"""What rounding may take from the square of a chord of the unit sphere, relative and absolute."""
_NORTH = [4 * math.sin(math.radians(ring * _LAT) / 2) ** 2 for ring in range(_RINGS)]
_EAST = [4 * math.sin(math.radians(ring * _LON) / 2) ** 2 for ring in range(_RINGS)]
"""Squares of the shortest chords over so many cells; to the east on the equator."""
Vector = tuple[float, float, float]


class Nearest:
    """The nearest of some schools, by straight metres, then id.

    Schools stand in cells of latitude and longitude; rings of cells around the point are searched until no school
    beyond them can be as near. Chords of the unit sphere, which are as long as the ways are, choose; what is alike is
    measured in metres.
    """

    def __init__(self, schools: Iterable[School]) -> None:
        self._all = [(_vector(school.location), school) for school in schools]
        self._cells: dict[tuple[int, int], list[tuple[Vector, School]]] = defaultdict(list)
        for vector, school in self._all if len(self._all) > _FEW else ():
            self._cells[_cell(school.location)].append((vector, school))
        self._least_cos = min((math.cos(math.radians(s.location.lat)) for _, s in self._all), default=1.0)

    def of(self, point: Location) -> School | None:
        """Return the nearest school, or nothing when there are none."""
        if len(self._all) <= _FEW:
            return self._of_all(point)
        (row, column), (x, y, z) = _cell(point), _vector(point)
        cos = max(0.0, math.cos(math.radians(point.lat)) * self._least_cos)
        found: list[tuple[float, School]] = []
        nearest = math.inf
        for ring in range(_RINGS):
            for cell in _ring(row, column, ring):
                for (a, b, c), school in self._cells.get(cell, ()):
                    chord = (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2
                    if chord <= nearest * (1 + _SLACK) + _LEAST:
                        found.append((chord, school))
                        nearest = min(nearest, chord)
            # beyond are only schools that differ by more than `ring` cells in latitude or in longitude
            north, east = _NORTH[ring], cos * _EAST[ring]
            if nearest * (1 + _SLACK) + _LEAST < min(north, east):
                return _best(point, found)
        return self._of_all(point)

    def _of_all(self, point: Location) -> School | None:
        x, y, z = _vector(point)
        return _best(point, [((a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2, school) for (a, b, c), school in self._all])


def _cell(point: Location) -> tuple[int, int]:
    return math.floor(point.lat / _LAT), math.floor(point.lon / _LON)


def _ring(row: int, column: int, ring: int) -> list[tuple[int, int]]:
    if ring == 0:
        return [(row, column)]
    across, along = range(-ring, ring + 1), range(1 - ring, ring)
    edges = [(row + end, column + step) for end in (-ring, ring) for step in across]
    return edges + [(row + step, column + end) for end in (-ring, ring) for step in along]


def _vector(point: Location) -> Vector:
    lat, lon = math.radians(point.lat), math.radians(point.lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _best(point: Location, found: list[tuple[float, School]]) -> School | None:
    """Return the nearest of schools with the squares of their chords; what is alike is measured."""
    if not found:
        return None
    limit = min(chord for chord, _ in found) * (1 + _SLACK) + _LEAST
    alike = [school for chord, school in found if chord <= limit]
    return min(alike, key=lambda school: (straight_metres(point, school.location), school.id))
