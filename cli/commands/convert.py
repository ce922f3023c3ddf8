"""`kringplan convert`: a region from JSON into a workbook, or back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from cli.help import command_class
from cli.options import common, overwrite_option

if TYPE_CHECKING:
    from cli.texts import Texts

_PAIR = {".json", ".xlsx"}


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""

    @rich_click.command(
        "convert", cls=command_class(say), help=say("help.convert"), short_help=say("help.convert_short")
    )
    @click.argument("source", type=click.Path(), metavar=say("metavar.from"))
    @click.argument("target", type=click.Path(dir_okay=False), metavar=say("metavar.to"))
    @overwrite_option(say)
    @common(say)
    def convert(source: str, target: str, verbose: int, *, overwrite: bool) -> int:
        from cli.console import show
        from cli.load import region_of
        from cli.log import logger
        from cli.output import Outputs, fresh, prepare

        out = Path(target)
        if {Path(source).suffix.lower(), out.suffix.lower()} != _PAIR:
            raise click.UsageError(say("usage.convert_suffixes"))
        fresh(say, target, overwrite=overwrite)
        prepare(target, None)
        region = region_of(source)
        logger(verbose).info("read", region=region.id, schools=len(region.schools), asked=len(region.hulpvragen))
        outputs = Outputs()
        if out.suffix.lower() == ".json":
            from optimizer.io.json import dump_region

            outputs.text(out, dump_region(region))
        else:
            from optimizer.io.workbook.write import region_workbook

            outputs.data(out, region_workbook(region, say.lang))
        if outputs.written:
            show(say("workbook.written", file=out.name))
        return outputs.tell(say)

    return convert
