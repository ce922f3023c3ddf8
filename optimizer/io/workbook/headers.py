"""Finds the headers of a sheet, and says what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from optimizer.domain.fault import Fault
from optimizer.domain.protected import protected_attribute
from optimizer.domain.shown import WITHHELD, nearest, shown
from optimizer.io.workbook.cells import SheetCells
from optimizer.io.workbook.column import Column, Path, Shape, Sheet
from optimizer.io.workbook.origin import Origin, Table
from optimizer.io.workbook.scan import cell_name
from optimizer.io.workbook.words import columns_by_header, folded, header

_ROWS_WITH_HEADERS = 10
"""Rows at the top among which the headers are looked for; titles may stand above them."""
OWN = "#"
"""Begins the name of what is the user's own and is skipped."""
Raw = dict[str, Any]


@dataclass
class Found:
    """What a workbook says."""

    data: Raw
    origin: Origin
    faults: list[tuple[tuple[int, int, int], Fault]]
    """Faults with their order: position of the sheet, row and column."""
    meant: set[str] = field(default_factory=set)
    """Keys of sheets that a sheet of an unknown name is probably meant for."""
    unreadable: set[str] = field(default_factory=set)
    """Keys of sheets whose headers were not found."""


def tell(found: Found, table: Table, place: tuple[int, int], code: str, **facts: str) -> None:
    """Remember a fault at a cell, given as row and column from 0."""
    row, column = place
    fault = Fault(code=code, where=table.where(row, column), facts=facts)
    found.faults.append(((table.position, row, column), fault))


def find_table(found: Found, sheet: Sheet, cells: SheetCells, position: int) -> Table | None:
    """Return where the headers of a sheet are and what is in which column; nothing, and a fault, when it has none."""
    known = columns_by_header(sheet)
    best = (0, 0)
    for row in range(min(len(cells.rows), _ROWS_WITH_HEADERS)):
        hits = sum(isinstance(value, str) and folded(value) in known for value in cells.rows[row])
        best = max(best, (hits, -row))
    table = Table(cells, sheet, position, -best[1], {})
    if best[0] == 0:
        if not cells.is_empty():
            wanted = ", ".join(header(sheet, c, found.origin.lang) for c in sheet.columns if c.needed)
            tell(found, table, (0, 0), "sheet-without-header", choices=wanted)
            found.unreadable.add(sheet.key)
        elif sheet.shape is Shape.ROWS:
            list_at(found.data, sheet.path)
        return None
    for at in range(max(map(len, cells.rows), default=0)):
        _read_header(found, table, at, known)
    _tell_merged(found, table)
    return table


def _read_header(found: Found, table: Table, at: int, known: dict[str, Column]) -> None:
    cells, row = table.cells, table.header_row
    given = cells.value(row, at)
    name = given.strip() if isinstance(given, str) else str(given)
    below = any(cells.has_content(r, at) for r in range(row + 1, len(cells.rows)))
    column = known.get(folded(name)) if name else None
    if column is not None:
        if column in table.columns:
            first = table.where(row, table.columns[column])
            tell(found, table, (row, at), "column-twice", field=shown(name), first=first)
        else:
            table.columns[column] = at
        return
    if not below or _in_merged_header(table, at):
        return
    of_pupils = table.sheet.path[:1] == ("leerlingen",)
    protected = protected_attribute(name.lstrip(OWN).strip()) if of_pupils else None
    if protected is not None:
        tell(found, table, (row, at), "protected-attribute", field=shown(protected.name), reason=protected.reason)
    elif not name:
        tell(found, table, (row, at), "column-without-header")
    elif not name.startswith(OWN):
        wanted = [header(table.sheet, c, found.origin.lang) for c in table.sheet.columns]
        field = WITHHELD if of_pupils else shown(name)
        tell(found, table, (row, at), "column-unknown", field=field, **nearest(name, wanted))


def _in_merged_header(table: Table, at: int) -> bool:
    """Tell whether a header is covered by the one left of it: that is said where the merge begins."""
    row = table.header_row
    return any(f[0] <= row <= t[0] and f[1] < at <= t[1] for f, t in table.cells.merged)


def _tell_merged(found: Found, table: Table) -> None:
    used = set(table.columns.values())
    for first, last in table.cells.merged:
        given = f"{cell_name(*first)}:{cell_name(*last)}"
        across = range(first[1], last[1] + 1)
        if first[0] <= table.header_row <= last[0]:
            if len(across) > 1 and any(
                table.cells.has_content(r, c) for c in across[1:] for r in range(last[0] + 1, len(table.cells.rows))
            ):
                tell(found, table, first, "header-merged", given=given)
        elif first[0] > table.header_row and used & set(across) and table.cells.has_content(*first):
            tell(found, table, first, "cell-merged", given=given)


def list_at(data: Raw, path: Path) -> list[Any]:
    """Return the list at a path of the JSON value, made where it is not there."""
    for step in path[:-1]:
        data = data.setdefault(step, {})
    found: list[Any] = data.setdefault(path[-1], [])
    return found
