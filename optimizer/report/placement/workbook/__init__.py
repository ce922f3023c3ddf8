"""Proposals as a workbook: to read, and to fill in who agreed and what was offered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from optimizer.report.placement.facts import Proposals
from optimizer.report.placement.names import sheet as sheet_name
from optimizer.report.words import Words
from optimizer.report.workbook.book import sealed_book


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

    def fill(book: Any) -> None:  # noqa: ANN401 -- the library has no types
        from optimizer.report.placement.workbook.lens import add_lens, add_stages
        from optimizer.report.placement.workbook.overview import add_overview
        from optimizer.report.placement.workbook.proposals import add_hidden, add_proposals
        from optimizer.report.placement.workbook.sheets import add_options, add_schools, add_transport
        from optimizer.report.placement.workbook.special import add_costs, add_own_kring
        from optimizer.report.workbook.look import Look

        look = Look(book)
        names = ("overview", "proposals", "options", "own_kring", "schools", "transport", "costs", "lens", "stages")
        sheets = {name: book.add_worksheet(sheet_name(name, say)) for name in names}
        add_proposals(sheets["proposals"], found, look, say)
        first = add_options(sheets["options"], found, look, say)
        add_own_kring(sheets["own_kring"], found, look, say)
        add_schools(sheets["schools"], found, look, say)
        add_transport(sheets["transport"], found, look, say)
        add_costs(sheets["costs"], found, look, say)
        add_lens(sheets["lens"], found, look, say)
        add_stages(sheets["stages"], found, look, say)
        add_hidden(book, found, say)
        add_overview(sheets["overview"], found, first, look, say)

    title = say("place.title", name=found.region.name)
    return sealed_book(title, made, say.week(found.region.week), say("page"), fill)
