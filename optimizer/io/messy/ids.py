"""Numbers that requests already have, where these are codes; a name or a date in that column is no number."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, time, timedelta

from optimizer.domain.defaults.names import id_from_name
from optimizer.io.messy.rows import Row
from optimizer.io.messy.sheets import Cell, text_of

_LONGEST = 40
_LETTERS = re.compile(r"[^\W\d_]+")
_DATE = re.compile(r"\d{1,4}([-/. ])\d{1,2}\1\d{1,4}")
_KNOWN = frozenset(
    (  # noqa: SIM905 - a list of words reads best as words
        "aanvraag arr arrangement arrangementen case casus dos dossier dossiernr hulpvraag hulpvraagnr hv id kenmerk "
        "nr nummer opp ref swv swvpo taak tlv traject verzoek volgnr vraag zaak zaaknr"
    ).split()
)
"""Words before the digits of a code."""
_SHORT = 2
"""Capitals in a row that can be part of any code."""
_FEW = 3
"""Rows that must share a word before it counts as part of the codes."""
_BSN_DIGITS = (8, 9)
_ELEVEN = 11


class Ids:
    """Reads the column with numbers of requests; the letters before the digits of most rows of a sheet are no name."""

    def __init__(self) -> None:
        self._prefixes: dict[str, frozenset[str]] = {}

    def read(self, row: Row) -> str | None:
        """Return the number of a row as an id; nothing for an empty cell, and for what may be a pupil's name."""
        cell = row.get("id")
        if cell is None or not is_code(cell, self._shared(row)):
            return None
        return id_from_name(text_of(cell))[:_LONGEST]

    def _shared(self, row: Row) -> frozenset[str]:
        table = row.table
        if table.sheet.name not in self._prefixes:
            found: Counter[str] = Counter()
            for number in range(table.body, len(table.sheet.rows)):
                cells = (text_of(table.sheet.at(number, column)) for column in table.of("id"))
                found.update({word for cell in cells for word in _words(cell)})
            most = max(_FEW, (len(table.sheet.rows) - table.body) // 2)
            self._prefixes[table.sheet.name] = frozenset(word for word, times in found.items() if times >= most)
        return self._prefixes[table.sheet.name]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _LETTERS.findall(text)]


def is_code(cell: Cell, shared: frozenset[str] = frozenset()) -> bool:
    """Tell whether a cell holds a code: digits, with letters only that are known to be no name.

    A date is none, as it may be one of birth; nor is a citizen service number.

    Parameters
    ----------
    cell
        What stands there.
    shared
        Words in small letters that most codes of the column have.
    """
    if isinstance(cell, bool | date | datetime | time | timedelta):
        return False
    text = text_of(cell)
    digits = "".join(c for c in text if c.isdecimal())
    if not digits or _DATE.fullmatch(text) or _is_citizen(text, digits):
        return False
    return all(
        len(word) == 1 or (len(word) <= _SHORT and word.isupper()) or word.casefold() in _KNOWN | shared
        for word in _LETTERS.findall(text)
    )


def _is_citizen(text: str, digits: str) -> bool:
    """Tell whether a number passes the test that every citizen service number (BSN) passes."""
    if len(digits) not in _BSN_DIGITS or _LETTERS.search(text):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits.zfill(9), strict=True)) % _ELEVEN == 0
