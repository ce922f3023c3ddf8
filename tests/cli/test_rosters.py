"""The roster on the command line: written beside the plan, judged, compared, taken back in."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from cli import exit_codes
from tests.cli.helpers import PLAN, REGION, SAVED, TABLE, kringplan
from tests.report.small import columns, opened, row_of

SOLVE = ("week", str(REGION), "--matrix", str(TABLE), "--threads", "1", "--work-limit", "20")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a solve of the small region wrote."""
    folder = tmp_path_factory.mktemp("roster") / "out"
    assert kringplan(*SOLVE, "--out", folder) == exit_codes.DONE
    return folder


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The workbook of the saved plan, two rows fixed and all of it filled in but for one visit."""
    made = opened()
    rows, done = made["Rooster"], made["Uitgevoerd"]
    rows.cell(row_of(rows, "H9"), columns(rows)["vast"]).value = "ja"
    at = columns(done)["uitgevoerd"]
    done.cell(2, at).value = "ja"
    done.cell(row_of(done, "H2"), at).value = "nee"
    path = tmp_path / "rooster.xlsx"
    made.save(path)
    return path


def without(monkeypatch: pytest.MonkeyPatch, *packages: str) -> None:
    """Make as if packages were not installed."""

    def load(name: str) -> ModuleType:
        if name in packages:
            raise ModuleNotFoundError(name)
        return import_module(name)

    monkeypatch.setattr("optimizer.io.workbook.packages.import_module", load)


def test_a_plan_is_written_as_workbook_page_and_agendas(out: Path) -> None:
    assert sorted(path.name for path in out.iterdir()) == [
        "agenda", "plan.json", "result.json", "rooster.html", "rooster.xlsx",
    ]  # fmt: skip
    assert (out / "rooster.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    names = {path.name for path in (out / "agenda").iterdir()}
    assert {"begeleider-B1.ics", "school-S1.ics", "overleg-O1.ics"} <= names
    assert not [name for name in names if not name.endswith(".ics")]


def test_the_workbook_says_how_good_the_plan_is(out: Path) -> None:
    from optimizer.io.workbook.cells import read_cells

    overview = read_cells(out / "rooster.xlsx").sheets[0]
    texts = [value for row in overview.rows for value in row]
    assert "Bewezen optimaal: beter kan niet, in deze volgorde van doelen." in texts
    assert texts.count("bewezen") == 14


def test_the_workbook_is_the_plan(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("check", REGION, "--matrix", TABLE, "--json", "-", "--plan")
    assert kringplan(*arguments, out / "rooster.xlsx") == exit_codes.DONE
    ours = json.loads(capsys.readouterr().out)
    assert kringplan(*arguments, out / "plan.json") == exit_codes.DONE
    assert ours == json.loads(capsys.readouterr().out)


def test_agendas_of_an_earlier_run_that_are_nobody_s_are_taken_away_and_other_files_left(out: Path) -> None:
    gone, other = out / "agenda" / "begeleider-WEG.ics", out / "agenda" / "mijn.ics"
    for path in (gone, other):
        path.write_text("BEGIN:VCALENDAR", encoding="utf-8")
    assert kringplan(*SOLVE, "--out", out) == exit_codes.DONE
    assert not gone.exists()
    assert other.exists()
    other.unlink()


def test_what_needs_an_extra_that_is_not_there_is_said_and_the_rest_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "xlsxwriter", "icalendar")
    assert kringplan(*SOLVE, "--out", tmp_path, "--lang", "en") == exit_codes.DONE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json", "result.json", "rooster.html"]
    said = " ".join(capsys.readouterr().err.split())
    assert 'No rooster.xlsx written: install pip install "kringplan[excel]".' in said
    assert 'No agendas written: install pip install "kringplan[agenda]".' in said


def test_a_workbook_cannot_be_read_without_the_extra(
    workbook: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "python_calamine")
    assert kringplan("check", REGION, "--matrix", TABLE, "--plan", workbook) == exit_codes.FAILED
    assert 'pip install "kringplan[excel]"' in capsys.readouterr().err


def test_a_changed_roster_is_judged_beside_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = opened()
    sheet = made["Rooster"]
    sheet.delete_rows(row_of(sheet, "H9"))
    made.save(tmp_path / "eigen.xlsx")
    arguments = ("check", REGION, "--matrix", TABLE, "--plan", tmp_path / "eigen.xlsx", "--plan", PLAN)
    assert kringplan(*arguments) == exit_codes.DONE
    shown = capsys.readouterr().out
    assert shown.count("Het plan houdt zich aan alle regels.") == 2
    assert "Plan 1: eigen.xlsx" in shown
    assert "het eerste: niet geleverd, normaal, daarin is Plan 2 beter" in " ".join(shown.split())
    assert kringplan(*arguments, "--json", "-") == exit_codes.DONE
    found = json.loads(capsys.readouterr().out)
    unmet = {"key": "unmet_normal", "value": 120}
    assert unmet in found["stages"]
    [beside] = found["beside"]
    assert (beside["plan"], beside["ok"]) == ("plan.json", True)
    assert unmet | {"value": 60} in beside["stages"]


def test_the_same_plan_twice_is_no_different(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("check", *SAVED, "--plan", PLAN) == exit_codes.DONE
    assert "Beide plannen hebben op elk doel dezelfde waarde." in capsys.readouterr().out


def test_a_roster_that_breaks_rules_fails_and_one_with_faults_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = opened()
    sheet = made["Rooster"]
    cell = sheet.cell(row_of(sheet, "H9"), columns(sheet)["begeleider"])
    cell.value = "Anna Jansen"
    made.save(tmp_path / "eigen.xlsx")
    arguments = ("check", REGION, "--matrix", TABLE, "--plan", tmp_path / "eigen.xlsx")
    assert kringplan(*arguments) == exit_codes.FAILED
    assert "deskundigheid" in capsys.readouterr().out
    cell.value = "Piet"
    made.save(tmp_path / "eigen.xlsx")
    assert kringplan(*arguments) == exit_codes.REFUSED
    said = capsys.readouterr().err
    assert cell.coordinate in said
    assert "Deze begeleider is onbekend" in said


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.xlsx").write_text("begeleider;dag", encoding="utf-8")
    assert kringplan("check", REGION, "--plan", tmp_path / "x.xlsx") == exit_codes.REFUSED
    assert "x.xlsx" in capsys.readouterr().err


def test_a_roster_is_shown_as_a_saved_plan(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("week", REGION, "--matrix", TABLE, "--plan", workbook, "--who", "bakker") == exit_codes.DONE
    assert "Bram Bakker" in capsys.readouterr().out


def test_what_is_fixed_on_the_roster_stays_in_the_next_plan(workbook: Path, tmp_path: Path) -> None:
    assert kringplan(*SOLVE, "--previous", workbook, "--out", tmp_path / "next") == exit_codes.DONE
    plan = json.loads((tmp_path / "next" / "plan.json").read_text(encoding="utf-8"))
    [stop] = [
        (tour["begeleider"], stop["half_day"], stop["start"])
        for tour in plan["weeks"][0]["tours"]
        for stop in tour["stops"]
        if stop["item"] == "H9"
    ]
    assert stop == ("B1", "di-middag", "14:09")
    # shown again it needs the same marks: they are part of what was asked
    shown = ("week", REGION, "--matrix", TABLE, "--previous", workbook, "--plan", tmp_path / "next" / "result.json")
    assert kringplan(*shown) == exit_codes.DONE


def test_what_took_place_is_taken_into_the_region(
    workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    after = tmp_path / "regio-49.json"
    assert kringplan("account", REGION, workbook, "--matrix", TABLE, "--out", after) == exit_codes.DONE
    shown = " ".join(capsys.readouterr().out.split())
    assert "8 bezoeken verwerkt; 1 niet doorgegaan." in shown
    assert "de regio staat nu in week 49" in shown
    region = json.loads(after.read_text(encoding="utf-8"))
    assert region["week"] == "2026-W49"
    asked = {h["id"]: h for h in region["hulpvragen"]}
    assert asked["H9"]["last_visit"] == "2026-11-24"
    assert "last_visit" not in asked["H2"]
    assert [pin["item"] for pin in region["pins"]] == ["H9"]
    assert kringplan("check", after) == exit_codes.DONE
    capsys.readouterr()
    again = tmp_path / "again.json"
    assert kringplan("account", after, workbook, "--matrix", TABLE, "--out", again) == exit_codes.DONE
    assert "8 bezoeken waren al verwerkt." in capsys.readouterr().out
    assert json.loads(again.read_text(encoding="utf-8")) == region


def test_the_region_after_an_account_may_be_a_workbook_too(workbook: Path, tmp_path: Path) -> None:
    after = [tmp_path / name for name in ("after.json", "after.xlsx")]
    for path in after:
        assert kringplan("account", REGION, workbook, "--matrix", TABLE, "--out", path) == exit_codes.DONE
    assert kringplan("convert", after[1], tmp_path / "back.json") == exit_codes.DONE
    one, two = (json.loads(path.read_text(encoding="utf-8")) for path in (after[0], tmp_path / "back.json"))
    assert one == two


def test_a_block_is_written_and_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan(*SOLVE, "--weeks", "2", "--out", tmp_path) == exit_codes.DONE
    page = (tmp_path / "rooster.html").read_text(encoding="utf-8")
    assert "<caption>week 49, 30 november" in page
    capsys.readouterr()
    arguments = ("check", REGION, "--matrix", TABLE, "--json", "-", "--plan")
    assert kringplan(*arguments, tmp_path / "rooster.xlsx") == exit_codes.DONE
    ours = json.loads(capsys.readouterr().out)
    assert kringplan(*arguments, tmp_path / "plan.json") == exit_codes.DONE
    assert ours == json.loads(capsys.readouterr().out)


def test_a_faulty_account_writes_nothing(workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    made = load_workbook(workbook)
    sheet = made["Uitgevoerd"]
    sheet.cell(row_of(sheet, "H9"), columns(sheet)["uitgevoerd"]).value = "half"
    made.save(workbook)
    target = tmp_path / "after.json"
    target.write_text("old", encoding="utf-8")
    assert kringplan("account", REGION, workbook, "--out", target) == exit_codes.REFUSED
    assert "Hier hoort ja of nee te staan" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "old"


def test_what_is_not_filled_in_keeps_the_region_in_its_week(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened("en").save(tmp_path / "rooster.xlsx")
    after = tmp_path / "after.json"
    arguments = ("account", REGION, tmp_path / "rooster.xlsx", "--matrix", TABLE, "--out", after, "--lang", "en")
    assert kringplan(*arguments) == exit_codes.DONE
    assert "11 rows are not filled in yet: the region stays in week 48" in " ".join(capsys.readouterr().out.split())
    assert json.loads(after.read_text(encoding="utf-8"))["week"] == "2026-W48"
