"""The schools as arrays: what kind of rung each can be, where it is, and in which order ids come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.vocabulary import Rung, SchoolKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from optimizer.domain.location import Location
    from optimizer.domain.region import Region
    from optimizer.domain.school import School
    from optimizer.placement.table import Flags, Ints

NONE = -1
"""Stands for no kring, no gemeente, no school."""
PUBLIC = 0
"""Denomination of a school without one."""
RUNGS = tuple(Rung)
OWN, KRING, GEMEENTE, SBO, SWV, SO, OUTSIDE = (RUNGS.index(rung) for rung in Rung)
"""Numbers of the rungs, in the order of the vocabulary."""
REGULAR_KINDS = frozenset({SchoolKind.BO, SchoolKind.HYBRID})
_OF_INSTITUTES = frozenset({1, 2})


class Sort(IntEnum):
    """What a school can be to whom it is not the own school."""

    NOTHING = 0
    REGULAR = 1
    NEWCOMERS = 2
    SBO = 3
    SO = 4
    OUTSIDE = 5


def sort_of(school: School) -> Sort:
    """Return what a school can be: outside the SWV only SO counts."""
    if not school.within_swv:
        return Sort.OUTSIDE if school.kind is SchoolKind.SO else Sort.NOTHING
    if school.kind in REGULAR_KINDS:
        return Sort.REGULAR
    return {SchoolKind.SBO: Sort.SBO, SchoolKind.NEWCOMERS: Sort.NEWCOMERS}.get(school.kind, Sort.SO)


def vectors(points: Iterable[Location]) -> NDArray[np.float64]:
    """Return points of a unit sphere, shape (points, 3)."""
    lat, lon = np.radians(np.array([(p.lat, p.lon) for p in points]).reshape(-1, 2)).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


@dataclass(frozen=True, eq=False)
class Ground:
    """Schools of a region, S in all, by their position in it.

    Attributes
    ----------
    index
        Position by id.
    sort
        (S,) `Sort`.
    kring, gemeente
        (S,) positions in the region, `NONE` where there is none.
    denomination
        (S,) number of the denomination, `PUBLIC` without one.
    institute
        (S,) whether the institute decides: clusters 1 and 2.
    rank
        (S,) position when sorted by id.
    point
        (S, 3) on a unit sphere.
    """

    index: dict[str, int]
    kringen: dict[str, int]
    gemeenten: dict[str, int]
    denominations: dict[str, int]
    sort: Ints
    kring: Ints
    gemeente: Ints
    denomination: Ints
    institute: Flags
    rank: Ints
    point: NDArray[np.float64]

    @classmethod
    def of(cls, region: Region) -> Ground:
        """Return the schools of a region."""
        schools = region.schools
        kringen = {kring.id: number for number, kring in enumerate(region.kringen)}
        gemeenten = {gemeente.id: number for number, gemeente in enumerate(region.gemeenten)}
        names = sorted({s.denomination for s in schools if s.denomination is not None})
        denominations = {name: number for number, name in enumerate(names, start=PUBLIC + 1)}
        rank = np.empty(len(schools), dtype=np.int64)
        rank[sorted(range(len(schools)), key=lambda number: schools[number].id)] = np.arange(len(schools))
        return cls(
            index={school.id: number for number, school in enumerate(schools)},
            kringen=kringen,
            gemeenten=gemeenten,
            denominations=denominations,
            sort=_numbers(sort_of(s) for s in schools),
            kring=_numbers(kringen.get(s.kring, NONE) for s in schools),
            gemeente=_numbers(gemeenten.get(s.gemeente or "", NONE) for s in schools),
            denomination=_numbers(denominations.get(s.denomination or "", PUBLIC) for s in schools),
            institute=np.array([s.cluster in _OF_INSTITUTES for s in schools], dtype=bool),
            rank=rank,
            point=vectors(s.location for s in schools),
        )


def _numbers(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)
