"""The catalogue's list of instances, made anew from families and seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from instances.catalogue.families import Size, instance_name, region_of
from instances.catalogue.index import Figures, Listed, sha256_of, wanted
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Priority
from optimizer.rules.check import demand_by_class
from optimizer.travel import for_region


def listed(say: Callable[[str], None]) -> Iterator[Listed]:
    """Yield every instance of the catalogue with its hash and figures, saying which is made."""
    for family, size, seed in wanted():
        yield list_one(family, size, seed)
        say(instance_name(family, size, seed))


def list_one(family: str, size: Size, seed: int) -> Listed:
    """Return what the catalogue says of one instance."""
    region = region_of(family, size, seed)
    name = instance_name(family, size, seed)
    return Listed(name=name, family=family, size=size, seed=seed, sha256=sha256_of(region), figures=figures_of(region))


def figures_of(region: Region) -> Figures:
    """Return how much of each a region has."""
    demand = demand_by_class(region, for_region(region))
    return Figures(
        kringen=len(region.kringen),
        schools=len(region.schools),
        begeleiders=len(region.begeleiders),
        hulpvragen=len(region.hulpvragen),
        arrangementen=len(region.arrangementen),
        leerlingen=len(region.leerlingen),
        asking=sum(1 for p in region.leerlingen if p.kind is not None),
        demand=(demand[Priority.URGENT], demand[Priority.NORMAL], demand[Priority.LOW]),
    )
