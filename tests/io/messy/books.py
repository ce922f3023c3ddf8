"""Small workbooks in memory: two begeleiders, and requests with one row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from optimizer.io.messy.read import Reading, read_book
from optimizer.io.messy.schoollist import SchoolList, read_schools
from optimizer.io.messy.sheets import Cell, Sheet, Spot
from tests.io.messy.workbooks import TODAY, write_schools

STAFF = Sheet(
    "Team",
    (
        ("Naam", "Expertise", "Kring", "Uren"),
        ("Marijke de Wit", "gedrag, autisme", None, 24),
        ("Joost Bakker", "leren", None, 24),
    ),
)
HEADERS = ("School", "Hulpvraag", "Duur")
ROW = ("Startblok", "gedrag", 60)


@cache
def listed() -> SchoolList:
    """The school list of the made-up SWV."""
    with TemporaryDirectory() as folder:
        return read_schools(write_schools(Path(folder)))


def requests(
    headers: Sequence[Cell] = HEADERS,
    *rows: Sequence[Cell],
    name: str = "Vragen",
    merged: tuple[tuple[Spot, Spot], ...] = (),
    broken: Mapping[Spot, str] | None = None,
) -> Sheet:
    """A sheet with requests."""
    return Sheet(name, (tuple(headers), *(tuple(row) for row in rows)), merged=merged, broken=broken or {})


def one(header: str, cell: Cell) -> Sheet:
    """A sheet with one sound request and one more column, D."""
    return requests((*HEADERS, header), (*ROW, cell))


def read(*sheets: Sheet, answers: Mapping[str, str] | None = None, today: date = TODAY, staff: bool = True) -> Reading:
    """Read sheets, with the begeleiders of `STAFF` beside them."""
    return read_book((*sheets, *([STAFF] if staff else [])), listed(), answers or {}, name="Proef", today=today)


def noted(reading: Reading, code: str) -> tuple[str, ...]:
    """The cells of all notes of a code."""
    return tuple(place for note in reading.notes if note.code == code for place in note.where)


def asked(reading: Reading, kind: str) -> tuple[str, ...]:
    """The cells of all open questions of a kind."""
    return tuple(place for question in reading.open if question.kind == kind for place in question.where)
