"""The options of `kringplan generate` that make a region of the open catalogue, or one like those of the country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.texts import Texts
    from optimizer.domain.region import Region

F = TypeVar("F", bound="Callable[..., Any]")
COUNTRY = "country"
FAMILIES = ("village", "town", "city", "island", "scarce-expertise", "overloaded", "split-kringen", COUNTRY)
SIZES = ("small", "ordinary", "large")
_SIZE = "ordinary"
_SEED = 1


def family_options(say: Texts) -> Callable[[F], F]:
    """Add ``--family`` and ``--size``."""

    def add(function: F) -> F:
        size = click.option("--size", type=click.Choice(SIZES), help=say("help.size", size=_SIZE))
        family = click.option("--family", type=click.Choice(FAMILIES), help=say("help.family"))
        return family(size(function))

    return add


def refuse_together(say: Texts, family: str | None, size: str | None, others: tuple[object, ...]) -> None:
    """Refuse what does not go with ``--family``, and a size without one.

    Raises
    ------
    click.UsageError
        With what to leave out.
    """
    if family is None and size is not None:
        raise click.UsageError(say("usage.size_alone"))
    if family is not None and any(other is not None for other in others):
        raise click.UsageError(say("usage.family_alone"))
    if family == COUNTRY and size is not None:
        raise click.UsageError(say("usage.country_size"))


def family_region(family: str, size: str | None, seed: int | None) -> Region:
    """Return a region of the catalogue's families, or an area like those of the country."""
    number = _SEED if seed is None else seed
    if family == COUNTRY:
        from instances.catalogue.country import country_spec
        from instances.generator import generate

        return generate(country_spec(number), number)
    from instances.catalogue.families import Size, region_of

    return region_of(family, Size(size or _SIZE), number)


def family_text(region: Region) -> str:
    """Return a region as the bytes that the catalogue's hash is of: JSON without what is a default."""
    from instances.ship import compact_json

    return compact_json(region)
