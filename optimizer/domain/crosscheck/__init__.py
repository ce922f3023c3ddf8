"""Cross-checks: what no type can see, because it takes more than one field to be wrong. One file per group."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from optimizer.domain.crosscheck import (
    arrangementen,
    begeleiders,
    hulpvragen,
    identity,
    leerlingen,
    offers,
    organisation,
    overleggen,
    pins,
    places,
    policy,
    previous,
    repeats,
    schools,
)
from optimizer.domain.crosscheck.seen import Entries, Seen
from optimizer.domain.fault import Fault

CHECKS: tuple[Callable[[Seen], Iterator[Fault]], ...] = (
    identity.faults,
    repeats.faults,
    places.faults,
    organisation.faults,
    schools.faults,
    begeleiders.faults,
    hulpvragen.faults,
    arrangementen.faults,
    leerlingen.faults,
    offers.faults,
    overleggen.faults,
    policy.faults,
    previous.faults,
    pins.faults,
)


def cross_faults(seen: Seen) -> tuple[Fault, ...]:
    """Return every fault that the parts of a region have together."""
    return tuple(found for check in CHECKS for found in check(seen))


__all__ = ["CHECKS", "Entries", "Seen", "cross_faults"]
