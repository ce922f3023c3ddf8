"""The pages of a workbook that hold no data: the explanation, and the lists behind the dropdowns."""

from __future__ import annotations

from typing import Any

from optimizer.io.workbook.column import Column, Kind, Shape, Sheet
from optimizer.io.workbook.layout import SHEETS
from optimizer.io.workbook.style import Formats, height, printable, write
from optimizer.io.workbook.words import ENUMS, NAMED, header, hint, sheet_title, word
from optimizer.language import text

_PREFIX = "kringplan_"
_WIDTHS = (26, 36, 9, 110)


def list_name(sheet: Sheet, column: Column, present: set[str]) -> str | None:
    """Return the formula of a column's dropdown; nothing when it has none.

    Parameters
    ----------
    sheet, column : Sheet and Column
        The column.
    present : set of str
        Keys of the sheets of the workbook: whose entities are there can be chosen.
    """
    if column.many:
        return None
    if column.kind is Kind.FLAG:
        return f"={_PREFIX}flag"
    if column.kind is Kind.WORD:
        return f"={_PREFIX}{column.words}"
    names_itself = column.path == ("id",) or sheet.shape is Shape.SETTINGS
    if len(column.names) == 1 and column.names[0] in present and not names_itself:
        return f"={_PREFIX}of_{column.names[0]}"
    return None


def add_lists(book: Any, sheets: list[Sheet], lang: str) -> None:  # noqa: ANN401 -- XlsxWriter has no types
    """Add the hidden sheet of words, and names for them and for the entities of the other sheets."""
    title = sheet_title("lists", lang)
    page = book.add_worksheet(title)
    page.hide()
    lists = {"flag": [text("workbook.yes", lang), text("workbook.no", lang)]}
    lists |= {name: [word(name, member.value, lang) for member in members] for name, members in ENUMS.items()}
    for at, (name, words) in enumerate(lists.items()):
        write(page, (0, at), name)
        for row, value in enumerate(words, start=1):
            write(page, (row, at), value)
        letters = _letters(at)
        book.define_name(f"{_PREFIX}{name}", f"={_quoted(title)}!${letters}$2:${letters}${len(words) + 1}")
    for sheet in sheets:
        if sheet.shape is Shape.ROWS and len(sheet.path) == 1 and any(c.path == ("id",) for c in sheet.columns):
            written = [c for c in sheet.columns if not c.read_only]
            by = "name" if sheet.key in NAMED else "id"
            letters = _letters(next(at for at, c in enumerate(written) if c.path == (by,)))
            own = f"{_quoted(sheet_title(sheet.key, lang))}!${letters}"
            # as long as the list is, so that a dropdown does not end in empty lines
            until = f"{own}$2:INDEX({own}:${letters},MAX(2,COUNTA({own}:${letters})))"
            book.define_name(f"{_PREFIX}of_{sheet.key}", f"={until}")


def add_guide(book: Any, sheets: list[Sheet], of: Formats, lang: str) -> None:  # noqa: ANN401 -- XlsxWriter has no types
    """Add the explanation: how to fill in the workbook, and every sheet and column."""
    page = book.add_worksheet(sheet_title("guide", lang))
    for at, wide in enumerate(_WIDTHS):
        page.set_column(at, at, wide)
    page.hide_gridlines(2)
    printable(page, repeat=False)
    write(page, (0, 0), text("workbook.guide.title", lang), of["title"])
    row = 2
    advice = text("workbook.guide.text", lang).strip().splitlines()
    if any(sheet not in sheets for sheet in SHEETS if sheet.shape is not Shape.CHUNKS):
        advice.append(text("workbook.more_sheets", lang))
    for line in advice:
        page.merge_range(row, 0, row, 3, "", of["wrapped"])
        write(page, (row, 0), line, of["wrapped"])
        page.set_row(row, 18)
        row += 1
    row += 1
    for at, key in enumerate(("sheet", "column", "is_needed", "explanation")):
        write(page, (row, at), text(f"workbook.guide.{key}", lang), of["optional"])
    for sheet in sheets:
        row += 1
        title = sheet_title(sheet.key, lang)
        page.write_url(row, 0, f"internal:{_quoted(title)}!A1", of["strong"], title)
        write(page, (row, 3), text(f"workbook.about.{sheet.key}", lang), of["strong"])
        for column in sheet.columns:
            if not column.read_only and sheet.shape is not Shape.CHUNKS:
                row += 1
                write(page, (row, 1), header(sheet, column, lang), of["wrapped"])
                write(
                    page, (row, 2), text(f"workbook.{'needed' if column.needed else 'optional'}", lang), of["wrapped"]
                )
                explained = hint(sheet, column, lang)
                write(page, (row, 3), explained, of["wrapped"])
                page.set_row(row, height(explained, _WIDTHS[3]))


def _letters(column: int) -> str:
    from optimizer.io.workbook.scan import cell_name

    return cell_name(0, column)[:-1]


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"
