"""A school's request for support."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from optimizer.domain.base import Count, Expertise, Frozen, Id
from optimizer.domain.calendar import DateDay
from optimizer.domain.clock import Window
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.location import Location
from optimizer.domain.vocabulary import Level, Priority, RequestStatus, Target

VisitMinutes = Annotated[int, Field(strict=True, ge=1, le=480)]


class Hulpvraag(Frozen):
    """A request for visits of so many minutes by a begeleider with an expertise.

    Exactly one of `school` and `location` is given; a request at a location names its kring and has no bestuur.
    """

    id: Id
    school: Id | None = None
    location: Location | None = None
    kring: Id | None = None
    """Only for a request at a location."""
    expertise: Expertise
    level: Level = Level.LIGHT
    target: Target = Target.TEACHER
    minutes: VisitMinutes = 60
    visits: Annotated[int, Field(strict=True, ge=1, le=10)] = 1
    """Visits in a due week."""
    every_weeks: Annotated[int, Field(strict=True, ge=1, le=6)] = 1
    visits_left: Count | None = None
    """Null is unlimited."""
    last_visit: DateDay | None = None
    first_contact_by: DateDay | None = None
    min_days_between: Annotated[int, Field(strict=True, ge=0, le=4)] = 1
    half_days: tuple[HalfDay, ...] = HALF_DAYS
    window: Window | None = None
    priority: Priority = Priority.NORMAL
    status: RequestStatus = RequestStatus.GRANTED
    institute: Id | None = None
    current: Id | None = None
    preferred: tuple[Id, ...] = ()
    forbidden: tuple[Id, ...] = ()
    leerling: Id | None = None

    @property
    def day_gap(self) -> int:
        """Smallest difference in days between two of its visits."""
        return max(1, self.min_days_between)
