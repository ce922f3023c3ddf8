"""Writes a region as a workbook from which the same region can be read, and empty workbooks to fill in."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from optimizer.domain.region import Region
from optimizer.io.workbook.column import Column, Kind, Shape, Sheet
from optimizer.io.workbook.layout import SHEETS
from optimizer.io.workbook.pages import add_guide, add_lists, list_name
from optimizer.io.workbook.put import Shown, absent_word, is_absent_entry, shown_value
from optimizer.io.workbook.style import Formats, format_of, formats, height, new_workbook, printable, width, write
from optimizer.io.workbook.words import header, hint, sheet_title
from optimizer.language import DEFAULT_LANGUAGE, text

CHUNK = 30_000
"""Characters of a long text in one cell; a cell holds 32,767."""
_ROWS_TO_FILL = 500
"""Rows that an empty sheet has dropdowns for, and more when it is longer."""
_EXPLANATION = 80
"""Width of the column that explains settings, in characters."""
_WIDTH_FROM = 40
"""Rows whose texts a column's width follows."""
Raw = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """What a row says: the owner or key, and the entity."""

    keys: tuple[str, ...]
    entity: Any


def region_workbook(region: Region, lang: str = DEFAULT_LANGUAGE) -> bytes:
    """Return a region as a workbook, complete; reading it gives an equal region.

    Raises
    ------
    MissingExtraError
        When the packages for workbooks are not installed.
    """
    data = region.model_dump(mode="json", exclude_none=True)
    wanted = [sheet for sheet in SHEETS if sheet.needed or sheet.shape is Shape.SETTINGS or any(lines(sheet, data))]
    return workbook(data, wanted, lang)


def workbook(data: Raw, sheets: list[Sheet], lang: str) -> bytes:
    """Return a workbook with some sheets, filled with what the JSON value of a region says."""
    buffer = io.BytesIO()
    book = new_workbook(buffer)
    of = formats(book)
    add_guide(book, sheets, of, lang)
    for sheet in sheets:
        page = book.add_worksheet(sheet_title(sheet.key, lang))
        printable(page)
        if sheet.shape is Shape.SETTINGS:
            _write_settings(page, sheet, data, of, lang)
        elif sheet.shape is Shape.CHUNKS:
            _write_chunks(page, sheet, data, of, lang)
        else:
            _Page(page, sheet, of, lang, sheets).write(list(lines(sheet, data)))
    add_lists(book, sheets, lang)
    book.worksheets()[0].activate()
    book.close()
    return buffer.getvalue()


def lines(sheet: Sheet, data: Raw) -> Iterator[Line]:
    """Yield the rows that the JSON value of a region has for a sheet."""
    inside: Any = data
    if sheet.shape in {Shape.ROWS, Shape.VALUES, Shape.KEYED, Shape.CHUNKS}:
        for step in sheet.path:
            inside = (inside or {}).get(step)
        if sheet.shape is Shape.KEYED:
            yield from (Line((key,), value) for key, value in (inside or {}).items())
        elif sheet.shape is Shape.CHUNKS:
            yield from (Line((), data[sheet.path[0]]) for _ in range(inside is not None))
        else:
            yield from (Line((), entity) for entity in inside or ())
        return
    if sheet.shape is Shape.SETTINGS:
        return
    for entity in data.get(sheet.path[0], []):
        own = entity["id"]
        if sheet.shape is Shape.ALONG:
            if any(c.path[0] in entity for c in sheet.columns if c.path):
                yield Line((own,), entity)
        elif sheet.shape is Shape.KEYED_PARTS:
            yield from (Line((own, key), part) for key, part in entity.get(sheet.path[1], {}).items())
        else:
            yield from (Line((own,), part) for part in entity.get(sheet.path[1], []))


