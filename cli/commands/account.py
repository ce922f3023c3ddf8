"""`kringplan account`: take what took place, as filled in on a roster workbook, into the region."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from cli.help import command_class
from cli.options import common, matrix_option, overwrite_option

if TYPE_CHECKING:
    from cli.texts import Texts

_KINDS = frozenset({".json", ".xlsx"})


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""
    path = click.Path(dir_okay=False, allow_dash=True)

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
    @click.option("--out", type=path, required=True, metavar=say("metavar.region"), help=say("help.account_out"))
    @matrix_option(say)
    @overwrite_option(say)
    @common(say)
    def account(
        region: str,
        roster: str | None,
        placement: str | None,
        out: str,
        table: str | None,
        verbose: int,
        *,
        overwrite: bool,
    ) -> int:
        if out != "-" and Path(out).suffix.lower() not in _KINDS:
            raise click.UsageError(say("usage.account_suffix", name=Path(out).name))
        if placement is not None:
            from cli.placed import take_in_placement

            if roster is not None:
                raise click.UsageError(say("usage.account_one"))
            return take_in_placement(region, placement, out, say, verbose, overwrite=overwrite)
        if roster is None:
            raise click.UsageError(say("usage.account_nothing"))
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
            fresh(say, out, overwrite=overwrite)
        prepare(out, None)
        outputs = Outputs(region, roster, table)
        intake = intake_for(region, roster, say, outputs.notes, strict=True)
        if intake.region is None:
            raise Refused(intake.faults, shown_name(region))
        before = intake.region
        found = take_in(book_of(roster), before, matrix_of(before, table))
        if found.region is None:
            raise Refused(found.faults, shown_name(roster))
        logger(verbose).info("accounted", visits=found.visits, missed=found.missed, silent=found.silent)
        outputs.region(found.region, out, say)
        if out != "-" and outputs.written:
            show(account_view(found, out, say))
        return outputs.tell(say)

    return account
