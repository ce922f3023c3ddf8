from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.domain.fault import Fault
from optimizer.io.messy.answers import answers_json, read_answers
from optimizer.io.messy.mapping import Learnt, beside, mapping_json, read_mapping
from optimizer.io.messy.plain import key_of
from optimizer.io.messy.questions import guessed, prompts
from optimizer.io.messy.read import layout_of
from optimizer.io.messy.sheets import Cell, Sheet
from tests.io.messy.books import HEADERS, ROW, STAFF, read, requests

SLIP = (*HEADERS, "Priortieit")


def slipped(*rows: tuple[Cell, ...]) -> Sheet:
    return requests(SLIP, (*ROW, "hoog"), ("de wereldwijde", "leren", "veel", None), *rows)


def learnt(sheet: Sheet) -> Learnt:
    """What accepting all guesses about a sheet teaches."""
    answers: dict[str, str] = {}
    while new := guessed(read(sheet, answers=answers).open):
        answers |= new
    reading = read(sheet, answers=answers)
    assert reading.open == ()
    return Learnt().with_layout(layout_of((sheet, STAFF)), reading.tables, reading.settled)


def test_the_same_layout_is_not_asked_again_and_a_new_name_is() -> None:
    known = learnt(slipped())
    more = slipped(("keerkrng", "gedrag", 60, None))
    key = layout_of((more, STAFF))
    assert read(slipped(), answers=known.answers(key)).open == ()
    assert [q.where for q in read(more, answers=known.answers(key)).open] == [("Vragen!A4",)]


def test_a_layout_is_its_sheets_and_headers() -> None:
    sheet = slipped()
    key = layout_of((sheet, STAFF))
    assert layout_of((slipped(("x", "y", 1, None)), STAFF)) == key
    assert layout_of((replace(sheet, name="Anders"), STAFF)) != key
    assert layout_of((requests(HEADERS, ROW), STAFF)) != key
    assert layout_of((sheet, STAFF, Sheet("Leeg", (), hidden=True))) != key


def test_a_mapping_survives_its_file(tmp_path: Path) -> None:
    known = learnt(slipped())
    path = beside(tmp_path / "Inzet.xlsx")
    path.write_text(mapping_json(known), encoding="utf-8")
    assert path.name == "Inzet.kolommen.json"
    assert read_mapping(path) == (known, ())
    assert read_mapping(tmp_path / "nothing.json") == (Learnt(), ())


@pytest.mark.parametrize("by_hand", ['"Bijlage": "priority"', '"D {}": "priority"', '"{}": "priority"'])
def test_a_column_corrected_by_hand_in_the_file_holds(tmp_path: Path, by_hand: str) -> None:
    sheet = requests((*HEADERS, "Bijlage"), (*ROW, "laag"))
    path = tmp_path / "kolommen.json"
    text = mapping_json(learnt(sheet))
    entry = f'"D {key_of("Bijlage")}": "ignored"'
    assert entry in text
    assert "ijlage" not in text
    path.write_text(text.replace(entry, by_hand.format(key_of("Bijlage"))), encoding="utf-8")
    known, _ = read_mapping(path)
    reading = read(sheet, answers=known.answers(layout_of((sheet, STAFF))))
    assert reading.raw["hulpvragen"][0]["priority"] == "low"


def test_learning_one_layout_keeps_the_others() -> None:
    first = learnt(slipped())
    reading = read(requests(HEADERS, ROW))
    both = first.with_layout("other", reading.tables, reading.settled)
    assert set(both.layouts) == {*first.layouts, "other"}


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"version": 3, "layouts": {}}',
        '{"version": 1}',
        '{"version": 2, "layouts": {"a": {"sheets": {}, "answers": {"q": 1}}}}',
    ],
)
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "anders.json"
    path.write_text(text, encoding="utf-8")
    assert read_mapping(path)[1] == (Fault(code="messy-mapping", where="anders.json"),)


def test_answers_are_filled_in_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "antwoorden.json"
    reading = read(requests(HEADERS, ("regenboog", "gedarg", 60)))
    path.write_text(answers_json({"earlier": "yes"}, reading.open), encoding="utf-8")
    given, faults = read_answers(path)
    assert faults == ()
    # what has no guess is left to be filled in
    assert given == {"earlier": "yes", f"expertise:{key_of('gedarg')}": "gedrag"}
    assert read_answers(tmp_path / "nothing.json") == ({}, ())


@pytest.mark.parametrize("text", ["[]", '{"questions": [{"id": "a", "answer": 3}]}', '{"a": ["b"]}'])
def test_answers_of_another_form_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "antwoorden.json"
    path.write_text(text, encoding="utf-8")
    assert [fault.code for fault in read_answers(path)[1]] == ["messy-answers"]


def test_the_layout_is_asked_first_and_likely_guesses_together() -> None:
    reading = read(slipped(("windroos", "gedrag", 60, None), ("keerkrng", "gedarg", 60, None)))
    assert [[q.kind for q in group] for group in prompts(reading.open)] == [["column"]]
    later = read(
        slipped(("windroos", "gedrag", 60, None), ("keerkrng", "gedarg", 60, None)), answers=guessed(reading.open[:1])
    )
    groups = [sorted(q.kind for q in group) for group in prompts(later.open)]
    assert sorted(groups) == [["expertise", "school", "school"], ["school"], ["value"]]
