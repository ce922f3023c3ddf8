"""The rows of a table that say something: without totals, repeated headers, subheadings and remarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.io.messy.columns import HULPVRAGEN, IGNORED, WITHHELD, told_header
from optimizer.io.messy.headers import Table
from optimizer.io.messy.plain import plain
from optimizer.io.messy.questions import BLANK, SKIP, TOGETHER, Choice, Desk, Question
from optimizer.io.messy.sheets import ERROR, FORMULA, Cell, is_empty, text_of

_TOTALS = ("totaal", "totalen", "subtotaal", "eindtotaal", "som", "gemiddelde", "gemiddeld", "tot")
_WIDE = 3
"""Columns from which a row with a single filled cell is a subheading or a remark."""
ABOVE = "above"


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    table: Table
    number: int
    """From 0."""
    cells: dict[int, Cell]
    """By column, only those that are filled."""

    def where(self, field: str = "") -> str:
        """Return the cell of a field as a reader knows it; the first cell of the row when there is no such column."""
        columns = self.table.of(field)
        first = next((c for c in columns if c in self.cells), columns[0] if columns else 0)
        return self.table.sheet.where(self.number, first)

    @property
    def line(self) -> tuple[Cell, ...]:
        """The whole row of the sheet, columns that are not read too."""
        return self.table.sheet.rows[self.number]

    def get(self, field: str) -> Cell:
        """Return the first filled cell of a field."""
        return next((self.cells[c] for c in self.table.of(field) if c in self.cells), None)

    def all(self, field: str) -> list[tuple[str, Cell]]:
        """Return place and content of every filled cell of a field."""
        sheet = self.table.sheet
        return [(sheet.where(self.number, c), self.cells[c]) for c in self.table.of(field) if c in self.cells]

    def text(self, field: str) -> str:
        """Return the first filled cell of a field as text."""
        return text_of(self.get(field))

    def header(self, field: str) -> str:
        """Return the header of the column that `get` reads."""
        columns = self.table.of(field)
        first = next((c for c in columns if c in self.cells), columns[0] if columns else None)
        return "" if first is None else self.table.headers[first]


def rows_of(table: Table, desk: Desk) -> Iterator[Row]:
    """Yield the rows with data, noting which others were passed over and which cells are broken."""
    sheet = table.sheet
    used = [c.position for c in table.columns if c.field not in {IGNORED, WITHHELD}]
    headers = {c.position: plain(c.header.rsplit("\n", 1)[-1]) for c in table.columns}
    covered = _covered(table, used)
    before: Row | None = None
    for number in range(table.body, len(sheet.rows)):
        cells = {}
        for column in used:
            source = covered.get((number, column), number)
            value = sheet.at(source, column)
            if not is_empty(value):
                cells[column] = value
            elif (source, column) in sheet.broken:
                _broken(table, number, column, desk)
        reason = _passed_over(cells, table, number, headers, used)
        if reason:
            desk.note(reason, sheet.where(number, min(cells, default=used[0])))
        elif cells:
            before = _with_school(Row(table, number, cells), before, desk)
            yield before


def _covered(table: Table, used: list[int]) -> dict[tuple[int, int], int]:
    """Return for every cell merged downwards the row that holds its text."""
    return {
        (row, first[1]): first[0]
        for first, last in table.sheet.merged
        if first[0] >= table.body and first[1] == last[1] and first[1] in used
        for row in range(first[0], min(last[0], len(table.sheet.rows) - 1) + 1)
    }


def _broken(table: Table, number: int, column: int, desk: Desk) -> None:
    kind = table.sheet.broken[number, column]
    header = table.headers[column]
    question = Question(
        id=f"{kind}:{table.sheet.name}:{table.keys[column]}",
        kind={FORMULA: "formula", ERROR: "error"}[kind],
        where=(table.sheet.where(number, column),),
        facts={"header": told_header(header)},
        choices=(Choice(BLANK),),
        guess=BLANK,
        certainty=TOGETHER,
    )
    desk.ask(question)


def _passed_over(cells: dict[int, Cell], table: Table, number: int, headers: dict[int, str], used: list[int]) -> str:
    """Return the code of the note of a row that is no data; nothing for data and for empty rows."""
    start = next((text_of(cell) for cell in table.sheet.rows[number] if not is_empty(cell)), "")
    first = plain(start).partition(" ")[0]
    if first in _TOTALS or first.rstrip("en") == "totaal":
        return "row-total"
    if len(cells) > 1 and all(plain(text_of(cell)) == headers.get(column) for column, cell in cells.items()):
        return "row-header"
    return "row-lone" if len(cells) == 1 and len(used) >= _WIDE else ""


def _with_school(row: Row, before: Row | None, desk: Desk) -> Row:
    """Return a row of hulpvragen with the school of the row above where it has none of its own."""
    table = row.table
    anchors = [c for field in ("school", "brin", "place") for c in table.of(field)]
    schools = [c for field in ("school", "brin") for c in table.of(field)]
    if table.kind != HULPVRAGEN or any(c in row.cells for c in schools) or before is None:
        return row
    question = Question(
        id=f"above:{table.sheet.name}",
        kind="above",
        where=(table.sheet.where(row.number, schools[0]),),
        facts={"sheet": table.sheet.name},
        choices=(Choice(ABOVE), Choice(SKIP)),
        guess=ABOVE,
        certainty=85,
    )
    if desk.ask(question) != ABOVE:
        return row
    return Row(table, row.number, {c: before.cells[c] for c in anchors if c in before.cells} | row.cells)
