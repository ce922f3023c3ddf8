"""What was learnt of a file's layout: which sheet and column means what, and which guesses were confirmed.

One small JSON file that the user keeps, by default beside the workbook; it may be edited by hand. Nothing that
stands in a cell is in it, and no header but those that are known words: of all else there is a digest.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from optimizer.domain.fault import Fault
from optimizer.io.json import read_json
from optimizer.io.messy.headers import Table
from optimizer.io.messy.plain import key_of, plain
from optimizer.io.messy.sheets import Sheet, letters

VERSION = 2
_EARLIER = 1
"""Kept words of cells, and answers by row; what was learnt in that form is not used."""
ENDING = ".kolommen.json"
_DIGEST = re.compile(r"#[0-9a-f]{16}(/\d+)?")


@dataclass(frozen=True)
class Learnt:
    """All layouts that were learnt."""

    layouts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By key of the layout: ``sheets`` and ``answers``."""
    outdated: bool = False
    """Whether the file was of an earlier form, which is not used any more."""

    def answers(self, key: str) -> dict[str, str]:
        """Return what was confirmed of a layout, columns included."""
        known = self.layouts.get(key, {})
        found = dict(known.get("answers", {}))
        for sheet, table in known.get("sheets", {}).items():
            found[f"table:{sheet}"] = table["kind"]
            for header, name in table["columns"].items():
                found |= {f"column:{sheet}:{key}": name for key in _keys(header)}
        return found

    def with_layout(self, key: str, tables: Iterable[Table], settled: Mapping[str, str]) -> Learnt:
        """Return the mapping with what a layout turned out to mean."""
        sheets = {
            table.sheet.name: {
                "kind": table.kind,
                "header_row": table.row + 1,
                "columns": {_written(table.keys[c.position], c.position): c.field for c in table.columns},
            }
            for table in tables
        }
        answers = {i: a for i, a in sorted(settled.items()) if i.partition(":")[0] not in {"table", "column"}}
        return Learnt(self.layouts | {key: {"sheets": sheets, "answers": answers}})


def _written(key: str, position: int) -> str:
    """Return how a column stands in the file: a digest with the letters that the column has now, for who reads it."""
    return f"{letters(position)} {key}" if key.startswith("#") else key


def _keys(header: str) -> tuple[str, ...]:
    """Return the keys that a header of the file stands for: as it is written, or typed by somebody."""
    found = _DIGEST.search(header)
    return (found[0],) if found else (header, plain(header), key_of(header))


def beside(book: Path) -> Path:
    """Return where the mapping of a workbook is kept when no other file is named."""
    return book.with_name(book.stem + ENDING)


def layout_key(sheets: Iterable[Sheet], headers: Mapping[str, Iterable[str]]) -> str:
    """Return a key that is the same for files with the same sheets and headers, whatever the rows.

    Parameters
    ----------
    sheets
        All sheets, hidden ones too.
    headers
        Headers by name of the sheet, of sheets that hold a table.
    """
    names = [[sheet.name, sorted(plain(h) for h in headers.get(sheet.name, ()))] for sheet in sheets]
    return hashlib.sha256(json.dumps(names, ensure_ascii=False).encode()).hexdigest()[:16]


def read_mapping(path: Path) -> tuple[Learnt, tuple[Fault, ...]]:
    """Read a mapping; a file that is not there is an empty one."""
    if not path.exists():
        return Learnt(), ()
    parsed = read_json(path)
    if parsed.faults:
        return Learnt(), parsed.faults
    data = parsed.value
    if isinstance(data, dict) and data.get("version") == _EARLIER and isinstance(data.get("layouts"), dict):
        return Learnt(outdated=True), ()
    layouts = data.get("layouts") if isinstance(data, dict) and data.get("version") == VERSION else None
    if not isinstance(layouts, dict) or not all(_sound(one) for one in layouts.values()):
        return Learnt(), (Fault(code="messy-mapping", where=path.name),)
    return Learnt(layouts), ()


def _sound(layout: object) -> bool:
    if not isinstance(layout, dict) or not _texts(layout.get("answers")) or not isinstance(layout.get("sheets"), dict):
        return False
    tables = layout["sheets"].values()
    return all(isinstance(t, dict) and isinstance(t.get("kind"), str) and _texts(t.get("columns")) for t in tables)


def _texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def mapping_json(mapping: Learnt) -> str:
    """Return a mapping as the text of its file."""
    return json.dumps({"version": VERSION, "layouts": mapping.layouts}, ensure_ascii=False, indent=2) + "\n"
