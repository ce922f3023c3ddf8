"""What a solve returns: status, stages, certificate, verdict, plan, and the unserved."""

from __future__ import annotations

from enum import StrEnum

from optimizer.domain.base import Frozen, FrozenMap
from optimizer.domain.calendar import IsoWeek
from optimizer.domain.fault import Verdict
from optimizer.domain.plan import Plan
from optimizer.domain.vocabulary import StageKey


class Status(StrEnum):
    """How good the result is: proven, a plan at a limit, proven infeasible, or interrupted."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    STOPPED = "stopped"


class StoppedBy(StrEnum):
    """Why the solve ended."""

    PROOF = "proof"
    TIME_LIMIT = "time-limit"
    WORK_LIMIT = "work-limit"
    INTERRUPT = "interrupt"
    UNCHANGED = "unchanged"


class StageResult(Frozen):
    """A stage's value and proven lower bound; all stages are minimised.

    `conditional`: the bound holds given the values of the earlier stages, one of which was not proven.
    `gap`: value - bound; for unmet stages as a fraction of the class's active demand, else relative to the
    value; 0 when both are 0.
    """

    key: StageKey
    value: int
    bound: int
    gap: float
    conditional: bool = False

    @property
    def proven(self) -> bool:
        """Whether value and bound meet."""
        return self.value == self.bound


class Certificate(Frozen):
    """What is needed to trust and to repeat a result."""

    seed: int
    versions: FrozenMap[str, str]
    instance_sha256: str
    matrix_sha256: str
    seconds: float
    work: float
    """Deterministic work used; comparable between machines for one version of the solver."""
    threads: int
    stopped_by: StoppedBy
    time_limit: float | None = None
    """Seconds that the search was given, its reserve for the check aside; with one, a second run may differ."""
    work_limit: float | None = None
    """Deterministic work that it was given; null for both is none."""


class Unserved(Frozen):
    """An item that the plan does not (fully) serve; `reason` is a catalogue key."""

    id: str
    reason: str = "not-yet-explained"
    minutes: int = 0
    """Minutes not served."""


class WeekResult(Frozen):
    """One week of a block: its stages, with bounds that hold given the weeks before it, and what it does not serve."""

    week: IsoWeek
    status: Status
    stages: tuple[StageResult, ...]
    unserved: tuple[Unserved, ...] = ()


class Result(Frozen):
    """The result of a solve; the same from command, Python and HTTP."""

    status: Status
    stages: tuple[StageResult, ...] = ()
    certificate: Certificate
    checker: Verdict | None = None
    plan: Plan | None = None
    unserved: tuple[Unserved, ...] = ()
    conflict: tuple[str, ...] = ()
    """For an infeasible week: the running commitments that cannot all be kept."""
    weeks: tuple[WeekResult, ...] = ()
    """The weeks of a block; empty for a single week."""


class Progress(Frozen):
    """A sign of life during a solve."""

    stage: StageKey
    value: int | None
    bound: int | None
    gap: float | None
    seconds: float
    week: IsoWeek | None = None
    """The week of a block."""
