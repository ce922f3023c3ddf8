"""`kringplan template`: an empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from cli.help import command_class
from cli.options import common, overwrite_option

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
    @overwrite_option(say)
    @common(say)
    def template(out: str, verbose: int, *, example: bool, everything: bool, overwrite: bool) -> int:
        from cli.console import show
        from cli.output import Outputs, fresh, prepare
        from optimizer.io.workbook.template import template as make

        del verbose
        if Path(out).suffix.lower() != SUFFIX:
            raise click.UsageError(say("usage.workbook_suffix", name=Path(out).name))
        fresh(say, out, overwrite=overwrite)
        prepare(out, None)
        outputs = Outputs()
        outputs.data(Path(out), make(say.lang, example=example, everything=everything))
        if outputs.written:
            show(say("workbook.written", file=Path(out).name))
        return outputs.tell(say)

    return template
