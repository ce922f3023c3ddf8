"""Looks through the XML of sheets before cells are read: how large they are, and what the cell reader does not tell.

A file of a few bytes can name a cell in the last row and column, or one long text a million times; a reader that makes
a whole table of that takes gigabytes. Formulas without a stored value and errors such as ``#N/A`` look like empty cells
to the reader, so they are noted here.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from optimizer.io.workbook.safety import RefusedError, Unpacked

MAX_CELLS = 2_000_000
"""Cells of all sheets together, empty ones inside the used area counted."""
MAX_CHARACTERS = 64 * 1024 * 1024
"""Characters of the texts in all cells together."""
MAX_SHEETS = 100
_BASE = ord("A") - 1
_LETTERS = 26
_ROOT_WITHIN = 2_000
"""Bytes within which the first element of a part begins."""
_REFERENCE = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink|comment)\b[^>]*?\bref=[\"']([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?[\"']"
)
Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass
class SheetScan:
    """What the XML of a sheet says."""

    name: str
    hidden: bool
    rows: int = 0
    columns: int = 0
    characters: int = 0
    errors: dict[Place, str] = field(default_factory=dict)
    without_value: set[Place] = field(default_factory=set)


class _Forbidden(Exception):  # noqa: N818 -- never leaves this file
    """A document type: workbooks have none, and it can make a text grow without end."""


def scan(unpacked: Unpacked) -> list[SheetScan]:
    """Return what the XML of each sheet says, in the order of the workbook.

    Raises
    ------
    RefusedError
        When the workbook is damaged, or would take too much memory.
    """
    source = unpacked.source
    try:
        names = _sheets(unpacked)
        if len(names) > MAX_SHEETS:
            raise RefusedError("workbook-bomb", source, limit=MAX_SHEETS)
        _referred(unpacked)
        texts = _text_lengths(unpacked)
        found = []
        cells = characters = 0
        for name, hidden, part in names:
            sheet = SheetScan(name, hidden)
            content = unpacked.part(part)
            if content is not None:
                _Sheet(sheet, texts).read(content)
            cells += sheet.rows * sheet.columns
            characters += sheet.characters
            if cells > MAX_CELLS or characters > MAX_CHARACTERS:
                raise RefusedError("workbook-cells", source, limit=MAX_CELLS, sheet=name)
            found.append(sheet)
    except (expat.ExpatError, _Forbidden, ValueError, KeyError):
        raise RefusedError("workbook-damaged", source) from None
    return found


def _referred(unpacked: Unpacked) -> None:
    """Refuse merged cells, links and comments that name more cells than are read: some readers make all of these."""
    area = 0
    for part, content in unpacked.parts.items():
        for match in _REFERENCE.finditer(content):
            columns = [_number(letters) for letters in (match[1], match[3] or match[1])]
            rows = [int(digits) for digits in (match[2], match[4] or match[2])]
            area += (1 + abs(columns[1] - columns[0])) * (1 + abs(rows[1] - rows[0]))
            if area > MAX_CELLS:
                raise RefusedError("workbook-cells", unpacked.source, limit=MAX_CELLS, sheet=posixpath.basename(part))


def _number(letters: bytes) -> int:
    """Return the number of a column: A is 1."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - _BASE
    return number


def _parser() -> Any:  # noqa: ANN401 -- the standard library names no type for it
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise _Forbidden

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _sheets(unpacked: Unpacked) -> list[tuple[str, bool, str]]:
    """Return name, hidden or not, and part of every sheet."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, bool, str]] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            own = {_local(key): value for key, value in attributes.items()}
            target = targets.get(own.get("id", ""), "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            sheets.append((own["name"], own.get("state", "visible") != "visible", part))

    for part, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        parser = _parser()
        parser.StartElementHandler = handler
        parser.Parse(unpacked.part(part) or b"", True)
    return sheets


def _text_lengths(unpacked: Unpacked) -> list[int]:
    """Return the length of every shared text; of several lists of them the longest, whichever a parser takes."""
    found: list[int] = []
    for content in unpacked.parts.values():
        if b"sst" in content[:_ROOT_WITHIN]:
            found = [max(pair) for pair in itertools.zip_longest(found, _lengths(content), fillvalue=0)]
    return found


def _lengths(content: bytes) -> list[int]:
    lengths: list[int] = []
    parser = _parser()

    def start(name: str, _: object) -> None:
        if _local(name) == "si":
            lengths.append(0)

    def characters(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parser.StartElementHandler = start
    parser.CharacterDataHandler = characters
    parser.Parse(content, True)
    return lengths


class _Sheet:
    """Reads the XML of one sheet."""

    def __init__(self, sheet: SheetScan, texts: list[int]) -> None:
        self.sheet, self.texts = sheet, texts
        self.row = self.column = -1
        self.kind = ""
        self.formula = self.in_value = False
        self.value = ""

    def read(self, content: bytes) -> None:
        parser = _parser()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.Parse(content, True)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name if ":" not in name else _local(name)
        if local == "c":
            given = attributes.get("r")
            if given is None:
                self.column += 1
            else:
                self.row, self.column = place_of(given)
            self.kind, self.formula, self.value = attributes.get("t", "n"), False, ""
            sheet = self.sheet
            sheet.columns = max(sheet.columns, self.column + 1)
            sheet.rows = max(sheet.rows, self.row + 1)
        elif local == "v":
            self.in_value = True
        elif local == "f":
            self.formula = True
        elif local == "row":
            given = attributes.get("r")
            self.row, self.column = (self.row + 1 if given is None else int(given) - 1), -1

    def characters(self, text: str) -> None:
        if self.in_value:
            self.value += text

    def end(self, name: str) -> None:
        local = name if ":" not in name else _local(name)
        if local == "v":
            self.in_value = False
        elif local == "c":
            if self.kind == "s":
                index = int(self.value or -1)
                self.sheet.characters += self.texts[index] if 0 <= index < len(self.texts) else 0
            elif self.kind == "e":
                self.sheet.errors[self.row, self.column] = self.value
            elif self.formula and not self.value and self.kind != "str":
                # a formula whose value is an empty text says so by its kind
                self.sheet.without_value.add((self.row, self.column))


def place_of(cell: str) -> Place:
    """Return row and column, from 0, of a cell such as ``B7``.

    Raises
    ------
    ValueError
        When it is no cell.
    """
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters.replace("$", "").upper():
        if not "A" <= letter <= "Z":
            raise ValueError(cell)
        column = column * _LETTERS + ord(letter) - _BASE
    return int(cell[len(letters) :]) - 1, column - 1


def cell_name(row: int, column: int) -> str:
    """Return a cell such as ``B7``, from row and column counted from 0."""
    letters = ""
    rest = column + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        letters = chr(_BASE + 1 + letter) + letters
    return f"{letters}{row + 1}"
