"""Dives of small programs: what is taken goes together, and stays within the share and the meter."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest
import scipy.sparse as sp

from optimizer.solving.columns import ColumnLp, LpRun
from optimizer.solving.diving import dive
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.linear import LinearModel
from tests.solving.programs import INF, program, random_lp, solutions
from tests.solving.toys import Signal

FOREVER = Limits(None)


def begun(model: LinearModel, cost: np.ndarray, groups: np.ndarray) -> tuple[ColumnLp, LpRun]:
    """A relaxation and its optimum."""
    lp = ColumnLp(model, groups, Meter(Limits(None)))
    run = lp.solve(cost, model.lower, model.upper)
    assert run is not None
    return lp, run


def dived(model: LinearModel, cost: list[float], groups: list[int], *, share: float = 1.0) -> list[int]:
    """The columns that a dive takes."""
    lp, run = begun(model, np.array(cost, dtype=float), np.array(groups))
    return taken_by(lp, run, np.array(cost, dtype=float), share=share)


def taken_by(
    lp: ColumnLp, run: LpRun, cost: np.ndarray, *, share: float = 1.0, end: Limits = FOREVER, rows: int | None = None
) -> list[int]:
    """The columns that a dive takes that looks at the first rows, all of them if not given."""
    model = lp.model
    first = np.arange(model.matrix.shape[0])[:rows]
    found = dive(lp, run, cost, model.lower, model.upper, rows=first, share=share, end=end)
    assert found.dtype == np.int64
    return sorted(found.tolist())


def pairs() -> LinearModel:
    """Four groups of two, of which one each."""
    rows = [[1.0 * (c // 2 == g) for c in range(8)] for g in range(4)]
    return program(rows, [(-INF, 1)] * 4, [(0, 1)] * 8)


PAIRS_COST = [-1.0, -2.0, -2.0, -1.0, -1.0, -2.0, -1.0, -2.0]
PAIRS_GROUPS = [0, 0, 1, 1, 2, 2, 3, 3]

CYCLE = program([[1, 1, 0], [0, 1, 1], [1, 0, 1]], [(-INF, 1)] * 3, [(0, 1)] * 3)
"""Three columns, each of a group of its own, of which two cannot go together: at best a half of each."""


class TestKnown:
    def test_what_is_sure_is_taken_at_once(self) -> None:
        assert dived(pairs(), PAIRS_COST, PAIRS_GROUPS) == [1, 2, 5, 7]

    @pytest.mark.parametrize(("share", "taken"), [(0.0, 0), (0.25, 1), (0.3, 2), (0.5, 2), (0.75, 3), (1.0, 4)])
    def test_the_share_of_the_groups(self, share: float, taken: int) -> None:
        found = dived(pairs(), PAIRS_COST, PAIRS_GROUPS, share=share)
        assert len(found) == taken
        assert set(found) <= {1, 2, 5, 7}

    def test_of_an_odd_cycle_one(self) -> None:
        assert len(dived(CYCLE, [-1, -1, -1], [0, 1, 2])) == 1

    def test_the_most_certain_first(self) -> None:
        """Of ten minutes, six go to the column that gains most; four are two thirds of the next."""
        model = program([[6, 6, 6]], [(-INF, 10)], [(0, 1)] * 3)
        assert dived(model, [-2, -3, -1], [0, 1, 2], share=0.5) == [1]

    def test_columns_of_no_group_are_not_taken(self) -> None:
        model = program([[1, 1, 1]], [(-INF, 2)], [(0, 1)] * 3)
        assert dived(model, [-3, -2, -1], [-1, 0, -1]) == [1]

    def test_what_another_one_needs_goes_with_it(self) -> None:
        """The first needs the second, which the third excludes."""
        model = program([[1, -1, 0], [0, 1, 1]], [(-INF, 0), (-INF, 1)], [(0, 1)] * 3)
        assert dived(model, [-3, 0.5, -2], [0, 1, 1]) == [0, 1]
        assert dived(model, [-3, 0.5, -4], [0, 1, 1]) == [2]

    def test_bounds_on_columns(self) -> None:
        """One is forced already and one ruled out: neither is taken, nor what the first excludes."""
        model = program([[1, 1, 0, 0], [0, 0, 1, 1]], [(-INF, 1)] * 2, [(0, 1), (1, 1), (0, 0), (0, 1)])
        assert dived(model, [-9, -1, -9, -1], [0, 0, 1, 1]) == [3]

    def test_rows_that_are_not_looked_at(self) -> None:
        model = program([[1, 0], [0, 1], [1, 1]], [(-INF, 1)] * 3, [(0, 1)] * 2)
        assert len(dived(model, [-2, -1], [0, 1])) == 1
        lp, cost = ColumnLp(model, np.array([0, 1]), Meter(FOREVER)), np.array([-2.0, -1.0])
        run = lp.solve(cost, model.lower, model.upper, rows=np.arange(2))
        assert run is not None
        assert taken_by(lp, run, cost, rows=2) == [0, 1]

    def test_a_step_without_solution_is_not_taken(self) -> None:
        """Three that exclude each other by pairs cannot be two, though each row allows it; the sure column stays."""
        rows = [[1, 1, 0, 0, 0], [0, 1, 1, 0, 0], [1, 0, 1, 0, 0], [1, 1, 1, -2, 0]]
        model = program(rows, [(-INF, 1)] * 3 + [(0, INF)], [(0, 1)] * 5)
        _, run = begun(model, np.array([0.0, 0.0, 0.0, -1.0, -1.0]), np.array([-1, -1, -1, 0, 1]))
        assert run.values[3] == pytest.approx(0.75)
        assert dived(model, [0, 0, 0, -1, -1], [-1, -1, -1, 0, 1]) == [4]


class TestLimits:
    def test_nothing_when_the_meter_is_over(self) -> None:
        lp, run = begun(pairs(), np.array(PAIRS_COST), np.array(PAIRS_GROUPS))
        lp.meter = Meter(FOREVER, Signal())
        assert taken_by(lp, run, np.array(PAIRS_COST)) == []

    @pytest.mark.parametrize("end", [Limits(None, 0.0), Limits(0.0)])
    def test_all_at_once_when_its_end_is_there(self, end: Limits) -> None:
        lp, run = begun(pairs(), np.array(PAIRS_COST), np.array(PAIRS_GROUPS))
        without_end = taken_by(lp, run, np.array(PAIRS_COST))
        used = lp.meter.work_used
        assert sorted(taken_by(lp, run, np.array(PAIRS_COST), end=end)) == sorted(without_end)
        # nothing was solved again
        assert lp.meter.work_used == used

    def test_all_that_is_left_when_it_ends_on_the_way(self) -> None:
        """Five odd cycles, of each of which one column fits: two steps at least, and work for one."""
        model = LinearModel(
            sp.csc_array(sp.block_diag([CYCLE.matrix] * 5)),
            *(np.tile(part, 5) for part in (CYCLE.row_lower, CYCLE.row_upper, CYCLE.lower, CYCLE.upper, CYCLE.integer)),
        )
        cost, work = np.full(15, -1.0), []
        for limit in (None, 1e-9):
            lp, run = begun(model, cost, np.arange(15))
            before = lp.meter.work_used
            taken = taken_by(lp, run, cost, end=lp.meter.after(Limits(None, limit)))
            assert sorted(c // 3 for c in taken) == [0, 1, 2, 3, 4]
            work.append(lp.meter.work_used - before)
        assert 0 < work[1] < work[0]


def linked(lot: Random) -> tuple[LinearModel, np.ndarray, np.ndarray]:
    """A random cover by columns in groups, some of which need another one, or exclude one."""
    model, cost, groups = random_lp(lot)
    grouped = np.flatnonzero(groups >= 0).tolist()
    rows, upper = [], []
    for _ in range(lot.randint(0, 3) if len(grouped) > 1 else 0):
        one, other = lot.sample(grouped, 2)
        row = np.zeros(len(cost))
        row[one], row[other] = 1.0, lot.choice((1.0, -1.0))
        rows.append(row)
        upper.append(max(0.0, row[other]))
    extra = sp.csc_array(np.array(rows).reshape(len(rows), len(cost)))
    whole = LinearModel(
        sp.csc_array(sp.vstack([model.matrix, extra])),
        np.append(model.row_lower, np.full(len(rows), -np.inf)),
        np.append(model.row_upper, upper),
        model.lower,
        model.upper,
        model.integer,
    )
    return whole, cost - 3.0 * (groups >= 0), groups


@pytest.mark.parametrize("seed", range(100))
def test_what_is_taken_goes_together(seed: int) -> None:
    """There is a whole solution with all of it; of every group it is one at most; and the inputs are as they were."""
    lot = Random(seed)
    model, cost, groups = linked(lot)
    share = lot.choice((0.3, 0.6, 1.0))
    lp, run = begun(model, cost, groups)
    rows = np.arange(model.matrix.shape[0])
    inputs = [cost, model.lower, model.upper, run.values, run.reduced, rows, groups, model.matrix.toarray()]
    before = [part.copy() for part in inputs]
    taken = dive(lp, run, cost, model.lower, model.upper, rows=rows, share=share, end=FOREVER)
    inputs[-1] = model.matrix.toarray()
    assert all(np.array_equal(a, b) for a, b in zip(inputs, before, strict=True))
    assert np.all(groups[taken] >= 0)
    assert len(set(groups[taken].tolist())) == len(taken) <= math.ceil(share * (groups.max() + 1))
    lower = model.lower.copy()
    lower[taken] = 1.0
    # what is missing costs: with the most of it, only the columns decide
    lower[groups < 0] = model.upper[groups < 0]
    assert next(solutions(model, lower, model.upper), None) is not None


def test_such_programs_have_something_to_take() -> None:
    taken, fractional = 0, 0
    for seed in range(100):
        model, cost, groups = linked(Random(seed))
        lp, run = begun(model, cost, groups)
        taken += len(taken_by(lp, run, cost))
        fractional += bool(np.any(np.abs(run.values - np.round(run.values)) > 1e-6))
    assert taken > 100
    assert fractional > 20
