"""Families of seeded regions: what each is about, in three sizes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from instances.catalogue import places
from instances.catalogue.twists import apart, few_experts, overloaded
from instances.spec import RegionSpec
from optimizer.domain.region import Region


class Size(StrEnum):
    """How large a region of a family is."""

    SMALL = "small"
    """Solved to proof in seconds."""
    ORDINARY = "ordinary"
    """A part of a samenwerkingsverband, or a small one."""
    LARGE = "large"
    """As large as the larger half of the samenwerkingsverbanden, or larger."""


@dataclass(frozen=True)
class Family:
    """A kind of region: specs by size, and what is done to a region that the generator made."""

    name: str
    specs: Mapping[Size, RegionSpec]
    twist: Callable[[Region], Region] | None = None
    parts: Mapping[Size, int] | None = None
    """Regions of this spec that are put side by side, by size; null: the region is one of its own."""


_SEEDS_A_REGION = 1_000
"""So many seeds are kept for the parts of one region."""
_TOWN = {Size.SMALL: places.TOWN_SMALL, Size.ORDINARY: places.TOWN_ORDINARY, Size.LARGE: places.TOWN_LARGE}

FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        Family(
            "village",
            {
                Size.SMALL: places.VILLAGE_SMALL,
                Size.ORDINARY: places.VILLAGE_ORDINARY,
                Size.LARGE: places.VILLAGE_LARGE,
            },
        ),
        Family("town", _TOWN),
        Family(
            "city",
            {Size.SMALL: places.CITY_SMALL, Size.ORDINARY: places.CITY_ORDINARY, Size.LARGE: places.CITY_LARGE},
        ),
        Family(
            "island",
            {Size.SMALL: places.ISLAND_SMALL, Size.ORDINARY: places.ISLAND_ORDINARY, Size.LARGE: places.ISLAND_LARGE},
        ),
        Family("scarce-expertise", _TOWN, twist=few_experts),
        Family("overloaded", _TOWN, twist=overloaded),
        Family(
            "split-kringen",
            dict.fromkeys(Size, places.LONE_KRING) | {Size.SMALL: places.LONE_KRING_SMALL},
            parts={Size.SMALL: 2, Size.ORDINARY: 4, Size.LARGE: 14},
        ),
    )
}


def instance_name(family: str, size: Size, seed: int) -> str:
    """Return the name of an instance: ``village-small-1``."""
    return f"{family}-{size.value}-{seed}"


def region_of(family: str, size: Size, seed: int) -> Region:
    """Return a region of a family; the same, to the byte of `instances.ship.compact_json`, for the same arguments.

    Raises
    ------
    KeyError
        When there is no such family.
    """
    kind = FAMILIES[family]
    name = instance_name(family, size, seed)
    spec = replace(kind.specs[size], id=name)
    if kind.parts is None:
        found = _drawn(spec, seed)
        return found if kind.twist is None else kind.twist(found)
    parts = places.side_by_side(spec, kind.parts[size])
    return apart(spec, [_drawn(part, seed * _SEEDS_A_REGION + n) for n, part in enumerate(parts)])


def _drawn(spec: RegionSpec, seed: int) -> Region:
    from instances.generator import generate

    return generate(spec, seed)
