"""Dates, weeks, clock times, windows and half days, as people and spreadsheet programs write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from optimizer.domain.clock import format_clock
from optimizer.io.workbook.cells import Value
from optimizer.io.workbook.column import Column
from optimizer.io.workbook.problem import NO_ENTRY, no_date, plain
from optimizer.io.workbook.words import folded, said, values_by_word

_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_WEEK = re.compile(r"(\d{4})\s*-?\s*[Ww]\s*(\d{1,2})", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:.u](\d{2})", re.ASCII)
_TIME = r"(\d{1,2})(?:[:.u](\d{2}))?u?"
_WINDOW = re.compile(
    rf"{_TIME}\s*(?:-|\u2013|\u2014|tot|t/m|to|until)\s*{_TIME}(?:\s*uur)?\.?", re.ASCII | re.IGNORECASE
)
_DAYS = {"ma": "ma", "maandag": "ma", "di": "di", "dinsdag": "di", "wo": "wo", "woensdag": "wo", "do": "do"} | {
    "donderdag": "do",
    "vr": "vr",
    "vrijdag": "vr",
}
_HALVES = {"och": "ochtend", "ocht": "ochtend", "ochtend": "ochtend", "mid": "middag", "midd": "middag"} | {
    "middag": "middag"
}
_HALF_DAY = re.compile(rf"({'|'.join(sorted(_DAYS, key=len, reverse=True))})\.?[\s\-]*([a-z]*)\.?")
_MINUTES_PER_DAY = 1440
_NEARLY = 1e-6


def read_date(value: Value, _: Column, __: str) -> object:
    """Return a date as JSON has it; what is none as it is."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        match = _DAY_FIRST.fullmatch(value.strip())
        if match:
            return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
        return value.strip()
    return plain(value)


def read_week(value: Value, _: Column, __: str) -> object:
    """Return an ISO week; what is none as it is."""
    no_date(value)
    match = _WEEK.fullmatch(value.strip()) if isinstance(value, str) else None
    return f"{match[1]}-W{int(match[2]):02d}" if match else plain(value)


def read_clock(value: Value, _: Column, __: str) -> object:
    """Return a clock time as JSON has it; what is none as it is."""
    no_date(value)
    if isinstance(value, str):
        match = _CLOCK.fullmatch(value.strip())
        return f"{int(match[1]):02d}:{match[2]}" if match else value.strip()
    if isinstance(value, time | timedelta):
        past = seconds(value)
        return format_clock(past // 60) if past % 60 == 0 and past < _MINUTES_PER_DAY * 60 else plain(value)
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * _MINUTES_PER_DAY)
        if abs(value * _MINUTES_PER_DAY - minutes) < _NEARLY:
            return format_clock(minutes)
    return value


def read_window(value: Value, column: Column, _: str) -> object:
    """Return a clock window as JSON has it, `NO_ENTRY` for a closed half day; what is none as it is."""
    no_date(value)
    if not isinstance(value, str):
        return plain(value)
    if column.entry and folded(value) in said("none") | said("closed"):
        return NO_ENTRY
    match = _WINDOW.fullmatch(value.strip())
    if match is None:
        return value.strip()
    # a bare hour is a whole one
    return f"{int(match[1]):02d}:{match[2] or '00'}-{int(match[3]):02d}:{match[4] or '00'}"


def half_days(given: str) -> list[str]:
    """Return the half days that a word says: one, both of a day, or the word itself when it is none."""
    name = folded(given)
    known = values_by_word("half_day").get(name)
    if known is not None:
        return [known]
    match = _HALF_DAY.fullmatch(name)
    if match is None or (match[2] and match[2] not in _HALVES):
        return [given.strip()]
    parts = [_HALVES[match[2]]] if match[2] else ["ochtend", "middag"]
    return [f"{_DAYS[match[1]]}-{part}" for part in parts]


def seconds(value: time | timedelta) -> int:
    """Return the seconds of a time of day or of a duration."""
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    return value.hour * 3600 + value.minute * 60 + value.second
