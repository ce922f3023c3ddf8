"""The roster as a workbook: to read, to print, to change, and to fill in what took place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from optimizer.report.goodness import weeks_text
from optimizer.report.grid import begeleider_grids, kring_grids, school_grids
from optimizer.report.roster import Roster
from optimizer.report.words import Words
from optimizer.report.workbook.book import sealed_book


def workbook_bytes(roster: Roster, say: Words, made: datetime) -> bytes:
    """Return the workbook, sealed: `optimizer.io.workbook.seal.untouched` tells whether it was changed since.

    Parameters
    ----------
    made
        When it is made; stands among the file's properties.

    Raises
    ------
    MissingExtraError
        When the extra for workbooks is not installed.
    """

    def fill(book: Any) -> None:  # noqa: ANN401 -- the library has no types
        from optimizer.report.workbook.flat import add_done, add_hidden, add_rows
        from optimizer.report.workbook.look import Look
        from optimizer.report.workbook.overview import add_overview
        from optimizer.report.workbook.tables import add_grids, add_missing

        look = Look(book)
        names = ("overview", "begeleiders", "schools", "kringen", "missing", "rows", "done")
        sheets = {name: book.add_worksheet(say(f"sheet.{name}")) for name in names}
        grids = {
            "begeleiders": ("begeleider", begeleider_grids(roster, say)),
            "schools": ("school", school_grids(roster, say)),
            "kringen": ("kring", kring_grids(roster, say)),
        }
        found = {name: add_grids(sheets[name], kind, list(own), look, say) for name, (kind, own) in grids.items()}
        add_missing(sheets["missing"], roster, found["schools"], look, say)
        add_rows(sheets["rows"], roster, look, say)
        add_done(sheets["done"], roster, look, say)
        add_hidden(book, roster, say)
        add_overview(sheets["overview"], roster, found, look, say)

    title = say("title", name=roster.region.name)
    return sealed_book(title, made, weeks_text(roster, say), say("page"), fill)
