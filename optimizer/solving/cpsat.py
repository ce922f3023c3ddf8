"""CP-SAT behind a small face: run a model within limits, interruptible, deterministic, stdout clean."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr
from ortools.sat.python.cp_model_helper import Literal

from optimizer.solving.background import in_background
from optimizer.solving.limits import Limits, StopSignal

__all__ = [
    "CpModel",
    "IntVar",
    "LinearExpr",
    "Literal",
    "Outcome",
    "Run",
    "constant",
    "fixed_copy",
    "hint",
    "solve",
    "total",
    "weighted",
]

WORK_PER_VARIABLE = 1e-5
"""Work that copying and loading a model count for, per variable; the solver's own count leaves them out."""
OnSolution = Callable[[Sequence[int], int, int], None]
"""Called with the values of all variables, the objective and its bound."""


def total(terms: Iterable[LinearExpr | int]) -> LinearExpr:
    """Return the sum of expressions and integers as one expression."""
    return LinearExpr.sum(list(terms))


def weighted(variables: Sequence[IntVar], weights: Sequence[int]) -> LinearExpr:
    """Return the sum of variables times weights as one expression."""
    return LinearExpr.weighted_sum(list(variables), list(weights))


def constant(value: int) -> LinearExpr:
    """Return an integer as an expression."""
    return LinearExpr.constant(value)


class Outcome(StrEnum):
    """How a run ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Run:
    """The result of one run.

    `values` holds one value per variable of the model, by index; null when no solution was found.
    `bound` is a proven lower bound on the objective, rounded up to an integer; null when there is none.
    """

    outcome: Outcome
    values: tuple[int, ...] | None
    bound: int | None
    work: float
    seconds: float


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Hands every solution out of the solver, so that nothing is lost when the run ends badly."""

    def __init__(self, on_solution: OnSolution) -> None:
        super().__init__()
        self._on_solution = on_solution

    def on_solution_callback(self) -> None:
        """Pass on the values of all variables, the objective and its bound."""
        values = tuple(self.response_proto.solution)
        self._on_solution(values, round(self.objective_value), _round_up(self.best_objective_bound))


def _round_up(bound: float) -> int:
    """Round a bound on an integer objective up, forgiving the noise of floating point."""
    return math.ceil(bound - min(0.5, 1e-6 * max(1.0, abs(bound))))


def fixed_copy(model: CpModel, fixed: Mapping[int, int]) -> CpModel:
    """Return a copy of a model in which variables (by index) have one value only."""
    copy = model.clone()
    variables = copy.proto.variables
    for index, value in fixed.items():
        domain = variables[index].domain
        domain.clear()
        domain.extend((value, value))
    return copy


def hint(model: CpModel, values: Sequence[int]) -> None:
    """Hint every variable of a model with a complete, feasible solution."""
    model.clear_hints()  # type: ignore[no-untyped-call]
    if len(values) != len(model.proto.variables):
        raise ValueError(f"a complete start has {len(model.proto.variables)} values, not {len(values)}")
    proto = model.proto.solution_hint
    proto.vars.extend(range(len(values)))
    proto.values.extend(values)


def solve(
    model: CpModel,
    limits: Limits,
    *,
    seed: int,
    stop: StopSignal | None = None,
    on_solution: OnSolution | None = None,
) -> Run:
    """Run CP-SAT on a model within limits, with one worker: a deterministic search.

    Only the wall-clock limit or the user makes the outcome depend on the machine. The solve runs in a thread of
    its own, so that a signal reaches the caller at once; `stop` is polled, before the start too. Probing and repeated
    presolve are off: on models of tours they take longer than the search and fix hardly anything.

    Raises
    ------
    RuntimeError
        When the model is invalid: a defect of the caller, not of the data.
    """
    if stop is not None and stop.is_set():
        return Run(Outcome.UNKNOWN, None, None, 0.0, 0.0)
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = seed
    parameters.num_workers = 1
    parameters.linearization_level = 2
    parameters.cp_model_probing_level = 0
    parameters.max_presolve_iterations = 1
    parameters.symmetry_level = 0
    parameters.catch_sigint_signal = False
    parameters.log_to_stdout = False
    if limits.seconds is not None:
        parameters.max_time_in_seconds = max(0.01, limits.seconds)
    if limits.work is not None:
        parameters.max_deterministic_time = max(1e-6, limits.work)
    watcher = _Watcher(on_solution) if on_solution is not None else None
    in_background(lambda: solver.solve(model, watcher), solver.stop_search, stop)
    return _read(model, solver)


def _read(model: CpModel, solver: cp_model.CpSolver) -> Run:
    response = solver.response_proto
    status = solver.status_name(response.status)
    if status == "MODEL_INVALID":
        raise RuntimeError(f"the solver refused the model: {model.validate()}")
    outcome = Outcome(status.lower())
    found = outcome in (Outcome.OPTIMAL, Outcome.FEASIBLE)
    bounded = (
        model.has_objective() and outcome is not Outcome.INFEASIBLE and math.isfinite(response.best_objective_bound)
    )
    return Run(
        outcome,
        tuple(response.solution) if found else None,
        _round_up(response.best_objective_bound) if bounded else None,
        response.deterministic_time + WORK_PER_VARIABLE * len(model.proto.variables),
        response.wall_time,
    )
