"""Begeleiders."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.crosscheck.making import fault
from optimizer.domain.crosscheck.schools import overlaps
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault

FULL_TIME_MINUTES = 40 * 60
"""Working time of a full-time post in a week (CAO PO)."""


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield faults of begeleiders; that there are none is for whoever needs them to say."""
    for index, begeleider in seen.begeleiders:
        path = ("begeleiders", index)
        if not begeleider.kringen:
            yield fault("begeleider-without-kring", *path, "kringen")
        if not begeleider.expertise:
            yield fault("begeleider-without-expertise", *path, "expertise")
        if begeleider.contract_minutes > FULL_TIME_MINUTES:
            yield fault(
                "contract-too-long",
                *path,
                "contract_minutes",
                given=begeleider.contract_minutes,
                limit=FULL_TIME_MINUTES,
            )
        if begeleider.reserved_minutes > begeleider.contract_minutes:
            yield fault(
                "reserved-above-contract",
                *path,
                "reserved_minutes",
                given=begeleider.reserved_minutes,
                limit=begeleider.contract_minutes,
            )
        yield from overlaps(begeleider.availability, *path, "availability")
