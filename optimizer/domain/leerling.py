"""A pupil who needs a place or a group; known by an opaque id only."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from optimizer.domain.base import Expertise, Flag, Frozen, Id, Minutes, Text
from optimizer.domain.calendar import DateDay
from optimizer.domain.half_day import HalfDay
from optimizer.domain.location import Location, Postcode
from optimizer.domain.school import Leerjaar
from optimizer.domain.vocabulary import AdmissionKind, LeerlingKind, Mode, Rung


class Need(Frozen):
    """Support a leerling needs."""

    expertise: Expertise
    minutes: Minutes = 0
    """A week."""


class Admission(Frozen):
    """A TLV, or the institute's own decision; pending makes a proposal conditional."""

    kind: AdmissionKind
    category: Annotated[int, Field(strict=True, ge=1, le=3)] | None = None
    """Funding category, for SO only."""
    from_date: DateDay | None = Field(default=None, alias="from")
    until: DateDay | None = None
    pending: Flag = False


class Application(Frozen):
    """An application at a school; the first in order carries the zorgplicht."""

    school: Id
    date: DateDay
    order: Annotated[int, Field(strict=True, ge=1, le=20)] = 1


class Attendance(Frozen):
    """Part of the week at a place: symbiosis, or growing toward school."""

    place: Id
    half_days: tuple[HalfDay, ...]
    from_date: DateDay | None = Field(default=None, alias="from")
    until: DateDay | None = None


class Decisions(Frozen):
    """Who agreed on what date; the child is heard."""

    team: DateDay | None = None
    parents: DateDay | None = None
    school: DateDay | None = None
    swv: DateDay | None = None
    child_heard: DateDay | None = None


class Offer(Frozen):
    """A place that was offered: it stands until its date, or for good once agreed, and later runs keep it."""

    school: Id
    until: DateDay | None = None
    agreed: Flag = False


class Leerling(Frozen):
    """A pupil. Nothing here may say origin, language, income or neighbourhood status."""

    id: Id
    home: Location | Postcode | None = None
    gemeente: Id | None = None
    leerjaar: Leerjaar | None = None
    school: Id | None = None
    school_of_origin: Id | None = None
    kind: LeerlingKind | None = None
    """Why a place is needed; null when no place is asked for."""
    since: DateDay | None = None
    """Start of the stay of a newcomer, or of the absence."""
    needs: tuple[Need, ...] = ()
    wishes: tuple[Id, ...] = ()
    """Schools, best first."""
    eligible_rungs: tuple[Rung, ...]
    """Agreed by team and parents; by default those that need no admission."""
    denominations: tuple[Text, ...] = ()
    """Acceptable ones; empty is all."""
    siblings_at: tuple[Id, ...] = ()
    admission: Admission | None = None
    applications: tuple[Application, ...] = ()
    start_on: DateDay | None = None
    mode: Mode = Mode.CAR
    max_travel_minutes: Minutes | None = None
    travel_waived: Flag = False
    """Parents accept a longer journey than the limit."""
    attendance: tuple[Attendance, ...] = ()
    trajectbegeleider: Id | None = None
    decisions: Decisions = Decisions()
    offer: Offer | None = None
