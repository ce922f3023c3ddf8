"""The stages of a week that may fall apart: each part is solved alone, and they meet after every stage.

Most stages are sums, so their least value is that of the parts added up. The fairness stages and the balance are the
worst of all: a part that is no worse than another one must be need not be better, and keeps its freedom for later.
Where an earlier sum is not proven, a later bound holds for plans in which every part keeps its own share of that sum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from optimizer.domain.vocabulary import WORST_SHARES
from optimizer.solving.lexicographic import Stage, StageOutcome, judged
from optimizer.solving.limits import Meter
from optimizer.week.outcome import OnProgress
from optimizer.week.routes.solver import RouteSolver


def run_stages(
    solvers: Sequence[RouteSolver], meter: Meter, weights: dict[str, float], on_progress: OnProgress | None
) -> list[StageOutcome]:
    """Minimise every stage in order over all parts and return value and bound of each; empty when there is no plan.

    `weights` are the shares of the limits, 1 for stages not among them.
    """
    stages = solvers[0].master.stages
    for position, solver in enumerate(solvers):
        solver.on_progress = _reporter(solvers, on_progress)
        left = meter.until(meter.limits)
        if not solver.begin(left.part(_size(solver) / sum(map(_size, solvers[position:])))):
            return []
    bounds: list[int] = []
    for position, stage in enumerate(stages):
        left_weights = {s.key: weights.get(s.key, 1.0) for s in stages[position:]}
        end = meter.after(meter.share(stage.key, left_weights))
        bound = 0
        for number, solver in enumerate(solvers):
            limits = meter.until(end).part(_size(solver) / sum(map(_size, solvers[number:])))
            found = solver.minimise(solver.master.stages[position], limits, bound if stage.key in WORST_SHARES else 0)
            bound = max(bound, found) if stage.key in WORST_SHARES else bound + found
        if any(solver.incumbent is None for solver in solvers):
            return []
        bounds.append(bound)
        value = _value(solvers, stage.key, position)
        for solver in solvers:
            own = solver.master.stages[position]
            solver.hold(own, value if stage.key in WORST_SHARES else solver.value(own))
        if on_progress is not None:
            on_progress(stage.key, value, min(value, bound))
    return judged(stages, [_value(solvers, s.key, position) for position, s in enumerate(stages)], bounds)


def _size(solver: RouteSolver) -> int:
    return len(solver.upper)


def _value(solvers: Sequence[RouteSolver], key: str, position: int) -> int:
    values = [solver.value(solver.master.stages[position]) for solver in solvers]
    return max(values) if key in WORST_SHARES else sum(values)


def _reporter(solvers: Sequence[RouteSolver], on_progress: OnProgress | None) -> Callable[[Stage, int | None], None]:
    """Return what tells of a stage of one part as one of the whole; a bound only when there is but one part."""

    def report(stage: Stage, bound: int | None) -> None:
        if on_progress is None:
            return
        if any(solver.incumbent is None for solver in solvers):
            on_progress(stage.key, None, None)
            return
        position = [s.key for s in solvers[0].master.stages].index(stage.key)
        value = _value(solvers, stage.key, position)
        on_progress(stage.key, value, None if bound is None or len(solvers) > 1 else min(bound, value))

    return report
