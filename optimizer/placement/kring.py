"""Own kring and own gemeente of leerlingen; see docs/placement.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.location import straight_metres
from optimizer.domain.places import home_location
from optimizer.placement.ground import NONE, Ground, Sort, vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from optimizer.domain.leerling import Leerling
    from optimizer.domain.location import Location
    from optimizer.domain.region import Region
    from optimizer.placement.table import Ints

_CELLS = 1 << 22
"""Distances reckoned at a time."""
_SLACK = 1e-8
"""Of a unit sphere, 6 cm: nearer than this to the nearest is looked at exactly."""


def belonging(region: Region, leerlingen: Sequence[Leerling], ground: Ground) -> tuple[Ints, Ints]:
    """Return own kring and own gemeente, positions in the region or `NONE`; shape (leerlingen,) each."""
    kring = np.full(len(leerlingen), NONE, dtype=np.int64)
    gemeente = np.full(len(leerlingen), NONE, dtype=np.int64)
    by_postcode: dict[str, int] = {}
    for number, found in enumerate(region.kringen):
        for postcode in found.postcodes:
            by_postcode.setdefault(postcode, number)
    # by the gemeente that narrows the kringen down: who, and where they live
    asked: dict[str | None, list[tuple[int, Location]]] = {}
    for number, leerling in enumerate(leerlingen):
        gemeente[number] = ground.gemeenten.get(leerling.gemeente or "", NONE)
        own = by_postcode.get(leerling.home[:4]) if isinstance(leerling.home, str) else None
        if own is not None:
            kring[number] = own
            continue
        _take(number, ground.index.get(leerling.school or "", NONE), ground, kring, gemeente)
        point = home_location(leerling, region)
        if point is not None:
            asked.setdefault(leerling.gemeente, []).append((number, point))
    for name, people in asked.items():
        among = _regular(region, ground, name)
        if not len(among):
            continue
        nearest = _nearest(region, ground, among, [point for _, point in people])
        for (number, _), school in zip(people, nearest.tolist(), strict=True):
            gemeente[number] = ground.gemeenten.get(leerlingen[number].gemeente or "", NONE)
            _take(number, school, ground, kring, gemeente)
    return kring, gemeente


def _take(number: int, school: int, ground: Ground, kring: Ints, gemeente: Ints) -> None:
    """Let a school give the kring, and the gemeente where there is none of one's own."""
    if school == NONE:
        return
    kring[number] = ground.kring[school]
    if gemeente[number] == NONE:
        gemeente[number] = ground.gemeente[school]


def _regular(region: Region, ground: Ground, gemeente: str | None) -> Ints:
    """Return the regular schools of all kringen, or of those that name a gemeente."""
    regular = ground.sort == Sort.REGULAR
    if gemeente is not None:
        naming = [number for number, kring in enumerate(region.kringen) if gemeente in kring.gemeenten]
        regular = regular & np.isin(ground.kring, naming)
    return np.flatnonzero(regular)


def _nearest(region: Region, ground: Ground, among: Ints, points: Sequence[Location]) -> Ints:
    """Return the nearest of some schools to each point, by straight metres and then by id."""
    homes, sites = vectors(points), ground.point[among]
    found = np.empty(len(points), dtype=np.int64)
    rows = max(1, _CELLS // len(among))
    for start in range(0, len(points), rows):
        chords = _chords(homes[start : start + rows], sites)
        best = chords.min(axis=1)
        close = chords <= best[:, None] + _SLACK
        found[start : start + rows] = among[chords.argmin(axis=1)]
        for row in np.flatnonzero(close.sum(axis=1) > 1).tolist():
            point = points[start + row]
            schools = [region.schools[number] for number in among[close[row]].tolist()]
            chosen = min(schools, key=lambda school: (straight_metres(point, school.location), school.id))
            found[start + row] = ground.index[chosen.id]
    return found


def _chords(origins: NDArray[np.float64], destinations: NDArray[np.float64]) -> NDArray[np.float64]:
    square = np.zeros((len(origins), len(destinations)))
    for axis in range(3):
        step = origins[:, axis, None] - destinations[None, :, axis]
        step *= step
        square += step
    found: NDArray[np.float64] = np.sqrt(square, out=square)
    return found
