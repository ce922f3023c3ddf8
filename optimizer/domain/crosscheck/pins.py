"""Pins: each about something, saying something that can be."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.clock import format_clock
from optimizer.domain.crosscheck.making import fault, listed
from optimizer.domain.crosscheck.offers import standing_offer
from optimizer.domain.crosscheck.pin_conflicts import conflicts
from optimizer.domain.crosscheck.pinned import ITEMS, Pinned, resolve
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.leerling import Leerling
from optimizer.domain.overleg import Overleg
from optimizer.domain.plan import Pin
from optimizer.domain.shown import is_nameless, nearest


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield pins about nothing, pins that contradict a fact, and pins that contradict each other."""
    if not all(seen.entries(name).readable for name in (*ITEMS, "leerlingen")):
        return
    resolved = [(index, pin, resolve(seen, index, pin)) for index, pin in seen.pins]
    yield from _about_nothing(seen, [(index, pin) for index, pin, pinned in resolved if pinned is None])
    found = [pinned for _, _, pinned in resolved if pinned is not None]
    for pinned in found:
        index, pin = pinned.index, pinned.pin
        if pinned.is_empty and not pin.veto:
            yield fault("pin-says-nothing", "pins", index, item=pinned.told)
        if pinned.kind == "leerlingen":
            yield from _of_leerling(seen, pinned)
        elif pin.item in seen.leerlingen.known:
            yield fault("pin-ambiguous-item", "pins", index, "item", list=pinned.kind)
        if pinned.kind == "leerlingen" or isinstance(pinned.entity, Leerling):
            continue
        if pin.members is not None and pinned.kind != "arrangementen":
            yield fault("pin-members-without-group", "pins", index, "members", item=pin.item)
        elif not pin.veto and pinned.entity is not None:
            yield from _facts(seen, pinned, pinned.entity)
    yield from conflicts(found)


def _about_nothing(seen: Seen, pins: list[tuple[int, Pin]]) -> Iterator[Fault]:
    """Yield pins on items that do not exist, unless as many items have an id that could not be read."""
    lists = (seen.hulpvragen, seen.arrangementen, seen.overleggen, seen.leerlingen)
    if len({pin.item for _, pin in pins}) <= sum(entries.nameless for entries in lists):
        return
    # an id of a hulpvraag that looks like a name is not told either
    requests = frozenset(filter(is_nameless, seen.hulpvragen.known))
    known = requests | seen.arrangementen.known | seen.overleggen.known
    for index, pin in pins:
        yield fault("pin-unknown-item", "pins", index, "item", given=pin.item, **nearest(pin.item, known))


def _of_leerling(seen: Seen, pinned: Pinned) -> Iterator[Fault]:
    """Yield what a pin on a leerling cannot say, and what is not so: it is about the school only."""
    pin, leerling = pinned.pin, pinned.entity
    for field in ("begeleider", "half_days", "start", "members"):
        if getattr(pin, field) is not None:
            yield fault("pin-leerling-school-only", "pins", pinned.index, field)
    if not isinstance(leerling, Leerling):
        return
    if leerling.kind is None:
        yield fault("pin-leerling-not-asking", "pins", pinned.index, "item")
    offer = standing_offer(seen, leerling)
    if offer is None:
        return
    against = pin.host in {None, offer.school} if pin.veto else pin.host not in {None, offer.school}
    if against:
        yield fault("pin-against-offer", "pins", pinned.index, "host")


def _facts(seen: Seen, pinned: Pinned, entity: Hulpvraag | Overleg | Groepsarrangement) -> Iterator[Fault]:
    pin, path = pinned.pin, ("pins", pinned.index)
    if pin.half_days and not pinned.half_days:
        yield fault("pin-half-day", *path, "half_days", item=pin.item, choices=listed(entity.half_days))
    elif pin.start is not None:
        yield from _start(seen, pinned, entity)
    if pin.begeleider is not None:
        yield from _begeleider(seen, pinned, entity, pin.begeleider)
    hosts = (entity.school,) if isinstance(entity, Hulpvraag) else entity.hosts
    if pin.host is not None and pin.host not in hosts:
        yield fault("pin-host", *path, "host", given=pin.host, item=pin.item)
    if isinstance(entity, Groepsarrangement):
        for position, member in enumerate(pin.members or ()):
            if member not in entity.candidates:
                yield fault("pin-member", *path, "members", position, given=member, item=pin.item)
        if pin.members is not None and len(pin.members) > entity.size.max:
            yield fault("pin-too-many-members", *path, "members", given=len(pin.members), limit=entity.size.max)


def _start(seen: Seen, pinned: Pinned, entity: Hulpvraag | Overleg | Groepsarrangement) -> Iterator[Fault]:
    start = pinned.pin.start
    if start is None or not pinned.half_days:
        return
    if isinstance(entity, Hulpvraag):
        possible = entity.window is None or entity.window.holds(start, start + entity.minutes)
    else:
        policy = seen.policy
        possible = policy is None or any(start in policy.starts_in(h) for h in pinned.half_days)
    if not possible:
        yield fault("pin-start", "pins", pinned.index, "start", given=format_clock(start), item=pinned.pin.item)


def _begeleider(
    seen: Seen, pinned: Pinned, entity: Hulpvraag | Overleg | Groepsarrangement, own: str
) -> Iterator[Fault]:
    path, begeleider = ("pins", pinned.index, "begeleider"), seen.begeleiders.by_id.get(own)
    facts = {"given": own, "item": pinned.pin.item}
    if isinstance(entity, Overleg):
        if own not in entity.participants.begeleiders:
            yield fault("pin-not-a-participant", *path, **facts)
        return
    if isinstance(entity, Hulpvraag) and own in entity.forbidden:
        yield fault("pin-begeleider-forbidden", *path, **facts)
    if begeleider is None:
        return
    if entity.expertise not in begeleider.expertise:
        yield fault("pin-without-expertise", *path, **facts, expertise=entity.expertise)
    if _has_no_window(pinned, begeleider):
        yield fault("pin-without-window", *path, **facts)


def _has_no_window(pinned: Pinned, begeleider: Begeleider) -> bool:
    return bool(pinned.half_days) and not any(h in begeleider.availability for h in pinned.half_days)
