"""`kringplan replan`: something happened to a published week; plan it again with as few changes as can be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import rich_click

from cli import exit_codes
from cli.help import command_class
from cli.lettering import school_letters_options
from cli.options import matrix_option, solving

if TYPE_CHECKING:
    from cli.output import Outputs
    from cli.texts import Texts
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.region import Region
    from optimizer.domain.replan import Event, ReplanResult
    from optimizer.letters.contact import Contact

SECONDS = 30.0
MOST_EXTRA = 10
REPLAN = "opnieuw.json"
REGION = "regio-opnieuw.json"
"""The region after the events: what the plan belongs to, and the next event of the week begins from."""


@dataclass(frozen=True)
class Asked:
    """The command line, understood; names as the options."""

    region: str | None
    plan: str | None
    table: str | None
    ill: tuple[str, ...]
    closed: tuple[str, ...]
    request: tuple[str, ...]
    without: tuple[str, ...]
    pin: tuple[str, ...]
    veto: tuple[str, ...]
    changes: int
    everywhere: bool
    now: str | None
    letters: bool
    contact: str | None
    json_to: str | None
    out: str | None
    time_limit: float | None
    work_limit: float | None
    seed: int
    threads: int
    verbose: int


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""
    when, file = say("metavar.replan_when"), click.Path(exists=True, dir_okay=False)
    pinned = say("metavar.replan_pin")

    @rich_click.command("replan", cls=command_class(say), help=say("help.replan"), short_help=say("help.replan_short"))
    @click.argument("region", required=False, metavar=f"[{say('metavar.region')}]")
    @click.option("--plan", metavar=say("metavar.plan"), help=say("help.replan_plan"))
    @click.option("--ill", multiple=True, metavar=when, help=say("help.replan_ill"))
    @click.option("--closed", multiple=True, metavar=when, help=say("help.replan_closed"))
    @click.option("--request", multiple=True, type=file, metavar=say("metavar.file"), help=say("help.replan_request"))
    @click.option("--without", multiple=True, metavar=say("metavar.name"), help=say("help.replan_without"))
    @click.option("--pin", multiple=True, metavar=pinned, help=say("help.replan_pin"))
    @click.option("--veto", multiple=True, metavar=pinned, help=say("help.replan_veto"))
    @click.option(
        "--changes",
        type=click.IntRange(0, MOST_EXTRA),
        default=0,
        show_default=True,
        metavar=say("metavar.number"),
        help=say("help.replan_changes"),
    )
    @click.option("--everywhere", is_flag=True, help=say("help.replan_everywhere"))
    @click.option("--now", metavar=say("metavar.half_day"), help=say("help.replan_now"))
    @school_letters_options(say)
    @matrix_option(say)
    @solving(say, out=say("help.replan_out"), seconds=SECONDS)
    def replan(**given: Any) -> int:  # noqa: ANN401 -- click gives what `Asked` says
        return _run(Asked(**given), say)

    return replan


def _run(asked: Asked, say: Texts) -> int:
    from cli.events import next_half_day
    from cli.lettering import asked_audience, contact_of
    from cli.load import matrix_of, plan_of, region_of
    from cli.output import PLAN, Outputs, prepare, spare
    from cli.progress import reading

    given = (asked.region, asked.plan, asked.table, asked.contact, *asked.request)
    spare(say, asked.json_to, *given)
    for name in (PLAN, REPLAN, REGION) if asked.out is not None else ():
        spare(say, Path(asked.out or "", name), *given)
    if asked.letters or asked.contact is not None:
        asked_audience("school" if asked.letters else None, asked.contact, asked.out, say)
    contact = contact_of(asked.contact)
    outputs = Outputs(asked.region, asked.plan, asked.table)
    now = None if asked.now is None else next_half_day(asked.now, say)
    with reading(say):
        region = region_of(asked.region)
        if asked.plan is not None:
            region = region.model_copy(update={"previous": plan_of(asked.plan)[0]})
        events = _events(asked, region, say)
        # a request at a location of its own is a place more
        new = tuple(event.hulpvraag for event in events if event.hulpvraag is not None)
        matrix = matrix_of(region.model_copy(update={"hulpvragen": (*region.hulpvragen, *new)}), asked.table)
    if region.previous is None or region.previous.week_plan(region.week) is None:
        raise click.UsageError(say("usage.replan_no_plan", week=say.week(region.week)))
    prepare(asked.json_to, asked.out)
    result = _solved(asked, region, events, now, matrix)
    _write(asked, region, result, matrix, contact, say, outputs)
    try:
        if asked.json_to != "-":
            from cli.console import show
            from cli.views.replan import replan_view

            show(*replan_view(result, region, say))
    finally:
        code = outputs.tell(say, exit_codes.DONE if result.plan is not None else _without_plan(result))
    return code


def _without_plan(result: ReplanResult) -> int:
    from optimizer.domain.result import Status

    return exit_codes.INFEASIBLE if result.status is Status.INFEASIBLE else exit_codes.STOPPED


def _events(asked: Asked, region: Region, say: Texts) -> list[Event]:
    from cli import events

    found = [*events.absences(asked.ill, "ill", region, say), *events.absences(asked.closed, "closed", region, say)]
    found += [*events.requests(asked.request), *events.withdrawn(asked.without, region, say)]
    found += [*events.pins(asked.pin, region, say, veto=False), *events.pins(asked.veto, region, say, veto=True)]
    if not found:
        raise click.UsageError(say("usage.replan_nothing"))
    return found


def _solved(asked: Asked, region: Region, events: list[Event], now: Any, matrix: TravelMatrix) -> ReplanResult:  # noqa: ANN401 -- a half day
    from cli.errors import Refused
    from cli.interrupt import stoppable
    from optimizer.domain.intake import InputRefusedError
    from optimizer.domain.replan import Scope
    from optimizer.explain.replan import replan

    unlimited = asked.time_limit is None and asked.work_limit is None
    try:
        with stoppable() as stop:
            return replan(
                region,
                events,
                extra=asked.changes,
                scope=Scope.ALL if asked.everywhere else Scope.NEAR,
                now=now,
                matrix=matrix,
                time_limit=SECONDS if unlimited else asked.time_limit,
                work_limit=asked.work_limit,
                seed=asked.seed,
                stop=stop,
            )
    except InputRefusedError as error:
        raise Refused(error.faults, region.id) from None


def _write(
    asked: Asked,
    region: Region,
    result: ReplanResult,
    matrix: TravelMatrix,
    contact: Contact,
    say: Texts,
    outputs: Outputs,
) -> None:
    if asked.json_to is None and asked.out is None:
        return
    text = result.model_dump_json(by_alias=True, indent=2) + "\n"
    if asked.json_to is not None:
        outputs.json(text, asked.json_to)
    if asked.out is None or result.plan is None:
        return
    from cli.output import PLAN
    from cli.rosters import write_roster
    from optimizer.explain.replan_events import after_events
    from optimizer.io.json import dump_plan

    base = region.previous.week_plan(region.week) if region.previous is not None else None
    assert base is not None  # noqa: S101 -- looked at before
    edited = after_events(region, base, result.events, _next(result))
    outputs.text(Path(asked.out, PLAN), dump_plan(result.plan))
    outputs.text(Path(asked.out, REPLAN), text)
    outputs.region(edited, str(Path(asked.out, REGION)), say)
    facts = {"region": Path(asked.out, REGION), "plan": Path(asked.out, PLAN)}
    outputs.notes.append(say("replan.belongs", **{name: str(path) for name, path in facts.items()}))
    week = region.week
    write_roster(asked.out, edited, result.plan, matrix, {week: result.stages}, {week: result.status}, say, outputs)
    after = result.plan.week_plan(week)
    if asked.letters and after is not None:
        from cli.lettering import change_letters, write_letters
        from optimizer.letters.names import Audience

        write_letters(change_letters(base, after, edited, contact, say), Audience.SCHOOL, asked.out, outputs, say)


def _next(result: ReplanResult) -> Any:  # noqa: ANN401 -- a half day
    from optimizer.domain.half_day import HALF_DAYS

    return HALF_DAYS[len(result.happened)] if result.happened else None
