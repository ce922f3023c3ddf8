"""Finds the table on a sheet: its kind, its header (up to three rows, merged or not) and what each column means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

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
    known,
)
from optimizer.io.messy.plain import plain
from optimizer.io.messy.sheets import Sheet, Spot, is_empty, text_of

SURE = 90
"""Certainty, in percent, from which a column is not asked about."""
_LAST_ROW_ONLY, _CONTAINED, _LEAST_ALIKE = 95, 75, 0.82
_SEARCHED_ROWS, _MOST_HEADER_ROWS = 30, 3
_LEAST_FIELDS = 2
_CLEAR = 1.0
"""Lead of the best kind of table over the next from which it is not asked about."""
_ROW_COST, _SHEET_NAME, _TELLING = 0.4, 2.0, 0.5
_IN_BRACKETS = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_NUMBERED = re.compile(r"\s+\d{1,2}$")
_SHORTEST = 4


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

    def of(self, field: str) -> tuple[int, ...]:
        """Return the positions of the columns of a field."""
        return tuple(column.position for column in self.columns if column.field == field)


def find_table(sheet: Sheet, kinds: Sequence[str] = KINDS) -> Table | None:
    """Return the table of one of the kinds on a sheet, or nothing when no row looks like its header."""
    best: dict[str, Table] = {}
    owners = _owners(sheet)
    for row in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        for height in range(1, min(_MOST_HEADER_ROWS, len(sheet.rows) - row) + 1):
            headers = headers_at(sheet, row, height, owners)
            if len(headers) < _LEAST_FIELDS:
                continue
            for kind in kinds:
                table = _table(sheet, kind, row, height, headers)
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


def _table(sheet: Sheet, kind: str, row: int, height: int, headers: Mapping[int, str]) -> Table | None:
    columns = columns_of(kind, headers)
    named = [c for c in columns if c.field not in {IGNORED, WITHHELD}]
    fields = {c.field for c in named}
    days = {f for f in fields if f.startswith("day:")}
    telling = {f for f in fields if f in TELLING[kind]} | ({"day"} if days and kind == BEGELEIDERS else set())
    if len(fields) < _LEAST_FIELDS or not fields & set(ANCHORS[kind]) or not telling:
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
    inside = [w for w in words if len(w) >= _SHORTEST and f" {w} " in f" {whole} "]
    if inside:
        longest = max(inside, key=lambda w: (len(w), w))
        return words[longest], _CONTAINED if 2 * len(longest) >= len(whole) else _CONTAINED - 15
    close = difflib.get_close_matches(whole, [w for w in words if len(w) >= _SHORTEST], n=1, cutoff=_LEAST_ALIKE)
    if close and len(whole) >= _SHORTEST:
        ratio = difflib.SequenceMatcher(None, whole, close[0]).ratio()
        return words[close[0]], min(SURE - 1, round(100 * ratio))
    return IGNORED, 0


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
    words = list(known(kind))
    whole = plain(_IN_BRACKETS.sub(" ", header))
    return words.index(whole) if whole in known(kind) else len(words)