class _Page:
    """Writes a sheet with a header row."""

    def __init__(self, page: Any, sheet: Sheet, of: Formats, lang: str, sheets: list[Sheet]) -> None:  # noqa: ANN401 -- XlsxWriter has no types
        self.page, self.sheet, self.of, self.lang = page, sheet, of, lang
        self.columns = [column for column in sheet.columns if not column.read_only]
        self.present = {s.key for s in sheets}

    def write(self, rows: list[Line]) -> None:
        table = [[self.value(line, column) for column in self.columns] for line in rows]
        for at, column in enumerate(self.columns):
            shown_format = format_of(column, self.of)
            texts = [_shown(line[at]) for line in table[:_WIDTH_FROM]]
            head = self.head(at, column)
            words = max(head.split(), key=len)
            self.page.set_column(at, at, width([words, *texts]), shown_format)
            for row, line in enumerate(table, start=1):
                write(self.page, (row, at), line[at], shown_format)
        self.page.set_row(0, 46)
        self.page.freeze_panes(1, 2 if len(self.columns) > 2 else 1)  # noqa: PLR2004 -- code and name
        self.page.autofilter(0, 0, max(1, len(rows)), len(self.columns) - 1)
        last = max(_ROWS_TO_FILL, len(rows) + 100)
        for at, column in enumerate(self.columns):
            self.validate(at, column, last)

    def head(self, at: int, column: Column) -> str:
        mark = text("workbook.needed_mark", self.lang) if column.needed else ""
        name = header(self.sheet, column, self.lang)
        write(self.page, (0, at), name + mark, self.of["needed" if column.needed else "optional"])
        self.page.write_comment(0, at, hint(self.sheet, column, self.lang), {"x_scale": 2, "author": "kringplan"})
        return name + mark

    def value(self, line: Line, column: Column) -> Shown:
        if column.path:
            if is_absent_entry(line.entity, column):
                return absent_word(column, self.lang)
            return shown_value(line.entity, column, self.lang)
        bare = [c for c in self.columns if not c.path]
        number = bare.index(column)
        value = line.keys[number] if number < len(line.keys) else line.entity
        return shown_value(value, column, self.lang)

    def validate(self, at: int, column: Column, last: int) -> None:
        source = list_name(self.sheet, column, self.present)
        if source is not None:
            # another spelling or a code is understood too, so what is typed is never stopped
            self.page.data_validation(1, at, last, at, {"validate": "list", "source": source, "show_error": False})


def _shown(value: Shown) -> str:
    return "" if value is None else str(value.date() if isinstance(value, datetime) else value)


def _write_settings(page: Any, sheet: Sheet, data: Raw, of: Formats, lang: str) -> None:  # noqa: ANN401 -- as above
    inside: Any = data
    for step in sheet.path:
        inside = inside.get(step, {})
    for at, key in enumerate(("label", "value", "explanation")):
        write(page, (0, at), text(f"workbook.setting.{key}", lang), of["optional"])
    for row, column in enumerate(sheet.columns, start=1):
        write(page, (row, 0), header(sheet, column, lang), of["strong"])
        value: Shown = absent_word(column, lang) if is_absent_entry(inside, column) else None
        write(page, (row, 1), shown_value(inside, column, lang) if value is None else value, format_of(column, of))
        explained = hint(sheet, column, lang)
        write(page, (row, 2), explained, of["wrapped"])
        page.set_row(row, height(explained, _EXPLANATION))
        if column.kind in {Kind.WORD, Kind.FLAG} and not column.many:
            source = list_name(sheet, column, set())
            page.data_validation(row, 1, row, 1, {"validate": "list", "source": source, "show_error": False})
    page.set_column(0, 0, 46)
    page.set_column(1, 1, 44, of["text"])
    page.set_column(2, 2, _EXPLANATION)
    page.freeze_panes(1, 1)


def _write_chunks(page: Any, sheet: Sheet, data: Raw, of: Formats, lang: str) -> None:  # noqa: ANN401 -- as above
    write(page, (0, 0), sheet_title(sheet.key, lang), of["optional"])
    for line in lines(sheet, data):
        whole = json.dumps(line.entity, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
        for row, start in enumerate(range(0, len(whole), CHUNK), start=1):
            write(page, (row, 0), whole[start : start + CHUNK], of["text"])
    page.set_column(0, 0, 100)
