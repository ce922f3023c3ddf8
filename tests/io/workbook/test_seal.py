"""The seal on a workbook of ours: whatever is changed after it was written breaks it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from optimizer.io.workbook.seal import BLANK, PROPERTY, sealed, untouched


def made(*, with_property: bool = True) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        if with_property:
            book.set_custom_property(PROPERTY, BLANK, "text")
        book.add_worksheet("Uitgevoerd").write("A1", "nog niet ingevuld")
    return target.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "rooster.xlsx"
    target.write_bytes(sealed(made()))
    return target


def repacked(path: Path, **changed: bytes) -> None:
    """Write the parts of a workbook anew, some of them with other contents."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as book:
        for name, content in (parts | changed).items():
            book.writestr(name, content)


def test_as_it_was_written(path: Path) -> None:
    assert untouched(path)
    assert openpyxl.load_workbook(path)["Uitgevoerd"]["A1"].value == "nog niet ingevuld"
    assert sealed(made()) == path.read_bytes(), "the same workbook has the same seal"


def test_packed_otherwise_with_the_same_parts(path: Path) -> None:
    repacked(path)
    assert untouched(path)


def test_saved_by_another_program(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.save(path)
    assert not untouched(path)


def test_one_changed_cell(path: Path) -> None:
    with zipfile.ZipFile(path) as book:
        texts = book.read("xl/sharedStrings.xml")
    repacked(path, **{"xl/sharedStrings.xml": texts.replace(b"nog niet ingevuld", b"wel ingevuld")})
    assert not untouched(path)


def test_a_part_more(path: Path) -> None:
    repacked(path, **{"xl/comments1.xml": b"<comments/>"})
    assert not untouched(path)


@pytest.mark.parametrize("content", [b"", b"niets", b"PK\x03\x04", made(), made(with_property=False)])
def test_what_has_no_seal_that_fits_counts_as_touched(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    assert not untouched(path)


def test_what_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    assert not untouched(tmp_path / "weg.xlsx")
    assert not untouched(tmp_path)


def test_a_workbook_without_the_property_cannot_be_sealed() -> None:
    with pytest.raises(ValueError, match=PROPERTY):
        sealed(made(with_property=False))
