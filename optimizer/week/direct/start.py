"""A first plan for large weeks: relax, then fix.

The relaxation says who would serve what in which half day; the full model then finds order and times for those
visits only. The stages are weighed against each other here, which is allowed for a start alone: afterwards every
stage is minimised in its own turn.
"""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.domain.vocabulary import StageKey
from optimizer.solving.cpsat import CpModel, fixed_copy, solve, total
from optimizer.solving.lexicographic import Stage
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.neighbourhoods import complete
from optimizer.week.direct.model import DirectModel

START_WEIGHT = {
    StageKey.OVERLEG_MISSED: 20_000,
    StageKey.RUNNING_BROKEN: 2_000,
    StageKey.UNMET_URGENT: 40,
    StageKey.UNMET_NORMAL: 8,
    StageKey.UNMET_LOW: 2,
    StageKey.BUDGET_OVERRUN: 1,
}
START_WORK = 1.0
START_SECONDS = 0.1
"""Deterministic work, and share of the time left, for each of the two solves."""


def first_plan(
    direct: DirectModel,
    stages: Sequence[Stage],
    relaxed: DirectModel,
    relaxed_stages: Sequence[Stage],
    meter: Meter,
    *,
    seed: int,
) -> tuple[int, ...] | None:
    """Return a complete solution of the full model; the empty plan when the limits give no better one."""
    limits = _limits(meter)
    empty = complete(direct.model, direct.empty_plan(), Limits(meter.seconds_left), seed=seed)
    wished = _solve_weighted(relaxed.model, relaxed_stages, {}, limits, meter, seed=seed)
    if wished is None:
        return empty
    unwanted = [direct.visits[v].index for v, made in relaxed.visits.items() if not wished[made.index]]
    unwanted += [direct.sessions[s].index for s, made in relaxed.sessions.items() if not wished[made.index]]
    unwanted += [direct.overleg[o].index for o, made in relaxed.overleg.items() if not wished[made.index]]
    found = _solve_weighted(direct.model, stages, dict.fromkeys(unwanted, 0), _limits(meter), meter, seed=seed)
    return empty if found is None else found


def _limits(meter: Meter) -> Limits:
    left = meter.seconds_left
    work = START_WORK if meter.work_left is None else min(START_WORK, meter.work_left)
    return Limits(None if left is None else left * START_SECONDS, work)


def _solve_weighted(
    model: CpModel, stages: Sequence[Stage], fixed: dict[int, int], limits: Limits, meter: Meter, *, seed: int
) -> tuple[int, ...] | None:
    copy = fixed_copy(model, fixed)
    weights = {key.value: weight for key, weight in START_WEIGHT.items()}
    copy.minimize(
        total(
            weights[stage.key] * copy.get_int_var_from_proto_index(stage.variable.index)
            for stage in stages
            if stage.key in weights
        )
    )
    run = solve(copy, limits, seed=seed, stop=meter.stop)
    meter.work_used += run.work
    return run.values
