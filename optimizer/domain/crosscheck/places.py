"""Coordinates that cannot be right."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.crosscheck.making import fault, in_the_netherlands
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault
from optimizer.domain.location import Location
from optimizer.domain.pointer import Step

_POINTS = {"schools": "location", "begeleiders": "base", "hulpvragen": "location", "leerlingen": "home"}


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield points outside the country, and homes that are a postcode without a point. Neither is ever repeated."""
    for name, field in _POINTS.items():
        for index, entity in seen.entries(name):
            yield from _outside(getattr(entity, field), name, index, field)
    for postcode, point in seen.postcodes.items():
        yield from _outside(point, "postcodes", postcode)
    if seen.postcodes_known is None:
        return
    for index, leerling in seen.leerlingen:
        home = leerling.home
        if isinstance(home, str) and home not in seen.postcodes_known and home[:4] not in seen.postcodes_known:
            yield fault("postcode-without-point", "leerlingen", index, "home")


def _outside(point: object, *path: Step) -> Iterator[Fault]:
    if isinstance(point, Location) and not in_the_netherlands(point):
        yield fault("outside-country", *path)
