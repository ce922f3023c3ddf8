"""Reading a real school list: whole, or refused with every fault, its line and how to mend it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from optimizer.domain.crosscheck.making import in_the_netherlands
from optimizer.domain.fault import Fault
from optimizer.domain.intake import InputRefusedError
from optimizer.domain.location import Location
from optimizer.domain.shown import shown
from optimizer.domain.vocabulary import SchoolKind

REQUIRED = (
    "vestigingscode",
    "naam",
    "soort",
    "cluster",
    "postcode",
    "gemeente",
    "bevoegd_gezag_nummer",
    "denominatie",
    "lat",
    "lon",
)
_FILLED = ("vestigingscode", "naam", "soort", "gemeente", "bevoegd_gezag_nummer", "lat", "lon")
"""Columns that may not be blank in a row."""
_PUPILS = ("leerlingen_2025", "leerlingen_2024", "leerlingen_2023")
"""Counts of pupils, latest first; the first that is known is taken."""
_SMALL = "<5"
"""How DUO writes small counts."""

_SECONDARY = "VSO"
KINDS: dict[str, SchoolKind | None] = {
    "BO": SchoolKind.BO,
    "SBO": SchoolKind.SBO,
    "SO": SchoolKind.SO,
    "SO_VSO": SchoolKind.SO,
    "VSO": None,
}
"""Kinds of the list; VSO is secondary education and is left out, unless it is asked for."""


class SchoolListRefusedError(InputRefusedError):
    """The school list has faults, so nothing of it was taken."""


@dataclass(frozen=True)
class Row:
    """One school site of a list, read and checked."""

    code: str
    name: str
    kind: SchoolKind
    cluster: int | None
    pc4: str | None
    gemeente: str
    bestuur: str
    denomination: str | None
    location: Location
    pupils: int | None
    kring: str | None
    """Its kring where that is certain."""
    swv: str | None
    secondary: bool = False
    """Whether it is a site of secondary special education (VSO)."""


class _Reader:
    """Checks the rows of one file and collects the faults."""

    def __init__(self, source: str, *, many: bool, secondary: bool) -> None:
        self.source = source
        self.filled = tuple(column for column in _FILLED if not many or column != "gemeente")
        self.kinds = KINDS | {_SECONDARY: SchoolKind.SO} if secondary else KINDS
        self.faults: list[Fault] = []
        self.lines: dict[str, int] = {}

    def fault(self, code: str, line: int | None, **facts: object) -> None:
        """Note a fault at a line, or of the file as a whole."""
        where = self.source if line is None else f"{self.source}:{line}"
        self.faults.append(Fault(code=code, where=where, facts={k: shown(v) for k, v in facts.items()}))

    def row(self, line: int, cells: Mapping[str, str]) -> Row | None:
        """Return a row when it has no fault; nothing for a kind that is left out."""
        before = len(self.faults)
        for column in self.filled:
            if not cells[column]:
                self.fault("list-cell-empty", line, column=column)
        code = cells["vestigingscode"]
        if code in self.lines:
            self.fault("list-code-twice", line, given=code, first=f"{self.source}:{self.lines[code]}")
        elif code:
            self.lines[code] = line
            if not re.fullmatch(r"[0-9A-Za-z]{4,12}", code):
                self.fault("list-bad-code", line, given=code)
        if cells["soort"] and cells["soort"] not in KINDS:
            self.fault("list-bad-kind", line, given=cells["soort"], allowed=", ".join(KINDS))
        kind = self.kinds.get(cells["soort"])
        cluster, pc4 = self._cluster(line, cells["cluster"]), self._pc4(line, cells["postcode"])
        location, pupils = self._location(line, cells), self._pupils(line, cells)
        if len(self.faults) > before or kind is None or location is None:
            return None
        kring = cells.get("kring", "")
        return Row(
            code=code,
            name=cells["naam"],
            kind=kind,
            cluster=cluster if kind is SchoolKind.SO else None,
            pc4=pc4,
            gemeente=cells["gemeente"],
            bestuur=cells["bevoegd_gezag_nummer"],
            denomination=cells["denominatie"] or None,
            location=location,
            pupils=pupils,
            kring=kring if kring and "onbekend" not in kring.lower() else None,
            swv=cells.get("swv_po") or None,
            secondary=cells["soort"] == _SECONDARY,
        )

    def _cluster(self, line: int, given: str) -> int | None:
        """Return the cluster; of ``3/4`` the first."""
        if not given:
            return None
        if not re.fullmatch(r"[1-4](/[1-4])?", given):
            self.fault("list-bad-cluster", line, given=given)
            return None
        return int(given[0])

    def _pc4(self, line: int, given: str) -> str | None:
        if not given:
            return None
        if not re.fullmatch(r"[1-9]\d{3} ?([A-Z]{2})?", given):
            self.fault("list-bad-postcode", line, given=given)
            return None
        return given[:4]

    def _location(self, line: int, cells: Mapping[str, str]) -> Location | None:
        found = []
        for column in ("lat", "lon"):
            given = cells[column]
            if re.fullmatch(r"\d{1,2}(\.\d{1,12})?", given):
                found.append(float(given))
            elif given:
                self.fault("list-bad-coordinate", line, column=column, given=given)
        if len(found) < 2:  # noqa: PLR2004 - a point has two
            return None
        point = Location(lat=found[0], lon=found[1])
        if not in_the_netherlands(point):
            self.fault("list-outside-country", line, lat=cells["lat"], lon=cells["lon"])
            return None
        return point

    def _pupils(self, line: int, cells: Mapping[str, str]) -> int | None:
        for column in _PUPILS:
            given = cells.get(column, "")
            if given == _SMALL:
                return 4
            if re.fullmatch(r"\d{1,5}", given):
                return int(given)
            if given:
                self.fault("list-bad-count", line, column=column, given=given)
                return None
        return None


def _text_of(path: Path, reader: _Reader) -> str | None:
    """Return the text of the file, or note why it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        reader.fault("file-missing", None)
    except IsADirectoryError:
        reader.fault("file-is-folder", None)
    except OSError:
        reader.fault("file-unreadable", None)
    except UnicodeDecodeError:
        reader.fault("file-not-utf8", None)
    return None


