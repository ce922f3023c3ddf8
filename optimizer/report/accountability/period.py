"""A period of dates, both ends included: typed as dates or as ISO weeks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from optimizer.domain.calendar import Calendar, add_weeks, date_of, monday_of, open_half_days, week_of

_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.ASCII | re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DUTCH = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)
LONGEST_DAYS = 3 * 366
"""More than three years is a slip of the pen."""


@dataclass(frozen=True)
class Period:
    """First and last day."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return self.start <= day <= self.end

    @property
    def weeks(self) -> Iterator[str]:
        """Weeks of which any day lies in the period."""
        week, last = week_of(self.start), week_of(self.end)
        while week <= last:
            yield week
            week = add_weeks(week, 1)

    def share(self, calendar: Calendar, week: str) -> Fraction:
        """Return which part of the open half days of a week lies in the period; 0 of a closed week."""
        found = open_half_days(calendar, week)
        inside = sum(date_of(week, half_day) in self for half_day in found)
        return Fraction(inside, len(found)) if found else Fraction()


def read_day(text: str, *, last: bool) -> date | None:
    """Return the day that a text says: a date (``2026-11-02``, ``2-11-2026``), or an ISO week (``2026-W45``).

    Parameters
    ----------
    last
        Of a week its Sunday, else its Monday.
    """
    text = text.strip()
    try:
        if (week := _WEEK.fullmatch(text)) is not None:
            monday = monday_of(f"{week[1]}-W{int(week[2]):02d}")
            return monday + timedelta(days=6) if last else monday
        if (dutch := _DUTCH.fullmatch(text)) is not None:
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None
