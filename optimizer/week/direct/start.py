"""From a constructed roster, or from a plan that is there already, to a complete solution of the direct model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from optimizer.domain.plan import WeekPlan
from optimizer.domain.vocabulary import StopKind
from optimizer.solving.cpsat import IntVar
from optimizer.solving.lexicographic import Stage
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.neighbourhoods import complete
from optimizer.week.construct.recreate import WORK_PER_ROUND, Constructor
from optimizer.week.construct.roster import Roster
from optimizer.week.direct.model import DirectModel
from optimizer.week.direct.tours import BASE, DayTour
from optimizer.week.sessions import session_of

ROUNDS = 10_000
"""Rounds of ruin and recreate before the model takes over, for a model that is not solved whole."""
SHARE = 0.4
"""Share of the limits that construction may take."""

Decisions = dict[int, int]
"""Values of decisions, by index of variable."""


def first_plan(
    direct: DirectModel, stages: Sequence[Stage], meter: Meter, *, seed: int, rounds: int = ROUNDS
) -> tuple[int, ...] | None:
    """Return a complete solution made by construction.

    The model takes every roster as it was first built. It may refuse an improved one where a detour is quicker than
    the direct way: a day that lost a stop can be too long then. Under policy ``running: hard`` it refuses rosters that
    break a running commitment, and nothing is returned.
    """
    constructor = Constructor(direct.options, seed)
    built = constructor.build()
    work = meter.work_left
    if work is not None:
        rounds = max(0, min(rounds, int(SHARE * work / WORK_PER_ROUND)))
    seconds = meter.seconds_left
    end = None if seconds is None else meter.seconds + SHARE * seconds

    def go_on() -> bool:
        return not meter.stopped and (end is None or meter.seconds < end)

    improved, done = constructor.improve(built, rounds, go_on)
    meter.work_used += done * WORK_PER_ROUND
    found = solution(direct, stages, decisions(direct, improved), seed=seed)
    return found if found is not None else solution(direct, stages, decisions(direct, built), seed=seed)


def solution(direct: DirectModel, stages: Sequence[Stage], fixed: Decisions, *, seed: int) -> tuple[int, ...] | None:
    """Return the complete solution with these decisions, worst shares as small as they are; nothing if there is none.

    With every decision given only clock times are open, so this takes no limits: it is a matter of propagation.
    """
    return complete(direct.model, fixed, Limits(None), seed=seed, smallest=[s.variable for s in stages])


def decisions(direct: DirectModel, roster: Roster) -> Decisions:
    """Return every decision of the model for a roster."""
    chosen = [direct.visits[v] for visits in roster.visits.values() for v in visits]
    for session in roster.sessions:
        chosen += direct.groups.variables_of(session) or ()
    chosen += [direct.overleg[o] for o in roster.overleg]
    names = {number: name for name, number in roster.board.places.items()}
    for key, tour in direct.circuits.items():
        chosen += _arcs(tour, [(stop.half_day, names[stop.place]) for stop in roster.day(*key).stops])
    return direct.empty_plan() | {literal.index: 1 for literal in chosen}


def planned(direct: DirectModel, plan: WeekPlan) -> Decisions | None:
    """Return every decision of the model for a plan; nothing when the model does not know what the plan does."""
    visits = {(v.hulpvraag, v.begeleider, v.half_day): made for v, made in direct.visits.items()}
    overleg = {(o.overleg, o.host, o.half_day, o.start): held for o, held in direct.overleg.items()}
    chosen: list[IntVar] = []
    arrangements = direct.options.index.arrangementen
    for g in plan.groups:
        asked = arrangements.get(g.arrangement)
        known = None if asked is None else direct.groups.variables_of(session_of(g, asked.minutes))
        if known is None:
            return None
        chosen += known
    try:
        chosen += [overleg[slot.id, slot.host, slot.half_day, slot.start] for slot in plan.overleg]
        for tour in plan.tours:
            made = [s for s in tour.stops if s.kind is StopKind.VISIT]
            chosen += [visits[s.item, tour.begeleider, s.half_day] for s in made]
            circuit = direct.circuits[tour.begeleider, tour.day.order]
            chosen += _arcs(circuit, [(s.half_day.order, s.place) for s in tour.stops])
    except KeyError:
        return None
    return direct.empty_plan() | {literal.index: 1 for literal in chosen}


def _arcs(tour: DayTour, stops: Iterable[tuple[int, str]]) -> list[IntVar]:
    """Return the arc literals that a day follows, given half day (0..9) and place of its stops in order."""
    nodes = {(n.half_day.order, n.place): i for i, n in enumerate(tour.nodes, start=1)}
    path = [BASE]
    for stop in stops:
        if nodes[stop] != path[-1]:
            path.append(nodes[stop])
    steps = set(zip(path, [*path[1:], BASE], strict=True)) if len(path) > 1 else set()
    return [arc.literal for arc in tour.arcs if (arc.tail, arc.head) in steps]
