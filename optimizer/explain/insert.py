"""Puts visits into a plan as it is: nobody else's, and no other stop's half day or order, changes.

Every place in the order is tried, everything as early as it can be, so what is found is a true plan; that nothing is
found says something of this plan only. The rules judge what is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from optimizer.domain.half_day import Day, HalfDay
from optimizer.domain.places import base_place
from optimizer.domain.plan import Leg, Stop, Tour, WeekPlan
from optimizer.domain.vocabulary import LegKind, StopKind
from optimizer.explain.alone import World
from optimizer.explain.facts import possible
from optimizer.explain.goal import Goal
from optimizer.week.options import Options, VisitOption, week_options


class Span(NamedTuple):
    """When a stop may start."""

    earliest: int
    latest: int
    excluded: tuple[int, ...] = ()

    def first(self, ready: int) -> int | None:
        """Return the first start from a time on."""
        times = range(max(self.earliest, ready), self.latest + 1)
        return next((start for start in times if start not in self.excluded), None)


@dataclass(eq=False)
class Inserter:
    """A plan of a region into which visits of one hulpvraag can be put."""

    world: World
    plan: WeekPlan
    goal: Goal
    options: Options = field(init=False)

    def __post_init__(self) -> None:
        """Look up what may be where, of those who could visit."""
        goal = self.goal
        staff = {who for who, _ in possible(self.world, goal) if goal.begeleider in (None, who)}
        theirs = {stop.item for tour in self.plan.tours if tour.begeleider in staff for stop in tour.stops}
        region = self.world.region
        part = region.model_copy(
            update={
                "begeleiders": tuple(b for b in region.begeleiders if b.id in staff),
                "hulpvragen": tuple(h for h in region.hulpvragen if h.id in theirs or h.id == goal.item),
                "arrangementen": (),
                "overleggen": (),
            }
        )
        self.options = week_options(part, self.world.matrix)
        self.staff = {b.id: b for b in region.begeleiders}
        self.visit_of = {(v.hulpvraag, v.begeleider, v.half_day): v for v in self.options.visits}
        self.days: dict[tuple[str, Day], tuple[Stop, ...]] = {(t.begeleider, t.day): t.stops for t in self.plan.tours}

    def plans(self, half_day: HalfDay | None = None, without: frozenset[str] = frozenset()) -> Iterator[WeekPlan]:
        """Yield plans in which the hulpvraag gets all its visits, after taking other items out, of least travel first.

        One plan a begeleider and half day; with `half_day` only such as begin with that one.
        """
        goal = self.goal
        demand = next((d for d in self.options.demand if d.hulpvraag.id == goal.item), None)
        if demand is None:
            return
        gone = without | {goal.item}
        days = {key: tuple(s for s in stops if s.item not in gone) for key, stops in self.days.items()}
        by_person: dict[str, list[VisitOption]] = defaultdict(list)
        for v in self.options.visits:
            if v.hulpvraag == goal.item and goal.begeleider in (None, v.begeleider):
                by_person[v.begeleider].append(v)
        found = []
        for mine in by_person.values():
            for first in mine:
                if any(one not in (None, first.half_day) for one in (half_day, goal.half_day)):
                    continue
                made = self._all(days, mine, first, demand.due, demand.hulpvraag.day_gap)
                if made is not None and not self._overworked(first.begeleider, {**days, **made[1]}):
                    found.append(made)
        for _, changed in sorted(found, key=lambda one: one[0]):
            yield self._written({**days, **changed})

    def _all(
        self,
        days: dict[tuple[str, Day], tuple[Stop, ...]],
        mine: Sequence[VisitOption],
        first: VisitOption,
        due: int,
        gap: int,
    ) -> tuple[int, dict[tuple[str, Day], tuple[Stop, ...]]] | None:
        """Return the travel that is added and the days that change, beginning with one visit, then the cheapest."""
        changed: dict[tuple[str, Day], tuple[Stop, ...]] = {}
        used: list[int] = []
        added = 0
        pool: Sequence[VisitOption] = [first]
        for _ in range(due):
            best: tuple[int, VisitOption, tuple[Stop, ...]] | None = None
            for v in pool:
                if any(abs(v.half_day.day.order - day) < gap for day in used):
                    continue
                put = self._put(days.get((v.begeleider, v.half_day.day), ()), v)
                if put is not None and (best is None or put[0] < best[0]):
                    best = (put[0], v, put[1])
            if best is None:
                return None
            minutes, v, stops = best
            changed[v.begeleider, v.half_day.day] = stops
            used.append(v.half_day.day.order)
            added, pool = added + minutes, mine
        return added, changed

    def _put(self, stops: tuple[Stop, ...], v: VisitOption) -> tuple[int, tuple[Stop, ...]] | None:
        """Return a day with a visit in it, at the place in the order that adds least travel, with that travel."""
        kinds = {"kind": StopKind.VISIT, "item": v.hulpvraag, "half_day": v.half_day, "place": v.place}
        new = Stop.model_validate({**kinds, "start": v.earliest, "end": v.earliest + v.minutes})
        before = self._travel(v.begeleider, stops)
        best: tuple[int, tuple[Stop, ...]] | None = None
        low = sum(s.half_day.order < v.half_day.order for s in stops)
        high = low + sum(s.half_day is v.half_day for s in stops)
        for at in range(low, high + 1):
            timed = self._timed(v.begeleider, (*stops[:at], new, *stops[at:]))
            travel = None if timed is None else self._travel(v.begeleider, timed)
            if timed is None or travel is None or before is None:
                continue
            if best is None or travel - before < best[0]:
                best = (travel - before, timed)
        return best

    def _overworked(self, begeleider: str, days: dict[tuple[str, Day], tuple[Stop, ...]]) -> bool:
        """Tell whether somebody would work more than the contract says, or be at too many schools in a half day."""
        policy, b = self.world.region.policy, self.staff[begeleider]
        minutes = 0
        for (who, _), stops in days.items():
            if who == begeleider:
                minutes += sum(s.end - s.start for s in stops)
                minutes += policy.admin_minutes * sum(s.kind is StopKind.VISIT for s in stops)
                minutes += sum(leg.minutes for leg in self._legs(who, stops) if leg.kind in policy.paid_travel)
                for half_day in dict.fromkeys(s.half_day for s in stops):
                    here = [s for s in stops if s.half_day is half_day and s.kind is not StopKind.OVERLEG]
                    if len({s.place for s in here}) > b.max_schools_per_half_day:
                        return True
        return minutes > b.contract_minutes - b.reserved_minutes

    def _minutes(self, begeleider: str, origin: str, destination: str) -> int | None:
        return self.world.matrix.minutes(self.staff[begeleider].mode, origin, destination)

    def _travel(self, begeleider: str, stops: Sequence[Stop]) -> int | None:
        if not stops:
            return 0
        base = base_place(begeleider)
        legs = [self._minutes(begeleider, a, b) for a, b in pairwise([base, *(s.place for s in stops), base])]
        return None if None in legs else sum(leg or 0 for leg in legs)

    def _span(self, begeleider: str, stop: Stop) -> Span | None:
        if stop.kind is not StopKind.VISIT:
            return Span(stop.start, stop.start)
        v = self.visit_of.get((stop.item, begeleider, stop.half_day))
        return None if v is None else Span(v.earliest, v.latest, v.excluded_starts)

    def _timed(self, begeleider: str, stops: Sequence[Stop]) -> tuple[Stop, ...] | None:
        """Return stops in this order, each as early as can be; none when the clock does not allow it."""
        found: list[Stop] = []
        for stop in stops:
            span, ready = self._span(begeleider, stop), 0
            if found:
                leg = self._minutes(begeleider, found[-1].place, stop.place)
                if leg is None:
                    return None
                apart = found[-1].half_day is not stop.half_day
                ready = found[-1].end + leg + (self.world.region.policy.min_break if apart else 0)
            start = None if span is None else span.first(ready)
            if start is None:
                return None
            found.append(stop.model_copy(update={"start": start, "end": start + stop.end - stop.start}))
        return tuple(found)

    def _written(self, days: dict[tuple[str, Day], tuple[Stop, ...]]) -> WeekPlan:
        rank = {b.id: n for n, b in enumerate(self.world.region.begeleiders)}
        of_day = {(tour.begeleider, tour.day): tour for tour in self.plan.tours}
        order = sorted((key for key, stops in days.items() if stops), key=lambda k: (rank[k[0]], k[1].order))
        tours = tuple(
            before
            if (before := of_day.get((who, day))) is not None and before.stops == days[who, day]
            else Tour(begeleider=who, day=day, stops=days[who, day], legs=self._legs(who, days[who, day]))
            for who, day in order
        )
        return self.plan.model_copy(update={"tours": tours})

    def _legs(self, begeleider: str, stops: Sequence[Stop]) -> tuple[Leg, ...]:
        if not stops:
            return ()
        matrix, mode = self.world.matrix, self.staff[begeleider].mode
        base = base_place(begeleider)
        halves: list[HalfDay | None] = [None, *(s.half_day for s in stops), None]
        found = []
        for number, (a, b) in enumerate(pairwise([base, *(s.place for s in stops), base])):
            minutes, metres = matrix.minutes(mode, a, b), matrix.metres(mode, a, b)
            same = halves[number] is halves[number + 1]
            home = None in (halves[number], halves[number + 1])
            kind = LegKind.HOME if home else LegKind.BETWEEN if same else LegKind.MIDDAY
            assert minutes is not None and metres is not None  # noqa: S101, PT018 -- it was travelled in `_timed`
            found.append(Leg(origin=a, destination=b, minutes=minutes, metres=metres, kind=kind))
        return tuple(found)
