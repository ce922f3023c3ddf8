from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from optimizer.domain.half_day import HALF_DAYS
from optimizer.io.messy.columns import day_field, unit_of
from optimizer.io.messy.plain import plain, tidy
from optimizer.io.messy.sheets import Cell, column_of, letters, text_of
from optimizer.io.messy.values.amounts import count, minutes, number, rhythm, visits_of_minutes
from optimizer.io.messy.values.availability import day_cell, hours_of
from optimizer.io.messy.values.brin import school_codes
from optimizer.io.messy.values.clocks import clock_window
from optimizer.io.messy.values.dates import read_date
from optimizer.io.messy.values.fields import expertise
from optimizer.io.messy.values.halfdays import half_days
from optimizer.io.messy.values.words import PRIORITIES, ROLES, STATUSES, truth, word

WEEK = " ".join(HALF_DAYS)
NEAR = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("ma-ochtend", "ma-ochtend"),
        ("ma-ochtend, wo-middag", "ma-ochtend wo-middag"),
        ("ma/wo och", "ma-ochtend wo-ochtend"),
        ("ma och/mi", "ma-ochtend ma-middag"),
        ("ma och en wo mi", "ma-ochtend wo-middag"),
        ("ma och / di", "ma-ochtend di-ochtend di-middag"),
        ("di hele dag", "di-ochtend di-middag"),
        ("ma t/m do", "ma-ochtend ma-middag di-ochtend di-middag wo-ochtend wo-middag do-ochtend do-middag"),
        ("ma tm do ocht", "ma-ochtend di-ochtend wo-ochtend do-ochtend"),
        ("ma-wo", "ma-ochtend ma-middag di-ochtend di-middag wo-ochtend wo-middag"),
        ("ma-di-do", "ma-ochtend ma-middag di-ochtend di-middag do-ochtend do-middag"),
        ("vr-mi", "vr-middag"),
        ("maandagochtend", "ma-ochtend"),
        ("Ma + Di (ochtend)", "ma-ochtend di-ochtend"),
        ("ma/di/do 's middags", "ma-middag di-middag do-middag"),
        ("ochtend ma/wo", "ma-ochtend wo-ochtend"),
        ("ochtenden", "ma-ochtend di-ochtend wo-ochtend do-ochtend vr-ochtend"),
        ("wo\u00a0vm", "wo-ochtend"),
        ("wo \u2013 vr och", "wo-ochtend do-ochtend vr-ochtend"),
        ("niet op woensdag", WEEK.replace("wo-ochtend wo-middag ", "")),
        ("ma t/m vr behalve wo mi", WEEK.replace("wo-middag ", "")),
        ("geen voorkeur", WEEK),
        ("alle dagen", WEEK),
    ],
)
def test_half_days(given: str, expected: str) -> None:
    found = half_days(given)
    assert found is not None
    assert " ".join(found.value) == expected


@pytest.mark.parametrize("given", ["", "blauw", "even weken", "volgens afspraak met Jan", "niet", "8.30"])
def test_no_half_days(given: str) -> None:
    assert half_days(given) is None


@pytest.mark.parametrize(
    ("given", "guessed"), [("ma-ochtend", False), ("vr-mi", False), ("ma/wo och", True), ("ma", True)]
)
def test_what_is_written_out_is_no_guess(given: str, guessed: bool) -> None:
    found = half_days(given)
    assert found is not None
    assert bool(found.guess) is guessed


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("8.30-12u", "08:30-12:00"),
        ("08:30-12:15", "08:30-12:15"),
        ("8:30 \u2013 12:00", "08:30-12:00"),
        ("9u tot 11u30", "09:00-11:30"),
        ("half negen - 12:00", "08:30-12:00"),
        ("kwart over 8 tot half 12", "08:15-11:30"),
        ("0830-1200", "08:30-12:00"),
        ("9-11", "09:00-11:00"),
        ("13.00-3.30", "13:00-15:30"),
        ("1-3", "13:00-15:00"),
        ("vanaf 9 uur", "09:00-18:00"),
        ("tot 12u", "07:00-12:00"),
    ],
)
def test_clock_window(given: str, expected: str) -> None:
    found = clock_window(given)
    assert found is not None
    assert str(found.value) == expected


@pytest.mark.parametrize("given", ["overdag", "25-26", "12.70-13", "3-11-2026", ""])
def test_no_clock_window(given: str) -> None:
    assert clock_window(given) is None


