"""Every fault of a workbook is found, at its cell, and told in both languages."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

import pytest

import optimizer.language
from optimizer.domain.wording import fault_text
from optimizer.language import LANGUAGES
from tests.io.workbook.books import PUPILS, Sheets, faults_of, save, sheets, told
from tests.io.workbook.fault_cases import CASES, Case

_FILE = resources.files(optimizer.language) / "nl" / "workbook.toml"
OWN_CODES = set(tomllib.loads(_FILE.read_text(encoding="utf-8"))["fault"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_said_with_its_cell(case: Case, tmp_path: Path) -> None:
    path = save(sheets(*case.changes, more=case.more), tmp_path, case.finish)
    assert told(path) == list(case.faults)
    for fault in faults_of(path):
        for lang in LANGUAGES:
            what, mend = fault_text(fault, lang)
            assert what
            assert mend
    assert case.says in " ".join(fault_text(faults_of(path)[0]))


def test_there_are_many_cases_of_many_kinds() -> None:
    assert len(CASES) >= 50
    assert len({code for case in CASES for code, _ in case.faults}) >= 35


def test_every_fault_of_workbooks_is_provoked() -> None:
    provoked = {code for case in CASES for code, _ in case.faults}
    files = {
        f"workbook-{name}" for name in ("not-xlsx", "old-format", "encrypted", "damaged", "too-large", "bomb", "cells")
    }
    # those of files: test_safety.py
    assert {code for code in OWN_CODES if code not in files} <= provoked
    assert files <= OWN_CODES


def test_the_base_has_no_fault(tmp_path: Path) -> None:
    assert told(save(sheets(), tmp_path)) == []


def test_all_faults_come_at_once_in_the_order_of_the_workbook(tmp_path: Path) -> None:
    wanted = [case for case in CASES if case.name in {"half a minute", "no point at all", "a code with a space"}]
    path = save(sheets(*(change for case in wanted for change in case.changes)), tmp_path)
    assert told(path) == [
        ("missing-field", "Scholen!C2"),
        ("bad-id", "Begeleiders!A2"),
        ("wrong-type", "Hulpvragen!D2"),
    ]


def test_a_missing_column_is_said_once_and_not_for_every_row(tmp_path: Path) -> None:
    made = sheets()
    for row in made["Hulpvragen"]:
        row.pop(2)
    found = told(save(made, tmp_path))
    assert found == [("column-missing", "Hulpvragen!A1")]


def test_an_id_with_a_fault_makes_no_reference_to_it_a_fault(tmp_path: Path) -> None:
    made = sheets()
    made["Scholen"][1][0] = 12e3
    made["Hulpvragen"][1][1] = "12E3"
    assert told(save(made, tmp_path)) == [("cell-code-as-number", "Scholen!A2")]


def test_an_english_workbook_is_told_about_in_its_own_names(tmp_path: Path) -> None:
    made: Sheets = {
        "Schools": [["Name", "Location"], ["De Eik", "52.13, 4.65"]],
        "Coaches": [["Name", "Expertise"], ["Noor", "taal"]],
        "Requests": [["Number", "School", "Expertise"], ["H1", "De Eik", None]],
    }
    fault = faults_of(save(made, tmp_path))[0]
    assert (fault.code, fault.where) == ("missing-field", "Requests!C2")
    assert fault_text(fault, "en")[0] == 'The field "Expertise" is missing.'


def test_values_of_the_json_are_told_in_words_of_the_workbook(tmp_path: Path) -> None:
    made = sheets(more=PUPILS)
    made["Leerlingen"][0] += ["Waarom", "Mogelijke treden"]
    made["Leerlingen"][1] += ["thuiszitter", "eigen school"]
    made["Groepsarrangementen"] = [
        ["Code", "Soort", "Expertise", "Dagdelen", "Loopt op school", "Loopt op dagdeel", "Loopt met begeleider"],
        ["A1", "taal", "taal", "ma-ochtend", "De Eik", "di-ochtend", "Noor"],
    ]
    since, running = faults_of(save(made, tmp_path))
    assert (since.code, since.where) == ("since-missing", "Leerlingen!A2")
    assert fault_text(since) == (
        "Bij een leerling van het soort thuiszitter hoort de datum sinds wanneer.",
        "Vul in sinds wanneer.",
    )
    assert (running.code, running.where) == ("running-half-day", "Groepsarrangementen!F2")
    assert fault_text(running) == (
        "De lopende groep is op di-ochtend, en dat dagdeel mag niet.",
        "Mogelijk zijn: ma-ochtend.",
    )


def test_an_english_workbook_names_its_own_half_days(tmp_path: Path) -> None:
    made: Sheets = {
        "Schools": [["Name", "Location"], ["De Eik", "52.13, 4.65"]],
        "Coaches": [["Name", "Expertise"], ["Noor", "taal"]],
        "Requests": [
            ["Number", "School", "Expertise", "Half days"],
            ["H1", "De Eik", "taal", "Mon morning; mon morning"],
        ],
    }
    (fault,) = faults_of(save(made, tmp_path))
    assert (fault.code, fault.where) == ("duplicate-in-list", "Requests!D2")
    assert fault_text(fault, "en")[0] == "Mon morning stands twice in this list."


def test_truth_and_rooms_are_told_in_words_of_the_spreadsheet(tmp_path: Path) -> None:
    made = sheets()
    made["Scholen"][0] += ["Soort", "Leerlingen"]
    made["Scholen"][1] += [True, False]
    made["Scholen"][1][4] = "twee"
    rooms, kind, pupils = faults_of(save(made, tmp_path))
    assert (rooms.where, fault_text(rooms)) == (
        "Scholen!E2",
        (
            "twee is niet wat hier hoort te staan.",
            "Vul hier één getal, of per dagdeel een getal, zoals ma-ochtend 2; wo-middag 0 in.",
        ),
    )
    assert (kind.where, fault_text(kind)[0]) == ("Scholen!F2", '"WAAR" kan hier niet.')
    assert (pupils.where, fault_text(pupils)[0]) == ("Scholen!G2", "ONWAAR is niet wat hier hoort te staan.")
