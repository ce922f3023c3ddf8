"""The joint plan: week and placement in one decision, proven, checked."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from optimizer.api import certificate_of, gaps_of, solve_week
from optimizer.domain.joint import JointKey, JointProgress, JointResult, JointStageResult, JointVerdict
from optimizer.domain.placement import PlacementPlan, PlacementStage
from optimizer.domain.plan import Plan
from optimizer.domain.result import Status
from optimizer.domain.vocabulary import WORST_SHARES, StageKey
from optimizer.proposals import propose_placements
from optimizer.rules.check import region_of, unserved
from optimizer.solving.limits import Limits, Meter, StopSignal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.plan import WeekPlan
    from optimizer.domain.region import Region
    from optimizer.joint.solve import JointOutcome, StageValue
    from optimizer.placement.journeys import Journeys

__all__ = ["After", "JointCheckFailedError", "PlacementOffError", "solve_joint"]

RESERVE = 0.06
"""Share of the time limit kept for ending the last search, reading the plan and checking it."""
FIRST_SHARE = 0.25
"""Share of the time limit for what is planned first, where one half is planned after the other."""
BEGIN_SHARE = 0.05
"""Share of the time limit for the proposals to begin with."""


class After(StrEnum):
    """What is decided first and stays, where one half is planned after the other."""

    PLACEMENT = "placement"
    WEEK = "week"


class JointCheckFailedError(RuntimeError):
    """The plan failed the checker, or its stage values differ: a defect, never shown as a plan."""

    def __init__(self, verdict: JointVerdict, difference: str = "") -> None:
        broken = {str(v.rule) for v in verdict.week.violations} | {str(v.rule) for v in verdict.placement.violations}
        super().__init__(f"the joint plan failed the checker: {', '.join(sorted(broken)) or difference}")
        self.verdict = verdict


class PlacementOffError(ValueError):
    """The policy of the region switches placement off: there is nothing to decide together."""


def solve_joint(  # noqa: PLR0913 -- all but the region are named and optional
    region: Region,
    *,
    matrix: TravelMatrix | None = None,
    time_limit: float | None = 120.0,
    work_limit: float | None = None,
    seed: int = 0,
    threads: int = 2,
    candidates_limit: int | None = None,
    after: After | str | None = None,
    on_progress: Callable[[JointProgress], None] | None = None,
    stop: StopSignal | None = None,
) -> JointResult:
    """Plan the region's week and place its leerlingen in one decision; source: docs/joint.md.

    Parameters
    ----------
    matrix
        Travel of the week; the estimate when null. Journeys of leerlingen are asked of it too.
    time_limit
        Wall-clock seconds, all included; null is none.
    work_limit
        Deterministic work; null is none.
    threads
        Neighbourhoods that are solved at the same time.
    candidates_limit
        Look for begeleiders at so many places of each leerling only; null is at all. Where that is too much for the
        solver it takes fewer by itself. The result says it; bounds hold for all places all the same.
    after
        Plan one half after the other instead: `placement` keeps the proposals of `propose_placements`, `week` the plan
        of `solve_week`. For comparison.
    on_progress
        Called at every sign of life, perhaps from another thread.
    stop
        When it is set the solve ends soon with the best plan so far.

    Raises
    ------
    JointCheckFailedError
        When the plan fails the checker: a defect of this program.
    PlacementOffError
        When the policy switches placement off.
    """
    from optimizer.joint.solve import JointSolver
    from optimizer.placement.journeys import as_journeys
    from optimizer.travel import for_region, journeys_for

    if not region.policy.placement.enabled:
        raise PlacementOffError(region.id)
    meter = Meter(Limits(None if time_limit is None else time_limit * (1 - RESERVE), work_limit), stop)
    journeys = journeys_for(region) if matrix is None else as_journeys(matrix)
    matrix = for_region(region) if matrix is None else matrix
    sequence = None if after is None else After(after)
    first = meter.limits.part(FIRST_SHARE if sequence is After.PLACEMENT else BEGIN_SHARE)
    proposed = propose_placements(
        region,
        matrix=journeys,
        time_limit=first.seconds,
        work_limit=first.work,
        seed=seed,
        options=False,
        stop=stop,
    )
    placements = proposed.plan or PlacementPlan()
    meter.work_used += proposed.certificate.work
    here = region_of(region, Plan(), region.week)  # with the half days that schools keep
    week: WeekPlan | None = None
    if sequence is After.WEEK:
        limits = meter.limits.part(1 - FIRST_SHARE)
        result = solve_week(
            region,
            matrix=matrix,
            time_limit=limits.seconds,
            work_limit=limits.work,
            seed=seed,
            threads=threads,
            stop=stop,
        )
        meter.work_used += result.certificate.work
        week = None if result.plan is None else result.plan.week_plan(region.week)
        if week is None:
            return JointResult(status=result.status, certificate=result.certificate, conflict=result.conflict)
    gap_of = _gaps(region, matrix)

    def report(key: str, value: int | None, bound: int | None) -> None:
        if on_progress is not None:
            stage = _key(key)
            gap = None if value is None or bound is None else gap_of(stage, value, bound)
            on_progress(JointProgress(stage=stage, value=value, bound=bound, gap=gap, seconds=meter.seconds))

    outcome = JointSolver(
        here,
        matrix,
        journeys,
        meter,
        placements,
        fixed_week=week,
        fixed_places=sequence is After.PLACEMENT,
        start=None if region.previous is None else region.previous.latest_until(region.week),
        limit=candidates_limit,
        seed=seed,
        threads=threads,
        on_progress=report,
    ).run()
    return _told(region, journeys, _result(region, matrix, meter, outcome, seed=seed, threads=threads))


def _result(
    region: Region,
    matrix: TravelMatrix,
    meter: Meter,
    outcome: JointOutcome,
    *,
    seed: int,
    threads: int,
) -> JointResult:
    """Let the checker judge the plan and add up its stages; only then are they a result."""
    from optimizer.rules.joint.check import judged_joint

    certificate = certificate_of(region, matrix, meter, outcome.stopped_by, seed=seed, threads=threads)
    if outcome.witness is None:
        return JointResult(status=outcome.status, certificate=certificate, conflict=outcome.conflict)
    proven = outcome.status is Status.OPTIMAL
    plan = Plan(
        instance_sha256=certificate.instance_sha256,
        matrix_sha256=certificate.matrix_sha256,
        weeks=(outcome.witness.week,),
        proven=proven,
    )
    placement = PlacementPlan(
        instance_sha256=certificate.instance_sha256,
        matrix_sha256=certificate.matrix_sha256,
        placements=outcome.witness.placements,
        proven=proven,
    )
    verdict, counted = judged_joint(region, plan, placement, matrix)
    if not verdict.ok:
        raise JointCheckFailedError(verdict)
    stages = _stages(region, matrix, outcome.stages, counted, verdict)
    return JointResult(
        status=outcome.status,
        stages=stages,
        certificate=certificate,
        checker=verdict,
        plan=plan,
        placement=placement,
        unserved=unserved(region, outcome.witness.week, matrix),
        candidates_limit=outcome.limit,
    )


def _told(region: Region, journeys: Journeys, result: JointResult) -> JointResult:
    """Return the result with what there is to say of everybody who asks for a place."""
    from optimizer.placement.proposed import outcomes_of_placements

    if result.placement is None:
        return result
    proven = {stage.key for stage in result.stages if stage.proven and not stage.conditional}
    known = {key for key in PlacementStage if key in proven}
    leerlingen, totals = outcomes_of_placements(region, journeys, result.placement.placements, known)
    return result.model_copy(update={"leerlingen": leerlingen, "transport": totals})


def _stages(
    region: Region,
    matrix: TravelMatrix,
    found: tuple[StageValue, ...],
    counted: Mapping[JointKey, int],
    verdict: JointVerdict,
) -> tuple[JointStageResult, ...]:
    """Return the stages as the checker counts them, with the bounds of the model."""
    gap_of = _gaps(region, matrix)
    slack = {str(key) for key in WORST_SHARES}
    stages: list[JointStageResult] = []
    for one in found:
        key = _key(one.key)
        value = counted[key]
        if not one.bound <= value <= one.value or (value < one.value and one.key not in slack):
            raise JointCheckFailedError(verdict, f"{key} is {value}, the model says {one.bound} to {one.value}")
        conditional = any(not stage.proven for stage in stages)
        gap = gap_of(key, value, one.bound)
        stages.append(JointStageResult(key=key, value=value, bound=one.bound, gap=gap, conditional=conditional))
    return tuple(stages)


def _gaps(region: Region, matrix: TravelMatrix) -> Callable[[JointKey, int, int], float]:
    of_week = gaps_of(region, matrix)

    def gap(key: JointKey, value: int, bound: int) -> float:
        return of_week(key, value, bound) if isinstance(key, StageKey) else float(value - bound)

    return gap


def _key(key: str) -> JointKey:
    return StageKey(key) if key in set(StageKey) else PlacementStage(key)
