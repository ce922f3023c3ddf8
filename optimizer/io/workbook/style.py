"""How the workbooks we write look: one set of formats, and sheets with headers that stay in sight."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from optimizer.io.workbook.column import Column, Kind
from optimizer.io.workbook.packages import needed
from optimizer.io.workbook.put import Shown

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
"""A text stays a text, whatever it begins with."""
_NUMBERS = frozenset({Kind.WHOLE, Kind.DECIMAL})
_NARROWEST, _WIDEST = 9, 44
_DATE = "yyyy-mm-dd"
_A4, _LINE_POINTS = 9, 15
Formats = dict[str, Any]


def new_workbook(target: Any) -> Any:  # noqa: ANN401 -- XlsxWriter has no types
    """Return an empty workbook that writes to a file-like object.

    Raises
    ------
    MissingExtraError
        When the packages for workbooks are not installed.
    """
    return needed("xlsxwriter").Workbook(target, SAFE)


def formats(book: Any) -> Formats:  # noqa: ANN401 -- XlsxWriter has no types
    """Return the formats of a workbook by name."""
    head = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#9AA5B1"}
    return {
        "needed": book.add_format(head | {"bg_color": "#1F4E79", "font_color": "#FFFFFF"}),
        "optional": book.add_format(head | {"bg_color": "#DCE6F1", "font_color": "#1F2933"}),
        "title": book.add_format({"bold": True, "font_size": 16}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        "strong": book.add_format({"bold": True, "valign": "top"}),
        "text": book.add_format({"num_format": "@"}),
        "number": book.add_format({"num_format": "General"}),
        "date": book.add_format({"num_format": _DATE, "align": "left"}),
    }


def format_of(column: Column, of: Formats) -> Any:  # noqa: ANN401 -- XlsxWriter has no types
    """Return the format of a column's cells: as text wherever a spreadsheet program could make something else of it."""
    if column.kind is Kind.DATE:
        return of["date"]
    return of["number" if column.kind in _NUMBERS and not column.many else "text"]


def write(sheet: Any, place: tuple[int, int], value: Shown, of: Any = None) -> None:  # noqa: ANN401 -- as above
    """Write a value in a cell.

    Raises
    ------
    ValueError
        When a text is longer than a cell can hold.
    """
    row, column = place
    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value, of)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, of)
    elif sheet.write_string(row, column, value, of) < 0:
        message = "a text is too long for a cell"
        raise ValueError(message)


def printable(page: Any, *, repeat: bool = True) -> None:  # noqa: ANN401 -- as above
    """Let a sheet print on A4, as wide as the paper, with its headers on every page where it has them."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    if repeat:
        page.repeat_rows(0)


def height(text: str, wide: int) -> int:
    """Return the height of a row, in points, that shows a text in a column of so many characters."""
    return _LINE_POINTS * max(1, math.ceil(len(text) / wide))


def width(texts: list[str]) -> int:
    """Return the width of a column that shows texts, in characters."""
    return min(_WIDEST, max(_NARROWEST, *(len(line) + 2 for line in texts)))
