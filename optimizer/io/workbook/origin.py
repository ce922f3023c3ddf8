"""Where in a workbook each value of the JSON came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from optimizer.domain.fault import Fault
from optimizer.io.workbook.cells import SheetCells
from optimizer.io.workbook.column import Column, Kind, Path, Shape, Sheet
from optimizer.io.workbook.words import as_shown, header, word

_BARE = frozenset({Shape.VALUES, Shape.KEYED})
"""Shapes of sheets whose last column is the value itself."""


@dataclass(frozen=True)
class Table:
    """A sheet as it stands in a workbook: which, where its headers are, and in which column what is."""

    cells: SheetCells
    sheet: Sheet
    position: int
    """Of the sheet in the workbook."""
    header_row: int
    columns: dict[Column, int]

    def where(self, row: int, column: int) -> str:
        """Return ``Sheet!B7``."""
        return self.cells.where(row, column)


@dataclass(frozen=True)
class Spot:
    """A place in a workbook."""

    where: str
    order: tuple[int, int, int]
    """Position of the sheet, row and column."""
    column: Column | None = None
    table: Table | None = None
    missing: bool = False
    """Whether the sheet lacks the column, so that `where` is only the row."""


@dataclass
class Origin:
    """By path in the JSON, the rows that say something of what stands there."""

    source: str
    lang: str
    rows: dict[Path, list[tuple[Table, int]]] = field(default_factory=dict)
    cells: dict[Path, Spot] = field(default_factory=dict)
    """Places of settings."""

    def add_row(self, path: Path, table: Table, row: int) -> None:
        """Remember that a row says something of what stands at a path."""
        self.rows.setdefault(path, []).append((table, row))

    def find(self, where: str) -> Spot:
        """Return the place that a JSON pointer is about: its cell, else its row, else its sheet, else the file."""
        steps = tuple(step.replace("~1", "/").replace("~0", "~") for step in where.split("/")[1:])
        for end in range(len(steps), -1, -1):
            if steps[:end] in self.cells:
                return self.cells[steps[:end]]
            found = self.rows.get(steps[:end])
            if found:
                return self._in_rows(found, steps[end:])
        return Spot(self.source, (-1, 0, 0))

    def _in_rows(self, rows: list[tuple[Table, int]], rest: Path) -> Spot:
        for table, row in rows:
            for column, at in table.columns.items():
                if _about(table.sheet, column, rest):
                    return Spot(table.where(row, at), (table.position, row, at), column, table)
        table, row = rows[0]
        first = min(table.columns.values(), default=0)
        lacking = next(
            (c for c in table.sheet.columns if rest and _about(table.sheet, c, rest) and not c.read_only), None
        )
        missing = lacking is not None
        return Spot(table.where(row, first), (table.position, row, first), lacking, table, missing)

    def translate(self, fault: Fault) -> tuple[Spot, Fault]:
        """Return a fault of the JSON as one of the workbook, with its place for sorting."""
        spot = self.find(fault.where)
        facts = dict(fault.facts)
        if facts.get("first", "").startswith("/"):
            facts["first"] = self.find(facts["first"]).where
        column, table = spot.column, spot.table
        if column is not None and table is not None:
            facts = _in_words(facts, column, self.lang)
            if "field" in facts:
                facts["field"] = header(table.sheet, column, self.lang)
        if not spot.missing or fault.code != "missing-field" or table is None:
            # a date in a cell is written as the template's hint has it, not as in JSON
            code = "cell-bad-date" if fault.code == "bad-date" else fault.code
            return spot, Fault(code=code, where=spot.where, facts=facts)
        # a column that is not there is said once, at the headers, and not for every row
        where = table.where(table.header_row, 0)
        spot = Spot(where, (table.position, table.header_row, 0), column, table, missing=True)
        return spot, Fault(code="column-missing", where=where, facts=facts)


def _in_words(facts: dict[str, str], column: Column, lang: str) -> dict[str, str]:
    """Return facts with values of the JSON in the words of the workbook."""
    if "given" in facts:
        facts = facts | {"given": as_shown(facts["given"], lang)}
    if column.kind is Kind.WHOLE and facts.get("expected") == "integer" and _in_minutes(column):
        facts = facts | {"expected": "minutes"}
    if column.kind is Kind.COUNTS and facts.get("expected") == "object":
        facts = facts | {"expected": "counts"}
    if column.kind is not Kind.WORD:
        return facts
    said = {
        name: ", ".join(word(column.words, one, lang) for one in facts[name].split(", "))
        for name in ("given", "choices", "nearest")
        if name in facts
    }
    return facts | said


def _in_minutes(column: Column) -> bool:
    return bool(column.path) and column.path[-1].rpartition("_")[2] == "minutes"


def _about(sheet: Sheet, column: Column, rest: Path) -> bool:
    """Tell whether a column is about a path inside its row, be it part of it or larger."""
    path = column.path
    if not path:
        # the key or owner of a row says nothing of what is in it
        return sheet.shape in _BARE and column is sheet.columns[-1]
    return path == rest[: len(path)] or (bool(rest) and path[: len(rest)] == rest)
