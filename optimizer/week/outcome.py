"""What a solver says of a week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.domain.plan import WeekPlan
from optimizer.domain.result import Status, StoppedBy
from optimizer.solving.lexicographic import StageOutcome
from optimizer.solving.limits import Meter

OnProgress = Callable[[str, int | None, int | None], None]
"""Called with the key of a stage, its best value (null when none yet) and its bound."""


@dataclass(frozen=True)
class WeekOutcome:
    """What the solver says of a week; nobody has checked it yet."""

    status: Status
    stopped_by: StoppedBy
    plan: WeekPlan | None
    stages: tuple[StageOutcome, ...]
    work: float
    conflict: tuple[str, ...] = ()


def ended(outcomes: tuple[StageOutcome, ...], meter: Meter) -> tuple[Status, StoppedBy]:
    """Return how good a run is and why it ended."""
    if outcomes and all(o.proven for o in outcomes):
        return Status.OPTIMAL, StoppedBy.PROOF
    why = limit_reached(meter)
    return (Status.FEASIBLE if outcomes and why is not StoppedBy.INTERRUPT else Status.STOPPED), why


def limit_reached(meter: Meter) -> StoppedBy:
    """Return what ended a run without proof."""
    if meter.stopped:
        return StoppedBy.INTERRUPT
    seconds, work = meter.limits.seconds, meter.limits.work
    if seconds is None or (work is not None and meter.work_used * seconds > meter.seconds * work):
        return StoppedBy.WORK_LIMIT
    return StoppedBy.TIME_LIMIT
