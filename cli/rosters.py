"""Roster workbooks on the command line: read as a plan, and written beside the plan with page and agendas."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.errors import Refused
from cli.load import plan_of, shown_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.plan import Plan
    from optimizer.domain.region import Region
    from optimizer.domain.result import StageResult, Status
    from optimizer.io.workbook.cells import Book
    from optimizer.report.readback.plan import ReadRoster

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


def any_plan(path: str, region: Region, matrix: TravelMatrix) -> tuple[Plan, dict[str, tuple[StageResult, ...]]]:
    """Return the plan in a plan, result or roster file, as `cli.load.plan_of`."""
    if not is_workbook(path):
        return plan_of(path)
    plan = roster_in(path, region, matrix).plan
    assert plan is not None  # noqa: S101 -- refused otherwise
    return plan, {}


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
) -> None:
    """Write the roster as workbook, page and agendas; say what cannot be written for want of an extra.

    Agendas of an earlier run that belong to nobody any more are taken away.
    """
    from cli.console import messages
    from cli.output import write, write_data
    from optimizer.io.workbook.packages import MissingExtraError
    from optimizer.report.agenda import agendas
    from optimizer.report.page import page
    from optimizer.report.roster import roster_of
    from optimizer.report.words import Words
    from optimizer.report.workbook import workbook_bytes

    roster = roster_of(region, plan, matrix, stages, status)
    words, made = Words(say.lang), datetime.now(UTC).replace(second=0, microsecond=0)
    write(Path(folder, PAGE), page(roster, words))
    try:
        write_data(Path(folder, WORKBOOK), workbook_bytes(roster, words, made))
    except MissingExtraError as error:
        messages().print(say("roster.no_workbook", extra=error.extra), markup=False)
    try:
        files = agendas(roster, words, made)
    except MissingExtraError as error:
        messages().print(say("roster.no_agenda", extra=error.extra), markup=False)
        return
    target = Path(folder, AGENDA)
    try:
        target.mkdir(exist_ok=True)
        for kind in _KINDS:
            for old in target.glob(f"{kind}-*.ics"):
                if old.name not in files:
                    old.unlink()
    except OSError as error:
        raise click.FileError(str(target), error.strerror or str(error)) from error
    for name, data in files.items():
        write_data(target / name, data)


def written_view(folder: str, say: Texts) -> RenderableType:
    """Return which files are for people; only those that are there."""
    from cli.views.tables import note

    names = {"page": PAGE, "workbook": WORKBOOK, "agenda": AGENDA}
    there = {
        key: str(Path(folder, name)) if Path(folder, name).exists() else say("nothing") for key, name in names.items()
    }
    return note(say("roster.files", **there))
