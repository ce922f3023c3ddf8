"""Accountability on the command line: its period, its screen, its files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cli import exit_codes
from optimizer.domain.intake import read_region
from optimizer.domain.organisation import Budget, Payer
from optimizer.domain.vocabulary import PayerKind
from optimizer.io.json import dump_region
from tests.cli.helpers import REGION, kringplan
from tests.report.small import filled, taken

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small region after its roster came back, with two budgets."""
    made = filled(("H2", 1, "uitgevoerd", "nee"), ("H9", 1, "uitgevoerd", "ja"), ("A1#1", 1, "uitgevoerd", "ja"))
    region = taken(made).region
    assert region is not None
    budgets = (
        Budget(id="b1", payer=Payer(kind=PayerKind.BESTUUR, id="sb"), minutes=45),
        Budget(id="b2", payer=Payer(kind=PayerKind.SWV), expertise="autisme", minutes=30, hard=True),
    )
    path = tmp_path_factory.mktemp("told") / "regio.json"
    path.write_text(dump_region(region.model_copy(update={"budgets": budgets})), encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    return " ".join(f"{out} {err}".split())


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("columns", ["100", "80"])
def test_view(
    told: Path, columns: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert kringplan("account", told, "--from", "2026-W47", "--until", "27-11-2026", "--lang", lang) == exit_codes.DONE
    out, err = capsys.readouterr()
    assert err == ""
    shown = "\n".join(line.rstrip() for line in out.splitlines()) + "\n"
    path = GOLDEN / f"account-period.{lang}.{columns}.txt"
    if os.environ.get("KRINGPLAN_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
    assert max(map(len, shown.splitlines())) <= int(columns)


def test_without_a_period_it_is_the_published_roster(told: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("account", told, "--json", "-") == exit_codes.DONE
    data = json.loads(capsys.readouterr().out)
    assert (data["from"], data["until"]) == ("2026-11-23", "2026-11-29")
    assert kringplan("account", told) == exit_codes.DONE
    assert "23 november 2026 tot en met 29 november 2026" in said(capsys)


def test_the_json_holds_every_figure(told: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("account", told, "--from", "2026-W48", "--until", "2026-W48", "--json", "-") == exit_codes.DONE
    data = json.loads(capsys.readouterr().out)
    assert data["visits"] == {"planned": 9, "delivered": 1, "not_held": 1, "silent": 7, "gone": 0}
    assert data["published_weeks"] == ["2026-W48"]
    total = data["total"]
    assert total["difference"] == total["delivered"] - total["planned"] < 0
    keys = set(total)
    for name in ("bestuur", "institute", "kring", "expertise"):
        for key in keys:
            assert sum(row[key] for row in data[f"by_{name}"]) == total[key]
            assert sum(line[key] for line in data["lines"]) == total[key]
    assert [(b["id"], b["available"], b["left"]) for b in data["budgets"]] == [("b1", 45, 45), ("b2", 30, -30)]
    assert {row["id"]: row["name"] for row in data["by_kring"]}["noord"] == "Waterdorp Noord"


def test_page_workbook_and_json_are_written(told: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from optimizer.io.workbook.cells import read_cells

    folder = tmp_path / "uit"
    assert kringplan("account", told, "--out", folder) == exit_codes.DONE
    assert sorted(path.name for path in folder.iterdir()) == [
        "verantwoording.html", "verantwoording.json", "verantwoording.xlsx",
    ]  # fmt: skip
    assert "verantwoording.xlsx" in said(capsys)
    page = (folder / "verantwoording.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "size: A4 portrait" in page
    assert page.count("<table") == 5
    sheets = {sheet.name: sheet.rows for sheet in read_cells(folder / "verantwoording.xlsx").sheets}
    assert list(sheets) == [
        "Overzicht", "Per bestuur", "Per instelling", "Per kring", "Per expertise", "Budgetten", "Regels",
    ]  # fmt: skip
    data = json.loads((folder / "verantwoording.json").read_text(encoding="utf-8"))
    rows = [row for row in sheets["Per kring"] if row and row[0] == "Totaal"]
    total = data["total"]
    keys = ("planned", "delivered", "difference", "silent", "groups_planned", "groups_delivered")
    assert [list(row[1:7]) for row in rows] == [[total[key] for key in keys]]
    assert len(sheets["Regels"]) == 4 + len(data["lines"])


def test_a_workbook_that_somebody_changed_stays(told: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "verantwoording.xlsx").write_bytes(b"mine")
    assert kringplan("account", told, "--out", tmp_path) == exit_codes.DONE
    assert (tmp_path / "verantwoording.xlsx").read_bytes() == b"mine"
    assert (tmp_path / "verantwoording-2.xlsx").exists()
    assert "verantwoording.xlsx blijft staan" in said(capsys)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--from", "vorige week"), "--from vorige week is geen datum of week"),
        (("--from", "2026-W49", "--until", "2026-W48"), "De periode eindigt (29 november 2026) voordat zij begint"),
        (("--from", "2020-01-01", "--until", "2026-W48"), "meer dan drie jaar"),
        (("--from", "2026-W48", "--out", "x.xlsx"), "komt in een map"),
        (("--from", "2026-W48", "--out", "-"), "komt in een map"),
        (("rooster.xlsx", "--from", "2026-W48"), "verwerk eerst het rooster"),
    ],
)
def test_what_is_no_period(
    told: Path, given: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kringplan("account", told, *given) == exit_codes.USAGE
    assert message in said(capsys)


def test_a_region_without_a_published_roster_needs_a_period(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("account", REGION) == exit_codes.USAGE
    assert "geen gepubliceerd rooster" in said(capsys)
    assert kringplan("account", REGION, "--from", "2026-W48", "--until", "2026-W48") == exit_codes.DONE
    assert "Over deze periode is niets gepland of gemeld." in said(capsys)


def test_taking_in_still_needs_to_know_where_to_write(told: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("account", told, "rooster.xlsx") == exit_codes.USAGE
    assert "--out" in said(capsys)


def test_the_region_that_is_read_is_spared(told: Path, tmp_path: Path) -> None:
    own = tmp_path / "verantwoording.json"
    own.write_text(told.read_text(encoding="utf-8"), encoding="utf-8")
    assert kringplan("account", own, "--out", tmp_path) == exit_codes.USAGE
    assert kringplan("account", own, "--json", own) == exit_codes.USAGE
    assert read_region(json.loads(own.read_text(encoding="utf-8"))).region is not None
