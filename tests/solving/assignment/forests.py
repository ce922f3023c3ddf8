"""Random assignments and what brute force says about them."""

from __future__ import annotations

from itertools import product

import numpy as np

from optimizer.solving.assignment import Assignment
from optimizer.solving.assignment.problem import Costs, Ints


def forest(seed: int, *, items: int = 5, nodes: int = 5, degree: int = 3) -> Assignment:
    """Return a random small assignment; the last arc of every item takes no place."""
    rng = np.random.default_rng(seed)
    count, nodes = int(rng.integers(1, items + 1)), int(rng.integers(1, nodes + 1))
    parent = np.array([int(rng.integers(v + 1, nodes + 1)) if rng.random() < 0.7 else nodes for v in range(nodes)])
    parent[parent == nodes] = -1
    degrees = rng.integers(0, degree + 1, count)
    node = np.concatenate([np.append(rng.integers(-1 if rng.random() < 0.1 else 0, nodes, d), -1) for d in degrees])
    first = np.concatenate([[0], np.cumsum(degrees + 1)])
    return Assignment(first, node, rng.integers(0, 3, nodes), parent)


def feasible(problem: Assignment) -> list[Ints]:
    """Return every choice that overfills no node."""
    every = product(*(range(problem.first[i], problem.first[i + 1]) for i in range(problem.items)))
    return [choice for choice in (np.array(c) for c in every) if fits(problem, choice)]


def fits(problem: Assignment, choice: Ints) -> bool:
    """Tell whether no node is overfull, counted one by one."""
    used = [0] * problem.nodes
    for arc in choice:
        v = int(problem.node[arc])
        while v >= 0:
            used[v] += 1
            v = int(problem.parent[v])
    return all(u <= c for u, c in zip(used, problem.capacity, strict=True))


def costs(seed: int, problem: Assignment, stages: int, highest: int = 4) -> list[Costs]:
    """Return random costs, among them ones that hardly differ."""
    rng = np.random.default_rng(seed + 1)
    return [rng.integers(0, rng.integers(1, highest + 1) + 1, problem.arcs) for _ in range(stages)]


def lattice(seed: int, *, items: int, schools: int, degree: int, slack: float = 1.1) -> Assignment:
    """Return a middle-sized assignment: a chain of up to three nodes per school, items near their schools."""
    rng = np.random.default_rng(seed)
    capacity: list[int] = []
    parent: list[int] = []
    leaves: list[list[int]] = []
    for _ in range(schools):
        depth = int(rng.integers(1, 4))
        base = len(capacity)
        room = int(rng.poisson(items / schools * slack))
        capacity += [max(0, room - int(rng.integers(0, 3)) * (depth - 1 - d)) for d in range(depth)]
        parent += [base + d + 1 if d + 1 < depth else -1 for d in range(depth)]
        leaves.append(list(range(base, base + depth)))
    node: list[int] = []
    for _ in range(items):
        home = int(rng.integers(schools))
        node += [int(rng.choice(leaves[(home + step) % schools])) for step in range(degree)]
        node.append(-1)
    return Assignment(np.arange(items + 1) * (degree + 1), np.array(node), np.array(capacity), np.array(parent))
