"""A plan for one week by regret insertion and improvement: valid, decent, quick; the start others improve on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from instances.commitments import hold, open_running
from instances.improve import improve
from instances.insertion import Search
from instances.roster import HALVES, Roster
from optimizer.domain.demand import active_ids
from optimizer.domain.half_day import DAYS, HalfDay
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.places import base_place
from optimizer.domain.plan import Leg, Stop, Tour, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LegKind, Mode


def greedy_week(region: Region, matrix: TravelMatrix, week: str | None = None, *, rounds: int = 100) -> WeekPlan:
    """Return a plan for one week that breaks no rule, as a full witness.

    Meetings and running groups go in first, then running requests with their own begeleider, then the others by
    class. Groups that do not run yet are not opened, and pins are not read: the caller checks them.

    Parameters
    ----------
    region
        The samenwerkingsverband.
    matrix
        Minutes and metres between all its places.
    week
        ISO week; by default the region's.
    rounds
        Rounds of improvement after the insertion.
    """
    week = week or region.week
    roster = Roster(region, matrix, week)
    overleg = hold(roster)
    groups = open_running(roster)
    search = Search(roster)
    search.insert_by_class(roster.demand)
    improve(search, rounds)
    search.insert_parts(n for n in roster.demand if n not in roster.served)
    return WeekPlan(
        week=week,
        active=active_ids(region, week),
        tours=tuple(_tours(roster)),
        groups=groups,
        overleg=overleg,
    )


def _tours(roster: Roster) -> Iterator[Tour]:
    """Write the roster as tours with clock times and legs."""
    for b, number, morning, afternoon in roster.days_of():
        scheduled = roster.days[b.id].schedule(morning, afternoon, HALVES[number])
        if scheduled is None:
            raise RuntimeError(f"greedy roster of {b.id} on day {number} has lost its times")
        stops = [
            Stop(
                kind=task.kind,
                item=task.item,
                half_day=half_day,
                place=roster.places[task.place],
                start=start,
                end=start + task.minutes,
            )
            for half_day, tasks, starts in zip(HALVES[number], (morning, afternoon), scheduled, strict=True)
            for task, start in zip(tasks, starts, strict=True)
        ]
        yield Tour(
            begeleider=b.id,
            day=DAYS[number],
            stops=tuple(stops),
            legs=tuple(_legs(roster.matrix, b.mode, base_place(b.id), stops)),
        )


def _legs(matrix: TravelMatrix, mode: Mode, base: str, stops: list[Stop]) -> Iterator[Leg]:
    """Return the legs base, stops, base."""
    places = [base, *(s.place for s in stops), base]
    halves: list[HalfDay | None] = [None, *(s.half_day for s in stops), None]
    for i, (origin, destination) in enumerate(pairwise(places)):
        minutes, metres = matrix.minutes(mode, origin, destination), matrix.metres(mode, origin, destination)
        if minutes is None or metres is None:
            raise RuntimeError(f"greedy roster uses an unreachable leg from {origin} to {destination}")
        if halves[i] is None or halves[i + 1] is None:
            kind = LegKind.HOME
        else:
            kind = LegKind.BETWEEN if halves[i] == halves[i + 1] else LegKind.MIDDAY
        yield Leg(origin=origin, destination=destination, minutes=minutes, metres=metres, kind=kind)
