"""From a region to a checked joint plan, by solving; and to the files that are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cli import exit_codes
from cli.console import messages
from cli.output import PLAN, RESULT, Outputs, prepare
from cli.progress import StageBoard
from optimizer.domain.joint import JointResult, joint_stages
from optimizer.domain.result import Status

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from cli.texts import Texts
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.region import Region
    from optimizer.report.joint.facts import JointFacts

REGION = "regio-met-begeleiding.json"
"""The region in which the roster of the folder is read back: support of new leerlingen are hulpvragen there."""
JOINT_SECONDS = 120.0
After = Literal["placement", "week"]
"""What is made first, and fixed, in a plan one after the other."""


@dataclass(frozen=True)
class Run:
    """How to solve, and where to write."""

    time_limit: float | None
    work_limit: float | None
    seed: int
    threads: int
    candidates: int | None
    json_to: str | None
    out: str | None


def plan_jointly(
    region: Region, matrix: TravelMatrix, run: Run, say: Texts, log: FilteringBoundLogger, outputs: Outputs
) -> tuple[JointFacts | None, int]:
    """Plan, write what was asked, and return the plan with the exit code; none without a checked plan."""
    from optimizer.report.joint.facts import JointFacts

    prepare(run.json_to, run.out)
    result = solved(region, matrix, run, say, log)
    if result is None:
        return None, exit_codes.FAILED
    log.info("solved", status=str(result.status), seconds=result.certificate.seconds, work=result.certificate.work)
    found = JointFacts(region, result, matrix)
    _write(found, run, say, outputs)
    if result.status is Status.INFEASIBLE:
        from cli.views.verdict import conflict_view

        messages().print(conflict_view(result.conflict, say))
        return None, exit_codes.INFEASIBLE
    if result.plan is None or result.placement is None:
        messages().print(say("no_plan"))
        return None, exit_codes.STOPPED
    return found, exit_codes.DONE


def solved(
    region: Region, matrix: TravelMatrix, run: Run, say: Texts, log: FilteringBoundLogger, after: After | None = None
) -> JointResult | None:
    """Return the result of a run, with signs of life meanwhile; none, and why, when the checker refused it."""
    import optimizer
    from cli.interrupt import stoppable
    from cli.progress import live

    try:
        with stoppable() as stop, live(StageBoard(joint_stages(region.policy), say, log, stop)) as signs:
            result: JointResult = optimizer.solve_joint(
                region,
                matrix=matrix,
                time_limit=run.time_limit,
                work_limit=run.work_limit,
                seed=run.seed,
                threads=run.threads,
                candidates_limit=run.candidates,
                on_progress=signs.take,
                stop=stop,
                **({} if after is None else {"after": after}),
            )
    except optimizer.JointCheckFailedError as error:
        messages().print(say("rejected", reason=str(error)))
        return None
    return result


def _write(found: JointFacts, run: Run, say: Texts, outputs: Outputs) -> None:
    from optimizer.io.joint import dump_joint, dump_plans
    from optimizer.io.json import dump_region

    result = found.result
    if run.json_to is not None:
        outputs.json(dump_joint(result), run.json_to)
    if run.out is None:
        return
    if result.plan is None or result.placement is None:
        # what an earlier run left there still belongs together
        messages().print(say("nothing_kept", folder=run.out))
        return
    from cli.placing import write_proposals
    from cli.rosters import write_pages

    outputs.text(Path(run.out, PLAN), dump_plans(result))
    outputs.text(Path(run.out, RESULT), dump_joint(result))
    outputs.text(Path(run.out, REGION), dump_region(found.with_support))
    write_pages(run.out, found.roster, say, outputs)
    write_proposals(run.out, found.proposals, say, outputs)
