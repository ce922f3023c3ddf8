"""Who could move where: the graph that proves a choice cheapest, and shows what other cheapest choices use."""

from __future__ import annotations

import numpy as np

from optimizer.solving.assignment.problem import Assignment, Flags, Ints

BLOCKED = 2**61
"""The price of a place that nobody can take."""


class Residual:
    """One vertex a full node (with all below it that is not full), one for all the rest, where there is always room.

    An edge leads from where an item is to where it could go; and from above a full node down into it: whoever comes
    in above may take over what the full node no longer needs there.
    """

    def __init__(self, problem: Assignment, arcs: Ints, choice: Ints, exact: Flags) -> None:
        self.problem, self.arcs = problem, arcs
        self.chosen = choice[problem.owner[arcs]]
        full = exact | (problem.lifted(problem.node[choice]) == problem.capacity)
        place = problem.nearest(full)
        source, target = place[problem.node[self.chosen]], place[problem.node[arcs]]
        self.inner = np.flatnonzero(full & ~exact)
        """Full nodes that may yet be left."""
        above = place[problem.parent[self.inner]]
        ends = source, target, above, self.inner
        met = np.zeros(problem.nodes + 1, np.bool_)
        for end in ends:
            met[end] = True
        vertices, number = np.flatnonzero(met), np.cumsum(met) - 1
        self.size, self._vertices, self._place = len(vertices), vertices, place
        self.source, self.target, self.above, self.inside = (number[end] for end in ends)
        code = np.concatenate([self.source * self.size + self.target, self.above * self.size + self.inside])
        self.order = np.argsort(code, kind="stable")
        code = code[self.order]
        self.starts = np.flatnonzero(np.diff(code, prepend=-1)) if len(code) else np.zeros(0, np.int64)
        self.tail, self.head = np.divmod(code[self.starts], max(1, self.size))
        """Of the edges, parallel ones taken together, sorted by tail."""
        self.groups = np.flatnonzero(np.diff(self.tail, prepend=-1))

    def lengths(self, cost: Ints) -> Ints:
        """Return the length of every edge: the least that a move along it costs, given that of each move (arcs,)."""
        lengths = np.concatenate([cost, np.zeros(len(self.inner), np.int64)])[self.order]
        return np.minimum.reduceat(lengths, self.starts) if len(lengths) else lengths

    def prices(self, lengths: Ints, turns: int | None = None) -> Ints | None:
        """Return prices of the vertices with price(tail) <= length + price(head) everywhere; none on a negative cycle.

        With a number of `turns`, none as well when these were not enough.

        Bellman-Ford from below: prices start at 0 and only fall.
        """
        price = np.zeros(self.size, np.int64)
        if not len(lengths):
            return price
        tails, check = self.tail[self.groups], 16
        for turn in range(self.size + 1 if turns is None else turns):
            found = np.minimum.reduceat(lengths + price[self.head], self.groups)
            lower = found < price[tails]
            if not lower.any():
                return price
            price[tails[lower]] = found[lower]
            if turn == check:
                check *= 2
                if self._gains(lengths, price):
                    return None
        return None

    def _gains(self, lengths: Ints, price: Ints) -> bool:
        """Tell whether following the best edge from every vertex with a fallen price runs into a negative cycle."""
        value = lengths + price[self.head]
        sizes = np.diff(np.append(self.groups, len(value)))
        hit = np.flatnonzero(value == np.repeat(np.minimum.reduceat(value, self.groups), sizes))
        best = hit[np.unique(self.tail[hit], return_index=True)[1]]
        best = best[price[self.tail[best]] < 0]
        step, gain = np.arange(self.size), np.zeros(self.size, np.int64)
        step[self.tail[best]] = self.head[best]
        # along a cycle of best edges the lengths sum to at most 0; below 0 where one edge still undercuts its price
        gain[self.tail[best]] = price[self.tail[best]] - value[best]
        total, far = gain.copy(), step.copy()
        for _ in range(int(self.size).bit_length()):
            total, far = np.minimum(total + total[far], 2**60), far[far]
        on_cycle = np.zeros(self.size, np.bool_)
        on_cycle[far[step[far] != far]] = True
        # from a vertex on a cycle all that is passed, again and again, is the cycle
        return bool((total[on_cycle] > 0).any())

    def place_prices(self, price: Ints) -> Ints:
        """Return the price of a place in every node, and of none (the last): where nobody can come, out of reach."""
        every = np.full(self.problem.nodes + 1, BLOCKED)
        every[self._vertices] = price
        places: Ints = every[self._place]
        return places

    def reduced(self, cost: Ints, price: Ints) -> Ints:
        """Return the reduced cost of every arc: what taking it costs when places have these prices."""
        reduced: Ints = cost + price[self.target] - price[self.source]
        return reduced

    def common(self, lengths: Ints, price: Ints, reduced: Ints) -> tuple[Flags, Ints]:
        """Return which arcs some cheapest choice uses, and the nodes that all cheapest choices leave as full.

        A move belongs to a cheapest choice when it lies on a cycle of length 0, so within a strong component of the
        edges without reduced cost.
        """
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        tight = lengths + price[self.head] == price[self.tail]
        tail, head = self.tail[tight], self.head[tight]
        graph = coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(self.size, self.size)).tocsr()
        part = connected_components(graph, directed=True, connection="strong")[1]
        keep = (reduced == 0) & (part[self.source] == part[self.target])
        fixed = (part[self.above] != part[self.inside]) | (price[self.above] != price[self.inside])
        return keep, self.inner[fixed]
