"""All orders of the stops of a half day by brute force, in plain Python.

For one order, starting every stop of a morning as soon as it can be ends the last one as soon as possible; ending
every stop of an afternoon as late as it can be, from the last back, starts the first one as late as possible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise, permutations

from optimizer.week.routes.pool import Span
from tests.week.routes.half import Half, Row, Stop

Cost = tuple[int, int, int]
"""Travel, paid travel, and the clock, less being better."""
Fronts = dict[tuple[frozenset[int], int], list[Cost]]
"""By stops and open end, the costs that none is at most equal to."""


def way(half: Half, order: Sequence[int], spans: Iterable[Span] = ()) -> Row | None:
    """The stops in this order with starts in `spans` barred, or nothing when that cannot be."""
    stops = [half.stops[n] for n in order]
    barred = [
        [*stop.no, *((first, last) for m, first, last in spans if m == n)] for n, stop in zip(order, stops, strict=True)
    ]
    groups = [s.group for s in stops if s.group is not None]
    if len(set(groups)) < len(groups) or len({s.place for s in stops if s.counts}) > half.most:
        return None
    left = [a.place for a, b in pairwise(stops) if a.place != b.place]
    if len({*left, stops[-1].place}) <= len(left):
        return None
    legs = [half.legs[a.place][b.place] for a, b in pairwise(stops)]
    closed, opened = (stops[0], stops[-1]) if half.morning else (stops[-1], stops[0])
    home = half.home[closed.place]
    between = [leg for leg in legs if leg is not None]
    if home is None or len(between) < len(legs):
        return None
    clock = (_forward if half.morning else _backward)(stops, barred, between)
    return None if clock is None else (tuple(order), opened.place, sum(between), home, clock)


def _forward(stops: Sequence[Stop], barred: Sequence[Sequence[tuple[int, int]]], legs: Sequence[int]) -> int | None:
    ready = -(10**6)
    for stop, no, leg in zip(stops, barred, [0, *legs], strict=True):
        start = max(ready + leg, stop.start[0])
        while any(first <= start <= last for first, last in no):
            start += 1
        if start > stop.start[1]:
            return None
        ready = start + stop.minutes
    return ready


def _backward(stops: Sequence[Stop], barred: Sequence[Sequence[tuple[int, int]]], legs: Sequence[int]) -> int | None:
    finish = 10**6
    for stop, no, leg in reversed(list(zip(stops, barred, [*legs, 0], strict=True))):
        start = min(finish - leg - stop.minutes, stop.start[1])
        while any(first <= start <= last for first, last in no):
            start -= 1
        if start < stop.start[0]:
            return None
        finish = start
    return finish


def ways(half: Half, spans: Iterable[Span] = ()) -> list[Row]:
    """Every order of every selection of stops that can be."""
    spans = tuple(spans)
    numbers = range(len(half.stops))
    found = [way(half, order, spans) for size in numbers for order in permutations(numbers, size + 1)]
    return [row for row in found if row is not None]


def fronts(half: Half, found: Iterable[Row]) -> Fronts:
    """The costs that are not dominated, each once."""
    costs: dict[tuple[frozenset[int], int], set[Cost]] = defaultdict(set)
    for order, end, between, home, clock in found:
        paid = (between if half.between_paid else 0) + (home if half.home_paid else 0)
        costs[frozenset(order), end].add((between + home, paid, clock if half.morning else -clock))
    return {key: sorted(c for c in some if not any(_beats(d, c) for d in some)) for key, some in costs.items()}


def listed(half: Half, found: Iterable[Row]) -> Fronts:
    """The costs as they are, all of them."""
    return {
        key: sorted(cost for row in rows for cost in fronts(half, [row])[key])
        for key, rows in _by_stops_and_end(found).items()
    }


def _by_stops_and_end(found: Iterable[Row]) -> dict[tuple[frozenset[int], int], list[Row]]:
    grouped: dict[tuple[frozenset[int], int], list[Row]] = defaultdict(list)
    for row in found:
        grouped[frozenset(row[0]), row[1]].append(row)
    return grouped


def _beats(one: Cost, other: Cost) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))
