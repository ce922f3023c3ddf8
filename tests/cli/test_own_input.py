"""A command does not write over what it reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli import exit_codes
from tests.cli.helpers import DATA, REGION, kringplan


def test_check_leaves_its_region_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "regio.json"
    own.write_bytes(REGION.read_bytes())
    assert kringplan("check", own, "--json", tmp_path / "." / "regio.json") == exit_codes.USAGE
    assert own.read_bytes() == REGION.read_bytes()
    assert "regio.json wordt gelezen en niet overschreven" in capsys.readouterr().err


def test_import_writes_no_json_into_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book.write_bytes(b"")
    target.write_bytes(b"mine")
    assert kringplan("import", book, "--schools", DATA / "region.json", "--out", target) == exit_codes.USAGE
    assert target.read_bytes() == b"mine"
    assert "b.xlsx" in capsys.readouterr().err


def test_import_duo_leaves_its_file_as_it_was(tmp_path: Path) -> None:
    own = tmp_path / "02.csv"
    own.write_bytes(b"BRIN NUMMER;VESTIGINGSNUMMER\r\n")
    asked = ("import-duo", "--swv", "PO-28-13", "--schools", own, "--postcodes", own, "--out", own)
    assert kringplan(*asked) == exit_codes.USAGE
    assert own.read_bytes() == b"BRIN NUMMER;VESTIGINGSNUMMER\r\n"
