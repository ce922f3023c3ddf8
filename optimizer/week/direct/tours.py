"""A begeleider's day as one circuit: base, morning places, afternoon places, base, with clock times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import combinations

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.half_day import HalfDay
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.places import base_place
from optimizer.domain.vocabulary import LegKind
from optimizer.solving.cpsat import CpModel, IntVar, LinearExpr, Literal, constant, total
from optimizer.week.options import Options

BASE = 0
"""Node of the base in every circuit."""


@dataclass(frozen=True)
class Item:
    """A possible stop: who, when, where, whether it is made, and its start (fixed for sessions and overleg)."""

    begeleider: str
    half_day: HalfDay
    place: str
    made: IntVar
    start: IntVar | int
    minutes: int
    earliest: int
    latest: int
    counts: bool = True
    """Whether its place counts in `max-schools` (an overleg does not)."""


@dataclass(frozen=True, eq=False)
class Node:
    """A place in a half day: stops at one place are consecutive, so they are one node."""

    half_day: HalfDay
    place: str
    items: tuple[Item, ...]
    present: IntVar
    first: LinearExpr
    """Start of the first stop (a lower bound of it when there are several)."""
    last: LinearExpr
    """End of the last stop (an upper bound of it when there are several)."""


@dataclass(frozen=True)
class Arc:
    """A possible leg between two nodes (0 is the base)."""

    tail: int
    head: int
    literal: IntVar
    minutes: int
    kind: LegKind


@dataclass
class DayTour:
    """The circuit of one begeleider on one day; node ``i`` of the arcs is ``nodes[i - 1]``."""

    begeleider: str
    nodes: list[Node] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)

    def minutes(self, kinds: Collection[LegKind]) -> list[LinearExpr]:
        """Return the minutes of the legs of some kinds, as terms."""
        return [arc.minutes * arc.literal for arc in self.arcs if arc.kind in kinds and arc.minutes]

    @property
    def most_minutes(self) -> int:
        """An upper bound on the minutes of all legs."""
        leaving: dict[int, int] = defaultdict(int)
        for arc in self.arcs:
            leaving[arc.tail] = max(leaving[arc.tail], arc.minutes)
        return sum(leaving.values())


def add_tours(model: CpModel, options: Options, items: Iterable[Item]) -> dict[tuple[str, int], DayTour]:
    """Add the circuits of every begeleider and day that can have a stop."""
    grouped: dict[tuple[str, int], list[Item]] = defaultdict(list)
    for item in items:
        grouped[item.begeleider, item.half_day.day.order].append(item)
    builder = _TourBuilder(model, options)
    return {key: builder.build(options.index.begeleiders[key[0]], found) for key, found in sorted(grouped.items())}


class _TourBuilder:
    def __init__(self, model: CpModel, options: Options) -> None:
        self.model = model
        self.matrix: TravelMatrix = options.matrix
        self.min_break = options.region.policy.min_break

    def build(self, begeleider: Begeleider, items: list[Item]) -> DayTour:
        """Add nodes, arcs and times of one day."""
        tour = DayTour(begeleider.id)
        halves: dict[HalfDay, list[Item]] = defaultdict(list)
        for item in items:
            halves[item.half_day].append(item)
        for half_day in sorted(halves, key=lambda h: h.order):
            self._half_day(tour, begeleider, half_day, halves[half_day])
        self._arcs(tour, begeleider)
        for half_day in halves:
            self._time_rows(tour, half_day)
        return tour

    def _half_day(self, tour: DayTour, begeleider: Begeleider, half_day: HalfDay, items: list[Item]) -> None:
        by_place: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            by_place[item.place].append(item)
        nodes = [self._node(begeleider, half_day, place, found) for place, found in by_place.items()]
        counted = [self._counted(node) for node in nodes if any(i.counts for i in node.items)]
        if len(counted) > begeleider.max_schools_per_half_day:
            self.model.add(total(counted) <= begeleider.max_schools_per_half_day)
        tour.nodes += nodes

    def _one_by_one(self, a: Item, b: Item) -> None:
        """Keep two stops at one place from overlapping.

        Stops at different places are in the order of the circuit. A no-overlap constraint would say all of this at
        once, but CP-SAT 9.15 can call it infeasible when an optional interval always overlaps one that is certain
        (linearization level 2): bounds would be false.
        """
        both = (a.made, b.made)
        first_possible = a.earliest + a.minutes <= b.latest
        second_possible = b.earliest + b.minutes <= a.latest
        if not first_possible and not second_possible:
            self.model.add_at_most_one(both)
            return
        order = self.model.new_bool_var("") if first_possible and second_possible else None
        if first_possible:
            self.model.add(b.start - a.start >= a.minutes).only_enforce_if(*both, *([] if order is None else [order]))
        if second_possible:
            last = [] if order is None else [order.negated()]
            self.model.add(a.start - b.start >= b.minutes).only_enforce_if(*both, *last)

    def _node(self, begeleider: Begeleider, half_day: HalfDay, place: str, items: list[Item]) -> Node:
        if len(items) == 1:
            (item,) = items
            first = constant(item.start) if isinstance(item.start, int) else item.start
            return Node(half_day, place, (item,), item.made, first, first + item.minutes)
        model, window = self.model, begeleider.availability[half_day]
        name = f"{begeleider.id}|{half_day}|{place}"
        present = model.new_bool_var(f"at|{name}")
        model.add_bool_or([i.made for i in items]).only_enforce_if(present)
        first = model.new_int_var(min(i.earliest for i in items), window.end, f"first|{name}")
        last = model.new_int_var(window.start, max(i.latest + i.minutes for i in items), f"last|{name}")
        for item in items:
            model.add_implication(item.made, present)
            model.add(first <= item.start).only_enforce_if(item.made)
            model.add(last >= item.start + item.minutes).only_enforce_if(item.made)
        for a, b in combinations(items, 2):
            self._one_by_one(a, b)
        return Node(half_day, place, tuple(items), present, first, last)

    def _counted(self, node: Node) -> IntVar:
        counting = [i.made for i in node.items if i.counts]
        if len(counting) == len(node.items):
            return node.present
        visited = self.model.new_bool_var("")
        for made in counting:
            self.model.add_implication(made, visited)
        return visited

    def _arcs(self, tour: DayTour, begeleider: Begeleider) -> None:
        base, mode = base_place(begeleider.id), begeleider.mode
        literals: list[tuple[int, int, Literal]] = []
        idle = self.model.new_bool_var(f"idle|{begeleider.id}")
        literals.append((BASE, BASE, idle))

        def add(tail: int, head: int, minutes: int | None, kind: LegKind) -> IntVar | None:
            if minutes is None:
                return None
            literal = self.model.new_bool_var("")
            literals.append((tail, head, literal))
            tour.arcs.append(Arc(tail, head, literal, minutes, kind))
            return literal

        for i, a in enumerate(tour.nodes, start=1):
            literals.append((i, i, a.present.negated()))
            self.model.add_implication(a.present, idle.negated())
            add(BASE, i, self.matrix.minutes(mode, base, a.place), LegKind.HOME)
            add(i, BASE, self.matrix.minutes(mode, a.place, base), LegKind.HOME)
            for j, b in enumerate(tour.nodes, start=1):
                same_half = a.half_day is b.half_day
                if i == j or not (same_half or a.half_day.is_morning):
                    continue
                minutes = self.matrix.minutes(mode, a.place, b.place)
                pause = 0 if same_half else self.min_break
                if minutes is None or not _in_time(a, b, minutes + pause):
                    continue
                literal = add(i, j, minutes, LegKind.BETWEEN if same_half else LegKind.MIDDAY)
                if literal is not None:
                    self.model.add(b.first >= a.last + minutes + pause).only_enforce_if(literal)
        self.model.add_circuit(literals)

    def _time_rows(self, tour: DayTour, half_day: HalfDay) -> None:
        """Add the rows that work and legs fit in the time; implied by the clock, they tighten the relaxation."""
        inside = [(i, node) for i, node in enumerate(tour.nodes, start=1) if node.half_day is half_day]
        for start, end, nodes in time_spans(node for _, node in inside):
            held = {i for i, node in inside if node in nodes}
            work = [item.minutes * item.made for node in nodes for item in node.items]
            legs = [a.minutes * a.literal for a in tour.arcs if a.minutes and a.tail in held and a.head in held]
            self.model.add(total([*work, *legs]) <= end - start)


def time_spans(nodes: Iterable[Node]) -> list[tuple[int, int, list[Node]]]:
    """Return clock spans with the places whose stops must all lie inside, those that can bind only.

    A span runs from the soonest start of some place to the latest end of some place.
    """
    spans = {
        node: (min(i.earliest for i in node.items), max(i.latest + i.minutes for i in node.items)) for node in nodes
    }
    found = []
    for start in sorted({a for a, _ in spans.values()}):
        for end in sorted({b for _, b in spans.values()}):
            inside = [node for node, (a, b) in spans.items() if start <= a and b <= end]
            tight = (
                bool(inside) and min(spans[n][0] for n in inside) == start and max(spans[n][1] for n in inside) == end
            )
            if tight and sum(item.minutes for node in inside for item in node.items) > end - start:
                found.append((start, end, inside))
    return found


def _in_time(a: Node, b: Node, minutes: int) -> bool:
    """Tell whether the soonest end at `a` leaves time to reach `b` for its latest start."""
    soonest = min(i.earliest + i.minutes for i in a.items)
    return soonest + minutes <= max(i.latest for i in b.items)
