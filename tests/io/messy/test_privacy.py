"""A name of a pupil, wherever it is typed among the requests, is neither shown nor kept."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain.wording import fault_text
from optimizer.io.messy.answers import answers_json
from optimizer.io.messy.mapping import Learnt, mapping_json
from optimizer.io.messy.questions import places
from optimizer.io.messy.read import Reading
from optimizer.io.messy.sheets import Cell, Sheet
from optimizer.io.messy.told import COMMON, Words, facts_of, look_of, told
from optimizer.io.messy.wording import answer_text, choice_text, note_text, question_text
from tests.io.messy.books import HEADERS, ROW, noted, one, read, requests

NAME = "Quiryn"
HEADERS_OF_WORDS = (
    "id", "Dossier", "BRIN", "Plaats", "Zwaarte", "Doelgroep", "Voor wie", "Frequentie", "Bezoeken per week",
    "Om de weken", "Aantal bezoeken", "Laatste bezoek", "Start", "Dagdeel", "ma", "di och", "Tijdvak", "Prio", "Status",
    "AB'er", "Voorkeur begeleider", "Niet door", "Priortieit", "Opmerkingen", "Iets anders",
)  # fmt: skip
CELLS = ("{}", "kind {}", "hoog {}", "ma och {}", "3-11 {}", "wekelijks {}", "Joost / {}", "12E300 {}", "loopt, {}")


def everything_told(reading: Reading) -> str:
    """All that a reader sees of a workbook, and all that is kept of it."""
    told_of: list[str] = [json.dumps(reading.raw, default=str)]
    told_of += [note_text(note) + places(note.where)[0] for note in reading.notes]
    for question in reading.asked:
        told_of += [question_text(question), *(choice_text(choice) for choice in question.choices)]
        told_of.append(answer_text(question, reading.settled.get(question.id, "")))
    told_of += [line for fault in reading.faults for line in (fault.where, *fault_text(fault, "nl"))]
    told_of.append(mapping_json(Learnt().with_layout("layout", reading.tables, reading.settled)))
    told_of.append(answers_json(reading.settled, reading.open))
    return "\n".join(told_of).casefold()


def answered(sheet: Sheet, keep: str = "") -> Reading:
    """The reading once everything has been answered, with what is guessed or else the first choice."""
    answers: dict[str, str] = {}
    reading = read(sheet)
    while reading.open:
        answers |= {q.id: q.guess or next((c.value for c in q.choices if c.value == keep), "") or q.choices[0].value
                    for q in reading.open}  # fmt: skip
        reading = read(sheet, answers=answers)
    return reading


@pytest.mark.parametrize("header", HEADERS_OF_WORDS)
def test_a_name_in_any_column_is_not_repeated(header: str) -> None:
    for cell in CELLS:
        sheet = one(header, cell.format(NAME))
        for reading in (read(sheet), answered(sheet)):
            assert NAME.casefold() not in everything_told(reading), cell


@pytest.mark.parametrize(
    "row",
    [
        (NAME, "gedrag", 60),
        (f"Regenboog Alpherveen ({NAME})", "gedrag", 60),
        (f"windroos {NAME}", "gedrag", 60),
        ("Startblok", NAME, 60),
        ("Startblok", f"gedarg {NAME}", 60),
        ("Startblok", f"rouw / autisme / {NAME}", 60),
        ("Startblok", f"{NAME} kan niet stil zitten in de klas, vraag om gedrag", 60),
        ("Startblok", "gedrag", f"1 uur {NAME}"),
        ("Startblok", "gedrag", NAME),
    ],
)
def test_a_name_with_a_school_expertise_or_duration_is_not_repeated(row: tuple[Cell, ...]) -> None:
    sheet = requests(HEADERS, row, ROW)
    for reading in (read(sheet), answered(sheet, "skip")):
        assert NAME.casefold() not in everything_told(reading)


def test_a_name_above_a_column_is_not_repeated() -> None:
    header = f"Afspraken {NAME}"
    reading = read(requests((*HEADERS, header, f"Uren {NAME}"), (*ROW, "x", 1)))
    assert NAME.casefold() not in everything_told(reading)
    assert noted(reading, "column-unknown") == ("Vragen!D1", "Vragen!E1")


@settings(max_examples=60, deadline=None)
@given(
    before=st.lists(
        st.sampled_from(("kind", "ma", "och", "1", "wekelijks", "hoog", "gedrag", "uur", "/", "(")), max_size=2
    ),
    after=st.lists(
        st.sampled_from(("di", "2x", "per week", "Startblok", ")", "spoed", "-", "10-11", "ASS")), max_size=2
    ),
    column=st.integers(0, 7),
)
def test_a_name_among_known_words_is_not_repeated(before: list[str], after: list[str], column: int) -> None:
    headers = (*HEADERS, "id", "Doelgroep", "Prio", "Dagdeel", "AB'er")
    row: list[Cell] = [*ROW, None, None, None, None, None]
    row[column] = " ".join((*before, NAME, *after))
    assert NAME.casefold() not in everything_told(read(requests(headers, row, (*ROW, *row[3:]))))


def test_the_place_and_kind_of_what_cannot_be_read_are_said() -> None:
    question = read(one("Doelgroep", "Quiryn V.")).open[0]
    assert question.where == ("Vragen!D2",)
    assert question_text(question) == "Dit (tekst van 8 tekens) is in kolom 'Doelgroep' niet te lezen. Wat is bedoeld?"
    person = read(one("AB'er", "Quiryn")).open[0]
    assert question_text(person) == "Welke begeleider is hier bedoeld (tekst van 6 tekens)?"


def test_words_that_are_nobodys_name_are_repeated() -> None:
    texts = [
        question_text(read(one(*cell)).open[0]) for cell in (("Laatste bezoek", "begin november"), ("AB'er", "Josst"))
    ]
    assert texts == [
        "'begin november' in kolom 'Laatste bezoek' is niet te lezen. Wat is bedoeld?",
        "Welke begeleider is 'Josst'?",
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Tim", "letters:3"),
        ("Tim de V.", "letters:7"),
        (123456789.0, "digits:9"),
        ("0612", "digits:4"),
        (True, "truth:1"),
    ],
)
def test_the_kind_of_a_cell(cell: Cell, expected: str) -> None:
    assert look_of(cell) == expected


def test_what_is_told_of_a_text() -> None:
    words = Words(("De Regenboog", "Alpherveen"))
    assert told("Regenbog Alpherveen (Tim de Wit)", words) == "Regenbog Alpherveen … de …"
    assert told("Tim", words) == ""
    assert told("Regenboog 3-4-2015", words) == "Regenboog …"
    assert told("Jan", COMMON) == ""
    assert facts_of("Tim", words) == {"look": "letters:3"}
    assert facts_of("Tim", None) == {"given": "Tim"}


def test_an_answer_that_says_more_than_a_value_is_asked_again() -> None:
    sheet = one("Prio", "misschien wel")
    question = read(sheet).open[0]
    again = read(sheet, answers={question.id: f"hoog {NAME}"})
    assert [q.id for q in again.open] == [question.id]
    assert again.settled == {}
    assert read(sheet, answers={question.id: "hoog"}).raw["hulpvragen"][0]["priority"] == "urgent"
