"""Small integer programs written as plain rows, their solutions by trying all, and random ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import scipy.sparse as sp
from hypothesis import strategies as st

from optimizer.solving.linear import LinearModel

Bounds = tuple[float, float]
INF = float("inf")


def program(rows: Sequence[Sequence[float]], ranges: Sequence[Bounds], bounds: Sequence[Bounds]) -> LinearModel:
    """Rows of coefficients with their ranges, over columns with bounds."""
    matrix = np.array(rows, dtype=float).reshape(len(ranges), len(bounds))
    low, high = np.array(ranges, dtype=float).reshape(-1, 2).T
    lower, upper = np.array(bounds, dtype=float).reshape(-1, 2).T
    return LinearModel(sp.csc_array(matrix), low, high, lower, upper, np.ones(len(bounds), dtype=bool))


def relaxed(model: LinearModel) -> LinearModel:
    """The same without integrality."""
    return replace(model, integer=np.zeros(len(model.integer), dtype=bool))


def holds(model: LinearModel, x: np.ndarray) -> bool:
    """Tell whether x is within all rows and bounds."""
    act = model.matrix @ x
    rows = np.all(act >= model.row_lower - 1e-6) and np.all(act <= model.row_upper + 1e-6)
    return bool(rows and np.all(x >= model.lower - 1e-6) and np.all(x <= model.upper + 1e-6))


def solutions(model: LinearModel, lower: np.ndarray | None = None, upper: np.ndarray | None = None) -> Iterator[tuple]:  # type: ignore[type-arg]
    """Yield every integer solution, within tighter bounds if given, as a tuple of integers."""
    low = model.lower if lower is None else lower
    high = model.upper if upper is None else upper
    for x in product(*(range(int(a), int(b) + 1) for a, b in zip(low, high, strict=True))):
        if holds(model, np.array(x, dtype=float)):
            yield x


@st.composite
def programs(draw: st.DrawFn, columns: int = 5, rows: int = 4, most: int = 1) -> LinearModel:
    """A random program of a few columns from 0 to `most`."""
    n, m = draw(st.integers(1, columns)), draw(st.integers(0, rows))
    coefficient = st.sampled_from((0, 0, 0, 1, 1, -1, 2, 3, -2))
    matrix = [[draw(coefficient) for _ in range(n)] for _ in range(m)]
    ranges = []
    for _ in range(m):
        side = draw(st.integers(-2, 4))
        ranges.append(draw(st.sampled_from(((side, INF), (-INF, side), (side, side), (side - 2, side)))))
    return program(matrix, ranges, [(0, draw(st.integers(1, most))) for _ in range(n)])


def costs(model: LinearModel) -> st.SearchStrategy[np.ndarray]:
    """Integer costs of the columns."""
    n = len(model.lower)
    return st.lists(st.integers(-4, 9), min_size=n, max_size=n).map(lambda c: np.array(c, dtype=float))


def hard(seed: int, items: int = 50, rows: int = 5) -> tuple[LinearModel, np.ndarray]:
    """A market split: no solver proves it in a while. What each row misses its half by is the cost; always feasible.

    Source: Cornuejols and Dawande (1998), A class of hard small 0-1 programs.
    """
    lot = np.random.default_rng(seed)
    weights = lot.integers(1, 100, (rows, items)).astype(float)
    eye = np.eye(rows)
    sides = [(float(s), float(s)) for s in weights.sum(1) // 2]
    model = program(np.hstack([weights, eye, -eye]).tolist(), sides, [(0, 1)] * items + [(0, 5000)] * (2 * rows))
    return model, np.concatenate([np.zeros(items), np.ones(2 * rows)])


def random_lp(lot: Random) -> tuple[LinearModel, np.ndarray, np.ndarray]:
    """Items to be covered, at a price when missing, by columns in groups of which one at most is taken; some limits."""
    items, groups, each = lot.randint(1, 4), lot.randint(1, 3), lot.randint(1, 3)
    n = items + groups * each
    rows, ranges = [], []
    for i in range(items):
        rows.append([1.0 * (c == i) if c < items else lot.choice((0, 0, 1, 1, 2)) for c in range(n)])
        ranges.append((float(lot.randint(1, 2)), INF))
    for g in range(groups):
        rows.append([1.0 * (c >= items and (c - items) // each == g) for c in range(n)])
        ranges.append((-INF, 1.0))
    load = [0.0] * items + [float(lot.randint(0, 5)) for _ in range(n - items)]
    rows.append(load)
    ranges.append((-INF, float(lot.randint(2, 9))))
    cost = np.array([lot.randint(3, 9) for _ in range(items)] + [lot.randint(-1, 6) for _ in range(n - items)], float)
    number = np.array([-1] * items + [(c // each) for c in range(n - items)])
    return program(rows, ranges, [(0, 2)] * items + [(0, 1)] * (n - items)), cost, number
