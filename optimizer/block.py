"""A block of weeks between holidays: planned one after the other, each from what the weeks before it leave.

The rhythm of every request (every so many weeks, visits left, first contact by) runs through the block: what is visited
in one week is due again only later, what is not comes back, overdue if need be. Who comes first goes on coming, as a
running commitment, and `changes` compares every week with the one before it. A bound of a week holds given the weeks
before it; that of the block is their sum (of worst-of-all stages the largest), so it is conditional.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from optimizer import api
from optimizer.domain.ahead import school_weeks
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import Progress, Result, StageResult, Status, StoppedBy, Unserved, WeekResult
from optimizer.domain.vocabulary import UNMET_STAGE, WORST_SHARES, Priority, StageKey
from optimizer.rules import check as rules
from optimizer.solving.limits import Limits, Meter, StopSignal

__all__ = ["solve_block"]


@dataclass(frozen=True)
class PlannedWeek:
    """A week that is planned, with the region as it was for it."""

    region: Region
    result: Result
    plan: WeekPlan


def solve_block(  # noqa: PLR0913 - as `solve_week`, and one more
    region: Region,
    *,
    weeks: int,
    matrix: TravelMatrix | None = None,
    time_limit: float | None = 300.0,
    work_limit: float | None = None,
    seed: int = 0,
    threads: int = 2,
    on_progress: Callable[[Progress], None] | None = None,
    stop: StopSignal | None = None,
) -> Result:
    """Plan a block of school weeks from the region's week on; weeks that are wholly closed are passed over.

    The limits are for the block: every week gets its share of what is left. When it is stopped, the weeks planned so
    far are the plan.

    Parameters
    ----------
    weeks
        How many; with one the result is that of `solve_week`.

    Raises
    ------
    ValueError
        When `weeks` is less than 1.
    CheckFailedError
        When a plan fails the checker: a defect of this program.
    """
    if weeks < 1:
        raise ValueError("a block has at least one week")
    if matrix is None:
        from optimizer.travel import for_region

        matrix = for_region(region)
    names = school_weeks(region.calendar, region.week, weeks)
    if not names:
        names = (region.week,)  # nothing can be planned, and the plan of the week says so
    meter = Meter(Limits(time_limit, work_limit), stop)
    done: list[PlannedWeek] = []
    for number, name in enumerate(names):
        left, of = meter.until(meter.limits), len(names) - number
        here = rules.region_of(region, Plan(weeks=tuple(one.plan for one in done)), name)
        result = api.solve_week(
            here,
            matrix=matrix,
            time_limit=None if left.seconds is None else left.seconds / of,
            work_limit=None if left.work is None else left.work / of,
            seed=seed,
            threads=threads,
            on_progress=_of_week(name, on_progress) if len(names) > 1 else on_progress,
            stop=stop,
        )
        meter.work_used += result.certificate.work
        if len(names) == 1:
            return result
        week_plan = None if result.plan is None else result.plan.week_plan(name)
        if week_plan is None:
            if result.status is Status.INFEASIBLE or not done:
                return result
            break
        done.append(PlannedWeek(here, result, week_plan))
        if result.status is Status.STOPPED:
            break
    return together(region, matrix, meter, done, whole=len(done) == len(names))


def _of_week(week: str, on_progress: Callable[[Progress], None] | None) -> Callable[[Progress], None] | None:
    if on_progress is None:
        return None
    return lambda progress: on_progress(progress.model_copy(update={"week": week}))


def together(region: Region, matrix: TravelMatrix, meter: Meter, done: Sequence[PlannedWeek], *, whole: bool) -> Result:
    """Return the weeks as one result, after the checker has judged them as one plan."""
    first = done[0].result.certificate
    plan = Plan(
        instance_sha256=instance_sha256(region), matrix_sha256=matrix.sha256, weeks=tuple(one.plan for one in done)
    )
    verdict = rules.check(region, plan, matrix)
    if not verdict.ok:
        raise api.CheckFailedError(verdict)
    last = done[-1].result.certificate.stopped_by
    limited = next((one.result.certificate.stopped_by for one in done if not _proven(one.result)), StoppedBy.PROOF)
    certificate = first.model_copy(
        update={
            "instance_sha256": plan.instance_sha256,
            "seconds": round(meter.seconds, 3),
            "work": round(meter.work_used, 6),
            "stopped_by": last if last is StoppedBy.INTERRUPT or not whole else limited,
            "time_limit": meter.limits.seconds,
            "work_limit": meter.limits.work,
        }
    )
    return Result(
        status=Status.FEASIBLE if whole else Status.STOPPED,
        stages=_stages(region, matrix, done),
        certificate=certificate,
        checker=verdict,
        plan=plan,
        unserved=_unserved(done),
        weeks=tuple(
            WeekResult(week=one.plan.week, status=r.status, stages=r.stages, unserved=r.unserved)
            for one in done
            for r in [one.result]
        ),
    )


def _proven(result: Result) -> bool:
    return result.status is Status.OPTIMAL


def _stages(region: Region, matrix: TravelMatrix, done: Sequence[PlannedWeek]) -> tuple[StageResult, ...]:
    """Return the stages of the block: sums over its weeks, of worst-of-all stages the largest."""
    demand = dict.fromkeys(Priority, 0)
    for one in done:
        for priority, minutes in rules.demand_by_class(one.region, matrix, one.plan.week).items():
            demand[priority] += minutes
    of_class = {UNMET_STAGE[priority]: minutes for priority, minutes in demand.items()}
    found: list[StageResult] = []
    for key in region.policy.stage_order():
        mine = [stage for one in done for stage in one.result.stages if stage.key is key]
        gather: Callable[[list[int]], int] = max if key in WORST_SHARES else sum
        value, bound = gather([s.value for s in mine]), gather([s.bound for s in mine])
        gap = 0.0 if value == bound else round((value - bound) / max(1, of_class.get(key, value)), 6)
        # what is 0 cannot be less in any block; all else holds given the weeks before
        conditional = value > 0 and (len(done) > 1 or any(s.conditional for s in mine))
        found.append(StageResult(key=StageKey(key), value=value, bound=bound, gap=gap, conditional=conditional))
    return tuple(found)


def _unserved(done: Sequence[PlannedWeek]) -> tuple[Unserved, ...]:
    """Return what any week does not serve, with the minutes of all weeks."""
    found: dict[str, Unserved] = {}
    for one in done:
        for item in one.result.unserved:
            before = found.get(item.id)
            minutes = item.minutes + (0 if before is None else before.minutes)
            found[item.id] = item.model_copy(update={"minutes": minutes})
    return tuple(found.values())
