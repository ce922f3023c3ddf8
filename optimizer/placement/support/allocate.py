"""Who gives what to whom, once it is known where everybody goes: the witness of support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from optimizer.domain.placement import Missing, Source, Support
from optimizer.placement.support.reach import served
from optimizer.placement.support.supply import REGULAR, Pool

if TYPE_CHECKING:
    from optimizer.placement.support.reach import Reach
    from optimizer.placement.support.share import Given
    from optimizer.placement.table import Flags


class Allocation:
    """Support of every leerling, and what each source has left.

    Parameters
    ----------
    chosen
        The outcome of each leerling.
    given
        Support places and seats that were decided, for the leerlingen in `decided`; others use what is ample.
    seats_anywhere
        As `Reach.group_arcs`, but of all outcomes, also those that earlier stages leave out.
    """

    def __init__(
        self,
        reach: Reach,
        chosen: Sequence[int],
        given: Given,
        decided: frozenset[int],
        seats_anywhere: Mapping[str, Flags],
    ) -> None:
        self.reach = reach
        self._anywhere = seats_anywhere
        self._chosen = chosen
        self._given = given
        self._decided = decided
        self.support: list[list[Support]] = [[] for _ in chosen]
        self.missing: list[list[Missing]] = [[] for _ in chosen]
        supply = reach.supply
        self.places_left = dict(supply.places)
        self.seats_left = dict(supply.groups)
        self.minutes_left = {b: minutes for b, (minutes, _) in supply.begeleiders.items()}
        self.shared_left: dict[Pool, dict[str, int]] = {pool: dict(of) for pool, of in supply.shared.items()}
        self._supports = {a.id: frozenset(a.supports) for a in reach.arcs.table.region.arrangementen}
        self._allocate()

    def _allocate(self) -> None:
        asked: dict[Pool, list[tuple[int, int]]] = {}
        for person, minutes_of in enumerate(self.reach.needs):
            arc = int(self._chosen[person])
            if not minutes_of or not self.reach.arcs.placed[arc]:
                continue
            school = self.reach.arcs.table.region.schools[int(self.reach.arcs.school[arc])]
            if school.kind not in REGULAR:
                continue
            left = self._without_minutes(person, arc, minutes_of, school.id)
            for expertise, minutes in left.items():
                asked.setdefault((school.kring, expertise), []).append((person, minutes))
        self._minutes(asked)

    def _without_minutes(self, person: int, arc: int, needs: Mapping[str, int], school: str) -> dict[str, int]:
        """Use the school's own places and seats in groups; return what is then still needed."""
        decided = person in self._decided and bool(self.reach.scarce[arc])
        left = dict(needs)
        covered = [e for e in left if e in self.reach.supply.offered.get(school, ())]
        by_school = person in self._given.places if decided else school in self.reach.ample_places
        if covered and by_school:
            self.places_left[school] -= 1
            self._give(person, left, covered, Source.SCHOOL, school)
        for id_, flags in self.reach.group_arcs.items():
            seated = (person, id_) in self._given.seats if decided else id_ in self.reach.ample_groups
            inside = [e for e in left if e in self._supports[id_]]
            if seated and flags[arc] and inside:
                self.seats_left[id_] -= 1
                self._give(person, left, inside, Source.GROUP, id_)
        return left

    def _give(self, person: int, left: dict[str, int], expertises: Sequence[str], source: Source, by: str) -> None:
        for expertise in expertises:
            minutes = left.pop(expertise)
            self.support[person].append(Support(expertise=expertise, source=source, by=by, minutes=minutes))

    def _minutes(self, asked: Mapping[Pool, Sequence[tuple[int, int]]]) -> None:
        """Let schools share and begeleiders give as many minutes as can be, the most urgent leerlingen first."""
        table, supply = self.reach.arcs.table, self.reach.supply
        pools = sorted(asked)
        beyond = [max(0, sum(m for _, m in asked[p]) - sum(self.shared_left.get(p, {}).values())) for p in pools]
        names = list(supply.begeleiders)
        column = {pool: i for i, pool in enumerate(pools)}
        links = [(row, column[p]) for row, b in enumerate(names) for p in supply.begeleiders[b][1] if p in column]
        given = served(beyond, [supply.begeleiders[b][0] for b in names], links)
        for i, pool in enumerate(pools):
            sources = [(Source.SHARED, school, m) for school, m in self.shared_left.get(pool, {}).items()]
            sources += [(Source.KRING, names[g], m) for g, m in sorted(given[i].items())]
            order = sorted(
                asked[pool],
                key=lambda one: (table.urgency[one[0]], table.days_left[one[0]], table.leerlingen[one[0]].id),
            )
            self._hand_out(pool, order, sources)

    def _hand_out(
        self, pool: Pool, order: Sequence[tuple[int, int]], sources: Sequence[tuple[Source, str, int]]
    ) -> None:
        has = [minutes for _, _, minutes in sources]
        for person, asked in order:
            minutes = asked
            for number, (kind, by, _) in enumerate(sources):
                take = min(minutes, has[number])
                if take <= 0:
                    continue
                has[number] -= take
                minutes -= take
                self.support[person].append(Support(expertise=pool[1], source=kind, by=by, minutes=take))
                if kind is Source.SHARED:
                    self.shared_left[pool][by] -= take
                else:
                    self.minutes_left[by] -= take
            if minutes:
                self.missing[person].append(Missing(expertise=pool[1], minutes=minutes))

    def total_missing(self) -> int:
        """Return the minutes that nobody gives, of all leerlingen."""
        return sum(m.minutes for missing in self.missing for m in missing)

    def would_miss(self, person: int, arc: int) -> int:
        """Return the minutes that would be missing at another outcome, given what is left beside the own support."""
        arcs = self.reach.arcs
        school = arcs.table.region.schools[int(arcs.school[arc])]
        if school.kind not in REGULAR:
            return 0
        mine = self.support[person]
        back = {(s.source, s.by) for s in mine}
        left = dict(self.reach.needs[person])
        if self.places_left.get(school.id, 0) > 0 or (Source.SCHOOL, school.id) in back:
            left = {e: m for e, m in left.items() if e not in self.reach.supply.offered[school.id]}
        for id_, flags in self._anywhere.items():
            if flags[arc] and (self.seats_left[id_] > 0 or (Source.GROUP, id_) in back):
                left = {e: m for e, m in left.items() if e not in self._supports[id_]}
        own = {(s.source, s.by, s.expertise): s.minutes for s in mine}
        minutes = {
            b: left_ + sum(m for (k, by, _), m in own.items() if by == b and k is Source.KRING)
            for b, left_ in self.minutes_left.items()
        }
        missing = 0
        for expertise, need in left.items():
            pool = (school.kring, expertise)
            rest = need
            for by, has in self.shared_left.get(pool, {}).items():
                rest -= min(rest, has + own.get((Source.SHARED, by, expertise), 0))
            for by, (_, of) in self.reach.supply.begeleiders.items():
                if pool in of and rest:
                    take = min(rest, minutes[by])
                    minutes[by] -= take
                    rest -= take
            missing += rest
        return missing
