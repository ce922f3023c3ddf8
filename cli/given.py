"""From a saved plan to a checked outcome, and to the files that are made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cli import exit_codes
from cli.console import messages
from cli.output import PLAN, RESULT, Outputs, prepare
from cli.running import VIOLATIONS_SHOWN, about, shown_week
from optimizer.domain.result import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cli.outcome import Outcome
    from cli.plans import SavedPlan
    from cli.texts import Texts
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.region import Region
    from optimizer.domain.result import StageResult


@dataclass(frozen=True)
class Given:
    """A saved plan to look at, and where to write what is made of it."""

    path: str
    shown: str | None = None
    """The week that views are about, as the user named it; null is the region's."""
    json_to: str | None = None
    out: str | None = None


def saved(
    region: Region, matrix: TravelMatrix, given: Given, say: Texts, outputs: Outputs
) -> tuple[Outcome | None, int]:
    """Read a saved plan, let the checker judge it and write what was asked; one that breaks rules is not shown."""
    from cli.plans import past_weeks, saved_plan

    prepare(given.json_to, given.out)
    found = saved_plan(given.path, region, matrix)
    outputs.notes += past_weeks(found, say)
    plan, verdict = found.plan, found.verdict
    week = shown_week(plan, given.shown, min((one.week for one in plan.weeks), default=region.week), say)
    if not verdict.ok or plan.week_plan(week) is None:
        from cli.views.verdict import verdict_view

        other = plan.week_plan(week) is None and verdict.ok
        judged = verdict_view(verdict, region, say, saved=found, most=VIOLATIONS_SHOWN)
        messages().print(say("plan_other_week", week=week) if other else judged)
        if given.json_to or given.out:
            messages().print(say("readback.nothing_written"))
        return None, exit_codes.FAILED
    # bounds from a file are believed only with the values they belong to
    stages = found.stages if plan.instance_sha256 else {}
    outcome = about(region, plan, matrix, week, dict(stages))
    _write_given(found, stages, given, say, outputs)
    mine = stages.get(week, ())
    if {stage.key: stage.value for stage in mine} != outcome.values:
        return outcome, exit_codes.DONE
    return replace(outcome, stages=mine, status=_proof(mine)), exit_codes.DONE


def _proof(stages: Sequence[StageResult]) -> Status:
    return Status.OPTIMAL if all(stage.proven for stage in stages) else Status.FEASIBLE


def _write_given(
    found: SavedPlan, stages: Mapping[str, tuple[StageResult, ...]], given: Given, say: Texts, outputs: Outputs
) -> None:
    """Write a plan that keeps every rule as a solve writes its own, bound to region and matrix it was judged with."""
    if given.json_to is None and given.out is None:
        return
    import optimizer
    from cli.rosters import write_roster
    from optimizer.io.json import dump_plan, dump_result

    result = optimizer.result_of(found.region, found.plan, found.matrix, stages)
    assert result.plan is not None  # noqa: S101 -- it was given
    if given.json_to is not None:
        outputs.json(dump_result(result, say.lang), given.json_to)
    if given.out is not None:
        outputs.text(Path(given.out, PLAN), dump_plan(result.plan))
        outputs.text(Path(given.out, RESULT), dump_result(result, say.lang))
        proofs = {week: _proof(known) for week, known in stages.items()}
        # what is marked as fixed stays so on the new roster
        marked = found.region if found.pins is None else found.region.model_copy(update={"pins": found.pins})
        write_roster(given.out, marked, result.plan, found.matrix, stages, proofs, say, outputs)
