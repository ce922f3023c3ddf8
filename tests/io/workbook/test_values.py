"""Whatever stands in a cell, reading ends in a value or a fault and never in an error of ours."""

from __future__ import annotations

import datetime as dt
import json
import math
import random

import pytest

from optimizer.io.workbook.cells import Book, SheetCells, Value
from optimizer.io.workbook.column import Column, Shape, Sheet
from optimizer.io.workbook.layout import SHEETS
from optimizer.io.workbook.problem import ABSENT, NO_ENTRY, Problem
from optimizer.io.workbook.read import intake_of
from optimizer.io.workbook.values import read_cell
from optimizer.io.workbook.words import header, sheet_title
from tests.io.workbook.books import TODAY

VALUES: list[Value] = [
    *("", "  ", "x", "-", "geen", "n.v.t.", "alle", "ja", '"', '"a;b"', ";;", "1,5", "60", "1e400, 3", "52,1 4,6"),
    *("2401AB", "2026-11-31", "31-12-2026", "2026-W60", "99:99", "9:5", "99:99-98:00", "08:30-12:00", "ma", "=1+1"),
    *("\u0661\u0662", "é" * 300, "a\nb", "ma-ochtend 2", "ma ²"),
    *(0.0, 1.0, -1.0, 0.375, 3.4, 12e3, 1e15, 1e300, math.inf, math.nan, True, False),
    *(dt.date(2026, 4, 3), dt.datetime(2026, 4, 3, 9, 30), dt.time(9, 0, 1), dt.time(1, 30)),  # noqa: DTZ001 -- cells
    *(dt.timedelta(hours=30), dt.timedelta(seconds=1)),
]


def _read(value: Value, column: Column) -> object:
    """The value of a cell, or the code of what is wrong with it."""
    try:
        return read_cell(value, column, "nl")
    except Problem as problem:
        return problem.code


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_every_column_takes_every_value(sheet: Sheet) -> None:
    for column in sheet.columns:
        for value in VALUES:
            found = _read(value, column)
            assert found is ABSENT or found is NO_ENTRY or json.dumps(found)


@pytest.mark.parametrize("seed", range(60))
def test_any_mess_is_read_or_refused_with_faults(seed: int) -> None:
    chance = random.Random(seed)
    pages = []
    for sheet in SHEETS:
        if sheet.shape is Shape.CHUNKS or chance.random() < 0.2:
            continue
        columns = chance.sample(sheet.columns, chance.randint(1, len(sheet.columns)))
        if sheet.shape is Shape.SETTINGS:
            rows = [[header(sheet, column, "nl"), chance.choice(VALUES)] for column in columns]
        else:
            heads: list[Value] = [header(sheet, column, "nl") for column in columns]
            rows = [heads, *([chance.choice(VALUES) for _ in columns] for _ in range(3))]
        spots = [(chance.randrange(4), chance.randrange(4)) for _ in range(2)]
        pages.append(
            SheetCells(
                sheet_title(sheet.key, "nl"),
                False,
                rows,
                {spots[0]: "#REF!"},
                frozenset(spots[1:]),
                (((1, 0), (2, 1)),),
            )
        )
    intake = intake_of(Book("boek.xlsx", tuple(pages)), today=TODAY)
    assert intake.region is None
    assert intake.faults
    assert all("!" in fault.where or fault.where == "boek.xlsx" for fault in intake.faults)
    assert not any(fault.where.startswith("/") for fault in intake.faults)
