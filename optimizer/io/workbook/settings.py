"""Reads sheets that are no tables: settings, and a long text cut in pieces."""

from __future__ import annotations

from optimizer.domain.shown import nearest, shown
from optimizer.io.json_text import parse_json
from optimizer.io.workbook.cells import is_blank
from optimizer.io.workbook.headers import OWN, Found, Raw, tell
from optimizer.io.workbook.origin import Spot, Table
from optimizer.io.workbook.rows import Cells
from optimizer.io.workbook.words import columns_by_header, folded, header
from optimizer.language import LANGUAGES, text


class Settings(Cells):
    """Reads a sheet of settings: a name and its value in every row."""

    def read(self) -> None:
        """Read every setting into what is found so far."""
        known = columns_by_header(self.sheet)
        found: Raw = {}
        heads = {folded(header_text) for header_text in _setting_headers()}
        for row in range(len(self.cells.rows)):
            given = self.cells.value(row, 0)
            if not isinstance(given, str) or is_blank(given) or folded(given) in heads:
                continue
            column = known.get(folded(given))
            if column is None:
                if self.cells.has_content(row, 1) and not given.strip().startswith(OWN):
                    names = [header(self.sheet, c, self.lang) for c in self.sheet.columns]
                    self.tell(row, 0, "setting-unknown", field=shown(given), **nearest(given, names))
                continue
            path = (*self.sheet.path, *column.path)
            if path in self.found.origin.cells:
                first = self.found.origin.cells[path].where
                self.tell(row, 1, "row-twice", given=shown(given), first=first)
                continue
            where = self.table.where(row, 1)
            self.found.origin.cells[path] = Spot(where, (self.table.position, row, 1), column, self.table)
            if self.cells.has_content(row, 1):
                self.put(found, column, self.value(row, 1, column), (row, 1))
        if found:
            target = self.found.data
            for step in self.sheet.path:
                target = target.setdefault(step, {})
            target.update(found)


def _setting_headers() -> list[str]:
    return [text("workbook.setting.label", lang) for lang in LANGUAGES]


def read_pieces(found: Found, table: Table) -> None:
    """Read a text that was cut in pieces, one a row under the header, as JSON."""
    pieces = [value for row in table.cells.rows[1:] for value in row[:1] if isinstance(value, str)]
    if not any(pieces):
        return
    key = table.sheet.path[0]
    found.origin.cells[table.sheet.path] = Spot(table.where(1, 0), (table.position, 1, 0))
    parsed = parse_json("".join(pieces).encode("utf-8", "replace"), table.cells.name)
    if parsed.faults:
        tell(found, table, (1, 0), "previous-unreadable")
    else:
        found.data[key] = parsed.value
