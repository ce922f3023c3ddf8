"""Minutes and metres between places: a coarse estimate, or a user's table.

The room stands on the domain alone. Importing it is light; numpy comes in with the first matrix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.domain.places import places_of
from optimizer.domain.vocabulary import Mode

if TYPE_CHECKING:
    from pathlib import Path

    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.region import Region
    from optimizer.travel.pairs import EstimatePairs
    from optimizer.travel.table import TableMatrix


def modes_of(region: Region) -> tuple[Mode, ...]:
    """Return the modes in use by the begeleiders and leerlingen of a region, in the order of the vocabulary."""
    used = {b.mode for b in region.begeleiders} | {p.mode for p in region.leerlingen}
    return tuple(mode for mode in Mode if mode in used)


def for_region(region: Region, table: Path | None = None) -> TravelMatrix:
    """Return the travel matrix of a region: the user's table where one is given, else the estimate.

    Pairs that the table does not name are estimated; an empty time in the table is unreachable.

    Raises
    ------
    TravelTableError
        When the table has faults; all of them are listed.
    OSError
        When the table cannot be read.
    """
    from optimizer.travel.estimate import EstimateMatrix
    from optimizer.travel.table import TableMatrix

    places, modes = places_of(region), modes_of(region)
    estimate = EstimateMatrix.of(places, modes)
    if table is None:
        return estimate
    return TableMatrix.read(table, places, modes, fallback=estimate)


def journeys_for(region: Region, table: Path | None = None) -> EstimatePairs | TableMatrix:
    """Return what placement asks of travel: the estimate of the pairs asked, or the user's table where one is given.

    A table is a square of all places and fits a region; without one, nothing is kept but the points.

    Raises
    ------
    TravelTableError
        When the table has faults; all of them are listed.
    OSError
        When the table cannot be read.
    """
    from optimizer.travel.estimate import EstimateMatrix
    from optimizer.travel.pairs import EstimatePairs
    from optimizer.travel.table import TableMatrix

    places, modes = places_of(region), modes_of(region)
    if table is None:
        return EstimatePairs.of(places, modes)
    return TableMatrix.read(table, places, modes, fallback=EstimateMatrix.of(places, modes))
