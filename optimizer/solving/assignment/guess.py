"""The cheapest flow for several stages at once, few arcs first and more where prices ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from optimizer.solving.assignment.flow import cheapest, room_for_costs
from optimizer.solving.assignment.network import Network, network
from optimizer.solving.assignment.packing import packed
from optimizer.solving.assignment.problem import Assignment, Costs, Flags, Ints
from optimizer.solving.assignment.residual import Residual

FEW_ARCS = 300_000
"""Up to which all arcs go into a flow at once; of more, the cheapest of every item first."""
FIRST_ARCS = 6
"""How many cheapest arcs of every item that are."""
FEW_WANTED = 0.01
"""The share of the arcs that prices may ask for; when they ask for more, all go in: steps cost more than arcs."""
NARROWER = 16
"""By how much the costs get less room when the solver's range did not hold them."""


class Open(Protocol):
    """What is still open: the items, their arcs, the present choice, and the nodes that must keep what they have."""

    problem: Assignment
    items: Ints
    arcs: Ints
    choice: Ints
    exact: Flags


def flow(state: Open, costs: Sequence[Costs], *, sure: bool) -> tuple[Ints, int]:
    """Return a choice that is cheapest by the stages' weights, and how many stages these hold.

    Parameters
    ----------
    sure
        Whether it must be cheapest for the first stage; else the weights of all may be too low.

    Raises
    ------
    OverflowError
        When the costs of the first stage do not fit the solver's 64 bits.
    """
    net = network(state.problem, state.items, state.arcs, state.choice, state.exact)
    limit = room_for_costs(net)
    while True:
        weighed = packed(state.problem, state.arcs, costs, vertices=net.vertices, limit=limit, sure=sure)
        found = _cheapest(state, net, weighed.cost)
        if found is not None:
            return found, weighed.stages
        limit //= NARROWER


def _cheapest(state: Open, net: Network, cost: Ints) -> Ints | None:
    """Return the cheapest choice; none when the costs are out of the solver's range."""
    problem, arcs = state.problem, state.arcs
    used = _first(problem, arcs, cost, state.choice)
    while True:
        part = net.part(used)
        taken = cheapest(part, cost[used])
        if taken is None:
            return None
        choice = state.choice.copy()
        choice[state.items] = taken
        if used.all():
            return choice
        of_arc = np.zeros(problem.arcs, np.int64)
        of_arc[arcs] = cost
        graph = Residual(problem, part.arcs, choice, state.exact)
        price = graph.prices(graph.lengths(cost[used] - of_arc[graph.chosen]))
        if price is None:
            raise ArithmeticError("the flow is not the cheapest")
        place = graph.place_prices(price)[problem.node]
        paid = (of_arc + place)[choice[problem.owner[arcs]]]
        wanted = ~used & (cost + place[arcs] < paid)
        if not wanted.any():
            return choice
        used |= wanted if wanted.sum() < FEW_WANTED * len(arcs) else True


def _first(problem: Assignment, arcs: Ints, cost: Ints, choice: Ints) -> Flags:
    """Return which arcs go first: those chosen, and of every item the cheapest; all, when there are few."""
    if len(arcs) <= FEW_ARCS:
        return np.ones(len(arcs), np.bool_)
    owner = problem.owner[arcs]
    order = np.lexsort((cost, owner))
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    rank = np.empty(len(arcs), np.int64)
    rank[order] = np.arange(len(arcs)) - np.repeat(starts, np.diff(np.append(starts, len(arcs))))
    first: Flags = (rank < FIRST_ARCS) | (choice[owner] == arcs)
    return first
