"""The most loaded group as little loaded as can be, on what is still open."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from optimizer.solving.assignment.network import contest
from optimizer.solving.assignment.problem import Assignment, Costs, Flags, Ints, Stage
from optimizer.solving.limits import Limits, Meter


class Open(Protocol):
    """What is still open."""

    problem: Assignment
    meter: Meter
    items: Ints
    arcs: Ints
    choice: Ints
    exact: Flags


def lightest(state: Open, counted: Flags, group: Costs) -> tuple[Stage, Ints]:
    """Return the stage, and a choice of the open arcs with the lowest load that was found.

    A group cuts across the forest, so this is no flow: CP-SAT decides, unless a simple count already does.
    """
    problem, choice = state.problem, state.choice
    groups = int(group.max(initial=0)) + 1
    label = np.where(counted, group, groups)
    value = int(_loads(label[choice], groups).max(initial=0))
    settled = np.ones(problem.items, np.bool_)
    settled[state.items] = False
    starts = np.flatnonzero(np.diff(problem.owner[state.arcs], prepend=-1))
    own = label[state.arcs]
    low, high = (np.minimum.reduceat(own, starts), np.maximum.reduceat(own, starts)) if len(own) else (own, own)
    surely = _loads(np.concatenate([label[choice[settled]], low[low == high]]), groups)
    bound = int(surely.max(initial=0))
    if bound == value:
        return Stage(value, value), choice
    if state.meter.exhausted:
        return Stage(value, bound), choice
    return _solve(state, label, surely, Stage(value, bound))


def _loads(labels: Ints, groups: int) -> Ints:
    return np.bincount(labels, minlength=groups + 1)[:groups].astype(np.int64)


def _solve(state: Open, label: Ints, surely: Ints, known: Stage) -> tuple[Stage, Ints]:
    from optimizer.solving.cpsat import CpModel, Outcome, hint, solve, total

    problem, arcs = state.problem, state.arcs.tolist()
    model = CpModel()
    taken = {arc: model.new_bool_var(f"arc {arc}") for arc in arcs}
    most = model.new_int_var(known.bound, known.value, "most")
    of_item = _together(arcs, problem.owner)
    for own in of_item.values():
        model.add_exactly_one([taken[arc] for arc in own])
    room, now, contested = contest(problem, state.items, state.arcs, state.choice, state.exact)
    for v, within in _inside(problem, arcs, contested).items():
        used = total([taken[arc] for arc in within])
        model.add(used == int(now[v]) if state.exact[v] else used <= int(room[v]))
    undecided = [arc for own in of_item.values() if len(set(label[own].tolist())) > 1 for arc in own]
    for g, loading in _together(undecided, label).items():
        if g < len(surely):
            model.add(total([taken[arc] for arc in loading]) + int(surely[g]) <= most)
    model.minimize(most)
    chosen = set(state.choice[state.items].tolist())
    hint(model, [*(int(arc in chosen) for arc in arcs), known.value])
    run = solve(model, Limits(state.meter.seconds_left, state.meter.work_left), seed=0, stop=state.meter.stop)
    state.meter.work_used += run.work
    choice = state.choice.copy()
    if run.values is not None:
        used_arcs = np.array([arc for arc in arcs if run.values[taken[arc].index]])
        choice[problem.owner[used_arcs]] = used_arcs
    value = int(_loads(label[choice], len(surely)).max(initial=0))
    bound = value if run.outcome is Outcome.OPTIMAL else max(known.bound, run.bound or 0)
    return Stage(value, min(value, bound)), choice


def _together(arcs: list[int], label: Ints) -> dict[int, list[int]]:
    """Return the arcs by their labels."""
    found: dict[int, list[int]] = {}
    for arc in arcs:
        found.setdefault(int(label[arc]), []).append(arc)
    return found


def _inside(problem: Assignment, arcs: list[int], contested: Flags) -> dict[int, list[int]]:
    """Return which arcs lead into each node that can fill up, or below it."""
    found: dict[int, list[int]] = {}
    for arc in arcs:
        v = int(problem.node[arc])
        while v >= 0:
            if contested[v]:
                found.setdefault(v, []).append(arc)
            v = int(problem.parent[v])
    return found
