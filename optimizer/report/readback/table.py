"""A sheet of the roster workbook, or of one made by hand, as rows with named cells that know their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.domain.fault import Fault
from optimizer.domain.shown import shown
from optimizer.io.messy.plain import number_text, plain
from optimizer.io.workbook.cells import Book, SheetCells, Value, is_blank
from optimizer.io.workbook.scan import cell_name
from optimizer.language import LANGUAGES, catalogue

SHEETS = ("rows", "done")
"""Sheets that are read back."""
_HEADER_WITHIN = 15
"""Rows among which the column names are looked for."""
_ALSO = {
    "half_day": "dagdeel|dag dagdeel|dagdelen|dag en dagdeel|half day",
    "day": "dag|weekdag|day",
    "begeleider": "naam|wie|medewerker|begeleidster|ambulant begeleider|ab|who|coach",
    "school": "schoolnaam|naam school|locatie|waar|brin|where",
    "item": "vraag|nummer|hulpvraag nummer|hulpvraagnummer|id|request|demand",
    "start": "begintijd|starttijd|van|start tijd|aanvang|from|start",
    "end": "eindtijd|eind|tot|eind tijd|until|to|end",
    "week": "weeknummer|wk|week",
    "date": "datum|date",
    "members": "leden|leerling|members",
    "pinned": "vastgezet|pinned",
}  # fmt: skip
"""Other names that people give to columns, made plain."""


@dataclass(frozen=True)
class Cells:
    """A row: its cells by column key."""

    sheet: SheetCells
    row: int
    columns: dict[str, int]

    def value(self, key: str) -> Value:
        """Return a cell's value; empty when the column is not there."""
        column = self.columns.get(key)
        return "" if column is None else self.sheet.value(self.row, column)

    def text(self, key: str) -> str:
        """Return a cell as text."""
        return text_of(self.value(key))

    def where(self, key: str | None = None) -> str:
        """Return the place of a cell, or of the row's first."""
        column = min(self.columns.values()) if key is None else self.columns.get(key, min(self.columns.values()))
        return f"{self.sheet.name}!{cell_name(self.row, column)}"

    def filled(self) -> tuple[str, ...]:
        """Return the keys of the columns in which something stands."""
        return tuple(key for key, column in self.columns.items() if self.sheet.has_content(self.row, column))

    def broken(self) -> Iterator[Fault]:
        """Yield the cells that hold an error or a formula that was never computed."""
        for column in self.columns.values():
            place = (self.row, column)
            if place in self.sheet.errors or place in self.sheet.without_value:
                yield Fault(code="roster-cell-broken", where=f"{self.sheet.name}!{cell_name(self.row, column)}")


@dataclass(frozen=True)
class Table:
    """A sheet with a row of column names."""

    sheet: SheetCells
    header: int
    """Row of the column names, from 0."""
    columns: dict[str, int]

    def rows(self) -> Iterator[Cells]:
        """Yield the rows under the column names in which anything stands."""
        for row in range(self.header + 1, len(self.sheet.rows)):
            if any(self.sheet.has_content(row, column) for column in self.columns.values()):
                yield Cells(self.sheet, row, self.columns)


def find_table(
    book: Book, name: str, keys: Sequence[str], needed: Sequence[str], *, ours: bool = False
) -> Table | Fault | None:
    """Return the table on the sheet of a name (in any language), else on the first visible one that has the columns.

    A hidden sheet is read when no other has the columns: who hides a sheet does not take back what stands on it. Where
    it cannot be told which of two sheets counts, that is a fault.

    Parameters
    ----------
    name
        Key under ``report.sheet``.
    keys, needed
        Columns to look for, and those without which a sheet is no such table.
    ours
        Whether the program wrote the workbook: then its other sheets are no such table, and of two copies neither is
        taken for granted.
    """
    named, other = _titles(name), set() if not ours else _titles(*(one for one in SHEETS if one != name))
    tables = [
        table
        for sheet in book.sheets
        if plain(sheet.name) not in other and (table := _table(sheet, keys, needed)) is not None
    ]
    tables.sort(key=lambda table: (plain(table.sheet.name) not in named, table.sheet.hidden))
    shown_tables = [table for table in tables if not table.sheet.hidden]
    if not tables:
        return None
    first = tables[0]
    rivals = [table for table in (shown_tables or tables) if table is not first]
    if rivals and (ours or first.sheet.hidden):
        facts = {"given": shown(first.sheet.name), "other": shown(rivals[0].sheet.name)}
        return Fault(code="roster-two-tables", where=first.sheet.where(first.header, 0), facts=facts)
    return first


def _titles(*names: str) -> set[str]:
    """Return what sheets are called in any language."""
    return {plain(catalogue(lang)[f"report.sheet.{name}"]) for lang in LANGUAGES for name in names}


def _table(sheet: SheetCells, keys: Sequence[str], needed: Sequence[str]) -> Table | None:
    names = {key: _names(key) for key in keys}
    for row in range(min(_HEADER_WITHIN, len(sheet.rows))):
        columns: dict[str, int] = {}
        for column, value in enumerate(sheet.rows[row]):
            if isinstance(value, str) and (name := plain(value)):
                key = next((key for key in keys if name in names[key] and key not in columns), None)
                if key is not None:
                    columns[key] = column
        if all(any(one in columns for one in key.split("|")) for key in needed):
            return Table(sheet, row, columns)
    return None


def _names(key: str) -> set[str]:
    own = {plain(catalogue(lang).get(f"report.column.{key}", key)) for lang in LANGUAGES}
    return own | {name for name in _ALSO.get(key, "").split("|") if name}


def text_of(value: Value) -> str:
    """Return a cell as one line of text, numbers as a spreadsheet shows them."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return str(value).lower()
    return number_text(value) if isinstance(value, int | float) else str(value)


def is_empty(value: Value) -> bool:
    """Tell whether a cell says nothing."""
    return is_blank(value)
