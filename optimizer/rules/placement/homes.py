"""Where a leerling belongs: start date, own kring and own gemeente, and the numbers of the own rungs.

Source: docs/placement.md, "Where a leerling may go".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from optimizer.domain.calendar import monday_of
from optimizer.domain.leerling import Leerling
from optimizer.domain.places import home_location
from optimizer.domain.region import Region
from optimizer.domain.school import School
from optimizer.domain.vocabulary import Rung, SchoolKind
from optimizer.rules.placement.nearest import Nearest

REGULAR_HERE = frozenset({SchoolKind.BO, SchoolKind.HYBRID})
"""Kinds of the rungs of regular schools, for everybody."""


@dataclass(frozen=True)
class Belonging:
    """The own kring and gemeente of a leerling, as far as they are known."""

    kring: str | None
    gemeente: str | None


@dataclass(frozen=True)
class Homes:
    """Where the leerlingen of a region belong; everything is computed at most once."""

    region: Region

    @cached_property
    def today(self) -> date:
        """The Monday of the region's week."""
        return monday_of(self.region.week)

    @cached_property
    def schools(self) -> dict[str, School]:
        """Schools by id."""
        return {school.id: school for school in self.region.schools}

    @cached_property
    def _by_postcode(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for kring in self.region.kringen:
            for postcode in kring.postcodes:
                found.setdefault(postcode, kring.id)
        return found

    @cached_property
    def _regular(self) -> dict[str, list[School]]:
        """Regular schools of the SWV by kring."""
        found: dict[str, list[School]] = defaultdict(list)
        for school in self.region.schools:
            if school.within_swv and school.kind in REGULAR_HERE:
                found[school.kring].append(school)
        return dict(found)

    @cached_property
    def _kringen(self) -> dict[str | None, list[str]]:
        """Kringen that name a gemeente; under nothing all of them."""
        found: dict[str | None, list[str]] = defaultdict(list)
        for kring in self.region.kringen:
            found[None].append(kring.id)
            for gemeente in kring.gemeenten:
                found[gemeente].append(kring.id)
        return dict(found)

    @cached_property
    def _nearest(self) -> dict[str | None, Nearest]:
        return {}

    def _nearest_in(self, gemeente: str | None) -> Nearest:
        """Return the regular schools of the kringen that name a gemeente, or of all."""
        if gemeente not in self._nearest:
            kringen = self._kringen.get(gemeente, ())
            self._nearest[gemeente] = Nearest(school for kring in kringen for school in self._regular.get(kring, ()))
        return self._nearest[gemeente]

    @cached_property
    def _known(self) -> dict[str, Belonging]:
        return {}

    def start_of(self, leerling: Leerling) -> date:
        """Return the date from which a leerling needs a place."""
        return leerling.start_on or self.today

    def belonging(self, leerling: Leerling) -> Belonging:
        """Return the own kring and gemeente of a leerling of the region."""
        if leerling.id not in self._known:
            self._known[leerling.id] = self._belonging(leerling)
        return self._known[leerling.id]

    def _belonging(self, leerling: Leerling) -> Belonging:
        if isinstance(leerling.home, str) and (kring := self._by_postcode.get(leerling.home[:4])) is not None:
            return Belonging(kring, leerling.gemeente)
        point = home_location(leerling, self.region)
        school = None if point is None else self._nearest_in(leerling.gemeente).of(point)
        if school is None:
            school = self.schools.get(leerling.school or "")
        if school is None:
            return Belonging(None, leerling.gemeente)
        return Belonging(school.kring, leerling.gemeente or school.gemeente)

    def own_list(self, leerling: Leerling) -> tuple[Rung, ...]:
        """Return the ladder of the leerling's kind without the rungs that are not eligible."""
        if leerling.kind is None:
            return ()
        ladder = self.region.policy.placement.rungs.get(leerling.kind, ())
        return tuple(rung for rung in ladder if rung in leerling.eligible_rungs)

    def preferences(self, leerling: Leerling) -> tuple[str, ...]:
        """Return the schools that a leerling prefers, best first, each once: wishes, applications, attendance."""
        start = self.start_of(leerling)
        applied = sorted(leerling.applications, key=lambda application: application.order)
        attended = (
            part.place
            for part in leerling.attendance
            if part.place in self.schools and (part.until is None or part.until >= start)
        )
        return tuple(dict.fromkeys((*leerling.wishes, *(a.school for a in applied), *attended)))
