"""`kringplan import-duo` on small made-up files, and on DUO's own where they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli import exit_codes
from optimizer.domain.intake import check_region
from optimizer.domain.region import Region
from tests.cli.helpers import kringplan
from tests.io.duo.made_up import ARK, BRUG, FAR, SBO, SO, count, files


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    """The options that name all files; most schools have no count of pupils."""
    schools: tuple[dict[str, str] | str, ...] = (
        ARK,
        BRUG,
        *(BRUG | {"VESTIGINGSCODE": f"01BB0{i}"} for i in range(1, 6)),
        FAR,
        "1;2",
    )
    pupils = (count("00AA00", "200", "1210"), count("02CC00", "70", "<5", kind="SBO", bestuur="22222"))
    found = files(tmp_path, schools=schools, special=(SBO, SO), pupils=pupils)
    options = {"--schools": found.schools, "--special": found.special, "--pupils": found.pupils}
    words = [str(word) for pair in options.items() for word in pair]
    return [*words, *(str(word) for path in found.postcodes for word in ("--postcodes", path))]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_summary_and_a_region(
    lang: str, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "region.json"
    asked = ("--swv", "PO-99-01", "--week", "2026-W48", "--name", "SWV Veen", "--lang", lang, "--out", out)
    assert kringplan("import-duo", *arguments, *asked) == exit_codes.DONE
    shown, err = capsys.readouterr()
    assert err == ""
    flat = " ".join(shown.split())
    for part in {
        "nl": (
            "SWV Veen: 9 vestigingen uit de bestanden van DUO",
            "02.csv: Windows-1252, puntkomma's, 8 regels",
            "06.csv: UTF-8 met BOM",
            "BO 7 1.210 2",
            "SBO 1 4 1",
            "02.csv:10 De regel heeft 2 cellen; de kopregel heeft er 14. → Weggelaten.",
            "06.csv:3 02CC00 heeft minder dan vijf leerlingen; DUO schrijft dan <5. → Gerekend met 4.",
            "en nog 4 (alles met --json)",
            "Cluster 1 en 2, buiten het samenwerkingsverband: 0.",
            "heeft nog geen begeleiders en geen hulpvragen: vul die aan voor een weekplan",
        ),
        "en": ("SWV Veen: 9 sites from DUO's files", "Left out.", "BO 7 1,210 2", "and 4 more (all with --json)"),
    }[lang]:
        assert part in flat
    region = Region.model_validate(json.loads(out.read_text(encoding="utf-8")), context={"json": True})
    assert (region.week, len(region.schools)) == ("2026-W48", 9)
    assert check_region(region) == ()


def test_json_has_every_finding(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "region.json"
    assert kringplan("import-duo", *arguments, "--swv", "po9901", "--out", out, "--json", "-") == exit_codes.DONE
    data = json.loads(capsys.readouterr().out)
    assert (data["swv"], data["year"], data["pupils_unknown"]) == ("PO-99-01", 2025, 7)
    assert data["kinds"]["BO"] == {"sites": 7, "pupils": 1_210, "boards": 2}
    assert data["points"] == {"address": 0, "pc6": 0, "pc4": 9, "place": 0}
    assert data["files"][0] == {"file": "02.csv", "encoding": "cp1252", "separator": ";", "rows": 8}
    assert sum(one["code"] == "no-count" for one in data["notices"]) == 7
    assert all(one["what"] and one["done"] and one["where"] for one in data["notices"])
    assert out.exists()


def test_without_a_week_it_is_the_next(arguments: list[str], tmp_path: Path) -> None:
    from datetime import date, timedelta

    from optimizer.domain.calendar import week_of

    before = week_of(date.today() + timedelta(weeks=1))  # noqa: DTZ011 -- as the command does
    out = tmp_path / "region.json"
    assert kringplan("import-duo", *arguments, "--swv", "PO-99-01", "--out", out) == exit_codes.DONE
    after = week_of(date.today() + timedelta(weeks=1))  # noqa: DTZ011 -- as the command does
    assert json.loads(out.read_text(encoding="utf-8"))["week"] in {before, after}


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (("--swv", "PO-99-77"), exit_codes.REFUSED, "PO-99-77 komt in geen tabel"),
        (("--swv", "Rijnstreek"), exit_codes.REFUSED, "PO-28-13"),
        (("--swv", "PO-99-01", "--week", "2026-48"), exit_codes.USAGE, "geen ISO-week"),
        (("--swv", "PO-99-01", "--week", "2025-W53"), exit_codes.USAGE, "geen ISO-week"),
        (("--swv", "PO-99-01", "--json", "region.json"), exit_codes.USAGE, "hetzelfde bestand"),
        (("--swv", "PO-99-01", "--name", " "), exit_codes.USAGE, "--name"),
        ((), exit_codes.USAGE, "--swv"),
        (("--swv", "PO-99-01", "--schools", "pc0.csv"), exit_codes.REFUSED, "pc0.csv:1"),
        (("--swv", "PO-99-01", "--schools", "none.csv"), exit_codes.USAGE, "--schools"),
    ],
)
def test_what_cannot_be_done_is_said_and_writes_nothing(
    asked: tuple[str, ...],
    code: int,
    said: str,
    arguments: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert kringplan("import-duo", *arguments, "--out", "region.json", *asked) == code
    out, err = capsys.readouterr()
    assert (out, sorted(tmp_path.iterdir())) == ("", before)
    assert said in " ".join(err.split())


def test_a_workbook_to_fill_in_becomes_a_sound_region(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra for workbooks is not installed")
    out = tmp_path / "region.xlsx"
    assert kringplan("import-duo", *arguments, "--swv", "PO-99-01", "--out", out) == exit_codes.DONE
    assert kringplan("check", out) == exit_codes.DONE
    assert "Er zijn nog geen begeleiders" in capsys.readouterr().out
    assert kringplan("week", out) == exit_codes.REFUSED
    told = " ".join(capsys.readouterr().err.split())
    assert "region.xlsx is geweigerd: 1 fout" in told
    assert "Begeleiders Er zijn nog geen begeleiders" in told
    book = openpyxl.load_workbook(out)
    page = book["Begeleiders"]
    headers = {str(cell.value).strip(" *"): cell.column for cell in page[1]}
    page.cell(2, headers["Naam"], "Anna")
    page.cell(2, headers["Expertise"], "autisme")
    book.save(out)
    book.close()
    assert kringplan("check", out, "--json", "-") == exit_codes.DONE
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_what_is_there_is_left_and_an_import_can_be_read(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "region.json"
    out.write_text("mijn werk", encoding="utf-8")
    asked: tuple[str | Path, ...] = ("import-duo", *arguments, "--swv", "PO-99-01", "--out", out)
    assert kringplan(*asked) == exit_codes.USAGE
    assert out.read_text(encoding="utf-8") == "mijn werk"
    assert "region.json bestaat al" in capsys.readouterr().err
    assert kringplan(*asked, "--overwrite") == exit_codes.DONE
    assert kringplan("check", out) == exit_codes.DONE
    assert "9 scholen, 0 begeleiders, 0 hulpvragen" in capsys.readouterr().out
    assert kringplan("provision", out) == exit_codes.DONE


def test_real_files(shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nl = shared_data / "nl"
    asked = {
        "--swv": "PO-28-13",
        "--schools": nl / "duo_po" / "02.-alle-schoolvestigingen-basisonderwijs.csv",
        "--pupils": nl / "duo_po" / "06.-historisch-overzicht-aantal-leerlingen-per-schoolvestiging.csv",
        "--postcodes": nl / "instance_nl" / "pc4_coord_swv.csv",
        "--kringen": nl / "instance_nl" / "swv_rijnstreek.csv",
        "--out": tmp_path / "regio.json",
    }
    assert kringplan("import-duo", *(str(word) for pair in asked.items() for word in pair)) == exit_codes.DONE
    shown = " ".join(capsys.readouterr().out.split())
    assert "BO 49 10.821 12" in shown
    assert "SBO en SO: niet gegeven (--special)." in shown
