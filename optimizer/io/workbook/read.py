"""Reads a region from a workbook; every fault names its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from optimizer.domain.fault import Fault
from optimizer.domain.intake import Intake, read_region
from optimizer.domain.shown import nearest, shown
from optimizer.io.workbook.cells import Book, SheetCells, read_cells
from optimizer.io.workbook.column import Shape, Sheet
from optimizer.io.workbook.headers import OWN, Found, find_table
from optimizer.io.workbook.layout import BY_KEY, SERVICE_SHEETS, SHEETS
from optimizer.io.workbook.origin import Origin, Spot, Table
from optimizer.io.workbook.rows import Rows
from optimizer.io.workbook.safety import RefusedError
from optimizer.io.workbook.settings import Settings, read_pieces
from optimizer.io.workbook.words import folded, language_of, sheet_title, sheets_by_title

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
"""Endings of files that are taken for workbooks; the old and foreign ones are refused with the reason."""


def is_workbook(path: FilePath | str) -> bool:
    """Tell by its name whether a file is a workbook."""
    return FilePath(path).suffix.lower() in SUFFIXES


def load_workbook(path: FilePath | str, *, today: date | None = None) -> Intake:
    """Read a region from a workbook, as `optimizer.io.json.load_region` does from JSON.

    Whatever is wrong, with the file, its sheets or the region in it, is a fault in the result, at ``Sheet!B7``.

    Raises
    ------
    MissingExtraError
        When the packages for workbooks are not installed.
    """
    try:
        book = read_cells(path)
    except RefusedError as refused:
        return Intake(None, (refused.fault,), ())
    return intake_of(book, today=today)


def intake_of(book: Book, *, today: date | None = None) -> Intake:
    """Read a region from the cells of a workbook, as `load_workbook`."""
    found = raw_of(book)
    intake = read_region(found.data, today=today)
    said = list(found.faults)
    places = {fault.where for _, fault in said}
    for fault in intake.faults:
        if len(fault.where.split("/")) == 2 and fault.where[1:] in BY_KEY and fault.code == "missing-field":  # noqa: PLR2004 -- a list of the region itself
            spot, told = Spot(book.source, (-1, 0, 0)), _sheet_missing(fault, book.source, found)
            if told is None:
                continue
        else:
            spot, told = found.origin.translate(fault)
            if told.code == "bad-id" and _unreadable_targets(spot, found):
                continue
        if told.where not in places or told.code in {"sheet-missing", "column-missing"}:
            said.append((spot.order, told))
    ordered = sorted(dict.fromkeys(said), key=lambda pair: pair[0])
    faults = tuple(dict.fromkeys(fault for _, fault in ordered))
    return replace(intake, region=None if faults else intake.region, faults=faults)


def _unreadable_targets(spot: Spot, found: Found) -> bool:
    """Tell whether a reference that is no id may be a name, of something that itself could not be read."""
    column = spot.column
    if column is None or column.path == ("id",):
        return False
    for name in column.names:
        entities = found.data.get(name)
        if entities is None and BY_KEY[name].needed:
            return True
        if any(entity.get("id", "") is None for entity in entities or ()):
            return True
    return False


def raw_of(book: Book) -> Found:
    """Return the JSON value that a workbook says, where each value came from, and the faults of the cells."""
    lang = language_of(sheet.name for sheet in book.sheets)
    found = Found(data={}, origin=Origin(book.source, lang), faults=[])
    known = _known_sheets(book, found)
    for sheet in SHEETS:
        if sheet.key in known:
            position, cells = known[sheet.key]
            _read_sheet(found, sheet, cells, position)
    return found


def _read_sheet(found: Found, sheet: Sheet, cells: SheetCells, position: int) -> None:
    """Read one sheet into what is found so far."""
    if sheet.shape is Shape.SETTINGS:
        Settings(found, Table(cells, sheet, position, 0, {})).read()
    elif sheet.shape is Shape.CHUNKS:
        read_pieces(found, Table(cells, sheet, position, 0, {}))
    else:
        table = find_table(found, sheet, cells, position)
        if table is not None:
            Rows(found, table).read()


def _known_sheets(book: Book, found: Found) -> dict[str, tuple[int, SheetCells]]:
    """Return position and cells of every sheet that holds data, by key; say what is wrong with the others."""
    titles = sheets_by_title()
    known: dict[str, tuple[int, SheetCells]] = {}
    for position, cells in enumerate(book.sheets):
        key = titles.get(folded(cells.name))
        if key in SERVICE_SHEETS or cells.name.strip().startswith(OWN) or (key is None and cells.is_empty()):
            continue
        where, order = cells.where(0, 0), (position, 0, 0)
        facts: dict[str, Any] = {"sheet": shown(cells.name)}
        if cells.hidden:
            if not cells.is_empty():
                found.faults.append((order, Fault(code="sheet-hidden", where=where, facts=facts)))
        elif key is None:
            wanted = [sheet_title(s.key, found.origin.lang) for s in SHEETS]
            facts |= {"choices": ", ".join(wanted)} | nearest(cells.name, wanted)
            found.faults.append((order, Fault(code="sheet-unknown", where=where, facts=facts)))
            found.meant.add(titles.get(folded(facts.get("nearest", "")), ""))
        elif key in known:
            facts["first"] = shown(known[key][1].name)
            found.faults.append((order, Fault(code="sheet-twice", where=where, facts=facts)))
        if key is not None and key not in known:
            known[key] = (position, cells)
    return known


def _sheet_missing(fault: Fault, source: str, found: Found) -> Fault | None:
    """Return what to say of a needed sheet that is not there; nothing when another one is probably meant for it."""
    key = fault.where[1:]
    if key in found.meant or key in found.unreadable:
        return None
    return Fault(code="sheet-missing", where=source, facts={"sheet": sheet_title(key, found.origin.lang)})
