"""The roster as a workbook: to read, to print, to change, and to fill in what took place."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from optimizer.io.workbook.packages import needed
from optimizer.io.workbook.seal import BLANK, PROPERTY, sealed
from optimizer.report.goodness import weeks_text
from optimizer.report.grid import begeleider_grids, kring_grids, school_grids
from optimizer.report.roster import Roster
from optimizer.report.words import Words


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
    xlsxwriter = needed("xlsxwriter")

    from optimizer.report.workbook.flat import add_done, add_hidden, add_rows
    from optimizer.report.workbook.look import Look
    from optimizer.report.workbook.overview import add_overview
    from optimizer.report.workbook.tables import add_grids, add_missing

    target = BytesIO()
    # a text that begins with = + - or @ stays a text: it may come out of anybody's data
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": say("title", name=roster.region.name), "created": made.replace(tzinfo=None)})
        book.set_custom_property(PROPERTY, BLANK, "text")
        look = Look(book)
        names = ("overview", "begeleiders", "schools", "kringen", "missing", "rows", "done")
        sheets = {name: book.add_worksheet(say(f"sheet.{name}")) for name in names}
        found = {
            "begeleiders": add_grids(
                sheets["begeleiders"], "begeleider", list(begeleider_grids(roster, say)), look, say
            ),
            "schools": add_grids(sheets["schools"], "school", list(school_grids(roster, say)), look, say),
            "kringen": add_grids(sheets["kringen"], "kring", list(kring_grids(roster, say)), look, say),
        }
        add_missing(sheets["missing"], roster, found["schools"], look, say)
        add_rows(sheets["rows"], roster, look, say)
        add_done(sheets["done"], roster, look, say)
        add_hidden(book, roster, say)
        add_overview(sheets["overview"], roster, found, look, say)
        for sheet in sheets.values():
            title = say("title", name=roster.region.name).replace("&", "&&")
            sheet.set_header(f"&L{title[:120]}&R{weeks_text(roster, say)}")
            sheet.set_footer(f"&L&A&R{say('page')} &P / &N")
    return sealed(target.getvalue())
