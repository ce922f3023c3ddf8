from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from optimizer.report.readback.moments import clock_of, half_day_of, week_in


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        (time(9, 5), 545),
        (datetime(2026, 11, 23, 9, 5), 545),  # noqa: DTZ001 -- cells know no time zone
        (timedelta(hours=9, minutes=5), 545),
        (0.375, 540),
        (9.0, 540),
        (9.3, 570),
        (905.0, 545),
        ("9:05", 545),
        ("09.05", 545),
        ("9u05", 545),
        ("9 uur", 540),
        ("half tien", 570),
        ("9:05:00", 545),
        ("23:59", 1439),
        ("24:00", None),
        ("9:60", None),
        ("", None),
        (True, None),
        (timedelta(hours=30), None),
        ("straks", None),
    ],
)
def test_a_clock_time_is_understood_or_not_at_all(value: object, minutes: int | None) -> None:
    assert clock_of(value) == minutes  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "part", "start", "half_day"),
    [
        ("ma-ochtend", "", None, "ma-ochtend"),
        ("maandag", "middag", None, "ma-middag"),
        ("Tuesday", "", 780, "di-middag"),
        ("woensdag", "", 734, "wo-ochtend"),
        ("woensdag", "", 735, "wo-middag"),
        (date(2026, 11, 27), "ochtend", None, "vr-ochtend"),
        (date(2026, 11, 28), "ochtend", None, None),
        ("maandag", "", None, None),
        ("ma en di", "", 540, None),
        ("ochtend", "", 540, None),
        ("zondag", "", 540, None),
        (3.0, "", 540, None),
    ],
)
def test_a_half_day_is_one_or_none(day: object, part: str, start: int | None, half_day: str | None) -> None:
    assert half_day_of(day, part, start) == half_day  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "week"),
    [
        ("2026-W48", "2026-W48"),
        ("week 50", "2026-W50"),
        (48.0, "2026-W48"),
        ("2", "2027-W02"),
        ("2026-48", "2026-W48"),
        (date(2027, 1, 4), "2027-W01"),
        ("54", None),
        ("2027-W53", None),
        ("volgende", None),
        (48.5, None),
    ],
)
def test_a_week_is_taken_near_the_one_that_is_known(value: object, week: str | None) -> None:
    assert week_in(value, "2026-W48") == week  # type: ignore[arg-type]
