"""Which week a roster workbook is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from optimizer.domain.calendar import week_of
from optimizer.domain.fault import Fault
from optimizer.io.workbook.cells import Book
from optimizer.report.readback.answers import KEYS as DONE_KEYS
from optimizer.report.readback.answers import NEEDED as DONE_NEEDED
from optimizer.report.readback.moments import week_in
from optimizer.report.readback.plan import marks_of
from optimizer.report.readback.rows import KEYS, NEEDED
from optimizer.report.readback.table import Table, find_table


def week_of_book(book: Book, near: str) -> str | Fault:
    """Return the week of the region that the roster was made for; of one made by hand the first that its rows name.

    A fault when it names none.

    Parameters
    ----------
    near
        A week about half a year from which at most a week without its year is looked for.
    """
    marks = marks_of(book)
    named = [marks["week"]] if marks.get("week") else marks.get("weeks", "").split()[:1]
    if named and (week := week_in(named[0], near)) is not None:
        return week
    for name, keys, needed in (("rows", KEYS, NEEDED), ("done", DONE_KEYS, DONE_NEEDED)):
        table = find_table(book, name, keys, needed, ours=bool(marks))
        found = sorted(_weeks(table, near)) if isinstance(table, Table) else []
        if found:
            return found[0]
    return Fault(code="roster-no-week", where=book.source)


def _weeks(table: Table, near: str) -> Iterator[str]:
    for cells in table.rows():
        week = week_in(cells.value("week"), near)
        on = cells.value("date")
        if week is not None:
            yield week
        elif isinstance(on, date):
            yield week_of(on)
