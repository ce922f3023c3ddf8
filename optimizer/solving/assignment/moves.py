"""What it costs to give one item an arc that it does not have, all others placed anew as well as can be."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.solving.assignment.problem import Assignment, Costs, Ints

Step = tuple[int, int]
"""Where it leads, and the arc that an item takes for it (-1: nobody moves)."""


@dataclass(frozen=True)
class Move:
    """An item leaves one arc for another."""

    item: int
    source: int
    target: int


@dataclass(frozen=True)
class Price:
    """What a forced arc changes.

    Attributes
    ----------
    change
        Per stage: of a sum by how much it changes, of a worst how many items more are beyond it.
    moves
        Who moves: the item itself first.
    """

    change: tuple[int, ...]
    moves: tuple[Move, ...]


class Prices:
    """Answers for a choice that is lexicographically the best.

    A forced item pushes others around until its own old place is taken or somebody finds room: a shortest way among
    full nodes. One search backwards from where the item is answers for all its arcs, and for all items there.

    Parameters
    ----------
    problem
        The assignment.
    choice
        (N,) the best choice for `stages`.
    stages
        Costs (M,) and, for a stage of a worst value, its limit: such a stage counts the items beyond.
    """

    def __init__(self, problem: Assignment, choice: Ints, stages: Sequence[tuple[Costs, int | None]]) -> None:
        self.problem, self.choice = problem, choice
        self.stages = [cost if limit is None else (cost > limit).astype(np.int8) for cost, limit in stages]
        full = problem.lifted(problem.node[choice]) == problem.capacity
        self._place = problem.nearest(full)
        self._full = np.flatnonzero(full)
        self._trees: dict[int, tuple[dict[int, Step], list[tuple[int, int, int, int]]]] = {}

    def of(self, item: int, arc: int) -> Price | None:
        """Return what changes when `item` must take `arc`; none when a node on its way has no place at all.

        Raises
        ------
        ValueError
            When the arc is not one of the item's.
        """
        if not self.problem.first[item] <= arc < self.problem.first[item + 1]:
            raise ValueError("an arc of another item")
        now = int(self.choice[item])
        if arc == now:
            return Price((0,) * len(self.stages), ())
        goal, place = int(self._place[self.problem.node[now]]), int(self._place[self.problem.node[arc]])
        tree = self._tree(goal, place)
        if place not in tree:
            return None
        moves = [Move(item, now, arc)]
        while place != goal:
            place, taken = tree[place]
            if taken >= 0:
                mover = int(self.problem.owner[taken])
                moves.append(Move(mover, int(self.choice[mover]), taken))
        change = tuple(sum(int(cost[move.target]) - int(cost[move.source]) for move in moves) for cost in self.stages)
        return Price(change, tuple(moves))

    @cached_property
    def _keys(self) -> list[int]:
        """Every arc's stages as one whole number, each stage beyond all that later ones can sum to."""
        keys, unit = [0] * self.problem.arcs, 1
        for cost in reversed(self.stages):
            keys = [key + unit * c for key, c in zip(keys, cost.tolist(), strict=True)]
            unit *= 2 * self.problem.items * int(cost.max(initial=0)) + 1
        return keys

    @cached_property
    def _back(self) -> dict[int, list[tuple[int, int, int]]]:
        """Per vertex the edges that lead to it, parallel ones only once: where from, length, arc taken."""
        problem, keys = self.problem, self._keys
        chosen = self.choice[problem.owner]
        source, target = self._place[problem.node[chosen]], self._place[problem.node]
        best: dict[tuple[int, int], tuple[int, int]] = {}
        open_arcs = np.flatnonzero(source != target)
        for arc, u, w, had in zip(
            open_arcs.tolist(),
            source[open_arcs].tolist(),
            target[open_arcs].tolist(),
            chosen[open_arcs].tolist(),
            strict=True,
        ):
            length = keys[arc] - keys[had]
            if (u, w) not in best or length < best[u, w][0]:
                best[u, w] = (length, arc)
        # from above a full node down into it: it takes in one more from outside, and gives up one less upward
        above = self._place[problem.parent[self._full]]
        for u, w in zip(above.tolist(), self._full.tolist(), strict=True):
            if (u, w) not in best or best[u, w][0] > 0:
                best[u, w] = (0, -1)
        back: dict[int, list[tuple[int, int, int]]] = {}
        for (u, w), (length, arc) in best.items():
            back.setdefault(w, []).append((u, length, arc))
        return back

    @cached_property
    def _potential(self) -> dict[int, int]:
        """Prices that leave no edge a negative length.

        Raises
        ------
        ArithmeticError
            When the choice is not the best.
        """
        price: dict[int, int] = {u: 0 for w, edges in self._back.items() for u in (w, *(e[0] for e in edges))}
        changed = set(price)
        for _ in range(len(price) + 1):
            if not changed:
                return price
            found: set[int] = set()
            for w in changed:
                for u, length, _ in self._back.get(w, ()):
                    if length + price[w] < price[u]:
                        price[u] = length + price[w]
                        found.add(u)
            changed = found
        raise ArithmeticError("the choice is not the best: some could change places and all would gain")

    def _tree(self, goal: int, asked: int) -> dict[int, Step]:
        """Return the first steps of the shortest ways to `goal`, from `asked` (if there is a way) and all nearer."""
        price = self._potential
        tree, queue = self._trees.setdefault(goal, ({}, [(0, goal, goal, -1)]))
        while queue and asked not in tree:
            far, w, onward, taken = heapq.heappop(queue)
            if w in tree:
                continue
            tree[w] = (onward, taken)
            for u, length, arc in self._back.get(w, ()):
                if u not in tree:
                    heapq.heappush(queue, (far + length + price[w] - price[u], u, w, arc))
        return tree
