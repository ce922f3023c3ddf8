"""Dates as people write them, as Excel stores them, and as text that only looks like one."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from optimizer.io.messy.plain import tidy
from optimizer.io.messy.sheets import Cell
from optimizer.io.messy.values import Value

_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050
"""Days that Excel counts for 1-1-2000 and 31-12-2099."""
_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's count since March 1900; the two days before 1-1-1900 are for the leap day that never was."""
_CENTURY = 2000
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari", "feb febr februari", "mrt maa maart", "apr april", "mei", "jun juni", "jul juli",
            "aug augustus", "sep sept september", "okt oct oktober october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = re.compile(r"^(?:ma|di|wo|do|vr|za|zo)(?:andag|nsdag|ensdag|nderdag|ijdag|terdag|ndag)?[ .,]+")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})(?:[-/. ]+'?(\d{4}|\d{2}))?")
_WORDS = re.compile(r"(\d{1,2})(?:e|ste|de)?[-/. ]*([a-z]+)\.?(?:[-/. ]*'?(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[t ]\d{2}:\d{2}[\d:.+z]*)?")
_WEEK = re.compile(r"(?:week|wk|w)\.?\s*(\d{1,2})(?:[-/ ,]+'?(\d{4}|\d{2}))?|(\d{4})-?w(\d{2})")


def read_date(value: Cell, near: date) -> Value[date] | None:
    """Read a date; day before month, as in Dutch, unless only the other way is possible.

    Parameters
    ----------
    value
        The cell: a date, a number of days as Excel counts them (also as text), or words.
    near
        A date without a year is the one closest to this.
    """
    if isinstance(value, datetime):
        return Value(value.date())
    if isinstance(value, date):
        return Value(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, int | float):
        return _serial(value)
    given = _WEEKDAY.sub("", tidy(value).casefold())
    if given.isdecimal() and len(given) == len(str(_FIRST_SERIAL)):
        return _serial(int(given))
    for pattern, reader in ((_ISO, _iso), (_NUMBERS, _numbers), (_WORDS, _words), (_WEEK, _week)):
        match = pattern.fullmatch(given)
        if match:
            return reader(match, near)
    return None


def _serial(days: float) -> Value[date] | None:
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        return None
    return Value(_EPOCH + timedelta(days=int(days)), "date-serial")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_year(year: str | None, month: int, day: int, near: date) -> date | None:
    if year is not None:
        return _day(int(year) + (_CENTURY if len(year) < len("2026") else 0), month, day)
    around = (_day(near.year + shift, month, day) for shift in (-1, 0, 1))
    return min((d for d in around if d is not None), key=lambda d: abs(d - near), default=None)


def _iso(match: re.Match[str], near: date) -> Value[date] | None:
    del near
    found = _day(int(match[1]), int(match[2]), int(match[3]))
    return Value(found, "date-as-text") if found else None


def _numbers(match: re.Match[str], near: date) -> Value[date] | None:
    first, second = int(match[1]), int(match[2])
    found = _with_year(match[3], second, first, near)
    if found is not None:
        return Value(found, "date-as-text" if match[3] else "date-without-year")
    found = _with_year(match[3], first, second, near)
    return Value(found, "date-month-first") if found is not None else None


def _words(match: re.Match[str], near: date) -> Value[date] | None:
    month = MONTHS.get(match[2])
    found = _with_year(match[3], month, int(match[1]), near) if month is not None else None
    if found is None:
        return None
    return Value(found, "date-as-text" if match[3] else "date-without-year")


def _week(match: re.Match[str], near: date) -> Value[date] | None:
    """Return the Monday of a week."""
    number, year = int(match[1] or match[4]), match[2] or match[3]
    years = [int(year) + (_CENTURY if len(year) < len("2026") else 0)] if year else [near.year + s for s in (-1, 0, 1)]
    mondays = []
    for one in years:
        try:
            mondays.append(date.fromisocalendar(one, number, 1))
        except ValueError:
            continue
    return Value(min(mondays, key=lambda d: abs(d - near)), "date-week") if mondays else None
