"""Joint plans, judged by their checker."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from cli import exit_codes
from cli.errors import Refused
from cli.load import shown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.output import Outputs
    from cli.texts import Texts
    from optimizer.domain.joint import JointKey, JointVerdict
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.region import Region

_STDIN = "-"


def joint_among(paths: Sequence[str], say: Texts) -> str | None:
    """Return the one file that holds a week and placements together, if any does.

    Raises
    ------
    click.UsageError
        When another plan stands beside it: the two have different goals.
    """
    from cli.rosters import is_workbook
    from optimizer.io.joint import is_joint

    found = next((one for one in paths if one != _STDIN and not is_workbook(one) and is_joint(one)), None)
    if found is not None and len(paths) > 1:
        raise click.UsageError(say("usage.joint_alone", name=shown_name(found)))
    return found


def judge_jointly(
    path: str, region: Region, matrix: TravelMatrix, json_to: str | None, say: Texts, outputs: Outputs
) -> int:
    """Say whether a joint plan keeps every rule, and what its goals come to; return the exit code.

    Raises
    ------
    Refused
        When the file has faults.
    """
    from optimizer.io.joint import load_joint
    from optimizer.rules.joint.check import judged_joint

    saved, faults = load_joint(path)
    if saved is None:
        raise Refused(faults, shown_name(path))
    verdict, values = judged_joint(region, saved.plan, saved.placement, matrix)
    if json_to is not None:
        data = _data(verdict, values, say.lang)
        outputs.json(json.dumps(data, ensure_ascii=False, indent=2) + "\n", json_to)
    if json_to != "-":
        from rich.text import Text

        from cli.console import show
        from cli.views.joint.verdict import joint_verdict_view, stage_values_table

        show(joint_verdict_view(verdict, region, say), Text(), stage_values_table(values, say))
    return exit_codes.DONE if verdict.ok else exit_codes.FAILED


def _data(verdict: JointVerdict, values: dict[JointKey, int], lang: str) -> dict[str, Any]:
    from optimizer.io.json import violation_data

    placement = [one.model_dump(mode="json", exclude_none=True) for one in verdict.placement.violations]
    return {
        "ok": verdict.ok,
        "violations": [violation_data(one, lang) for one in verdict.week.violations],
        "placement_violations": placement,
        "stages": [{"key": str(key), "value": value} for key, value in values.items()],
    }