def _rows(lines: Any, reader: _Reader) -> Iterator[list[str]]:  # noqa: ANN401 -- csv has no public type of a reader
    """Yield the rows; a quotation mark that is never closed swallows more than a cell can hold, and is noted."""
    line = 1
    try:
        for cells in lines:
            line = lines.line_num + 1
            yield cells
    except csv.Error:
        reader.fault("csv-quote", line)


def _records(text: str, reader: _Reader) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and cells per row, noting missing columns and rows of another width."""
    lines = csv.reader(io.StringIO(text, newline=""))
    rows = _rows(lines, reader)
    header = [c.strip() for c in next(rows, [])]
    missing = [c for c in REQUIRED if c not in header]
    if not any(header):
        if not reader.faults:
            reader.fault("list-empty", None)
    elif missing:
        for column in missing:
            near = get_close_matches(column, header, n=1)
            reader.fault("list-column-missing", 1, column=column, **({"nearest": near[0]} if near else {}))
    else:
        for cells in rows:
            if not any(c.strip() for c in cells):
                continue
            if len(cells) != len(header):
                reader.fault("list-row-width", lines.line_num, found=len(cells), expected=len(header))
                continue
            yield lines.line_num, {k: v.strip() for k, v in zip(header, cells, strict=True)}


def read_school_list(
    path: str | Path, *, swv: str | None = None, many: bool = False, secondary: bool = False
) -> tuple[Row, ...]:
    """Return the primary and special primary sites of a school list, in the order of the file.

    Parameters
    ----------
    path
        A file with comma-separated values in UTF-8, with at least the columns `REQUIRED`.
    swv
        Only rows with this value in column ``swv_po``; the others are not judged.
    many
        Whether the sites may be of several SWVs; a site may then lack its gemeente, which is empty.
    secondary
        Whether to return sites of secondary special education too.

    Raises
    ------
    SchoolListRefusedError
        When there is any fault, with all of them; nothing is taken then.
    """
    path = Path(path)
    reader = _Reader(path.name, many=many, secondary=secondary)
    text = _text_of(path, reader)
    rows: list[Row] = []
    known: set[str] = set()
    if text is not None:
        for line, cells in _records(text, reader):
            area = cells.get("swv_po", "")
            known.add(area)
            if swv is not None and area != swv:
                continue
            row = reader.row(line, cells)
            if row is not None:
                rows.append(row)
    if not reader.faults:
        areas = sorted({r.swv for r in rows if r.swv is not None})
        if swv is not None and swv not in known:
            near = get_close_matches(swv, sorted(known), n=1, cutoff=0.5)
            reader.fault("list-unknown-swv", None, given=swv, **({"nearest": near[0]} if near else {}))
        elif len(areas) > 1 and not many:
            reader.fault("list-many-swv", None, count=len(areas), example=areas[0])
        elif len(rows) < _LEAST_SITES:
            reader.fault("list-too-short", None, found=len(rows), least=_LEAST_SITES)
    if reader.faults:
        raise SchoolListRefusedError(tuple(reader.faults))
    return tuple(rows)


_LEAST_SITES = 8
"""Fewer sites make no samenwerkingsverband; the smallest of the country has 22 (DUO, 1-10-2025)."""
