"""The bare region on which staff, requests, groups and pupils are put: who is where, and who neighbours whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from optimizer.domain.location import Location, straight_metres
from optimizer.domain.organisation import Bestuur, Gemeente, Kring
from optimizer.domain.vocabulary import SchoolKind


@dataclass(frozen=True)
class Site:
    """A school site before hours, rooms and places are known."""

    id: str
    name: str
    kind: SchoolKind
    cluster: int | None
    kring: str
    gemeente: str
    bestuur: str
    location: Location
    denomination: str | None
    pupils: int | None
    """Enrolled, where known."""
    pc4: str


@dataclass(frozen=True)
class Skeleton:
    """Gemeenten, besturen, kringen and sites of a region, with the points of its postcodes."""

    id: str
    name: str
    week: str
    gemeenten: tuple[Gemeente, ...]
    besturen: tuple[Bestuur, ...]
    kringen: tuple[Kring, ...]
    sites: tuple[Site, ...]
    postcodes: Mapping[str, Location]

    def sites_of(self, kring: str) -> tuple[Site, ...]:
        """Return the sites of a kring."""
        return tuple(s for s in self.sites if s.kring == kring)

    def centre_of(self, kring: str) -> Location:
        """Return the mean point of the sites of a kring."""
        return mean_point(s.location for s in self.sites_of(kring))


def mean_point(points: Iterable[Location]) -> Location:
    """Return the mean of points, rounded to about 1 metre; right for points of one region."""
    found = list(points)
    return Location(
        lat=round(sum(p.lat for p in found) / len(found), 5),
        lon=round(sum(p.lon for p in found) / len(found), 5),
    )


def gabriel_neighbours(centres: Mapping[str, Location]) -> dict[str, tuple[str, ...]]:
    """Return mutual neighbours of kringen by the Gabriel graph of their centres.

    Two kringen are neighbours when no third one lies in the circle that has the line between them as diameter.
    The graph holds the minimum spanning tree, so it is connected; it has no long edges past another kring.
    """
    squared = {
        frozenset(pair): straight_metres(centres[pair[0]], centres[pair[1]]) ** 2 for pair in combinations(centres, 2)
    }
    found: dict[str, list[str]] = {k: [] for k in centres}
    for a, b in combinations(centres, 2):
        line = squared[frozenset((a, b))]
        between = (squared[frozenset((a, c))] + squared[frozenset((b, c))] < line for c in centres if c not in (a, b))
        if not any(between):
            found[a].append(b)
            found[b].append(a)
    return {k: tuple(v) for k, v in found.items()}