@pytest.mark.parametrize(
    ("given", "unit", "expected"),
    [
        ("1,5 uur", "", 90),
        ("90 min", "", 90),
        ("1u30", "", 90),
        ("1 uur en 30 min", "", 90),
        ("1\u00bd uur", "", 90),
        ("anderhalf uur", "", 90),
        ("half uur", "", 30),
        ("3 kwartier", "", 45),
        ("45'", "", 45),
        ("1:30", "", 90),
        ("ca. 1 uur", "", 60),
        ("0,6 fte", "", 1440),
        (1.5, "", 90),
        (60, "", 60),
        ("60", "", 60),
        (2, "hours", 120),
        (45, "minutes", 45),
        (0.8, "fte", 1920),
        ("0,8", "fte", 1920),
        (time(1, 30), "", 90),
        (timedelta(minutes=75), "", 75),
    ],
)
def test_minutes(given: Cell, unit: str, expected: int) -> None:
    found = minutes(given, unit)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize("given", ["veel", "", "-1 uur", 0, True, datetime(2026, 1, 1), "1 uur voor Jan"])  # noqa: DTZ001 - a cell
def test_no_minutes(given: Cell) -> None:
    assert minutes(given) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [(" 3 ", 3), ("5x", 5), ("ca. 5", 5), ("vijf", 5), ("3 \u00e0 4", 4), (3.0, 3), ("10 st.", 10)],
)
def test_count(given: Cell, expected: int) -> None:
    found = count(given)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize("given", ["geen", 2.5, -1, True, date(2026, 11, 3)])
def test_no_count(given: Cell) -> None:
    assert count(given) is None


def test_numbers_keep_their_decimals() -> None:
    assert [found.value for text in ("3,5", "0.25", ",5") if (found := number(text))] == [3.5, 0.25, 0.5]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("wekelijks", "1 x / 1 wk"),
        ("2x p/w", "2 x / 1 wk"),
        ("2 per week", "2 x / 1 wk"),
        ("1x/2wk", "1 x / 2 wk"),
        ("om de week", "1 x / 2 wk"),
        ("om de drie weken", "1 x / 3 wk"),
        ("1x per maand", "1 x / 4 wk"),
        ("2x per maand", "1 x / 2 wk"),
        ("eenmalig", "1 x / 1 wk (1)"),
        (2, "2 x / 1 wk"),
    ],
)
def test_rhythm(given: Cell, expected: str) -> None:
    found = rhythm(given)
    assert found is not None
    assert str(found.value) == expected


@pytest.mark.parametrize("given", ["soms", "1x per jaar", 12, "om de 9 weken"])
def test_no_rhythm(given: Cell) -> None:
    assert rhythm(given) is None


def test_minutes_under_a_header_with_hours() -> None:
    found = visits_of_minutes(60, "hours")
    assert found is not None
    assert (found.value, found.guess) == ((1, 60), "minutes-guessed")


def test_visits_and_minutes_in_one_cell() -> None:
    found = visits_of_minutes("2x45 min")
    assert found is not None
    assert found.value == (2, 45)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("3-11-2026", "2026-11-03"),
        ("03/11/26", "2026-11-03"),
        ("3.11.2026", "2026-11-03"),
        ("3 nov 2026", "2026-11-03"),
        ("3 november '26", "2026-11-03"),
        ("3e nov", "2026-11-03"),
        ("di 3 nov.", "2026-11-03"),
        ("20261103", "2026-11-03"),
        ("2026-11-03", "2026-11-03"),
        (46329, "2026-11-03"),
        (46329.0, "2026-11-03"),
        ("46329", "2026-11-03"),
        ("11/30/2026", "2026-11-30"),
        ("wk 45", "2026-11-02"),
        ("week 45 2026", "2026-11-02"),
        ("2 jan", "2027-01-02"),
        (date(2026, 11, 3), "2026-11-03"),
        (datetime(2026, 11, 3, 9, 30), "2026-11-03"),  # noqa: DTZ001 - a cell
    ],
)
def test_date(given: Cell, expected: str) -> None:
    found = read_date(given, NEAR)
    assert found is not None
    assert found.value.isoformat() == expected


@pytest.mark.parametrize("given", ["begin november", "31-11-2026", "30-2-2026", 12, True, "wk 60", ""])
def test_no_date(given: Cell) -> None:
    assert read_date(given, NEAR) is None


@pytest.mark.parametrize(
    ("given", "expected", "guess"),
    [
        ("00GQ00", ("00GQ00",), ""),
        ("00gq 00", ("00GQ00",), "brin-in-text"),
        ("00GQ", ("00GQ00",), "brin-in-text"),
        ("OOGQ00", ("00GQ00",), "brin-letter-o"),
        ("De Ark (00GQ00)", ("00GQ00",), "brin-in-text"),
        (12000, ("12E300", "12E301"), "brin-number"),
        (12000.0, ("12E300", "12E301"), "brin-number"),
        ("1,20E+04", ("12E300", "12E301"), "brin-number"),
        (1.2e301, ("12E300",), "brin-number"),
        (312, ("031200",), "brin-number"),
        (31200, ("031200",), "brin-number"),
    ],
)
def test_school_codes(given: Cell, expected: tuple[str, ...], guess: str) -> None:
    found = school_codes(given, ("12E300", "12E301", "00GQ00", "031200"))
    assert found is not None
    assert (found.value, found.guess) == (expected, guess)


