"""What the sheets share: a title with a hint, column names, rows of values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from optimizer.report.placement.names import column as column_name
from optimizer.report.placement.names import sheet as sheet_name

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from optimizer.report.words import Words
    from optimizer.report.workbook.look import Look

HEADER = 2
"""Row of the column names, from 0."""
LINE = 12.2
"""Height of a line in points."""
Value = str | int | date | None
Column = tuple[str, int]
"""Key of the name, and width in characters."""


def frame(sheet: Worksheet, name: str, hint: str, columns: Sequence[Column], rows: int, look: Look, say: Words) -> None:
    """Write title, hint and column names of a sheet with so many rows under them, ready to print."""
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, sheet_name(name, say), look.title)
    wide = sum(width for _, width in columns)
    span = len(columns) - 1
    while span > 1 and wide > 120:  # noqa: PLR2004 -- a hint need not run beyond the screen
        wide -= columns[span][1]
        span -= 1
    sheet.merge_range(1, 0, 1, span, "", look.note)
    sheet.write_string(1, 0, hint, look.note)
    sheet.set_row(1, 3 + LINE * max(1, ceil(len(hint) / max(20, wide))))
    heads(sheet, HEADER, columns, look, say)
    if rows:
        sheet.autofilter(HEADER, 0, HEADER + rows, len(columns) - 1)
    sheet.freeze_panes(HEADER + 1, 1)
    sheet.repeat_rows(HEADER)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)


def heads(sheet: Worksheet, row: int, columns: Sequence[Column], look: Look, say: Words) -> None:
    """Write column names."""
    sheet.set_row(row, 30)
    for column, (key, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(row, column, column_name(key, say), look.header)


def write(sheet: Worksheet, row: int, values: Iterable[Value], columns: Sequence[Column], look: Look) -> None:
    """Write a row: texts, whole numbers, dates; as high as its longest text."""
    lines = 1
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, column, value, look.strong if column == 0 else look.text)
            lines = max(lines, ceil(1.08 * len(value) / columns[column][1]))
        elif isinstance(value, int):
            sheet.write_number(row, column, value, look.number)
        elif value is not None:
            sheet.write_datetime(row, column, value, look.of(border=1, border_color="#B8C4CA", num_format="d-m-yyyy"))
        else:
            sheet.write_blank(row, column, None, look.text)
    sheet.set_row(row, min(400.0, 3 + LINE * lines))
