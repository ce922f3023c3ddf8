"""`kringplan check`: whether a region is sound, and whether a plan keeps every rule."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
import rich_click

from cli import exit_codes
from cli.help import command_class
from cli.options import common, json_option, matrix_option, overwrite_option

if TYPE_CHECKING:
    from rich.text import Text

    from cli.output import Outputs
    from cli.texts import Texts
    from optimizer.domain.intake import Intake
    from optimizer.domain.region import Region


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""

    @rich_click.command("check", cls=command_class(say), help=say("help.check"), short_help=say("help.check_short"))
    @click.argument("region", metavar=say("metavar.region"))
    @click.option("--plan", "plans", multiple=True, metavar=say("metavar.plan"), help=say("help.check_plan"))
    @click.option(
        "--annotate",
        "marked",
        type=click.Path(dir_okay=False),
        metavar=say("metavar.book_out"),
        help=say("help.check_annotate"),
    )
    @overwrite_option(say)
    @matrix_option(say)
    @json_option(say)
    @common(say)
    def check(
        *,
        region: str,
        plans: tuple[str, ...],
        marked: str | None,
        overwrite: bool,
        table: str | None,
        json_to: str | None,
        verbose: int,
    ) -> int:
        from cli.annotating import mark, may_annotate
        from cli.load import intake_of
        from cli.log import logger
        from cli.output import Outputs, fresh, prepare, spare
        from cli.plans import intake_for

        spare(say, json_to, region, *plans)
        if marked is not None:
            may_annotate(region, marked, say)
            fresh(say, marked, overwrite=overwrite)
        prepare(json_to, None)
        outputs = Outputs(region, *plans, table)
        intake = intake_for(region, plans[0], say, outputs.notes) if plans else intake_of(region)
        if marked is not None:
            mark(region, marked, intake, say, outputs)
        logger(verbose).info("input", faults=len(intake.faults), defaults=len(intake.defaults))
        if not plans or intake.region is None:
            return outputs.tell(say, _region(intake, region, json_to, say, outputs))
        code = exit_codes.DONE
        try:
            code = _plans(intake, plans, table, json_to, say, outputs)
        finally:
            code = outputs.tell(say, code)
        return code

    return check


def _put(data: dict[str, Any], json_to: str, outputs: Outputs) -> None:
    outputs.json(json.dumps(data, ensure_ascii=False, indent=2) + "\n", json_to)


def _region(intake: Intake, path: str, json_to: str | None, say: Texts, outputs: Outputs) -> int:
    """Answer about the region alone."""
    from cli.load import shown_name
    from optimizer.io.json import default_data, fault_data

    if json_to is not None:
        faults = [fault_data(f, say.lang) for f in intake.faults]
        defaults = [default_data(d, say.lang) for d in intake.defaults]
        _put({"ok": intake.region is not None, "faults": faults, "defaults": defaults}, json_to, outputs)
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
            show(fine, *_lacking(region, say), Text(), defaults_list(intake.defaults, say))
    return exit_codes.REFUSED if intake.region is None else exit_codes.DONE


def _lacking(region: Region, say: Texts) -> list[Text]:
    """Return what a region that is in order still lacks for a week plan."""
    from rich.text import Text

    lacks = {
        "no_begeleiders": not region.begeleiders,
        "no_demand": not (region.hulpvragen or region.arrangementen or region.overleggen),
    }
    return [Text(say(f"check.{name}"), style="yellow") for name, lacking in lacks.items() if lacking]


def _plans(
    intake: Intake, paths: tuple[str, ...], table: str | None, json_to: str | None, say: Texts, outputs: Outputs
) -> int:
    """Answer about plans for a sound region: the first is judged, the others stand beside it."""
    from cli.judging import judge
    from cli.judging_joint import joint_among, judge_jointly
    from cli.load import matrix_of
    from cli.plans import past_weeks

    region = intake.or_raise()
    matrix = matrix_of(region, table)
    joint = joint_among(paths, say)
    if joint is not None:
        return judge_jointly(joint, region, matrix, json_to, say, outputs)
    judged = [judge(path, region, matrix) for path in paths]
    outputs.notes += dict.fromkeys(line for one in judged for line in past_weeks(one.saved, say))
    first, *others = judged
    if json_to is not None:
        beside = {"beside": [{"plan": one.name, **one.data(say.lang)} for one in others]} if others else {}
        _put(first.data(say.lang) | beside, json_to, outputs)
    if json_to != "-":
        from rich.text import Text

        from cli.console import show
        from cli.outcome import Outcome
        from cli.views.compare import compared
        from cli.views.summary import stage_table
        from cli.views.verdict import verdict_view

        for one in judged:
            if others:
                show(Text(one.name, style="bold"))
            show(verdict_view(one.verdict, region, say, saved=one.saved))
            if others:
                show(Text())
        if others:
            show(compared(judged, say))
        elif first.values:
            show(Text(), stage_table(Outcome(region, first.plan, matrix, first.values, ()), say))
    return exit_codes.DONE if all(one.verdict.ok for one in judged) else exit_codes.FAILED
