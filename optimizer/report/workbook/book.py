"""A new workbook for people: sealed when it is done, and no text of anybody's data ever becomes a formula."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

from optimizer.io.workbook.packages import needed
from optimizer.io.workbook.seal import BLANK, PROPERTY, sealed


def sealed_book(title: str, made: datetime, right: str, page: str, fill: Callable[[Any], None]) -> bytes:
    """Return a workbook, sealed: `optimizer.io.workbook.seal.untouched` tells whether it was changed since.

    Parameters
    ----------
    made
        When it is made; stands among the file's properties.
    right, page
        What stands at the right of every printed heading, and the word for page.
    fill
        Makes the sheets.

    Raises
    ------
    MissingExtraError
        When the extra for workbooks is not installed.
    """
    xlsxwriter = needed("xlsxwriter")
    target = BytesIO()
    # a text that begins with = + - or @ stays a text: it may come out of anybody's data
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": title, "created": made.replace(tzinfo=None)})
        book.set_custom_property(PROPERTY, BLANK, "text")
        fill(book)
        for sheet in book.worksheets():
            if not _hidden(sheet):
                sheet.set_header(f"&L{title.replace('&', '&&')[:120]}&R{right}")
                sheet.set_footer(f"&L&A&R{page} &P / &N")
    return sealed(target.getvalue())


def _hidden(sheet: Any) -> bool:  # noqa: ANN401 -- the library has no types
    return bool(sheet.hidden)
