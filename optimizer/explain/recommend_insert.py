"""Puts visits between the stops of a published roster: every place in the order, every choice of half days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from optimizer.domain.half_day import Day, HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.places import base_place
from optimizer.domain.plan import Leg, Stop, Tour, WeekPlan
from optimizer.domain.vocabulary import LegKind, StopKind
from optimizer.week.options import Options, VisitOption

DayOf = tuple[str, Day]


@dataclass(frozen=True)
class Put:
    """A visit put into a day: its stops with their times, and what is travelled and paid more than before."""

    option: VisitOption
    stops: tuple[Stop, ...]
    travel: int
    paid: int


@dataclass(frozen=True)
class Inserted:
    """All visits of a hulpvraag put into a week."""

    begeleider: str
    puts: tuple[Put, ...]
    plan: WeekPlan
    admin: int

    @property
    def half_days(self) -> tuple[HalfDay, ...]:
        """When, in order."""
        return tuple(sorted((put.option.half_day for put in self.puts), key=lambda half_day: half_day.order))

    @property
    def travel(self) -> int:
        """Minutes of travel more than before."""
        return sum(put.travel for put in self.puts)

    @property
    def paid(self) -> int:
        """Paid minutes of travel more than before."""
        return sum(put.paid for put in self.puts)

    @property
    def work(self) -> int:
        """Minutes of work more than before."""
        return self.paid + sum(put.option.minutes for put in self.puts) + self.admin


class Inserting:
    """Puts the visits of one hulpvraag into a plan of a week whose options are known."""

    def __init__(self, options: Options, plan: WeekPlan, hulpvraag: Hulpvraag) -> None:
        self.options, self.plan, self.hulpvraag = options, plan, hulpvraag
        self.visit_of = {(v.hulpvraag, v.begeleider, v.half_day): v for v in options.visits}
        self.stops: dict[DayOf, tuple[Stop, ...]] = {(t.begeleider, t.day): t.stops for t in plan.tours}

    def of(self, begeleider: str, visits: int, room: int) -> Iterator[Inserted]:
        """Yield every way to make so many visits by a begeleider, with so many minutes of work left."""
        admin = self.options.region.policy.admin_minutes
        mine = [v for v in self.options.visits if v.hulpvraag == self.hulpvraag.id and v.begeleider == begeleider]
        puts = {v: self._puts(v) for v in mine}
        able = [v for v in mine if puts[v]]
        for chosen in combinations(able, visits):
            days = sorted(v.half_day.day.order for v in chosen)
            if any(late - early < self.hulpvraag.day_gap for early, late in pairwise(days)):
                continue
            for ways in product(*(puts[v] for v in chosen)):
                made = Inserted(begeleider, ways, self._written(begeleider, ways), visits * admin)
                if made.work <= room:
                    yield made

    def _puts(self, v: VisitOption) -> list[Put]:
        """Return a visit at every place in the order of its half day that the clock allows."""
        stops = self.stops.get((v.begeleider, v.half_day.day), ())
        before = self._minutes(v.begeleider, stops)
        low = sum(s.half_day.order < v.half_day.order for s in stops)
        high = low + sum(s.half_day is v.half_day for s in stops)
        facts = {"kind": StopKind.VISIT, "item": v.hulpvraag, "half_day": v.half_day, "place": v.place}
        new = Stop.model_validate({**facts, "start": v.earliest, "end": v.earliest + v.minutes})
        found: list[Put] = []
        for at in range(low, high + 1):
            timed = self._timed(v.begeleider, (*stops[:at], new, *stops[at:]))
            after = None if timed is None else self._minutes(v.begeleider, timed)
            if timed is not None and after is not None and before is not None:
                found.append(Put(v, timed, after[0] - before[0], after[1] - before[1]))
        return found

    def _timed(self, begeleider: str, stops: Sequence[Stop]) -> tuple[Stop, ...] | None:
        """Return stops in this order, each as early as can be; none when a clock or a place does not allow it."""
        where = [(s.half_day, s.place) for s in stops]
        if len([n for n, one in enumerate(where) if n == 0 or where[n - 1] != one]) != len(set(where)):
            return None  # stops at one place are consecutive
        found: list[Stop] = []
        for stop in stops:
            ready = 0
            if found:
                leg = self._leg(begeleider, found[-1].place, stop.place)
                if leg is None:
                    return None
                midday = found[-1].half_day is not stop.half_day
                ready = found[-1].end + leg + (self.options.region.policy.min_break if midday else 0)
            start = self._start(begeleider, stop, ready)
            if start is None:
                return None
            found.append(stop.model_copy(update={"start": start, "end": start + stop.end - stop.start}))
        return tuple(found)

    def _start(self, begeleider: str, stop: Stop, ready: int) -> int | None:
        if stop.kind is not StopKind.VISIT:
            return stop.start if ready <= stop.start else None
        v = self.visit_of.get((stop.item, begeleider, stop.half_day))
        if v is None:
            return None
        times = range(max(v.earliest, ready), v.latest + 1)
        return next((start for start in times if start not in v.excluded_starts), None)

    def _leg(self, begeleider: str, origin: str, destination: str) -> int | None:
        return self.options.matrix.minutes(self.options.index.begeleiders[begeleider].mode, origin, destination)

    def _legs(self, begeleider: str, stops: Sequence[Stop]) -> list[tuple[str, str, LegKind]]:
        """Return the legs of a day: where from, where to, of which kind."""
        if not stops:
            return []
        base = base_place(begeleider)
        kinds = [LegKind.BETWEEN if a.half_day is b.half_day else LegKind.MIDDAY for a, b in pairwise(stops)]
        places = [base, *(s.place for s in stops), base]
        return [
            (a, b, kind) for (a, b), kind in zip(pairwise(places), [LegKind.HOME, *kinds, LegKind.HOME], strict=True)
        ]

    def _minutes(self, begeleider: str, stops: Sequence[Stop]) -> tuple[int, int] | None:
        """Return the minutes of all legs of a day, and of the paid ones."""
        travel = paid = 0
        for origin, destination, kind in self._legs(begeleider, stops):
            leg = self._leg(begeleider, origin, destination)
            if leg is None:
                return None
            travel += leg
            paid += leg if kind in self.options.region.policy.paid_travel else 0
        return travel, paid

    def _written(self, begeleider: str, ways: Sequence[Put]) -> WeekPlan:
        changed = {(begeleider, way.option.half_day.day): way.stops for way in ways}
        tours = {(t.begeleider, t.day): t for t in self.plan.tours}
        for (who, day), stops in changed.items():
            tours[who, day] = Tour(begeleider=who, day=day, stops=stops, legs=tuple(self._made(who, stops)))
        active = self.plan.active if self.hulpvraag.id in self.plan.active else (*self.plan.active, self.hulpvraag.id)
        return self.plan.model_copy(update={"active": active, "tours": _in_order(tours, self.options)})

    def _made(self, begeleider: str, stops: Sequence[Stop]) -> Iterator[Leg]:
        mode = self.options.index.begeleiders[begeleider].mode
        for origin, destination, kind in self._legs(begeleider, stops):
            minutes, metres = (
                self._leg(begeleider, origin, destination),
                self.options.matrix.metres(mode, origin, destination),
            )
            yield Leg(origin=origin, destination=destination, minutes=minutes or 0, metres=metres or 0, kind=kind)


def _in_order(tours: Mapping[DayOf, Tour], options: Options) -> tuple[Tour, ...]:
    rank = {b.id: n for n, b in enumerate(options.region.begeleiders)}
    return tuple(tours[key] for key in sorted(tours, key=lambda key: (rank[key[0]], key[1].order)))
