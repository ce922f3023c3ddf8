"""Groepsarrangementen and their running groups."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.arrangement import Groepsarrangement, Running
from optimizer.domain.crosscheck.making import disordered, fault, listed, period_reversed
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield faults of arrangementen."""
    for index, arrangement in seen.arrangementen:
        path = ("arrangementen", index)
        size = arrangement.size
        if disordered(size.min, size.preferred) or disordered(size.preferred, size.max):
            yield fault("size-disordered", *path, "size", given=f"{size.min}/{size.preferred}/{size.max}")
        if period_reversed(arrangement.from_date, arrangement.until):
            yield fault("period-reversed", *path, "until", start=arrangement.from_date, end=arrangement.until)
        if arrangement.running is not None:
            yield from _running(index, arrangement, arrangement.running)


def _running(index: int, arrangement: Groepsarrangement, running: Running) -> Iterator[Fault]:
    path = ("arrangementen", index, "running")
    if arrangement.max_groups == 0:
        yield fault("running-without-group", *path)
    if running.host not in arrangement.hosts:
        yield fault("running-host", *path, "host", given=running.host)
    if running.half_day not in arrangement.half_days:
        yield fault(
            "running-half-day", *path, "half_day", given=running.half_day, choices=listed(arrangement.half_days)
        )
    for position, member in enumerate(running.members):
        if member not in arrangement.candidates:
            yield fault("running-member", *path, "members", position, given=member)
    if len(running.members) > arrangement.size.max:
        yield fault("running-too-many", *path, "members", given=len(running.members), limit=arrangement.size.max)
    if len(running.co_leaders) != len(arrangement.co_leaders):
        yield fault(
            "running-co-leaders", *path, "co_leaders", given=len(running.co_leaders), limit=len(arrangement.co_leaders)
        )
    leaders = {running.leader}
    for position, leader in enumerate(running.co_leaders):
        if leader in leaders:
            yield fault("running-leader-twice", *path, "co_leaders", position, given=leader)
        leaders.add(leader)
