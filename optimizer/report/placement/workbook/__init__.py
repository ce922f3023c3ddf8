"""Proposals as a workbook: to read, and to fill in who agreed and what was offered."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from optimizer.io.workbook.packages import needed
from optimizer.io.workbook.seal import BLANK, PROPERTY, sealed
from optimizer.report.placement.facts import Proposals
from optimizer.report.placement.names import sheet as sheet_name
from optimizer.report.words import Words


def placement_workbook(found: Proposals, say: Words, made: datetime) -> bytes:
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

    from optimizer.report.placement.workbook.lens import add_lens, add_stages
    from optimizer.report.placement.workbook.overview import add_overview
    from optimizer.report.placement.workbook.proposals import add_hidden, add_proposals
    from optimizer.report.placement.workbook.sheets import add_options, add_schools, add_transport
    from optimizer.report.workbook.look import Look

    target = BytesIO()
    # a text that begins with = + - or @ stays a text: it may come out of anybody's data
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    title = say("place.title", name=found.region.name)
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": title, "created": made.replace(tzinfo=None)})
        book.set_custom_property(PROPERTY, BLANK, "text")
        look = Look(book)
        names = ("overview", "proposals", "options", "schools", "transport", "lens", "stages")
        sheets = {name: book.add_worksheet(sheet_name(name, say)) for name in names}
        add_proposals(sheets["proposals"], found, look, say)
        first = add_options(sheets["options"], found, look, say)
        add_schools(sheets["schools"], found, look, say)
        add_transport(sheets["transport"], found, look, say)
        add_lens(sheets["lens"], found, look, say)
        add_stages(sheets["stages"], found, look, say)
        add_hidden(book, found, say)
        add_overview(sheets["overview"], found, first, look, say)
        for sheet in sheets.values():
            sheet.set_header(f"&L{title.replace('&', '&&')[:120]}&R{say.week(found.region.week)}")
            sheet.set_footer(f"&L&A&R{say('page')} &P / &N")
    return sealed(target.getvalue())
