"""The least support that must be missing, by trying who gets which place and seat, and cutting for the minutes.

Written apart from any model. What of a source may give what to whom, and how much it has, is asked of the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, combinations, product

from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import Source, Support
from optimizer.domain.school import School
from optimizer.rules.placement.facts import Facts
from optimizer.rules.placement.sources import Sources

Seats = tuple[tuple[str, str], ...]
"""Leerling and school of all who are placed."""
_Demand = Mapping[tuple[str, str], int]
"""Minutes by kring and expertise."""


class LeastMissing:
    """Least missing minutes of an assignment; remembers what it has seen."""

    def __init__(self, facts: Facts) -> None:
        self._facts, self._sources = facts, Sources(facts)
        self.of = cache(self._of)

    def _of(self, seats: Seats) -> int:
        needing: dict[str, tuple[Leerling, School, dict[str, int]]] = {}
        for own, there in seats:
            leerling, school = self._facts.asking[own], self._facts.schools[there]
            asked = {expertise: n for expertise, n in self._sources.asked(leerling, school).items() if n}
            if asked:
                needing[own] = (leerling, school, asked)
        schools = self._facts.schools.values()
        givers = [self._ways(needing, Source.SCHOOL, school.id, school.support_places) for school in schools]
        for arrangement in self._facts.region.arrangementen:
            seats_there = self._sources.seats(arrangement)
            givers.append(self._ways(needing, Source.GROUP, arrangement.id, seats_there))
        return min(self._short(needing, frozenset(chain(*ways))) for ways in product(*givers))

    def _ways(
        self, needing: Mapping[str, tuple[Leerling, School, dict[str, int]]], source: Source, by: str, most: int
    ) -> list[frozenset[tuple[str, str]]]:
        """Return what a source can cover, as leerling and expertise, in every way in which it is full."""
        covers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for own, (leerling, school, asked) in needing.items():
            for expertise in asked:
                line = Support(expertise=expertise, source=source, by=by, minutes=1)
                if self._sources.allows(leerling, school, line):
                    covers[own].append((own, expertise))
        chosen = combinations(sorted(covers), min(most, len(covers)))
        return [frozenset(pair for own in some for pair in covers[own]) for some in chosen]

    def _short(
        self,
        needing: Mapping[str, tuple[Leerling, School, dict[str, int]]],
        covered: frozenset[tuple[str, str]],
    ) -> int:
        """Return the minutes that neither begeleiders nor shared minutes can give, beside what is covered."""
        left: dict[tuple[str, str], int] = defaultdict(int)
        for own, (_, school, asked) in needing.items():
            for expertise, minutes in asked.items():
                if (own, expertise) not in covered:
                    left[school.kring, expertise] += minutes
        for (kring, expertise), minutes in left.items():
            nearby = (school for school in self._facts.schools.values() if school.kring == kring)
            left[kring, expertise] = max(0, minutes - sum(self._sources.shared(school, expertise) for school in nearby))
        return sum(left.values()) - self._most_given(left)

    def _most_given(self, left: _Demand) -> int:
        """Return what begeleiders can give at most: by max-flow and min-cut, the smallest cut over all sets."""
        capacities = [(b, self._sources.minutes_of(b)) for b in self._facts.region.begeleiders]
        cuts = []
        for beyond in _subsets(tuple(left)):
            own = sum(minutes for key, minutes in left.items() if key not in beyond)
            reaching = sum(
                capacity
                for b, capacity in capacities
                if any(kring in b.kringen and expertise in b.expertise for kring, expertise in beyond)
            )
            cuts.append(own + reaching)
        return min(cuts)


def _subsets(keys: tuple[tuple[str, str], ...]) -> Iterator[frozenset[tuple[str, str]]]:
    for size in range(len(keys) + 1):
        yield from (frozenset(some) for some in combinations(keys, size))
