"""From a solution of the master problem to a week and proposals that a checker can add up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.domain.demand import active_ids
from optimizer.domain.joint import support_id
from optimizer.domain.placement import Missing, Placement, Source, Support
from optimizer.joint.asks import SEPARATOR, activated, need_of
from optimizer.joint.places import places_of
from optimizer.placement.options import conditions
from optimizer.placement.rungs import own_list
from optimizer.placement.support.supply import Pool, start_of
from optimizer.placement.table import UNKNOWN
from optimizer.week.routes.witness import witness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from optimizer.domain.plan import Tour, WeekPlan
    from optimizer.joint.asks import Asks
    from optimizer.joint.places import Places
    from optimizer.week.routes.master import Master
    from optimizer.week.routes.solution import Solution


@dataclass(frozen=True)
class Witness:
    """A week of the activated region, and proposals."""

    week: WeekPlan
    placements: tuple[Placement, ...]


def witness_of(asks: Asks, master: Master, solution: Solution) -> Witness:
    """Return week and proposals of a solution."""
    places = places_of(master)
    plan = witness(master, solution)
    tours = tuple(_renamed(tour) for tour in plan.tours)
    visited = {stop.item: tour.begeleider for tour in tours for stop in tour.stops}
    chosen = {int(asks.ground.arcs.owner[a]): a for a, v in places.take.items() if solution.values[v.index]}
    support, missing = _Giving(places, solution.values, chosen, visited).all()
    placements = tuple(
        _placement(asks, person, arc, support[person], missing[person])
        for person, arc in sorted(chosen.items())
        if asks.ground.arcs.placed[arc]
    )
    region = asks.ground.region
    active = active_ids(activated(region, placements), plan.week)
    return Witness(plan.model_copy(update={"tours": tours, "active": active}), placements)


def _renamed(tour: Tour) -> Tour:
    """Return a tour whose stops name support requests as everybody knows them."""
    stops = tuple(
        stop.model_copy(update={"item": need_of(stop.item)}) if SEPARATOR in stop.item else stop for stop in tour.stops
    )
    return tour.model_copy(update={"stops": stops})


@dataclass
class _Giving:
    """Who gives what, once it is known where everybody goes and who is visited."""

    places: Places
    values: Sequence[int]
    chosen: Mapping[int, int]
    visited: Mapping[str, str]

    def all(self) -> tuple[dict[int, list[Support]], dict[int, list[Missing]]]:
        """Return support and what is missing, by leerling (number)."""
        support: dict[int, list[Support]] = defaultdict(list)
        missing: dict[int, list[Missing]] = defaultdict(list)
        open_: dict[Pool, list[tuple[int, int]]] = defaultdict(list)
        for person, arc in self.chosen.items():
            asked = self.places.asks.asking.get(arc, {})
            left = self._whole(person, arc, asked, support[person])
            school = self.places.asks.ground.school(arc)
            for expertise, minutes in left.items():
                if school is not None:
                    open_[school.kring, expertise].append((person, minutes))
        for pool, asking in open_.items():
            self._share(pool, asking, support, missing)
        return support, missing

    def _whole(self, person: int, arc: int, asked: Mapping[str, int], support: list[Support]) -> dict[str, int]:
        """Answer needs whole, by who visits, a group or the school; return what is left."""
        left = dict(asked)
        places = self.places
        leerling = places.asks.ground.arcs.table.leerlingen[person]

        def give(expertise: str, source: Source, by: str) -> None:
            support.append(Support(expertise=expertise, source=source, by=by, minutes=left.pop(expertise)))

        for expertise in asked:
            who = self.visited.get(support_id(leerling.id, expertise))
            if who is not None:
                give(expertise, Source.KRING, who)
        supports = {a.id: a.supports for a in places.asks.ground.region.arrangementen}
        for (arrangement, p), seat in places.seats.items():
            if p == person and self.values[seat.index]:
                for expertise in [e for e in left if e in supports[arrangement]]:
                    give(expertise, Source.GROUP, arrangement)
        school = places.asks.ground.school(arc)
        if school is not None and arc in places.own and self.values[places.own[arc].index]:
            for expertise in [e for e in left if e in places.supply.offered[school.id]]:
                give(expertise, Source.SCHOOL, school.id)
        return left

    def _share(
        self,
        pool: Pool,
        asking: Sequence[tuple[int, int]],
        support: dict[int, list[Support]],
        missing: dict[int, list[Missing]],
    ) -> None:
        """Hand out the minutes that schools share, the most urgent leerlingen first; what is not given is missing."""
        table = self.places.asks.ground.arcs.table
        shares = list(self.places.supply.shared.get(pool, ()))
        order = sorted(
            asking, key=lambda one: (table.urgency[one[0]], table.days_left[one[0]], table.leerlingen[one[0]].id)
        )
        for person, minutes in order:
            left = minutes
            rest: list[tuple[str, int]] = []
            for by, available in shares:
                take = min(left, available)
                if take:
                    support[person].append(Support(expertise=pool[1], source=Source.SHARED, by=by, minutes=take))
                left -= take
                rest.append((by, available - take))
            shares = rest
            if left:
                missing[person].append(Missing(expertise=pool[1], minutes=left))


def _placement(asks: Asks, person: int, arc: int, support: Sequence[Support], missing: Sequence[Missing]) -> Placement:
    arcs, region = asks.ground.arcs, asks.ground.region
    table, number = arcs.table, int(arcs.candidate[arc])
    leerling = table.leerlingen[person]
    known = table.metres[number] != UNKNOWN
    return Placement(
        leerling=leerling.id,
        school=region.schools[int(table.school[number])].id,
        rung=own_list(leerling, region.policy.placement)[int(table.rung[number]) - 1],
        rung_number=int(table.rung[number]),
        wish=int(table.wish[number]),
        start_on=start_of(leerling, region),
        minutes=int(table.minutes[number]) if known else None,
        metres=int(table.metres[number]) if known else None,
        support=tuple(support),
        missing=tuple(missing),
        conditions=conditions(table, number, sum(m.minutes for m in missing)),
    )
