"""A JSON value as what a cell shows: the way back of `values`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from optimizer.domain.half_day import HALF_DAYS
from optimizer.io.workbook.column import Column, Kind, Path
from optimizer.io.workbook.lists import joined
from optimizer.io.workbook.words import said, word
from optimizer.language import text

Shown = str | int | datetime | None
_FIRST_DATED_YEAR = 1901
"""Spreadsheets count days from 1900, and wrongly in its first months; older dates are written as text."""
_MISSING = object()


def shown_value(entity: Any, column: Column, lang: str) -> Shown:  # noqa: ANN401 -- whatever JSON holds
    """Return what the cell of a column shows for an entity; nothing when its field is absent.

    Parameters
    ----------
    entity : dict, or any value for a column without a path
        As JSON.
    column : Column
        Where the value is, and what it is.
    lang : str
        Language of the words.
    """
    value = _at(entity, column.path)
    if value is _MISSING:
        return None
    if column.many:
        return _many(value, column, lang)
    return _one(value, column, lang)


def is_absent_entry(entity: Any, column: Column) -> bool:  # noqa: ANN401 -- whatever JSON holds
    """Tell whether a mapping is given, and lacks the entry that a column is for."""
    if not column.entry or _at(entity, column.path) is not _MISSING:
        return False
    return isinstance(_at(entity, column.path[:-1]), dict)


def absent_word(column: Column, lang: str) -> str:
    """Return how it is said that a mapping lacks an entry."""
    return text("workbook.none" if column.kind is Kind.WINDOW else "workbook.absent", lang)


def _at(entity: Any, path: Path) -> Any:  # noqa: ANN401 -- whatever JSON holds
    for step in path:
        if not isinstance(entity, dict) or entity.get(step) is None:
            return _MISSING
        entity = entity[step]
    return entity


def _many(values: list[Any], column: Column, lang: str) -> Shown:
    if not values:
        return text("workbook.none", lang) if column.none_said else None
    if column.words == "half_day" and values == [h.value for h in HALF_DAYS]:
        return text("workbook.all", lang)
    items = [str(_one(value, column, lang)) for value in values]
    alone = said("none") | said("all") | said("absent") if len(items) == 1 else frozenset[str]()
    return joined(items, quote_always=alone)


def _one(value: Any, column: Column, lang: str) -> Shown:  # noqa: ANN401 -- whatever JSON holds; one a kind
    match column.kind:
        case Kind.WHOLE:
            return int(value)
        case Kind.FLAG:
            return text("workbook.yes" if value else "workbook.no", lang)
        case Kind.WORD:
            return word(column.words, value, lang)
        case Kind.DATE:
            day = date.fromisoformat(value)
            return datetime(day.year, day.month, day.day) if day.year >= _FIRST_DATED_YEAR else str(value)  # noqa: DTZ001 -- a date has no zone
        case Kind.POINT | Kind.HOME:
            return f"{value['lat']!r}, {value['lon']!r}" if isinstance(value, dict) else str(value)
        case Kind.COUNTS:
            return _counts(value, lang)
        case _:
            return str(value)


def _counts(value: Any, lang: str) -> Shown:  # noqa: ANN401 -- one number, or one a half day
    if isinstance(value, int):
        return value
    if len(set(value.values())) == 1 and len(value) == len(HALF_DAYS):
        return int(next(iter(value.values())))
    return "; ".join(f"{word('half_day', half_day, lang)} {count}" for half_day, count in value.items())
