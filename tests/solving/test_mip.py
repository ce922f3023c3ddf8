"""HiGHS through MathOpt: optima, bounds and limits, and agreement with CP-SAT on the same programs."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.solving.linear import LinearModel
from optimizer.solving.mip import solve_mip
from optimizer.solving.program import MipTask
from optimizer.solving.small import solve_small
from tests.solving.programs import INF, costs, hard, holds, program, programs, relaxed, solutions


def test_a_known_optimum() -> None:
    """Two of three items fit; the relaxation takes a part of the third."""
    model = program([[5, 4, 3]], [(-INF, 9)], [(0, 1)] * 3)
    cost = np.array([-10.0, -7.0, -5.0])
    run = solve_mip(MipTask(model, cost))
    assert run.values is not None
    assert np.round(run.values).tolist() == [1, 1, 0]
    assert math.ceil(run.bound - 1e-6) == -17
    assert run.complete
    assert run.work > 0


def test_a_gap_below_one_unit_is_no_gap() -> None:
    model = program([[2, 2, 2]], [(3, INF)], [(0, 1)] * 3)
    run = solve_mip(MipTask(model, np.ones(3)))
    assert run.values is not None
    assert run.values.sum() == pytest.approx(2)
    assert run.complete
    assert math.ceil(run.bound - 1e-6) == 2


def test_infeasible() -> None:
    run = solve_mip(MipTask(program([[2, 2]], [(3, 3)], [(0, 1)] * 2), np.ones(2)))
    assert (run.values, run.bound, run.complete) == (None, math.inf, True)


def test_a_row_without_columns_that_cannot_be_kept() -> None:
    run = solve_mip(MipTask(program([[0, 0]], [(1, INF)], [(0, 1)] * 2), np.ones(2)))
    assert (run.values, run.bound, run.complete) == (None, math.inf, True)


def test_columns_that_are_not_integer() -> None:
    model = program([[2, 2]], [(3, INF)], [(0, 1)] * 2)
    run = solve_mip(MipTask(relaxed(model), np.ones(2)))
    assert run.values is not None
    assert run.values.sum() == pytest.approx(1.5)
    one = replace(model, integer=np.array([True, False]))
    run = solve_mip(MipTask(one, np.array([1.0, 2.0])))
    assert run.values is not None
    assert run.values.tolist() == pytest.approx([1.0, 0.5])


def test_a_node_limit_ends_it_the_same_everywhere() -> None:
    model, cost = hard(1)
    runs = [solve_mip(MipTask(model, cost, nodes=1)) for _ in range(2)]
    first, second = runs
    assert not first.complete
    assert (first.bound, first.work) == (second.bound, second.work)
    assert first.values is not None
    assert second.values is not None
    assert first.values.tolist() == second.values.tolist()
    assert holds(model, np.round(first.values))
    assert first.bound < cost @ first.values


def test_a_limit_on_seconds_ends_it() -> None:
    model, cost = hard(2)
    run = solve_mip(MipTask(model, cost, seconds=0.2))
    assert not run.complete
    assert run.values is None or holds(model, np.round(run.values))


@settings(max_examples=80)
@given(st.data())
def test_both_solvers_agree_with_trying_all(data: st.DataObject) -> None:
    model: LinearModel = data.draw(programs(most=2))
    cost = data.draw(costs(model))
    every = [cost @ np.array(x) for x in solutions(model)]
    task = MipTask(model, cost)
    for run in (solve_mip(task), solve_small(task, seed=1)):
        assert run.complete
        if not every:
            assert (run.values, run.bound) == (None, math.inf)
            continue
        assert run.values is not None
        assert holds(model, np.round(run.values))
        assert cost @ np.round(run.values) == min(every)
        assert math.ceil(run.bound - 1e-6) == min(every)
