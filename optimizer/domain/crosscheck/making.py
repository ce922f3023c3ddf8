"""Makes faults for the cross-checks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

from optimizer.domain.fault import Fault
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.location import Location
from optimizer.domain.pointer import Step, pointer
from optimizer.domain.shown import WITHHELD, about_a_pupil, shown, shown_id

_OWN_FACTS = frozenset({"choices", "first", "list", "kind", "level", "part", "week", "item"})
"""Facts in the program's own words, or names of what is no pupil's."""


def fault(code: str, *path: Step, **facts: object) -> Fault:
    """Return a fault at a path; facts are shown safely: what may be the name of a pupil is not (`shown_id`)."""
    return Fault(code=code, where=pointer(*path), facts={name: _told(name, fact, path) for name, fact in facts.items()})


def _told(name: str, fact: object, path: tuple[Step, ...]) -> str:
    if name == "choices":
        return str(fact)
    if name in _OWN_FACTS and isinstance(fact, str):
        return shown(fact)
    if isinstance(fact, Enum) and not about_a_pupil(path):
        return str(fact)
    if isinstance(fact, date):
        return WITHHELD if about_a_pupil(path) else fact.isoformat()
    return shown_id(fact, path) if isinstance(fact, str) else shown(fact)


def listed(items: Iterable[object]) -> str:
    """Return items as one readable line."""
    return ", ".join(str(item) for item in items)


def disordered(first: int | None, second: int | None) -> bool:
    """Tell whether both are known and the first is more than the second."""
    return first is not None and second is not None and first > second


def period_reversed(start: date | None, end: date | None) -> bool:
    """Tell whether a period ends before it starts."""
    return start is not None and end is not None and end < start


def overlapping_afternoons(starts_ends: dict[HalfDay, tuple[int, int]]) -> tuple[HalfDay, ...]:
    """Return the afternoons whose window starts before that day's morning window has ended."""
    return tuple(
        afternoon
        for morning, afternoon in zip(HALF_DAYS[::2], HALF_DAYS[1::2], strict=True)
        if morning in starts_ends and afternoon in starts_ends and starts_ends[afternoon][0] < starts_ends[morning][1]
    )


def in_the_netherlands(point: Location) -> bool:
    """Tell whether a point lies in the box around the European Netherlands."""
    return 50.7 <= point.lat <= 53.7 and 3.2 <= point.lon <= 7.3  # noqa: PLR2004 - the box itself
