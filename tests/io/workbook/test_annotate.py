"""The marked copy: every fault in a list with a link, the cells marked, and nothing of the user's changed."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from openpyxl.comments import Comment  # type: ignore[import-untyped]
from openpyxl.styles import Font, PatternFill  # type: ignore[import-untyped]

from optimizer.domain.fault import Fault
from optimizer.io.workbook.annotate import annotated
from optimizer.io.workbook.read import load_workbook
from optimizer.io.workbook.safety import RefusedError
from tests.io.workbook.books import TODAY, add, cell, faults_of, save, sheets


def dressed(book: Any) -> None:  # noqa: ANN401 -- openpyxl has no types
    """What a coordinator does to a workbook."""
    page = book["Hulpvragen"]
    page["D2"].fill = PatternFill("solid", fgColor="FF00FF00")
    page["D2"].font = Font(name="Arial", bold=True)
    page["C2"].comment = Comment("nog navragen", "Noor")
    page["C2"].number_format = "@"
    page.column_dimensions["B"].width = 33.5
    page.freeze_panes = "B2"
    page.row_dimensions[2].height = 40
    book["Scholen"].merge_cells("G1:H1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    changes = (
        cell("Hulpvragen", "D2", "een uur"),
        cell("Hulpvragen", "C2", None),
        cell("Hulpvragen", "G2", dt.date(2026, 11, 3)),
        cell("Begeleiders", "C2", "taal; taal; gedrag; gedrag"),
    )
    return save(sheets(*changes), tmp_path, dressed)


def opened(data: bytes) -> Any:  # noqa: ANN401 -- openpyxl has no types
    return openpyxl.load_workbook(io.BytesIO(data))


def test_every_fault_is_listed_with_a_link_and_marked(path: Path) -> None:
    faults = faults_of(path)
    assert [fault.where for fault in faults] == ["Begeleiders!C2", "Begeleiders!C2", "Hulpvragen!C2", "Hulpvragen!D2"]
    book = opened(annotated(path, faults))
    assert book.sheetnames[0] == "Fouten"
    listed = book["Fouten"]
    assert listed["A1"].value.startswith("Er zijn 4 fouten.")
    assert [listed.cell(row, 1).value for row in range(4, 8)] == [fault.where for fault in faults]
    assert [listed.cell(row, 1).hyperlink.location for row in (4, 7)] == ["'Begeleiders'!C2", "'Hulpvragen'!D2"]
    assert listed["B7"].value == "Wat hier staat, is niet wat hier hoort te staan."
    assert listed["C7"].value == "Vul hier een aantal minuten (een uur is 60) in."
    assert "een aantal minuten" in book["Hulpvragen"]["D2"].comment.text
    assert book["Begeleiders"]["C2"].comment.text.count("kringplan: ") == 2
    coloured = {str(area.sqref) for area in book["Hulpvragen"].conditional_formatting}
    assert coloured == {"C2", "D2"}


def test_nothing_of_the_users_is_changed(path: Path) -> None:
    before = path.read_bytes()
    book = opened(annotated(path, faults_of(path)))
    assert path.read_bytes() == before
    page = book["Hulpvragen"]
    assert page["D2"].fill.fgColor.rgb == "FF00FF00"
    assert (page["D2"].font.name, page["D2"].font.bold) == ("Arial", True)
    assert page["C2"].comment.text == "nog navragen"
    assert page["C2"].comment.author == "Noor"
    assert page.column_dimensions["B"].width == 33.5
    assert page.freeze_panes == "B2"
    assert page.row_dimensions[2].height == 40
    assert [str(area) for area in book["Scholen"].merged_cells.ranges] == ["G1:H1"]
    original = openpyxl.load_workbook(path)
    for sheet in original.worksheets:
        assert [[c.value for c in row] for row in book[sheet.title]] == [[c.value for c in row] for row in sheet]


def test_a_marked_copy_is_read_as_the_original_and_marked_anew(path: Path, tmp_path: Path) -> None:
    faults = faults_of(path)
    copy = tmp_path / "nagekeken.xlsx"
    copy.write_bytes(annotated(path, faults))
    assert faults_of(copy) == faults
    again = opened(annotated(copy, faults[:1]))
    assert again.sheetnames.count("Fouten") == 1
    assert again["Fouten"].max_row == 4
    assert again["Fouten"]["A1"].value.startswith("Er is 1 fout.")
    assert again["Hulpvragen"]["D2"].comment is None
    assert again["Hulpvragen"]["C2"].comment.text == "nog navragen"
    assert not list(again["Hulpvragen"].conditional_formatting)


def test_a_mended_copy_has_no_faults(path: Path, tmp_path: Path) -> None:
    book = opened(annotated(path, faults_of(path)))
    book["Hulpvragen"]["C2"] = "taal"
    book["Hulpvragen"]["D2"] = 60
    book["Begeleiders"]["C2"] = "taal; gedrag"
    copy = tmp_path / "hersteld.xlsx"
    book.save(copy)
    assert load_workbook(copy, today=TODAY).or_raise().hulpvragen[0].minutes == 60


def test_no_text_of_ours_becomes_a_formula(tmp_path: Path) -> None:
    def as_text(book: Any) -> None:  # noqa: ANN401 -- openpyxl has no types
        found = book["Vrije dagen"]["A2"]
        found.value, found.data_type = "=cmd|' /C calc'!A0", "s"

    path = save(sheets(add("Vrije dagen", ["Datum"], ["x"])), tmp_path, as_text)
    faults = faults_of(path)
    data = annotated(path, faults)
    told = opened(data)["Fouten"]["B4"]
    assert told.value.startswith("=cmd")
    assert told.data_type == "s"
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in book.read(name), name


def test_places_that_are_no_cell_are_only_listed(path: Path) -> None:
    faults = (
        Fault(code="sheet-missing", where="boek.xlsx", facts={"sheet": "Scholen"}),
        Fault(code="bad-date", where="Weg!A1", facts={"given": "\x07x"}),
    )
    listed = opened(annotated(path, faults, "en"))["Faults"]
    assert [listed.cell(row, 1).value for row in (4, 5)] == ["boek.xlsx", "Weg!A1"]
    assert listed["A4"].hyperlink is None
    assert listed["B5"].value == "\ufffdx is not a date."


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "boek.xlsx"
    path.write_bytes(b"geen boek")
    with pytest.raises(RefusedError):
        annotated(path, ())
