"""An itinerant coach."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from optimizer.domain.base import Expertise, Frozen, FrozenDict, Id, Minutes, Text
from optimizer.domain.clock import Window
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.location import Location
from optimizer.domain.school import Hours
from optimizer.domain.vocabulary import Mode, Role


def default_availability() -> FrozenDict[HalfDay, Window]:
    """Return all ten half days, 08:30-12:15 and 12:45-16:00."""
    morning, afternoon = Window(start=510, end=735), Window(start=765, end=960)
    return FrozenDict({h: morning if h.is_morning else afternoon for h in HALF_DAYS})


class Begeleider(Frozen):
    """An itinerant coach with expertise, kringen, a base and contract hours."""

    id: Id
    name: Text
    role: Role = Role.AB
    employer: Text | None = None
    institute: Id | None = None
    """Set for external staff of a cluster 1 or 2 institute only; they serve that institute's requests only."""
    expertise: tuple[Expertise, ...]
    kringen: tuple[Id, ...]
    """Served kringen, home kring first; by default all."""
    base: Location
    """Where the day starts and ends; by default the medoid school of the home kring."""
    mode: Mode = Mode.CAR
    availability: Hours = Field(default_factory=default_availability)
    contract_minutes: Minutes
    """Working minutes a week; by default the sum of the availability windows."""
    reserved_minutes: Minutes = 0
    """Part of the contract that is not for this plan."""
    max_schools_per_half_day: Annotated[int, Field(strict=True, ge=1, le=20)] = 3
