"""`kringplan account`: take what took place into the region, and account for a period."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import rich_click

from cli.help import command_class
from cli.options import common, for_json, matrix_option, overwrite_option

if TYPE_CHECKING:
    from cli.texts import Texts

_KINDS = frozenset({".json", ".xlsx"})


@dataclass(frozen=True)
class Asked:
    """The arguments."""

    region: str
    roster: str | None
    placement: str | None
    start: str | None
    until: str | None
    json_to: str | None
    out: str | None
    table: str | None
    overwrite: bool
    verbose: int

    @property
    def takes_in(self) -> bool:
        """Whether a workbook that came back is to be taken in."""
        return self.roster is not None or self.placement is not None

    @property
    def writes_region(self) -> bool:
        """Whether `out` is a region."""
        return self.out is not None and (self.out == "-" or Path(self.out).suffix.lower() in _KINDS)

    @property
    def of_period(self) -> bool:
        """Whether what makes sense for a period only is asked."""
        return any(given is not None for given in (self.start, self.until, self.json_to))


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""
    path = click.Path(allow_dash=True)

    @rich_click.command(
        "account", cls=command_class(say), help=say("help.account"), short_help=say("help.account_short")
    )
    @click.argument("region", metavar=say("metavar.region"))
    @click.argument("roster", required=False, metavar=f"[{say('metavar.roster')}]")
    @click.option(
        "--placement",
        type=click.Path(exists=True, dir_okay=False),
        metavar=say("metavar.placement"),
        help=say("help.account_placement"),
    )
    @click.option("--from", "start", metavar=say("metavar.day_or_week"), help=say("help.account_from"))
    @click.option("--until", metavar=say("metavar.day_or_week"), help=say("help.account_until"))
    @click.option(
        "--json",
        "json_to",
        type=click.Path(dir_okay=False, allow_dash=True),
        callback=for_json(say),
        metavar=say("metavar.json"),
        help=say("help.account_json"),
    )
    @click.option("--out", type=path, metavar=say("metavar.region_or_folder"), help=say("help.account_out"))
    @matrix_option(say)
    @overwrite_option(say)
    @common(say)
    @click.pass_context
    def account(context: click.Context, /, **given: Any) -> int:  # noqa: ANN401 -- click gives what `Asked` says
        asked = Asked(**given)
        if asked.of_period and asked.takes_in:
            raise click.UsageError(say("usage.account_report_alone"))
        if asked.of_period or not (asked.takes_in or asked.writes_region):
            from cli.accounting import give_account

            return give_account(asked.region, (asked.start, asked.until), asked.json_to, asked.out, say, asked.verbose)
        if asked.out is None:
            option = next(param for param in context.command.params if param.name == "out")
            raise click.MissingParameter(ctx=context, param=option)
        return _take_in(asked, asked.out, say)

    return account


def _take_in(asked: Asked, out: str, say: Texts) -> int:
    """Write the region with what a workbook says; return the exit code."""
    if out != "-" and Path(out).suffix.lower() not in _KINDS:
        raise click.UsageError(say("usage.account_suffix", name=Path(out).name))
    if asked.placement is not None:
        from cli.placed import take_in_placement

        if asked.roster is not None:
            raise click.UsageError(say("usage.account_one"))
        return take_in_placement(asked.region, asked.placement, out, say, asked.verbose, overwrite=asked.overwrite)
    if asked.roster is None:
        raise click.UsageError(say("usage.account_nothing"))
    return _take_in_roster(asked, asked.roster, out, say)


def _take_in_roster(asked: Asked, roster: str, out: str, say: Texts) -> int:
    from cli.console import show
    from cli.errors import Refused
    from cli.load import matrix_of, shown_name
    from cli.log import logger
    from cli.output import Outputs, fresh, prepare, spare
    from cli.plans import intake_for
    from cli.rosters import book_of, is_workbook
    from cli.views.account import account_view
    from optimizer.report.readback.delivered import account as take_in

    spare(say, out, roster)
    if is_workbook(out):
        fresh(say, out, overwrite=asked.overwrite)
    prepare(out, None)
    outputs = Outputs(asked.region, roster, asked.table)
    intake = intake_for(asked.region, roster, say, outputs.notes, strict=True)
    if intake.region is None:
        raise Refused(intake.faults, shown_name(asked.region))
    before = intake.region
    found = take_in(book_of(roster), before, matrix_of(before, asked.table))
    if found.region is None:
        raise Refused(found.faults, shown_name(roster))
    logger(asked.verbose).info("accounted", visits=found.visits, missed=found.missed, silent=found.silent)
    outputs.region(found.region, out, say)
    if out != "-" and outputs.written:
        show(account_view(found, out, say))
    return outputs.tell(say)
