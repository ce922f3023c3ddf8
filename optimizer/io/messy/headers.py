"""Finds the table on a sheet: its kind, its header (up to three rows, merged or not) and what each column means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from optimizer.io.messy.columns import (
    ANCHORS,
    BEGELEIDERS,
    IGNORED,
    KINDS,
    MANY,
    SHEET_WORDS,
    TELLING,
    WITHHELD,
    day_field,
    header_key,
    known,
)
from optimizer.io.messy.plain import plain
from optimizer.io.messy.sheets import Sheet, Spot, is_empty, text_of
from optimizer.io.messy.slips import Slips

SURE = 90
"""Certainty, in percent, from which a column is not asked about."""
_LAST_ROW_ONLY, _CONTAINED, _LEAST_ALIKE = 95, 75, 0.82
_SEARCHED_ROWS, _MOST_HEADER_ROWS = 30, 3
_LEAST_FIELDS = 2
_TELLING_ALONE = 2
"""Telling fields from which a header is one, also when it names no school or begeleider in known words."""
_CLEAR = 1.0
"""Lead of the best kind of table over the next from which it is not asked about."""
_ROW_COST, _SHEET_NAME, _TELLING = 0.4, 2.0, 0.5
_IN_BRACKETS = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_NUMBERED = re.compile(r"\s+\d{1,2}$")
_SHORTEST, _LONGEST, _MOST_WORDS = 4, 60, 6
"""Letters of a known header that may be mistyped or stand in a longer one, and its words at most."""


@dataclass(frozen=True)
class Column:
    """A column and what it means."""

    position: int
    header: str
    field: str
    certainty: int


@dataclass(frozen=True)
class Table:
    """A table on a sheet."""

    sheet: Sheet
    kind: str
    row: int
    """First row of its header."""
    height: int
    """Rows of its header."""
    columns: tuple[Column, ...]
    score: float = 0.0
    clear: bool = True
    """Whether no other kind comes near."""

    @property
    def body(self) -> int:
        """First row under the header."""
        return self.row + self.height

    @cached_property
    def headers(self) -> dict[int, str]:
        """Headers by position."""
        return {column.position: column.header for column in self.columns}

    @cached_property
    def keys(self) -> dict[int, str]:
        """What every column is remembered by, by position: its header, numbered where several have the same."""
        found: dict[int, str] = {}
        times: Counter[str] = Counter()
        for column in self.columns:
            key = header_key(self.kind, column.header)
            times[key] += 1
            found[column.position] = f"{key}/{times[key]}" if times[key] > 1 else key
        return found

    @cached_property
    def _positions(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for column in self.columns:
            found[column.field] = (*found.get(column.field, ()), column.position)
        return found

    def of(self, field: str) -> tuple[int, ...]:
        """Return the positions of the columns of a field."""
        return self._positions.get(field, ())

    def has(self, *fields: str) -> bool:
        """Tell whether there is a column of one of some fields."""
        return any(field in self._positions for field in fields)


def find_table(sheet: Sheet, kinds: Sequence[str] = KINDS, *, anchored: bool = True) -> Table | None:
    """Return the table of one of the kinds on a sheet, or nothing when no row looks like its header.

    Parameters
    ----------
    sheet, kinds
        Where to look, and for what.
    anchored
        Whether the column that names what the rows are about (school, begeleider) must be known by its header.
    """
    best: dict[str, Table] = {}
    owners = _owners(sheet)
    for row in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        for height in range(1, min(_MOST_HEADER_ROWS, len(sheet.rows) - row) + 1):
            headers = headers_at(sheet, row, height, owners)
            if len(headers) < _LEAST_FIELDS:
                continue
            for kind in kinds:
                table = _table(sheet, kind, row, height, headers, anchored=anchored)
                if table is not None and (kind not in best or table.score > best[kind].score):
                    best[kind] = table
    ranked = sorted(best.values(), key=lambda table: -table.score)
    if not ranked:
        return None
    first = ranked[0]
    clear = len(ranked) == 1 or first.score - ranked[1].score >= _CLEAR
    return Table(sheet, first.kind, first.row, first.height, first.columns, first.score, clear)


def headers_at(sheet: Sheet, row: int, height: int, owners: Mapping[Spot, Spot] | None = None) -> dict[int, str]:
    """Return the header of every column that has one: its rows from top to bottom, apart by a line break.

    A merged cell counts for all cells it covers.
    """
    merged = _owners(sheet) if owners is None else owners
    found: dict[int, str] = {}
    for column in range(sheet.width):
        cells = (merged.get((r, column), (r, column)) for r in range(row, row + height))
        parts = dict.fromkeys(text_of(sheet.at(*spot)) for spot in cells)
        header = "\n".join(part for part in parts if part)
        if header:
            found[column] = header
    return found


def _owners(sheet: Sheet) -> dict[Spot, Spot]:
    """Return, for every merged cell, the one that holds the text."""
    return {
        (row, column): first
        for first, last in sheet.merged
        for row in range(first[0], min(last[0], first[0] + _SEARCHED_ROWS) + 1)
        for column in range(first[1], min(last[1], sheet.width) + 1)
    }


def _table(
    sheet: Sheet, kind: str, row: int, height: int, headers: Mapping[int, str], *, anchored: bool
) -> Table | None:
    columns = columns_of(kind, headers)
    named = [c for c in columns if c.field not in {IGNORED, WITHHELD}]
    fields = {c.field for c in named}
    days = {f for f in fields if f.startswith("day:")}
    telling = {f for f in fields if f in TELLING[kind]} | ({"day"} if days and kind == BEGELEIDERS else set())
    if anchored:
        enough = len(fields) >= _LEAST_FIELDS and bool(fields & set(ANCHORS[kind])) and bool(telling)
    else:
        enough = len(telling) >= _TELLING_ALONE and not fields & set(ANCHORS[kind])
    if not enough:
        return None
    if not any(not is_empty(cell) for line in sheet.rows[row + height :] for cell in line):
        return None
    score = sum(c.certainty for c in named) / 100 + 0.25 * sum(c.field == IGNORED and c.certainty > 0 for c in columns)
    score += _TELLING * len(telling) - _ROW_COST * (height - 1)
    if set(plain(sheet.name).split()) & set(SHEET_WORDS[kind]):
        score += _SHEET_NAME
    return Table(sheet, kind, row, height, columns, score)


def columns_of(kind: str, headers: Mapping[int, str]) -> tuple[Column, ...]:
    """Return what the columns of a table of a kind mean; a field that can have one column gets the best."""
    proposals = [(position, header, *meaning(kind, header)) for position, header in headers.items()]
    order = sorted(proposals, key=lambda p: (-p[3], _rank(kind, p[1]), p[0]))
    taken: set[str] = set()
    found = []
    for position, header, field, certainty in order:
        once = field not in MANY or (field == "expertise" and kind != BEGELEIDERS)
        if once and field in taken:
            found.append(Column(position, header, IGNORED, 0))
            continue
        taken.add(field)
        found.append(Column(position, header, field, certainty))
    return tuple(sorted(found, key=lambda column: column.position))


@cache
def meaning(kind: str, header: str) -> tuple[str, int]:
    """Return the field that a header names, and how certain that is in percent; unknown ones are `IGNORED`, 0."""
    day = day_field(header)
    if day is not None:
        return day, 100
    words = known(kind)
    for form, certainty in _forms(header):
        if form in words:
            return words[form], certainty
    whole = plain(_IN_BRACKETS.sub(" ", header))
    inside = [part for part in _parts(whole) if len(part) >= _SHORTEST and part in words]
    if inside:
        longest = max(inside, key=lambda w: (len(w), w))
        return words[longest], _CONTAINED if 2 * len(longest) >= len(whole) else _CONTAINED - 15
    close = _slips(kind).nearest(whole, _LEAST_ALIKE) if _SHORTEST <= len(whole) <= _LONGEST else None
    return (words[close[0]], min(SURE - 1, round(100 * close[1]))) if close else (IGNORED, 0)


@cache
def _slips(kind: str) -> Slips:
    return Slips(w for w in known(kind) if len(w) >= _SHORTEST)


def _parts(whole: str) -> set[str]:
    """Return the runs of a few words in a text."""
    words = whole.split()
    return {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(a + _MOST_WORDS, len(words)) + 1)}


def _forms(header: str) -> Iterator[tuple[str, int]]:
    whole = plain(header)
    yield whole, 100
    bare = plain(_IN_BRACKETS.sub(" ", header))
    yield bare, 100
    yield _NUMBERED.sub("", bare), 100
    yield bare.replace(" ", ""), _LAST_ROW_ONLY
    last = header.rsplit("\n", 1)[-1]
    if last != header:
        yield plain(last), _LAST_ROW_ONLY
        yield plain(header.split("\n", 1)[0]), SURE


def _rank(kind: str, header: str) -> int:
    return _order(kind).get(plain(_IN_BRACKETS.sub(" ", header)), len(known(kind)))


@cache
def _order(kind: str) -> dict[str, int]:
    return {word: place for place, word in enumerate(known(kind))}
