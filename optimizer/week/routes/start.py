"""From rosters to solutions of the master problem and back: construction finds plans, the master judges them."""

from __future__ import annotations

from collections import defaultdict

from optimizer.domain.plan import WeekPlan
from optimizer.domain.vocabulary import StopKind
from optimizer.solving.limits import Meter
from optimizer.week.construct.day import Work
from optimizer.week.construct.recreate import WORK_PER_ROUND, Constructor
from optimizer.week.construct.roster import Board, Roster
from optimizer.week.options import OverlegOption, SessionOption, VisitOption
from optimizer.week.routes.master import Master
from optimizer.week.routes.solution import Solution, StopKey, solution_of, stop_key


def constructed(master: Master, roster: Roster, *, seed: int) -> Solution | None:
    """Return the solution of a roster, if the master has it."""
    halves: dict[tuple[str, int], list[StopKey]] = defaultdict(list)
    for visits in roster.visits.values():
        for v in visits:
            halves[v.begeleider, v.half_day.order].append(stop_key(v))
    together: list[SessionOption | OverlegOption] = [*roster.sessions, *roster.overleg]
    for option in together:
        for person in option.people:
            halves[person, option.half_day.order].append(stop_key(option))
    return solution_of(master, halves, {master.meetings[option] for option in together}, seed=seed)


def roster_of(master: Master, board: Board, solution: Solution) -> Roster | None:
    """Return the roster of a solution, in its own order; nothing when construction sees it otherwise."""
    roster = Roster(board)
    met: dict[int, Work] = {}
    for option, variable in master.meetings.items():
        if solution.values[variable]:
            if not roster.meet(option):
                return None
            met[id(option)] = board.met[-1]
    days: dict[tuple[str, int], tuple[list[Work], list[VisitOption]]] = defaultdict(lambda: ([], []))
    for column in solution.columns[solution.columns < master.joint0]:
        route = int(column) - master.route0
        pool = master.routes.pools[master.routes.owner(route)]
        stops, visits = days[pool.begeleider, pool.half_day.day.order]
        for number in master.routes.items(route):
            item = pool.items[number]
            if isinstance(item, VisitOption):
                visits.append(item)
                stops.append(board.choice_of[id(item)].work)
            else:
                stops.append(met[id(item)])
    for (begeleider, day), (stops, visits) in days.items():
        stops.sort(key=lambda work: work.half_day)
        if not roster.follow(begeleider, day, stops, visits):
            return None
    return roster


def planned(master: Master, plan: WeekPlan, *, seed: int) -> Solution | None:
    """Return the solution that does what a plan does; nothing when the master does not know it."""
    halves: dict[tuple[str, int], list[StopKey]] = defaultdict(list)
    for tour in plan.tours:
        for stop in tour.stops:
            start = None if stop.kind is StopKind.VISIT else stop.start
            halves[tour.begeleider, stop.half_day.order].append((stop.item, stop.place, start))
    open_groups = {(g.id, g.host, g.half_day, g.start, (g.leader, *g.co_leaders)) for g in plan.groups}
    slots = {(s.id, s.host, s.half_day, s.start) for s in plan.overleg}
    meetings = {
        v.index
        for s, v in master.rows.sessions.items()
        if (s.group, s.host, s.half_day, s.start, s.people) in open_groups
    }
    meetings |= {v.index for o, v in master.rows.overleg.items() if (o.overleg, o.host, o.half_day, o.start) in slots}
    if len(meetings) != len(open_groups) + len(slots):
        return None
    return solution_of(master, halves, meetings, seed=seed)


def improved(
    constructor: Constructor, roster: Roster, meter: Meter, rounds: int, seconds: float | None, hot: float
) -> Roster:
    """Return the best roster that ruin and recreate finds within rounds and seconds."""
    work = meter.work_left
    if work is not None:
        rounds = max(0, min(rounds, int(work / WORK_PER_ROUND)))
    end = None if seconds is None else meter.seconds + seconds

    def go_on() -> bool:
        return not meter.stopped and (end is None or meter.seconds < end)

    found, done = constructor.improve(roster, rounds, go_on, hot=hot)
    meter.work_used += done * WORK_PER_ROUND
    return found
