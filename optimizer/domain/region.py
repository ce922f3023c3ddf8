"""The region: everything the solver knows."""

from __future__ import annotations

from pydantic import Field

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.base import Frozen, FrozenDict, FrozenMap, Id, Text
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.calendar import Calendar, IsoWeek
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.leerling import Leerling
from optimizer.domain.location import Location, Postcode
from optimizer.domain.organisation import Bestuur, Budget, Gemeente, Kring, Partner
from optimizer.domain.overleg import Overleg
from optimizer.domain.plan import Pin, Plan
from optimizer.domain.policy import Policy
from optimizer.domain.school import School

SCHEMA_VERSION = 1
"""Version of the JSON of regions and plans; a change comes with a migration."""


class Region(Frozen):
    """A samenwerkingsverband in one week, complete: every default filled in.

    Build it with `optimizer.domain.intake.read_region`, which fills defaults and finds faults; the constructor
    checks types only.
    """

    schema_version: int = SCHEMA_VERSION
    id: Id
    name: Text
    week: IsoWeek
    calendar: Calendar = Calendar()
    policy: Policy = Policy()
    gemeenten: tuple[Gemeente, ...] = ()
    besturen: tuple[Bestuur, ...] = ()
    kringen: tuple[Kring, ...]
    budgets: tuple[Budget, ...] = ()
    schools: tuple[School, ...]
    begeleiders: tuple[Begeleider, ...]
    hulpvragen: tuple[Hulpvraag, ...]
    arrangementen: tuple[Groepsarrangement, ...] = ()
    leerlingen: tuple[Leerling, ...] = ()
    overleggen: tuple[Overleg, ...] = ()
    partners: tuple[Partner, ...] = ()
    postcodes: FrozenMap[Postcode, Location] = Field(default_factory=FrozenDict)
    """Points of the postcodes that leerlingen have as home."""
    previous: Plan | None = None
    """The published plan that `changes` compares with."""
    pins: tuple[Pin, ...] = ()
