"""Workbooks at the command line: `template`, `convert`, and wherever a region is read."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from cli import exit_codes
from tests.cli.helpers import PLAN, REGION, TABLE, kringplan


@pytest.fixture
def book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The small region as a workbook."""
    path = tmp_path / "regio.xlsx"
    assert kringplan("convert", REGION, path) == exit_codes.DONE
    capsys.readouterr()
    return path


def spoilt(book: Path) -> Path:
    """The workbook with two faults."""
    made = openpyxl.load_workbook(book)
    made["Hulpvragen"]["D2"] = "een uur"
    made["Begeleiders"]["C2"] = None
    path = book.with_name("fout.xlsx")
    made.save(path)
    return path


def test_a_region_becomes_a_workbook_and_comes_back(book: Path, tmp_path: Path) -> None:
    back, complete = tmp_path / "terug.json", tmp_path / "heel.xlsx"
    assert kringplan("convert", book, back) == exit_codes.DONE
    assert kringplan("convert", back, complete, "--lang", "en") == exit_codes.DONE
    assert kringplan("convert", complete, tmp_path / "weer.json") == exit_codes.DONE
    assert json.loads(back.read_text("utf-8")) == json.loads((tmp_path / "weer.json").read_text("utf-8"))


def test_a_workbook_is_read_wherever_a_region_is(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("check", book) == exit_codes.DONE
    assert "in orde" in capsys.readouterr().out
    assert kringplan("check", book, "--plan", PLAN, "--matrix", TABLE, "--json", "-") == exit_codes.DONE
    assert json.loads(capsys.readouterr().out)["ok"] is True
    assert kringplan("week", book, "--plan", PLAN, "--matrix", TABLE, "--unserved") == exit_codes.DONE


def test_faults_are_told_with_their_cells(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = spoilt(book)
    assert kringplan("check", path, "--json", "-") == exit_codes.REFUSED
    found = json.loads(capsys.readouterr().out)
    assert [fault["where"] for fault in found["faults"]] == ["Begeleiders!C2", "Hulpvragen!D2"]
    assert kringplan("check", path) == exit_codes.REFUSED
    out = capsys.readouterr().out
    assert "fout.xlsx is geweigerd: 2 fouten" in out
    assert "Hulpvragen!D2" in out
    assert kringplan("week", path) == exit_codes.REFUSED
    assert "Begeleiders!C2" in capsys.readouterr().err


def test_a_marked_copy(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, copy = spoilt(book), book.with_name("nagekeken.xlsx")
    assert kringplan("check", path, "--annotate", copy, "--json", "-") == exit_codes.REFUSED
    out, err = capsys.readouterr()
    assert json.loads(out)["ok"] is False
    assert "nagekeken.xlsx" in err
    assert openpyxl.load_workbook(copy).sheetnames[0] == "Fouten"
    copy.unlink()
    assert kringplan("check", book, "--annotate", copy) == exit_codes.DONE
    assert "Geen fouten" in capsys.readouterr().err
    assert not copy.exists()


def test_a_marked_copy_of_what_cannot_be_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, copy = tmp_path / "boek.xlsx", tmp_path / "kopie.xlsx"
    path.write_bytes(b"geen boek")
    assert kringplan("check", path, "--annotate", copy) == exit_codes.REFUSED
    assert "geen werkboek" in capsys.readouterr().out
    assert not copy.exists()


def test_annotate_wants_a_workbook_and_another_name(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("check", REGION, "--annotate", "x.xlsx") == exit_codes.USAGE
    assert kringplan("check", book, "--annotate", book) == exit_codes.USAGE
    assert kringplan("check", book, "--annotate", "x.csv") == exit_codes.USAGE
    assert "geef een andere naam" in capsys.readouterr().err


def test_an_old_workbook_is_refused_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "boek.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    assert kringplan("week", path) == exit_codes.REFUSED
    assert "oude formaat .xls" in capsys.readouterr().err


def test_a_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "leeg.xlsx"
    assert kringplan("template", path) == exit_codes.DONE
    assert "leeg.xlsx" in capsys.readouterr().out
    empty = path.read_bytes()
    assert kringplan("template", path, "--example") == exit_codes.USAGE
    assert "bestaat al" in capsys.readouterr().err
    assert path.read_bytes() == empty
    path = tmp_path / "full.xlsx"
    assert kringplan("template", path, "--example", "--all", "--lang", "en") == exit_codes.DONE
    assert kringplan("check", path) == exit_codes.DONE
    assert "Policy" in openpyxl.load_workbook(path).sheetnames
    assert kringplan("template", tmp_path / "leeg.ods") == exit_codes.USAGE


def test_convert_wants_one_of_each(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("convert", REGION, tmp_path / "x.json") == exit_codes.USAGE
    assert kringplan("convert", book, tmp_path / "x.csv") == exit_codes.USAGE
    assert kringplan("convert", tmp_path / "weg.json", tmp_path / "x.xlsx") == exit_codes.REFUSED
    assert kringplan("convert", REGION, tmp_path / "geen" / "x.xlsx") == exit_codes.FAILED
    capsys.readouterr()


def test_a_refused_region_replaces_nothing(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "oud.json"
    out.write_text("oud", encoding="utf-8")
    assert kringplan("convert", spoilt(book), out, "--overwrite") == exit_codes.REFUSED
    assert out.read_text(encoding="utf-8") == "oud"
    capsys.readouterr()


@pytest.mark.parametrize(("lang", "words"), [("nl", "Installeer het met"), ("en", "Install it with")])
def test_without_the_extra_it_is_said_what_to_install(
    lang: str, words: str, book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    empty, whole = book.with_name("leeg.xlsx"), book.with_name("heel.xlsx")
    for arguments in (("check", book), ("template", empty), ("convert", REGION, whole)):
        assert kringplan(*arguments, "--lang", lang) == exit_codes.FAILED
        err = capsys.readouterr().err
        assert words in err
        assert 'pip install "kringplan[excel]"' in err
