"""The model of leerlingen who compete for support: places and support decided together, stage by stage."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from optimizer.domain.placement import PlacementStage
from optimizer.placement.arcs import WORST_STAGES, Key
from optimizer.solving.columns import ColumnLp, rounded_up
from optimizer.solving.cpsat import CpModel, IntVar, LinearExpr, total, weighted
from optimizer.solving.linear import LinearModel, linear_model, reduced
from optimizer.solving.program import MipRun, MipTask
from optimizer.solving.small import WORK_PER_NODE, solve_small

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.placement.support.reach import Reach
    from optimizer.placement.support.supply import Pool
    from optimizer.placement.table import Flags, Ints
    from optimizer.solving.limits import Limits, Meter
    from optimizer.solving.workers import Workers

Reals: TypeAlias = "NDArray[np.float64]"
SMALL = 400
"""Variables up to which a process of its own costs more than it saves."""
SLACK = 1e-6
"""What floating point may add to a bound."""


@dataclass(frozen=True)
class Given:
    """What a solution gives: school places by leerling, and seats by leerling and arrangement."""

    places: frozenset[int]
    seats: frozenset[tuple[int, str]]


@dataclass(frozen=True, eq=False)
class Limited:
    """Limits on places among the leerlingen of a model.

    Attributes
    ----------
    parent, capacity
        (nodes,) as `Seats`.
    exact
        (nodes,) how many must count in a node since an earlier stage needs it, -1 for any number.
    """

    parent: Ints
    capacity: Ints
    exact: Ints


@dataclass
class ShareModel:
    """Places and support of some leerlingen, whose schools nobody else uses.

    Parameters
    ----------
    keep
        (A,) outcomes that the earlier stages leave; of other leerlingen they are not looked at.
    people
        The leerlingen.
    """

    reach: Reach
    keep: Flags
    people: Sequence[int]
    limited: Limited
    meter: Meter
    workers: Workers
    seed: int = 0
    model: CpModel = field(default_factory=CpModel)
    values: tuple[int, ...] | None = None
    take: dict[int, IntVar] = field(default_factory=dict)
    """By outcome."""
    place: dict[int, IntVar] = field(default_factory=dict)
    """By outcome: whether one of the school's support places is used."""
    seat: dict[tuple[int, str], IntVar] = field(default_factory=dict)
    lower: Reals = field(default_factory=lambda: np.zeros(0))
    upper: Reals = field(default_factory=lambda: np.zeros(0))
    """Bounds of all variables, by what the stages so far leave."""
    _missing: list[IntVar] = field(default_factory=list)
    _asked: list[tuple[IntVar, list[int]]] = field(default_factory=list)
    """Whether minutes of a kring are asked, and the outcomes that ask them."""
    _shortages: list[tuple[IntVar, int, list[tuple[IntVar, int]]]] = field(default_factory=list)
    """Minutes missing in a pool, minutes shared in it, and those who ask with their minutes."""

    def __post_init__(self) -> None:
        """Write the model down."""
        arcs = self.reach.arcs
        for person in self.people:
            own = [a for a in range(int(arcs.first[person]), int(arcs.first[person + 1])) if self.keep[a]]
            for arc in own:
                self.take[arc] = self.model.new_bool_var("")
            self.model.add(total([self.take[arc] for arc in own]) == 1)
        self._places()
        self._support()

    def _places(self) -> None:
        arcs, limited = self.reach.arcs, self.limited
        inside: dict[int, list[IntVar]] = {}
        for arc, variable in self.take.items():
            node = int(arcs.node[arc])
            while node >= 0:
                inside.setdefault(node, []).append(variable)
                node = int(limited.parent[node])
        for node, variables in inside.items():
            count, exact = total(variables), int(limited.exact[node])
            if exact >= 0:
                self.model.add(count == exact)
            elif len(variables) > limited.capacity[node]:
                self.model.add(count <= int(limited.capacity[node]))

    def _support(self) -> None:
        reach, arcs = self.reach, self.reach.arcs
        region = arcs.table.region
        used: dict[str, list[IntVar]] = {}
        seats: dict[str, list[IntVar]] = {}
        wanted: dict[Pool, list[tuple[IntVar, int]]] = {}
        supports = {a.id: frozenset(a.supports) for a in region.arrangementen}
        for person in self.people:
            own = [a for a in range(int(arcs.first[person]), int(arcs.first[person + 1])) if a in self.take]
            asking = [a for a in own if reach.scarce[a]]
            if not asking:
                continue
            mine: dict[str, IntVar] = {}
            for id_, flags in reach.group_arcs.items():
                from_here = [self.take[a] for a in own if flags[a]]
                if from_here:
                    seat = self.seat[person, id_] = mine[id_] = self.model.new_bool_var("")
                    self.model.add(seat <= total(from_here))
                    seats.setdefault(id_, []).append(seat)
            for arc in asking:
                school = region.schools[int(arcs.school[arc])].id
                if reach.needs[person].keys() & reach.supply.offered.get(school, frozenset()):
                    place = self.place[arc] = self.model.new_bool_var("")
                    self.model.add(place <= self.take[arc])
                    used.setdefault(school, []).append(place)
            for expertise, minutes in reach.needs[person].items():
                giving = [seat for id_, seat in mine.items() if expertise in supports[id_]]
                self._need(asking, expertise, minutes, giving, wanted)
        for school, places in used.items():
            self.model.add(total(places) <= reach.supply.places[school])
        for id_, taken in seats.items():
            self.model.add(total(taken) <= reach.supply.groups[id_])
        self._minutes(wanted)

    def _need(
        self,
        asking: Sequence[int],
        expertise: str,
        minutes: int,
        seats: Sequence[IntVar],
        wanted: dict[Pool, list[tuple[IntVar, int]]],
    ) -> None:
        """Ask a need of the kring in which the leerling is placed, unless the school or a group answers it."""
        region, supply = self.reach.arcs.table.region, self.reach.supply
        by_kring: dict[str, list[int]] = {}
        for arc in asking:
            by_kring.setdefault(region.schools[int(self.reach.arcs.school[arc])].kring, []).append(arc)
        for kring, there in by_kring.items():
            asked = self.model.new_bool_var("")
            helped: list[LinearExpr | IntVar] = list(seats)
            for arc in there:
                school = region.schools[int(self.reach.arcs.school[arc])].id
                if arc in self.place and expertise in supply.offered[school]:
                    helped.append(self.place[arc])
            self.model.add(asked >= total([self.take[arc] for arc in there]) - total(helped))
            self._asked.append((asked, there))
            wanted.setdefault((kring, expertise), []).append((asked, minutes))

    def _minutes(self, wanted: Mapping[Pool, Sequence[tuple[IntVar, int]]]) -> None:
        supply = self.reach.supply
        giving: dict[Pool, list[IntVar]] = {}
        for minutes, pools in supply.begeleiders.values():
            mine: list[IntVar] = []
            for pool in pools:
                if pool in wanted:
                    most = min(minutes, sum(m for _, m in wanted[pool]))
                    given = self.model.new_int_var(0, most, "")
                    mine.append(given)
                    giving.setdefault(pool, []).append(given)
            if len(mine) > 1:
                self.model.add(total(mine) <= minutes)
        for pool, asked in wanted.items():
            shared = sum(m for _, m in supply.shared.get(pool, ()))
            missing = self.model.new_int_var(0, sum(m for _, m in asked), "")
            self._missing.append(missing)
            self._shortages.append((missing, shared, list(asked)))
            need = weighted([v for v, _ in asked], [m for _, m in asked])
            self.model.add(need <= total([missing, shared, *giving.get(pool, ())]))

    def begin(self, chosen: Mapping[int, int]) -> None:
        """Take a choice of outcomes, with no support beyond what needs no decision, as the first solution."""
        values = [0] * len(self.model.proto.variables)
        for arc in chosen.values():
            values[self.take[arc].index] = 1
        for asked, terms in self._asked:
            values[asked.index] = min(1, sum(values[self.take[arc].index] for arc in terms))
        for missing, shared, wanted in self._shortages:
            values[missing.index] = max(0, sum(values[v.index] * m for v, m in wanted) - shared)
        self.values = tuple(values)

    def minimise(self, key: Key, limits: Limits, *, least: int = 0) -> tuple[int, int]:
        """Minimise a stage, a worst of all to no less than `least`; return its value and proven bound.

        After a sum, what cannot be otherwise in any solution as good as the one found is fixed for all later stages, by
        its reduced cost.
        """
        terms = self._goal(key, least)
        self._complete(key, least)
        model = linear_model(self.model)
        self._bounds(model)
        cost = np.zeros(len(model.lower))
        for variable, weight in terms:
            cost[variable.index] += weight
        relaxed = ColumnLp(model, np.full(len(cost), -1), self.meter).solve(cost, self.lower, self.upper)
        bound = least if relaxed is None else max(least, int(rounded_up(relaxed.bound, 1.0)))
        value = self.value(key, least)
        if value > bound and not limits.nothing:
            bound = max(bound, self._integer(key, model, cost, limits, least))
            value = self.value(key, least)
        # of a worst of all, others may allow more than this model needs
        if relaxed is not None and key not in WORST_STAGES and key is not PlacementStage.PLACEMENT_SPREAD:
            gap = value - relaxed.bound + SLACK
            self.upper = np.where(model.integer & (relaxed.reduced > gap), self.lower, self.upper)
            self.lower = np.where(model.integer & (-relaxed.reduced > gap), self.upper, self.lower)
        return value, min(value, bound)

    def _bounds(self, model: LinearModel) -> None:
        """Keep the bounds of earlier stages, and take those of new variables from the model."""
        known = len(self.lower)
        self.lower = np.concatenate([np.maximum(self.lower, model.lower[:known]), model.lower[known:]])
        self.upper = np.concatenate([np.minimum(self.upper, model.upper[:known]), model.upper[known:]])

    def _integer(self, key: Key, model: LinearModel, cost: Reals, limits: Limits, least: int) -> int:
        """Solve the integer program; keep what is better, and return its bound."""
        small = reduced(model, self.lower, self.upper)
        if small is None:
            raise ArithmeticError("earlier stages leave no solution, though there is one")
        nodes = None if limits.work is None else max(1, round(limits.work / WORK_PER_NODE))
        task = MipTask(small.model, cost[small.columns], limits.seconds, nodes, presolve=True)
        if len(small.columns) <= SMALL:
            run: MipRun | None = solve_small(task, seed=self.seed, stop=self.meter.stop)
        else:
            run = self.workers.solve([task])[0]
        if run is None:
            return least
        self.meter.work_used += run.work
        before = self.value(key, least)
        if run.values is not None:
            held, self.values = self.values, tuple(round(x) for x in small.whole(run.values))
            if self.value(key, least) > before:
                self.values = held
        if run.complete:
            return self.value(key, least)
        fixed = float(cost @ small.fixed)
        return max(least, math.ceil(run.bound + fixed - SLACK)) if math.isfinite(run.bound) else least

    def hold(self, key: Key, limit: int) -> None:
        """Let no later stage worsen a stage beyond a limit."""
        if key in WORST_STAGES:
            costs = self.reach.arcs.costs(key)
            for arc, variable in self.take.items():
                if costs[arc] > limit:
                    self.model.add(variable == 0)
        elif key is PlacementStage.PLACEMENT_SPREAD:
            for variables in self._loads():
                self.model.add(total(variables) <= limit)
        else:
            terms = self._sum(key)
            self.model.add(weighted([v for v, _ in terms], [c for _, c in terms]) <= limit)

    def value(self, key: Key, least: int = 0) -> int:
        """Return a stage of the solution."""
        if self.values is None:
            raise LookupError("there is no solution yet")
        values = self.values
        if key is PlacementStage.PLACEMENT_SPREAD:
            return max([least, *(sum(values[v.index] for v in of) for of in self._loads())])
        if key is PlacementStage.SUPPORT_MISSING:
            sure = sum(self._sure(a) * values[v.index] for a, v in self.take.items())
            return sure + sum(values[v.index] for v in self._missing)
        costs = self.reach.arcs.costs(key)
        taken = [int(costs[a]) for a, v in self.take.items() if values[v.index]]
        return max([least, *taken]) if key in WORST_STAGES else sum(taken)

    @property
    def chosen(self) -> dict[int, int]:
        """By leerling: the outcome."""
        values = self.values
        if values is None:
            raise LookupError("there is no solution yet")
        return {int(self.reach.arcs.owner[a]): a for a, v in self.take.items() if values[v.index]}

    @property
    def given(self) -> Given:
        """Support places and seats of the solution."""
        values = self.values
        if values is None:
            raise LookupError("there is no solution yet")
        owner = self.reach.arcs.owner
        return Given(
            frozenset(int(owner[a]) for a, v in self.place.items() if values[v.index]),
            frozenset(key for key, v in self.seat.items() if values[v.index]),
        )

    def _sure(self, arc: int) -> int:
        """Return the minutes surely missing at an outcome of which the model decides nothing."""
        return 0 if self.reach.scarce[arc] else int(self.reach.surely_missing[arc])

    def _sum(self, key: Key) -> list[tuple[IntVar, int]]:
        if key is PlacementStage.SUPPORT_MISSING:
            terms = [(v, sure) for a, v in self.take.items() if (sure := self._sure(a))]
            return terms + [(v, 1) for v in self._missing]
        costs = self.reach.arcs.costs(key)
        return [(v, int(costs[a])) for a, v in self.take.items() if costs[a]]

    def _goal(self, key: Key, least: int) -> list[tuple[IntVar, int]]:
        """Return what is minimised; a stage that is a worst of all gets a variable, with rows that bear it."""
        if key in WORST_STAGES:
            costs = self.reach.arcs.costs(key)
            worst = self.model.new_int_var(least, max([least, *(int(costs[a]) for a in self.take)]), "")
            for person in self.people:
                own = [(self.take[a], int(costs[a])) for a in self._own(person) if costs[a] > least]
                if own:
                    self.model.add(worst >= weighted([v for v, _ in own], [c for _, c in own]))
            return [(worst, 1)]
        if key is PlacementStage.PLACEMENT_SPREAD:
            loads = self._loads()
            worst = self.model.new_int_var(least, max([least, *(len(of) for of in loads)]), "")
            for of in loads:
                self.model.add(worst >= total(of))
            return [(worst, 1)]
        return self._sum(key)

    def _own(self, person: int) -> list[int]:
        first = self.reach.arcs.first
        return [a for a in range(int(first[person]), int(first[person + 1])) if a in self.take]

    def _loads(self) -> list[list[IntVar]]:
        arcs = self.reach.arcs
        found: dict[int, list[IntVar]] = {}
        for arc, variable in self.take.items():
            if arcs.counted[arc]:
                found.setdefault(int(arcs.school[arc]), []).append(variable)
        return list(found.values())

    def _complete(self, key: Key, least: int) -> None:
        """Give the variable of a stage that is a worst of all its value in the solution at hand."""
        if self.values is not None and len(self.values) < len(self.model.proto.variables):
            self.values = (*self.values, self.value(key, least))
