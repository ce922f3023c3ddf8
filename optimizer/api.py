"""The face for other programs: typed, without side effects, usable inside another service."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from optimizer.domain.fault import Verdict
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.intake import read_region
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import Certificate, Progress, Result, StageResult, Status, StoppedBy
from optimizer.domain.vocabulary import UNMET_STAGE, WORST_SHARES, StageKey
from optimizer.rules import check as rules
from optimizer.solving.limits import Limits, Meter, StopSignal

__all__ = ["CheckFailedError", "check", "load", "read_region", "solve_week"]


RESERVE = 0.06
"""Share of the time limit kept for ending the last search, reading the plan and checking it."""


class CheckFailedError(RuntimeError):
    """The solver's plan failed the checker, or their stage values differ: a defect, never shown as a plan."""

    def __init__(self, verdict: Verdict, difference: str = "") -> None:
        rules_broken = sorted({v.rule for v in verdict.violations})
        super().__init__(f"the plan failed the checker: {', '.join(rules_broken) or difference}")
        self.verdict = verdict


def load(path: str | Path) -> Region:
    """Read a region from a JSON file, defaults filled in.

    Raises
    ------
    optimizer.domain.intake.InputRefusedError
        When the file has faults; it lists them all.
    """
    from optimizer.io.json import load_region

    return load_region(path).or_raise()


def check(region: Region, plan: Plan, matrix: TravelMatrix | None = None) -> Verdict:
    """Judge a plan by every hard rule, whoever made it."""
    return rules.check(region, plan, _matrix(region) if matrix is None else matrix)


def solve_week(
    region: Region,
    *,
    matrix: TravelMatrix | None = None,
    time_limit: float | None = 60.0,
    work_limit: float | None = None,
    seed: int = 0,
    threads: int = 2,
    on_progress: Callable[[Progress], None] | None = None,
    stop: StopSignal | None = None,
) -> Result:
    """Plan the region's week.

    A previous plan for this very week, made for the same input, is returned as it is when it was proven. Otherwise it
    is the start, and only a plan with strictly better stage values takes its place. What can be kept of any other
    previous plan, the one published for this week or else the latest before it, is a start too.

    Parameters
    ----------
    matrix
        Travel; the estimate when null.
    time_limit
        Wall-clock seconds, the building of the model included; null is none.
    work_limit
        Deterministic work, in the solver's units; null is none. With only this limit the same input, seed and
        threads give the same plan.
    threads
        Neighbourhoods that are solved at the same time; every solve has one worker.
    on_progress
        Called at every sign of life, perhaps from another thread.
    stop
        When it is set the solve ends soon with the best plan so far.

    Raises
    ------
    CheckFailedError
        When the plan fails the checker: a defect of this program.
    """
    meter = Meter(Limits(None if time_limit is None else time_limit * (1 - RESERVE), work_limit), stop)
    matrix = _matrix(region) if matrix is None else matrix
    held = _held(region, matrix)
    if held is not None and region.previous is not None and region.previous.proven:
        return _unchanged(region, matrix, meter, held, seed=seed, threads=threads)
    from optimizer.week.solve import solve_week_model

    gap_of = gaps_of(region, matrix)

    def report(key: str, value: int | None, bound: int | None) -> None:
        if on_progress is not None:
            stage = StageKey(key)
            gap = None if value is None or bound is None else gap_of(stage, value, bound)
            on_progress(Progress(stage=stage, value=value, bound=bound, gap=gap, seconds=meter.seconds))

    here = rules.region_of(region, Plan(), region.week)  # with the half days that schools keep
    before = held or (region.previous.latest_until(region.week) if region.previous is not None else None)
    outcome = solve_week_model(here, matrix, meter, seed=seed, threads=threads, on_progress=report, start=before)
    certificate = certificate_of(region, matrix, meter, outcome.stopped_by, seed=seed, threads=threads)
    if outcome.plan is None:
        return Result(status=outcome.status, certificate=certificate, conflict=outcome.conflict)
    plan, counted = outcome.plan, rules.stage_values(region, outcome.plan, matrix)
    for o in outcome.stages:
        # a worst share is held by a variable that may be slack in the end; every other value must be the same
        value, slack = counted[StageKey(o.key)], o.key in WORST_SHARES
        if not o.bound <= value <= o.value or (value < o.value and not slack):
            raise CheckFailedError(Verdict(ok=True), f"{o.key} is {value}, the model says {o.bound} to {o.value}")
    bounds = {StageKey(o.key): o.bound for o in outcome.stages}
    if held is not None:
        kept = rules.stage_values(region, held, matrix)
        if tuple(kept.values()) <= tuple(counted.values()):
            plan, bounds = held, _bounds_of(kept, counted, bounds)
            counted = kept
    stages: list[StageResult] = []
    for key, value in counted.items():
        conditional = any(not stage.proven for stage in stages)
        gap = gap_of(key, value, bounds[key])
        stages.append(StageResult(key=key, value=value, bound=bounds[key], gap=gap, conditional=conditional))
    status = outcome.status
    if all(s.proven for s in stages):
        status = Status.OPTIMAL
    elif status is Status.OPTIMAL:  # what was there is better than all that the model can make
        status = Status.FEASIBLE
    return _checked(region, matrix, plan, tuple(stages), status, certificate)


