"""Middle-sized assignments against the flows of networkx, with whole numbers of any size as weights."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest

from optimizer.solving.assignment import Assignment, Lexicographic, Stage
from tests.solving.assignment.forests import fits, lattice


def graph_of(problem: Assignment, weights: list[int]) -> nx.DiGraph[Any]:
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_node("sink", demand=problem.items)
    for v in range(problem.nodes):
        above = ("node", int(problem.parent[v])) if problem.parent[v] >= 0 else "sink"
        graph.add_edge(("node", v), above, capacity=int(problem.capacity[v]), weight=0)
    for item in range(problem.items):
        graph.add_node(("item", item), demand=-1)
    for arc, weight in enumerate(weights):
        head = ("node", int(problem.node[arc])) if problem.node[arc] >= 0 else "sink"
        graph.add_edge(("item", int(problem.owner[arc])), ("arc", arc), capacity=1, weight=weight)
        graph.add_edge(("arc", arc), head, capacity=1, weight=0)
    return graph


@pytest.mark.parametrize("seed", range(4))
def test_all_stages_are_those_of_a_flow_with_weights_of_any_size(seed: int) -> None:
    problem = lattice(seed, items=120, schools=14, degree=7, slack=(0.7, 0.95, 1.1, 1.5)[seed])
    rng = np.random.default_rng(seed)
    unplaced = (problem.node < 0).astype(np.int8)
    stages = [unplaced, *(((rng.integers(0, high, problem.arcs)) * (1 - unplaced)) for high in (2, 2, 2, 5, 2, 91))]
    unit = problem.items * 100
    weights = [0] * problem.arcs
    for cost in stages:
        weights = [weight * unit + int(c) for weight, c in zip(weights, cost, strict=True)]
    known = nx.network_simplex(graph_of(problem, weights))[0]
    expected: list[int] = []
    for _ in stages:
        known, value = divmod(known, unit)
        expected.insert(0, value)
    search = Lexicographic(problem)
    assert search.minimise(stages) == [Stage(value, value) for value in expected]
    assert fits(problem, search.choice)


@pytest.mark.parametrize("seed", range(3))
def test_as_many_are_placed_as_a_maximum_flow_places(seed: int) -> None:
    problem = lattice(seed + 50, items=400, schools=40, degree=6, slack=0.9)
    placed: nx.DiGraph[Any] = nx.DiGraph()
    for v in range(problem.nodes):
        above = int(problem.parent[v])
        placed.add_edge(v, above if above >= 0 else "sink", capacity=int(problem.capacity[v]))
    for arc in np.flatnonzero(problem.node >= 0):
        placed.add_edge(f"item {problem.owner[arc]}", int(problem.node[arc]), capacity=1)
        placed.add_edge("source", f"item {problem.owner[arc]}", capacity=1)
    expected = problem.items - int(nx.maximum_flow_value(placed, "source", "sink"))
    (stage,) = Lexicographic(problem).minimise([problem.node < 0])
    assert stage == Stage(expected, expected)
