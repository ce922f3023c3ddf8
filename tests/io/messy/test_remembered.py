"""Answers hold for what was asked, wherever it stands in the next file, and for nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from optimizer.io.messy.mapping import Learnt, mapping_json, read_mapping
from optimizer.io.messy.questions import guessed
from optimizer.io.messy.read import layout_of
from optimizer.io.messy.sheets import Cell, Sheet
from tests.io.messy.books import HEADERS, ROW, STAFF, asked, read, requests

EMPTY = ("Startblok", None, 60)


def learnt(sheet: Sheet, **chosen: str) -> dict[str, str]:
    """What is remembered of a sheet once its questions have been answered, by kind of question or as guessed."""
    answers: dict[str, str] = {}
    while (reading := read(sheet, answers=answers)).open:
        answers |= guessed(reading.open) | {q.id: chosen[q.kind] for q in reading.open if q.kind in chosen}
    key = layout_of((sheet, STAFF))
    return Learnt().with_layout(key, reading.tables, reading.settled).answers(key)


def expertises(sheet: Sheet, answers: dict[str, str]) -> list[Cell]:
    return [h.get("expertise") for h in read(sheet, answers=answers).raw["hulpvragen"]]


def test_an_answer_about_a_row_moves_with_it() -> None:
    answers = learnt(requests(HEADERS, EMPTY, ROW), **{"no-expertise": "leren"})
    moved = requests(HEADERS, ROW, ("Mozaiek", "gedrag", 45), EMPTY)
    assert read(moved, answers=answers).open == ()
    assert expertises(moved, answers) == ["gedrag", "gedrag", "leren"]


def test_an_answer_about_a_row_does_not_reach_another_in_its_place() -> None:
    answers = learnt(requests(HEADERS, EMPTY, ROW), **{"no-expertise": "leren"})
    for other in (("Mozaiek", None, 60), ("Startblok", None, 45)):
        assert asked(read(requests(HEADERS, other, ROW), answers=answers), "no-expertise") == ("Vragen!B2",)


def test_a_row_about_another_pupil_is_another_row() -> None:
    headers = (*HEADERS, "Naam leerling")
    answers = learnt(requests(headers, (*EMPTY, "Tim"), (*ROW, "Els")), **{"no-expertise": "leren"})
    assert asked(read(requests(headers, (*EMPTY, "Bo"), (*ROW, "Els")), answers=answers), "no-expertise")


def test_a_school_taken_from_the_row_above_is_part_of_what_was_asked() -> None:
    headers = (*HEADERS, "Prio")
    below = (None, None, 30, "hoog")
    answers = learnt(requests(headers, ("Startblok", "gedrag", 60), below), **{"no-expertise": "leren"})
    other = requests(headers, ("Mozaiek", "gedrag", 60), below)
    assert asked(read(other, answers=answers), "no-expertise") == ("Vragen!B3",)


def test_no_answer_is_filed_under_a_place_or_under_words_of_a_cell() -> None:
    sheet = requests((*HEADERS, "AB'er"), (*EMPTY, "Truus"), ("windroos", "gedarg", "veel", None), (*ROW, None))
    answers = learnt(sheet, **{"no-expertise": "leren", "school": "04AB00"})
    kept = [key for key in answers if key.partition(":")[0] not in {"table", "column"}]
    assert sorted(key.partition(":")[0] for key in kept) == ["expertise", "no-expertise", "person", "school", "value"]
    assert all("#" in key and "!" not in key for key in kept)
    assert not any(word in key for key in kept for word in ("truus", "windroos", "gedarg", "veel"))


def test_a_mapping_of_an_earlier_version_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "oud.kolommen.json"
    earlier = {"version": 1, "layouts": {"x": {"sheets": {}, "answers": {"no-expertise:Vragen!3": "leren"}}}}
    path.write_text(json.dumps(earlier), encoding="utf-8")
    found, faults = read_mapping(path)
    assert (found.layouts, found.outdated, faults) == ({}, True, ())
    path.write_text(mapping_json(found), encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == {"version": 2, "layouts": {}}
