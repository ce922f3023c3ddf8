"""What host and room ask of a session or an overleg; for the rules `group-host` and `overleg`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Group, OverlegSlot
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.finding import clock, listing, span
from optimizer.rules.view import WeekView


def misplaced(
    view: WeekView, rule: RuleKey, held: Group | OverlegSlot, minutes: int, hosts: tuple[str, ...]
) -> Iterator[Violation]:
    """Yield what is wrong with host and time of one session or overleg.

    The host is among its hosts; it starts at a session start of the half day and lies wholly inside the host's hours.
    """
    end = held.start + minutes

    def misses(found: str, limit: str | None) -> Violation:
        return Violation(rule=rule, items=(held.id,), half_day=held.half_day, found=found, limit=limit)

    if held.host not in hosts:
        yield misses(held.host, listing(hosts))
    starts = view.policy.starts_in(held.half_day)
    if held.start not in starts:
        yield misses(clock(held.start), listing(clock(s) for s in starts))
    hours = view.index.schools[held.host].hours.get(held.half_day)
    if hours is None or not hours.holds(held.start, end):
        yield misses(span(held.start, end), None if hours is None else str(hours))


def crowded(view: WeekView) -> Iterator[tuple[HalfDay, tuple[str, ...], tuple[str, ...], int]]:
    """Yield host half days with more sessions and overleggen than rooms: half day, groups, overleggen, rooms."""
    groups: dict[tuple[str, HalfDay], list[str]] = defaultdict(list)
    overleg: dict[tuple[str, HalfDay], list[str]] = defaultdict(list)
    for group in view.groups.values():
        groups[group.host, group.half_day].append(group.id)
    for slot in view.slots.values():
        overleg[slot.host, slot.half_day].append(slot.id)
    for host, half_day in dict.fromkeys([*groups, *overleg]):
        sessions, meetings = groups.get((host, half_day), []), overleg.get((host, half_day), [])
        rooms = view.index.schools[host].rooms.get(half_day, 1)
        if len(sessions) + len(meetings) > rooms:
            yield half_day, tuple(sorted(sessions)), tuple(sorted(meetings)), rooms
