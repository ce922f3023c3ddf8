"""The cells of a workbook, read only after `safety` and `scan` found it harmless."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from optimizer.io.workbook.packages import needed
from optimizer.io.workbook.safety import RefusedError, Unpacked, unpack
from optimizer.io.workbook.scan import Place, cell_name, scan

Value = str | float | bool | date | datetime | time | timedelta
"""What a cell may hold; an empty cell is an empty text."""

_PANIC = "PanicException"
"""What the reader, which is not written in Python, raises when it gives up; it is no ordinary exception."""


@dataclass(frozen=True)
class SheetCells:
    """A sheet: its cells from A1 on, and what is peculiar about them."""

    name: str
    hidden: bool
    rows: list[list[Value]]
    errors: dict[Place, str] = field(default_factory=dict)
    """Cells that hold an error such as ``#N/A``; their value is empty."""
    without_value: frozenset[Place] = frozenset()
    """Formulas that were never computed; their value is empty."""
    merged: tuple[tuple[Place, Place], ...] = ()

    def value(self, row: int, column: int) -> Value:
        """Return a cell's value, empty outside the used area."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def where(self, row: int, column: int) -> str:
        """Return ``Sheet!B7``."""
        return f"{self.name}!{cell_name(row, column)}"

    def is_empty(self) -> bool:
        """Tell whether nothing stands in it."""
        return not self.errors and not self.without_value and all(is_blank(v) for row in self.rows for v in row)

    def has_content(self, row: int, column: int) -> bool:
        """Tell whether something stands in a cell, be it an error or a formula without value."""
        place = (row, column)
        return place in self.errors or place in self.without_value or not is_blank(self.value(row, column))


@dataclass(frozen=True)
class Book:
    """All sheets of a workbook."""

    source: str
    sheets: tuple[SheetCells, ...]


def is_blank(value: Value) -> bool:
    """Tell whether a cell is empty or holds spaces only."""
    return isinstance(value, str) and not value.strip()


def read_cells(path: Path | str) -> Book:
    """Read all cells of a workbook.

    Raises
    ------
    RefusedError
        When the file cannot be read, is no .xlsx workbook, is damaged or too large.
    MissingExtraError
        When the packages for workbooks are not installed.
    """
    return cells_of(unpack(path))


def cells_of(unpacked: Unpacked) -> Book:
    """Read all cells of a workbook that was taken apart, as `read_cells`."""
    calamine = needed("python_calamine")
    scanned = scan(unpacked)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(unpacked.repacked())) as book:
            names = list(book.sheet_names)
            sheets = []
            for found in scanned:
                if found.name not in names or not found.rows:
                    sheets.append(SheetCells(found.name, found.hidden, []))
                    continue
                sheet = book.get_sheet_by_name(found.name)
                merged = tuple((first, last) for first, last in sheet.merged_cell_ranges or ())
                rows = sheet.to_python(skip_empty_area=False)
                sheets.append(
                    SheetCells(found.name, found.hidden, rows, found.errors, frozenset(found.without_value), merged)
                )
    except calamine.CalamineError:
        raise RefusedError("workbook-damaged", unpacked.source) from None
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise RefusedError("workbook-damaged", unpacked.source) from None
    return Book(unpacked.source, tuple(sheets))
