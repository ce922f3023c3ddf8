"""The school from which a begeleider sets out when no base is given."""

from __future__ import annotations

from optimizer.domain.defaults.filling import Filling
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.reading import read_value


class Medoids:
    """The medoid school per kring: the one with the least straight distance to all others, the first when equal.

    A kring without schools, and no kring at all, have the medoid of all schools.
    """

    def __init__(self, filling: Filling) -> None:
        self._schools: list[tuple[str, object, Location]] = []
        self._found: dict[str | None, tuple[str, Location] | None] = {}
        for _, school in filling.entities("schools"):
            point, _ = read_value(Location, school.get("location"), ())
            if point is not None and isinstance(school.get("id"), str):
                self._schools.append((school["id"], school.get("kring"), point))

    def of(self, kring: str | None) -> tuple[str, Location] | None:
        """Return id and point of a kring's medoid school; nothing when no school has a readable id and point."""
        if kring not in self._found:
            own = [(i, point) for i, of, point in self._schools if of == kring]
            self._found[kring] = _medoid(own or [(i, point) for i, _, point in self._schools])
        return self._found[kring]


def _medoid(schools: list[tuple[str, Location]]) -> tuple[str, Location] | None:
    def total(school: tuple[str, Location]) -> float:
        return sum(straight_metres(school[1], point) for _, point in schools)

    return min(schools, key=total, default=None)
