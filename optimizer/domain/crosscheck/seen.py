"""What of a region could be read, which is what can be cross-checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.base import Frozen
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.calendar import Calendar
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.leerling import Leerling
from optimizer.domain.location import Location
from optimizer.domain.organisation import Bestuur, Budget, Gemeente, Kring, Partner
from optimizer.domain.overleg import Overleg
from optimizer.domain.plan import Pin, Plan
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.school import School

T = TypeVar("T", bound=Frozen)


@dataclass(frozen=True)
class Entries(Generic[T]):
    """A list of the region: what is valid, and the ids of everything, so that a broken entity is not missed."""

    name: str
    valid: tuple[tuple[int, T], ...] = ()
    """Position and entity."""
    ids: tuple[str | None, ...] = ()
    """Id by position as it was given, also of what is not valid."""
    broken: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    """Position and raw JSON of what is not valid: its references can still be followed."""
    readable: bool = True
    """Whether the list itself could be read; if not, nothing is known about what is in it."""

    @classmethod
    def of(cls, name: str, entities: tuple[T, ...]) -> Entries[T]:
        """Return a list of which all is valid."""
        return cls(name, tuple(enumerate(entities)), tuple(getattr(e, "id", None) for e in entities))

    @cached_property
    def by_id(self) -> dict[str, T]:
        """Valid entities by id; of a double id the first."""
        found: dict[str, T] = {}
        for _, entity in self.valid:
            found.setdefault(entity.id, entity)  # type: ignore[attr-defined]
        return found

    @cached_property
    def known(self) -> frozenset[str]:
        """Every id that was given."""
        return frozenset(i for i in self.ids if i is not None)

    @property
    def nameless(self) -> int:
        """How many entities have no id that could be read."""
        return sum(i is None for i in self.ids)

    def __iter__(self) -> Iterator[tuple[int, T]]:
        """Iterate over position and entity of what is valid."""
        return iter(self.valid)


@dataclass(frozen=True)
class Seen:
    """The parts of a region that could be read; `None` for a part that is broken."""

    week: str | None
    calendar: Calendar | None
    policy: Policy | None
    gemeenten: Entries[Gemeente]
    besturen: Entries[Bestuur]
    kringen: Entries[Kring]
    budgets: Entries[Budget]
    schools: Entries[School]
    begeleiders: Entries[Begeleider]
    hulpvragen: Entries[Hulpvraag]
    arrangementen: Entries[Groepsarrangement]
    leerlingen: Entries[Leerling]
    overleggen: Entries[Overleg]
    partners: Entries[Partner]
    pins: Entries[Pin]
    postcodes: Mapping[str, Location]
    postcodes_known: frozenset[str] | None
    """Every postcode that was given; `None` when the mapping could not be read."""
    previous: Plan | None

    def entries(self, name: str) -> Entries[Frozen]:
        """Return a list by its name in the region."""
        found: Entries[Frozen] = getattr(self, name)
        return found

    @classmethod
    def of(cls, region: Region) -> Seen:
        """Return a whole region as seen."""
        lists = {name: Entries.of(name, getattr(region, name)) for name in LISTS}
        return cls(
            week=region.week,
            calendar=region.calendar,
            policy=region.policy,
            postcodes=region.postcodes,
            postcodes_known=frozenset(region.postcodes),
            previous=region.previous,
            **lists,
        )


LISTS = (
    "gemeenten",
    "besturen",
    "kringen",
    "budgets",
    "schools",
    "begeleiders",
    "hulpvragen",
    "arrangementen",
    "leerlingen",
    "overleggen",
    "partners",
    "pins",
)
"""The lists of a region, in its order."""
