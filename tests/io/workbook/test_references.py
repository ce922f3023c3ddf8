"""Merged cells, links and document types that would make a reader work without end are refused before it begins."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]

from optimizer.io.workbook.annotate import annotated
from optimizer.io.workbook.cells import read_cells
from optimizer.io.workbook.safety import RefusedError

SHEET = "xl/worksheets/sheet1.xml"
EVERYTHING = 'ref="A1:XFD1048576"'


def book(path: Path, part: str, before: str, more: str) -> Path:
    """A small workbook with something put into one of its parts."""
    made = Workbook()
    made.active["A1"] = "id"
    plain, changed = io.BytesIO(), io.BytesIO()
    made.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            text = old.read(info.filename)
            if info.filename == part:
                assert before.encode() in text
                text = text.replace(before.encode(), (more + before).encode(), 1)
            new.writestr(info.filename, text)
    path.write_bytes(changed.getvalue())
    return path


@pytest.mark.parametrize(
    ("part", "before", "more", "code"),
    [
        (SHEET, "<pageMargins", f'<mergeCells count="1"><mergeCell {EVERYTHING}/></mergeCells>', "workbook-cells"),
        (SHEET, "<pageMargins", f'<hyperlinks><hyperlink {EVERYTHING} location="A1"/></hyperlinks>', "workbook-cells"),
        ("xl/styles.xml", "<styleSheet", '<!DOCTYPE x [<!ENTITY a "b">]>', "workbook-damaged"),
    ],
    ids=["merged", "linked", "document type"],
)
def test_it_is_refused(tmp_path: Path, part: str, before: str, more: str, code: str) -> None:
    path = book(tmp_path / "boek.xlsx", part, before, more)
    for opened in (lambda: read_cells(path), lambda: annotated(path, (), "nl")):
        with pytest.raises(RefusedError) as refused:
            opened()
        assert refused.value.fault.code == code


def test_a_remark_in_the_last_cell_is_only_a_remark(tmp_path: Path) -> None:
    path = book(
        tmp_path / "boek.xlsx", SHEET, "<pageMargins", '<mergeCells count="1"><mergeCell ref="A1:D2"/></mergeCells>'
    )
    assert read_cells(path).sheets
    assert annotated(path, (), "nl")
