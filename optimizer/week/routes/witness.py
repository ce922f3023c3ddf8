"""From a solution of the master problem to a witness plan: stops in order, as early as they can be, with legs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.domain.demand import active_ids
from optimizer.domain.half_day import DAYS
from optimizer.domain.places import base_place, school_place
from optimizer.domain.plan import Leg, Stop, Tour, WeekPlan
from optimizer.domain.vocabulary import LegKind, StopKind
from optimizer.week.direct.witness import groups_of, overleg_of
from optimizer.week.options import VisitOption
from optimizer.week.routes.master import Day, Master
from optimizer.week.routes.pool import Item, Pool, Span
from optimizer.week.routes.solution import Solution
from optimizer.week.sessions import SessionStop


def witness(master: Master, solution: Solution) -> WeekPlan:
    """Return the plan of a solution."""
    options = master.rows.options
    chosen: dict[int, list[int]] = {}
    for column in solution.columns[solution.columns < master.joint0]:
        route = int(column) - master.route0
        chosen[master.routes.owner(route)] = master.routes.items(route)
    groups = {(p, s.stop): s.group for s in master.rows.groups.chosen(solution.values) for p in s.people}
    return WeekPlan(
        week=options.week,
        active=tuple(item for item in active_ids(options.region, options.week) if item not in options.beside),
        tours=tuple(t for day in master.days if (t := _tour(master, solution, day, chosen, groups)) is not None),
        groups=groups_of(master.rows, solution.values),
        overleg=overleg_of(master.rows, solution.values),
    )


def _tour(
    master: Master,
    solution: Solution,
    day: Day,
    chosen: dict[int, list[int]],
    groups: dict[tuple[str, SessionStop], str],
) -> Tour | None:
    """Return the tour of a day; `groups` tells which group somebody leads at a stop."""
    options = master.rows.options
    mode, min_break = options.index.begeleiders[day.begeleider].mode, options.region.policy.min_break
    stops: list[Stop] = []
    legs: list[Leg] = []
    base = here = base_place(day.begeleider)

    def go(there: str, kind: LegKind) -> int:
        minutes, metres = options.matrix.minutes(mode, here, there), options.matrix.metres(mode, here, there)
        if minutes is None or metres is None:
            raise AssertionError(f"a route took an unreachable leg from {here} to {there}")
        legs.append(Leg(origin=here, destination=there, minutes=minutes, metres=metres, kind=kind))
        return minutes

    for pool, number, item in _items(master, day, chosen):
        kind, place = _kind(stops, pool), _place(item)
        minutes = go(place, kind)
        ready = 0 if kind is LegKind.HOME else stops[-1].end + minutes + (min_break if kind is LegKind.MIDDAY else 0)
        start = _start(pool, number, ready, _barred(master, solution, pool))
        stops.append(_stop(item, pool, place, start, groups))
        here = place
    if not stops:
        return None
    go(base, LegKind.HOME)
    return Tour(begeleider=day.begeleider, day=DAYS[day.order], stops=tuple(stops), legs=tuple(legs))


def _items(master: Master, day: Day, chosen: dict[int, list[int]]) -> Iterator[tuple[Pool, int, Item]]:
    for number in (day.morning, day.afternoon):
        if number is not None:
            pool = master.routes.pools[number]
            for item in chosen.get(number, ()):
                yield pool, item, pool.items[item]


def _kind(stops: Sequence[Stop], pool: Pool) -> LegKind:
    if not stops:
        return LegKind.HOME
    return LegKind.BETWEEN if stops[-1].half_day is pool.half_day else LegKind.MIDDAY


def _place(item: Item) -> str:
    return item.place if isinstance(item, VisitOption) else school_place(item.host)


def _barred(master: Master, solution: Solution, pool: Pool) -> tuple[Span, ...]:
    """Return the starts that pins and the meetings of the plan bar."""
    held = {(s.id, s.half_day, s.start) for s in overleg_of(master.rows, solution.values)}
    spans = list(pool.barred)
    for together, barred in pool.meetings:
        if all((m.overleg, m.half_day, m.start) in held for m in together):
            spans += barred
    return tuple(sorted(set(spans), key=lambda span: span[1]))


def _start(pool: Pool, item: int, ready: int, barred: Sequence[Span]) -> int:
    """Return the soonest start of an item of a pool."""
    start = max(ready, int(pool.earliest[item]))
    for which, first, last in barred:
        if which == item and first <= start <= last:
            start = last + 1
    if start > int(pool.latest[item]):
        raise AssertionError(f"a route of {pool.begeleider} in {pool.half_day} cannot keep its order")
    return start


def _stop(item: Item, pool: Pool, place: str, start: int, groups: dict[tuple[str, SessionStop], str]) -> Stop:
    if isinstance(item, VisitOption):
        kind, name = StopKind.VISIT, item.hulpvraag
    elif isinstance(item, SessionStop):
        kind, name = StopKind.SESSION, groups[pool.begeleider, item]
    else:
        kind, name = StopKind.OVERLEG, item.overleg
    return Stop(kind=kind, item=name, half_day=pool.half_day, place=place, start=start, end=start + item.minutes)
