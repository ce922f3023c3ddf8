"""Overleggen."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.crosscheck.making import fault
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield overleggen to which nobody with a calendar comes."""
    for index, overleg in seen.overleggen:
        if not overleg.participants.begeleiders and not overleg.participants.ibs:
            yield fault("overleg-without-people", "overleggen", index, "participants")
