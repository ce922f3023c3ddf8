"""Files that are no workbook, or one that would do harm, are refused before anything parses them."""

from __future__ import annotations

import io
import struct
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from optimizer.domain.wording import fault_text
from optimizer.io.workbook import safety, scan
from optimizer.io.workbook.cells import cells_of, read_cells
from optimizer.io.workbook.packages import MissingExtraError
from optimizer.io.workbook.read import load_workbook
from optimizer.io.workbook.safety import RefusedError, unpack, unpack_bytes
from tests.io.workbook.books import save, sheets

SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def remade(path: Path, **parts: bytes | None) -> bytes:
    """The bytes of a workbook with some parts replaced, added or (None) left out."""
    named = {"sheet": SHEET, "texts": "xl/sharedStrings.xml", "book": "xl/workbook.xml"}
    wanted = {named[name]: content for name, content in parts.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = wanted.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name in set(wanted) - set(old.namelist()):
            new.writestr(name, wanted[name] or b"")
    return buffer.getvalue()


def worksheet(cells: str) -> bytes:
    """The XML of a sheet with these rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def refused(data: bytes) -> str:
    """The code with which bytes are refused, at the latest when their cells are read."""
    with pytest.raises(RefusedError) as caught:
        cells_of(unpack_bytes(data, "boek.xlsx"))
    assert caught.value.fault.where == "boek.xlsx"
    assert all(fault_text(caught.value.fault, lang) for lang in ("nl", "en"))
    return caught.value.fault.code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(sheets(), tmp_path)


def test_a_file_that_is_no_workbook(path: Path, tmp_path: Path) -> None:
    assert refused(b"naam;plaats\n") == "workbook-not-xlsx"
    assert refused(b"") == "workbook-not-xlsx"
    assert refused(remade(path, book=None)) == "workbook-not-xlsx"
    assert [f.code for f in load_workbook(tmp_path / "nergens.xlsx").faults] == ["file-missing"]
    assert [f.code for f in load_workbook(tmp_path).faults] == ["file-is-folder"]


def test_old_and_encrypted_workbooks_are_told_apart() -> None:
    assert refused(OLE) == "workbook-old-format"
    assert refused(OLE + "EncryptedPackage".encode("utf-16-le")) == "workbook-encrypted"


def test_a_damaged_workbook(path: Path) -> None:
    data = path.read_bytes()
    assert refused(data[: len(data) // 2]) == "workbook-damaged"
    assert refused(remade(path, sheet=b"<worksheet><sheetData><row>")) == "workbook-damaged"
    assert refused(remade(path, book=b"\0\0")) == "workbook-damaged"
    at = data.index(b"PK\x03\x04") + 60
    assert refused(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]) == "workbook-damaged"


def test_an_encrypted_part(path: Path) -> None:
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data)) == "workbook-encrypted"


def test_a_file_too_large_is_not_even_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "MAX_FILE_BYTES", 1000)
    path = save(sheets(), tmp_path)
    assert [f.code for f in load_workbook(path).faults] == ["workbook-too-large"]


def test_a_bomb_is_refused_by_the_sizes_it_declares(path: Path) -> None:
    data = remade(path, sheet=b" " * (safety.MAX_UNPACKED_BYTES + 1))
    assert len(data) < 300_000
    tracemalloc.start()
    assert refused(data) == "workbook-bomb"
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_bomb_that_declares_less_than_it_is(path: Path) -> None:
    data = bytearray(remade(path, sheet=b" " * 50_000_000))
    name = SHEET.encode()
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    tracemalloc.start()
    assert refused(bytes(data)) == "workbook-bomb"
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_thousand_parts_too_many(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "MAX_PARTS", 3)
    assert refused(path.read_bytes()) == "workbook-bomb"


def test_a_part_that_stands_twice(path: Path) -> None:
    buffer = io.BytesIO(path.read_bytes())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as book:
        book.writestr(SHEET, worksheet(""))
    assert refused(buffer.getvalue()) == "workbook-damaged"


def test_a_cell_at_the_end_of_the_sheet_takes_no_memory(path: Path) -> None:
    far = worksheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert refused(remade(path, sheet=far)) == "workbook-cells"


def test_cells_without_a_name_are_counted_too(path: Path) -> None:
    wide = "<row>" + "<c/>" * 2_000 + "</row>" + "<row><c/></row>" * 2_000
    assert refused(remade(path, sheet=worksheet(wide))) == "workbook-cells"


def test_one_long_text_in_many_cells(path: Path) -> None:
    texts = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    cells = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 4_000))
    data = remade(path, sheet=worksheet(cells), texts=texts)
    assert len(data) < 100_000
    assert refused(data) == "workbook-cells"


@pytest.mark.parametrize("name", ["xl/SharedStrings.xml", "xl/elsewhere.xml"])
def test_one_long_text_that_is_kept_elsewhere(name: str, path: Path) -> None:
    cells = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 4_000))
    buffer = io.BytesIO(remade(path, sheet=worksheet(cells)))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, b"<x:sst><x:si><x:t>" + b"x" * 30_000 + b"</x:t></x:si></x:sst>")
    assert refused(buffer.getvalue()) == "workbook-cells"


def test_a_document_type_is_refused(path: Path) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert refused(remade(path, sheet=laughs + worksheet(""))) == "workbook-damaged"


def test_parsers_get_only_what_was_looked_at(path: Path) -> None:
    unpacked = unpack(path)
    with zipfile.ZipFile(io.BytesIO(unpacked.repacked())) as again:
        assert {name: again.read(name) for name in again.namelist()} == unpacked.parts
        assert all(info.compress_type == zipfile.ZIP_STORED for info in again.infolist())


def test_without_the_packages_it_is_said_what_to_install(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtraError) as caught:
        read_cells(path)
    assert caught.value.extra == "excel"


@pytest.mark.parametrize("place", [(0, 0), (6, 1), (9, 25), (0, 26), (99, 701), (0, 702), (1_048_575, 16_383)])
def test_cells_and_their_names(place: tuple[int, int]) -> None:
    assert scan.place_of(scan.cell_name(*place)) == place


def test_names_of_cells() -> None:
    assert scan.cell_name(6, 1) == "B7"
    assert scan.cell_name(1_048_575, 16_383) == "XFD1048576"
    with pytest.raises(ValueError, match="é"):
        scan.place_of("é1")
