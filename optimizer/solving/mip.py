"""Integer programs through MathOpt: the whole model is handed over in arrays, no loop in Python."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from optimizer.solving.linear import LinearModel


@dataclass(frozen=True, eq=False)
class MipRun:
    """What a run found: values by column (null without a solution), proven bound, and whether it is complete."""

    values: np.ndarray | None
    bound: float
    complete: bool
    """The bound is met, or it is proven that nothing lies below the cutoff."""


def solve_mip(
    model: LinearModel,
    cost: np.ndarray,
    *,
    seconds: float | None = None,
    nodes: int | None = None,
    cutoff: float = math.inf,
    log: bool = False,
) -> MipRun:
    proto = _proto(model, cost, cutoff)
    built = mathopt.Model.from_model_proto(proto)
    params = mathopt.SolveParameters(
        enable_output=log,
        time_limit=None if seconds is None else datetime.timedelta(seconds=seconds),
        node_limit=nodes,
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=0.999,
    )
    result = mathopt.solve(built, mathopt.SolverType.HIGHS, params=params)
    reason = result.termination.reason
    values = None
    if result.has_primal_feasible_solution():
        found = result.variable_values()
        values = np.fromiter(found.values(), dtype=float, count=len(found))
    R = mathopt.TerminationReason
    complete = reason in (R.OPTIMAL, R.INFEASIBLE)
    bound = result.termination.objective_bounds.dual_bound
    return MipRun(values, bound, complete)


def _proto(model: LinearModel, cost: np.ndarray, cutoff: float) -> model_pb2.ModelProto:
    proto = model_pb2.ModelProto()
    n, m = model.matrix.shape[1], model.matrix.shape[0]
    v = proto.variables
    v.ids.extend(range(n))
    v.lower_bounds.extend(model.lower.tolist())
    v.upper_bounds.extend(model.upper.tolist())
    v.integers.extend(model.integer.tolist())
    rows = proto.linear_constraints
    extra = math.isfinite(cutoff)
    rows.ids.extend(range(m + extra))
    rows.lower_bounds.extend([*model.row_lower.tolist(), *([-math.inf] if extra else [])])
    rows.upper_bounds.extend([*model.row_upper.tolist(), *([cutoff] if extra else [])])
    used = np.flatnonzero(cost)
    proto.objective.linear_coefficients.ids.extend(used.tolist())
    proto.objective.linear_coefficients.values.extend(cost[used].tolist())
    matrix = sp.csr_array(model.matrix)
    matrix.sort_indices()
    r = np.repeat(np.arange(m), np.diff(matrix.indptr)).tolist()
    c, d = matrix.indices.tolist(), matrix.data.tolist()
    if extra:
        r += [m] * len(used)
        c += used.tolist()
        d += cost[used].tolist()
    a = proto.linear_constraint_matrix
    a.row_ids.extend(r)
    a.column_ids.extend(c)
    a.coefficients.extend(d)
    return proto
