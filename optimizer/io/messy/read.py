"""A coordinator's own workbook as a region: everything together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from optimizer.domain.defaults.names import id_from_name
from optimizer.domain.fault import Fault
from optimizer.domain.intake import Intake, read_region
from optimizer.io.messy.columns import BEGELEIDERS, HULPVRAGEN, SCHOOLS
from optimizer.io.messy.entities import Making
from optimizer.io.messy.headers import Table
from optimizer.io.messy.layout import detect, lay_out
from optimizer.io.messy.make_begeleiders import begeleiders
from optimizer.io.messy.make_hulpvragen import hulpvragen
from optimizer.io.messy.make_schools import Schools, kring_names, own_schools, put_schools
from optimizer.io.messy.mapping import layout_key
from optimizer.io.messy.match import Entry, Names
from optimizer.io.messy.questions import Desk, Note, Question
from optimizer.io.messy.rows import Row, rows_of
from optimizer.io.messy.schoollist import SchoolList
from optimizer.io.messy.sheets import Sheet


@dataclass(frozen=True)
class Reading:
    """What came of reading a workbook with the answers so far."""

    raw: dict[str, Any]
    """The region as a JSON value; as good as the guesses while questions are open."""
    intake: Intake
    faults: tuple[Fault, ...]
    """What is wrong, each with its cell."""
    notes: tuple[Note, ...]
    open: tuple[Question, ...]
    settled: dict[str, str]
    """Answers that were used, by question."""
    asked: tuple[Question, ...]
    """Every question there was, answered or not."""
    tables: tuple[Table, ...]


def layout_of(sheets: Sequence[Sheet]) -> str:
    """Return the key under which the layout of a workbook is remembered."""
    detected = detect(sheets)
    return layout_key(sheets, {name: [c.header for c in table.columns] for name, table in detected.items()})


def read_book(
    sheets: Sequence[Sheet],
    schools: SchoolList,
    answers: Mapping[str, str],
    *,
    name: str,
    today: date,
) -> Reading:
    """Read a workbook.

    Parameters
    ----------
    sheets
        All sheets, hidden ones too.
    schools
        Where names of schools are looked up; empty when the workbook has coordinates itself.
    answers
        By question; what is not in it is guessed, and the question is open.
    name
        Name of the region when the list of schools has none.
    today
        For dates without a year, and for the week: the one after.
    """
    desk = Desk(answers)
    for code, where in schools.left_out:
        desk.note(code, where)
    names = Names(schools.entries())
    tables = lay_out(sheets, detect(sheets), desk, names)
    making = Making(desk, schools, names, today, {"id": id_from_name(name), "name": name} | schools.base)
    kinds = {table.kind for table in tables}
    for kind in (HULPVRAGEN, BEGELEIDERS):
        if kind not in kinds:
            desk.fault("messy-no-table", name, table=kind)
    pointed = any(table.kind == SCHOOLS and table.of("lat") and table.of("lon") for table in tables)
    if not schools.schools and not pointed:
        desk.fault("messy-no-schools", name)
    if not desk.faults:
        _make(making, tables)
    intake = read_region(making.raw, today=today)
    if desk.faults:
        intake = replace(intake, region=None)
    found = desk.faults or [making.placed(fault) for fault in intake.faults]
    return Reading(making.raw, intake, tuple(found), desk.notes, desk.open, desk.settled, desk.questions, tables)


def _make(making: Making, tables: Sequence[Table]) -> None:
    def rows(kind: str) -> Iterator[Row]:
        for table in tables:
            if table.kind == kind:
                yield from rows_of(table, making.desk)

    own = own_schools(making, rows(SCHOOLS))
    if not making.names.entries:
        _own_names(making, own)
    making.own = Names(making.names.by_id[i] for i in own if i in making.names.by_id)
    making.kringen = kring_names(making, own)
    begeleiders(making, rows(BEGELEIDERS))
    put_schools(making, own, hulpvragen(making, rows(HULPVRAGEN)))
    for table in tables:
        making.origins.setdefault(f"/{table.kind}", table.sheet.where(table.row, 0))
    for kind in (HULPVRAGEN, BEGELEIDERS):
        if not making.raw.setdefault(kind, []) and not making.desk.open:
            making.desk.fault("messy-no-rows", making.origins[f"/{kind}"], table=kind)


def _own_names(making: Making, own: Schools) -> None:
    """Take the workbook's own schools as the list to match with."""
    schools = {school_id: school for school_id, (school, _, _) in own.items()}
    where = {school_id: row.where() for school_id, (_, row, _) in own.items()}
    making.schools = replace(making.schools, schools=schools, where=where)
    making.names = Names(
        Entry(i, str(s["name"]), tuple(filter(None, (row.text("place"), row.text("gemeente")))))
        for i, (s, row, _) in own.items()
    )
