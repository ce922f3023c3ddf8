"""Makes the witness week plan that belongs to visits, groups and overleggen given by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.demand import active_ids
from optimizer.domain.half_day import Day, HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.places import base_place, school_place, visit_place
from optimizer.domain.plan import Group, Leg, OverlegSlot, Stop, Tour, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LegKind, StopKind


class At(NamedTuple):
    """A visit: who, for what, when (minutes since midnight)."""

    begeleider: str
    hulpvraag: str
    half_day: HalfDay
    start: int


def legs_of(begeleider: Begeleider, stops: Iterable[Stop], matrix: TravelMatrix) -> tuple[Leg, ...]:
    """The legs base, stops, base; unreachable ones are written as 0."""
    stops = tuple(stops)
    base = base_place(begeleider.id)
    places = [base, *(stop.place for stop in stops), base]
    legs = []
    for number, (origin, destination) in enumerate(pairwise(places)):
        kind = LegKind.HOME
        if 0 < number < len(stops):
            same = stops[number - 1].half_day is stops[number].half_day
            kind = LegKind.BETWEEN if same else LegKind.MIDDAY
        minutes, metres = 0, 0
        if origin != destination:
            minutes = matrix.minutes(begeleider.mode, origin, destination) or 0
            metres = matrix.metres(begeleider.mode, origin, destination) or 0
        legs.append(Leg(origin=origin, destination=destination, minutes=minutes, metres=metres, kind=kind))
    return tuple(legs)


def week_plan(
    region: Region,
    matrix: TravelMatrix,
    visits: Iterable[At] = (),
    groups: Iterable[Group] = (),
    overleg: Iterable[OverlegSlot] = (),
    week: str | None = None,
) -> WeekPlan:
    """The complete witness: stops in order of time, legs from the matrix, the active list."""
    index = RegionIndex(region)
    groups, overleg, week = tuple(groups), tuple(overleg), week or region.week
    days: dict[tuple[str, Day], list[Stop]] = defaultdict(list)

    def add(who: str, kind: StopKind, item: str, half_day: HalfDay, place: str, start: int, minutes: int) -> None:
        stop = Stop(kind=kind, item=item, half_day=half_day, place=place, start=start, end=start + minutes)
        days[who, half_day.day].append(stop)

    for visit in visits:
        h = index.hulpvragen[visit.hulpvraag]
        add(visit.begeleider, StopKind.VISIT, h.id, visit.half_day, visit_place(h), visit.start, h.minutes)
    for group in groups:
        minutes = index.arrangementen[group.arrangement].minutes
        for who in (group.leader, *group.co_leaders):
            place = school_place(group.host)
            add(who, StopKind.SESSION, group.id, group.half_day, place, group.start, minutes)
    for slot in overleg:
        meeting = index.overleggen[slot.id]
        for who in meeting.participants.begeleiders:
            place = school_place(slot.host)
            add(who, StopKind.OVERLEG, slot.id, slot.half_day, place, slot.start, meeting.minutes)
    tours = []
    for (who, day), stops in sorted(days.items(), key=lambda entry: (entry[0][0], entry[0][1].order)):
        ordered = tuple(sorted(stops, key=lambda stop: (stop.half_day.order, stop.start)))
        legs = legs_of(index.begeleiders[who], ordered, matrix)
        tours.append(Tour(begeleider=who, day=day, stops=ordered, legs=legs))
    return WeekPlan(week=week, active=active_ids(region, week), tours=tuple(tours), groups=groups, overleg=overleg)
