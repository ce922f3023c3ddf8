"""`kringplan template`: an empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from cli.help import command_class
from cli.options import common

if TYPE_CHECKING:
    from cli.texts import Texts

SUFFIX = ".xlsx"


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""

    @rich_click.command(
        "template", cls=command_class(say), help=say("help.template"), short_help=say("help.template_short")
    )
    @click.argument("out", type=click.Path(dir_okay=False), metavar=say("metavar.book_out"))
    @click.option("--example", is_flag=True, help=say("help.template_example"))
    @click.option("--all", "everything", is_flag=True, help=say("help.template_all"))
    @common(say)
    def template(out: str, verbose: int, *, example: bool, everything: bool) -> None:
        from cli.console import show
        from cli.output import prepare, write_data
        from optimizer.io.workbook.template import template as make

        del verbose
        if Path(out).suffix.lower() != SUFFIX:
            raise click.UsageError(say("usage.workbook_suffix", name=Path(out).name))
        if Path(out).exists():
            # it may be one that was filled in
            raise click.UsageError(say("usage.template_exists", name=Path(out).name))
        prepare(out, None)
        write_data(Path(out), make(say.lang, example=example, everything=everything))
        show(say("workbook.written", file=Path(out).name))

    return template
