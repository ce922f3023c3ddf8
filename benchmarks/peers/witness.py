"""From the orders that a peer found to a witness plan, every stop as early as its order allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from optimizer.domain.demand import active_ids
from optimizer.domain.half_day import DAYS
from optimizer.domain.places import base_place
from optimizer.domain.plan import Leg, Stop, Tour, WeekPlan
from optimizer.domain.vocabulary import LegKind, StopKind
from optimizer.week.options import Options, VisitOption


def witness(options: Options, orders: Iterable[Sequence[VisitOption]]) -> WeekPlan:
    """Return the plan in which every begeleider makes visits in the given orders.

    Parameters
    ----------
    orders
        Visits of one begeleider in one half day or day, in order. A visit that comes too late stays in the plan,
        so that the checker refuses it.
    """
    days: dict[tuple[str, int], list[VisitOption]] = defaultdict(list)
    for order in orders:
        for v in order:
            days[v.begeleider, v.half_day.day.order].append(v)
    tours = [_tour(options, begeleider, day, visits) for (begeleider, day), visits in sorted(days.items())]
    return WeekPlan(week=options.week, active=active_ids(options.region, options.week), tours=tuple(tours))


def _tour(options: Options, begeleider: str, day: int, visits: list[VisitOption]) -> Tour:
    visits = sorted(visits, key=lambda v: v.half_day.order)  # stable: the order within a half day is the peer's
    mode, matrix = options.index.begeleiders[begeleider].mode, options.matrix
    base = base_place(begeleider)
    stops: list[Stop] = []
    for v in visits:
        ready = 0
        if stops:
            last = stops[-1]
            ready = last.end + (matrix.minutes(mode, last.place, v.place) or 0)
            ready += options.region.policy.min_break if last.half_day is not v.half_day else 0
        start = max(v.earliest, ready)
        stops.append(
            Stop(
                kind=StopKind.VISIT,
                item=v.hulpvraag,
                half_day=v.half_day,
                place=v.place,
                start=start,
                end=start + v.minutes,
            )
        )
    legs = []
    for i, (origin, destination) in enumerate(pairwise([base, *(s.place for s in stops), base])):
        minutes, metres = matrix.minutes(mode, origin, destination), matrix.metres(mode, origin, destination)
        kind = LegKind.HOME
        if 0 < i < len(stops):
            kind = LegKind.BETWEEN if stops[i - 1].half_day is stops[i].half_day else LegKind.MIDDAY
        # a leg that nobody can travel is refused by the checker, whatever is recorded
        legs.append(Leg(origin=origin, destination=destination, minutes=minutes or 0, metres=metres or 0, kind=kind))
    return Tour(begeleider=begeleider, day=DAYS[day], stops=tuple(stops), legs=tuple(legs))
