"""How tight a region is: load, demand, who could serve it, and what a plan leaves."""

from __future__ import annotations

import math
from dataclasses import dataclass

from instances.groups import admissible_for_host, session_start
from instances.matching import common_windows, may_serve, request_windows, serves_kring
from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.calendar import open_half_days
from optimizer.domain.demand import Demand, active_arrangementen, active_hulpvragen, runs_on
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import StopKind


def load(region: Region) -> float:
    """Return (visit minutes due + administration) divided by the contract minutes that are not reserved."""
    demand = active_hulpvragen(region)
    work = sum(d.minutes + d.due * region.policy.admin_minutes for d in demand)
    return work / sum(b.contract_minutes - b.reserved_minutes for b in region.begeleiders)


@dataclass(frozen=True)
class Supply:
    """Who can make visits of a request, and on how many days at most."""

    demand: Demand
    days: dict[str, int]


def supply_of(region: Region) -> list[Supply]:
    """Return every active request with who could make a visit of it this week, clocks and closed days regarded."""
    index = RegionIndex(region)
    near = {k.id: k.neighbours for k in region.kringen}
    closed = frozenset(HALF_DAYS) - frozenset(open_half_days(region.calendar, region.week))
    found = []
    for d in active_hulpvragen(region):
        h = d.hulpvraag
        windows = request_windows(h, None if h.school is None else index.schools[h.school])
        days = {}
        for b in region.begeleiders:
            if may_serve(b, h, region.policy) and serves_kring(b, index.kring_of(h), region.policy, near):
                half_days = common_windows(b, windows, h.minutes, closed)
                if half_days:
                    days[b.id] = len({half_day.day for half_day in half_days})
        found.append(Supply(d, days))
    return found


def eligible_counts(region: Region) -> list[int]:
    """Return per active request how many begeleiders could make a visit of it."""
    return [len(s.days) for s in supply_of(region)]


@dataclass(frozen=True)
class Seats:
    """What an arrangement can give: minutes a seat counts, admissible candidates, and who could lead."""

    arrangement: Groepsarrangement
    seat: int
    admissible: tuple[str, ...]
    leaders: frozenset[str]


def seats_of(region: Region, matrix: TravelMatrix) -> list[Seats]:
    """Return the seats that count as demand: pairs of active arrangement and admissible candidate."""
    index = RegionIndex(region)
    open_now = set(open_half_days(region.calendar, region.week))
    found = []
    for a in active_arrangementen(region):
        leaders: dict[str, set[str]] = {}
        for host in a.hosts:
            if index.schools[host].kring in a.kringen:
                able = {
                    b
                    for half_day in a.half_days
                    if half_day in open_now and runs_on(a, region.week, half_day)
                    for b in _leaders(region, index, a, host, half_day)
                }
                if able:
                    leaders[host] = able
        candidates = tuple(
            c
            for c in a.candidates
            if any(admissible_for_host(a, index.leerlingen[c], host, region, matrix) for host in leaders)
        )
        seat = math.ceil(a.minutes / a.size.preferred)
        found.append(Seats(a, seat, candidates, frozenset[str]().union(*leaders.values())))
    return found


def _leaders(region: Region, index: RegionIndex, a: Groepsarrangement, host: str, half_day: HalfDay) -> set[str]:
    school = index.schools[host]
    start = session_start(region.policy, school, half_day, a.minutes)
    near = {k.id: k.neighbours for k in region.kringen}
    return {
        b.id
        for b in region.begeleiders
        if start is not None
        and b.institute is None
        and a.expertise in b.expertise
        and serves_kring(b, school.kring, region.policy, near)
        and half_day in b.availability
        and any(
            school.hours[half_day].holds(s, s + a.minutes) and b.availability[half_day].holds(s, s + a.minutes)
            for s in region.policy.starts_in(half_day)
        )
    }


def demand_minutes(region: Region, matrix: TravelMatrix) -> int:
    """Return all demand of the week in minutes: visits due, and seats for admissible candidates."""
    visits = sum(d.minutes for d in active_hulpvragen(region))
    return visits + sum(s.seat * len(s.admissible) for s in seats_of(region, matrix))


def unmet_of(region: Region, matrix: TravelMatrix, plan: WeekPlan) -> int:
    """Return minutes of demand that a plan leaves: visits due and not made, candidates without a seat."""
    made: dict[str, int] = {}
    for tour in plan.tours:
        for stop in tour.stops:
            if stop.kind is StopKind.VISIT:
                made[stop.item] = made.get(stop.item, 0) + 1
    visits = sum(
        d.hulpvraag.minutes * (d.due - min(d.due, made.get(d.hulpvraag.id, 0))) for d in active_hulpvragen(region)
    )
    seated = {(g.arrangement, m) for g in plan.groups for m in g.members}
    return visits + sum(
        s.seat for s in seats_of(region, matrix) for c in s.admissible if (s.arrangement.id, c) not in seated
    )
