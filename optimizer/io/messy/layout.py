"""What the sheets of a workbook are: which hold a table, of what, and what their columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from optimizer.domain.shown import WITHHELD as LEFT_OUT
from optimizer.io.messy.columns import (
    BEGELEIDERS,
    HULPVRAGEN,
    IGNORED,
    KINDS,
    WITHHELD,
    known,
    told_header,
)
from optimizer.io.messy.headers import SURE, Column, Table, find_table
from optimizer.io.messy.match import Names
from optimizer.io.messy.needed import with_needed
from optimizer.io.messy.questions import SKIP, TOGETHER, Choice, Desk, Question
from optimizer.io.messy.sheets import Sheet, is_empty

READ = "read"


def detect(sheets: Sequence[Sheet]) -> dict[str, Table]:
    """Return the table on every sheet that has one, by name of the sheet.

    Where no sheet has requests, or none has begeleiders, a sheet is taken that has columns of these but none for the
    school or the name: which column that is will be asked.
    """
    found = {sheet.name: find_table(sheet) for sheet in sheets}
    for kind in (HULPVRAGEN, BEGELEIDERS):
        if not any(table is not None and table.kind == kind for table in found.values()):
            rest = (find_table(sheet, (kind,), anchored=False) for sheet in sheets if found[sheet.name] is None)
            best = max((table for table in rest if table is not None), key=lambda table: table.score, default=None)
            if best is not None:
                found[best.sheet.name] = best
    return {name: table for name, table in found.items() if table is not None}


def lay_out(sheets: Sequence[Sheet], detected: dict[str, Table], desk: Desk, names: Names) -> tuple[Table, ...]:
    """Return the tables to read, asking about what is not certain and noting what is left out.

    Parameters
    ----------
    sheets, detected
        All sheets, and the tables found on them.
    desk
        Where questions and notes go.
    names
        The schools: a column with their names is recognised by them.
    """
    tables: list[Table] = []
    for sheet in sheets:
        if all(is_empty(cell) for row in sheet.rows for cell in row):
            continue
        table = detected.get(sheet.name)
        if table is None:
            desk.note("sheet-hidden" if sheet.hidden else "sheet-unread", sheet.name)
            continue
        chosen = _chosen(sheet, table, desk)
        if chosen is not None:
            desk.note("header", sheet.where(chosen.row, 0), kind=chosen.kind, row=str(chosen.row + 1))
            tables.append(replace(chosen, columns=tuple(_column(chosen, column, desk) for column in chosen.columns)))
    found = tuple(with_needed(table, tables, desk, names) for table in tables)
    for table in found:
        _note_unread(table, desk)
    return found


def _chosen(sheet: Sheet, table: Table, desk: Desk) -> Table | None:
    if sheet.hidden:
        question = Question(
            id=f"hidden:{sheet.name}",
            kind="hidden",
            where=(sheet.name,),
            facts={"sheet": sheet.name, "kind": table.kind},
            choices=(Choice(SKIP), Choice(READ)),
            guess=SKIP,
            certainty=TOGETHER,
        )
        if desk.ask(question) != READ:
            desk.note("sheet-hidden", sheet.name)
            return None
    kind = _kind(sheet, table, desk)
    if kind == SKIP:
        desk.note("sheet-unread", sheet.name)
        return None
    return table if kind == table.kind else find_table(sheet, (kind,))


def _kind(sheet: Sheet, table: Table, desk: Desk) -> str:
    """Return what a sheet is about: as remembered, as is clear, or as answered."""
    own = f"table:{sheet.name}"
    remembered = desk.answer_to(own)
    if table.clear and remembered not in {*KINDS, SKIP}:
        return table.kind
    if table.clear:
        return remembered
    others = tuple(Choice(kind) for kind in (*KINDS, SKIP) if kind != table.kind)
    question = Question(
        id=own,
        kind="table",
        where=(sheet.name,),
        facts={"sheet": sheet.name, "row": str(table.row + 1)},
        choices=(Choice(table.kind), *others),
        guess=table.kind,
        certainty=60,
    )
    return desk.ask(question) or table.kind


def _column(table: Table, column: Column, desk: Desk) -> Column:
    """Return a column with what was remembered or answered about it."""
    where = table.sheet.where(table.row + table.height - 1, column.position)
    header = told_header(column.header)
    own = f"column:{table.sheet.name}:{table.keys[column.position]}"
    fields = tuple(dict.fromkeys((IGNORED, *known(table.kind).values())))
    remembered = desk.answer_to(own)
    found = column
    if remembered in fields or remembered.startswith("day:"):
        found = replace(column, field=remembered, certainty=100)
    if 0 < column.certainty < SURE:
        first = (column.field, *(field for field in fields if field != column.field))
        question = Question(
            id=own,
            kind="column",
            where=(where,),
            facts={"header": header, "kind": table.kind},
            choices=tuple(Choice(field) for field in first if field != WITHHELD or column.field == WITHHELD),
            guess=column.field,
            certainty=column.certainty,
            others=frozenset({remembered} & set(fields)),
        )
        found = replace(column, field=desk.ask(question) or column.field)
    if found.field == WITHHELD:
        desk.note("column-withheld", where, header=header)
    return found


def _note_unread(table: Table, desk: Desk) -> None:
    """Note the columns that are not used; a header that is not known is not repeated, as it may be about a pupil."""
    for column in table.columns:
        if column.field == IGNORED:
            where = table.sheet.where(table.row + table.height - 1, column.position)
            header = told_header(column.header)
            if LEFT_OUT in header:
                desk.note("column-unknown", where)
            else:
                desk.note("column-unread", where, header=header)
