"""A weekly group for pupils of several schools at one host."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from optimizer.domain.base import Count, Expertise, Frozen, Id, Minutes, Text
from optimizer.domain.calendar import DateDay
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.hulpvraag import VisitMinutes
from optimizer.domain.school import Leerjaar
from optimizer.domain.vocabulary import Priority


class Size(Frozen):
    """Number of pupils in a group."""

    min: Annotated[int, Field(strict=True, ge=1, le=60)] = 4
    preferred: Annotated[int, Field(strict=True, ge=1, le=60)] = 8
    max: Annotated[int, Field(strict=True, ge=1, le=60)] = 12


class Running(Frozen):
    """The running group of an arrangement: where, when, led by whom, with whom. Its id is ``ID#1``."""

    host: Id
    half_day: HalfDay
    leader: Id
    co_leaders: tuple[Id, ...] = ()
    """One per co-leader expertise of the arrangement, in that order."""
    members: tuple[Id, ...] = ()


class Groepsarrangement(Frozen):
    """An arrangement: x-klas, plusklas or OCTA, TOS, own learning line, Herstart."""

    id: Id
    kind: Text
    expertise: Expertise
    """The leader's."""
    co_leaders: tuple[Expertise, ...] = ()
    supports: tuple[Expertise, ...] = ()
    """Needs it answers; must contain every need of a member."""
    kringen: tuple[Id, ...]
    minutes: VisitMinutes = 120
    half_days: tuple[HalfDay, ...] = HALF_DAYS
    hosts: tuple[Id, ...]
    from_date: DateDay | None = Field(default=None, alias="from")
    until: DateDay | None = None
    size: Size = Size()
    leerjaren: tuple[Leerjaar, ...] = ()
    """Band; empty is every leerjaar."""
    candidates: tuple[Id, ...] = ()
    max_groups: Count = 1
    max_travel_minutes: Minutes = 30
    priority: Priority = Priority.NORMAL
    running: Running | None = None
