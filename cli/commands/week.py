"""`kringplan week`: plan the week, or look into a plan that was saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import rich_click
from click.core import ParameterSource

from cli.help import command_class
from cli.options import DEFAULT_SECONDS, MOST_WEEKS, matrix_option, solving

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from cli.outcome import Outcome
    from cli.output import Outputs
    from cli.texts import Texts


@dataclass(frozen=True)
class Asked:
    """The command line, understood; names as the options."""

    region: str | None
    plan: str | None
    previous: str | None
    table: str | None
    who: str | None
    school: str | None
    kring: str | None
    weeks: int
    week: str | None
    json_to: str | None
    out: str | None
    time_limit: float | None
    work_limit: float | None
    seed: int
    threads: int
    verbose: int
    unserved: bool
    changes: bool

    @property
    def other_view(self) -> bool:
        """Whether another view than the summary is asked."""
        return any((self.who, self.school, self.kring, self.unserved, self.changes))

    @property
    def saved_as(self) -> str | None:
        """Where the plan, with its bounds where known, is on disk after the command."""
        if self.out is None:
            return self.plan
        return str(Path(self.out, "result.json"))

    @property
    def beside(self) -> tuple[str, ...]:
        """What looks at the same plan need beside region and plan, as words of a command line."""
        given = {"--previous": self.previous, "--matrix": self.table, "--week": self.week}
        return tuple(word for name, value in given.items() if value is not None for word in (name, value))


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""

    @rich_click.command("week", cls=command_class(say), help=say("help.week"), short_help=say("help.week_short"))
    @click.argument("region", required=False, metavar=f"[{say('metavar.region')}]")
    @click.option("--plan", metavar=say("metavar.plan"), help=say("help.plan"))
    @click.option("--previous", metavar=say("metavar.plan"), help=say("help.previous"))
    @matrix_option(say)
    @click.option(
        "--weeks",
        type=click.IntRange(1, MOST_WEEKS),
        default=1,
        show_default=True,
        metavar=say("metavar.number"),
        help=say("help.weeks"),
    )
    @click.option("--week", metavar=say("metavar.week"), help=say("help.one_week"))
    @click.option("--who", metavar=say("metavar.name"), help=say("help.who"))
    @click.option("--school", metavar=say("metavar.name"), help=say("help.school"))
    @click.option("--kring", metavar=say("metavar.name"), help=say("help.kring"))
    @click.option("--unserved", is_flag=True, help=say("help.unserved"))
    @click.option("--changes", is_flag=True, help=say("help.changes"))
    @solving(say)
    def week(**given: Any) -> int:  # noqa: ANN401 -- click gives what `Asked` says
        return _run(Asked(**given), say)

    return week


def _run(asked: Asked, say: Texts) -> int:
    from cli.load import matrix_of, region_of
    from cli.log import logger
    from cli.output import Outputs, spare
    from cli.plans import region_for
    from cli.progress import reading
    from cli.rosters import with_previous

    if asked.plan is not None:
        _fits_a_plan(asked, say)
    spare(say, asked.json_to, asked.region, asked.previous, asked.plan, asked.table)
    outputs = Outputs(asked.region, asked.previous, asked.plan, asked.table)
    log = logger(asked.verbose)
    with reading(say):
        plan = asked.plan
        region = region_of(asked.region) if plan is None else region_for(asked.region, plan, say, outputs.notes)
        matrix = matrix_of(region, asked.table)
        if asked.previous is not None:
            region = with_previous(region, asked.previous, matrix)
    log.info("input", region=region.id, week=region.week, schools=len(region.schools), asked=len(region.hulpvragen))
    if ignored := getattr(matrix, "ignored", 0):
        log.warning(say("log.table_ignored"), lines=ignored)
    if asked.plan is not None:
        from cli.given import Given, saved

        given = Given(asked.plan, asked.week, asked.json_to, asked.out)
        outcome, code = saved(region, matrix, given, say, outputs)
    else:
        from cli.load import staffed
        from cli.running import Run, solve

        staffed(region, asked.region, say)
        unlimited = asked.time_limit is None and asked.work_limit is None
        limit = DEFAULT_SECONDS * asked.weeks if unlimited else asked.time_limit
        run = Run(limit, asked.work_limit, asked.seed, asked.threads, asked.json_to, asked.out, asked.weeks, asked.week)
        outcome, code = solve(region, matrix, run, say, log, outputs)
    try:
        if outcome is not None and asked.json_to != "-":
            from cli.console import show
            from cli.views.block import unplanned

            show(*_spaced([*unplanned(outcome, say), *_shown(outcome, asked, outputs, say)]))
    finally:
        code = outputs.tell(say, code)
    return code


def _fits_a_plan(asked: Asked, say: Texts) -> None:
    """Refuse what does not go with a plan that is given: a number of weeks, and writing over that very plan."""
    from cli.output import PLAN, RESULT

    if click.get_current_context().get_parameter_source("weeks") is not ParameterSource.DEFAULT:
        raise click.UsageError(say("usage.weeks_of_plan"))
    read = {Path(one).resolve() for one in (asked.region, asked.plan, asked.previous) if one is not None}
    for name in (PLAN, RESULT) if asked.out is not None else ():
        if Path(asked.out or "", name).resolve() in read:
            raise click.UsageError(say("usage.out_over_plan", name=name))


def _spaced(parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """Yield parts with an empty line between."""
    for number, part in enumerate(parts):
        if number:
            yield ""
        yield part


def _summary(outcome: Outcome, asked: Asked, outputs: Outputs, say: Texts) -> Iterator[RenderableType]:
    from cli.views.summary import summary

    if outcome.block:
        from cli.views.block import block_table

        yield block_table(outcome, say)
    saved_as = asked.saved_as
    if asked.out is not None and Path(asked.out, "result.json") not in outputs.written:
        saved_as = asked.plan
    yield summary(outcome, say, saved_as=saved_as, region_given=asked.region, beside=asked.beside)


def _shown(outcome: Outcome, asked: Asked, outputs: Outputs, say: Texts) -> Iterator[RenderableType]:
    """Yield the views that were asked, else the summary."""
    from cli.pick import pick

    region = outcome.region
    if not asked.other_view:
        yield from _summary(outcome, asked, outputs, say)
    if asked.who:
        from cli.views.begeleider import begeleider_week

        who = pick(asked.who, ((b.id, b.name) for b in region.begeleiders), "--who", say)
        yield begeleider_week(outcome, who, say)
    if asked.school:
        from cli.views.school import school_week

        school = pick(asked.school, ((s.id, s.name) for s in region.schools), "--school", say)
        yield school_week(outcome, school, say)
    if asked.kring:
        from cli.views.kring import kring_week

        yield kring_week(outcome, pick(asked.kring, ((k.id, k.name) for k in region.kringen), "--kring", say), say)
    if asked.unserved:
        from cli.views.unserved import unserved_list

        yield unserved_list(outcome, say)
    if asked.changes:
        from cli.views.changes import changes_list

        yield changes_list(outcome, say)
    if asked.out is not None:
        from cli.views.written import written_view

        files = written_view(outputs, asked.out, say)
        if files is not None:
            yield files
    if asked.other_view and asked.plan is None:
        from cli.views.summary import status_line

        yield status_line(outcome, say)
