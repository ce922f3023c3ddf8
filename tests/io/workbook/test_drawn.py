"""Pictures, charts and shapes that the marked copy loses are said, on the list and to the caller."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from optimizer.domain.fault import Fault
from optimizer.io.workbook.annotate import marked_copy
from optimizer.language import LANGUAGES
from tests.cli.helpers import kringplan

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
FAULTS = (Fault(code="sheet-missing", where="boek.xlsx", facts={"sheet": "Scholen"}),)


def book(folder: Path, *drawn: str) -> Path:
    """A workbook with these on its only sheet."""
    path = folder / "boek.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("Blad")
        sheet.write_column("A1", [1, 2, 3])
        if "picture" in drawn:
            sheet.insert_image("C1", "p.png", {"image_data": io.BytesIO(PIXEL)})
        if "background" in drawn:
            sheet.set_background(io.BytesIO(PIXEL))
        if "chart" in drawn:
            chart = made.add_chart({"type": "column"})
            chart.add_series({"values": "=Blad!$A$1:$A$3"})
            sheet.insert_chart("C5", chart)
        if "shape" in drawn:
            sheet.insert_textbox("C9", "let op")
        if "comment" in drawn:
            sheet.write_comment("A1", "navragen")
    return path


@pytest.mark.parametrize(
    ("drawn", "lost"),
    [
        ((), ""),
        (("comment",), ""),
        (("picture",), "afbeeldingen"),
        (("background",), "afbeeldingen"),
        (("chart",), "grafieken"),
        (("shape",), "vormen"),
        (("picture", "chart"), "afbeeldingen en grafieken"),
        (("picture", "chart", "shape", "comment"), "afbeeldingen, grafieken en vormen"),
    ],
)
def test_what_is_lost_is_said(
    drawn: tuple[str, ...], lost: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # whether pictures are kept depends on a package that need not be there
    monkeypatch.setattr("openpyxl.reader.drawings.PILImage", False)
    copy = marked_copy(book(tmp_path, *drawn), FAULTS)
    told = openpyxl.load_workbook(io.BytesIO(copy.data))["Fouten"]["A2"].value
    expected = (
        f"Let op: {lost} uit uw werkboek staan niet, of niet zoals ze waren, in deze kopie; "
        "uw eigen bestand is niet veranderd."
    )
    assert copy.lost == (expected if lost else "")
    assert told == (expected if lost else None)


def test_what_is_said_is_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy holds no picture and no shape; a copy of the copy loses nothing more."""
    monkeypatch.setattr("openpyxl.reader.drawings.PILImage", False)
    copy = marked_copy(book(tmp_path, "picture", "shape"), FAULTS, "en")
    assert copy.lost.startswith("Note: pictures and shapes of your workbook")
    with zipfile.ZipFile(io.BytesIO(copy.data)) as parts:
        assert not [name for name in parts.namelist() if name.startswith(("xl/media", "xl/drawings"))]
    path = tmp_path / "kopie.xlsx"
    path.write_bytes(copy.data)
    assert marked_copy(path, FAULTS).lost == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_screen_says_it_too(lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path, "chart")
    kringplan("check", path, "--annotate", tmp_path / "kopie.xlsx", "--lang", lang)
    err = " ".join(capsys.readouterr().err.split())
    assert {"nl": "Let op: grafieken uit uw werkboek", "en": "Note: charts of your workbook"}[lang] in err
    assert "kopie.xlsx" in err
