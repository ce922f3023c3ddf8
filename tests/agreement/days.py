"""Every way to do given work in one day of one begeleider: all orders, with clock times that are as good as any.

For one order of the stops of a morning, starting each stop as early as it can start ends the last one as early as
possible: whether a stop can start at a time does not depend on the others, so being earlier never hurts. In the same
way the afternoon is filled backward from its end, each stop as late as possible, which starts the first one as late as
possible. The two halves of a day touch in the midday leg alone, which only asks that the gap between them be wide
enough; and no stage looks at clocks. So for every pair of orders these are the only times that need to be tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.places import base_place
from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import LegKind, Mode

Range = tuple[int, int]
"""Integers from the first to the last, both included."""


@dataclass(frozen=True)
class Task:
    """Work at a place for some minutes, and the times at which it can start: disjoint ranges in order."""

    item: str
    place: str
    minutes: int
    starts: tuple[Range, ...]

    def earliest(self, ready: int) -> int | None:
        """The first start at or after a time."""
        return next((max(low, ready) for low, high in self.starts if max(low, ready) <= high), None)

    def latest(self, finish: int) -> int | None:
        """The last start that ends at or before a time."""
        last = finish - self.minutes
        return next((min(high, last) for low, high in reversed(self.starts) if low <= min(high, last)), None)


@dataclass(frozen=True)
class DayWay:
    """One way to do the work of a day: its travel, the paid part of that, and when each item starts."""

    travel: int
    paid: int
    starts: tuple[tuple[str, int], ...]
    """(item, start) of morning and afternoon; an item is in a day at most once."""


@dataclass
class Days:
    """Ways by begeleider and work of a day, each computed once."""

    policy: Policy
    matrix: TravelMatrix
    loose: bool = False
    """Take every leg as the quickest way over other places: work that fits so at no time never fits with more work."""
    _ways: dict[tuple[str, frozenset[Task], frozenset[Task]], tuple[DayWay, ...]] = field(default_factory=dict)
    _legs: dict[tuple[Mode, str, str], int | None] = field(default_factory=dict)

    def ways(self, begeleider: Begeleider, morning: frozenset[Task], afternoon: frozenset[Task]) -> tuple[DayWay, ...]:
        """The ways that no other way beats in both travel and paid travel; none when the work does not fit."""
        key = (begeleider.id, morning, afternoon)
        if key not in self._ways:
            self._ways[key] = _undominated(self._all_ways(begeleider, morning, afternoon))
        return self._ways[key]

    def _leg(self, mode: Mode, origin: str, destination: str) -> int | None:
        key = (mode, origin, destination)
        if key not in self._legs:
            if self.loose:
                self._legs |= {(mode, *pair): minutes for pair, minutes in self._quickest(mode).items()}
            else:
                same = origin == destination
                self._legs[key] = 0 if same else self.matrix.minutes(mode, origin, destination)
        return self._legs[key]

    def _quickest(self, mode: Mode) -> dict[tuple[str, str], int | None]:
        """The quickest way between all places, over any others (Floyd 1962)."""
        places = self.matrix.places
        far = 24 * 60
        found = {(a, b): self.matrix.minutes(mode, a, b) for a in places for b in places}
        best = {pair: far if minutes is None else minutes for pair, minutes in found.items()}
        for over in places:
            for a in places:
                for b in places:
                    best[a, b] = min(best[a, b], best[a, over] + best[over, b])
        return {pair: None if minutes >= far else minutes for pair, minutes in best.items()}

    def _all_ways(
        self, begeleider: Begeleider, morning: frozenset[Task], afternoon: frozenset[Task]
    ) -> Iterator[DayWay]:
        base, mode, policy = base_place(begeleider.id), begeleider.mode, self.policy
        early = list(self._half(mode, morning, backward=False))
        late = list(self._half(mode, afternoon, backward=True))
        for first, starts, end_of_morning in early:
            for second, later_starts, start_of_afternoon in late:
                order = (*first, *second)
                if not order:
                    continue
                legs = [(LegKind.HOME, base, order[0].place), (LegKind.HOME, order[-1].place, base)]
                for half in (first, second):
                    legs += [(LegKind.BETWEEN, one.place, two.place) for one, two in pairwise(half)]
                if first and second:
                    midday = self._leg(mode, first[-1].place, second[0].place)
                    if midday is None or start_of_afternoon - end_of_morning < midday + policy.min_break:
                        continue
                    legs.append((LegKind.MIDDAY, first[-1].place, second[0].place))
                minutes = [(kind, self._leg(mode, origin, destination)) for kind, origin, destination in legs]
                reached = [(kind, leg) for kind, leg in minutes if leg is not None]
                if len(reached) == len(minutes):
                    paid = sum(leg for kind, leg in reached if kind in policy.paid_travel)
                    yield DayWay(sum(leg for _, leg in reached), paid, (*starts, *later_starts))

    def _half(
        self, mode: Mode, tasks: Iterable[Task], *, backward: bool
    ) -> Iterator[tuple[tuple[Task, ...], tuple[tuple[str, int], ...], int]]:
        """Yield every order that fits, its starts, and its edge at midday: last end, or backward first start."""
        for order in permutations(sorted(tasks, key=lambda task: task.item)):
            if _returns(order):
                continue
            times = self._backward(mode, order) if backward else self._forward(mode, order)
            if times is not None:
                edge = 0
                if order:
                    edge = times[0] if backward else times[-1] + order[-1].minutes
                yield order, tuple((task.item, time) for task, time in zip(order, times, strict=True)), edge

    def _forward(self, mode: Mode, order: Sequence[Task]) -> list[int] | None:
        times: list[int] = []
        ready = 0
        for number, task in enumerate(order):
            if number:
                leg = self._leg(mode, order[number - 1].place, task.place)
                if leg is None:
                    return None
                ready += leg
            start = task.earliest(ready)
            if start is None:
                return None
            times.append(start)
            ready = start + task.minutes
        return times

    def _backward(self, mode: Mode, order: Sequence[Task]) -> list[int] | None:
        times: list[int] = []
        finish = 24 * 60
        for number in range(len(order) - 1, -1, -1):
            task = order[number]
            if number < len(order) - 1:
                leg = self._leg(mode, task.place, order[number + 1].place)
                if leg is None:
                    return None
                finish -= leg
            start = task.latest(finish)
            if start is None:
                return None
            times.append(start)
            finish = start
        return times[::-1]


def _returns(order: Sequence[Task]) -> bool:
    """Tell whether an order comes back to a place it has left."""
    left: set[str] = set()
    for one, two in pairwise(order):
        if one.place != two.place:
            left.add(one.place)
            if two.place in left:
                return True
    return False


def _undominated(ways: Iterable[DayWay]) -> tuple[DayWay, ...]:
    kept: list[DayWay] = []
    for way in sorted(ways, key=lambda w: (w.travel, w.paid, w.starts)):
        if not kept or way.paid < kept[-1].paid:
            kept.append(way)
    return tuple(kept)
