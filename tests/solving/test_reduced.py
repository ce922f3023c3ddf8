"""Reductions: one that keeps every solution, one that keeps an optimum, and one that leaves out what is of no use."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.solving.linear import LinearModel, reduced, tightened, undominated
from optimizer.solving.program import MipTask
from optimizer.solving.small import solve_small
from tests.solving.programs import INF, costs, program, programs, solutions


class TestReduced:
    @settings(max_examples=150)
    @given(st.data())
    def test_keeps_every_solution_and_so_the_optimum(self, data: st.DataObject) -> None:
        model = data.draw(programs(most=2))
        upper = np.array([data.draw(st.integers(0, int(u))) for u in model.upper], dtype=float)
        lower = np.array([data.draw(st.integers(0, int(u))) for u in upper], dtype=float)
        every = set(solutions(model, lower, upper))
        small = reduced(model, lower, upper)
        if small is None:
            assert not every
            return
        kept = {tuple(int(v) for v in small.whole(np.array(x, dtype=float))) for x in solutions(small.model)}
        assert kept == every

    def test_what_rows_decide_is_gone(self) -> None:
        """a is 1, so b is 0 and c is 1; d and e are left with the row between them."""
        model = program(
            [[1, 0, 0, 0, 0], [1, 1, 0, 0, 0], [0, 1, 1, 0, 0], [0, 0, 0, 1, 1], [1, 0, 0, 1, 1]],
            [(1, INF), (-INF, 1), (1, 1), (-INF, 1), (-INF, 3)],
            [(0, 1)] * 5,
        )
        small = reduced(model, model.lower, model.upper)
        assert small is not None
        assert small.columns.tolist() == [3, 4]
        assert small.model.matrix.toarray().tolist() == [[1, 1]]
        assert (small.model.row_lower.tolist(), small.model.row_upper.tolist()) == ([-INF], [1])
        assert small.whole(np.array([0.0, 0.9999999])).tolist() == [1, 0, 1, 0, 1]

    def test_bounds_below_each_other_have_no_solution(self) -> None:
        model = program([[1, 1]], [(-INF, 5)], [(0, 1), (0, 1)])
        assert reduced(model, np.array([1.0, 0.0]), np.array([0.0, 1.0])) is None

    def test_a_row_out_of_reach_has_no_solution(self) -> None:
        model = program([[1, 1]], [(3, INF)], [(0, 1), (0, 1)])
        assert reduced(model, model.lower, model.upper) is None

    def test_a_coefficient_of_zero_decides_nothing(self) -> None:
        matrix = sp.csc_array((np.array([0.0, 1.0]), (np.array([0, 0]), np.array([0, 1]))), shape=(1, 2))
        one, two = np.ones(1), np.ones(2)
        small = reduced(LinearModel(matrix, one, one, 0 * two, two, two > 0), 0 * two, two)
        assert small is not None
        assert (small.columns.tolist(), small.fixed.tolist()) == ([0], [0, 1])

    def test_without_upper_bounds(self) -> None:
        model = program([[1, 1], [1, -1]], [(4, INF), (-INF, 2)], [(0, INF), (0, 3)])
        small = reduced(model, model.lower, model.upper)
        assert small is not None
        assert small.model.lower.tolist() == [1, 0]
        assert small.model.upper.tolist() == [5, 3]

    @pytest.mark.parametrize("divisor", [3.0, 15.0, 49.0, 103.0])
    def test_rows_are_divided_by_what_divides_all_their_terms(self, divisor: float) -> None:
        """To the last bit: 49 times the inverse of 49 is not 1 to a computer; sides may become fractions."""
        terms = [[1, 2, 5, -4], [1, 1, 1, 1]]
        model = program((divisor * np.array(terms)).tolist(), [(-INF, 2 * divisor + 1), (divisor, INF)], [(0, 1)] * 4)
        small = reduced(model, model.lower, model.upper)
        assert small is not None
        assert small.model.matrix.toarray().tolist() == terms
        assert small.model.row_upper.tolist() == [(2 * divisor + 1) / divisor, INF]
        assert small.model.row_lower.tolist() == [-INF, 1]

    def test_a_row_is_divided_by_what_divides_the_terms_that_are_left(self) -> None:
        """The 7 is fixed; of 6 and 4 remains half, with a side of 9 less 7."""
        model = program([[6, 7, -4]], [(-INF, 9)], [(0, 1), (1, 1), (0, 1)])
        small = reduced(model, model.lower, model.upper)
        assert small is not None
        assert small.model.matrix.toarray().tolist() == [[3, -2]]
        assert small.model.row_upper.tolist() == [1]


class TestReducedForACost:
    @settings(max_examples=300)
    @given(st.data())
    def test_keeps_an_optimum(self, data: st.DataObject) -> None:
        model = data.draw(programs(most=2))
        cost = data.draw(costs(model))
        upper = np.array([data.draw(st.integers(0, int(u))) for u in model.upper], dtype=float)
        lower = np.array([data.draw(st.sampled_from((0, 0, int(u)))) for u in upper], dtype=float)
        every = set(solutions(model, lower, upper))
        small = reduced(model, lower, upper, cost)
        if small is None:
            assert not every
            return
        kept = {tuple(int(v) for v in small.whole(np.array(x, dtype=float))) for x in solutions(small.model)}
        assert kept <= every
        assert min((cost @ np.array(x) for x in kept), default=INF) == min((cost @ x for x in every), default=INF)

    def test_what_nothing_holds_back_is_fixed(self) -> None:
        """d does already what a and c are there for; without a, nothing keeps b, that pays, from its most."""
        model = program([[1, 1, 0, 0], [1, 0, 1, 1]], [(-INF, 3), (1, INF)], [(0, 2), (0, 3), (0, 1), (1, 1)])
        small = reduced(model, model.lower, model.upper, np.array([1.0, -1.0, 2.0, 0.0]))
        assert small is not None
        assert small.columns.tolist() == []
        assert small.fixed.tolist() == [0, 3, 0, 1]

    @pytest.mark.parametrize(("cost", "fixed"), [(1.0, 0), (0.0, 0), (-1.0, 4)])
    def test_a_column_in_no_row_goes_to_its_cheaper_bound(self, cost: float, fixed: int) -> None:
        model = program([], [], [(0, 4)])
        small = reduced(model, model.lower, model.upper, np.array([cost]))
        assert small is not None
        assert small.fixed.tolist() == [fixed]

    def test_a_column_without_upper_bound_that_pays_stays(self) -> None:
        model = program([], [], [(0, INF), (0, INF)])
        small = reduced(model, model.lower, model.upper, np.array([-1.0, 1.0]))
        assert small is not None
        assert small.columns.tolist() == [0]

    def test_both_sides_of_a_row_hold_back(self) -> None:
        """Neither the cost of a nor the gain of b can be had: the sum is to be between 1 and 2."""
        model = program([[1, 1]], [(1, 2)], [(0, 2), (0, 2)])
        small = reduced(model, model.lower, model.upper, np.array([1.0, -1.0]))
        assert small is not None
        assert small.columns.tolist() == [0, 1]

    def test_a_row_out_of_reach_has_no_solution(self) -> None:
        model = program([[1, 1]], [(3, INF)], [(0, 1), (0, 1)])
        assert reduced(model, model.lower, model.upper, np.ones(2)) is None


ONE_EACH = [1.0, 1.0, 1.0]


def useful(rows: list[list[float]], ranges: list[tuple[float, float]], cost: list[float]) -> list[bool]:
    """Tell which of three columns of one group are of use."""
    model = program([ONE_EACH, *rows], [(-INF, 1), *ranges], [(0, 1)] * 3)
    return [bool(kept) for kept in undominated(model, np.array(cost), np.zeros(3, dtype=int))]


class TestUndominated:
    def test_of_the_same_columns_one_is_left(self) -> None:
        assert useful([[1, 1, 0], [5, 5, 5]], [(1, INF), (-INF, 9)], [2, 2, 2]) == [True, False, True]

    def test_what_only_takes_more_is_of_no_use(self) -> None:
        assert useful([[1, 1, 1], [30, 20, 25]], [(0, INF), (-INF, 60)], [0, 0, 0]) == [False, True, False]

    def test_what_takes_more_of_one_and_less_of_another_is(self) -> None:
        assert useful([[30, 20, 31], [5, 6, 7]], [(-INF, 60), (-INF, 9)], [0, 0, 0]) == [True, True, False]

    @pytest.mark.parametrize(
        ("row", "side"),
        [
            ([30, 20, 20], (10, 60)),  # more may be needed
            ([30, 20, 20], (10, INF)),
            ([1, 0, 0], (-INF, 2)),  # counts, and a row of these is compared as it is
            ([-30, -20, -20], (-INF, 60)),
        ],
    )
    def test_more_in_another_kind_of_row_is_something_else(self, row: list[float], side: tuple[float, float]) -> None:
        assert useful([row], [side], [0, 0, 0]) == [True, True, False]

    def test_another_cost_is_something_else(self) -> None:
        assert useful([[5, 5, 5]], [(-INF, 9)], [1, 2, 2]) == [True, True, False]

    def test_only_within_a_group(self) -> None:
        model = program([[1] * 5, [5] * 5], [(-INF, 3), (-INF, 9)], [(0, 1)] * 5)
        kept = undominated(model, np.zeros(5), np.array([-1, -1, 0, 1, 1]))
        assert kept.tolist() == [True, True, True, True, False]

    @pytest.mark.parametrize("groups", [[-1, -1], [0, 1]])
    def test_nothing_to_compare(self, groups: list[int]) -> None:
        model = program([[1, 1]], [(-INF, 1)], [(0, 1), (0, 1)])
        assert undominated(model, np.zeros(2), np.array(groups)).all()
        assert undominated(program([], [], [(0, 1)] * 2), np.zeros(2), np.array(groups)).all()

    @pytest.mark.parametrize("lots", ["as they fall", "all alike"])
    @pytest.mark.parametrize("seed", range(80))
    def test_keeps_an_optimum(self, seed: int, lots: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whatever the random numbers are that columns are sorted by."""
        model, cost, groups = thinnable(Random(seed))
        every = [cost @ np.array(x) for x in solutions(model)]
        if lots == "all alike":
            monkeypatch.setattr(np.random, "default_rng", lambda _: _Zeros())
        kept = undominated(model, cost, groups)
        assert kept[groups < 0].all()
        some = [cost[kept] @ np.array(x) for x in solutions(model.taking(np.flatnonzero(kept)))]
        assert min(some, default=INF) == min(every, default=INF)

    def test_such_models_lose_columns(self) -> None:
        kept = [undominated(*thinnable(Random(seed))) for seed in range(80)]
        assert sum(int((~k).sum()) for k in kept) > 40


