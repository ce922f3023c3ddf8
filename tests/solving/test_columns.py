"""Relaxations over columns: optima known by hand or by SciPy, and bounds that hold wherever pricing is cut off."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from optimizer.solving.columns import ColumnLp, LpRun, rounded_up
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.linear import LinearModel
from tests.solving.programs import INF, holds, program, random_lp
from tests.solving.toys import Signal


def priced(model: LinearModel, groups: list[int], **settings: object) -> ColumnLp:
    return ColumnLp(model, np.array(groups), Meter(Limits(None)), **settings)  # type: ignore[arg-type]


def solved(lp: ColumnLp, cost: list[float], **settings: object) -> LpRun:
    run = lp.solve(np.array(cost, dtype=float), lp.model.lower, lp.model.upper, **settings)  # type: ignore[arg-type]
    assert run is not None
    return run


def missing() -> LinearModel:
    """A cover of three items by pairs, two groups of pairs; what is missing of each costs 1: at best half an item."""
    pairs = [(0, 1), (1, 2), (0, 2), (0, 1), (1, 2)]
    groups = [0, 0, 0, 1, 1]
    rows = [[1.0 * (n == i) for n in range(3)] + [1.0 * (i in p) for p in pairs] for i in range(3)]
    rows += [[0.0] * 3 + [1.0 * (g == k) for g in groups] for k in range(2)]
    return program(rows, [(1, INF)] * 3 + [(-INF, 1)] * 2, [(0, 1)] * 8)


GROUPS = [-1, -1, -1, 0, 0, 0, 1, 1]
COST = [1.0, 1.0, 1.0, 0.25, 0.25, 0.25, 0.25, 0.25]
"""Two pairs cover all three: 0.5, and one and a half pairs do too: 0.375."""


class TestOptimum:
    def test_known(self) -> None:
        run = solved(priced(missing(), GROUPS), COST)
        assert run.complete
        assert run.value == pytest.approx(0.375)
        assert run.bound == pytest.approx(0.375)
        assert holds(missing(), run.values)
        assert np.array(COST) @ run.values == pytest.approx(run.value)

    def test_reduced_costs_are_those_of_an_optimum(self) -> None:
        """None is negative, but for columns at their upper bound; none in use is positive."""
        run = solved(priced(missing(), GROUPS), COST)
        assert run.reduced.min() >= -1e-6
        assert np.abs(run.reduced[run.values > 1e-6]).max() <= 1e-6

    @pytest.mark.parametrize("per_group", [1, 2, 15])
    def test_however_many_are_priced_at_a_time(self, per_group: int) -> None:
        assert solved(priced(missing(), GROUPS, per_group=per_group), COST).value == pytest.approx(0.375)

    def test_again_with_another_cost_and_within_bounds(self) -> None:
        lp = priced(missing(), GROUPS)
        solved(lp, COST)
        dear = [1.0] * 3 + [5.0] * 5
        assert solved(lp, dear).value == pytest.approx(3.0)
        upper = lp.model.upper.copy()
        upper[3:6] = 0.0
        run = lp.solve(np.array(COST), lp.model.lower, upper)
        assert run is not None
        assert run.value == pytest.approx(1.25), "one pair and an item that is missing"
        assert not run.values[3:6].any()

    def test_a_step_ends_pricing_when_the_bound_rounds_up_to_the_value(self) -> None:
        """Costs in whole units: a bound above 2 and a value of 3 are the same."""
        model = program([[1, 1, 1]], [(3, INF)], [(0, 9), (0, 1), (0, 1)])
        cost = [1.0, 0.9, 0.8]
        first = solved(priced(model, [-1, 0, 1]), cost, step=1.0)
        assert first.value == pytest.approx(3.0)
        assert first.complete
        assert first.bound == pytest.approx(2.7)
        assert solved(priced(model, [-1, 0, 1]), cost).value == pytest.approx(2.7)

    @pytest.mark.parametrize(("slack", "value"), [(0.0, 2.7), (0.29, 2.7), (0.31, 3.0), (9.0, 3.0)])
    def test_slack_ends_pricing_when_bound_and_value_are_as_near(self, slack: float, value: float) -> None:
        """At first only the column of cost 1 is there; the two others can gain 0.3 at most."""
        model = program([[1, 1, 1]], [(3, INF)], [(0, 9), (0, 1), (0, 1)])
        run = solved(priced(model, [-1, 0, 1]), [1.0, 0.9, 0.8], slack=slack)
        assert run.value == pytest.approx(value)
        assert run.bound == pytest.approx(2.7)
        assert run.complete

    def test_columns_to_have_among_the_first(self) -> None:
        model = program([[1, 1, 1]], [(3, INF)], [(0, 9), (0, 1), (0, 1)])
        run = solved(priced(model, [-1, 0, 1]), [1.0, 0.9, 0.8], rounds=1, keep=np.array([1]))
        assert run.value == pytest.approx(2.9)

    def test_rows_to_look_at(self) -> None:
        """Two cheap pairs, of one group each: items 0 and 1; nothing covers item 2, unless its row is not looked at."""
        cost = [4.0] * 3 + [1.0, 9.0, 9.0, 1.0, 9.0]
        whole = solved(priced(missing(), GROUPS), cost)
        some = solved(priced(missing(), GROUPS), cost, rows=np.array([0, 1]))
        assert whole.value == pytest.approx(5.0)
        assert some.value == pytest.approx(1.0)
        assert some.bound <= whole.value

    def test_readings_at_which_to_stop(self) -> None:
        lp = priced(missing(), GROUPS, per_group=1)
        run = lp.solve(np.array(COST), lp.model.lower, lp.model.upper, end=Limits(None, 0.0))
        assert run is not None
        assert not run.complete
        assert run.bound <= 0.375 + 1e-9

    def test_a_purge_drops_what_cannot_pay_and_keeps_what_it_must(self) -> None:
        lp = priced(missing(), GROUPS)
        lp.active[:] = True
        run = solved(lp, [1.0, 1.0, 1.0, 0.25, 0.25, 0.25, 9.0, 9.0])
        lp.purge(run, np.array([7]), 0.1)
        assert lp.active[:3].all()
        assert not lp.active[6]
        assert lp.active[7]
        assert lp.active[run.values > 1e-6].all()


class TestNone:
    def test_infeasible(self) -> None:
        model = program([[1, 1]], [(3, INF)], [(0, 1), (0, 1)])
        lp = priced(model, [-1, -1])
        assert lp.solve(np.ones(2), model.lower, model.upper) is None

    def test_no_time(self) -> None:
        model = missing()
        lp = ColumnLp(model, np.array(GROUPS), Meter(Limits(None), Signal()))
        run = lp.solve(np.array(COST), model.lower, model.upper)
        assert run is None or run.bound <= 0.375 + 1e-9


def optimum(model: LinearModel, cost: np.ndarray) -> float:
    dense = model.matrix.toarray()
    low, high = np.isfinite(model.row_lower), np.isfinite(model.row_upper)
    found = linprog(
        cost,
        np.vstack([dense[high], -dense[low]]),
        np.concatenate([model.row_upper[high], -model.row_lower[low]]),
        bounds=list(zip(model.lower, model.upper, strict=True)),
    )
    assert found.fun is not None
    return float(found.fun)


@pytest.mark.parametrize("seed", range(60))
def test_the_optimum_is_that_of_scipy(seed: int) -> None:
    model, cost, groups = random_lp(Random(seed))
    run = ColumnLp(model, groups, Meter(Limits(None)), per_group=1).solve(cost, model.lower, model.upper)
    assert run is not None
    assert run.complete
    assert run.value == pytest.approx(optimum(model, cost), abs=1e-6)
    assert run.bound == pytest.approx(run.value, abs=1e-5)


@pytest.mark.parametrize("seed", range(60))
def test_a_bound_holds_wherever_pricing_is_cut_off(seed: int) -> None:
    """No solution that takes one column at most of every group costs less, with some columns ruled out or forced."""
    lot = Random(seed)
    model, cost, groups = random_lp(lot)
    upper, lower = model.upper.copy(), model.lower.copy()
    grouped = np.flatnonzero(groups >= 0)
    upper[lot.choice(grouped.tolist())] = 0.0
    forced = lot.choice(grouped.tolist())
    lower[forced] = upper[forced] if lot.random() < 0.4 else 0.0
    bounded = replace(model, lower=lower, upper=upper)
    ranges = [range(int(a), int(b) + 1) for a, b in zip(lower, upper, strict=True)]
    every = [np.array(x, dtype=float) for x in product(*ranges)]
    best = min((cost @ x for x in every if holds(bounded, x)), default=math.inf)
    for rounds in (1, 2, 3):
        lp = ColumnLp(model, groups, Meter(Limits(None)), per_group=1)
        run = lp.solve(cost, lower, upper, rounds=rounds)
        assert run is not None
        assert run.bound <= best + 1e-6
        assert math.isfinite(run.bound)


@pytest.mark.parametrize("seed", range(60))
def test_with_slack_the_bound_holds_and_is_as_near_with_no_more_work(seed: int) -> None:
    model, cost, groups = random_lp(Random(seed))
    best, work = optimum(model, cost), math.inf
    for slack in (0.0, 0.5, 2.0, 8.0):
        lp = ColumnLp(model, groups, Meter(Limits(None)), per_group=1)
        run = lp.solve(cost, model.lower, model.upper, slack=slack)
        assert run is not None
        assert run.complete
        assert run.bound <= best + 1e-6 <= run.value + 2e-6
        assert run.value - run.bound <= slack + 1e-5
        assert cost @ run.values == pytest.approx(run.value, abs=1e-6)
        assert holds(model, run.values)
        assert lp.meter.work_used <= work
        work = lp.meter.work_used


@pytest.mark.parametrize(
    ("bound", "step", "expected"),
    [
        (2.0, 1.0, 2.0),
        (2.1, 1.0, 3.0),
        (2.0000001, 1.0, 2.0),
        (31.0, 15.0, 45.0),
        (30.00001, 15.0, 30.0),
        (-0.5, 1.0, 0.0),
        (-math.inf, 5.0, -math.inf),
    ],
)
def test_a_bound_is_rounded_up_to_a_multiple(bound: float, step: float, expected: float) -> None:
    assert rounded_up(bound, step) == expected
