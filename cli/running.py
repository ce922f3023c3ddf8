"""From a region to a checked outcome, by solving."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import exit_codes
from cli.console import messages
from cli.outcome import Outcome, WeekLine
from cli.output import PLAN, RESULT, Outputs, prepare
from optimizer.domain.ahead import school_weeks
from optimizer.domain.result import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from structlog.typing import FilteringBoundLogger

    from cli.texts import Texts
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.plan import Plan, WeekPlan
    from optimizer.domain.region import Region
    from optimizer.domain.result import Result, StageResult


VIOLATIONS_SHOWN = 5
"""Where the user asked for something else than a check."""


@dataclass(frozen=True)
class Run:
    """How to solve, and where to write."""

    time_limit: float | None
    work_limit: float | None
    seed: int
    threads: int
    json_to: str | None
    out: str | None
    weeks: int = 1
    shown: str | None = None
    """The week that views are about, as the user named it; null is the region's."""


def solve(
    region: Region, matrix: TravelMatrix, run: Run, say: Texts, log: FilteringBoundLogger, outputs: Outputs
) -> tuple[Outcome | None, int]:
    """Solve, write what was asked, and return the outcome with the exit code; no outcome without a plan."""
    from cli.interrupt import stoppable
    from cli.progress import board

    prepare(run.json_to, run.out)
    import optimizer

    if run.shown is not None:  # a slip is told before the work, not after it
        week_named(run.shown, school_weeks(region.calendar, region.week, run.weeks), say)

    try:
        with stoppable() as stop, board(region, say, log, stop) as signs:
            result = optimizer.solve_block(
                region,
                weeks=run.weeks,
                matrix=matrix,
                time_limit=run.time_limit,
                work_limit=run.work_limit,
                seed=run.seed,
                threads=run.threads,
                on_progress=signs.take,
                stop=stop,
            )
    except optimizer.CheckFailedError as error:
        return _rejected(error, region, say)
    log.info("solved", status=str(result.status), seconds=result.certificate.seconds, work=result.certificate.work)
    _write(result, region, matrix, run, say, outputs)
    return _outcome(result, region, matrix, run, say)


def _rejected(error: Exception, region: Region, say: Texts) -> tuple[None, int]:
    """Say that the checker refused the solver's plan, which is then not shown."""
    from cli.views.verdict import verdict_view

    console = messages()
    console.print(say("rejected", reason=str(error)))
    verdict = getattr(error, "verdict", None)
    if verdict is not None and not verdict.ok:
        console.print(verdict_view(verdict, region, say, most=VIOLATIONS_SHOWN))
    return None, exit_codes.FAILED


def _write(result: Result, region: Region, matrix: TravelMatrix, run: Run, say: Texts, outputs: Outputs) -> None:
    from cli.rosters import write_roster
    from optimizer.io.json import dump_plan, dump_result

    if run.json_to is not None:
        outputs.json(dump_result(result, say.lang), run.json_to)
    if run.out is not None and result.plan is not None:
        outputs.text(Path(run.out, PLAN), dump_plan(result.plan))
        outputs.text(Path(run.out, RESULT), dump_result(result, say.lang))
        status = {one.week: one.status for one in result.weeks} or {result.plan.weeks[0].week: result.status}
        stages = _stages(result, result.plan)
        write_roster(run.out, region, result.plan, matrix, stages, status, say, outputs)
    elif run.out is not None:
        # what an earlier run left there still belongs together
        messages().print(say("nothing_kept", folder=run.out))


def _outcome(result: Result, region: Region, matrix: TravelMatrix, run: Run, say: Texts) -> tuple[Outcome | None, int]:
    if result.status is Status.INFEASIBLE:
        from cli.views.verdict import conflict_view

        messages().print(conflict_view(result.conflict, say))
        return None, exit_codes.INFEASIBLE
    if result.plan is None:
        messages().print(say("no_plan"))
        return None, exit_codes.STOPPED
    stages = _stages(result, result.plan)
    status = {one.week: one.status for one in result.weeks}
    asked = school_weeks(region.calendar, region.week, run.weeks)
    lacking = tuple(name for name in asked if result.plan.week_plan(name) is None)
    week = result.plan.weeks[0].week
    if run.shown is not None and (named := week_named(run.shown, asked, say)) not in lacking:
        week = named
    outcome = about(region, result.plan, matrix, week, stages)
    known = status.get(week, result.status)
    found = replace(outcome, stages=stages[week], status=known, certificate=result.certificate, unplanned=lacking)
    return found, exit_codes.DONE


def _stages(result: Result, plan: Plan) -> dict[str, tuple[StageResult, ...]]:
    """Return the stages of every week."""
    return {one.week: one.stages for one in result.weeks} or {plan.weeks[0].week: result.stages}


def shown_week(plan: Plan, asked: str | None, default: str, say: Texts) -> str:
    """Return the week of a plan that the user named: ``2026-W50``, ``W50`` or ``50``.

    Raises
    ------
    click.UsageError
        When the plan does not hold it.
    """
    if asked is None:
        return default
    return week_named(asked, [one.week for one in plan.weeks], say)


def week_named(asked: str, weeks: Sequence[str], say: Texts) -> str:
    """Return which of some weeks is meant by ``2026-W50``, ``W50`` or ``50``.

    Raises
    ------
    click.UsageError
        When none is, or several are.
    """
    short = asked.upper().removeprefix("W")
    found = [w for w in weeks if short == w or (short.isascii() and short.isdigit() and int(short) == int(w[6:]))]
    if len(found) != 1:
        raise click.UsageError(say("usage.no_such_week", name=asked, weeks=", ".join(weeks)))
    return found[0]


def about(
    region: Region, plan: Plan, matrix: TravelMatrix, week: str, stages: dict[str, tuple[StageResult, ...]]
) -> Outcome:
    """Return what a plan says of one of its weeks, the region as it then is."""
    from optimizer.domain.plan import WeekPlan
    from optimizer.rules import check as rules

    here = rules.region_of(region, plan, week).model_copy(update={"week": week})
    week_plan = plan.week_plan(week) or WeekPlan(week=week)
    block = tuple(_line(region, plan, matrix, one, stages) for one in plan.weeks) if len(plan.weeks) > 1 else ()
    return Outcome(
        region=here,
        plan=plan,
        matrix=matrix,
        values=rules.stage_values(here, week_plan, matrix),
        unserved=rules.unserved(here, week_plan, matrix),
        block=block,
    )


def _line(
    region: Region, plan: Plan, matrix: TravelMatrix, one: WeekPlan, stages: dict[str, tuple[StageResult, ...]]
) -> WeekLine:
    from optimizer.rules import check as rules

    here = rules.region_of(region, plan, one.week)
    values = rules.stage_values(here, one, matrix)
    known = {stage.key: stage.value for stage in stages.get(one.week, ())} == values
    proven = sum(stage.proven for stage in stages[one.week]) if known else None
    return WeekLine(one.week, values, sum(rules.demand_by_class(here, matrix, one.week).values()), proven)
