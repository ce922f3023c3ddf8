"""Several regions put together as one, with staff who work on both sides of each border."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from instances.merge import side_by_side
from instances.skeleton import mean_point
from optimizer.domain.base import FrozenDict
from optimizer.domain.leerling import Leerling
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.places import home_location
from optimizer.domain.region import Region

ACROSS = 2
"""Begeleiders on each side of a border who also work on the other."""


def joined(regions: Sequence[Region]) -> Region:
    """Return one region with all that several have, ids made different, neighbours linked, without a published plan.

    From each region to the next one the two nearest kringen become neighbours, and `ACROSS` begeleiders on either side
    serve both: so no region can be solved on its own. Policy, week and calendar are those of the first.
    """
    whole = side_by_side([_with_points(region) for region in regions])
    parts = [_kringen_of(whole, f"r{number}.") for number in range(1, len(regions) + 1)]
    for one, other in pairwise(parts):
        whole = _linked(whole, _nearest(one, other))
    return whole


def _with_points(region: Region) -> Region:
    """Return the region with homes as points instead of postcodes, of which there are too few for many regions."""

    def pointed(leerling: Leerling) -> Leerling:
        return leerling.model_copy(update={"home": home_location(leerling, region)})

    return region.model_copy(
        update={
            "leerlingen": tuple(pointed(p) for p in region.leerlingen),
            "kringen": tuple(k.model_copy(update={"postcodes": ()}) for k in region.kringen),
            "postcodes": FrozenDict({}),
        }
    )


def _kringen_of(whole: Region, prefix: str) -> dict[str, Location]:
    """Return the centres of the kringen of one of the regions."""
    return {kring: centre for kring, centre in _centres(whole) if kring.startswith(prefix)}


def _nearest(here: dict[str, Location], there: dict[str, Location]) -> tuple[str, str]:
    """Return the nearest two kringen of two regions."""
    return min(product(here, there), key=lambda pair: straight_metres(here[pair[0]], there[pair[1]]))


def _centres(region: Region) -> Iterator[tuple[str, Location]]:
    for kring in region.kringen:
        yield kring.id, mean_point(s.location for s in region.schools if s.kring == kring.id)


def _linked(region: Region, border: tuple[str, str]) -> Region:
    """Return the region in which two kringen are neighbours and share staff of the SWV itself."""
    across: dict[str, str] = {}
    for here, there in (border, border[::-1]):
        own = [b.id for b in region.begeleiders if b.institute is None and here in b.kringen and there not in b.kringen]
        across |= dict.fromkeys(own[:ACROSS], there)
    return region.model_copy(
        update={
            "kringen": tuple(
                k.model_copy(update={"neighbours": (*k.neighbours, *(n for n in border if n != k.id))})
                if k.id in border
                else k
                for k in region.kringen
            ),
            "begeleiders": tuple(
                b.model_copy(update={"kringen": (*b.kringen, across[b.id])}) if b.id in across else b
                for b in region.begeleiders
            ),
        }
    )
