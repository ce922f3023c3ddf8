"""Several regions put together as one, with staff who work on both sides of each border."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import Any

from instances.skeleton import mean_point
from optimizer.domain.base import FrozenDict
from optimizer.domain.crosscheck.seen import LISTS
from optimizer.domain.leerling import Leerling
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.organisation import Budget
from optimizer.domain.places import home_location
from optimizer.domain.region import Region

ACROSS = 2
"""Begeleiders on each side of a border who also work on the other."""
_LISTS = tuple(name for name in LISTS if name != "pins")


def joined(regions: Sequence[Region]) -> Region:
    """Return one region with all that several have, ids made different, neighbours linked, without a published plan.

    From each region to the next one the two nearest kringen become neighbours, and `ACROSS` begeleiders on either side
    serve both: so no region can be solved on its own. Policy, week and calendar are those of the first.
    """
    prepared = [_prefixed(_with_points(region), f"r{number}.") for number, region in enumerate(regions, start=1)]
    whole = prepared[0].model_copy(
        update={
            "name": f"{len(prepared)} x {prepared[0].name}",
            "postcodes": FrozenDict({}),
            **{name: tuple(item for region in prepared for item in getattr(region, name)) for name in _LISTS},
            "budgets": _one_each(budget for region in prepared for budget in region.budgets),
        }
    )
    for one, other in pairwise(prepared):
        whole = _linked(whole, _nearest(one, other))
    return whole


def _one_each(budgets: Iterable[Budget]) -> tuple[Budget, ...]:
    """Return budgets with those of one payer for one expertise added up: the SWV is one payer now."""
    found: dict[object, Budget] = {}
    for budget in budgets:
        key = (budget.payer, budget.expertise)
        held = found.get(key)
        found[key] = budget if held is None else held.model_copy(update={"minutes": held.minutes + budget.minutes})
    return tuple(found.values())


def _with_points(region: Region) -> Region:
    """Return the region with homes as points instead of postcodes, of which there are too few for many regions."""

    def pointed(leerling: Leerling) -> Leerling:
        return leerling.model_copy(update={"home": home_location(leerling, region)})

    return region.model_copy(
        update={
            "leerlingen": tuple(pointed(p) for p in region.leerlingen),
            "kringen": tuple(k.model_copy(update={"postcodes": ()}) for k in region.kringen),
            "postcodes": FrozenDict({}),
            "previous": None,
            "pins": (),
        }
    )


def _prefixed(region: Region, prefix: str) -> Region:
    """Return the region with every id, and every reference to one, behind a prefix."""
    ids = {item.id for name in _LISTS for item in getattr(region, name)}

    def renamed(value: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, str):
            return prefix + value if value in ids else value
        if isinstance(value, list):
            return [renamed(one) for one in value]
        if isinstance(value, dict):
            return {key: one if key in {"name", "kind"} else renamed(one) for key, one in value.items()}
        return value

    data = region.model_dump(mode="json", by_alias=True)
    return Region.model_validate(data | {name: renamed(data[name]) for name in _LISTS})


def _nearest(one: Region, other: Region) -> tuple[str, str]:
    """Return the nearest two kringen of two regions."""
    here, there = dict(_centres(one)), dict(_centres(other))
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