@pytest.mark.parametrize("given", ["99ZZ00", "", 5, 1.2e300, True, date(2026, 1, 1)])
def test_no_school_code(given: Cell) -> None:
    assert school_codes(given, ("12E300", "00GQ00")) is None


def test_words() -> None:
    expected = {"SPOED!!": "urgent", "hoog (crisis)": "urgent", "1": "urgent", "!!": "urgent", "kan wachten": "low"}
    assert {given: found.value for given in expected if (found := word(given, PRIORITIES))} == expected
    assert [found.value for given in ("AB'er", "Ambulant begeleider", "AD-er") if (found := word(given, ROLES))] == [
        "AB",
        "AB",
        "AD",
    ]
    assert word("misschien", STATUSES) is None
    assert word("hoogstens", PRIORITIES) is None


@pytest.mark.parametrize(
    ("given", "expected"), [("x", True), ("\u2713", True), (1, True), ("nee", False), ("-", False), ("?", None)]
)
def test_truth(given: Cell, expected: bool | None) -> None:
    assert truth(given) is expected


@pytest.mark.parametrize(
    ("given", "expected"), [("ASS", "autisme"), ("cl. 4", "cluster-4"), ("Gedrag", "gedrag"), ("Rouw", "rouw")]
)
def test_expertise(given: str, expected: str) -> None:
    assert expertise(given).value == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("ma 8.30-12.00, wo 13-16u", {"ma-ochtend": "08:30-12:00", "wo-middag": "13:00-16:00"}),
        ("ma 8.30-12.00, vr mi", {"ma-ochtend": "08:30-12:00", "vr-middag": "None"}),
        ("di 9u tot 15u", {"di-ochtend": "09:00-12:15", "di-middag": "12:45-15:00"}),
    ],
)
def test_hours(given: str, expected: dict[str, str]) -> None:
    found = hours_of(given)
    assert found is not None
    assert {str(h): str(window) for h, window in found.value.items()} == expected


@pytest.mark.parametrize(
    ("field", "given", "expected"),
    [
        ("day:ma", "x", "ma-ochtend ma-middag"),
        ("day:ma", "och", "ma-ochtend"),
        ("day:ma", 4, "ma-ochtend"),
        ("day:ma", 7.5, "ma-ochtend ma-middag"),
        ("day:ma", "hd", "ma-ochtend ma-middag"),
        ("day:ma-middag", "\u2713", "ma-middag"),
        ("day:ma-middag", 3, "ma-middag"),
        ("day:ma-middag", "-", ""),
        ("day:ma-middag", None, ""),
    ],
)
def test_day_cell(field: str, given: Cell, expected: str) -> None:
    found = day_cell(field, given)
    assert found is not None
    assert " ".join(sorted(found.value, key=HALF_DAYS.index)) == expected


@pytest.mark.parametrize("given", ["blauw", 40, "di och"])
def test_no_day_cell(given: Cell) -> None:
    assert day_cell("day:ma", given) is None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Maandag", "day:ma"),
        ("ma och", "day:ma-ochtend"),
        ("Maandag\nmi", "day:ma-middag"),
        ("dimi", "day:di-middag"),
        ("och", None),
        ("Dag", None),
    ],
)
def test_day_field(header: str, expected: str | None) -> None:
    assert day_field(header) == expected


@pytest.mark.parametrize(
    ("header", "expected"), [("Uren p/w", "hours"), ("Duur (min)", "minutes"), ("WTF", "fte"), ("Duur", "")]
)
def test_unit_of_a_header(header: str, expected: str) -> None:
    assert unit_of(header) == expected


def test_text_is_made_plain() -> None:
    assert tidy("\u00a0 De\u00a0 Ark\u200b \n") == "De Ark"
    assert plain("'t Moza\u00efek \u2013 AB\u2019er") == "t mozaiek aber"


def test_cells_as_text() -> None:
    cells: list[Cell] = [None, " a ", True, 3.0, 2.5, date(2026, 11, 3), datetime(2026, 11, 3), time(8, 30)]  # noqa: DTZ001
    assert [text_of(cell) for cell in cells] == ["", "a", "ja", "3", "2.5", "2026-11-03", "2026-11-03", "08:30"]
    assert text_of(datetime(2026, 11, 3, 8, 30)) == "2026-11-03 08:30"  # noqa: DTZ001
    assert text_of(timedelta(minutes=90)) == "1:30"


@pytest.mark.parametrize(("position", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_of_columns(position: int, name: str) -> None:
    assert letters(position) == name
    assert column_of(name) == position
