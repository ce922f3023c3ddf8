"""Weights that hardly fit, guesses that are wrong, time that runs out, and input that is refused."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from optimizer.solving.assignment import Assignment, Lexicographic, Stage, guess, search
from optimizer.solving.assignment.problem import Costs, Ints
from optimizer.solving.limits import Limits, Meter
from tests.solving.assignment.forests import costs, feasible, forest, lattice


def chain(length: int, price: int) -> tuple[Assignment, list[Costs]]:
    """Return a row of full nodes: to place one item more, all must move on, each at the whole `price`."""
    first = np.arange(length + 1) * 3
    node = np.array([[i, i + 1, -1] for i in range(length)]).ravel()
    node[0], node[1] = 1, 1
    problem = Assignment(first, node, np.ones(length + 1, np.int64), np.full(length + 1, -1))
    # the first item can go to node 1 only, so all after it must move on for it to be placed
    return problem, [(node < 0).astype(np.int64), np.tile([0, price, 0], length)]


@pytest.mark.parametrize("length", [2, 5, 60, 500])
@pytest.mark.parametrize("price", [1, 1000, 2**30])
def test_no_weight_inverts_however_long_the_row_and_high_the_price(length: int, price: int) -> None:
    problem, stages = chain(length, price)
    found = Lexicographic(problem).minimise(stages)
    assert found == [Stage(0, 0), Stage(price * (length - 1), price * (length - 1))]


@pytest.mark.parametrize("limit", [2, 3, 5, 10, 40, 10**4])
@pytest.mark.parametrize("seed", range(25))
def test_a_wrong_guess_is_mended(seed: int, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = forest(seed + 500)
    stages = costs(seed, problem, 4, highest=1)
    # so little room that weights are far too low: the result must not depend on them
    limit = max(limit, problem.items + 3)
    monkeypatch.setattr(guess, "room_for_costs", lambda _: limit)
    found = Lexicographic(problem).minimise(stages)
    best = min(tuple(int(cost[c].sum()) for cost in stages) for c in feasible(problem))
    assert found == [Stage(value, value) for value in best]


def test_a_wrong_guess_for_a_long_row_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, stages = chain(40, 1)
    asked: list[bool] = []
    real = guess.flow

    def watched(state: guess.Open, costs: Sequence[Costs], *, sure: bool) -> tuple[Ints, int]:
        asked.append(sure)
        return real(state, costs, sure=sure)

    monkeypatch.setattr(search, "flow", watched)
    monkeypatch.setattr(guess, "room_for_costs", lambda _: 60)
    stages = [stages[0], stages[1], np.random.default_rng(1).integers(0, 2, problem.arcs)]
    found = Lexicographic(problem).minimise(stages)
    assert found[:2] == [Stage(0, 0), Stage(39, 39)]
    assert True in asked


@pytest.mark.parametrize("seed", range(4))
def test_few_arcs_first_give_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = lattice(seed, items=200, schools=25, degree=10, slack=(0.8, 1.0, 1.2, 2.0)[seed])
    rng = np.random.default_rng(seed)
    stages = [problem.node < 0, *(rng.integers(0, high, problem.arcs) for high in (2, 5, 91))]
    whole = Lexicographic(problem)
    expected = whole.minimise(stages)
    monkeypatch.setattr(guess, "FEW_ARCS", 0)
    monkeypatch.setattr(guess, "FEW_WANTED", 1.1)
    parts = Lexicographic(problem)
    assert parts.minimise(stages) == expected
    assert (parts.face == whole.face).all()


def test_costs_beyond_the_solver_are_refused_not_rounded() -> None:
    problem, _ = chain(5, 1)
    with pytest.raises(OverflowError):
        Lexicographic(problem).minimise([np.arange(problem.arcs) * 2**57])


@pytest.mark.parametrize("seed", range(40))
def test_without_time_the_start_stands_and_the_bounds_hold(seed: int) -> None:
    problem = forest(seed)
    stages = costs(seed, problem, 2)
    stopped = Lexicographic(problem, Meter(Limits(seconds=0)))
    found = [*stopped.minimise(stages), stopped.minimise_worst(stages[0])]
    choices = feasible(problem)
    known = [
        *(min(int(cost[c].sum()) for c in choices) for cost in stages),
        min(int(stages[0][c].max()) for c in choices),
    ]
    assert all(stage.bound <= least <= stage.value for stage, least in zip(found, known, strict=True))
    assert (stopped.choice == problem.start()).all()
    assert not any(stage.proven for stage, least in zip(found, known, strict=True) if stage.value > least)


def test_time_that_runs_out_in_between_leaves_proven_what_was() -> None:
    problem = lattice(3, items=200, schools=25, degree=8, slack=0.95)
    rng = np.random.default_rng(3)
    stages = [problem.node < 0, rng.integers(0, 5, problem.arcs), rng.integers(0, 91, problem.arcs)]
    expected = Lexicographic(problem).minimise(stages)

    class Halted:
        def is_set(self) -> bool:
            return halted

    halted = False
    stopped = Lexicographic(problem, Meter(Limits(None, None), stop=Halted()))
    first = stopped.minimise(stages[:1])
    halted = True
    second, third = stopped.minimise(stages[1:])
    assert first == expected[:1]
    assert second.bound <= expected[1].value <= second.value
    assert third.bound <= third.value
    assert not second.proven
    assert not problem.overfull(stopped.choice)


@pytest.mark.parametrize(
    ("first", "node", "capacity", "parent", "said"),
    [
        ([0, 1], [0], [1], [-1], "takes no place"),
        ([0, 1, 1], [-1], [1], [-1], "every item needs arcs"),
        ([0, 1], [-1], [1, 1], [-1, 0], "parent"),
        ([0, 1], [-1], [-1], [-1], "capacity"),
        ([0, 2], [1, -1], [1], [-1], "not there"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(
    first: list[int], node: list[int], capacity: list[int], parent: list[int], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Assignment(*(np.array(x) for x in (first, node, capacity, parent)))


def test_a_start_must_be_a_choice_that_fits() -> None:
    problem = Assignment(np.array([0, 2, 4]), np.array([0, -1, 0, -1]), np.array([1]), np.array([-1]))
    assert Lexicographic(problem, start=np.array([1, 2])).choice.tolist() == [1, 2]
    with pytest.raises(ValueError, match="overfills"):
        Lexicographic(problem, start=np.array([0, 2]))
    with pytest.raises(ValueError, match="of its own"):
        Lexicographic(problem, start=np.array([2, 2]))
    with pytest.raises(ValueError, match="not negative"):
        Lexicographic(problem).minimise([np.array([0, -1, 0, 0])])
