"""Lists in which nothing may stand twice, and lists that may not be empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimizer.domain.crosscheck.making import fault
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault
from optimizer.domain.pointer import Step
from optimizer.domain.references import values_at

_EACH_ONCE = {
    "kringen": ("gemeenten", "neighbours", "postcodes"),
    "schools": ("expertise",),
    "begeleiders": ("expertise", "kringen"),
    "hulpvragen": ("half_days", "preferred", "forbidden"),
    "arrangementen": ("supports", "kringen", "half_days", "hosts", "leerjaren", "candidates", "running/members"),
    "leerlingen": ("wishes", "eligible_rungs", "denominations", "siblings_at", "attendance/*/half_days"),
    "overleggen": (
        "half_days",
        "hosts",
        "weeks",
        "participants/begeleiders",
        "participants/ibs",
        "participants/contacts",
    ),
    "partners": ("expertise",),
    "pins": ("half_days", "members"),
}
_POLICY_EACH_ONCE = ("paid_travel", "levels/light", "levels/heavy", "session_starts/ochtend", "session_starts/middag")
_NOT_EMPTY = {
    "hulpvragen": ("half_days",),
    "arrangementen": ("kringen", "half_days", "hosts"),
    "leerlingen": ("attendance/*/half_days",),
    "overleggen": ("half_days", "hosts"),
    "pins": ("half_days",),
}


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield whatever stands twice in a list, and every list that says nothing."""
    for path, value in _lists(seen, _EACH_ONCE):
        yield from _repeated(path, value)
    for path, value in _lists(seen, _NOT_EMPTY):
        if not value:
            yield fault("empty-list", *path)
    if seen.policy is not None:
        dumped = seen.policy.model_dump(mode="json")
        for field in _POLICY_EACH_ONCE:
            for place, value in values_at(dumped, tuple(field.split("/"))):
                yield from _repeated(("policy", *place), value)
        for kind, rungs in seen.policy.placement.rungs.items():
            yield from _repeated(("policy", "placement", "rungs", kind), rungs)
    if seen.calendar is not None:
        yield from _repeated(("calendar", "closed_dates"), seen.calendar.closed_dates)


def _lists(seen: Seen, fields: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[tuple[Step, ...], tuple[object, ...]]]:
    """Yield place and value of every list that stands in some fields."""
    for name, paths in fields.items():
        for index, entity in seen.entries(name):
            for path in paths:
                for place, value in values_at(entity, tuple(path.split("/"))):
                    yield (name, index, *place), value


def _repeated(path: tuple[Step, ...], values: tuple[object, ...] | list[object]) -> Iterator[Fault]:
    known: set[object] = set()
    for index, value in enumerate(values):
        if value in known:
            yield fault("duplicate-in-list", *path, index, given=value)
        known.add(value)
