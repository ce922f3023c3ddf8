"""Proposals with the region they are for: what every view looks up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from optimizer.domain.calendar import monday_of
from optimizer.domain.index import RegionIndex
from optimizer.domain.placement import LeerlingOutcome, OfferStatus, Placement, PlacementResult
from optimizer.domain.region import Region
from optimizer.domain.school import School
from optimizer.report.roster import labels
from optimizer.rules.placement.homes import Homes


@dataclass(frozen=True)
class PoolRow:
    """Places of a school from a date until its next entry: how many there are, and how many the proposals take."""

    school: str
    leerjaar: int | None
    """Null is the pool that the other leerjaren share."""
    since: date
    """The first of all days when the entry names none."""
    free: int
    taken: int

    @property
    def left(self) -> int:
        """What is left."""
        return self.free - self.taken


@dataclass(frozen=True)
class Proposals:
    """A result with its region."""

    region: Region
    result: PlacementResult

    @cached_property
    def index(self) -> RegionIndex:
        """Entities of the region by id."""
        return RegionIndex(self.region)

    @cached_property
    def outcomes(self) -> dict[str, LeerlingOutcome]:
        """Everybody's outcome, by the id of the leerling."""
        return {outcome.leerling: outcome for outcome in self.result.leerlingen}

    @cached_property
    def school_names(self) -> dict[str, str]:
        """Names that tell schools apart, by id."""
        return labels((s.id, s.name) for s in self.region.schools)

    @cached_property
    def today(self) -> date:
        """The Monday of the region's week."""
        return monday_of(self.region.week)

    @cached_property
    def placed(self) -> tuple[tuple[LeerlingOutcome, Placement], ...]:
        """Those who have a proposal, in the order of the result."""
        return tuple((one, one.placement) for one in self.result.leerlingen if one.placement is not None)

    @cached_property
    def unplaced(self) -> tuple[LeerlingOutcome, ...]:
        """Those who have none, most urgent first."""
        found = [one for one in self.result.leerlingen if one.placement is None]
        return tuple(sorted(found, key=by_clock))

    @cached_property
    def rungs(self) -> Counter[int]:
        """How many are proposed on each rung of their own list."""
        return Counter(placement.rung_number for _, placement in self.placed)

    @cached_property
    def statuses(self) -> Counter[OfferStatus]:
        """How many places are open, offered, agreed."""
        return Counter(outcome.status for outcome, _ in self.placed)

    @property
    def missing_minutes(self) -> int:
        """Minutes of support that nobody gives."""
        return sum(one.minutes for _, placement in self.placed for one in placement.missing)

    @cached_property
    def _homes(self) -> Homes:
        return Homes(self.region)

    def wishes_of(self, leerling: str) -> tuple[str, ...]:
        """Return the schools on a leerling's preference list, best first."""
        return self._homes.preferences(self.index.leerlingen[leerling])

    def kring_of(self, leerling: str) -> str | None:
        """Return a leerling's own kring, as far as it is known."""
        return self._homes.belonging(self.index.leerlingen[leerling]).kring

    @cached_property
    def at_school(self) -> dict[str, tuple[tuple[LeerlingOutcome, Placement], ...]]:
        """Those who are proposed at each school."""
        found: dict[str, list[tuple[LeerlingOutcome, Placement]]] = defaultdict(list)
        for outcome, placement in self.placed:
            found[placement.school].append((outcome, placement))
        return {school: tuple(ones) for school, ones in found.items()}

    def in_kring(self, kring: str) -> tuple[tuple[LeerlingOutcome, Placement], ...]:
        """Return those who are proposed at a school of a kring, by school and clock."""
        schools = self.index.schools
        found = [one for one in self.placed if schools[one[1].school].kring == kring]
        return tuple(sorted(found, key=lambda one: (self.school_names[one[1].school], by_clock(one[0]))))

    def pools(self, school: School) -> tuple[PoolRow, ...]:
        """Return the places of a school: a row an entry, with who is there by then."""
        own = {places.leerjaar for places in school.places} - {None}
        starts: dict[int | None, list[date]] = defaultdict(list)
        for outcome, placement in self.at_school.get(school.id, ()):
            leerling = self.index.leerlingen[outcome.leerling]
            if leerling.school != school.id:  # who is there already takes no place
                starts[leerling.leerjaar if leerling.leerjaar in own else None].append(placement.start_on)
        rows = []
        for places in school.places:
            since = places.from_date or date.min
            later = [p.from_date for p in school.places if p.leerjaar == places.leerjaar and p.from_date is not None]
            end = min((day for day in later if day > since), default=date.max)
            taken = sum(start < end for start in starts[places.leerjaar])
            rows.append(PoolRow(school.id, places.leerjaar, since, places.free, taken))
        return tuple(sorted(rows, key=lambda row: (row.leerjaar is None, row.leerjaar or 0, row.since)))


def by_clock(outcome: LeerlingOutcome) -> tuple[int, int, str]:
    """Sort key: most urgent first, then least days left."""
    clock = outcome.clock
    order = list(type(clock.urgency)).index(clock.urgency)
    return (order, clock.days_left if clock.days_left is not None else 10**6, outcome.leerling)


def in_order(outcomes: Iterable[LeerlingOutcome]) -> list[LeerlingOutcome]:
    """Return outcomes, most urgent first."""
    return sorted(outcomes, key=by_clock)
