from __future__ import annotations

from datetime import date

import pytest

from optimizer.io.messy.ids import is_code
from optimizer.io.messy.sheets import Cell
from tests.io.messy.books import HEADERS, ROW, noted, read, requests


@pytest.mark.parametrize(
    "cell", [12, 12.0, "2026-013", "HV-12", "hv 12", "A7", "AB12/3", "dossier 4", "12345678", "00AB01"]
)
def test_codes(cell: Cell) -> None:
    assert is_code(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "Tim", "Tim 2", "Bo 3", "bo3", "T. de Vries 4", "Mo", "-", "3-4-2015", "03.04.15", date(2015, 4, 3), True,
        # passes the test of eleven, as every citizen service number does
        111222333, "111222333",
    ],
)  # fmt: skip
def test_what_is_no_code(cell: Cell) -> None:
    assert not is_code(cell)


def test_a_number_of_the_file_is_the_id() -> None:
    reading = read(requests((*HEADERS, "Dossier"), (*ROW, "HV-12"), ("Mozaiek", "leren", 45, 13)))
    assert [h["id"] for h in reading.raw["hulpvragen"]] == ["HV-12", "13"]
    assert noted(reading, "id-made") == ()


def test_a_name_where_a_number_belongs_gets_a_made_id() -> None:
    reading = read(requests((*HEADERS, "Dossier"), (*ROW, "Tim"), ("Mozaiek", "leren", 45, 13)))
    assert [h["id"] for h in reading.raw["hulpvragen"]] == ["08MN00-gedrag-1", "13"]
    assert noted(reading, "id-made") == ("Vragen!D2",)


def test_letters_that_most_numbers_have_are_part_of_them() -> None:
    rows = [("Startblok", "gedrag", 30 + n, f"Rijnstreek-{n}") for n in range(4)]
    reading = read(requests((*HEADERS, "id"), *rows, (*ROW, "Quiryn-5")))
    assert [h["id"] for h in reading.raw["hulpvragen"]] == [
        "Rijnstreek-0", "Rijnstreek-1", "Rijnstreek-2", "Rijnstreek-3", "08MN00-gedrag-1",
    ]  # fmt: skip
    assert noted(reading, "id-made") == ("Vragen!D6",)
