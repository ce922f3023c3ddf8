"""Where support can come from, and how much there is of it over the starting period.

Source: docs/placement.md, "Support".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import Source, Support
from optimizer.domain.places import school_place
from optimizer.domain.school import School
from optimizer.domain.vocabulary import Mode, RequestStatus
from optimizer.rules.placement.answering import REGULAR
from optimizer.rules.placement.facts import Facts


@dataclass(frozen=True)
class Sources:
    """The sources of support of a region."""

    facts: Facts

    @property
    def weeks(self) -> int:
        """Weeks of the starting period."""
        return self.facts.policy.starting_period_weeks

    @cached_property
    def arrangementen(self) -> dict[str, Groepsarrangement]:
        """Arrangementen by id."""
        return {arrangement.id: arrangement for arrangement in self.facts.region.arrangementen}

    @cached_property
    def begeleiders(self) -> dict[str, Begeleider]:
        """Begeleiders by id."""
        return {begeleider.id: begeleider for begeleider in self.facts.region.begeleiders}

    @cached_property
    def _reached(self) -> dict[tuple[str, str, Mode], bool]:
        return {}

    def asked(self, leerling: Leerling, school: School) -> dict[str, int]:
        """Return the minutes over the starting period that are needed, by expertise; none at special schools."""
        if school.kind not in REGULAR:
            return {}
        found: dict[str, int] = {}
        for need in leerling.needs:
            found[need.expertise] = found.get(need.expertise, 0) + need.minutes * self.weeks
        return found

    def allows(self, leerling: Leerling, school: School, support: Support) -> bool:
        """Tell whether a source may give an expertise to a leerling at a school, limits aside."""
        if support.source is Source.SCHOOL:
            return support.by == school.id and support.expertise in school.expertise
        if support.source is Source.GROUP:
            arrangement = self.arrangementen.get(support.by)
            return arrangement is not None and self._takes(arrangement, leerling, school, support.expertise)
        if support.source is Source.KRING:
            begeleider = self.begeleiders.get(support.by)
            return (
                begeleider is not None
                and support.expertise in begeleider.expertise
                and school.kring in begeleider.kringen
            )
        giver = self.facts.schools.get(support.by)
        return giver is not None and giver.kring == school.kring and self.shared(giver, support.expertise) > 0

    def _takes(self, arrangement: Groepsarrangement, leerling: Leerling, school: School, expertise: str) -> bool:
        start = self.facts.homes.start_of(leerling)
        return (
            expertise in arrangement.supports
            and (not arrangement.leerjaren or leerling.leerjaar in arrangement.leerjaren)
            and school.kring in arrangement.kringen
            and (arrangement.from_date is None or arrangement.from_date <= start)
            and (arrangement.until is None or start <= arrangement.until)
            and self._reaches(arrangement, school, leerling.mode)
        )

    def _reaches(self, arrangement: Groepsarrangement, school: School, mode: Mode) -> bool:
        """Tell whether some host can be reached from a school within the arrangement's limit."""
        key = (arrangement.id, school.id, mode)
        if key not in self._reached:
            here = school_place(school.id)
            ways = (self.facts.minutes(mode, here, school_place(host)) for host in arrangement.hosts)
            self._reached[key] = any(way is not None and way <= arrangement.max_travel_minutes for way in ways)
        return self._reached[key]

    def seats(self, arrangement: Groepsarrangement) -> int:
        """Return the seats of an arrangement, without those of running members who do not ask for a place."""
        members = () if arrangement.running is None else arrangement.running.members
        staying = sum(member not in self.facts.asking for member in members)
        return max(0, arrangement.size.max * arrangement.max_groups - staying)

    def shared(self, school: School, expertise: str) -> int:
        """Return the minutes of an expertise that a school shares over the starting period."""
        return self.weeks * sum(one.minutes for one in school.shared_minutes if one.expertise == expertise)

    @cached_property
    def _taken(self) -> dict[str, int]:
        """Minutes that running commitments take of each begeleider over the starting period."""
        found: dict[str, int] = {}
        for hulpvraag in self.facts.region.hulpvragen:
            if hulpvraag.current is None or hulpvraag.status is not RequestStatus.GRANTED:
                continue
            visits = hulpvraag.visits * -(-self.weeks // hulpvraag.every_weeks)
            if hulpvraag.visits_left is not None:
                visits = min(visits, hulpvraag.visits_left)
            minutes = visits * (hulpvraag.minutes + self.facts.region.policy.admin_minutes)
            found[hulpvraag.current] = found.get(hulpvraag.current, 0) + minutes
        return found

    def minutes_of(self, begeleider: Begeleider) -> int:
        """Return the minutes that a begeleider has left over the starting period."""
        contract = (begeleider.contract_minutes - begeleider.reserved_minutes) * self.weeks
        return max(0, contract - self._taken.get(begeleider.id, 0))
