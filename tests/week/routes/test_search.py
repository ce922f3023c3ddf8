"""Which solutions a search takes, and that it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from optimizer.domain.vocabulary import StageKey
from optimizer.solving.lexicographic import Stage
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.workers import Workers
from optimizer.week.construct.recreate import Constructor
from optimizer.week.routes.solution import Solution
from optimizer.week.routes.solver import RouteSolver
from tests.week.routes.weeks import master_of, solutions


@pytest.fixture
def solver() -> Iterator[RouteSolver]:
    master = master_of(-1)
    with Workers(1) as workers:
        yield RouteSolver(
            master, Constructor(master.rows.options, 1), workers, Meter(Limits(None, 5.0)), solutions(-1)[0]
        )


def stage_of(solver: RouteSolver, key: StageKey) -> Stage:
    return next(s for s in solver.master.stages if s.key == key)


def changed(solution: Solution, **by: int) -> Solution:
    """A solution with other values of stages."""
    values = list(solution.values)
    for stage in master_of(-1).stages:
        values[stage.variable.index] += by.get(stage.key, 0)
    return replace(solution, values=tuple(values))


def test_a_solution_is_taken_when_it_is_better_in_the_order_of_the_stages(solver: RouteSolver) -> None:
    first = solutions(-1)[0]
    stage = solver.master.stages[0]
    assert not solver.take_walked(changed(first, fairness_kring=10, travel=-5), stage)
    assert not solver.take_walked(first, stage)
    assert solver.take_walked(changed(first, fairness_kring=-10, travel=5), stage)
    assert (
        solver.value(stage_of(solver, StageKey.FAIRNESS_KRING))
        == first.values[stage_of(solver, StageKey.FAIRNESS_KRING).variable.index] - 10
    )


def test_a_part_is_free_up_to_what_another_part_must_have(solver: RouteSolver) -> None:
    first = solutions(-1)[0]
    stage = stage_of(solver, StageKey.FAIRNESS_KRING)
    solver.hold(stage, solver.value(stage) + 20)
    assert not solver.take_walked(changed(first, fairness_kring=21, travel=-5), stage)
    assert solver.take_walked(changed(first, fairness_kring=20, travel=-5), stage)
    assert solver.take_walked(changed(first, travel=-6), stage)
    assert not solver.take_walked(changed(first, fairness_kring=-10, travel=-6), stage), "no better where it counts"


def test_a_held_value_of_its_own_gives_no_freedom(solver: RouteSolver) -> None:
    first = solutions(-1)[0]
    stage = stage_of(solver, StageKey.FAIRNESS_KRING)
    solver.hold(stage, solver.value(stage))
    assert not solver.take_walked(changed(first, fairness_kring=1, travel=-5), stage)
