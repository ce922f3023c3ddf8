"""The small region of the command line's tests with its plan, as a roster; and its workbook, changed as people do."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan
from optimizer.domain.region import Region
from optimizer.io.json import load_plan, load_region
from optimizer.io.workbook.cells import Book, cells_of
from optimizer.io.workbook.safety import unpack_bytes
from optimizer.report.roster import Roster, roster_of
from optimizer.report.words import Words
from optimizer.report.workbook import workbook_bytes
from optimizer.travel import for_region

DATA = Path(__file__).resolve().parents[1] / "cli" / "data"
MADE = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HEADER = 3
"""Row of the column names in `Rooster` and `Uitgevoerd`, from 1."""


@cache
def region() -> Region:
    return load_region(DATA / "region.json").or_raise()


@cache
def matrix() -> TravelMatrix:
    return for_region(region(), DATA / "table.csv")


@cache
def plan() -> Plan:
    found, faults = load_plan(DATA / "plan.json")
    assert found is not None, faults
    return found


@cache
def roster() -> Roster:
    return roster_of(region(), plan(), matrix())


@cache
def written(lang: str = "nl") -> bytes:
    return workbook_bytes(roster(), Words(lang), MADE)


def book(data: bytes) -> Book:
    return cells_of(unpack_bytes(data, "rooster.xlsx"))


def opened(lang: str = "nl") -> Workbook:
    """The workbook, to be changed."""
    return load_workbook(BytesIO(written(lang)))


def saved(changed: Workbook) -> Book:
    target = BytesIO()
    changed.save(target)
    return book(target.getvalue())


def columns(sheet: Worksheet) -> dict[str, int]:
    """Column numbers by name, from 1."""
    return {str(cell.value): cell.column for cell in sheet[HEADER] if cell.value is not None}


def row_of(sheet: Worksheet, item: str, nth: int = 1) -> int:
    """The row of the nth line of an item, from 1."""
    column = columns(sheet)["hulpvraag"]
    found = [row for row in range(HEADER + 1, sheet.max_row + 1) if sheet.cell(row, column).value == item]
    return found[nth - 1]


def by_hand(*rows: tuple[object, ...], name: str = "Blad1") -> Book:
    """A workbook that somebody made."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    return saved(made)
