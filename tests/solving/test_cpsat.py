"""CP-SAT behind its face: bounds, hints, refusals, stops, and a clean stdout."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import pytest

from optimizer.solving.cpsat import CpModel, Outcome, _round_up, constant, fixed_copy, hint, solve, total
from optimizer.solving.limits import Limits
from tests.solving.toys import Signal, Toy, knapsack


def pigeons(count: int = 11) -> CpModel:
    """One pigeon more than holes, in a form that no pigeonhole cut sees through; long to refute, easy to start."""
    model = CpModel()
    rows = [[model.new_bool_var(f"{p}in{h}") for h in range(count - 1)] for p in range(count)]
    for row in rows:
        model.add_bool_or(row)
    for hole in range(count - 1):
        for p in range(count):
            for q in range(p):
                model.add_bool_or([rows[p][hole].negated(), rows[q][hole].negated()])
    return model


@pytest.mark.parametrize(
    ("bound", "rounded"),
    [(3.0, 3), (3.0000001, 3), (3.2, 4), (2.9999999, 3), (-0.5, 0), (0.0, 0), (1e7, 10_000_000)],
)
def test_a_bound_is_rounded_up_but_not_for_noise(bound: float, rounded: int) -> None:
    assert _round_up(bound) == rounded


def test_an_optimum_with_its_bound() -> None:
    model = CpModel()
    x, y = model.new_int_var(0, 10, "x"), model.new_int_var(0, 10, "y")
    model.add(2 * x + 2 * y >= 7)
    model.minimize(x + y)
    run = solve(model, Limits(None), seed=1)
    assert run.outcome is Outcome.OPTIMAL
    assert run.values is not None
    assert (sum(run.values), run.bound) == (4, 4)
    assert run.work >= 0.0
    assert run.seconds >= 0.0


def test_without_objective_there_is_no_bound() -> None:
    model = CpModel()
    model.new_int_var(2, 2, "x")
    run = solve(model, Limits(None), seed=1)
    assert (run.outcome, run.values, run.bound) == (Outcome.OPTIMAL, (2,), None)


def test_an_infeasible_model_has_neither_values_nor_bound() -> None:
    model = CpModel()
    x = model.new_int_var(0, 3, "x")
    model.add(x >= 4)
    model.minimize(x)
    run = solve(model, Limits(None), seed=1)
    assert (run.outcome, run.values, run.bound) == (Outcome.INFEASIBLE, None, None)


def test_an_invalid_model_is_a_defect() -> None:
    model = CpModel()
    model.new_int_var(0, 3, "x")
    model.proto.variables[0].domain.extend([7, 5])
    with pytest.raises(RuntimeError, match="refused the model"):
        solve(model, Limits(None), seed=1)


def test_a_hint_is_complete_or_refused() -> None:
    toy = knapsack()
    values = solve(toy.model, Limits(None, 0.01), seed=1).values
    assert values is not None
    for wrong in (values[:-1], (*values, 0), ()):
        with pytest.raises(ValueError, match="a complete start"):
            hint(toy.model, wrong)
    hint(toy.model, values)
    hint(toy.model, values)
    assert len(toy.model.proto.solution_hint.vars) == len(toy.model.proto.variables)
    assert toy.model.validate() == ""


def test_a_hinted_solution_is_the_first_one_found() -> None:
    toy = knapsack()
    left = toy.stages[0].variable
    poor = solve(fixed_copy(toy.model, {0: 0, 1: 0, 2: 0}), Limits(None), seed=1).values
    assert poor is not None
    toy.model.minimize(left)
    hint(toy.model, poor)
    seen: list[int] = []
    run = solve(toy.model, Limits(None, 0.5), seed=1, on_solution=lambda _v, value, _b: seen.append(value))
    assert seen[0] <= poor[left.index]
    assert seen == sorted(seen, reverse=True)
    assert run.values is not None
    assert run.values[left.index] == seen[-1]


def test_solutions_come_with_all_values_and_a_bound_below() -> None:
    toy = knapsack()
    left = toy.stages[0].variable
    toy.model.minimize(left)
    seen: list[tuple[int, int, int]] = []

    def keep(values: Sequence[int], value: int, bound: int) -> None:
        assert len(values) == len(toy.model.proto.variables)
        seen.append((values[left.index], value, bound))

    solve(toy.model, Limits(None, 0.3), seed=1, on_solution=keep)
    assert seen
    assert all(own == value and bound <= value for own, value, bound in seen)


def test_a_copy_leaves_the_model_alone() -> None:
    toy = Toy()
    x = toy.variable(0, 5, "x")
    part = fixed_copy(toy.model, {x.index: 3})
    assert list(part.proto.variables[0].domain) == [3, 3]
    assert list(toy.model.proto.variables[0].domain) == [0, 5]


def test_sums_of_nothing_and_of_integers() -> None:
    model = CpModel()
    x = model.new_int_var(0, 9, "x")
    model.add(x == total([constant(2), 3]) + total([]))
    assert solve(model, Limits(None), seed=1).values == (5,)


def test_work_and_seed_decide_the_run() -> None:
    def run(seed: int, work: float) -> tuple[tuple[int, ...] | None, int | None, float]:
        toy = knapsack()
        toy.model.minimize(toy.stages[0].variable)
        found = solve(toy.model, Limits(None, work), seed=seed)
        return found.values, found.bound, found.work

    assert run(3, 0.05) == run(3, 0.05)
    assert run(3, 0.02)[2] < 0.2


def test_a_stop_ends_a_long_run_soon_and_keeps_the_best() -> None:
    toy = knapsack(200, seed=5)
    left = toy.stages[0].variable
    toy.model.minimize(left)
    stop, seen = threading.Event(), []

    def keep(_values: Sequence[int], value: int, _bound: int) -> None:
        seen.append(value)
        stop.set()

    began = time.perf_counter()
    run = solve(toy.model, Limits(300.0), seed=1, stop=stop, on_solution=keep)
    assert time.perf_counter() - began < 60.0
    assert run.values is not None
    assert run.outcome in (Outcome.FEASIBLE, Outcome.OPTIMAL)
    assert run.values[left.index] == seen[-1]
    assert run.bound is not None
    assert run.bound <= seen[-1]


def test_a_stop_before_any_solution_says_unknown() -> None:
    run = solve(pigeons(), Limits(300.0), seed=1, stop=Signal())
    assert (run.outcome, run.values) == (Outcome.UNKNOWN, None)


def test_what_a_watcher_raises_reaches_the_caller() -> None:
    toy = knapsack()
    toy.model.minimize(toy.stages[0].variable)

    def fail(_values: Sequence[int], _value: int, _bound: int) -> None:
        raise LookupError("the watcher failed")

    with pytest.raises(LookupError, match="the watcher failed"):
        solve(toy.model, Limits(None, 0.2), seed=1, on_solution=fail)


def test_stdout_stays_empty(capfd: pytest.CaptureFixture[str]) -> None:
    toy = knapsack()
    toy.model.minimize(toy.stages[0].variable)
    hint(toy.model, [0] * len(toy.model.proto.variables))
    solve(toy.model, Limits(None, 0.1), seed=1)
    solve(pigeons(5), Limits(None), seed=1)
    assert capfd.readouterr().out == ""
