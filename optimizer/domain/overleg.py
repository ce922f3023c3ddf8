"""A meeting."""

from __future__ import annotations

from optimizer.domain.base import Count, Frozen, Id, Text
from optimizer.domain.calendar import IsoWeek
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.hulpvraag import VisitMinutes
from optimizer.domain.vocabulary import OverlegKind


class Participants(Frozen):
    """Who must be there; contacts (gemeente, parents, youth care) are invited and have no calendar here."""

    begeleiders: tuple[Id, ...] = ()
    ibs: tuple[Id, ...] = ()
    """Schools whose intern begeleider takes part."""
    contacts: tuple[Text, ...] = ()


class Overleg(Frozen):
    """A kring meeting, ondersteuningsteam or directors' meeting."""

    id: Id
    kind: OverlegKind = OverlegKind.KRING
    kring: Id | None = None
    minutes: VisitMinutes = 90
    half_days: tuple[HalfDay, ...] = HALF_DAYS
    hosts: tuple[Id, ...]
    participants: Participants
    min_per_year: Count = 0
    weeks: tuple[IsoWeek, ...]
    """Weeks in which it is to be held; by default the region's."""
