"""The name of a pupil, typed in any cell about pupils, is repeated in no fault of a workbook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer.domain.fault import Fault
from optimizer.domain.wording import fault_text
from optimizer.io.workbook.column import Column, Kind, Sheet
from optimizer.io.workbook.layout import SHEETS
from optimizer.io.workbook.words import header, sheet_title
from optimizer.language import LANGUAGES
from tests.io.workbook.books import PUPILS, Sheets, faults_of, save, sheets

SECRETS = ("kees", "jansen")
_OTHERS = frozenset({"schools", "kringen", "begeleiders"})


def about_pupils(sheet: Sheet, column: Column) -> bool:
    """Tell whether a cell is about a pupil or may be named after one."""
    of_request = sheet.key == "hulpvragen" and column.kind is not Kind.TEXT and _OTHERS.isdisjoint(column.names)
    return sheet.path[:1] == ("leerlingen",) or "leerlingen" in column.names or of_request


CELLS = [(s, c) for s in SHEETS for c in s.columns if about_pupils(s, c) and c.key != "institute"]
ROWS: dict[str, dict[str, object]] = {
    "leerlingen": {"Nummer": "p9"},
    "needs": {"Leerling": "p1", "Expertise": "taal"},
    "applications": {"Leerling": "p1", "School": "De Eik", "Datum": "2026-10-01"},
    "attendance": {"Leerling": "p1", "Plaats": "De Eik", "Dagdelen": "ma-ochtend"},
    "hulpvragen": {"Nummer": "H9", "School": "De Eik", "Expertise": "taal"},
    "arrangementen": {"Code": "A1", "Soort": "taal", "Expertise": "taal"},
    "pins": {"Wat": "H1", "Begeleider": "B1"},
}


def told(faults: list[Fault]) -> str:
    """Everything that a reader can see of faults."""
    texts = [text for fault in faults for lang in LANGUAGES for text in fault_text(fault, lang)]
    return "\n".join([*(fault.where for fault in faults), *texts, *(json.dumps(f.facts) for f in faults)]).casefold()


def book_with(sheet: Sheet, column: Column, value: object) -> Sheets:
    """Return a workbook with pupils in which one cell of one more row has a value."""
    made = sheets(more=PUPILS)
    row = ROWS[sheet.key] | {header(sheet, column, "nl"): value}
    title = sheet_title(sheet.key, "nl")
    rows = made.setdefault(title, [list(row)])
    heads = rows[0]
    heads += [name for name in row if name not in heads]
    rows.append([row.get(name) for name in heads])
    return made


@pytest.mark.parametrize(("sheet", "column"), CELLS, ids=lambda one: one.key)
def test_a_name_in_a_cell_is_in_no_fault(sheet: Sheet, column: Column, tmp_path: Path) -> None:
    for name in ("Kees Jansen", "Kees"):
        faults = faults_of(save(book_with(sheet, column, name), tmp_path))
        accepted = column.kind is Kind.TEXT or (column.path == ("id",) and " " not in name)
        assert bool(faults) is not accepted
        seen = told(faults)
        assert [secret for secret in SECRETS if secret in seen] == []


@pytest.mark.parametrize("title", ["Leerlingen", "Behoeften"])
@pytest.mark.parametrize("name", ["Kees Jansen", "Kees", "naam kees"])
def test_a_name_for_a_header_is_in_no_fault(title: str, name: str, tmp_path: Path) -> None:
    made = sheets(more=PUPILS)
    made.setdefault(title, [["Leerling", "Expertise"], ["p1", "taal"]])
    for row, value in zip(made[title], (name, "x"), strict=False):
        row.append(value)
    faults = faults_of(save(made, tmp_path))
    assert [fault.code for fault in faults] == ["protected-attribute" if "naam" in name else "column-unknown"]
    assert [secret for secret in SECRETS if secret in told(faults)] == []


def test_two_rows_of_one_name_and_a_row_of_nobody_are_told_without_it(tmp_path: Path) -> None:
    made = sheets(more=PUPILS)
    made["Leerlingen"] += [["Kees", None, None, 3], ["Kees", None, None, 4]]
    made["Behoeften"] = [["Leerling", "Expertise"], ["Jansen", "taal"], ["p7", "taal"]]
    faults = faults_of(save(made, tmp_path))
    assert [(fault.code, fault.where, *fault_text(fault)[:1]) for fault in faults] == [
        ("duplicate-id", "Leerlingen!A5", "Dit id bestaat al: Leerlingen!A4."),
        ("row-of-nobody", "Behoeften!A2", 'Wat hier staat, staat niet op het blad "Leerlingen".'),
        ("row-of-nobody", "Behoeften!A3", '"p7" staat niet op het blad "Leerlingen".'),
    ]
