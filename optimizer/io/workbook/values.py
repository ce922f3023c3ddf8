"""What a cell says, as a JSON value; forgiving where there is no doubt, and never where there is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time, timedelta

from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.shown import nearest, shown
from optimizer.io.workbook.cells import Value
from optimizer.io.workbook.column import Column, Kind
from optimizer.io.workbook.lists import Item, OpenQuoteError, split
from optimizer.io.workbook.problem import ABSENT, NO_ENTRY, Problem, no_date, plain, plain_text
from optimizer.io.workbook.times import half_days, read_clock, read_date, read_week, read_window, seconds
from optimizer.io.workbook.words import choices, folded, said, values_by_word
from optimizer.language import text

_WHOLE = re.compile(r"([-+]?\d{1,9})(?:[.,]0+)?(?:\s*(?:min|minuten|minutes)\.?)?", re.ASCII | re.IGNORECASE)
_DECIMAL = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)
_NUMBER = r"(-?\d{1,3}(?:[.,]\d+)?(?:[eE][-+]?\d+)?)"
_POINT = re.compile(rf"\(?{_NUMBER}\s*[;,\s]\s*{_NUMBER}\)?", re.ASCII)
_POSTCODE = re.compile(r"([1-9]\d{3})\s?([A-Za-z]{2})?", re.ASCII)
_COUNT = re.compile(r"(.+?)[\s:=]+(\d{1,6})", re.ASCII)
_LARGEST_SURE = 2**53
_SMALLEST_DOUBTED = 1000
"""Numbers below this are taken for codes of schools that somebody numbered; larger ones may have been ``12E3``."""


def read_cell(value: Value, column: Column, lang: str) -> object:
    """Return the JSON value of a cell, `ABSENT` or `NO_ENTRY`.

    What is not understood but has the right form goes on as it is, so that it is judged with all else.

    Raises
    ------
    Problem
        When the cell holds something that intake could not describe as well.
    """
    if isinstance(value, str):
        if not value.strip():
            return ABSENT
        if column.entry and folded(value) in said("absent"):
            return NO_ENTRY
    return _many(value, column, lang) if column.many else _READERS[column.kind](value, column, lang)


def _many(value: Value, column: Column, lang: str) -> object:
    if not isinstance(value, str):
        if column.kind is Kind.WHOLE and isinstance(value, float) and not value.is_integer():
            raise Problem("cell-list-as-number", {"given": f"{value:g}".replace(".", ",")})
        return [_READERS[column.kind](value, column, lang)]
    try:
        items = split(value)
    except OpenQuoteError:
        raise Problem("cell-open-quote", {}) from None
    if len(items) == 1 and not items[0].quoted:
        if folded(items[0].text) in said("none"):
            return []
        if column.words == "half_day" and folded(items[0].text) in said("all"):
            return [h.value for h in HALF_DAYS]
    if column.words == "half_day":
        return [half_day for item in items for half_day in half_days(item.text)]
    return [_item(item, column, lang) for item in items]


def _item(item: Item, column: Column, lang: str) -> object:
    return item.text if column.kind in {Kind.TEXT, Kind.ID} else _READERS[column.kind](item.text, column, lang)


def _id(value: Value, column: Column, _: str) -> object:
    no_date(value)
    if isinstance(value, float) and not isinstance(value, bool):
        number = int(value) if value.is_integer() and abs(value) < _LARGEST_SURE else None
        if "schools" in column.names and (number is None or number >= _SMALLEST_DOUBTED):
            raise Problem("cell-code-as-number", {"given": f"{value:.15g}"})
        return value if number is None else str(number)
    return value.strip() if isinstance(value, str) else plain(value)


def _text(value: Value, _: Column, __: str) -> object:
    no_date(value)
    if isinstance(value, float) and not isinstance(value, bool):
        return str(int(value)) if value.is_integer() and abs(value) < _LARGEST_SURE else f"{value:.15g}"
    return plain(value)


def _whole(value: Value, _: Column, __: str) -> object:
    no_date(value)
    if isinstance(value, str):
        match = _WHOLE.fullmatch(value.strip())
        return int(match[1]) if match else value.strip()
    if isinstance(value, time | timedelta):
        # 1:30 in a column of minutes can only be an hour and a half
        past = seconds(value)
        return past // 60 if past % 60 == 0 else plain(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _decimal(value: Value, _: Column, __: str) -> object:
    no_date(value)
    if isinstance(value, str):
        return float(value.strip().replace(",", ".")) if _DECIMAL.fullmatch(value.strip()) else value.strip()
    return plain(value)


def _flag(value: Value, _: Column, lang: str) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, float) and value in {0.0, 1.0}:
        return value == 1.0
    given = folded(value) if isinstance(value, str) else None
    if given in said("yes") | said("yes_too"):
        return True
    if given in said("no") | said("no_too"):
        return False
    known = f"{text('workbook.yes', lang)}, {text('workbook.no', lang)}"
    raise Problem("cell-not-a-choice", {"given": shown(plain(value)), "choices": known})


def _word(value: Value, column: Column, lang: str) -> object:
    no_date(value)
    if column.words == "half_day" and isinstance(value, str):
        found = half_days(value)
        return found[0] if len(found) == 1 else value.strip()
    known = values_by_word(column.words)
    plain = _text(value, column, lang)
    if isinstance(plain, str) and folded(plain) in known:
        return known[folded(plain)]
    words = choices(column, lang)
    given = plain.strip() if isinstance(plain, str) else plain
    raise Problem("cell-not-a-choice", {"given": shown(given), "choices": ", ".join(words)} | nearest(given, words))


def _point(value: Value, _: Column, __: str) -> object:
    match = _POINT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise Problem("cell-bad-point", {"given": plain_text(value)})
    return {"lat": float(match[1].replace(",", ".")), "lon": float(match[2].replace(",", "."))}


def _home(value: Value, column: Column, lang: str) -> object:
    given = str(int(value)) if isinstance(value, float) and value.is_integer() else value
    match = _POSTCODE.fullmatch(given.strip()) if isinstance(given, str) else None
    if match is not None:
        return match[1] + (match[2] or "").upper()
    try:
        return _point(value, column, lang)
    except Problem as problem:
        raise Problem("cell-bad-home", problem.facts) from None


def _counts(value: Value, column: Column, lang: str) -> object:
    whole = _whole(value, column, lang)
    if not isinstance(whole, str):
        return whole
    try:
        matches = [_COUNT.fullmatch(item.text) for item in split(whole)]
    except OpenQuoteError:
        raise Problem("cell-open-quote", {}) from None
    found = {}
    for match in matches:
        if match is None:
            return whole
        for half_day in half_days(match[1]):
            found[half_day] = int(match[2])
    return found


_READERS: dict[Kind, Callable[[Value, Column, str], object]] = {
    Kind.ID: _id,
    Kind.TEXT: _text,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.FLAG: _flag,
    Kind.WORD: _word,
    Kind.DATE: read_date,
    Kind.WEEK: read_week,
    Kind.CLOCK: read_clock,
    Kind.WINDOW: read_window,
    Kind.POINT: _point,
    Kind.HOME: _home,
    Kind.COUNTS: _counts,
}