def _checked(
    region: Region,
    matrix: TravelMatrix,
    week_plan: WeekPlan,
    stages: tuple[StageResult, ...],
    status: Status,
    certificate: Certificate,
) -> Result:
    """Let the checker judge the plan; only then is it a result."""
    plan = Plan(
        instance_sha256=certificate.instance_sha256,
        matrix_sha256=certificate.matrix_sha256,
        weeks=(week_plan,),
        proven=status is Status.OPTIMAL,
    )
    verdict = rules.check(region, plan, matrix)
    if not verdict.ok:
        raise CheckFailedError(verdict)
    return Result(
        status=status,
        stages=stages,
        certificate=certificate,
        checker=verdict,
        plan=plan,
        unserved=rules.unserved(region, week_plan, matrix),
    )


def _held(region: Region, matrix: TravelMatrix) -> WeekPlan | None:
    """Return the previous plan of this week when it was made for this very input and passes the checker."""
    previous = region.previous
    if previous is None or previous.instance_sha256 != instance_sha256(region):
        return None
    week_plan = previous.week_plan(region.week)
    if week_plan is None or previous.matrix_sha256 != matrix.sha256:
        return None
    return week_plan if rules.check(region, previous, matrix, region.week).ok else None


def _bounds_of(
    values: dict[StageKey, int], found: dict[StageKey, int], bounds: dict[StageKey, int]
) -> dict[StageKey, int]:
    """Return what bounds that were proven on the way to the values `found` say of better ones.

    Up to the first stage that differs the same plans were compared; after it, nothing is known.
    """
    kept: dict[StageKey, int] = {}
    same = True
    for key, value in values.items():
        kept[key] = bounds[key] if same and bounds[key] <= value else 0
        same = same and value == found[key]
    return kept


def _unchanged(
    region: Region, matrix: TravelMatrix, meter: Meter, week_plan: WeekPlan, *, seed: int, threads: int
) -> Result:
    """Return the previous plan, made for this very input and proven, as the result."""
    values = rules.stage_values(region, week_plan, matrix)
    stages = tuple(StageResult(key=k, value=v, bound=v, gap=0.0) for k, v in values.items())
    certificate = certificate_of(region, matrix, meter, StoppedBy.UNCHANGED, seed=seed, threads=threads)
    return _checked(region, matrix, week_plan, stages, Status.OPTIMAL, certificate)


def certificate_of(
    region: Region, matrix: TravelMatrix, meter: Meter, stopped_by: StoppedBy, *, seed: int, threads: int
) -> Certificate:
    """Return what is needed to repeat a result that was found now."""
    versions = {name: metadata.version(name) for name in ("kringplan", "ortools")}
    return Certificate(
        seed=seed,
        versions=versions,
        instance_sha256=instance_sha256(region),
        matrix_sha256=matrix.sha256,
        seconds=round(meter.seconds, 3),
        work=round(meter.work_used, 6),
        threads=threads,
        stopped_by=stopped_by,
        time_limit=meter.limits.seconds,
        work_limit=meter.limits.work,
    )


def gaps_of(region: Region, matrix: TravelMatrix) -> Callable[[StageKey, int, int], float]:
    """Return the gap of a stage: of unmet ones per active demand of the class, of others relative to the value."""
    demand = rules.demand_by_class(region, matrix)
    of_class = {UNMET_STAGE[priority]: minutes for priority, minutes in demand.items()}

    def gap(key: StageKey, value: int, bound: int) -> float:
        return 0.0 if value == bound else round((value - bound) / max(1, of_class.get(key, value)), 6)

    return gap


def _matrix(region: Region) -> TravelMatrix:
    from optimizer.travel import for_region

    return for_region(region)
