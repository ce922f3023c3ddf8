"""The direct CP-SAT model alone: stage after stage, from the empty plan, without neighbourhoods."""

from __future__ import annotations

import time
from collections.abc import Sequence

from benchmarks.parts import FIRST_STAGES
from benchmarks.peers.method import Bound, Found, Task
from optimizer.domain.vocabulary import StageKey
from optimizer.solving.cpsat import hint
from optimizer.solving.cpsat import solve as run_cpsat
from optimizer.solving.limits import Limits
from optimizer.week.direct.model import DirectModel
from optimizer.week.direct.stages import week_stages
from optimizer.week.direct.start import solution
from optimizer.week.direct.witness import week_plan
from optimizer.week.options import week_options


def solve(task: Task) -> Found:
    """Minimise the stages in order, up to the unmet ones or travel where it comes next; the time left is shared."""
    started = time.perf_counter()
    direct = DirectModel(week_options(task.region, task.matrix))
    stages = week_stages(direct)
    keys = [StageKey(stage.key) for stage in stages]
    wanted = next(n for n, key in enumerate(keys) if key not in FIRST_STAGES)
    best = solution(direct, stages, direct.empty_plan(), seed=task.seed)
    bounds: dict[StageKey, Bound] = {}
    proven = True
    for number, stage in enumerate(stages[:wanted]):
        variable = stage.variable
        if best is not None and best[variable.index] == 0:
            bounds[keys[number]] = Bound(0, not proven)
            direct.model.add(variable <= 0)
            continue
        left = task.seconds - (time.perf_counter() - started)
        if left <= 0:
            break

        def keep(values: Sequence[int], _value: int, _bound: int, index: int = variable.index) -> None:
            nonlocal best
            if best is None or values[index] < best[index]:
                best = tuple(values)

        if best is not None:
            hint(direct.model, best)
        direct.model.minimize(variable)
        run = run_cpsat(direct.model, Limits(left / (wanted - number), None), seed=task.seed, on_solution=keep)
        if run.values is not None:
            keep(run.values, 0, 0)
        if best is None:
            proven = False
            continue
        value = best[variable.index]
        bound = min(value, run.bound or 0)
        bounds[keys[number]] = Bound(bound, not proven)
        proven = proven and bound == value
        direct.model.add(variable <= value)
    return Found(None if best is None else week_plan(direct, best), bounds)
