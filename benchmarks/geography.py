"""Random assignments like those of leerlingen to schools: near ones first, pools with dates, places short in parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from optimizer.solving.assignment.problem import Assignment, Costs, Ints


@dataclass(frozen=True)
class Geography:
    """An assignment and its stages, in the order in which they count.

    Attributes
    ----------
    before
        Sums: who stays without a place, by urgency; then rungs, the last first; then wishes.
    wish, apart, minutes
        (arcs,) of which the worst or the sum follows.
    """

    problem: Assignment
    before: list[Costs]
    wish: Costs
    apart: Costs
    minutes: Costs


def geography(items: int, schools: int, arcs: int, *, slack: float, seed: int) -> Geography:
    """Return `items` around `schools`, each with its `arcs` nearest; places are `slack` times the items, unevenly."""
    rng = np.random.default_rng(seed)
    site = rng.random((schools, 2))
    home = site[rng.integers(0, schools, items)] + rng.normal(0, 0.02, (items, 2))
    far, near = (np.asarray(x) for x in KDTree(site).query(home, k=arcs))
    kind, asked = rng.integers(0, 3, schools), rng.integers(0, 3, items)
    rung = 1 + np.minimum(6, np.arange(arcs) // 8 + (kind[near] + asked[:, None]) % 3)
    wish = np.where(np.arange(arcs) < 6, np.minimum(rng.integers(0, 8, (items, arcs)), 4), 4)
    minutes = np.minimum((far * 1500).astype(np.int64), 90)
    apart = ((rng.random((items, arcs)) < 0.9) & (rng.random(items) < 0.3)[:, None]).astype(np.int64)
    node, capacity, parent = _pools(rng, near, items / schools * slack)
    order = np.lexsort((minutes, apart, wish, rung), axis=1)
    rung, wish, apart, minutes = (_sorted(x, order, 0) for x in (rung, wish, apart, minutes))
    problem = Assignment(np.arange(items + 1) * (arcs + 1), _sorted(node, order, -1), capacity, parent)
    urgency = rng.choice(5, p=[0.02, 0.03, 0.05, 0.1, 0.8], size=items)[problem.owner]
    without = problem.node < 0
    before: list[Costs] = [without & (urgency == u) for u in range(5)]
    before += [rung == r for r in range(7, 1, -1)]
    return Geography(problem, [*before, wish], wish, apart, minutes)


def _sorted(values: Ints, order: Ints, last: int) -> NDArray[np.int64]:
    """Return (items, arcs) values in each item's order as (all arcs,), with one more for the arc without a place."""
    return np.concatenate([np.take_along_axis(values, order, 1), np.full((len(order), 1), last)], 1).ravel()


def _pools(rng: np.random.Generator, near: Ints, places: float) -> tuple[Ints, Ints, Ints]:
    """Return the node of every item at every school near it; and capacity and parent of the nodes.

    A school has one to four pools, each with one to three dates: a chain.
    """
    capacity: list[int] = []
    parent: list[int] = []
    schools = int(near.max()) + 1
    leaf, depth = np.zeros((schools, 12), np.int64), np.ones((schools, 12), np.int64)
    for school in range(schools):
        pools = int(rng.integers(1, 5))
        for pool in range(pools):
            dates, base = int(rng.integers(1, 4)), len(capacity)
            total = int(rng.poisson(places / pools))
            capacity += [max(0, total - int(rng.integers(0, 3)) * (dates - 1 - date)) for date in range(dates)]
            parent += [base + date + 1 if date + 1 < dates else -1 for date in range(dates)]
            leaf[school, pool::pools], depth[school, pool::pools] = base, dates
    pick = rng.integers(0, 12, len(near))[:, None]
    date = rng.integers(0, 6, len(near))[:, None]
    return leaf[near, pick] + date % depth[near, pick], np.array(capacity), np.array(parent)
