"""The flow network of what is still open: items, the nodes that can fill up, and one sink."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.solving.assignment.problem import Assignment, Flags, Ints


@dataclass(frozen=True, eq=False)
class Network:
    """Items 0 ... n-1, then nodes, then the sink; arcs of items first, then those from node to node.

    Attributes
    ----------
    arcs
        (a,) arcs of the problem, in the order of the network's first arcs.
    items
        (n,) the items, in the order of the network's nodes.
    tail, head, capacity
        Of the network's arcs.
    supply
        (network nodes,) what enters; negative: what must leave.
    """

    arcs: Ints
    items: Ints
    tail: Ints
    head: Ints
    capacity: Ints
    supply: Ints

    @property
    def vertices(self) -> int:
        """Nodes that can fill up, and the sink."""
        return len(self.supply) - len(self.items)

    def part(self, keep: Flags) -> Network:
        """Return it with only these of the items' arcs; `keep` (a,)."""
        every = np.concatenate([keep, np.ones(len(self.tail) - len(keep), np.bool_)])
        return replace(
            self, arcs=self.arcs[keep], tail=self.tail[every], head=self.head[every], capacity=self.capacity[every]
        )


def network(problem: Assignment, items: Ints, arcs: Ints, choice: Ints, exact: Flags) -> Network:
    """Return the network in which `items` choose anew among `arcs`, and all others stay where they are.

    Parameters
    ----------
    exact
        (V,) nodes that must keep exactly what `choice` puts into them: they end the way upward, and what they hold
        enters above them as a supply.
    """
    room, moving, contested = contest(problem, items, arcs, choice, exact)
    nodes, n = np.flatnonzero(contested), len(items)
    number = np.full(problem.nodes + 1, -1)
    number[nodes] = n + np.arange(len(nodes))
    number[-1] = sink = n + len(nodes)
    place = number[problem.nearest(contested)]
    of_item = np.full(problem.items, -1)
    of_item[items] = np.arange(n)
    up = place[problem.parent[nodes]]
    free, kept = ~exact[nodes], exact[nodes]
    supply = np.zeros(sink + 1, np.int64)
    supply[:n], supply[sink] = 1, -n
    supply[number[nodes[kept]]] -= moving[nodes[kept]]
    np.add.at(supply, up[kept], moving[nodes[kept]])
    return Network(
        arcs,
        items,
        np.concatenate([of_item[problem.owner[arcs]], number[nodes[free]]]),
        np.concatenate([place[problem.node[arcs]], up[free]]),
        np.concatenate([np.ones(len(arcs), np.int64), room[nodes[free]]]),
        supply,
    )


def contest(problem: Assignment, items: Ints, arcs: Ints, choice: Ints, exact: Flags) -> tuple[Ints, Ints, Flags]:
    """Return per node the room for `items`, how many are there now, and whether it can fill up or is exact."""
    now = problem.lifted(problem.node[choice[items]])
    room = problem.capacity - (problem.lifted(problem.node[choice]) - now)
    ends = problem.node[arcs]
    reach = np.bincount(ends[ends >= 0], minlength=problem.nodes).astype(np.int64)
    for level in reversed(problem.levels[1:]):
        np.add.at(reach, problem.parent[level], np.minimum(reach, room)[level])
    return room, now, (reach > 0) & ((reach > room) | exact)
