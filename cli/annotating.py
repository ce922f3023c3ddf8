"""Marks the faults of a workbook in a copy of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cli.texts import Texts
    from optimizer.domain.intake import Intake

_OPEN_FORMATS = (".xlsx", ".xlsm")


def may_annotate(source: str, target: str, say: Texts) -> None:
    """Find out before anything is read whether a marked copy can be made.

    Raises
    ------
    click.UsageError
        When the source is no workbook, or the copy would replace it or has another ending.
    click.FileError
        When the folder of the copy cannot be written.
    """
    from cli.output import prepare

    suffix = Path(source).suffix.lower()
    if suffix not in _OPEN_FORMATS:
        raise click.UsageError(say("usage.annotate_without_workbook", name=Path(source).name))
    if Path(target).suffix.lower() != suffix:
        raise click.UsageError(say("usage.annotate_suffix", name=Path(target).name, suffix=suffix))
    if Path(source).resolve() == Path(target).resolve():
        raise click.UsageError(say("usage.annotate_onto_itself"))
    prepare(target, None)


def mark(source: str, target: str, intake: Intake, say: Texts) -> None:
    """Write a copy of a workbook with its faults marked, and say so on stderr; without faults say only that."""
    from cli.console import messages
    from cli.output import write_data
    from optimizer.io.workbook.annotate import annotated
    from optimizer.io.workbook.safety import RefusedError

    if not intake.faults:
        messages().print(say("workbook.nothing_to_mark"), markup=False)
        return
    try:
        copy = annotated(source, intake.faults, say.lang)
    except RefusedError:
        return  # nothing that can be opened; the fault itself is shown
    write_data(Path(target), copy)
    messages().print(say("workbook.annotated", file=Path(target).name), markup=False)
