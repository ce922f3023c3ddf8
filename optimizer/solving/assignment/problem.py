"""The problem: every item takes one of its arcs, and nested nodes hold so many items and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Ints: TypeAlias = "NDArray[np.int64]"
Flags: TypeAlias = "NDArray[np.bool_]"
Costs: TypeAlias = "NDArray[Any]"
"""(arcs,) non-negative costs of any integer kind: small kinds save memory."""


@dataclass(frozen=True)
class Stage:
    """What a stage reached, and what it can never go below."""

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether value and bound meet."""
        return self.value == self.bound


class Assignment:
    """N items, M arcs sorted by item, V nodes that form a forest.

    Parameters
    ----------
    first
        (N + 1,) where the arcs of each item begin.
    node
        (M,) node in which an arc takes a place; -1 takes none.
    capacity
        (V,) places; whoever is in a node is in all above it too.
    parent
        (V,) the node above, of a higher index; -1 at a root.

    Raises
    ------
    ValueError
        When the arrays do not fit each other, or an item has no arc that takes no place: it might be left without.
    """

    def __init__(self, first: Costs, node: Costs, capacity: Costs, parent: Costs) -> None:
        self.first = np.asarray(first, np.int64)
        self.node = np.asarray(node, np.int64)
        self.capacity = np.asarray(capacity, np.int64)
        self.parent = np.asarray(parent, np.int64)
        self._check()
        self.owner = np.repeat(np.arange(self.items), np.diff(self.first))

    def _check(self) -> None:
        nodes = np.arange(self.nodes)
        if self.first[0] != 0 or self.first[-1] != self.arcs or (np.diff(self.first) < 1).any():
            raise ValueError("first: every item needs arcs, and they together are all arcs")
        if self.parent.shape != self.capacity.shape or (self.capacity < 0).any():
            raise ValueError("capacity: one for each node, not negative")
        if ((self.parent != -1) & ((self.parent <= nodes) | (self.parent >= self.nodes))).any():
            raise ValueError("parent: of a higher index than the node itself")
        if self.arcs and (self.node.min() < -1 or self.node.max() >= self.nodes):
            raise ValueError("node: an arc leads to a node that is not there")
        if self.items and not np.logical_or.reduceat(self.node < 0, self.first[:-1]).all():
            raise ValueError("node: every item needs an arc that takes no place (-1)")

    @property
    def items(self) -> int:
        """N."""
        return len(self.first) - 1

    @property
    def arcs(self) -> int:
        """M."""
        return len(self.node)

    @property
    def nodes(self) -> int:
        """V."""
        return len(self.capacity)

    @cached_property
    def levels(self) -> Sequence[Ints]:
        """Nodes by their distance from the root, the roots first."""
        depth = np.zeros(self.nodes, np.int64)
        for v in range(self.nodes - 1, -1, -1):
            if self.parent[v] >= 0:
                depth[v] = depth[self.parent[v]] + 1
        order = np.argsort(depth, kind="stable")
        return np.split(order, np.flatnonzero(np.diff(depth[order])) + 1) if self.nodes else []

    def lifted(self, nodes: Ints) -> Ints:
        """Return how many of these places (-1: none) lie in each node and below."""
        count = np.bincount(nodes[nodes >= 0], minlength=self.nodes).astype(np.int64)
        for level in reversed(self.levels[1:]):
            np.add.at(count, self.parent[level], count[level])
        return count

    def nearest(self, stop: Flags) -> Ints:
        """Return, for every node and for -1, the nearest node at or above it that is marked; V where none is."""
        found = np.full(self.nodes + 1, self.nodes)
        for level in self.levels:
            found[level] = np.where(stop[level], level, found[self.parent[level]])
        return found

    def overfull(self, choice: Ints) -> bool:
        """Tell whether this choice of arcs puts more into a node than it holds."""
        return bool((self.lifted(self.node[choice]) > self.capacity).any())

    def start(self) -> Ints:
        """Return a choice: item by item, the first arc that has room."""
        room, above = self.capacity.tolist(), self.parent.tolist()
        first, node = self.first.tolist(), self.node.tolist()
        choice = np.empty(self.items, np.int64)
        for item in range(self.items):
            for arc in range(first[item], first[item + 1]):
                if _take(node[arc], room, above):
                    choice[item] = arc
                    break
        return choice


def _take(node: int, room: list[int], above: list[int]) -> bool:
    """Take a place in a node and all above it, if there is one."""
    v = node
    while v >= 0:
        if room[v] <= 0:
            return False
        v = above[v]
    v = node
    while v >= 0:
        room[v] -= 1
        v = above[v]
    return True
