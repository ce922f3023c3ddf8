"""Weeks, dates and closed days; shared by model and checker."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from optimizer.domain.base import Frozen, Text
from optimizer.domain.half_day import HALF_DAYS, HalfDay

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


def _read_date(value: object) -> date:
    if isinstance(value, datetime):
        value = None
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("bad-date", "not a date", {"given": str(value)})


def _check_week(value: str) -> str:
    match = _WEEK.fullmatch(value)
    if match is not None:
        try:
            date.fromisocalendar(int(match.group(1)), int(match.group(2)), 1)
        except ValueError:
            pass
        else:
            return value
    raise PydanticCustomError("bad-week", "not an ISO week", {"given": value})


DateDay = Annotated[date, BeforeValidator(_read_date), WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar date; ``"2026-11-23"`` in JSON."""

IsoWeek = Annotated[str, AfterValidator(_check_week), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-W\d{2}$"})]
"""An ISO week, ``"2026-W48"``."""


class Holiday(Frozen):
    """A closed period, both dates included."""

    name: Text
    from_date: DateDay = Field(alias="from")
    until: DateDay


class Calendar(Frozen):
    """Days on which nothing can be planned, besides weekends."""

    closed_dates: tuple[DateDay, ...] = ()
    holidays: tuple[Holiday, ...] = ()

    def is_closed(self, day: date) -> bool:
        """Tell whether nothing can be planned on that date."""
        return day in self.closed_dates or any(h.from_date <= day <= h.until for h in self.holidays)


def monday_of(week: str) -> date:
    """Return the Monday of an ISO week such as ``"2026-W48"``."""
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def week_of(day: date) -> str:
    """Return the ISO week in which a date lies."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def date_of(week: str, half_day: HalfDay) -> date:
    """Return the date of a half day in an ISO week."""
    return monday_of(week) + timedelta(days=half_day.day.order)


def friday_of(week: str) -> date:
    """Return the Friday of an ISO week."""
    return monday_of(week) + timedelta(days=4)


def add_weeks(week: str, weeks: int) -> str:
    """Return the ISO week that lies `weeks` later (earlier when negative)."""
    return week_of(monday_of(week) + timedelta(weeks=weeks))


def elapsed_weeks(last: date, week: str) -> int:
    """Return whole weeks from the Monday of the week of `last` to the Monday of `week`."""
    return (monday_of(week) - monday_of(week_of(last))).days // 7


def open_half_days(calendar: Calendar, week: str) -> tuple[HalfDay, ...]:
    """Return the half days of a week that are not closed, in order."""
    return tuple(h for h in HALF_DAYS if not calendar.is_closed(date_of(week, h)))
