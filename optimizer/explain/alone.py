"""Whether an item can be served when there is nothing else: all that can be tried is tried, the rules judge.

Of one item nothing is left to decide but who, when and where, so this is exact without any solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.demand import Demand
from optimizer.domain.explain import ItemKind
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.places import base_place, school_place
from optimizer.domain.plan import Group, OverlegSlot, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LegKind
from optimizer.explain.goal import Goal, only
from optimizer.explain.written import Work, written
from optimizer.rules.check import check_week
from optimizer.week.options import Options, VisitOption, week_options
from optimizer.week.sessions import SessionOption


@dataclass(frozen=True)
class World:
    """A region with travel, in which some rules may be lifted."""

    region: Region
    matrix: TravelMatrix
    split: bool = False
    """Visits may be made by several begeleiders."""
    any_day: bool = False
    """Visits may be on any days, also on one."""


def alone(world: World, goal: Goal) -> WeekPlan | None:
    """Return a plan in which the goal is all that takes place; none when there is no such plan.

    Raises
    ------
    RuntimeError
        When the rules refuse what was found: a defect.
    """
    region = only(world.region, goal)
    options = week_options(region, world.matrix)
    tried = {ItemKind.HULPVRAAG: _visits, ItemKind.GROUP: _groups, ItemKind.OVERLEG: _meetings}[goal.kind]
    plan = next(tried(world, options, goal), None)
    if plan is None:
        return None
    broken = () if world.split or world.any_day else check_week(region, plan, world.matrix)
    if broken:
        raise RuntimeError(f"the rules refuse a plan of one item: {broken[0].rule}")
    return plan


def journey(options: Options, begeleider: Begeleider, place: str) -> int | None:
    """Return the paid minutes of going to a place and back; none when it cannot be reached."""
    base = base_place(begeleider.id)
    legs = (
        options.matrix.minutes(begeleider.mode, base, place),
        options.matrix.minutes(begeleider.mode, place, base),
    )
    if None in legs:
        return None
    return sum(leg or 0 for leg in legs) if LegKind.HOME in options.region.policy.paid_travel else 0


def room_in(options: Options, who: str, place: str, minutes: int) -> int:
    """Return how often the contract of somebody holds so much work at a place, each on a day of its own."""
    begeleider = options.index.begeleiders[who]
    way = journey(options, begeleider, place)
    if way is None:
        return 0
    return max(0, begeleider.contract_minutes - begeleider.reserved_minutes) // (minutes + way)


# visits


def _visits(world: World, options: Options, goal: Goal) -> Iterator[WeekPlan]:
    """Yield a plan with all visits that are due."""
    demand = next((d for d in options.demand if d.hulpvraag.id == goal.item), None)
    if demand is None or not _affordable(options, demand):
        return
    asked = [v for v in options.visits if goal.begeleider in (None, v.begeleider)]
    staff = list(dict.fromkeys(v.begeleider for v in asked))
    per_visit = demand.hulpvraag.minutes + options.region.policy.admin_minutes
    times = {b: room_in(options, b, asked[0].place, per_visit) for b in staff}
    pools = [staff] if world.split else [[b] for b in staff]
    for pool in pools:
        mine = [v for v in asked if v.begeleider in pool and times[v.begeleider]]
        chosen = _spread(mine, demand.due, 0 if world.any_day else demand.hulpvraag.day_gap, times, goal)
        if chosen is not None:
            works = [Work(v.begeleider, v.hulpvraag, v.half_day, v.place, _start(v), v.minutes) for v in chosen]
            yield written(options.region, options.matrix, visits=works)


def _affordable(options: Options, demand: Demand) -> bool:
    return all(
        demand.minutes <= budget.minutes
        for budget in options.region.budgets
        if budget.hard and options.eligibility.counts_in(demand.hulpvraag, budget)
    )


def _start(v: VisitOption) -> int:
    return next(start for start in range(v.earliest, v.latest + 1) if start not in v.excluded_starts)


def _spread(
    visits: Sequence[VisitOption], due: int, gap: int, times: dict[str, int], goal: Goal
) -> list[VisitOption] | None:
    """Return so many visits, days far enough apart, within what everybody has time for; none when there are not."""
    if not gap:  # any days: one half day will do for all, the rules of days do not count
        best = max(visits, key=lambda v: times[v.begeleider], default=None)
        wanted = [v for v in visits if goal.half_day in (None, v.half_day)]
        return (
            [best] * due if best and wanted and sum(times[b] for b in {v.begeleider for v in visits}) >= due else None
        )
    ordered = sorted(visits, key=lambda v: (v.half_day.order, v.begeleider))
    days = sorted({v.half_day.day.order for v in ordered})
    of_day = {day: [v for v in ordered if v.half_day.day.order == day] for day in days}

    def search(chosen: list[VisitOption], left: dict[str, int]) -> list[VisitOption] | None:
        if len(chosen) == due:
            return chosen if goal.half_day is None or any(v.half_day is goal.half_day for v in chosen) else None
        first = chosen[-1].half_day.day.order + gap if chosen else 0
        for day in days:
            if day < first:
                continue
            tried: set[tuple[str, bool]] = set()
            for v in of_day[day]:
                like = (v.begeleider, v.half_day is goal.half_day)
                if left[v.begeleider] and like not in tried:
                    tried.add(like)
                    found = search([*chosen, v], {**left, v.begeleider: left[v.begeleider] - 1})
                    if found is not None:
                        return found
        return None

    return search([], times)


# groups


def _groups(_: World, options: Options, goal: Goal) -> Iterator[WeekPlan]:
    """Yield plans with one open group."""
    for s in options.sessions:
        if goal.half_day not in (None, s.half_day) or goal.host not in (None, s.host):
            continue
        if goal.leerling is not None and goal.leerling not in s.candidates:
            continue
        place = school_place(s.host)
        roles = [[b for b in role if room_in(options, b, place, s.minutes)] for role in s.roles]
        if goal.begeleider is not None:
            roles[0] = [b for b in roles[0] if b == goal.begeleider]
        size = options.index.arrangementen[s.arrangement].size
        for people in _filled(roles, ()):
            members = _members(s, people[0], size.min, size.max, goal.leerling)
            if members is not None:
                group = Group(
                    id=s.group,
                    arrangement=s.arrangement,
                    host=s.host,
                    half_day=s.half_day,
                    start=s.start,
                    leader=people[0],
                    co_leaders=people[1:],
                    members=members,
                )
                works = [Work(b, s.group, s.half_day, place, s.start, s.minutes) for b in people]
                yield written(options.region, options.matrix, sessions=works, groups=(group,))


def _filled(roles: Sequence[Sequence[str]], taken: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield different people for the roles."""
    if not roles:
        yield taken
        return
    for who in roles[0]:
        if who not in taken:
            yield from _filled(roles[1:], (*taken, who))


