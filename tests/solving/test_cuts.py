"""Cuts known by hand; and for random models, that whole solutions keep every cut and the relaxed one breaks it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.solving.cuts import LEAST, MOST, PER_ROW, CutFinder, _spread
from optimizer.solving.linear import LinearModel
from tests.solving.programs import INF, Bounds, program, solutions


def cuts(model: LinearModel, *x: float) -> list[tuple[list[float], float]]:
    """The cuts found for a point, as coefficients and sides."""
    found = CutFinder(model).find(np.array(x, dtype=float))
    assert found.matrix.shape == (len(found), len(x))
    return list(zip(found.matrix.toarray().tolist(), found.upper.tolist(), strict=True))


def at_most(rows: list[list[float]], *upper: float) -> LinearModel:
    """Rows of at most so much over binaries."""
    return program(rows, [(-INF, u) for u in upper], [(0, 1)] * len(rows[0]))


PAIRS = [[1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0]]
"""Of each two of three columns at most one."""


class TestSubsetRows:
    def test_an_odd_cycle(self) -> None:
        assert cuts(at_most(PAIRS, 1, 1, 1), 0.5, 0.5, 0.5) == [([1, 1, 1], 1)]

    def test_equal_to_one_is_also_at_most_one(self) -> None:
        model = replace(at_most(PAIRS, 1, 1, 1), row_lower=np.array([1.0, -INF, 0.0]))
        assert cuts(model, 0.5, 0.5, 0.5) == [([1, 1, 1], 1)]

    def test_columns_outside_the_relaxation_get_their_coefficient(self) -> None:
        """After the cycle: columns in none, one, two and all three of the rows."""
        extra = [[0, 1, 1, 1], [0, 0, 1, 1], [0, 0, 0, 1]]
        model = at_most([[*a, *b] for a, b in zip(PAIRS, extra, strict=True)], 1, 1, 1)
        assert cuts(model, 0.5, 0.5, 0.5, 0, 0, 0, 0) == [([1, 1, 1, 0, 0, 1, 1], 1)]

    def test_a_column_in_all_three_rows_counts_once(self) -> None:
        """Each pair 0.4 and the column in all rows 0.2 make 1.4; without the pairs there is nothing to cut."""
        model = at_most([[*row, 1.0] for row in PAIRS], 1, 1, 1)
        assert cuts(model, 0.4, 0.4, 0.4, 0.2) == [([1, 1, 1, 1], 1)]
        assert cuts(model, 0, 0, 0, 0.9) == []

    @pytest.mark.parametrize("x", [1 / 3, (1 + LEAST / 2) / 3])
    def test_nothing_when_hardly_broken(self, x: float) -> None:
        assert cuts(at_most(PAIRS, 1, 1, 1), x, x, x) == []

    def test_another_side_or_coefficient_is_no_such_row(self) -> None:
        assert cuts(at_most(PAIRS, 1, 1, 2), 0.5, 0.5, 0.5) == []
        assert cuts(at_most([*PAIRS[:2], [2.0, 0.0, 1.0]], 1, 1, 1), 0.5, 0.5, 0.5) == []

    def test_no_row_is_in_many_and_no_triple_twice(self) -> None:
        triples = [
            (float(i + j + k), i, j, k) for i in range(9) for j in range(9) for k in range(9) if i != j != k != i
        ]
        taken = _spread(triples)
        assert taken[0] == (6, 7, 8), "the most broken comes first"
        assert len({frozenset(t) for t in taken}) == len(taken)
        assert max(Counter(r for t in taken for r in t).values()) == PER_ROW

    def test_no_more_than_so_many_at_a_time(self) -> None:
        taken = _spread([(float(n), 3 * n, 3 * n + 1, 3 * n + 2) for n in range(MOST + 7)])
        assert len(taken) == MOST
        assert min(taken) == (21, 22, 23), "the least broken are left"


class TestRounding:
    def test_one_of_sevens_fits_in_ten(self) -> None:
        assert cuts(at_most([[7, 7, 7]], 10), 0.5, 0.5, 0.43) == [([1, 1, 1], 1)]

    def test_a_small_term_falls_away(self) -> None:
        """In tens, 15 is one and a half: 10 counts for one, and 5 for none."""
        assert cuts(at_most([[10, 10, 5]], 15), 1, 0.5, 0) == [([1, 1, 0], 1)]

    def test_a_term_is_rounded_by_the_fraction_that_it_is_above_that_of_the_side(self) -> None:
        """In twelves, 18 is 1.5 and 21 is 1.75: of the quarter above the half, a half remains."""
        assert cuts(at_most([[12, 12, 21]], 18), 1, 0.5, 0) == [([1, 1, 1.5], 1)]

    def test_nothing_when_the_row_is_slack(self) -> None:
        assert cuts(at_most([[7, 7, 7]], 10), 0.5, 0.5, 0.2) == []

    def test_nothing_for_a_side_that_binds_nothing_or_is_small(self) -> None:
        assert cuts(at_most([[7, 7, 7]], INF), 1, 1, 0.5) == []
        assert cuts(at_most([[3, 3, 3]], 4), 0.5, 0.5, 0.34) == []

    def test_no_more_than_so_many_at_a_time(self) -> None:
        """More rows are broken than cuts are taken."""
        rows, sides = [[7.0, 7.0, 7.0]] * (MOST + 3), [10.0] * (MOST + 3)
        found = cuts(at_most([*rows, [10.0, 10.0, 10.0]], *sides, 10.5), 0.5, 0.5, 0.5)
        assert len(found) == MOST
        assert found[:3] == [([1, 1, 1], 1)] * 3


class TestNothing:
    @pytest.mark.parametrize("x", list(solutions(at_most([*PAIRS, [7, 7, 7]], 1, 1, 1, 10))))
    def test_for_an_integral_solution(self, x: tuple[int, ...]) -> None:
        assert cuts(at_most([*PAIRS, [7, 7, 7]], 1, 1, 1, 10), *x) == []

    def test_a_negative_coefficient_keeps_a_row_out(self) -> None:
        row = [*PAIRS[2], -1.0]
        assert cuts(at_most([[*PAIRS[0], 0], [*PAIRS[1], 0], row], 1, 1, 1), 0.5, 0.5, 0.5, 0) == []
        assert cuts(at_most([[7, 7, 7, -1]], 10), 0.5, 0.5, 0.43, 0) == []

    @pytest.mark.parametrize("change", ["below zero", "not whole"])
    def test_a_column_that_is_below_zero_or_not_whole(self, change: str) -> None:
        model = at_most([*PAIRS, [7, 7, 7]], 1, 1, 1, 10)
        assert len(cuts(model, 0.5, 0.5, 0.5)) == 2
        if change == "below zero":
            model = replace(model, lower=np.array([0.0, -1.0, 0.0]))
        else:
            model = replace(model, integer=np.array([True, False, True]))
        assert cuts(model, 0.5, 0.5, 0.5) == []

    def test_without_rows(self) -> None:
        assert cuts(program([], [], [(0, 1)] * 2), 0.5, 0.5) == []
        assert cuts(at_most([[0, 0], [1, 0]], 1, 1), 0.5, 0.5) == []


def packing(lot: Random) -> tuple[LinearModel, np.ndarray]:
    """Some binaries in rows of at most one and rows of minutes, here and there a negative term; a point in the box."""
    n = lot.randint(3, 8)
    rows: list[list[float]] = []
    ranges: list[Bounds] = []
    for _ in range(lot.randint(0, 6)):
        inside = lot.sample(range(n), min(n, lot.choice((2, 2, 3, 4))))
        rows.append([1.0 * (c in inside) for c in range(n)])
        ranges.append((-INF, 1.0))
    for _ in range(lot.randint(0, 3)):
        rows.append([float(lot.choice((0, 5, 7, 10, 12, 20, 25, 35, 45, 60, 95))) for _ in range(n)])
        ranges.append((lot.choice((-INF, -INF, 5.0)), lot.choice((10.0, 24.0, 37.5, 60.0, 90.0, 115.0))))
    if rows and lot.random() < 0.3:
        lot.choice(rows)[lot.randrange(n)] = -float(lot.choice((1, 7)))
    x = np.array([lot.choice((0.0, 0.25, 1 / 3, 0.5, 0.5, 2 / 3, 0.95, 1.0)) for _ in range(n)])
    return program(rows, ranges, [(0, 1)] * n), x


@settings(max_examples=300)
@given(st.integers(0, 10**9))
def test_every_whole_solution_keeps_the_cuts_that_the_point_breaks(seed: int) -> None:
    model, x = packing(Random(seed))
    before = model.matrix.toarray()
    found = CutFinder(model).find(x)
    assert np.array_equal(model.matrix.toarray(), before)
    assert np.all(found.matrix @ x > found.upper + LEAST - 1e-9)
    every = np.array(list(solutions(model)), dtype=float).reshape(-1, len(x))
    assert np.all(found.matrix @ every.T <= found.upper[:, None] + 1e-9)


def test_such_models_have_cuts_of_both_kinds() -> None:
    """What is shown for all cuts above is shown for many."""
    both = Counter[str]()
    for seed in range(200):
        model, x = packing(Random(seed))
        finder = CutFinder(model)
        both["subset rows"] += len(finder._subset_rows(x))
        both["rounding"] += len(finder._roundings(x))
    assert min(both["subset rows"], both["rounding"]) > 50
