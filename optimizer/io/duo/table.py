"""A file of separated values, of whatever encoding and separator: both are found in the file, and said."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from optimizer.io.duo.notes import Findings

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read; DUO's files take a few million bytes."""
_SEPARATORS = (";", "\t", ",", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Seen:
    """What a file turned out to be."""

    source: str
    encoding: str
    """``utf-8-sig`` (with a byte order mark), ``utf-16``, ``utf-8`` or ``cp1252``."""
    separator: str
    rows: int


@dataclass(frozen=True)
class Table:
    """The rows of a file, cells trimmed; column names in lower case with ``_`` for spaces and dashes."""

    seen: Seen
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    """Line number and cells by column."""

    @property
    def source(self) -> str:
        """Name of the file."""
        return self.seen.source

    def where(self, line: int) -> str:
        """Return a line as readers find it."""
        return f"{self.source}:{line}"

    def first_of(self, names: Iterable[str]) -> str | None:
        """Return the first of some names that is a column."""
        return next((name for name in names if name in self.columns), None)


def trimmed(cell: str) -> str:
    """Return a cell without outer, double and non-breaking spaces; DUO writes a blank cell as one space."""
    return " ".join(cell.split())


def _bytes_of(path: Path, findings: Findings) -> bytes | None:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        findings.fault("file-missing", path.name)
        return None
    except IsADirectoryError:
        findings.fault("file-is-folder", path.name)
        return None
    except OSError:
        findings.fault("file-unreadable", path.name)
        return None
    if len(data) > MAX_BYTES:
        findings.fault("duo-too-large", path.name, limit=MAX_BYTES // (1024 * 1024))
        return None
    return data


def decoded(data: bytes) -> tuple[str, str] | None:
    """Return text and encoding: by byte order mark, else UTF-8 where that fits, else Windows-1252."""
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            found = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # text has no zero bytes: this is a workbook, an archive, or UTF-16 without a mark
        return None if "\0" in found else (found, encoding)
    return None


def _column(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().lower())


def read_table(path: Path, findings: Findings, *, required: tuple[str, ...]) -> Table | None:
    """Return a file's rows, or nothing after noting why it cannot be read.

    Rows of another width and repeated header rows are left out, and said.

    Parameters
    ----------
    path
        The file.
    findings
        Gets the faults and notices.
    required
        Columns without which the file is something else.
    """
    data = _bytes_of(path, findings)
    if data is None:
        return None
    text = decoded(data)
    if text is None:
        findings.fault("duo-not-text", path.name)
        return None
    content, encoding = text
    lines = content[:100_000].splitlines()
    if not lines or not lines[0].strip():
        findings.fault("duo-empty", path.name)
        return None
    separator = max(_SEPARATORS, key=lines[0].count)
    records = _records(content, separator)
    if isinstance(records, int):
        findings.fault("duo-not-separated", f"{path.name}:{records}")
        return None
    header = [_column(name) for name in records[0][1]]
    while header and not header[-1]:
        header.pop()
    if not _complete(header, required, path.name, findings):
        return None
    rows = tuple(_rows(records[1:], header, path.name, findings))
    return Table(Seen(path.name, encoding, separator, len(rows)), tuple(header), rows)


def _records(content: str, separator: str) -> list[tuple[int, list[str]]] | int:
    """Return the cells of every row with the line where it starts, or the line at which they cannot be read.

    DUO does not put quotes around cells, but others do, and a name may begin with one. Where quotes occur, the file is
    read both ways, and the way that makes more rows as wide as the header counts: one quote that is never closed would
    swallow all that follows.
    """
    found = _read(content, separator, csv.QUOTE_MINIMAL)
    if '"' not in content:
        return found
    plain = _read(content, separator, csv.QUOTE_NONE)
    if isinstance(plain, int):
        return found
    return plain if isinstance(found, int) or _fitting(plain) > _fitting(found) else found


def _read(content: str, separator: str, quoting: Literal[0, 3]) -> list[tuple[int, list[str]]] | int:
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator, quoting=quoting)
    found = []
    line = 1
    try:
        for cells in reader:
            found.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        return line
    return found


def _fitting(records: list[tuple[int, list[str]]]) -> int:
    """Return the number of rows that are as wide as the first."""
    return sum(len(cells) == len(records[0][1]) for _, cells in records)


def _complete(header: list[str], required: tuple[str, ...], source: str, findings: Findings) -> bool:
    """Tell whether the header has each required column, and no column twice; note what is wrong."""
    before = len(findings.faults)
    for name in required:
        if name not in header:
            near = get_close_matches(name, header, n=1)
            findings.fault("duo-column-missing", f"{source}:1", column=name, **({"nearest": near[0]} if near else {}))
    for name in sorted({name for name in header if name and header.count(name) > 1}):
        findings.fault("duo-column-twice", f"{source}:1", column=name)
    return len(findings.faults) == before


def _rows(
    records: Iterable[tuple[int, list[str]]], header: list[str], source: str, findings: Findings
) -> Iterator[tuple[int, Mapping[str, str]]]:
    for line, cells in records:
        found = [trimmed(cell) for cell in cells]
        while len(found) > len(header) and not found[-1]:
            found.pop()
        if not any(found):
            continue
        if len(found) != len(header):
            findings.note("row-width", f"{source}:{line}", found=len(found), expected=len(header))
        elif [_column(cell) for cell in found] == header:
            findings.note("header-again", f"{source}:{line}")
        else:
            yield line, dict(zip(header, found, strict=True))
