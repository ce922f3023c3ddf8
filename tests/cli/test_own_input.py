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


@pytest.mark.parametrize("ending", ["xlsx", "xlsm", "XLSX", "txt", "json"])
@pytest.mark.parametrize(
    "command", [("week", "--json"), ("check", "--json"), ("provision", "--json"), ("provision", "--svg")]
)
def test_what_is_no_json_or_picture_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, str], ending: str
) -> None:
    target = tmp_path / f"mijn.{ending}"
    target.write_bytes(b"PK mijn rooster")
    name, option = command
    assert kringplan(name, REGION, option, target) == exit_codes.USAGE
    kind = "JSON-bestand" if option == "--json" else "plaatje (SVG)"
    assert f"{target.name} is geen {kind} en wordt niet overschreven." in " ".join(capsys.readouterr().err.split())
    assert kringplan(name, REGION, option, target, "--lang", "en") == exit_codes.USAGE
    kind = "JSON file" if option == "--json" else "picture (SVG)"
    assert f"{target.name} is no {kind} and is not overwritten." in " ".join(capsys.readouterr().err.split())
    assert target.read_bytes() == b"PK mijn rooster"


def test_a_workbook_is_not_made_of_json_either(tmp_path: Path) -> None:
    assert kringplan("check", REGION, "--json", tmp_path / "nieuw.xlsx") == exit_codes.USAGE
    assert not (tmp_path / "nieuw.xlsx").exists()


def test_our_own_json_and_picture_are_written_again(tmp_path: Path) -> None:
    data, picture = tmp_path / "a.json", tmp_path / "a.svg"
    for path in (data, picture):
        path.write_bytes(b"")
    for _ in range(2):
        assert kringplan("provision", REGION, "--json", data, "--svg", picture) == exit_codes.DONE
    assert data.read_text(encoding="utf-8").startswith("{")
    assert "<svg" in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "region.txt: de regio wordt geschreven in een bestand dat op .json of .xlsx eindigt."),
        ("en", "region.txt: the region is written to a file that ends in .json or .xlsx."),
    ],
)
def test_an_account_is_json_or_a_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    target = tmp_path / "region.txt"
    assert kringplan("account", REGION, tmp_path / "x.xlsx", "--out", target, "--lang", lang) == exit_codes.USAGE
    assert said in " ".join(capsys.readouterr().err.split())
    assert not target.exists()
