"""The published plan that comes with a region."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.crosscheck.making import fault
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield weeks that stand twice; weeks still to come may be published, in a block."""
    if seen.previous is None:
        return
    known: set[str] = set()
    for index, plan in enumerate(seen.previous.weeks):
        path = ("previous", "weeks", index, "week")
        if plan.week in known:
            yield fault("week-twice", *path, given=plan.week)
        known.add(plan.week)
