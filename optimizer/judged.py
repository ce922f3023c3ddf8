"""A plan that was made somewhere else, as a result: judged by the checker, with what is known of its bounds."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer import api
from optimizer.block import PlannedWeek, together
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import Result, StageResult, Status, StoppedBy
from optimizer.rules import check as rules
from optimizer.solving.limits import Limits, Meter

__all__ = ["result_of"]


def result_of(
    region: Region, plan: Plan, matrix: TravelMatrix, known: Mapping[str, tuple[StageResult, ...]] | None = None
) -> Result:
    """Return a plan as the result that a solve gives, bound to this region and matrix.

    Nothing is planned: the certificate tells no work, and that the plan is unchanged. Values are those that the checker
    counts; a bound that is not known is 0, which holds for every stage.

    Parameters
    ----------
    known
        Per week the stages of an earlier result; they count only with the values that the checker counts.

    Raises
    ------
    CheckFailedError
        When the plan breaks a rule.
    ValueError
        When the plan has no week.
    """
    if not plan.weeks:
        raise ValueError("a plan without weeks is no result")
    verdict = api.check(region, plan, matrix)
    if not verdict.ok:
        raise api.CheckFailedError(verdict)
    meter = Meter(Limits(None, None), None)
    weeks = sorted(plan.weeks, key=lambda one: one.week)
    done = []
    for week_plan in weeks:
        here = rules.region_of(region, plan, week_plan.week).model_copy(update={"week": week_plan.week})
        result = _of_week(here, week_plan, matrix, meter, (known or {}).get(week_plan.week, ()))
        done.append(PlannedWeek(here, result, week_plan))
    first = done[0].result
    if len(done) > 1:
        return together(region, matrix, meter, done, whole=True)
    certificate = api.certificate_of(region, matrix, meter, StoppedBy.UNCHANGED, seed=0, threads=1)
    bound = Plan(
        instance_sha256=certificate.instance_sha256,
        matrix_sha256=certificate.matrix_sha256,
        weeks=tuple(weeks),
        proven=first.status is Status.OPTIMAL,
    )
    return first.model_copy(update={"plan": bound, "checker": verdict, "certificate": certificate})


def _of_week(
    here: Region, week_plan: WeekPlan, matrix: TravelMatrix, meter: Meter, known: tuple[StageResult, ...]
) -> Result:
    values = rules.stage_values(here, week_plan, matrix)
    if {stage.key: stage.value for stage in known} == values:
        stages = known
    else:
        gap_of = api.gaps_of(here, matrix)
        found: list[StageResult] = []
        for key, value in values.items():
            conditional = any(not stage.proven for stage in found)
            gap = gap_of(key, value, 0)
            found.append(StageResult(key=key, value=value, bound=0, gap=gap, conditional=conditional))
        stages = tuple(found)
    proven = all(stage.proven for stage in stages)
    return Result(
        status=Status.OPTIMAL if proven else Status.FEASIBLE,
        stages=stages,
        certificate=api.certificate_of(here, matrix, meter, StoppedBy.UNCHANGED, seed=0, threads=1),
        unserved=rules.unserved(here, week_plan, matrix),
    )
