"""`kringplan check`: whether a region is sound, and whether a plan keeps every rule."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
import rich_click

from cli import exit_codes
from cli.help import command_class
from cli.options import common, json_option, matrix_option

if TYPE_CHECKING:
    from cli.texts import Texts
    from optimizer.domain.intake import Intake


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""

    @rich_click.command("check", cls=command_class(say), help=say("help.check"), short_help=say("help.check_short"))
    @click.argument("region", metavar=say("metavar.region"))
    @click.option("--plan", metavar=say("metavar.plan"), help=say("help.check_plan"))
    @matrix_option(say)
    @json_option(say)
    @common(say)
    def check(region: str, plan: str | None, table: str | None, json_to: str | None, verbose: int) -> int:
        from cli.load import intake_of
        from cli.log import logger
        from cli.output import prepare

        prepare(json_to, None)
        intake = intake_of(region)
        logger(verbose).info("input", faults=len(intake.faults), defaults=len(intake.defaults))
        if plan is None or intake.region is None:
            return _region(intake, region, json_to, say)
        return _plan(intake, plan, table, json_to, say)

    return check


def _put(data: dict[str, Any], json_to: str) -> None:
    from cli.output import write_json

    write_json(json.dumps(data, ensure_ascii=False, indent=2) + "\n", json_to)


def _region(intake: Intake, path: str, json_to: str | None, say: Texts) -> int:
    """Answer about the region alone."""
    from cli.load import shown_name
    from optimizer.io.json import default_data, fault_data

    if json_to is not None:
        faults = [fault_data(f, say.lang) for f in intake.faults]
        defaults = [default_data(d, say.lang) for d in intake.defaults]
        _put({"ok": intake.region is not None, "faults": faults, "defaults": defaults}, json_to)
    if json_to != "-":
        from rich.text import Text

        from cli.console import show
        from cli.views.faults import defaults_list, faults_list

        if intake.region is None:
            show(faults_list(intake.faults, shown_name(path), say))
        else:
            region = intake.region
            counts = {
                "schools": say.number(len(region.schools)),
                "begeleiders": say.number(len(region.begeleiders)),
                "hulpvragen": say.number(len(region.hulpvragen)),
            }
            fine = Text(say("check.ok", name=region.name, week=say.week(region.week), **counts), style="green")
            show(fine, Text(), defaults_list(intake.defaults, say))
    return exit_codes.REFUSED if intake.region is None else exit_codes.DONE


def _plan(intake: Intake, path: str, table: str | None, json_to: str | None, say: Texts) -> int:
    """Answer about a plan for a sound region."""
    import optimizer
    from cli.load import matrix_of, plan_of
    from optimizer.io.json import violation_data
    from optimizer.rules import check as rules

    region = intake.or_raise()
    matrix = matrix_of(region, table)
    plan, _ = plan_of(path)
    verdict = optimizer.check(region, plan, matrix)
    week_plan = plan.week_plan(region.week)
    values = {} if week_plan is None else rules.stage_values(region, week_plan, matrix)
    if json_to is not None:
        violations = [violation_data(v, say.lang) for v in verdict.violations]
        stages = [{"key": str(key), "value": value} for key, value in values.items()]
        _put({"ok": verdict.ok, "violations": violations, "stages": stages}, json_to)
    if json_to != "-":
        from rich.text import Text

        from cli.console import show
        from cli.outcome import Outcome
        from cli.views.summary import stage_table
        from cli.views.verdict import verdict_view

        show(verdict_view(verdict, region, say, plan=plan, matrix=matrix))
        if values:
            show(Text(), stage_table(Outcome(region, plan, matrix, values, ()), say))
    return exit_codes.DONE if verdict.ok else exit_codes.FAILED