class _Zeros:
    """Random numbers that happen to be all the same."""

    def random(self, size: tuple[int, int]) -> np.ndarray:
        return np.zeros(size)


def thinnable(lot: Random) -> tuple[LinearModel, np.ndarray, np.ndarray]:
    """A column that is in no group, and up to three groups of which at most one is taken; rows of all kinds."""
    groups, each = lot.randint(1, 3), lot.randint(2, 4)
    number = np.array([-1] + [g for g in range(groups) for _ in range(each)])
    n = len(number)
    rows = [(number == g).astype(float).tolist() for g in range(groups)]
    ranges = [(-INF, 1.0)] * groups
    for _ in range(lot.randint(1, 3)):
        terms = lot.choice(((0, 1), (0, 1, 1), (2, 3, 4), (0, 2, 5), (0, 1, 2, -1)))
        side = float(lot.randint(0, 7))
        rows.append([float(lot.choice(terms)) for _ in range(n)])
        ranges.append(lot.choice(((-INF, side), (-INF, side), (side - 3, INF), (side - 3, side))))
    cost = np.array([float(lot.choice((-3, -2, -2, 1))) for _ in range(n)])
    return program(rows, ranges, [(0, 1)] * n), cost, number


class TestCoefficientsThatAreNotWhole:
    """Rows of cuts have them; a proof must not rest on their rounding."""

    TERMS = (78, 72, 93, 88, 67, 84, 94, 87, 75)
    COST = (-66, -78, -57, -53, -30, -74, -77, -33, -56)

    def model(self) -> LinearModel:
        """A knapsack with a rounding of it that every solution keeps."""
        cut = [0.783, 0.696, 1, 0.928, 0.623, 0.870, 1, 0.913, 0.739]
        return program([list(self.TERMS), cut], [(-INF, 582), (-INF, 6)], [(0, 1)] * 9)

    def test_the_optimum_is_that_without_the_cut(self) -> None:
        every = [x for x in product((0, 1), repeat=9) if np.dot(x, self.TERMS) <= 582]
        least = min(int(np.dot(x, self.COST)) for x in every)
        run = solve_small(MipTask(self.model(), np.array(self.COST, dtype=float)), seed=1)
        assert run.complete
        assert run.bound == least

    def test_such_a_row_is_not_divided(self) -> None:
        small = reduced(program([[2.0, 2.5, 4.0]], [(-INF, 5)], [(0, 1)] * 3), np.zeros(3), np.ones(3))
        assert small is not None
        assert small.model.matrix.toarray().tolist() == [[2.0, 2.5, 4.0]]

    def test_noise_fixes_no_column(self) -> None:
        model = program([[1.0, 5e-16]], [(-INF, 1)], [(1, 1), (0, 1)])
        found = tightened(model.matrix, model.row_lower, model.row_upper, model.lower, model.upper)
        assert found is not None
        assert found[1].tolist() == [1.0, 1.0]
