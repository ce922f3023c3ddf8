"""A column that is needed and has a header nobody foresaw: asked once, and remembered by that header."""

from __future__ import annotations

import pytest

from optimizer.io.messy.columns import HULPVRAGEN, known
from optimizer.io.messy.mapping import Learnt
from optimizer.io.messy.plain import key_of
from optimizer.io.messy.read import layout_of
from optimizer.io.messy.sheets import Cell, Sheet
from optimizer.io.messy.wording import choice_text, question_text
from tests.io.messy.books import ROW, STAFF, asked, noted, read, requests

ODD = ("School", "Waarvoor", "Duur", "Bijlage")
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("Startblok", "gedrag", 60, "ja"),
    ("Mozaiek", "leren", 45, "zie map"),
    ("Startblok", "iets liefs", 30, None),
)


def test_a_column_that_is_needed_is_asked_once() -> None:
    question = read(requests(ODD, *ROWS)).open[0]
    assert (question.id, question.kind) == ("needed:Vragen:expertise", "needed")
    assert question.where == ("Vragen!B1", "Vragen!D1")
    assert question_text(question) == "Op blad 'Vragen' is geen kolom herkend met de expertise. Welke kolom is dat?"
    assert [choice_text(choice) for choice in question.choices] == [
        "kolom B, 'Waarvoor': 3x tekst (lengte 5-9), 3 verschillend",
        "kolom D, 'Bijlage': 2x tekst (lengte 2-6), 2 verschillend",
        "geen van deze",
    ]
    # two of three cells are fields of expertise
    assert (question.guess, question.certainty) == (key_of("Waarvoor"), 67)


def test_a_header_of_several_unknown_words_is_not_repeated() -> None:
    question = read(requests(("School", "Afspraken Quiryn", "Duur"), ("Startblok", "x", 60))).open[0]
    assert choice_text(question.choices[0]) == "kolom B, '…': 1x tekst (lengte 1), 1 verschillend"


def test_while_it_is_open_no_row_is_asked_about() -> None:
    assert [q.kind for q in read(requests(("School", "Waarvoor", "Duur"), ("Startblok", "x", 60))).open] == ["needed"]


def test_the_answer_is_remembered_by_the_header_wherever_that_moves() -> None:
    sheet = requests(ODD, *ROWS[:2])
    reading = read(sheet, answers={"needed:Vragen:expertise": key_of("Waarvoor")})
    assert [h["expertise"] for h in reading.raw["hulpvragen"]] == ["gedrag", "leren"]
    known_layouts = Learnt().with_layout(layout_of((sheet, STAFF)), reading.tables, reading.settled)
    moved = requests(("Waarvoor", "Bijlage", "School", "Duur"), ("leren", "x", "Startblok", 60))
    later = read(moved, answers=known_layouts.answers(layout_of((moved, STAFF))))
    assert later.open == ()
    assert [h["expertise"] for h in later.raw["hulpvragen"]] == ["leren"]


def test_two_columns_with_the_same_odd_header_are_told_apart() -> None:
    sheet = requests(("School", "Waarvoor", "Waarvoor", "Duur"), ("Startblok", "x y", "leren", 60))
    second = f"{key_of('Waarvoor')}/2"
    assert read(sheet).open[0].guess == second
    reading = read(sheet, answers={"needed:Vragen:expertise": second})
    mapping = Learnt().with_layout(layout_of((sheet, STAFF)), reading.tables, reading.settled)
    later = read(sheet, answers=mapping.answers(layout_of((sheet, STAFF))))
    assert (later.open, later.raw["hulpvragen"][0]["expertise"]) == ((), "leren")


def test_a_sheet_without_such_a_column_asks_once_for_all_rows() -> None:
    sheet = requests(("School", "Duur"), ("Startblok", 60), ("Mozaiek", 45))
    reading = read(sheet)
    assert [(q.id, q.where, q.guess) for q in reading.open] == [("no-column:Vragen", ("Vragen",), None)]
    answered = read(sheet, answers={"no-column:Vragen": "leren"})
    assert [h["expertise"] for h in answered.raw["hulpvragen"]] == ["leren", "leren"]
    # also when none of the columns that are there is the one
    odd = requests(ODD, *ROWS[:2])
    assert asked(read(odd, answers={"needed:Vragen:expertise": "none"}), "no-column") == ("Vragen",)


def test_the_school_column_is_recognised_by_the_schools_in_it() -> None:
    sheet = requests(("Waar", "Hulpvraag", "Freq.", "Duur"), ("Startblok", "gedrag", "wekelijks", 60))
    question = read(sheet).open[0]
    assert (question.id, question.guess, question.certainty) == ("needed:Vragen:school", key_of("Waar"), 89)
    reading = read(sheet, answers={question.id: key_of("Waar")})
    assert (reading.open, reading.faults) == ((), ())
    assert [h["school"] for h in reading.raw["hulpvragen"]] == ["08MN00"]


def test_begeleiders_without_a_column_for_their_hours() -> None:
    staff = Sheet("Team", (("Naam", "Expertise", "Tijd"), ("Marijke", "gedrag", 24), ("Joost", "leren", 20)))
    question = read(requests(("School", "Hulpvraag", "Duur"), ROW), staff, staff=False).open[0]
    assert (question.id, question.guess, question.certainty) == ("needed:Team:contract_minutes", key_of("Tijd"), 60)
    answers = {question.id: key_of("Tijd")}
    reading = read(requests(("School", "Hulpvraag", "Duur"), ROW), staff, staff=False, answers=answers)
    assert [b["contract_minutes"] for b in reading.raw["begeleiders"]] == [1440, 1200]


def test_what_begeleiders_have_may_be_spread_over_sheets() -> None:
    hours = Sheet("Formatie", (("Naam", "fte", "Werkdagen"), ("Marijke de Wit", 0.5, "ma di")))
    reading = read(requests(("School", "Hulpvraag", "Duur"), ROW), hours)
    assert [q.kind for q in reading.open] == []


@pytest.mark.parametrize(
    "header",
    [
        "Deskundigheid", "Specialisme", "Ondersteuningsbehoefte", "Type begeleiding", "Discipline",
        "Ondersteuningsvraag",
        "Soort ondersteuning", "Vakgebied", "Gevraagde expertise", "Begeleidingsvraag", "Aandachtsgebied",
    ],
)  # fmt: skip
def test_words_that_coordinators_use_for_expertise(header: str) -> None:
    reading = read(requests(("School", header, "Duur"), ROW))
    assert reading.open == ()
    assert [h["expertise"] for h in reading.raw["hulpvragen"]] == ["gedrag"]
    assert noted(reading, "column-unread") == ()


def test_every_known_header_means_one_thing() -> None:
    assert known(HULPVRAGEN)["deskundigheid"] == "expertise"
