"""Integer programs by HiGHS through MathOpt: the model is handed over in arrays, no loop in Python.

HiGHS cannot be interrupted from here and prints on standard output; so it runs in a process of its own, see
`optimizer.solving.workers`.
"""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import scipy.sparse as sp
from ortools.math_opt import model_pb2
from ortools.math_opt.python.model import Model
from ortools.math_opt.python.parameters import Emphasis, SolveParameters, SolverType
from ortools.math_opt.python.result import TerminationReason
from ortools.math_opt.python.solve import solve

from optimizer.solving.linear import LinearModel
from optimizer.solving.program import MipRun, MipTask

INTEGRAL_GAP = 0.999
"""Costs are integer: below this gap the bound rounds up to the value."""
WORK_PER_ITERATION = 1e-7
"""Deterministic work of a simplex iteration, per coefficient of the model."""


def solve_mip(task: MipTask) -> MipRun:
    """Solve an integer program within its limits."""
    seconds = None if task.seconds is None else dt.timedelta(seconds=max(0.01, task.seconds))
    built = Model.from_model_proto(_proto(task.model, task.cost))
    parameters = SolveParameters(
        time_limit=seconds,
        node_limit=task.nodes,
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=INTEGRAL_GAP,
        # most tasks are reduced already, and its probing would take longer than what it saves
        presolve=None if task.presolve else Emphasis.OFF,
        enable_output=False,
    )
    result = solve(built, SolverType.HIGHS, params=parameters)
    ended = result.termination.reason
    values = None
    if result.has_primal_feasible_solution():
        found = result.variable_values()
        values = np.fromiter(found.values(), dtype=float, count=len(found))
    bound = math.inf if ended is TerminationReason.INFEASIBLE else result.termination.objective_bounds.dual_bound
    iterations = 1 + result.solve_stats.simplex_iterations
    work = WORK_PER_ITERATION * task.model.matrix.nnz * iterations
    return MipRun(values, bound, ended in (TerminationReason.OPTIMAL, TerminationReason.INFEASIBLE), work)


def _proto(model: LinearModel, cost: np.ndarray) -> model_pb2.ModelProto:
    proto = model_pb2.ModelProto()
    rows, columns = model.matrix.shape
    variables = proto.variables
    variables.ids.extend(range(columns))
    variables.lower_bounds.extend(model.lower.tolist())
    variables.upper_bounds.extend(model.upper.tolist())
    variables.integers.extend(model.integer.tolist())
    proto.linear_constraints.ids.extend(range(rows))
    proto.linear_constraints.lower_bounds.extend(model.row_lower.tolist())
    proto.linear_constraints.upper_bounds.extend(model.row_upper.tolist())
    used = np.flatnonzero(cost)
    proto.objective.linear_coefficients.ids.extend(used.tolist())
    proto.objective.linear_coefficients.values.extend(cost[used].tolist())
    matrix = sp.csr_array(model.matrix)
    matrix.sort_indices()
    entries = proto.linear_constraint_matrix
    entries.row_ids.extend(np.repeat(np.arange(rows), np.diff(matrix.indptr)).tolist())
    entries.column_ids.extend(matrix.indices.tolist())
    entries.coefficients.extend(matrix.data.tolist())
    return proto
