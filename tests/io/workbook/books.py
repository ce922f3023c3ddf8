"""Small workbooks as a coordinator makes them: sheets of rows, and what one may do to them."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from optimizer.domain.fault import Fault
from optimizer.io.workbook.read import load_workbook

Rows = list[list[Any]]
Sheets = dict[str, Rows]
Change = Callable[[Sheets], None]
Finish = Callable[[Any], None]
TODAY = dt.date(2026, 11, 20)
BASE: Sheets = {
    "Scholen": [
        ["Schoolcode", "Naam *", "Ligging *", "Kring", "Lokalen"],
        ["00AA00", "De Eik", "52.13, 4.65", "Noord", 1],
        ["00AB00", "De Beuk", "52.14, 4.66", "Noord", None],
    ],
    "Begeleiders": [
        ["Code", "Naam *", "Expertise *", "Rol", "ma-ochtend", "di-middag", "Standplaats"],
        ["B1", "Noor", "taal; gedrag", "AB", "08:30-12:15", "12:45-16:00", None],
        ["B2", "Sem", "taal", None, "-", "12:45-16:00", None],
    ],
    "Hulpvragen": [
        ["Nummer", "School", "Expertise", "Minuten per bezoek", "Voorrang", "Dagdelen", "Laatste bezoek", "Tijdvak"],
        ["H1", "De Eik", "taal", 60, "urgent", "ma-ochtend; di-middag", None, None],
        ["H2", "00AB00", "gedrag", 45, None, None, None, "09:00-12:00"],
    ],
}
PUPILS: Sheets = {
    "Leerlingen": [
        ["Nummer", "Woonplek", "School", "Leerjaar"],
        ["p1", "2401AB", "De Eik", 3],
        ["p2", None, None, None],
    ],
    "Postcodes": [["Postcode", "Ligging"], ["2401AB", "52.1, 4.6"]],
}


def sheets(*changes: Change, more: Sheets | None = None) -> Sheets:
    """The base workbook, changed."""
    made = copy.deepcopy(BASE | (more or {}))
    for change in changes:
        change(made)
    return made


def cell(sheet: str, place: str, value: object) -> Change:
    """A change: another value in a cell such as ``B2``."""

    def change(made: Sheets) -> None:
        column, row = ord(place[0]) - ord("A"), int(place[1:]) - 1
        rows = made[sheet]
        while len(rows) <= row:
            rows.append([])
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = value

    return change


def add(sheet: str, *rows: list[Any]) -> Change:
    """A change: rows at the end of a sheet, which is made when it is not there."""

    def change(made: Sheets) -> None:
        made.setdefault(sheet, []).extend(list(row) for row in rows)

    return change


def without(sheet: str) -> Change:
    """A change: a sheet less."""

    def change(made: Sheets) -> None:
        del made[sheet]

    return change


def renamed(sheet: str, name: str) -> Change:
    """A change: another name for a sheet."""

    def change(made: Sheets) -> None:
        made[name] = made.pop(sheet)

    return change


def save(made: Sheets, folder: Path, finish: Finish | None = None) -> Path:
    """Write a workbook as openpyxl does, which leaves formulas without a value."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in made.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    if finish is not None:
        finish(book)
    path = folder / "boek.xlsx"
    book.save(path)
    book.close()
    return path


def faults_of(path: Path) -> list[Fault]:
    """The faults of a workbook."""
    return list(load_workbook(path, today=TODAY).faults)


def told(path: Path) -> list[tuple[str, str]]:
    """Code and place of every fault."""
    return [(fault.code, fault.where) for fault in faults_of(path)]
