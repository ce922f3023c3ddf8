"""Roster workbooks on the command line: read as a plan, and written beside the plan with page and agendas."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cli.errors import Refused
from cli.load import plan_of, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cli.output import Outputs
    from cli.texts import Texts
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.plan import Plan
    from optimizer.domain.region import Region
    from optimizer.domain.result import StageResult, Status
    from optimizer.io.workbook.cells import Book
    from optimizer.report.readback.plan import ReadRoster
    from optimizer.report.roster import Roster

WORKBOOK, PAGE, AGENDA = "rooster.xlsx", "rooster.html", "agenda"
_KINDS = ("begeleider", "school", "overleg")


def is_workbook(path: str) -> bool:
    """Tell whether a file is a workbook, by its name."""
    return Path(path).suffix.lower() == ".xlsx"


def book_of(path: str) -> Book:
    """Return the cells of a workbook.

    Raises
    ------
    Refused
        When it is no workbook that may be read.
    MissingExtraError
        When the extra for workbooks is not installed.
    """
    from optimizer.io.workbook.cells import read_cells
    from optimizer.io.workbook.safety import RefusedError

    try:
        return read_cells(path)
    except RefusedError as error:
        raise Refused((error.fault,), shown_name(path)) from None


def roster_in(path: str, region: Region, matrix: TravelMatrix) -> ReadRoster:
    """Return the roster in a workbook; refuse one with faults."""
    from optimizer.report.readback.plan import read_roster

    found = read_roster(book_of(path), region, matrix)
    if found.plan is None:
        raise Refused(found.faults, shown_name(path))
    return found


def with_previous(region: Region, path: str, matrix: TravelMatrix) -> Region:
    """Return the region with the published plan; of a roster workbook also the rows that are marked as fixed."""
    if not is_workbook(path):
        return region.model_copy(update={"previous": plan_of(path)[0]})
    found = roster_in(path, region, matrix)
    return region.model_copy(update={"previous": found.plan, "pins": found.pins})


def write_roster(
    folder: str,
    region: Region,
    plan: Plan,
    matrix: TravelMatrix,
    stages: Mapping[str, tuple[StageResult, ...]],
    status: Mapping[str, Status],
    say: Texts,
    outputs: Outputs,
) -> None:
    """Write the roster of a plan as workbook, page and agendas: see `write_pages`."""
    from optimizer.report.roster import roster_of

    write_pages(folder, roster_of(region, plan, matrix, stages, status), say, outputs)


def write_pages(folder: str, roster: Roster, say: Texts, outputs: Outputs) -> None:
    """Write a roster as workbook, page and agendas; note what cannot be written for want of an extra.

    A workbook that somebody changed or filled in, or that the command reads, stays: the new one gets a number. Agendas
    of an earlier run that belong to nobody any more are taken away. `outputs` takes in what was written, and what not.
    """
    from optimizer.io.workbook.packages import MissingExtraError
    from optimizer.report.agenda import agendas
    from optimizer.report.page import page
    from optimizer.report.words import Words
    from optimizer.report.workbook import workbook_bytes

    words, made = Words(say.lang), datetime.now(UTC).replace(second=0, microsecond=0)
    outputs.text(Path(folder, PAGE), page(roster, words))
    try:
        data = workbook_bytes(roster, words, made)
    except MissingExtraError as error:
        outputs.notes.append(say("roster.no_workbook", extra=error.extra))
    else:
        old, new = Path(folder, WORKBOOK), free_workbook(Path(folder, WORKBOOK), outputs.read)
        failed = len(outputs.failed)
        outputs.data(new, data)
        if new != old and len(outputs.failed) == failed:
            outputs.notes.append(say("written.kept", old=old.name, new=new))
    try:
        files = agendas(roster, words, made)
    except MissingExtraError as error:
        outputs.notes.append(say("roster.no_agenda", extra=error.extra))
        return
    _write_agendas(Path(folder, AGENDA), files, outputs)


def _write_agendas(target: Path, files: Mapping[str, bytes], outputs: Outputs) -> None:
    made = False
    with outputs.trying(target):
        target.mkdir(exist_ok=True)
        made = True
    if not made:
        return
    for kind in _KINDS:
        for old in target.glob(f"{kind}-*.ics"):
            if old.name not in files:
                with outputs.trying(old):
                    old.unlink()
    for name, data in files.items():
        outputs.data(target / name, data)


def free_workbook(path: Path, read: Iterable[str | None] = ()) -> Path:
    """Return the first of ``rooster.xlsx``, ``rooster-2.xlsx`` and so on that holds nobody's work.

    That is one that is not there, or that is as it was written and is not among the files that are read.
    """
    from optimizer.io.workbook.seal import untouched

    taken = {Path(one).resolve() for one in read if one is not None}
    found, number = path, 1
    while os.path.lexists(found) and (found.resolve() in taken or not untouched(found)):
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found
