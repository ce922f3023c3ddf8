"""`kringplan week`: plan the week, or look into a plan that was saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import rich_click

from cli.help import command_class
from cli.options import DEFAULT_SECONDS, MOST_WEEKS, matrix_option, solving

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from cli.outcome import Outcome
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
        if self.plan is not None or self.out is None:
            return self.plan
        return str(Path(self.out, "result.json"))


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
    from cli.progress import reading
    from cli.rosters import with_previous

    if asked.plan is not None and (asked.json_to or asked.out):
        raise click.UsageError(say("usage.plan_output"))
    log = logger(asked.verbose)
    with reading(say):
        region = region_of(asked.region)
        matrix = matrix_of(region, asked.table)
        if asked.previous is not None:
            region = with_previous(region, asked.previous, matrix)
    log.info("input", region=region.id, week=region.week, schools=len(region.schools), asked=len(region.hulpvragen))
    if ignored := getattr(matrix, "ignored", 0):
        log.warning(say("log.table_ignored"), lines=ignored)
    if asked.plan is not None:
        from cli.running import saved

        outcome, code = saved(region, matrix, asked.plan, asked.week, say)
    else:
        from cli.running import Run, solve

        unlimited = asked.time_limit is None and asked.work_limit is None
        limit = DEFAULT_SECONDS * asked.weeks if unlimited else asked.time_limit
        run = Run(limit, asked.work_limit, asked.seed, asked.threads, asked.json_to, asked.out, asked.weeks, asked.week)
        outcome, code = solve(region, matrix, run, say, log)
    if outcome is not None and asked.json_to != "-":
        from cli.console import show

        show(*_spaced(_shown(outcome, asked, say)))
    return code


def _spaced(parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """Yield parts with an empty line between."""
    for number, part in enumerate(parts):
        if number:
            yield ""
        yield part


def _shown(outcome: Outcome, asked: Asked, say: Texts) -> Iterator[RenderableType]:
    """Yield the views that were asked, else the summary."""
    from cli.pick import pick

    region = outcome.region
    if not asked.other_view:
        from cli.views.summary import summary

        if outcome.block:
            from cli.views.block import block_table

            yield block_table(outcome, say)
        yield summary(outcome, say, saved_as=asked.saved_as, region_given=asked.region)
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
        from cli.rosters import written_view

        yield written_view(asked.out, say)
    if asked.other_view and asked.plan is None:
        from cli.views.summary import status_line

        yield status_line(outcome, say)
