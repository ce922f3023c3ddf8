"""Large neighbourhood search: strictly better only, in order, repeatable, patient but not for ever."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest

from optimizer.solving.cpsat import solve
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.neighbourhoods import Neighbourhood, Search, complete, improve
from tests.solving.toys import Signal, Toy, knapsack, windows


def start(toy: Toy) -> tuple[int, ...]:
    """Nothing taken."""
    found = complete(toy.model, dict.fromkeys(_booleans(toy), 0), Limits(None), seed=1)
    assert found is not None
    return found


def _booleans(toy: Toy) -> list[int]:
    return [i for i, v in enumerate(toy.model.proto.variables) if list(v.domain) == [0, 1]]


def search(toy: Toy, *, threads: int = 1, patience: int = 6) -> Search:
    return Search(toy.model, tuple(s.variable for s in toy.stages), 1, threads, work_each=0.02, patience=patience)


def run(threads: int, *, seed: int = 1) -> list[tuple[int, ...]]:
    toy = knapsack(40, seed=9)
    found: list[tuple[int, ...]] = []
    improve(
        search(toy, threads=threads),
        start(toy),
        windows(toy, 10, random.Random(seed)),
        Meter(Limits(None)),
        Limits(None),
        0,
        lambda values: found.append(tuple(values)),
    )
    return found


@pytest.mark.parametrize("threads", [1, 2])
def test_every_step_is_strictly_better_in_rank(threads: int) -> None:
    toy = knapsack(40, seed=9)
    rank = search(toy).rank
    steps = [start(toy), *run(threads)]
    assert len(steps) > 3
    for before, after in pairwise(steps):
        assert rank(after) < rank(before)


@pytest.mark.parametrize("threads", [1, 2])
def test_seed_and_threads_decide_the_steps(threads: int) -> None:
    assert run(threads) == run(threads)


def test_every_step_is_a_solution_of_the_model() -> None:
    toy = knapsack(40, seed=9)
    best = run(2)[-1]
    assert complete(toy.model, dict(enumerate(best)), Limits(None), seed=1) == best


def test_the_second_objective_breaks_ties_only() -> None:
    """One unit of the first is worth more than all of the second."""
    toy = Toy()
    first, second = toy.variable(0, 5, "first"), toy.variable(0, 100, "second")
    toy.model.add(20 * first + second >= 100)
    toy.stage("first", first)
    toy.stage("second", second)
    found: list[Sequence[int]] = []
    free: Iterator[Neighbourhood] = iter([lambda _: {}] * 40)
    improve(search(toy), (5, 100), free, Meter(Limits(None)), Limits(None), 0, found.append)
    assert list(found[-1]) == [0, 100]


def test_ties_are_broken_by_the_next_stage() -> None:
    toy = Toy()
    first, second = toy.variable(2, 5, "first"), toy.variable(0, 100, "second")
    toy.stage("first", first)
    toy.stage("second", second)
    found: list[Sequence[int]] = []
    improve(search(toy), (2, 100), iter([lambda _: {}] * 40), Meter(Limits(None)), Limits(None), 1, found.append)
    assert list(found[-1]) == [2, 0]


def test_patience_ends_the_search() -> None:
    toy = Toy()
    toy.stage("x", toy.variable(3, 9, "x"))
    asked: list[int] = []

    def counted() -> Iterator[Neighbourhood]:
        while True:
            asked.append(1)
            yield lambda _: {}

    found: list[Sequence[int]] = []
    improve(search(toy, patience=5), (3,), counted(), Meter(Limits(None)), Limits(None), 0, found.append)
    assert (len(asked), found) == (5, [])


def test_neighbourhoods_that_run_out_end_the_search() -> None:
    toy = Toy()
    toy.stage("x", toy.variable(3, 9, "x"))
    found: list[Sequence[int]] = []
    improve(search(toy), (9,), iter([lambda _: {}]), Meter(Limits(None)), Limits(None), 0, found.append)
    assert [list(f) for f in found] == [[3]]


def test_the_target_ends_the_search() -> None:
    toy = Toy()
    toy.stage("x", toy.variable(3, 9, "x"))

    asked: Iterator[Neighbourhood] = iter([lambda _: {}])
    improve(search(toy), (4,), asked, Meter(Limits(None)), Limits(None), 4, lambda _: None)
    assert len(list(asked)) == 1


@pytest.mark.parametrize(
    ("meter", "limits"),
    [(Meter(Limits(None), Signal()), Limits(None)), (Meter(Limits(None)), Limits(None, 0.0))],
    ids=["stopped", "no work"],
)
def test_nothing_is_tried_without_limits_left(meter: Meter, limits: Limits) -> None:
    toy = knapsack(40, seed=9)
    found: list[Sequence[int]] = []
    improve(search(toy), start(toy), windows(toy, 10, random.Random(1)), meter, limits, 0, found.append)
    assert found == []


def test_work_is_counted_and_kept_to() -> None:
    toy, meter = knapsack(80, seed=9), Meter(Limits(None))
    improve(
        search(toy, patience=1000),
        start(toy),
        windows(toy, 40, random.Random(1)),
        meter,
        Limits(None, 0.05),
        0,
        lambda _: None,
    )
    # the last round may overshoot by what one neighbourhood is allowed, and by the solver's own grain
    assert 0.05 <= meter.work_used < 0.2


def test_complete_fills_in_what_is_open_or_says_there_is_nothing() -> None:
    toy = Toy()
    x, y, slack = toy.variable(0, 9, "x"), toy.variable(0, 9, "y"), toy.variable(0, 9, "slack")
    toy.model.add(y == x + 2)
    toy.model.add(slack >= x)
    assert complete(toy.model, {x.index: 8}, Limits(None), seed=1) is None
    found = complete(toy.model, {x.index: 4}, Limits(None), seed=1, smallest=[slack])
    assert found == (4, 6, 4)
    assert not toy.model.has_objective()
    assert solve(toy.model, Limits(None), seed=1).values is not None
