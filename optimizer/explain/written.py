"""Writes the witness of work at given times: stops in order of time, legs as the matrix has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from optimizer.domain.demand import active_ids
from optimizer.domain.half_day import Day, HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.places import base_place
from optimizer.domain.plan import Group, Leg, OverlegSlot, Stop, Tour, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LegKind, Mode, StopKind


class Work(NamedTuple):
    """Somebody's work at a place from a start on."""

    begeleider: str
    item: str
    half_day: HalfDay
    place: str
    start: int
    minutes: int


def written(
    region: Region,
    matrix: TravelMatrix,
    *,
    visits: Iterable[Work] = (),
    sessions: Iterable[Work] = (),
    meetings: Iterable[Work] = (),
    groups: Sequence[Group] = (),
    overleg: Sequence[OverlegSlot] = (),
) -> WeekPlan:
    """Return the week plan of this work, every leg one that the matrix knows."""
    days: dict[tuple[str, Day], list[Stop]] = defaultdict(list)
    kinds = ((StopKind.VISIT, visits), (StopKind.SESSION, sessions), (StopKind.OVERLEG, meetings))
    for kind, works in kinds:
        for one in works:
            end = one.start + one.minutes
            stop = Stop(kind=kind, item=one.item, half_day=one.half_day, place=one.place, start=one.start, end=end)
            days[one.begeleider, one.half_day.day].append(stop)
    index = RegionIndex(region)
    tours = []
    for who, day in sorted(days, key=lambda key: (key[0], key[1].order)):
        stops = tuple(sorted(days[who, day], key=lambda stop: stop.start))
        legs = _legs(matrix, index.begeleiders[who].mode, base_place(who), stops)
        tours.append(Tour(begeleider=who, day=day, stops=stops, legs=legs))
    active = active_ids(region)
    return WeekPlan(week=region.week, active=active, tours=tuple(tours), groups=tuple(groups), overleg=tuple(overleg))


def _legs(matrix: TravelMatrix, mode: Mode, base: str, stops: Sequence[Stop]) -> tuple[Leg, ...]:
    places = [base, *(stop.place for stop in stops), base]
    found: list[Leg] = []
    for number, (origin, destination) in enumerate(pairwise(places)):
        kind = LegKind.HOME
        if 0 < number < len(stops):
            same = stops[number - 1].half_day is stops[number].half_day
            kind = LegKind.BETWEEN if same else LegKind.MIDDAY
        minutes, metres = matrix.minutes(mode, origin, destination), matrix.metres(mode, origin, destination)
        if minutes is None or metres is None:
            raise ValueError(f"there is no way from {origin} to {destination}")
        found.append(Leg(origin=origin, destination=destination, minutes=minutes, metres=metres, kind=kind))
    return tuple(found)
