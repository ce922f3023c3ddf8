"""The linear form of CP-SAT models, constraint by constraint, and back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.solving.cpsat import CpModel, IntVar, Outcome, fixed_copy, solve, total
from optimizer.solving.limits import Limits
from optimizer.solving.linear import RowBuffer, cpsat_model, linear_model
from optimizer.solving.mip import solve_mip
from optimizer.solving.program import MipTask
from tests.solving.programs import INF, costs, holds, program, programs, relaxed, solutions

Row = tuple[list[float], float, float]
Add = Callable[[CpModel, IntVar, IntVar, IntVar], object]


def rows_of(add: Add) -> list[Row]:
    """The rows of one constraint over the Booleans a, b and the integer x from 0 to 5."""
    model = CpModel()
    a, b = model.new_bool_var("a"), model.new_bool_var("b")
    add(model, a, b, model.new_int_var(0, 5, "x"))
    found = linear_model(model)
    assert found.lower.tolist() == [0, 0, 0]
    assert found.upper.tolist() == [1, 1, 5]
    assert found.integer.all()
    dense = found.matrix.toarray().tolist()
    return list(zip(dense, found.row_lower.tolist(), found.row_upper.tolist(), strict=True))


CASES: dict[str, tuple[Add, list[Row]]] = {
    "equal": (lambda m, a, b, x: m.add(x + 2 * a == 3), [([2, 0, 1], 3, 3)]),
    "at least": (lambda m, a, b, x: m.add(x - b >= 1), [([0, -1, 1], 1, INF)]),
    "at most, a constant on the left": (lambda m, a, b, x: m.add(x + 4 <= 7), [([0, 0, 1], -INF, 3)]),
    "negated in a sum": (lambda m, a, b, x: m.add(x + a.negated() <= 3), [([-1, 0, 1], -INF, 2)]),
    "range": (lambda m, a, b, x: m.add_linear_constraint(x + a, 1, 4), [([1, 0, 1], 1, 4)]),
    "at most one": (lambda m, a, b, x: m.add_at_most_one([a, b]), [([1, 1, 0], -INF, 1)]),
    "at most one, negated": (lambda m, a, b, x: m.add_at_most_one([a, b.negated()]), [([1, -1, 0], -INF, 0)]),
    "or": (lambda m, a, b, x: m.add_bool_or([a, b]), [([1, 1, 0], 1, INF)]),
    "or, negated": (lambda m, a, b, x: m.add_bool_or([a.negated(), b]), [([-1, 1, 0], 0, INF)]),
    "implication": (lambda m, a, b, x: m.add_implication(a, b), [([-1, 1, 0], 0, INF)]),
    "and, enforced by a negated literal": (
        lambda m, a, b, x: m.add_bool_and([b.negated()]).only_enforce_if(a.negated()),
        [([1, -1, 0], 0, INF)],
    ),
    # x <= 2 gives way by 3, the most it can be broken by
    "enforced at most": (lambda m, a, b, x: m.add(x <= 2).only_enforce_if(a), [([3, 0, 1], -INF, 5)]),
    "enforced at least": (lambda m, a, b, x: m.add(x >= 2).only_enforce_if(a), [([-2, 0, 1], 0, INF)]),
    "enforced equal": (
        lambda m, a, b, x: m.add(x == 2).only_enforce_if(a),
        [([3, 0, 1], -INF, 5), ([-2, 0, 1], 0, INF)],
    ),
    "enforced by two, one negated": (
        lambda m, a, b, x: m.add(x <= 2).only_enforce_if(a, b.negated()),
        [([3, -3, 1], -INF, 5)],
    ),
    "enforced, and idle": (lambda m, a, b, x: m.add(x <= 5).only_enforce_if(a), []),
    "enforced at most one": (
        lambda m, a, b, x: m.add_at_most_one([b, b.negated(), a]).only_enforce_if(a.negated()),
        [([-1, 0, 0], -INF, 0)],
    ),
    "enforced or": (lambda m, a, b, x: m.add_bool_or([b]).only_enforce_if(a), [([-1, 1, 0], 0, INF)]),
    "maximum, as at least": (
        lambda m, a, b, x: m.add_max_equality(x, [2 * a + 1, 3 - b]),
        [([-2, 0, 1], 1, INF), ([0, 1, 1], 3, INF)],
    ),
    "enforced maximum": (
        lambda m, a, b, x: m.add_max_equality(x, [3 * a]).only_enforce_if(b),
        [([-3, -3, 1], -3, INF)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_constraint_by_exact_value(name: str) -> None:
    add, expected = CASES[name]
    assert rows_of(add) == expected


@pytest.mark.parametrize("name", [n for n in CASES if "maximum" not in n])
def test_a_constraint_has_the_same_solutions(name: str) -> None:
    """Every assignment is allowed by CP-SAT exactly if it is within the rows."""
    model = CpModel()
    a, b, x = model.new_bool_var("a"), model.new_bool_var("b"), model.new_int_var(0, 5, "x")
    CASES[name][0](model, a, b, x)
    rows = linear_model(model)
    for values in product((0, 1), (0, 1), range(6)):
        run = solve(fixed_copy(model, dict(enumerate(values))), Limits(None), seed=1)
        assert (run.outcome is Outcome.OPTIMAL) == holds(rows, np.array(values, dtype=float)), values


def test_a_maximum_is_a_relaxation_exact_where_it_is_minimised() -> None:
    model = CpModel()
    x, y, most = model.new_int_var(0, 4, "x"), model.new_int_var(2, 4, "y"), model.new_int_var(0, 9, "most")
    model.add_max_equality(most, [x, 2 * y - 3])
    rows = linear_model(model)
    least: dict[tuple[int, int], int] = {}
    for values in solutions(rows):
        least[values[:2]] = min(values[2], least.get(values[:2], 9))
    assert least == {(i, j): max(i, 2 * j - 3) for i in range(5) for j in range(2, 5)}


@pytest.mark.parametrize(
    "add",
    [
        lambda m, a, b, x: m.add(x != 3),
        lambda m, a, b, x: m.add_exactly_one([a, b]),
        lambda m, a, b, x: m.new_int_var_from_domain(_holed(), "y"),
        lambda m, a, b, x: m.add_all_different([a, b]),
    ],
    ids=["a hole in the range", "exactly one", "a hole in a domain", "all different"],
)
def test_what_has_no_linear_form_is_refused(add: Add) -> None:
    with pytest.raises(ValueError, match="no linear form"):
        rows_of(add)


def _holed() -> object:
    from ortools.sat.python.cp_model import Domain

    return Domain.from_values([1, 3])


def test_a_model_without_constraints() -> None:
    model = CpModel()
    model.new_int_var(-3, 7, "x")
    found = linear_model(model)
    assert found.matrix.shape == (0, 1)
    assert (found.lower.tolist(), found.upper.tolist()) == ([-3], [7])


def test_terms_given_twice_are_added() -> None:
    buffer = RowBuffer()
    buffer.add([(0, 1.0), (2, 4.0), (0, 2.0)], upper=5.0)
    buffer.add([], 1.0)
    assert buffer.matrix(3).toarray().tolist() == [[3, 0, 4], [0, 0, 0]]
    assert (buffer.lower, buffer.upper) == ([-INF, 1.0], [5.0, INF])


def test_taking_some_columns_leaves_the_rows() -> None:
    model = program([[1, 2, 3], [0, 1, 0]], [(0, 4), (1, 1)], [(0, 1), (0, 2), (0, 3)]).taking(np.array([2, 0]))
    assert model.matrix.toarray().tolist() == [[3, 1], [0, 0]]
    assert (model.upper.tolist(), model.row_upper.tolist()) == ([3, 1], [4, 1])


@settings(max_examples=60)
@given(st.data())
def test_the_linear_optimum_is_that_of_cp_sat(data: st.DataObject) -> None:
    """Random rows, some enforced, some on literals: the integer optimum is the same, the relaxation is never above."""
    model = CpModel()
    flags = [model.new_bool_var(f"f{n}") for n in range(3)]
    whole = [model.new_int_var(-1, 3, f"x{n}") for n in range(2)]
    every = [*flags, *whole]
    literals = st.sampled_from([*flags, *(f.negated() for f in flags)])
    for _ in range(data.draw(st.integers(1, 4))):
        kind = data.draw(st.sampled_from(("sum", "one", "or", "implied")))
        some = data.draw(st.lists(literals, min_size=1, max_size=3))
        if kind == "one":
            model.add_at_most_one(some)
        elif kind == "or":
            model.add_bool_or(some)
        elif kind == "implied":
            model.add_implication(some[0], some[-1])
        else:
            weights = [data.draw(st.integers(-3, 3)) for _ in every]
            terms = total(w * v for w, v in zip(weights, every, strict=True))
            side = data.draw(st.integers(-3, 4))
            row = model.add(terms <= side) if data.draw(st.booleans()) else model.add(terms >= side)
            if data.draw(st.booleans()):
                row.only_enforce_if(*some)
    cost = np.array([data.draw(st.integers(-3, 5)) for _ in every], dtype=float)
    model.minimize(total(int(c) * v for c, v in zip(cost, every, strict=True)))
    run = solve(model, Limits(None), seed=1)
    rows = linear_model(model)
    found, loose = solve_mip(MipTask(rows, cost)), solve_mip(MipTask(relaxed(rows), cost))
    if run.values is None:
        assert found.values is None
        return
    assert found.values is not None
    best = float(cost @ np.array(run.values))
    assert cost @ found.values == pytest.approx(best)
    assert loose.values is not None
    assert cost @ loose.values <= best + 1e-6


@settings(max_examples=60)
@given(st.data())
def test_a_program_as_a_cp_sat_model_has_the_same_optimum(data: st.DataObject) -> None:
    model = data.draw(programs(most=3))
    cost = data.draw(costs(model))
    every = [cost @ np.array(x) for x in solutions(model)]
    run = solve(cpsat_model(model, cost), Limits(None), seed=1)
    if not every:
        assert run.outcome is Outcome.INFEASIBLE
        return
    assert run.values is not None
    assert holds(model, np.array(run.values, dtype=float))
    assert cost @ np.array(run.values) == min(every)


def test_sides_that_are_no_integers_are_rounded_inwards() -> None:
    model = program([[1], [1]], [(0.5, INF), (-INF, 2.5)], [(0, 9)])
    for sign, expected in ((1.0, 1), (-1.0, 2)):
        run = solve(cpsat_model(model, np.array([sign])), Limits(None), seed=1)
        assert run.values == (expected,)