def _members(s: SessionOption, leader: str, least: int, most: int, leerling: str | None) -> tuple[str, ...] | None:
    """Return as few members as may be, with those who must be in it; none when there are not enough."""
    must = [m for m in s.candidates if m in s.required or m == leerling]
    others = [m for m in s.candidates if m not in must]
    barred = [set(members) for who, members in s.barred if who == leader]
    lacking = max(0, least - len(must))
    if len(must) > most or lacking > len(others):
        return None
    for more in combinations(others, lacking):
        found = {*must, *more}
        if not any(one <= found for one in barred):
            return tuple(m for m in s.candidates if m in found)
    return None


# overleg


def _meetings(_: World, options: Options, goal: Goal) -> Iterator[WeekPlan]:
    """Yield plans with the overleg held."""
    for o in options.overleg:
        if goal.half_day not in (None, o.half_day) or goal.host not in (None, o.host):
            continue
        place = school_place(o.host)
        if all(room_in(options, b, place, o.minutes) for b in o.people):
            invited = options.index.overleggen[o.overleg].participants
            slot = OverlegSlot(
                id=o.overleg, host=o.host, half_day=o.half_day, start=o.start, end=o.start + o.minutes, invited=invited
            )
            works = [Work(b, o.overleg, o.half_day, place, o.start, o.minutes) for b in o.people]
            yield written(options.region, options.matrix, meetings=works, overleg=(slot,))
