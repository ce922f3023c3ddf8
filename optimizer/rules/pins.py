"""`pins`: what is served is served as the coordinator pinned it, and never as she vetoed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.domain.fault import Violation
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Pin
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.finding import clock, listing
from optimizer.rules.view import WeekView

KEY = RuleKey.PINS


@dataclass(frozen=True)
class _Served:
    """A visit, group or overleg as a pin sees it."""

    item: str
    begeleiders: frozenset[str]
    """The one who visits; the leader of a group; everybody listed for an overleg."""
    half_day: HalfDay
    start: int
    host: str | None
    members: frozenset[str]


def check(view: WeekView) -> Iterator[Violation]:
    """Yield everything that is served against a pin.

    A pin without `veto` asks of every visit (group, overleg) of its item all it names: this begeleider (leader, for a
    group; a participant, for an overleg), one of these half days, this start, this host, at least these members. A veto
    forbids all it names together, in one visit (group, overleg); one that names nothing forbids the item. An item that
    is not served breaks no pin.
    Source: definition of pins in the problem statement.
    """
    served = list(_served(view))
    for pin in view.region.pins:
        for one in served:
            if pin.item in (one.item, one.item.partition("#")[0]):
                misses = list(_misses(pin, one))
                if pin.veto and not misses:
                    yield Violation(rule=KEY, items=(one.item,), half_day=one.half_day, found=_named(pin))
                if not pin.veto:
                    for found, limit in misses:
                        yield Violation(rule=KEY, items=(one.item,), half_day=one.half_day, found=found, limit=limit)


def _served(view: WeekView) -> Iterator[_Served]:
    for visit in view.all_visits:
        yield _Served(
            visit.hulpvraag.id,
            frozenset({visit.begeleider.id}),
            visit.half_day,
            visit.start,
            visit.hulpvraag.school,
            frozenset(),
        )
    for group in view.groups.values():
        yield _Served(
            group.id, frozenset({group.leader}), group.half_day, group.start, group.host, frozenset(group.members)
        )
    for slot in view.slots.values():
        listed = frozenset(view.index.overleggen[slot.id].participants.begeleiders)
        yield _Served(slot.id, listed, slot.half_day, slot.start, slot.host, frozenset())


def _misses(pin: Pin, one: _Served) -> Iterator[tuple[str | None, str | None]]:
    """Yield found and asked of every fact that the pin names and the service does not show."""
    if pin.begeleider is not None and pin.begeleider not in one.begeleiders:
        yield listing(sorted(one.begeleiders)), pin.begeleider
    if pin.half_days is not None and one.half_day not in pin.half_days:
        yield one.half_day.value, listing(pin.half_days)
    if pin.start is not None and one.start != pin.start:
        yield clock(one.start), clock(pin.start)
    if pin.host is not None and one.host != pin.host:
        yield one.host, pin.host
    if pin.members is not None and not one.members.issuperset(pin.members):
        yield listing(sorted(one.members)), listing(pin.members)


def _named(pin: Pin) -> str | None:
    """Return the facts that a pin names."""
    start = None if pin.start is None else clock(pin.start)
    half_days = (half_day.value for half_day in pin.half_days or ())
    facts = (pin.begeleider, *half_days, start, pin.host, *(pin.members or ()))
    return listing(fact for fact in facts if fact is not None)
