from __future__ import annotations

import re
from pathlib import Path

import pytest

from optimizer.domain.half_day import HALF_DAYS
from optimizer.io.messy import values
from optimizer.io.messy.book import read_sheets
from optimizer.io.messy.columns import COLUMNS
from optimizer.io.messy.questions import Choice, Note, Question, guessed
from optimizer.io.messy.read import Reading, read_book
from optimizer.io.messy.values.amounts import Rhythm
from optimizer.io.messy.wording import answer_text, choice_text, note_text, question_text
from optimizer.language import LANGUAGES, catalogue
from tests.io.messy.books import listed
from tests.io.messy.workbooks import TODAY, write_book

ROOM = Path(values.__file__).parents[1]


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reading, Reading]:
    """The messy workbook, before and after all guesses were accepted."""
    sheets = read_sheets(write_book(tmp_path_factory.mktemp("book")))
    before = read_book(sheets, listed(), {}, name="Proef", today=TODAY)
    answers = {q.id: q.choices[0].value for q in before.open} | guessed(before.open)
    return before, read_book(sheets, listed(), answers, name="Proef", today=TODAY)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_asked_and_noted_has_words(readings: tuple[Reading, Reading], lang: str) -> None:
    for reading in readings:
        told = [note_text(note, lang) for note in reading.notes]
        told += [question_text(question, lang) for question in reading.asked]
        told += [answer_text(q, choice.value, lang) for q in reading.asked for choice in q.choices]
        assert all(told)
        assert not any(re.search(r"\{\w+\}", line) for line in told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_in_the_source_has_words(lang: str) -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py"))
    known = catalogue(lang)
    notes = set(re.findall(r'\.note\(\s*"([a-z-]+)"', source)) | set(re.findall(r'"(row-[a-z]+|list-[a-z-]+)"', source))
    questions = set(re.findall(r'\bkind="([a-z-]+)"', source))
    guesses = set(re.findall(r'Value\([^"\n]*"([a-z-]+)"(?: if [^"\n]*)?\)', source)) - {"", "wekelijks"}
    assert len(notes) > 15
    assert len(questions) > 10
    assert len(guesses) > 8
    mine = {code for code in notes if f"fault.{code}.what" not in known}
    texts = {key.removesuffix(".many") for key in known if f"{key.removesuffix('.many')}.one" in known} | set(known)
    assert {f"messy.note.{code}" for code in mine | guesses} <= texts
    assert {f"messy.question.{kind}" for kind in questions} <= texts
    assert {f"messy.question.{kind}-unread" for kind in ("value", "school", "person", "expertise")} <= texts
    assert {f"messy.choice.{field}" for fields in COLUMNS.values() for field in fields} <= set(known)


def test_words_of_a_closed_list_are_translated() -> None:
    note = Note("word", ("Blad1!A1",), {"given": "hoog", "read": "granted"})
    assert note_text(note, "nl") == "'hoog' is toegekend"
    assert choice_text(Choice("De-Ark")) == "De-Ark"


@pytest.mark.parametrize(
    ("code", "given", "read", "expected"),
    [
        ("half-days", "ma/wo och", "ma-ochtend, wo-ochtend", "'ma/wo och' is ma-ochtend, wo-ochtend"),
        ("half-days", "di", "di-ochtend, di-middag", "'di' is dinsdag"),
        ("half-days", "s ochtends", ", ".join(HALF_DAYS[::2]), "'s ochtends' is elke ochtend"),
        ("duration", "anderhalf uur", "90 min", "'anderhalf uur' is 90 minuten"),
        ("visits-of-minutes", "2x45", "2 x 45 min", "'2x45' is 2 bezoeken van 45 minuten"),
        ("half-days", "altijd", ", ".join(HALF_DAYS), "'altijd' is elk dagdeel"),
        (
            "hours",
            "di 9-12, do",
            "di-ochtend 09:00-12:00, do-ochtend, do-middag",
            "'di 9-12, do' is di-ochtend 09:00-12:00, donderdag",
        ),
        ("rhythm", "1x/2wk", str(Rhythm(1, 2)), "'1x/2wk' is 1 keer in de 2 weken"),
        ("rhythm", "2x p/w", str(Rhythm(2, 1)), "'2x p/w' is 2 keer per week"),
        ("rhythm", "consult", str(Rhythm(1, 1, 1)), "'consult' is één bezoek"),
        ("date-serial", "46329", "2026-11-03", "46329 is een datum als getal: 3 november 2026"),
        ("fte", "0.8", "1920 min / wk", "0,8 fte is 32 uur per week"),
        ("fte", "0.55", "1335 min / wk", "0,55 fte is 22,25 uur per week"),
    ],
)
def test_what_was_read_is_said_in_words(code: str, given: str, read: str, expected: str) -> None:
    assert note_text(Note(code, (), {"given": given, "read": read}), "nl") == expected


@pytest.mark.parametrize(("count", "expected"), [("1", "van 1 school"), ("2", "van 2 scholen")])
def test_one_school_and_several(count: str, expected: str) -> None:
    note = Note("kring-per-gemeente", (), {"count": count})
    assert note_text(note, "nl") == f"{expected} is de kring niet bekend: elke gemeente is één kring"


@pytest.mark.parametrize(("days", "expected"), [("1", "passen niet op 1 dag."), ("2", "passen niet op 2 dagen.")])
def test_one_day_and_several(days: str, expected: str) -> None:
    question = Question("visits:", "visits", (), {"visits": "3", "days": days}, ())
    assert question_text(question, "nl") == f"3 bezoeken per week {expected} Wat geldt?"
