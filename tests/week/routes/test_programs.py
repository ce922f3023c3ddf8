"""Integer programs over the week or a part of it: the sum of some stages, no worse routes, a value to beat."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pytest

from optimizer.solving.program import MipRun
from optimizer.solving.small import solve_small
from optimizer.week.routes.head import columns_of, head_of, weights_of
from optimizer.week.routes.master import Master
from optimizer.week.routes.neighbourhoods import FIRST_ROUTES, FIRST_SIZE, LEAST_SIZE, Parts
from optimizer.week.routes.programs import Goal, Program, part_bounds, program, without
from optimizer.week.routes.solution import Solution
from optimizer.week.routes.steps import stage_steps
from tests.week.routes.weeks import SEEDS, master_of, solutions

WITH_HEAD = [seed for seed in SEEDS if len(head_of(master_of(seed).stages, 0)) > 1]


def goal_of(master: Master, most: float = math.inf) -> Goal:
    """The goal to be good in the first stages."""
    head = head_of(master.stages, 0)
    steps = stage_steps(master.rows)
    later = np.array([master.stage_column(s) for s in master.stages[len(head) :]], dtype=np.int64)
    own = np.array([steps.get(s.key, 1) for s in head], dtype=np.int64)
    return Goal(columns_of(master, head), own, weights_of(head), most, math.inf, later)


def solved(found: Program) -> tuple[MipRun, np.ndarray]:
    run = solve_small(found.task, seed=1)
    assert run.values is not None
    return run, found.small.whole(found_values(found, run))


def found_values(found: Program, run: MipRun) -> np.ndarray:
    """Values of the columns, stages counted in units again."""
    assert run.values is not None
    scale = np.ones(len(run.values))
    for column, step in zip(found.goal.columns, found.goal.steps, strict=True):
        scale[found.small.columns == column] = step
    return np.asarray(run.values * scale)


def weighed(master: Master, goal: Goal, solution: Solution) -> float:
    return float(goal.cost(master.model.matrix.shape[1]) @ solution.vector(master))


@pytest.mark.parametrize("seed", WITH_HEAD)
def test_the_optimum_of_the_sum_is_a_bound_on_every_solution(seed: int) -> None:
    master, goal = master_of(seed), goal_of(master_of(seed))
    asked = program(master, goal, master.model.lower, master.model.upper, seconds=None, nodes=None)
    if asked is None:  # running is hard and cannot be kept
        assert not solutions(seed)
        return
    run, x = solved(asked)
    assert run.complete
    value = asked.bound(run)
    assert value % goal.step == 0
    assert value == pytest.approx(float(goal.cost(len(x)) @ x))
    assert all(weighed(master, goal, s) >= value - 1e-6 for s in solutions(seed))


@pytest.mark.parametrize("seed", WITH_HEAD[:20])
def test_a_value_to_beat_is_beaten_or_nothing_is_found(seed: int) -> None:
    master, goal = master_of(seed), goal_of(master_of(seed))
    lower, upper = master.model.lower, master.model.upper
    asked = program(master, goal, lower, upper, seconds=None, nodes=None)
    if asked is None:
        return
    least = asked.bound(solved(asked)[0])
    same = program(master, replace(goal, most=least), lower, upper, seconds=None, nodes=None)
    assert same is not None
    assert same.bound(solved(same)[0]) == least
    better = program(master, replace(goal, most=least - goal.step), lower, upper, seconds=None, nodes=None)
    assert better is None or solve_small(better.task, seed=1).values is None


def test_rows_of_columns_that_are_left_out_bind_nothing() -> None:
    master = master_of(-1)
    column = master.stage_column(master.stages[-1])
    model = without(master.model, np.array([column]))
    rows = np.unique(master.model.matrix[:, [column]].indices)
    assert len(rows)
    assert np.isneginf(model.row_lower[rows]).all()
    assert np.isposinf(model.row_upper[rows]).all()
    others = np.setdiff1d(np.arange(model.matrix.shape[0]), rows)
    assert np.array_equal(model.row_lower[others], master.model.row_lower[others])


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_part_leaves_the_rest_as_it_is(turn: int) -> None:
    master, incumbent = master_of(-1), solutions(-1)[0]
    parts = Parts(master, random.Random(turn))
    part = parts.next()
    cost = np.random.default_rng(turn).random(master.model.matrix.shape[1])
    lower, upper = part_bounds(master, incumbent, part, cost, master.model.lower, master.model.upper)
    x = incumbent.vector(master)
    assert np.all(lower <= x)
    assert np.all(x <= upper)
    pools = master.pool_of_route
    fixed = ~part.pools[pools]
    routes = slice(master.route0, master.joint0)
    assert np.array_equal(lower[routes][fixed], x[routes][fixed])
    assert np.array_equal(upper[routes][fixed], x[routes][fixed])
    assert not lower[routes][~fixed].any()
    free = np.flatnonzero(upper[routes] > lower[routes])
    assert np.isin(pools[free], np.flatnonzero(part.pools)).all()
    assert len(free) <= part.routes


class TestParts:
    def test_they_grow_while_they_are_solved_to_the_end_and_shrink_when_not(self) -> None:
        parts = Parts(master_of(-1), random.Random(1))
        people = len(parts.staff)
        assert parts.size == FIRST_SIZE
        parts.learn(complete=False)
        assert LEAST_SIZE <= parts.size < FIRST_SIZE
        for _ in range(60):
            parts.learn(complete=True)
        assert parts.size == max(LEAST_SIZE, people)
        assert parts.routes > FIRST_ROUTES
        for _ in range(60):
            parts.learn(complete=False)
        assert (parts.size, parts.routes) == (LEAST_SIZE, FIRST_ROUTES)

    def test_as_many_begeleiders_as_its_size(self) -> None:
        master = master_of(-1)
        parts = Parts(master, random.Random(2))
        parts.size = 2.0
        for _ in range(3):
            free = {master.routes.pools[p].begeleider for p in np.flatnonzero(parts.next().pools)}
            assert 1 <= len(free) <= 2

    def test_every_fourth_part_is_of_days(self) -> None:
        master = master_of(-1)
        parts = Parts(master, random.Random(3))
        part = [parts.next() for _ in range(4)][3]
        days = {master.days[d].order for d in np.flatnonzero(part.days)}
        assert all(part.days[n] == (day.order in days) for n, day in enumerate(master.days))
        assert 1 <= len(days) <= 5
