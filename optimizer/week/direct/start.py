"""From a constructed roster to a complete solution of the direct model."""

from __future__ import annotations

from optimizer.solving.cpsat import IntVar
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.neighbourhoods import complete
from optimizer.week.construct.recreate import WORK_PER_ROUND, Constructor
from optimizer.week.construct.roster import Roster
from optimizer.week.direct.model import DirectModel
from optimizer.week.direct.tours import BASE, DayTour

ROUNDS = 4_000
"""Rounds of ruin and recreate before the model takes over."""
SHARE = 0.25
"""Share of the limits that construction may take."""


def first_plan(direct: DirectModel, meter: Meter, *, seed: int) -> tuple[int, ...] | None:
    """Return a complete solution made by construction; the empty plan when the model does not take it."""
    constructor = Constructor(direct.options, seed)
    roster = constructor.build()
    work = meter.work_left
    rounds = ROUNDS if work is None else min(ROUNDS, int(SHARE * work / WORK_PER_ROUND))
    seconds = meter.seconds_left
    end = None if seconds is None else meter.seconds + SHARE * seconds

    def go_on() -> bool:
        return not meter.stopped and (end is None or meter.seconds < end)

    roster, done = constructor.improve(roster, rounds, go_on)
    meter.work_used += done * WORK_PER_ROUND
    found = complete(direct.model, decisions(direct, roster), Limits(meter.seconds_left), seed=seed)
    if found is None:
        found = complete(direct.model, direct.empty_plan(), Limits(meter.seconds_left), seed=seed)
    return found


def decisions(direct: DirectModel, roster: Roster) -> dict[int, int]:
    """Return the value of every decision of the model, by index of variable, for a roster."""
    fixed = direct.empty_plan()
    chosen = [direct.visits[v] for visits in roster.visits.values() for v in visits]
    chosen += [direct.sessions[s] for s in roster.sessions]
    chosen += [direct.overleg[o] for o in roster.overleg]
    for key, tour in direct.circuits.items():
        chosen += _arcs(roster, key, tour)
    return fixed | {literal.index: 1 for literal in chosen}


def _arcs(roster: Roster, key: tuple[str, int], tour: DayTour) -> list[IntVar]:
    """Return the arc literals that a day of the roster follows."""
    names = {number: name for name, number in roster.board.places.items()}
    nodes = {(n.half_day.order, n.place): i for i, n in enumerate(tour.nodes, start=1)}
    path = [BASE]
    for stop in roster.days.get(key, ()):
        node = nodes[stop.half_day, names[stop.place]]
        if node != path[-1]:
            path.append(node)
    steps = set(zip(path, [*path[1:], BASE], strict=True)) if len(path) > 1 else set()
    return [arc.literal for arc in tour.arcs if (arc.tail, arc.head) in steps]
