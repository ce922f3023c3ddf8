"""OR-Tools' flow algorithms on a network: cheapest, or any at all."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.solving.assignment.network import Network
from optimizer.solving.assignment.problem import Ints

HIGHEST = 2**62
"""What the solver's scaled costs and prices must stay below."""


def room_for_costs(net: Network) -> int:
    """Return the highest cost of an arc that is surely within the solver's range, with slack for prices."""
    return HIGHEST // (64 * (len(net.supply) + 1))


def cheapest(net: Network, cost: Ints) -> Ints | None:
    """Return the arc that each item takes in a cheapest flow; none when the solver's range does not hold the costs.

    Parameters
    ----------
    cost
        (arcs of the items,) non-negative.

    Raises
    ------
    ArithmeticError
        When there is no flow, though the items have places now.
    """
    from ortools.graph.python import min_cost_flow

    # its stub mistakes the kinds of arrays
    solver: Any = min_cost_flow.SimpleMinCostFlow()
    costs = np.zeros(len(net.tail), np.int64)
    costs[: len(cost)] = cost
    solver.add_arcs_with_capacity_and_unit_cost(
        net.tail.astype(np.int32), net.head.astype(np.int32), net.capacity, costs
    )
    solver.set_nodes_supplies(np.arange(len(net.supply), dtype=np.int32), net.supply)
    status = solver.solve()
    if status == solver.BAD_COST_RANGE:
        return None
    if status != solver.OPTIMAL:
        raise ArithmeticError(f"no flow, though there was one: {status}")
    return _taken(net, np.asarray(solver.flows(np.arange(len(cost), dtype=np.int32))))


def any_flow(net: Network) -> Ints | None:
    """Return the arc that each item takes in some flow; none when not all can have one."""
    from ortools.graph.python import max_flow

    source, drain = len(net.supply), len(net.supply) + 1
    enters, leaves = np.flatnonzero(net.supply > 0), np.flatnonzero(net.supply < 0)
    tail = np.concatenate([net.tail, np.full(len(enters), source), leaves]).astype(np.int32)
    head = np.concatenate([net.head, enters, np.full(len(leaves), drain)]).astype(np.int32)
    capacity = np.concatenate([net.capacity, net.supply[enters], -net.supply[leaves]])
    solver: Any = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(tail, head, capacity)
    status = solver.solve(source, drain)
    if status != solver.OPTIMAL:
        raise ArithmeticError(f"the flow could not be found: {status}")
    if solver.optimal_flow() < net.supply[enters].sum():
        return None
    return _taken(net, np.asarray(solver.flows(np.arange(len(net.arcs), dtype=np.int32))))


def _taken(net: Network, flows: Ints) -> Ints:
    used = np.flatnonzero(flows)
    taken = np.empty(len(net.items), np.int64)
    taken[net.tail[used]] = net.arcs[used]
    return taken
