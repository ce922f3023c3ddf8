"""A workbook file as sheets, by the reader that refuses what could fill the memory."""

from __future__ import annotations

from pathlib import Path

from optimizer.io.messy.sheets import ERROR, FORMULA, Sheet
from optimizer.io.workbook.cells import Book, read_cells


def read_sheets(path: Path | str) -> tuple[Sheet, ...]:
    """Return all sheets of a workbook.

    Raises
    ------
    RefusedError
        When the file cannot be read, is no .xlsx workbook, is damaged or too large.
    MissingExtraError
        When the packages for workbooks are not installed.
    """
    return sheets_of(read_cells(path))


def sheets_of(book: Book) -> tuple[Sheet, ...]:
    """Return the sheets of a book that was read."""
    return tuple(
        Sheet(
            name=cells.name,
            rows=tuple(tuple(row) for row in cells.rows),
            hidden=cells.hidden,
            merged=cells.merged,
            broken=dict.fromkeys(cells.without_value, FORMULA) | dict.fromkeys(cells.errors, ERROR),
        )
        for cells in book.sheets
    )
