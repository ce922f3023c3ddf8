"""From rosters to solutions of the master problem and back: construction finds plans, the master judges them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from optimizer.domain.plan import WeekPlan
from optimizer.domain.vocabulary import StopKind
from optimizer.solving.limits import Meter
from optimizer.week.construct.day import Work
from optimizer.week.construct.recreate import WORK_PER_ROUND, Constructor
from optimizer.week.construct.roster import Board, Roster
from optimizer.week.options import OverlegOption, VisitOption
from optimizer.week.routes.master import Master
from optimizer.week.routes.solution import Solution, StopKey, solution_of, stop_key
from optimizer.week.sessions import Session, SessionStop, session_of


def constructed(master: Master, roster: Roster, *, seed: int) -> Solution | None:
    """Return the solution of a roster, if the master has it."""
    halves: dict[tuple[str, int], list[StopKey]] = defaultdict(list)
    for visits in roster.visits.values():
        for v in visits:
            halves[v.begeleider, v.half_day.order].append(stop_key(v))
    meetings: set[int] = set(_first(master))
    for session in roster.sessions:
        known = master.rows.groups.variables_of(session)
        if known is None:
            return None
        meetings.update(v.index for v in known)
        for person in session.people:
            halves[person, session.half_day.order].append(stop_key(session.stop))
    for option in roster.overleg:
        meetings.add(master.rows.overleg[option].index)
        for person in option.people:
            halves[person, option.half_day.order].append(stop_key(option))
    return solution_of(master, halves, meetings, seed=seed)


def roster_of(master: Master, board: Board, solution: Solution) -> Roster | None:
    """Return the roster of a solution, in its own order; nothing when construction sees it otherwise."""
    roster = Roster(board)
    met: dict[SessionStop | OverlegOption, Work] = {}
    held = [o for o, variable in master.rows.overleg.items() if solution.values[variable.index]]
    together: list[Session | OverlegOption] = [*master.rows.groups.chosen(solution.values), *held]
    for option in together:
        if not roster.meet(option):
            return None
        met[option.stop if isinstance(option, Session) else option] = board.met[-1]
    days: dict[tuple[str, int], tuple[list[Work], list[VisitOption]]] = defaultdict(lambda: ([], []))
    for column in solution.columns[solution.columns < master.joint0]:
        route = int(column) - master.route0
        pool = master.routes.pools[master.routes.owner(route)]
        stops, visits = days[pool.begeleider, pool.half_day.day.order]
        for number in master.routes.items(route):
            item = pool.items[number]
            if isinstance(item, VisitOption):
                known = board.choice_of.get(id(item))
                if known is None:  # about somebody whom construction places elsewhere
                    return None
                visits.append(item)
                stops.append(known.work)
            else:
                stops.append(met[item])
    for (begeleider, day), (stops, visits) in days.items():
        stops.sort(key=lambda work: work.half_day)
        if not roster.follow(begeleider, day, stops, visits):
            return None
    return roster


def planned(master: Master, plan: WeekPlan, *, seed: int) -> Solution | None:
    """Return the solution that does what a plan does, as far as the master knows it; nothing when rows forbid it.

    Stops, groups and overleg that are no options (any more) are left out: the plan may be of another week.
    """
    rows = master.rows
    meetings: set[int] = set(_first(master))
    gone: set[str] = set()
    for g in plan.groups:
        asked = rows.options.index.arrangementen.get(g.arrangement)
        known = None if asked is None else rows.groups.variables_of(session_of(g, asked.minutes))
        meetings.update(v.index for v in known or ())
        gone.update(() if known is not None else (g.id,))
    overleg = {(o.overleg, o.host, o.half_day, o.start): v.index for o, v in rows.overleg.items()}
    for slot in plan.overleg:
        held = overleg.get((slot.id, slot.host, slot.half_day, slot.start))
        meetings.update(() if held is None else (held,))
        gone.update((slot.id,) if held is None else ())
    able = {
        (pool.begeleider, pool.half_day.order): {stop_key(item) for item in pool.items} for pool in master.routes.pools
    }
    halves: dict[tuple[str, int], list[StopKey]] = defaultdict(list)
    for tour in plan.tours:
        for stop in tour.stops:
            start = None if stop.kind is StopKind.VISIT else stop.start
            where, key = (tour.begeleider, stop.half_day.order), (stop.item.partition("#")[0], stop.place, start)
            if stop.item not in gone and key in able.get(where, ()):
                halves[where].append(key)
    return solution_of(master, halves, meetings, seed=seed)


def _first(master: Master) -> Collection[int]:
    """Return the variables beside the week that are 1 in what is constructed."""
    return () if master.rows.beside is None else master.rows.beside.first


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
