"""Real faults of spreadsheets, one by one: what is read, and that the cell is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

import pytest

from optimizer.io.messy.read import Reading, read_book
from optimizer.io.messy.schoollist import SchoolList
from optimizer.io.messy.sheets import ERROR, FORMULA, Cell, Sheet
from tests.io.messy.books import HEADERS, ROW, STAFF, asked, noted, one, read, requests
from tests.io.messy.workbooks import TODAY

_NEW_STAFF = Sheet(
    "Team 2", (("Naam", "Rol", "Expertise", "Uren"), ("Piet", "AB", None, 20), ("Kees", "AB", "leren", 60))
)


def first(reading: Reading, listed: str = "hulpvragen") -> Mapping[str, Any]:
    """The first entity of a list."""
    found: Mapping[str, Any] = reading.raw[listed][0]
    return found


@pytest.mark.parametrize(
    ("header", "cell", "code", "field", "expected"),
    [
        ("Dagdeel", "ma/wo och", "half-days", "half_days", ["ma-ochtend", "wo-ochtend"]),
        ("Dagdeel", "di hele dag", "", "half_days", ["di-ochtend", "di-middag"]),
        ("Dagdeel", "wo\u00a0och + vr-mi", "", "half_days", ["wo-ochtend", "vr-middag"]),
        ("Dag", "di 8.30-12u", "hours", "window", "08:30-12:00"),
        ("Tijdvak", "half negen - 12:00", "clock", "window", "08:30-12:00"),
        ("Laatste bezoek", "3-11-2026", "date-as-text", "last_visit", "2026-11-03"),
        ("Laatste bezoek", "3 nov '26", "date-as-text", "last_visit", "2026-11-03"),
        ("Laatste bezoek", 46329.0, "date-serial", "last_visit", "2026-11-03"),
        ("Laatste bezoek", "46329", "date-serial", "last_visit", "2026-11-03"),
        ("Laatste bezoek", "11/17/2026", "date-month-first", "last_visit", "2026-11-17"),
        ("Laatste bezoek", "17 nov", "date-without-year", "last_visit", "2026-11-17"),
        ("Laatste bezoek", "wk 45", "date-week", "last_visit", "2026-11-02"),
        ("Laatste bezoek", date(2026, 11, 3), "", "last_visit", "2026-11-03"),
        ("Aantal bezoeken", " 5 ", "number-as-text", "visits_left", 5),
        ("Aantal bezoeken", "ca. 5x", "number", "visits_left", 5),
        ("Frequentie", "1x/2wk", "rhythm", "every_weeks", 2),
        ("Frequentie", "om de week", "rhythm", "every_weeks", 2),
        ("Prio", "SPOED!!", "", "priority", "urgent"),
        ("Prio", 1.0, "word", "priority", "urgent"),
        ("Status", "loopt", "word", "status", "granted"),
        ("AB'er", "marijke", "person", "current", "Marijke-de-Wit"),
        ("AB'er", "MdW", "person", "current", "Marijke-de-Wit"),
        ("Doelgroep", "juf", "word", "target", "teacher"),
        ("Zwaarte", "zware", "word", "level", "heavy"),
    ],
)
def test_a_cell_is_read_and_its_guess_named(header: str, cell: Cell, code: str, field: str, expected: object) -> None:
    reading = read(one(header, cell))
    assert reading.faults == ()
    assert reading.open == ()
    assert first(reading)[field] == expected
    if code:
        assert noted(reading, code) == ("Vragen!D2",)


@pytest.mark.parametrize(
    ("cell", "code", "expected"),
    [
        ("1,5 uur", "", 90),
        ("anderhalf uur", "duration", 90),
        (time(1, 30), "duration", 90),
        (1.5, "hours-guessed", 90),
        ("60", "number-as-text", 60),
        ("2x30 min", "visits-of-minutes", 30),
    ],
)
def test_durations(cell: Cell, code: str, expected: int) -> None:
    reading = read(requests(HEADERS, ("Startblok", "gedrag", cell)))
    assert first(reading)["minutes"] == expected
    assert noted(reading, code) == (("Vragen!C2",) if code else ())


@pytest.mark.parametrize(
    ("header", "cell", "field"),
    [
        ("Dagdeel", "even weken", "half_days"),
        ("Laatste bezoek", "begin november", "last_visit"),
        ("Laatste bezoek", "31-11-2026", "last_visit"),
        ("Aantal bezoeken", "zie bijlage", "visits_left"),
        ("Frequentie", "soms", "every_weeks"),
        ("Prio", "misschien", "priority"),
        ("Tijdvak", "overdag", "window"),
    ],
)
def test_what_cannot_be_read_is_asked_and_may_be_typed_anew(header: str, cell: str, field: str) -> None:
    reading = read(one(header, cell))
    assert asked(reading, "value") == ("Vragen!D2",)
    assert field not in first(reading)
    better = {"half_days": "ma och", "last_visit": "3 nov", "visits_left": "5", "every_weeks": "om de week"}
    typed = better.get(field, "laag" if field == "priority" else "9-11")
    again = read(one(header, cell), answers={reading.open[0].id: typed})
    assert again.open == ()
    assert field in first(again)


def test_an_answer_that_cannot_be_read_either_leaves_the_question_open() -> None:
    sheet = one("Laatste bezoek", "begin november")
    question = read(sheet).open[0]
    assert read(sheet, answers={question.id: "eind november"}).open[0].id == question.id
    assert read(sheet, answers={question.id: "-"}).open == ()


@pytest.mark.parametrize(
    ("cell", "expected", "code"),
    [
        (12000.0, "12E300", "brin-number"),
        (1.2e301, "12E300", "brin-number"),
        ("1,20E+04", "12E300", "brin-number"),
        ("04ab 00", "04AB00", "brin-in-text"),
        ("O5CD", "05CD00", "brin-letter-o"),
    ],
)
def test_school_codes_that_a_spreadsheet_changed(cell: Cell, expected: str, code: str) -> None:
    reading = read(requests(("Brinnr", "Hulpvraag", "Duur"), (cell, "gedrag", 60)))
    assert first(reading)["school"] == expected
    assert noted(reading, code) == ("Vragen!A2",)


def test_a_code_of_no_school_is_said_and_the_name_counts() -> None:
    reading = read(requests((*HEADERS, "BRIN"), (*ROW, "99ZZ")))
    assert first(reading)["school"] == "08MN00"
    assert noted(reading, "brin-unknown") == ("Vragen!D2",)


def test_a_code_and_a_name_that_differ_are_asked() -> None:
    reading = read(requests((*HEADERS, "BRIN"), (*ROW, "05CD00")))
    assert asked(reading, "school") == ("Vragen!A2",)
    assert [choice.value for choice in reading.open[0].choices] == ["05CD00", "08MN00", "skip"]
    assert (
        first(read(requests((*HEADERS, "BRIN"), (*ROW, "05CD00")), answers={reading.open[0].id: "08MN00"}))["school"]
        == "08MN00"
    )


def test_a_name_of_two_schools_lists_both_and_has_no_guess() -> None:
    reading = read(requests(HEADERS, ("regenboog", "gedrag", 60)))
    question = reading.open[0]
    assert (question.kind, question.where, question.guess) == ("school", ("Vragen!A2",), None)
    assert {choice.value for choice in question.choices} == {"12E300", "03GH00", "skip"}


def test_the_place_in_another_column_tells_schools_apart() -> None:
    reading = read(requests((*HEADERS, "Plaats"), ("Regenboog", "gedrag", 60, "NIEUWKADE")))
    assert first(reading)["school"] == "03GH00"
    assert reading.open == ()


def test_a_slip_in_a_name_is_guessed_with_its_certainty() -> None:
    reading = read(requests(HEADERS, ("de wereldwijde", "gedrag", 60)))
    question = reading.open[0]
    assert (question.guess, question.where) == ("07KL00", ("Vragen!A2",))
    assert 65 <= question.certainty < 100


def test_an_unknown_school_may_be_left_out_or_given_by_its_code() -> None:
    sheet = requests(HEADERS, ("Hogwarts", "gedrag", 60), ROW)
    question = read(sheet).open[0]
    left_out = read(sheet, answers={question.id: "skip"})
    assert [h["school"] for h in left_out.raw["hulpvragen"]] == ["08MN00"]
    assert noted(left_out, "row-skipped") == ("Vragen!A2",)
    given = read(sheet, answers={question.id: "06EF00"})
    assert [h["school"] for h in given.raw["hulpvragen"]] == ["06EF00", "08MN00"]


def test_a_slip_in_an_expertise_is_guessed() -> None:
    reading = read(requests(HEADERS, ("Startblok", "gedarg", 60)))
    assert asked(reading, "expertise") == ("Vragen!B2",)
    assert reading.open[0].guess == "gedrag"


def test_a_request_for_two_fields_counts_for_the_first() -> None:
    reading = read(requests(HEADERS, ("Startblok", "rouw / autisme", 60)))
    assert first(reading)["expertise"] == "autisme"
    assert noted(reading, "expertise-first") == ("Vragen!B2",)


def test_an_expertise_that_nobody_has_is_said() -> None:
    reading = read(requests(HEADERS, ("Startblok", "motoriek", 60)))
    assert first(reading)["expertise"] == "motoriek"
    assert noted(reading, "expertise-nobody") == ("Vragen!B2",)


def test_a_description_of_a_pupil_is_asked_about_and_not_kept() -> None:
    sheet = requests(HEADERS, ("Startblok", "Tim kan niet stil zitten, vraag om ASS begeleiding in de klas", 60))
    reading = read(sheet)
    assert [(q.kind, q.where, q.guess) for q in reading.open] == [("described", ("Vragen!B2",), "autisme")]
    answers = {reading.open[0].id: "gedrag"}
    answered = read(sheet, answers=answers)
    assert first(answered)["expertise"] == "gedrag"
    assert "tim" not in repr((answered.raw, answered.notes, answered.asked, answered.settled)).lower().split()
    assert "stil" not in repr((answered.raw, answered.notes, answered.asked, answered.settled))


def test_an_empty_expertise_has_no_guess() -> None:
    reading = read(requests(HEADERS, ("Startblok", None, 60), ROW))
    assert [(q.kind, q.where, q.guess) for q in reading.open] == [("no-expertise", ("Vragen!B2",), None)]


def test_an_unknown_person_is_left_empty_when_confirmed() -> None:
    reading = read(one("AB'er", "Truus"))
    assert [(q.kind, q.where, q.guess) for q in reading.open] == [("person", ("Vragen!D2",), "-")]
    assert "current" not in first(reading)


def test_equal_rows_count_once_unless_every_row_counts() -> None:
    sheet = requests(HEADERS, ROW, ("Mozaiek", "leren", 45), ROW)
    reading = read(sheet)
    assert asked(reading, "duplicate") == ("Vragen!A4",)
    assert len(reading.raw["hulpvragen"]) == 2
    assert len(read(sheet, answers={"duplicate:Vragen": "each"}).raw["hulpvragen"]) == 3


def test_rows_about_two_pupils_are_no_duplicates_and_their_names_are_not_read() -> None:
    reading = read(requests((*HEADERS, "Naam leerling"), (*ROW, "Tim Geheim"), (*ROW, "Els Stil")))
    assert len(reading.raw["hulpvragen"]) == 2
    assert noted(reading, "column-withheld") == ("Vragen!D1",)
    told = repr((reading.raw, reading.notes, reading.open, reading.settled))
    assert "Geheim" not in told
    assert "Stil" not in told


def test_a_school_that_is_only_named_on_its_first_row() -> None:
    reading = read(requests(HEADERS, ROW, (None, "leren", 45)))
    assert asked(reading, "above") == ("Vragen!A3",)
    assert [h["school"] for h in reading.raw["hulpvragen"]] == ["08MN00", "08MN00"]


def test_a_school_merged_over_its_rows_needs_no_question() -> None:
    reading = read(requests(HEADERS, ROW, (None, "leren", 45), merged=(((1, 0), (2, 0)),)))
    assert [h["school"] for h in reading.raw["hulpvragen"]] == ["08MN00", "08MN00"]
    assert reading.open == ()


def test_totals_subheadings_remarks_and_repeated_headers_are_no_requests() -> None:
    sheet = requests(
        HEADERS, ("Kring Noord",), ROW, HEADERS, ("Mozaiek", "leren", 45), ("Totaal", None, 105), (), ("* spoed",)
    )
    reading = read(sheet)
    assert len(reading.raw["hulpvragen"]) == 2
    assert noted(reading, "row-lone") == ("Vragen!A2", "Vragen!A8")
    assert noted(reading, "row-header") == ("Vragen!A4",)
    assert noted(reading, "row-total") == ("Vragen!A6",)


@pytest.mark.parametrize(("what", "kind"), [(FORMULA, "formula"), (ERROR, "error")])
def test_cells_without_a_value_are_asked(what: str, kind: str) -> None:
    reading = read(requests(HEADERS, ("Startblok", "gedrag", ""), broken={(1, 2): what}))
    assert asked(reading, kind) == ("Vragen!C2",)
    assert "minutes" not in first(reading)


def test_a_request_that_is_over_does_not_count() -> None:
    reading = read(requests((*HEADERS, "Status"), (*ROW, "afgerond"), ("Mozaiek", "leren", 45, "loopt")))
    assert [h["school"] for h in reading.raw["hulpvragen"]] == ["05CD00"]
    assert noted(reading, "ended") == ("Vragen!D2",)


def test_more_visits_than_days_are_asked() -> None:
    sheet = requests((*HEADERS, "Frequentie", "Dagdeel"), (*ROW, "2x per week", "vr mi"))
    reading = read(sheet)
    assert asked(reading, "visits") == ("Vragen!E2",)
    assert "visits" not in first(reading)
    anywhere = first(read(sheet, answers={reading.open[0].id: "any"}))
    assert anywhere["visits"] == 2
    assert "half_days" not in anywhere


def test_headers_over_two_rows_with_merged_days() -> None:
    staff = Sheet(
        "AB'ers",
        (
            ("Formatie 2026",),
            ("Naam", "Expertise", "Maandag", None, "Dinsdag", None, "fte"),
            (None, None, "och", "mi", "och", "mi", None),
            ("Marijke", "gedrag", "x", None, "\u2713", "9-15", "0,5"),
        ),
        merged=(((1, 0), (2, 0)), ((1, 1), (2, 1)), ((1, 2), (1, 3)), ((1, 4), (1, 5)), ((1, 6), (2, 6))),
    )
    reading = read(requests(HEADERS, ROW), staff, staff=False)
    assert noted(reading, "header") == ("Vragen!A1", "AB'ers!A2")
    begeleider = first(reading, "begeleiders")
    assert begeleider["contract_minutes"] == 1200
    assert begeleider["availability"] == {
        "ma-ochtend": "08:30-12:15",
        "di-ochtend": "08:30-12:15",
        "di-middag": "12:45-15:00",
    }


def test_somebody_on_two_rows_is_one_begeleider_and_a_vacancy_nobody() -> None:
    staff = Sheet(
        "Team",
        (
            ("Naam", "Expertise", "Kring", "Uren"),
            ("Marijke", "gedrag", None, 20),
            ("marijke ", "ASS", None, 20),
            ("Vacature", "leren", None, 16),
        ),
    )
    reading = read(requests(HEADERS, ROW), staff, staff=False)
    assert [b["expertise"] for b in reading.raw["begeleiders"]] == [["gedrag", "autisme"]]
    assert noted(reading, "begeleider-twice") == ("Team!A3",)
    assert noted(reading, "nobody") == ("Team!A4",)


def test_a_hidden_sheet_is_said_and_only_read_when_asked_for() -> None:
    hidden = Sheet("oud", requests(HEADERS, ("Mozaiek", "leren", 30)).rows, hidden=True)
    reading = read(requests(HEADERS, ROW), hidden)
    assert asked(reading, "hidden") == ("oud",)
    assert len(reading.raw["hulpvragen"]) == 1
    assert noted(reading, "sheet-hidden") == ("oud",)
    assert len(read(requests(HEADERS, ROW), hidden, answers={"hidden:oud": "read"}).raw["hulpvragen"]) == 2


def test_a_sheet_without_a_table_is_said() -> None:
    reading = read(
        requests(HEADERS, ROW), Sheet("Draaitabel", (("som van uren", 12), ("blabla", 3))), Sheet("Blad3", ())
    )
    assert noted(reading, "sheet-unread") == ("Draaitabel",)


def test_a_header_with_a_slip_is_asked() -> None:
    sheet = requests(("School", "Hulpvraag", "Duur", "Priortieit"), (*ROW, "hoog"))
    reading = read(sheet)
    assert asked(reading, "column") == ("Vragen!D1",)
    assert reading.open[0].guess == "priority"
    ignored = read(sheet, answers={reading.open[0].id: "ignored"})
    assert "priority" not in first(ignored)
    assert noted(ignored, "column-unread") == ("Vragen!D1",)


def test_kringen_of_begeleiders_with_other_words() -> None:
    schools = Sheet(
        "Scholen",
        (("Brin", "School", "Kring"), ("08MN00", "Startblok", "Alphen Noord"), ("05CD00", "Mozaiek", "Nieuwkade")),
    )
    staff = Sheet(
        "Team",
        (
            ("Naam", "Expertise", "Kring", "Uren"),
            ("Marijke", "gedrag", "kring Nieuwkade, Alphen-Noord", 20),
            ("Joost", "gedrag", "Alfen Noord", 20),
            ("Fatima", "leren", "alle kringen", 20),
        ),
    )
    reading = read(requests(HEADERS, ROW), staff, schools, staff=False)
    assert reading.raw["begeleiders"][0]["kringen"] == ["Nieuwkade", "Alphen Noord"]
    assert "kringen" not in reading.raw["begeleiders"][2]
    assert [(q.kind, q.where, q.guess) for q in reading.open] == [("kring", ("Team!C3",), "Alphen Noord")]


def test_a_school_without_kring_is_asked_with_that_of_the_nearest() -> None:
    schools = Sheet(
        "Scholen",
        (
            ("Brin", "School", "Kring"),
            ("08MN00", "Startblok", "Noord"),
            ("03GH00", "Regenboog", "Zuid"),
            ("05CD00", "Mozaiek"),
        ),
    )
    reading = read(requests(HEADERS, ROW), schools)
    assert [(q.kind, q.where, q.guess) for q in reading.open] == [("kring-of", ("Scholen!A4",), "Noord")]
    assert {s["id"]: s["kring"] for s in reading.raw["schools"]} == {
        "08MN00": "Noord",
        "03GH00": "Zuid",
        "05CD00": "Noord",
    }


def test_faults_of_the_region_are_said_with_their_cell() -> None:
    sheet = requests((*HEADERS, "Laatste bezoek"), (*ROW, date(2062, 11, 3)), ("Mozaiek", "leren", "9 uur", None))
    reading = read(sheet, _NEW_STAFF)
    assert {(f.code, f.where) for f in reading.faults} == {
        ("last-visit-after-week", "Vragen!D2"),
        ("too-large", "Vragen!C3"),
        ("missing-field", "Team 2!C2"),
        ("contract-too-long", "Team 2!D3"),
    }
    assert reading.intake.region is None


def test_a_workbook_without_requests_or_begeleiders_is_refused() -> None:
    reading = read(Sheet("Blad1", (("hallo",),)), staff=False)
    assert [(f.code, f.facts["table"]) for f in reading.faults] == [
        ("messy-no-table", "hulpvragen"),
        ("messy-no-table", "begeleiders"),
    ]


def test_a_table_of_which_no_row_counts_is_refused() -> None:
    reading = read(requests((*HEADERS, "Status"), (*ROW, "vervallen")))
    assert [(f.code, f.where) for f in reading.faults] == [("messy-no-rows", "Vragen!A1")]


def test_numbers_beyond_all_measure_are_asked_about() -> None:
    reading = read(requests((*HEADERS, "Aantal bezoeken"), ("Startblok", "gedrag", 1.2e301, 1e308)))
    assert asked(reading, "value") == ("Vragen!C2", "Vragen!D2")


def test_the_sound_sheet_itself_needs_no_guess() -> None:
    reading = read(requests(HEADERS, ROW))
    assert reading.open == ()
    assert reading.faults == ()
    assert {note.code for note in reading.notes} <= {"header", "list-kind", "school", "half-days"}
    assert STAFF.where(0, 0) == "Team!A1"


def test_schools_with_their_own_coordinates_need_no_list() -> None:
    schools = Sheet(
        "Scholen",
        (
            ("School", "Plaats", "Kring", "Lat", "Lon"),
            ("De Ark", "Alpherveen", "Noord", "52,13", "4.65"),
            ("De Bron", "Nieuwkade", "Zuid", 52.15, 4.77),
        ),
    )
    vragen = requests(HEADERS, ("ark", "gedrag", 60), ("bron Nieuwkade", "leren", 45))
    nothing = SchoolList()
    reading = read_book((vragen, schools, STAFF), nothing, {}, name="Proef", today=TODAY)
    assert nothing == SchoolList()
    assert reading.faults == ()
    assert reading.open == ()
    assert [s["location"] for s in reading.raw["schools"]] == [{"lat": 52.13, "lon": 4.65}, {"lat": 52.15, "lon": 4.77}]
    assert [h["school"] for h in reading.raw["hulpvragen"]] == ["De-Ark", "De-Bron"]
    assert {k.name for k in reading.intake.or_raise().kringen} == {"Noord", "Zuid"}


def test_what_is_read_twice_is_the_same() -> None:
    sheet = requests(HEADERS, ROW, ("de wereldwijde", "gedarg", "veel"))
    assert read(sheet) == read(sheet)
