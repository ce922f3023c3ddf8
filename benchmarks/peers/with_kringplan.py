"""The program itself, as anybody calls it."""

from __future__ import annotations

import time

import optimizer
from benchmarks.peers.method import Bound, Found, Sign, Task
from optimizer.domain.result import Progress


def solve(task: Task) -> Found:
    """Solve with the time limit and keep the signs of life."""
    started = time.perf_counter()
    signs: list[Sign] = []

    def keep(p: Progress) -> None:
        signs.append(Sign(time.perf_counter() - started, p.stage.value, p.value, p.bound))

    result = optimizer.solve_week(
        task.region,
        matrix=task.matrix,
        time_limit=task.seconds,
        seed=task.seed,
        threads=task.threads,
        on_progress=keep,
    )
    plan = None if result.plan is None else result.plan.week_plan(task.region.week)
    bounds = {stage.key: Bound(stage.bound, stage.conditional) for stage in result.stages}
    return Found(plan, bounds, tuple(signs), result.certificate.work)
