"""The instances that the catalogue lists, each with the hash of its bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib import resources

from pydantic import Field, ValidationError

from instances.catalogue.families import FAMILIES, Size, instance_name, region_of
from instances.ship import compact_json
from optimizer.domain.base import Count, Frozen
from optimizer.domain.region import Region

FILE = "catalogue.json"
SEEDS: dict[Size, tuple[int, ...]] = {Size.SMALL: (1, 2, 3), Size.ORDINARY: (1, 2), Size.LARGE: (1,)}
"""Seeds that are listed, of every family."""


class CatalogueError(Exception):
    """The catalogue does not hold what is asked, or what is made is not what it holds."""


class Figures(Frozen):
    """How much of each an instance has; demand is in minutes due this week, of urgent, normal and low requests."""

    kringen: Count
    schools: Count
    begeleiders: Count
    hulpvragen: Count
    arrangementen: Count
    leerlingen: Count
    asking: Count
    demand: tuple[Count, Count, Count]


class Listed(Frozen):
    """An instance of the catalogue: what it is made from, and the SHA-256 of its bytes."""

    name: str
    family: str
    size: Size
    seed: Count
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    figures: Figures


class Index(Frozen):
    """The catalogue's file."""

    schema_version: int = 1
    instances: tuple[Listed, ...]


def wanted() -> Iterator[tuple[str, Size, int]]:
    """Yield family, size and seed of every instance that the catalogue has to list."""
    for family in FAMILIES:
        for size, seeds in SEEDS.items():
            for seed in seeds:
                yield family, size, seed


def sha256_of(region: Region) -> str:
    """Return the SHA-256 of the bytes that ``kringplan generate --family`` writes."""
    return hashlib.sha256(compact_json(region).encode()).hexdigest()


def read_index(text: str) -> dict[str, Listed]:
    """Return the instances in a catalogue file by name.

    Raises
    ------
    CatalogueError
        When the text is no catalogue, or lists a name twice or under another family, size or seed.
    """
    try:
        found = Index.model_validate(json.loads(text))
    except (ValueError, ValidationError) as error:
        raise CatalogueError(f"{FILE} is no catalogue: {error}") from None
    for one in found.instances:
        if one.name != instance_name(one.family, one.size, one.seed):
            raise CatalogueError(f"{one.name} is not the name of {one.family}, {one.size}, seed {one.seed}")
    by_name = {one.name: one for one in found.instances}
    if len(by_name) < len(found.instances):
        raise CatalogueError(f"{FILE} lists an instance twice")
    return by_name


@cache
def index() -> dict[str, Listed]:
    """Return the instances of the shipped catalogue by name."""
    return read_index(resources.files("instances.catalogue").joinpath(FILE).read_text(encoding="utf-8"))


def instance(name: str) -> Region:
    """Return an instance of the catalogue, made anew and compared with its hash.

    Raises
    ------
    CatalogueError
        When the catalogue does not list it, or other bytes come out.
    """
    listed = index().get(name)
    if listed is None:
        raise CatalogueError(f"the catalogue does not list {name}")
    made = region_of(listed.family, listed.size, listed.seed)
    if sha256_of(made) != listed.sha256:
        raise CatalogueError(f"{name} is made of other bytes than the catalogue's {listed.sha256}")
    return made


def dump_index(found: Iterator[Listed]) -> str:
    """Return the catalogue's file, an instance a line."""
    lines = ",\n".join(" " + json.dumps(one.model_dump(mode="json"), separators=(", ", ": ")) for one in found)
    return f'{{"schema_version": 1, "instances": [\n{lines}\n]}}\n'
