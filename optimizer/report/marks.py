"""What a roster workbook carries so that it can be read back: its layout, and hashes of what it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from optimizer.domain.half_day import HalfDay
from optimizer.report.lines import Line

META = "_kringplan"
"""Name of the hidden sheet."""
FIXED, FIXED_IN_CELL = "fixed_", 200
"""Key of the items that were shown as fixed, so that a mark taken away is noticed; and how many a cell holds."""
PRINTED, PRINTED_IN_CELL = "printed_", 200
"""Key of what the sheet of what took place asks about, as `moment_of` writes it, so that rows added there are known."""
LAYOUT = 1
"""Version of the layout of the workbook."""


@dataclass(frozen=True)
class Row:
    """A row of the sheet that can be changed, as the plan means it; clock times in minutes since midnight."""

    week: str
    half_day: HalfDay
    start: int
    end: int
    begeleider: str | None
    place: str
    item: str
    rank: int | None = None
    """In a group: 0 leads."""
    members: tuple[str, ...] = ()
    """Of a session; stands at its leader only."""

    @classmethod
    def of(cls, line: Line) -> Row:
        """Return the row of a line of the roster."""
        members = line.members if line.rank == 0 else ()
        return cls(
            line.week, line.half_day, line.start, line.end, line.begeleider, line.place, line.item, line.rank, members
        )


def moment_of(week: str, half_day: HalfDay, item: str) -> str:
    """Return an item with the half day that it was planned for, as one word."""
    return f"{week}/{half_day}/{item}"


def rows_sha256(rows: Iterable[Row]) -> str:
    """Return a hash of rows, whatever their order: it tells whether anybody changed the roster."""
    texts = sorted(json.dumps(astuple(row), ensure_ascii=False) for row in rows)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
