"""Where a new leerling could be placed beside all who ask: ranked options with what each changes for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.domain.intake import InputRefusedError, check_region
from optimizer.proposals import propose_placements, reckon_options
from optimizer.travel import journeys_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from optimizer.domain.leerling import Leerling
    from optimizer.domain.placement import LeerlingOutcome, PlacementResult
    from optimizer.domain.region import Region
    from optimizer.placement.journeys import Journeys

__all__ = ["NoPlaceAskedError", "recommend_places"]


class NoPlaceAskedError(ValueError):
    """The leerling asks no place."""


def recommend_places(
    region: Region,
    leerling: Leerling,
    *,
    travel: Callable[[Region], Journeys] | None = None,
    time_limit: float | None = 10.0,
) -> tuple[Region, PlacementResult, LeerlingOutcome]:
    """Return the region with the leerling, all proposals in it, and the leerling's own with the price of each option.

    A price is what the stages would lose and who would be placed elsewhere, all others placed anew.

    Parameters
    ----------
    travel
        Makes the journeys of the region with the leerling; the estimate when null.

    Raises
    ------
    NoPlaceAskedError
        When the leerling asks no place.
    optimizer.domain.intake.InputRefusedError
        When the leerling does not fit the region; it lists the faults.
    """
    known = check_region(region)
    others = tuple(one for one in region.leerlingen if one.id != leerling.id)
    wider = region.model_copy(update={"leerlingen": (*others, leerling)})
    if faults := tuple(fault for fault in check_region(wider) if fault not in known):
        raise InputRefusedError(faults)
    journeys = journeys_for(wider) if travel is None else travel(wider)
    result = propose_placements(wider, matrix=journeys, time_limit=time_limit, options=True)
    if all(one.leerling != leerling.id for one in result.leerlingen):
        raise NoPlaceAskedError(leerling.id)
    return wider, result, reckon_options(wider, result, leerling.id, matrix=journeys, time_limit=time_limit)
