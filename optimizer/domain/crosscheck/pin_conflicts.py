"""Pins that contradict each other: no way of serving the item would obey both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.crosscheck.making import fault
from optimizer.domain.crosscheck.pinned import Pinned
from optimizer.domain.fault import Fault
from optimizer.domain.half_day import HalfDay


@dataclass
class _Asked:
    """What the pins on one item ask together, as far as they agree."""

    pins: list[Pinned] = field(default_factory=list)
    begeleiders: set[str] = field(default_factory=set)
    half_days: frozenset[HalfDay] | None = None
    start: int | None = None
    host: str | None = None
    members: set[str] = field(default_factory=set)


def conflicts(pins: Sequence[Pinned]) -> Iterator[Fault]:
    """Yield a fault at every pin that contradicts the ones before it, and at every veto of what is asked.

    A pin on an arrangement is about each of its groups, so it counts with the pins on one group.
    """
    reported: set[tuple[str, str]] = set()
    for key in dict.fromkeys(p.key for p in pins):
        covering = [p for p in pins if p.key == key or (p.number is None and key.startswith(f"{p.own}#"))]
        for found in _on_one_item(covering):
            if (found.code, found.where) not in reported:
                reported.add((found.code, found.where))
                yield found


def _on_one_item(pins: Sequence[Pinned]) -> Iterator[Fault]:
    asked = _Asked()
    for pinned in pins:
        if not pinned.pin.veto and not pinned.is_empty:
            yield from _add(asked, pinned)
            asked.pins.append(pinned)
    for pinned in pins:
        if pinned.pin.veto and asked.pins and _is_asked(asked, pinned):
            yield _clash("pin-vetoed", pinned, asked)


def _clash(code: str, pinned: Pinned, asked: _Asked, *place: str) -> Fault:
    return fault(code, "pins", pinned.index, *place, item=pinned.told, first=f"/pins/{asked.pins[0].index}")


def _add(asked: _Asked, pinned: Pinned) -> Iterator[Fault]:
    """Add what a pin asks, or yield why it cannot be added."""
    pin = pinned.pin
    if pin.begeleider is not None:
        if asked.begeleiders - {pin.begeleider} and pinned.kind != "overleggen":
            yield _clash("pins-two-begeleiders", pinned, asked, "begeleider")
        else:
            asked.begeleiders.add(pin.begeleider)
    if pin.half_days:
        wanted = frozenset(pin.half_days)
        both = wanted if asked.half_days is None else asked.half_days & wanted
        if both:
            asked.half_days = both
        else:
            yield _clash("pins-no-common-half-day", pinned, asked, "half_days")
    if pin.start is not None:
        if asked.start not in {None, pin.start}:
            yield _clash("pins-two-starts", pinned, asked, "start")
        asked.start = pin.start if asked.start is None else asked.start
    if pin.host is not None:
        if asked.host not in {None, pin.host}:
            yield _clash("pins-two-hosts", pinned, asked, "host")
        asked.host = asked.host or pin.host
    yield from _add_members(asked, pinned)


def _add_members(asked: _Asked, pinned: Pinned) -> Iterator[Fault]:
    members = set(pinned.pin.members or ())
    if isinstance(pinned.entity, Groepsarrangement) and asked.members and members:
        limit = pinned.entity.size.max
        if len(members) <= limit < len(asked.members | members):
            yield _clash("pins-too-many-members", pinned, asked, "members")
            return
    asked.members |= members


def _is_asked(asked: _Asked, veto: Pinned) -> bool:
    """Tell whether everything that a veto forbids together is asked."""
    pin = veto.pin
    return (
        (pin.begeleider is None or pin.begeleider in asked.begeleiders)
        and (pin.half_days is None or (asked.half_days is not None and asked.half_days <= set(pin.half_days)))
        and (pin.start is None or pin.start == asked.start)
        and (pin.host is None or pin.host == asked.host)
        and (pin.members is None or set(pin.members) <= asked.members)
    )
