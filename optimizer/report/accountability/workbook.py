"""Accountability as a workbook to read, print and count further with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from optimizer.report.accountability.totals import Accountability
from optimizer.report.accountability.types import Dimension
from optimizer.report.accountability.words import FIGURES, Told, figures_of
from optimizer.report.words import Words
from optimizer.report.workbook.book import sealed_book

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from optimizer.report.workbook.look import Look

_NAME, _NUMBER = 34, 13
"""Widths in characters."""
_LINE = 13.5
"""Height of a line in points."""
_HEADER = 3
"""Row of the column names, from 0."""
_BUDGETS = ("payer", "expertise", "kind", "available", "planned", "delivered", "left")


def accountability_workbook(found: Accountability, say: Words, made: datetime) -> bytes:
    """Return the workbook, sealed: `optimizer.io.workbook.seal.untouched` tells whether it was changed since.

    Parameters
    ----------
    made
        When it is made; stands among the file's properties.

    Raises
    ------
    MissingExtraError
        When the extra for workbooks is not installed.
    """
    told = Told(found, say)

    def fill(book: Any) -> None:  # noqa: ANN401 -- the library has no types
        from optimizer.report.workbook.look import Look

        sheets = _Sheets(book, Look(book), told, say)
        sheets.overview()
        for dimension in Dimension:
            sheets.minutes(dimension)
        sheets.budgets()
        sheets.lines()

    return sealed_book(told.title, made, told.period, say("page"), fill)


class _Sheets:
    """Makes the sheets one by one."""

    def __init__(self, book: Any, look: Look, told: Told, say: Words) -> None:  # noqa: ANN401 -- as above
        self.book, self.look, self.told, self.say = book, look, told, say

    def overview(self) -> None:
        """Add the title, what the figures rest on, and the minutes by kring."""
        sheet = self._sheet("overview", "", [("kring", _NAME), *((key, _NUMBER) for key in FIGURES)], row=None)
        wide, row = _NAME + _NUMBER * len(FIGURES), 2
        for line in (*self.told.lines, self.say("accountability.reading")):
            sheet.merge_range(row, 0, row, len(FIGURES), "", self.look.of(text_wrap=True))
            sheet.write_string(row, 0, line, self.look.of(text_wrap=True))
            sheet.set_row(row, 3 + _LINE * ceil(1.1 * len(line) / wide))
            row += 1
        self._table(sheet, row + 1, Dimension.KRING)

    def minutes(self, dimension: Dimension) -> None:
        """Add a sheet of minutes by a dimension."""
        columns = [(dimension.value, _NAME), *((key, _NUMBER) for key in FIGURES)]
        sheet = self._sheet(dimension.value, self.told.period, columns, row=None)
        self._table(sheet, _HEADER, dimension)

    def budgets(self) -> None:
        """Add the sheet of budgets."""
        columns = [(key, _NAME if key == "payer" else 18) for key in _BUDGETS]
        none = "" if self.told.found.budgets else self.say("accountability.budgets_none")
        hint = none or self.say("accountability.budgets_note")
        sheet = self._sheet("budgets", hint, columns, row=_HEADER)
        for row, use in enumerate(self.told.found.budgets, start=_HEADER + 1):
            numbers = (use.available, use.planned, use.delivered, use.left)
            self._write(sheet, row, self.told.budget(use), numbers)

    def lines(self) -> None:
        """Add every combination once, to filter and count with."""
        dimensions = (Dimension.KRING, Dimension.BESTUUR, Dimension.INSTITUTE, Dimension.EXPERTISE)
        figures = (*FIGURES, "groups_silent")
        columns = [
            *((one.value, 36 if one is Dimension.BESTUUR else 26) for one in dimensions),
            *((key, _NUMBER) for key in figures),
        ]
        sheet = self._sheet("lines", self.say("accountability.lines_note"), columns, row=_HEADER)
        for row, (key, minutes) in enumerate(self.told.found.lines.items(), start=_HEADER + 1):
            names = [self.told.name(one, key.part(one)) for one in dimensions]
            self._write(sheet, row, names, (*figures_of(minutes), minutes.groups_silent))
        sheet.autofilter(_HEADER, 0, max(_HEADER + 1, _HEADER + len(self.told.found.lines)), len(columns) - 1)

    def _sheet(self, key: str, hint: str, columns: Sequence[tuple[str, int]], row: int | None) -> Worksheet:
        """Return a new sheet with its title and hint; with column names where a row for them is given."""
        say, look = self.say, self.look
        sheet = self.book.add_worksheet(say(f"accountability.by.{key}")[:31])
        for column, (_, width) in enumerate(columns):
            sheet.set_column(column, column, width)
        overview = key == "overview"
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, self.told.title if overview else say(f"accountability.by.{key}"), look.title)
        if overview or not hint:
            sheet.write_string(1, 0, self.told.period, look.of(font_size=12))
        else:
            sheet.merge_range(1, 0, 1, len(columns) - 1, "", look.note)
            sheet.write_string(1, 0, hint, look.note)
            sheet.set_row(1, 3 + _LINE * ceil(1.1 * len(hint) / sum(width for _, width in columns)))
        if row is not None:
            self._heads(sheet, row, [name for name, _ in columns])
            sheet.freeze_panes(row + 1, 1)
            sheet.repeat_rows(row)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        return sheet

    def _heads(self, sheet: Worksheet, row: int, keys: Sequence[str]) -> None:
        sheet.set_row(row, 30)
        for column, key in enumerate(keys):
            sheet.write_string(row, column, self.say(f"accountability.column.{key}"), self.look.header)

    def _table(self, sheet: Worksheet, row: int, dimension: Dimension) -> None:
        """Write minutes by a dimension with their total."""
        self._heads(sheet, row, [dimension.value, *FIGURES])
        rows = self.told.names(dimension)
        for at, (name, figures) in enumerate(rows, start=row + 1):
            self._write(sheet, at, (name,), figures_of(figures))
        end = row + 1 + len(rows)
        bold = self.look.of(bold=True, border=1, top=2, num_format="#,##0", align="right", indent=1)
        sheet.write_string(end, 0, self.say("accountability.total"), self.look.of(bold=True, border=1, top=2))
        for column, value in enumerate(figures_of(self.told.found.total), start=1):
            sheet.write_number(end, column, value, bold)

    def _write(self, sheet: Worksheet, row: int, names: Sequence[str], numbers: Sequence[int]) -> None:
        for column, name in enumerate(names):
            sheet.write_string(row, column, name, self.look.text if column else self.look.strong)
        for column, value in enumerate(numbers, start=len(names)):
            sheet.write_number(row, column, value, self.look.number)
