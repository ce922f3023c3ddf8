"""From a region to a checked outcome: by solving, or from a saved plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cli import exit_codes
from cli.console import messages
from cli.outcome import Outcome
from cli.output import PLAN, RESULT, prepare, write, write_json
from optimizer.domain.result import Status

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from cli.texts import Texts
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.region import Region
    from optimizer.domain.result import Result


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


def solve(
    region: Region, matrix: TravelMatrix, run: Run, say: Texts, log: FilteringBoundLogger
) -> tuple[Outcome | None, int]:
    """Solve, write what was asked, and return the outcome with the exit code; no outcome without a plan."""
    from cli.interrupt import stoppable
    from cli.progress import board

    prepare(run.json_to, run.out)
    import optimizer

    try:
        with stoppable() as stop, board(region, say, log, stop) as signs:
            result = optimizer.solve_week(
                region,
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
    _write(result, run, say)
    return _outcome(result, region, matrix, say)


def _rejected(error: Exception, region: Region, say: Texts) -> tuple[None, int]:
    """Say that the checker refused the solver's plan, which is then not shown."""
    from cli.views.verdict import verdict_view

    console = messages()
    console.print(say("rejected", reason=str(error)))
    verdict = getattr(error, "verdict", None)
    if verdict is not None and not verdict.ok:
        console.print(verdict_view(verdict, region, say, most=VIOLATIONS_SHOWN))
    return None, exit_codes.FAILED


def _write(result: Result, run: Run, say: Texts) -> None:
    from optimizer.io.json import dump_plan, dump_result

    if run.json_to is not None:
        write_json(dump_result(result, say.lang), run.json_to)
    if run.out is not None and result.plan is not None:
        write(Path(run.out, PLAN), dump_plan(result.plan))
        write(Path(run.out, RESULT), dump_result(result, say.lang))
    elif run.out is not None:
        # what an earlier run left there still belongs together
        messages().print(say("nothing_kept", folder=run.out))


def _outcome(result: Result, region: Region, matrix: TravelMatrix, say: Texts) -> tuple[Outcome | None, int]:
    if result.status is Status.INFEASIBLE:
        from cli.views.verdict import conflict_view

        messages().print(conflict_view(result.conflict, say))
        return None, exit_codes.INFEASIBLE
    if result.plan is None:
        messages().print(say("no_plan"))
        return None, exit_codes.STOPPED
    outcome = Outcome(
        region=region,
        plan=result.plan,
        matrix=matrix,
        values={stage.key: stage.value for stage in result.stages},
        unserved=result.unserved,
        stages=result.stages,
        status=result.status,
        certificate=result.certificate,
    )
    return outcome, exit_codes.DONE


def saved(region: Region, matrix: TravelMatrix, path: str, say: Texts) -> tuple[Outcome | None, int]:
    """Read a saved plan and let the checker judge it; a plan that breaks rules is not shown."""
    import optimizer
    from cli.load import plan_of
    from optimizer.rules import check as rules

    plan, stages = plan_of(path)
    verdict = optimizer.check(region, plan, matrix)
    week_plan = plan.week_plan(region.week)
    if not verdict.ok or week_plan is None:
        from cli.views.verdict import verdict_view

        other = week_plan is None and verdict.ok
        judged = verdict_view(verdict, region, say, plan=plan, matrix=matrix, most=VIOLATIONS_SHOWN)
        messages().print(say("plan_other_week", week=region.week) if other else judged)
        return None, exit_codes.FAILED
    values = rules.stage_values(region, week_plan, matrix)
    # bounds from a file are believed only with the values they belong to
    known = {stage.key: stage.value for stage in stages} == values and bool(plan.instance_sha256)
    optimal = known and all(stage.proven for stage in stages)
    outcome = Outcome(
        region=region,
        plan=plan,
        matrix=matrix,
        values=values,
        unserved=rules.unserved(region, week_plan, matrix),
        stages=stages if known else (),
        status=None if not known else Status.OPTIMAL if optimal else Status.FEASIBLE,
    )
    return outcome, exit_codes.DONE
