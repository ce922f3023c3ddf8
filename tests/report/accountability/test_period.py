from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from optimizer.domain.calendar import Calendar, Holiday
from optimizer.report.accountability import Period
from optimizer.report.accountability.period import read_day
from optimizer.report.accountability.words import weeks_text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-W45", date(2026, 11, 2), date(2026, 11, 8)),
        (" 2026w9 ", date(2026, 2, 23), date(2026, 3, 1)),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("2026-11-04", date(2026, 11, 4), date(2026, 11, 4)),
        ("4-11-2026", date(2026, 11, 4), date(2026, 11, 4)),
        ("2025-W53", None, None),
        ("2026-11-31", None, None),
        ("31-11-2026", None, None),
        ("november", None, None),
        ("", None, None),
    ],
)
def test_a_day_is_a_date_or_the_begin_or_end_of_a_week(text: str, first: date | None, last: date | None) -> None:
    assert (read_day(text, last=False), read_day(text, last=True)) == (first, last)


def test_both_ends_are_in_it() -> None:
    period = Period(date(2026, 11, 4), date(2026, 11, 5))
    inside = [day for day in range(1, 30) if date(2026, 11, day) in period]
    assert inside == [4, 5]


def test_weeks_over_the_turn_of_the_year() -> None:
    assert list(Period(date(2026, 12, 27), date(2027, 1, 4)).weeks) == ["2026-W52", "2026-W53", "2027-W01"]


def test_the_share_of_a_week_counts_open_half_days_only() -> None:
    period = Period(date(2026, 11, 4), date(2026, 11, 8))
    assert period.share(Calendar(), "2026-W45") == Fraction(3, 5)
    assert period.share(Calendar(closed_dates=(date(2026, 11, 2), date(2026, 11, 5))), "2026-W45") == Fraction(2, 3)
    holiday = Holiday(name="vrij", from_date=date(2026, 11, 1), until=date(2026, 11, 30))
    assert period.share(Calendar(holidays=(holiday,)), "2026-W45") == 0
    assert period.share(Calendar(), "2026-W46") == 0


def test_weeks_in_few_words() -> None:
    assert weeks_text(("2026-W45", "2026-W46", "2026-W48")) == "45\N{EN DASH}46, 48"
    assert weeks_text(("2026-W53", "2027-W01")) == "2026-W53\N{EN DASH}2027-W01"
    assert weeks_text(("2026-W09",)) == "9"
