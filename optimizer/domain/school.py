"""A school site."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from optimizer.domain.base import Count, Expertise, Flag, Frozen, FrozenDict, FrozenMap, Id, Minutes, Text
from optimizer.domain.calendar import DateDay
from optimizer.domain.clock import Window
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.location import Location
from optimizer.domain.vocabulary import SchoolKind

Leerjaar = Annotated[int, Field(strict=True, ge=1, le=8)]
Hours = FrozenMap[HalfDay, Window]
"""Clock window per half day; a half day that is absent is closed."""


def default_school_hours() -> FrozenDict[HalfDay, Window]:
    """Return 08:30-12:00 and 12:30-15:00, Wednesday afternoon closed."""
    morning, afternoon = Window(start=510, end=720), Window(start=750, end=900)
    return FrozenDict({h: morning if h.is_morning else afternoon for h in HALF_DAYS if h is not HalfDay.WO_MIDDAG})


def _fill_rooms(value: object) -> object:
    """Read one number as that many rooms in every half day; half days left out of a mapping have one."""
    if isinstance(value, int) and not isinstance(value, bool):
        return {h.value: value for h in HALF_DAYS}
    if isinstance(value, dict):
        named = {str(getattr(key, "value", key)): rooms for key, rooms in value.items()}
        return {h.value: 1 for h in HALF_DAYS} | named
    return value


class Places(Frozen):
    """Free places from a date on; `leerjaar` null counts for every leerjaar."""

    leerjaar: Leerjaar | None = None
    from_date: DateDay | None = Field(default=None, alias="from")
    free: Count


class SharedMinutes(Frozen):
    """Minutes of its own expertise that a school can share with neighbours in a half day."""

    expertise: Expertise
    half_day: HalfDay
    minutes: Minutes


class School(Frozen):
    """A school site (BRIN and vestiging when it is a real one)."""

    id: Id
    name: Text
    kind: SchoolKind = SchoolKind.BO
    cluster: Annotated[int, Field(strict=True, ge=1, le=4)] | None = None
    kring: Id
    gemeente: Id | None = None
    bestuur: Id | None = None
    location: Location
    denomination: Text | None = None
    within_swv: Flag = True
    hours: Hours = Field(default_factory=default_school_hours)
    ib_hours: Hours
    """When the intern begeleider is there; by default the school's hours."""
    rooms: Annotated[FrozenMap[HalfDay, Count], BeforeValidator(_fill_rooms)] = Field(
        default_factory=lambda: FrozenDict(dict.fromkeys(HALF_DAYS, 1))
    )
    places: tuple[Places, ...] = ()
    support_places: Count = 0
    expertise: tuple[Expertise, ...] = ()
    shared_minutes: tuple[SharedMinutes, ...] = ()
    pupils: Count | None = None
    """Pupils enrolled, where known; for display and for generators."""
