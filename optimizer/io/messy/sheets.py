"""A sheet as the rest of this room sees it: positions from A1, python values, what is merged, what is broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache

from optimizer.io.messy.plain import number_text, tidy

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What stands in a cell; ``None`` is an empty one."""
Spot = tuple[int, int]
"""Row and column, both from 0."""
FORMULA, ERROR = "formula", "error"
"""What can be broken about a cell: a formula that was never computed, or an error value such as ``#N/B``."""
_LETTERS = 26


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    """All rows from the first, all columns from A; rows may differ in length."""
    hidden: bool = False
    merged: tuple[tuple[Spot, Spot], ...] = ()
    """First and last cell of every merged range, both included."""
    broken: Mapping[Spot, str] = field(default_factory=dict)
    """Cells without a value that ought to have one: `FORMULA` or `ERROR`."""

    def at(self, row: int, column: int) -> Cell:
        """Return a cell; empty beyond the edges."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    def where(self, row: int, column: int) -> str:
        """Return the place of a cell as a reader knows it: ``Hulpvragen!D7``."""
        return f"{self.name}!{letters(column)}{row + 1}"

    @cached_property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)


@lru_cache(maxsize=1000)
def letters(column: int) -> str:
    """Return the letters of a column, 0 being ``A``."""
    found = ""
    left = column + 1
    while left:
        left, rest = divmod(left - 1, _LETTERS)
        found = chr(ord("A") + rest) + found
    return found


def column_of(name: str) -> int:
    """Return the position of a column by its letters: the inverse of `letters`."""
    found = 0
    for letter in name:
        found = found * _LETTERS + ord(letter) - ord("A") + 1
    return found - 1


def is_empty(value: Cell) -> bool:
    """Tell whether a cell says nothing."""
    return value is None or (isinstance(value, str) and not tidy(value))


def text_of(value: Cell) -> str:
    """Return a cell as one line of text, numbers as a spreadsheet shows them."""
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    minutes = int(value.total_seconds() // 60)
    return f"{minutes // 60}:{minutes % 60:02d}"
