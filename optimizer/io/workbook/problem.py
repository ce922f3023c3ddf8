"""What reading a cell can end in besides a value."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from optimizer.domain.shown import shown
from optimizer.io.workbook.cells import Value


class _Absent:
    """Stands for a cell that says nothing."""


class _NoEntry:
    """Stands for a cell that says that a mapping has no such entry."""


ABSENT, NO_ENTRY = _Absent(), _NoEntry()


class Problem(Exception):  # noqa: N818 -- becomes a fault once its place is known
    """A cell that cannot be understood."""

    def __init__(self, code: str, facts: dict[str, str]) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def no_date(value: Value) -> None:
    """Refuse a date where something else belongs."""
    if isinstance(value, date | datetime):
        raise Problem("cell-date-unexpected", {})


def plain(value: Value) -> Any:  # noqa: ANN401 -- whatever JSON can hold
    """Return a value that JSON has no type for as text."""
    if isinstance(value, str):
        return value
    return value if isinstance(value, bool | int | float) else plain_text(value)


def plain_text(value: Value) -> str:
    """Return any value as one short line."""
    return shown(value.isoformat() if isinstance(value, date | datetime | time) else _number_text(value))


def _number_text(value: str | float | timedelta) -> str:
    return f"{value:.15g}" if isinstance(value, float) and not isinstance(value, bool) else str(value)
