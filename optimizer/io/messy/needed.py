"""Columns that a table cannot do without: when none is recognised by its header, it is asked once which it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from optimizer.io.messy.columns import BEGELEIDERS, HULPVRAGEN, IGNORED, told_header, unit_of
from optimizer.io.messy.headers import Column, Table
from optimizer.io.messy.match import LIKELY, Names
from optimizer.io.messy.plain import plain, tidy
from optimizer.io.messy.questions import NONE, Choice, Desk, Question
from optimizer.io.messy.sheets import Cell, is_empty, letters, text_of
from optimizer.io.messy.told import CLOCK, DATE, DIGITS, LETTERS
from optimizer.io.messy.values.amounts import HOURS, UNKNOWN, minutes
from optimizer.io.messy.values.brin import school_codes
from optimizer.io.messy.values.fields import is_field

NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    HULPVRAGEN: (("school", "brin"), ("expertise",)),
    BEGELEIDERS: (("name", "first_name"), ("expertise",), ("contract_minutes",)),
}
"""By kind of table: fields without which there is no region; of each group one is enough."""
_LOOKED_AT = 200
"""Cells from which is told how a column looks."""
_LEAST_FIT, _MOST_CERTAIN, _LESS_TELLING = 0.5, 89, 60
_CONTRACT = (4 * 60, 40 * 60)
"""Minutes of work in a week."""


def needed_id(sheet: str, field: str) -> str:
    """Return the id of the question which column of a sheet holds a field."""
    return f"needed:{sheet}:{field}"


def with_needed(table: Table, tables: Sequence[Table], desk: Desk, names: Names) -> Table:
    """Return a table with the columns that it needs, asking for those that no header names.

    What begeleiders have may be spread over sheets, so for these it is enough that one of the tables has a column.

    Parameters
    ----------
    table, tables
        The table, and all that are read.
    desk
        Where questions go.
    names
        The schools: a column with their names is recognised by them.
    """
    for fields in NEEDED.get(table.kind, ()):
        others = [one for one in tables if one.kind == table.kind and table.kind == BEGELEIDERS]
        if table.has(*fields) or any(one.has(*fields) for one in others):
            continue
        column = _asked(table, fields[0], desk, names)
        if column is not None:
            found = tuple(replace(c, field=fields[0], certainty=100) if c is column else c for c in table.columns)
            table = replace(table, columns=found)
    return table


def _asked(table: Table, field: str, desk: Desk, names: Names) -> Column | None:
    """Ask which column holds a field; nothing when none does, or none is left."""
    cells = {c.position: _cells(table, c) for c in table.columns if c.field == IGNORED}
    rest = [c for c in table.columns if cells.get(c.position)]
    columns = [c for c in rest if not c.certainty] or rest
    if not columns:
        return None
    keys = table.keys
    fits = {c.position: _fit(field, cells[c.position], names, c.header) for c in columns}
    best = max(columns, key=lambda c: fits[c.position])
    likely = fits[best.position] >= _LEAST_FIT
    order = sorted(columns, key=lambda c: (-fits[c.position], c.position))
    question = Question(
        id=needed_id(table.sheet.name, field),
        kind="needed",
        where=tuple(table.sheet.where(table.row + table.height - 1, c.position) for c in columns),
        facts={"sheet": table.sheet.name, "field": field, "kind": table.kind},
        choices=(
            *(Choice(keys[c.position], column=_look(c, cells[c.position])) for c in order),
            Choice(NONE),
        ),
        guess=keys[best.position] if likely else None,
        certainty=min(_MOST_CERTAIN, round(100 * fits[best.position])) if likely else 0,
    )
    answer = desk.ask(question)
    return next((c for c in columns if keys[c.position] == answer), None)


def _cells(table: Table, column: Column) -> list[Cell]:
    rows = range(table.body, min(len(table.sheet.rows), table.body + _LOOKED_AT))
    found = (table.sheet.at(row, column.position) for row in rows)
    return [cell for cell in found if not is_empty(cell)]


def _fit(field: str, cells: Sequence[Cell], names: Names, header: str) -> float:
    """Return the share of the cells that can be what is sought; 0 where that cannot be told."""
    if field == "expertise":
        return _share(cells, lambda cell: isinstance(cell, str) and is_field(cell))
    if field == "school":
        return _share(cells, lambda cell: _is_school(cell, names))
    if field == "contract_minutes":
        unit = unit_of(header)
        week = HOURS if unit == UNKNOWN else unit
        found = _share(cells, lambda cell: _is_contract(cell, week))
        return min(found, _LESS_TELLING / 100)
    return 0.0


def _share(cells: Sequence[Cell], fits: Callable[[Cell], bool]) -> float:
    return sum(map(fits, cells)) / len(cells)


def _is_school(cell: Cell, names: Names) -> bool:
    if school_codes(cell, tuple(names.by_id)):
        return True
    return isinstance(cell, str) and names.match(cell).certainty >= LIKELY


def _is_contract(cell: Cell, unit: str) -> bool:
    found = minutes(cell, unit)
    return found is not None and _CONTRACT[0] <= found.value <= _CONTRACT[1]


def _look(column: Column, cells: Sequence[Cell]) -> dict[str, str]:
    """Return letters and header of a column, and how its cells look, without repeating any of them."""
    kinds = {_kind_of(cell) for cell in cells}
    kind = kinds.pop() if len(kinds) == 1 else "mixed"
    # a word above a column names it; several may say of whom the column is
    header = tidy(column.header)
    sizes = [len(text_of(cell).replace(" ", "")) for cell in cells]
    return {
        "letters": letters(column.position),
        "header": header if " " not in header else told_header(header),
        "values": kind,
        "count": str(len(cells)),
        "distinct": str(len({plain(text_of(cell)) for cell in cells})),
        "size": str(min(sizes)) if min(sizes) == max(sizes) else f"{min(sizes)}-{max(sizes)}",
    }


def _kind_of(cell: Cell) -> str:
    if isinstance(cell, datetime | date):
        return DATE
    if isinstance(cell, time | timedelta):
        return CLOCK
    return DIGITS if isinstance(cell, int | float) or text_of(cell).isdecimal() else LETTERS
