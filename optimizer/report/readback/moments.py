"""Clock times, half days and weeks as they stand in cells."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from optimizer.domain.calendar import add_weeks, week_of
from optimizer.domain.half_day import DAYS, HALF_DAYS, Day, HalfDay, Part
from optimizer.io.messy.plain import plain
from optimizer.io.messy.values.clocks import spoken
from optimizer.io.messy.values.halfdays import half_days
from optimizer.io.workbook.cells import Value
from optimizer.language import LANGUAGES, catalogue

AFTERNOON_FROM = 12 * 60 + 15
"""A time of work from which a day without a part is an afternoon, in minutes since midnight."""
_MINUTES = 24 * 60
_FIRST_YEAR = 1900
"""In which spreadsheets begin to count days."""
_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:.]|[uh])?\s*(\d{2})?\s*(?:uur|u|h)?(?::\d{2})?")
_WEEK = re.compile(r"(?:(\d{4})\s*-?\s*)?(?:week|wk|w)?\s*(\d{1,2})")
_NEAR = 26
"""Weeks around a known one within which a bare number is looked for."""


def clock_of(value: Value) -> int | None:
    """Return minutes since midnight, or nothing when a cell holds no time of a day.

    Understands a time cell, a part of a day as spreadsheets store it, and ``9:00``, ``9.00``, ``9u30``, ``0930``.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime) and value.year <= _FIRST_YEAR:
        return None  # a number such as 9,3 in a cell for times: whatever was meant, it was not this
    if isinstance(value, datetime | time):
        return value.hour * 60 + value.minute
    if isinstance(value, timedelta):
        return _within(round(value.total_seconds() / 60))
    if isinstance(value, int | float):
        if 0 < value < 1:
            return _within(round(value * _MINUTES))
        return _written(str(round(value))) if value == round(value) else _written(f"{value:.2f}")
    return _written(spoken(value)) if isinstance(value, str) else None


def _within(minutes: int) -> int | None:
    return minutes if 0 <= minutes < _MINUTES else None


def _written(text: str) -> int | None:
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hour, past = int(match[1]), int(match[2] or 0)
    return _within(hour * 60 + past) if past < 60 else None  # noqa: PLR2004 -- minutes of an hour


def half_day_of(day: Value, part: Value, start: int | None) -> HalfDay | None:
    """Return a half day from a day (or date) and a part, or nothing when these do not tell.

    Where no part is named the start tells it: an afternoon begins at `AFTERNOON_FROM`.
    """
    if isinstance(day, date):
        weekday = day.weekday()
        return _half_day(DAYS[weekday], part, start) if weekday < len(DAYS) else None
    if not isinstance(day, str):
        return None
    wanted = plain(f"{day} {part}" if isinstance(part, str) else day)
    for lang in LANGUAGES:
        for half_day in HALF_DAYS:
            if plain(catalogue(lang)[f"cli.half_day.{half_day}"]) == wanted:
                return half_day
        for one in DAYS:
            if plain(catalogue(lang)[f"cli.day.{one}"]) == wanted:
                return _half_day(one, part, start)
    read = half_days(f"{day} {part}" if isinstance(part, str) and part.strip() else day)
    if read is None:
        return None
    found = read.value
    if len(found) == 1:
        return found[0]
    days = {half_day.day for half_day in found}
    return _half_day(found[0].day, part, start) if len(days) == 1 else None


def _half_day(day: Day, part: Value, start: int | None) -> HalfDay | None:
    if isinstance(part, str) and part.strip():
        read = half_days(f"{day} {part}")
        return read.value[0] if read is not None and len(read.value) == 1 else None
    if start is None:
        return None
    return HalfDay(f"{day}-{Part.OCHTEND if start < AFTERNOON_FROM else Part.MIDDAG}")


def week_in(value: Value, near: str) -> str | None:
    """Return the ISO week of a cell: ``2026-W48``, ``week 48``, ``48``, or a date; a number is taken near `near`."""
    if isinstance(value, date):
        return week_of(value)
    text = str(int(value)) if isinstance(value, int | float) and value == int(value) else value
    match = _WEEK.fullmatch(text.strip().lower()) if isinstance(text, str) else None
    if match is None:
        return None
    if match[1] is None:
        around = (add_weeks(near, shift) for shift in sorted(range(-_NEAR, _NEAR + 1), key=abs))
        return next((week for week in around if int(week[6:]) == int(match[2])), None)
    try:
        return week_of(date.fromisocalendar(int(match[1]), int(match[2]), 1))
    except ValueError:
        return None
