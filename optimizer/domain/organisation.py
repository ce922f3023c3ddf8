"""Who organises support: gemeenten, besturen, kringen, their budgets, and partners."""

from __future__ import annotations

from pydantic import Field

from optimizer.domain.base import (
    Count,
    Euro,
    Expertise,
    Flag,
    Frozen,
    FrozenDict,
    FrozenMap,
    Id,
    Metres,
    Minutes,
    Text,
)
from optimizer.domain.location import Pc4
from optimizer.domain.vocabulary import PayerKind, Route, SchoolKind


class TransportRule(Frozen):
    """A gemeente's rule for leerlingenvervoer to one kind of school (WPO art. 4: threshold at most 6 km)."""

    threshold_metres: Metres
    max_ride_minutes: Minutes = 90
    cost_euro: Euro
    """Yearly cost of one transported pupil."""


class Gemeente(Frozen):
    """Municipality; thuisnabij is within the own one."""

    id: Id
    name: Text
    transport: FrozenMap[SchoolKind, TransportRule] = Field(default_factory=FrozenDict)


class Bestuur(Frozen):
    """School board; holds support money."""

    id: Id
    name: Text
    route: Route = Route.COORDINATOR


class Kring(Frozen):
    """Schools of a district or a few villages; the unit in which support is organised."""

    id: Id
    name: Text
    gemeenten: tuple[Id, ...] = ()
    neighbours: tuple[Id, ...] = ()
    postcodes: tuple[Pc4, ...] = ()


class Payer(Frozen):
    """Who pays: a bestuur, a kring (both by id) or the SWV (no id)."""

    kind: PayerKind
    id: Id | None = None


class Budget(Frozen):
    """Visit minutes a week that a payer has for an expertise; null is every expertise.

    Hard: never exceeded. Otherwise exceeding it is priced in stage `budget_overrun`.
    """

    id: Id
    payer: Payer
    expertise: Expertise | None = None
    minutes: Minutes
    hard: Flag = False


class Partner(Frozen):
    """Supply of the sociaal domein in a gemeente, shown in the net of provision."""

    id: Id
    name: Text
    gemeente: Id
    offer: Text
    expertise: tuple[Expertise, ...] = ()
    places: Count | None = None
