from __future__ import annotations

import re
from pathlib import Path

import pytest

from optimizer.io.messy import values
from optimizer.io.messy.book import read_sheets
from optimizer.io.messy.columns import COLUMNS
from optimizer.io.messy.questions import Choice, Note, guessed
from optimizer.io.messy.read import Reading, read_book
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
    assert {f"messy.note.{code}" for code in mine | guesses} <= set(known)
    assert {f"messy.question.{kind}" for kind in questions} <= set(known)
    assert {f"messy.choice.{field}" for fields in COLUMNS.values() for field in fields} <= set(known)


def test_words_of_a_closed_list_are_translated() -> None:
    note = Note("word", ("Blad1!A1",), {"given": "hoog", "read": "granted"})
    assert note_text(note, "nl") == "'hoog' is toegekend"
    assert choice_text(Choice("De-Ark")) == "De-Ark"
