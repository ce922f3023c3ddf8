"""Small integer programs by CP-SAT in this process; agreement with the other solver is in `test_mip`."""

from __future__ import annotations

import math
import threading
import time

import numpy as np

from optimizer.solving.program import MipTask
from optimizer.solving.small import solve_small
from tests.solving.programs import INF, hard, holds, program


def test_a_known_optimum() -> None:
    model = program([[5, 4, 3], [0, 1, 1]], [(-INF, 9), (1, 1)], [(0, 1)] * 3)
    run = solve_small(MipTask(model, np.array([-10.0, -7.0, -5.0])), seed=1)
    assert run.values is not None
    assert run.values.tolist() == [1, 1, 0]
    assert (run.bound, run.complete) == (-17.0, True)
    assert run.work > 0


def test_infeasible() -> None:
    run = solve_small(MipTask(program([[2, 2]], [(3, 3)], [(0, 1)] * 2), np.ones(2)), seed=1)
    assert (run.values, run.bound, run.complete) == (None, math.inf, True)


def test_a_row_without_columns_that_cannot_be_kept() -> None:
    run = solve_small(MipTask(program([[0, 0]], [(1, INF)], [(0, 1)] * 2), np.ones(2)), seed=1)
    assert (run.values, run.bound, run.complete) == (None, math.inf, True)


def test_the_same_seed_gives_the_same_answer() -> None:
    model = program([[1, 1, 1, 1, 1, 1]], [(3, 3)], [(0, 1)] * 6)
    runs = [solve_small(MipTask(model, np.ones(6)), seed=5) for _ in range(2)]
    assert runs[0].values is not None
    assert runs[1].values is not None
    assert runs[0].values.tolist() == runs[1].values.tolist()
    assert runs[0].work == runs[1].work


def test_a_limit_on_seconds_ends_it_with_a_bound_that_holds() -> None:
    model, cost = hard(3)
    run = solve_small(MipTask(model, cost, seconds=0.3), seed=1)
    assert not run.complete
    assert run.values is None or (holds(model, run.values) and run.bound <= cost @ run.values)


def test_a_stop_ends_it_soon() -> None:
    model, cost = hard(4)
    stop = threading.Event()
    timer = threading.Timer(0.3, stop.set)
    timer.start()
    began = time.perf_counter()
    run = solve_small(MipTask(model, cost), seed=1, stop=stop)
    timer.join()
    assert time.perf_counter() - began < 10
    assert not run.complete


def test_a_stop_before_it_begins_knows_nothing() -> None:
    stop = threading.Event()
    stop.set()
    run = solve_small(MipTask(*hard(4)), seed=1, stop=stop)
    assert (run.values, run.bound, run.complete) == (None, -math.inf, False)
