"""Marks the faults of a workbook in a copy of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cli.output import Outputs
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


def mark(source: str, target: str, intake: Intake, say: Texts, outputs: Outputs) -> None:
    """Write a copy of a workbook with its faults marked, and note that and what it lacks; without faults only that."""
    from optimizer.io.workbook.annotate import marked_copy
    from optimizer.io.workbook.safety import RefusedError

    if not intake.faults:
        outputs.notes.append(say("workbook.nothing_to_mark"))
        return
    try:
        copy = marked_copy(source, intake.faults, say.lang)
    except RefusedError:
        return  # nothing that can be opened; the fault itself is shown
    outputs.data(Path(target), copy.data)
    if outputs.written:
        outputs.notes.append(say("workbook.annotated", file=Path(target).name))
        if copy.lost:
            outputs.notes.append(copy.lost)
