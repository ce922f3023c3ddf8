"""References of a week plan that lead nowhere, or are made twice; part of the rule `witness`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.plan import Group
from optimizer.domain.vocabulary import RuleKey, StopKind
from optimizer.rules.view import WeekView

KEY = RuleKey.WITNESS


def unknown_references(view: WeekView) -> Iterator[Violation]:
    """Yield every unknown begeleider, item, host, member and arrangement, and everything that is named twice."""
    index, plan = view.index, view.plan
    yield from _repeated(group.id for group in plan.groups)
    yield from _repeated(slot.id for slot in plan.overleg)
    days = Counter((tour.begeleider, tour.day) for tour in plan.tours)
    for (begeleider, day), times in days.items():
        if times > 1:
            yield Violation(rule=KEY, items=(day.value,), begeleider=begeleider, found=times, limit=1)
    items: dict[StopKind, Container[str]] = {
        StopKind.VISIT: index.hulpvragen,
        StopKind.SESSION: {group.id for group in plan.groups},
        StopKind.OVERLEG: {slot.id for slot in plan.overleg},
    }
    for tour in plan.tours:
        yield from _unknown(tour.begeleider, (tour.begeleider,), index.begeleiders)
        for stop in tour.stops:
            yield from _unknown(stop.item, (stop.item,), items[stop.kind])
    for group in plan.groups:
        yield from _unknown(group.id, (group.arrangement,), index.arrangementen)
        yield from _unknown(group.id, (group.host,), index.schools)
        yield from _unknown(group.id, (group.leader, *group.co_leaders), index.begeleiders)
        yield from _unknown(group.id, group.members, index.leerlingen)
        yield from _misnamed(group)
    for slot in plan.overleg:
        yield from _unknown(slot.id, (slot.id,), index.overleggen)
        yield from _unknown(slot.id, (slot.host,), index.schools)


def _unknown(item: str, ids: Iterable[str], known: Container[str]) -> Iterator[Violation]:
    for one in ids:
        if one not in known:
            yield Violation(rule=KEY, items=(item,), found=one)


def _repeated(ids: Iterable[str]) -> Iterator[Violation]:
    for one, times in Counter(ids).items():
        if times > 1:
            yield Violation(rule=KEY, items=(one,), found=times, limit=1)


def _misnamed(group: Group) -> Iterator[Violation]:
    """Yield a group whose id is not its arrangement's id, ``#`` and a number from 1."""
    number = group.id.removeprefix(f"{group.arrangement}#")
    if number == group.id or not number.isdecimal() or number.startswith("0"):
        yield Violation(rule=KEY, items=(group.id,), found=group.id, limit=f"{group.arrangement}#1")
