"""Clock, half days, weeks and the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import TypeAdapter, ValidationError

from optimizer.domain.calendar import (
    Calendar,
    DateDay,
    Holiday,
    IsoWeek,
    add_weeks,
    date_of,
    elapsed_weeks,
    friday_of,
    monday_of,
    open_half_days,
    week_of,
)
from optimizer.domain.clock import Window, format_clock, parse_clock
from optimizer.domain.half_day import DAYS, HALF_DAYS, Day, HalfDay, Part


def test_half_days_know_their_day_part_and_order() -> None:
    assert [h.value for h in HALF_DAYS][:3] == ["ma-ochtend", "ma-middag", "di-ochtend"]
    assert [h.order for h in HALF_DAYS] == list(range(10))
    assert [d.order for d in DAYS] == [0, 1, 2, 3, 4]
    assert (HalfDay.WO_MIDDAG.day, HalfDay.WO_MIDDAG.part, HalfDay.WO_MIDDAG.is_morning) == (Day.WO, Part.MIDDAG, False)
    assert HalfDay.VR_OCHTEND.is_morning


@pytest.mark.parametrize(("text", "minutes"), [("00:00", 0), ("08:30", 510), ("23:59", 1439)])
def test_clock_times(text: str, minutes: int) -> None:
    assert parse_clock(text) == minutes
    assert format_clock(minutes) == text


@pytest.mark.parametrize("text", ["24:00", "8:30", "08:60", "0830", "08:30:00", "", "٠٨:٣٠"])
def test_what_is_no_clock_time(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        parse_clock(text)


def test_windows_hold_what_starts_and_ends_inside() -> None:
    window = Window.model_validate("08:30-12:00")
    assert (window.start, window.end, window.minutes, str(window)) == (510, 720, 210, "08:30-12:00")
    assert window.holds(510, 720)
    assert not window.holds(509, 720)
    assert not window.holds(510, 721)
    assert TypeAdapter(Window).dump_json(window) == b'"08:30-12:00"'
    with pytest.raises(ValidationError, match="window-reversed"):
        Window(start=600, end=600)


def test_bare_minutes_are_clock_times_in_python_and_not_in_json() -> None:
    assert Window.model_validate({"start": 510, "end": "12:00"}) == Window(start=510, end=720)
    with pytest.raises(ValidationError, match="bad-clock"):
        Window.model_validate({"start": 510, "end": "12:00"}, context={"json": True})
    for wrong in (True, -1, 1440, None):
        with pytest.raises(ValidationError, match="bad-clock"):
            Window.model_validate({"start": wrong, "end": "12:00"})


@pytest.mark.parametrize(
    ("week", "monday"), [("2026-W48", "2026-11-23"), ("2026-W53", "2026-12-28"), ("2027-W01", "2027-01-04")]
)
def test_weeks_and_their_days(week: str, monday: str) -> None:
    first = dt.date.fromisoformat(monday)
    assert monday_of(week) == first
    assert friday_of(week) == first + dt.timedelta(days=4)
    assert date_of(week, HalfDay.DO_MIDDAG) == first + dt.timedelta(days=3)
    assert {week_of(first + dt.timedelta(days=d)) for d in range(7)} == {week}


@pytest.mark.parametrize("week", ["2025-W53", "2026-W54", "2026-W00", "2026-48", "2026-W48\n", "٢٠٢٦-W48"])
def test_what_is_no_week(week: str) -> None:
    with pytest.raises(ValidationError, match="bad-week"):
        TypeAdapter(IsoWeek).validate_python(week)


@pytest.mark.parametrize("day", ["2026-02-29", "20261123", "23-11-2026", 0, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)])
def test_what_is_no_date(day: object) -> None:
    with pytest.raises(ValidationError, match="bad-date"):
        TypeAdapter(DateDay).validate_python(day)


def test_weeks_pass_over_the_end_of_a_year_of_53_weeks() -> None:
    assert add_weeks("2026-W52", 1) == "2026-W53"
    assert add_weeks("2026-W53", 1) == "2027-W01"
    assert add_weeks("2027-W01", -2) == "2026-W52"
    assert elapsed_weeks(dt.date(2026, 12, 21), "2027-W01") == 2
    assert elapsed_weeks(dt.date(2026, 12, 27), "2026-W53") == 1
    assert elapsed_weeks(dt.date(2027, 1, 3), "2027-W01") == 1
    assert elapsed_weeks(dt.date(2027, 1, 8), "2027-W01") == 0


def test_closed_dates_and_holidays_close_half_days() -> None:
    calendar = Calendar(
        closed_dates=(dt.date(2026, 12, 14),),
        holidays=(Holiday(name="Kerst", from_date=dt.date(2026, 12, 17), until=dt.date(2027, 1, 3)),),
    )
    assert [h.value for h in open_half_days(calendar, "2026-W51")] == [
        "di-ochtend", "di-middag", "wo-ochtend", "wo-middag",
    ]  # fmt: skip
    assert open_half_days(calendar, "2026-W53") == ()
    assert open_half_days(calendar, "2027-W01") == HALF_DAYS
    assert calendar.is_closed(dt.date(2027, 1, 3))
    assert not calendar.is_closed(dt.date(2027, 1, 4))
