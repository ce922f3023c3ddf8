"""What a coordinator may write in several ways is understood in all of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.region import Region
from optimizer.io.workbook.read import load_workbook
from optimizer.io.workbook.times import half_days
from tests.io.workbook.books import PUPILS, TODAY, Change, Sheets, add, cell, renamed, save, sheets


def region_of(folder: Path, *changes: Change, more: Sheets | None = None) -> Region:
    intake = load_workbook(save(sheets(*changes, more=more), folder), today=TODAY)
    assert intake.faults == ()
    return intake.or_raise()


@pytest.mark.parametrize(
    ("place", "written", "field", "read"),
    [
        ("C2", " taal ", "expertise", "taal"),
        ("D2", "60", "minutes", 60),
        ("D2", " 60 minuten", "minutes", 60),
        ("D2", "60,0", "minutes", 60),
        ("D2", dt.time(1, 30), "minutes", 90),
        ("E2", "URGENT", "priority", "urgent"),
        ("E2", " laag ", "priority", "low"),
        ("E2", "low", "priority", "low"),
        ("F2", "alle", "half_days", HALF_DAYS),
        ("F2", "maandagochtend, di mid", "half_days", ("ma-ochtend", "di-middag")),
        ("F2", "wo", "half_days", ("wo-ochtend", "wo-middag")),
        ("F2", "Mon morning\nTue afternoon", "half_days", ("ma-ochtend", "di-middag")),
        ("G2", dt.date(2026, 11, 3), "last_visit", dt.date(2026, 11, 3)),
        (
            "G2",
            dt.datetime(2026, 11, 3),  # noqa: DTZ001 -- cells have no zone
            "last_visit",
            dt.date(2026, 11, 3),
        ),
        ("G2", "3-11-2026", "last_visit", dt.date(2026, 11, 3)),
        ("G2", "2026-11-03", "last_visit", dt.date(2026, 11, 3)),
        ("H2", "8.30 tot 12.00 uur", "window", "08:30-12:00"),
        ("H2", "8:30 \u2013 12:00", "window", "08:30-12:00"),
        ("H2", "8-12 uur", "window", "08:00-12:00"),
        ("H2", "8u30-12u", "window", "08:30-12:00"),
        ("B2", "De Eik ", "school", "00AA00"),
    ],
)
def test_a_request(place: str, written: Any, field: str, read: Any, tmp_path: Path) -> None:  # noqa: ANN401 -- cells
    hulpvraag = region_of(tmp_path, cell("Hulpvragen", place, written)).hulpvragen[0]
    found = getattr(hulpvraag, field)
    assert (str(found) if field == "window" else found) == read


@pytest.mark.parametrize(
    "written", ["52.13, 4.65", "52,13; 4,65", "52,13 4,65", "52,13,4,65", "(52.13,4.65)", "52.13;4.65"]
)
def test_a_point_with_points_or_commas(written: str, tmp_path: Path) -> None:
    point = region_of(tmp_path, cell("Scholen", "C2", written)).schools[0].location
    assert (point.lat, point.lon) == (52.13, 4.65)


def test_a_point_in_two_columns(tmp_path: Path) -> None:
    made = sheets()
    made["Scholen"] = [["Naam", "Breedtegraad", "Lengtegraad"], ["De Eik", "52,13", 4.65], ["De Beuk", 52.14, 4.66]]
    made["Hulpvragen"] = made["Hulpvragen"][:2]
    region = load_workbook(save(made, tmp_path), today=TODAY).or_raise()
    assert (region.schools[0].location.lat, region.schools[0].location.lon) == (52.13, 4.65)


def test_closed_half_days(tmp_path: Path) -> None:
    second = region_of(tmp_path).begeleiders[1]
    assert {half_day: str(window) for half_day, window in second.availability.items()} == {"di-middag": "12:45-16:00"}
    worded = region_of(tmp_path, cell("Begeleiders", "E3", "vrij")).begeleiders[1]
    assert worded.availability == second.availability


def test_titles_above_and_empty_rows_between(tmp_path: Path) -> None:
    made = sheets()
    made["Scholen"] = [
        ["Onze scholen 2026"],
        [],
        *made["Scholen"],
        [],
        [" ", None],
        ["00AC00", "De Es", "52.1, 4.6", "Zuid"],
    ]
    region = load_workbook(save(made, tmp_path), today=TODAY).or_raise()
    assert [school.name for school in region.schools] == ["De Eik", "De Beuk", "De Es"]


def test_columns_and_sheets_of_ones_own(tmp_path: Path) -> None:
    region_of(
        tmp_path,
        cell("Scholen", "F1", "# telefoon"),
        cell("Scholen", "F2", "0172"),
        add("#kladblok", ["van alles"]),
        add("Blad1"),
        add("Uitleg", ["hoe het moet"]),
    )


def test_headers_without_star_in_capitals_or_another_language(tmp_path: Path) -> None:
    region = region_of(
        tmp_path,
        cell("Scholen", "B1", "NAAM"),
        cell("Scholen", "C1", "Location"),
        cell("Scholen", "E1", "rooms"),
        cell("Begeleiders", "E1", "Mon morning"),
        renamed("Hulpvragen", " hulpvragen "),
    )
    assert region.schools[0].location.lat == 52.13
    assert "ma-ochtend" in region.begeleiders[0].availability


def test_numbers_where_codes_belong(tmp_path: Path) -> None:
    region = region_of(
        tmp_path,
        cell("Hulpvragen", "A2", 1),
        cell("Begeleiders", "A2", 10250),
        cell("Leerlingen", "B2", 2401),
        cell("Postcodes", "A2", 2401),
        more=PUPILS,
    )
    assert region.hulpvragen[0].id == "1"
    assert region.begeleiders[0].id == "10250"
    assert region.leerlingen[0].home == "2401"


def test_a_postcode_with_a_space_and_small_letters(tmp_path: Path) -> None:
    assert region_of(tmp_path, cell("Leerlingen", "B2", "2401 ab"), more=PUPILS).leerlingen[0].home == "2401AB"


def test_rooms_per_half_day(tmp_path: Path) -> None:
    rooms = region_of(tmp_path, cell("Scholen", "E2", "ma-ochtend 2; wo 0")).schools[0].rooms
    assert {half_day: count for half_day, count in rooms.items() if count != 1} == {
        "ma-ochtend": 2,
        "wo-ochtend": 0,
        "wo-middag": 0,
    }


def test_a_formula_with_a_value_counts(tmp_path: Path) -> None:
    path = save(sheets(), tmp_path)
    import xlsxwriter  # type: ignore[import-untyped]

    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets().items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
        book.get_worksheet_by_name("Hulpvragen").write_formula("D2", "=45+30", None, 75)
    assert load_workbook(path, today=TODAY).or_raise().hulpvragen[0].minutes == 75


def test_text_that_looks_like_a_formula_is_a_text(tmp_path: Path) -> None:
    names = ["=cmd|' /C calc'!A0", "+31", "-1", "@SUM(A1)"]
    made = sheets()
    made["Scholen"] = [made["Scholen"][0], *([f"S{n}", "x", "52.1, 4.6", "Noord"] for n in range(4))]
    made["Hulpvragen"] = made["Hulpvragen"][:1]

    def as_text(book: Any) -> None:  # noqa: ANN401 -- openpyxl has no types
        for row, name in enumerate(names, start=2):
            found = book["Scholen"].cell(row, 2)
            found.value, found.data_type = name, "s"

    region = load_workbook(save(made, tmp_path, as_text), today=TODAY).or_raise()
    assert [school.name for school in region.schools] == names


def test_words_for_half_days() -> None:
    assert half_days("ma-ochtend") == ["ma-ochtend"]
    assert half_days("Vrijdag middag") == ["vr-middag"]
    assert half_days("do och.") == ["do-ochtend"]
    assert half_days("zondag") == ["zondag"]
    assert half_days("ma avond") == ["ma avond"]
