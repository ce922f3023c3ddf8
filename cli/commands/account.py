"""`kringplan account`: take what took place, as filled in on a roster workbook, into the region."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from cli.help import command_class
from cli.options import common, matrix_option

if TYPE_CHECKING:
    from cli.texts import Texts


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""
    path = click.Path(dir_okay=False, allow_dash=True)

    @rich_click.command(
        "account", cls=command_class(say), help=say("help.account"), short_help=say("help.account_short")
    )
    @click.argument("region", metavar=say("metavar.region"))
    @click.argument("roster", metavar=say("metavar.roster"))
    @click.option("--out", type=path, required=True, metavar=say("metavar.region"), help=say("help.account_out"))
    @matrix_option(say)
    @common(say)
    def account(region: str, roster: str, out: str, table: str | None, verbose: int) -> None:
        from cli.console import show
        from cli.errors import Refused
        from cli.load import matrix_of, region_of, shown_name
        from cli.log import logger
        from cli.output import prepare, spare, write_data, write_json
        from cli.rosters import book_of, is_workbook
        from cli.views.account import account_view
        from optimizer.io.json import dump_region
        from optimizer.report.readback.delivered import account as take_in

        spare(say, out, roster)
        prepare(out, None)
        before = region_of(region)
        found = take_in(book_of(roster), before, matrix_of(before, table))
        if found.region is None:
            raise Refused(found.faults, shown_name(roster))
        logger(verbose).info("accounted", visits=found.visits, missed=found.missed, silent=found.silent)
        if is_workbook(out):
            from optimizer.io.workbook.write import region_workbook

            write_data(Path(out), region_workbook(found.region, say.lang))
        else:
            write_json(dump_region(found.region), out)
        if out != "-":
            show(account_view(found, out, say))

    return account
