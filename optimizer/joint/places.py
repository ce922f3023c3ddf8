"""Places and support as decisions beside the week: who goes where, and what then comes from whom."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from optimizer.domain.joint import asked_minutes, support_id
from optimizer.joint.asks import need_of
from optimizer.placement.support.supply import supply_of
from optimizer.solving.cpsat import IntVar, LinearExpr, total, weighted

if TYPE_CHECKING:
    from optimizer.joint.asks import Asks
    from optimizer.placement.support.supply import Pool
    from optimizer.placement.table import Ints
    from optimizer.week.direct.model import DirectModel
    from optimizer.week.routes.master import Master


@dataclass
class Places:
    """The decisions on places and support in the model of a week of `Asks.region`.

    Parameters
    ----------
    chosen
        (N,) outcomes that plans under construction have.
    """

    direct: DirectModel
    asks: Asks
    chosen: Sequence[int]
    take: dict[int, IntVar] = field(default_factory=dict)
    """By outcome that is still open."""
    own: dict[int, IntVar] = field(default_factory=dict)
    """By outcome: whether one of the school's support places is used."""
    seats: dict[tuple[str, int], IntVar] = field(default_factory=dict)
    """By arrangement and leerling (number): whether a seat gives support."""
    missing: dict[tuple[int, str], IntVar] = field(default_factory=dict)
    """By leerling (number) and expertise: minutes over the period."""

    def __post_init__(self) -> None:
        """Write it down."""
        self.model = self.direct.model
        self.supply = supply_of(self.asks.ground.region)
        self._outcomes()
        self._limits()
        self._visits()
        self._own_places()
        self._group_seats()
        self._missing()

    # -- what stands beside the week --------------------------------------------------------------------------

    @property
    def decisions(self) -> Sequence[IntVar]:
        """Where everybody goes."""
        return tuple(self.take.values())

    @property
    def first(self) -> Collection[int]:
        """Index of the outcomes that plans under construction have."""
        return tuple(self.take[arc].index for arc in self.chosen)

    @cached_property
    def steps(self) -> Mapping[str, int]:
        """Of which number the minutes missing are a multiple."""
        minutes = [m for asked in self.asks.asking.values() for m in asked.values()]
        shared = [m for of in self.supply.shared.values() for _, m in of]
        return {"support_missing": math.gcd(*minutes, *shared)} if minutes else {}

    # -- rows ---------------------------------------------------------------------------------------------------

    def _outcomes(self) -> None:
        ground = self.asks.ground
        for person in range(len(ground.arcs.table.leerlingen)):
            mine = [self.model.new_bool_var(f"place|{arc}") for arc in ground.open(person)]
            self.take.update(zip(ground.open(person), mine, strict=True))
            self.model.add(total(mine) == 1)

    def _limits(self) -> None:
        ground = self.asks.ground
        parent, capacity = ground.arcs.table.seats.parent, ground.arcs.capacity
        inside: dict[int, list[IntVar]] = defaultdict(list)
        for arc, variable in self.take.items():
            node = int(ground.arcs.node[arc])
            while node >= 0:
                inside[node].append(variable)
                node = int(parent[node])
        for node, variables in inside.items():
            if ground.filled[node] >= 0:
                self.model.add(total(variables) == int(ground.filled[node]))
            elif len(variables) > capacity[node]:
                self.model.add(total(variables) <= int(capacity[node]))

    def _visits(self) -> None:
        """Visit for a place only who goes there."""
        self.visited: dict[tuple[int, str], LinearExpr] = {}
        for ask in self.asks.visits:
            options = [self.direct.visits[v] for v in self.direct.visits_of(ask.request.id)]
            if options:
                self.visited[ask.arc, ask.expertise] = total(options)
                self.model.add(total(options) <= self.take[ask.arc])

    def _own_places(self) -> None:
        ground, used = self.asks.ground, defaultdict[str, list[IntVar]](list)
        for arc, asked in self.asks.asking.items():
            school = ground.school(arc)
            if school is not None and asked.keys() & self.supply.offered.get(school.id, frozenset()):
                self.own[arc] = self.model.new_bool_var(f"own|{arc}")
                self.model.add(self.own[arc] <= self.take[arc])
                used[school.id].append(self.own[arc])
        for school_id, variables in used.items():
            if len(variables) > self.supply.places[school_id]:
                self.model.add(total(variables) <= self.supply.places[school_id])

    def _group_seats(self) -> None:
        people = self.asks.ground.arcs.table.leerlingen
        for (arrangement, person), arcs in self.asks.seats.items():
            seated = self.direct.groups.seated(arrangement, people[person].id)
            if seated is None:
                continue
            there = total(self.take[arc] for arc in arcs)
            if (arrangement, people[person].id) in self.asks.guests:
                self.model.add(seated <= there)
            seat = self.seats[arrangement, person] = self.model.new_bool_var(f"helped|{arrangement}|{person}")
            self.model.add(seat <= seated)
            self.model.add(seat <= there)

    def _missing(self) -> None:
        ground = self.asks.ground
        elsewhere = self._elsewhere()
        supports = {a.id: frozenset(a.supports) for a in ground.region.arrangementen}
        weights: dict[tuple[int, str], int] = {}
        arcs_of: dict[tuple[int, str], list[int]] = defaultdict(list)
        for arc, asked in self.asks.asking.items():
            for expertise, minutes in asked.items():
                key = (int(ground.arcs.owner[arc]), expertise)
                weights[key] = minutes
                arcs_of[key].append(arc)
        shared: dict[Pool, list[IntVar]] = defaultdict(list)
        for (person, expertise), arcs in arcs_of.items():
            minutes = weights[person, expertise]
            missing = self.missing[person, expertise] = self.model.new_int_var(0, minutes, f"missing|{person}")
            helped: list[LinearExpr | IntVar] = [
                seat for (a, p), seat in self.seats.items() if p == person and expertise in supports[a]
            ]
            helped += [self.visited[arc, expertise] for arc in arcs if (arc, expertise) in self.visited]
            helped += [self.own[arc] for arc in arcs if arc in self.own and self._offers(arc, expertise)]
            helped += elsewhere.get((person, expertise), [])
            given = self._shared(arcs, expertise, minutes, shared)
            asked_there = total(self.take[arc] for arc in arcs)
            self.model.add(missing >= minutes * asked_there - minutes * total(helped) - total(given))
        for pool, taken in shared.items():
            self.model.add(total(taken) <= sum(m for _, m in self.supply.shared[pool]))

    def _elsewhere(self) -> dict[tuple[int, str], list[IntVar]]:
        """Return support at places that are not looked at, which relaxations may give to who goes there."""
        found: dict[tuple[int, str], list[IntVar]] = defaultdict(list)
        people = self.asks.ground.arcs.table.leerlingen
        names = {support_id(p.id, e): (n, e) for n, p in enumerate(people) for e in asked_minutes(p)}
        for (need, b), (_, arcs) in self.asks.elsewhere.items():
            given = self.direct.elsewhere[need, b]
            self.model.add(given <= total(self.take[arc] for arc in arcs))
            found[names[need]].append(given)
        return found

    def _shared(
        self, arcs: Sequence[int], expertise: str, minutes: int, shared: dict[Pool, list[IntVar]]
    ) -> list[IntVar]:
        """Return the minutes that schools of the kring share, one variable for every kring it could be."""
        by_kring: dict[str, list[int]] = defaultdict(list)
        for arc in arcs:
            school = self.asks.ground.school(arc)
            if school is not None:
                by_kring[school.kring].append(arc)
        found: list[IntVar] = []
        for kring, there in by_kring.items():
            if (kring, expertise) in self.supply.shared:
                given = self.model.new_int_var(0, minutes, "shared")
                self.model.add(given <= minutes * total(self.take[arc] for arc in there))
                shared[kring, expertise].append(given)
                found.append(given)
        return found

    def _offers(self, arc: int, expertise: str) -> bool:
        school = self.asks.ground.school(arc)
        return school is not None and expertise in self.supply.offered.get(school.id, frozenset())

    # -- what a solution says ---------------------------------------------------------------------------------

    def chosen_in(self, values: Sequence[int]) -> list[int]:
        """Return the outcome of every leerling."""
        return [arc for arc, variable in self.take.items() if values[variable.index]]

    def wanted_in(self, values: Sequence[int]) -> frozenset[str]:
        """Return the support requests that neither a school nor a group answers, and all that are visited anyway."""
        ground = self.asks.ground
        supports = {a.id: frozenset(a.supports) for a in ground.region.arrangementen}
        visited = {v.hulpvraag for v, made in self.direct.visits.items() if values[made.index]}
        answered: dict[int, set[str]] = defaultdict(set)
        for (arrangement, person), seat in self.seats.items():
            if values[seat.index]:
                answered[person] |= supports[arrangement]
        found = {need_of(ask.request.id) for ask in self.asks.visits if ask.request.id in visited}
        for arc in self.chosen_in(values):
            asked = self.asks.asking.get(arc, {})
            own = arc in self.own and bool(values[self.own[arc].index])
            for expertise in asked:
                done = expertise in answered[int(ground.arcs.owner[arc])] or (own and self._offers(arc, expertise))
                if not done:
                    found.add(support_id(ground.leerling(arc).id, expertise))
        return frozenset(found)

    # -- sums ---------------------------------------------------------------------------------------------------

    def sum_of(self, costs: Ints) -> LinearExpr:
        """Return a sum over the outcomes taken: (A,) costs."""
        arcs = [arc for arc in self.take if costs[arc]]
        return weighted([self.take[arc] for arc in arcs], [int(costs[arc]) for arc in arcs])

    def sum_of_each(self, costs: Ints) -> list[LinearExpr]:
        """Return that sum of every leerling of whom it is not always 0."""
        mine: dict[int, list[int]] = defaultdict(list)
        for arc in self.take:
            if costs[arc]:
                mine[int(self.asks.ground.arcs.owner[arc])].append(arc)
        return [weighted([self.take[a] for a in arcs], [int(costs[a]) for a in arcs]) for arcs in mine.values()]


def places_of(master: Master) -> Places:
    """Return the places of a joint master problem."""
    places = master.rows.beside
    if not isinstance(places, Places):
        raise TypeError("the master was not made for a joint plan")
    return places
