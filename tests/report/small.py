"""The small region of the command line's tests with its plan, as a roster; and its workbook, changed as people do."""

from __future__ import annotations

from datetime import UTC, date, datetime
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
from optimizer.report.readback.delivered import Account, account
from optimizer.report.roster import Roster, roster_of
from optimizer.report.words import Words
from optimizer.report.workbook import workbook_bytes
from optimizer.travel import for_region

DATA = Path(__file__).resolve().parents[1] / "cli" / "data"
MADE = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HEADER = 3
"""Row of the column names in `Rooster` and `Uitgevoerd`, from 1."""
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
"""Of the week of the plan."""


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


def filled(*answers: tuple[str, int, str, object], rest: str = "nee") -> Workbook:
    """The workbook with answers: item, which of its rows, column, value."""
    made = opened()
    sheet = made["Uitgevoerd"]
    at = columns(sheet)
    sheet.cell(HEADER - 1, at["uitgevoerd"]).value = rest
    for item, nth, key, value in answers:
        sheet.cell(row_of(sheet, item, nth), at[key]).value = value
    return made


def taken(made: Workbook, here: Region | None = None) -> Account:
    return account(saved(made), here or region(), matrix())


def asked(found: Account, item: str) -> tuple[date | None, int | None, str | None]:
    assert found.region is not None
    [h] = [h for h in found.region.hulpvragen if h.id == item]
    return h.last_visit, h.visits_left, h.current


def with_left(item: str, left: int) -> Region:
    changed = (h.model_copy(update={"visits_left": left}) if h.id == item else h for h in region().hulpvragen)
    return region().model_copy(update={"hulpvragen": tuple(changed)})
