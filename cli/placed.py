"""A filled-in workbook of proposals, taken into the region and written as the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.output import Outputs, fresh, prepare, spare

if TYPE_CHECKING:
    from cli.texts import Texts


def take_in_placement(region: str, workbook: str, out: str, say: Texts, verbose: int, *, overwrite: bool) -> int:
    """Write the region with who agreed and what was offered; return the exit code.

    Raises
    ------
    Refused
        With every fault and its cell; nothing is written then.
    """
    from cli.console import show
    from cli.errors import Refused
    from cli.load import region_of, shown_name
    from cli.log import logger
    from cli.rosters import book_of, is_workbook
    from cli.views.account import taken_in_view
    from optimizer.report.readback.placement import take_in

    if not is_workbook(workbook):
        raise click.UsageError(say("usage.account_only_workbook", name=shown_name(workbook)))
    spare(say, out, workbook)
    if is_workbook(out):
        fresh(say, out, overwrite=overwrite)
    prepare(out, None)
    outputs = Outputs(region, workbook)
    found = take_in(book_of(workbook), region_of(region))
    if found.region is None:
        raise Refused(found.faults, shown_name(workbook))
    logger(verbose).info("accounted", leerlingen=found.leerlingen, marks=found.marks, offers=found.offers)
    outputs.region(found.region, out, say)
    if out != "-" and outputs.written:
        show(taken_in_view(found, out, say))
    return outputs.tell(say)
