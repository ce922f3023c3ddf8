"""`kringplan week` with a solve: what it answers, writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli import exit_codes
from tests.cli.helpers import PLAN, PREVIOUS, REGION, SAVED, TABLE, kringplan, start
from tests.cli.test_check import changed

SOLVE = ("week", str(REGION), "--matrix", str(TABLE), "--threads", "1", "--work-limit", "20")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a solve of the small region wrote."""
    folder = tmp_path_factory.mktemp("run") / "deep" / "out"
    done = start(*SOLVE, "--json", "-", "--out", folder)
    assert done.returncode == exit_codes.DONE
    # nothing but the JSON is on stdout, and it is what the file says
    assert json.loads(done.stdout) == json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert done.stderr == ""
    return folder


def result_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    return found


def test_the_result_is_as_agreed(out: Path) -> None:
    result = result_of(out)
    assert list(result) == ["status", "stages", "certificate", "checker", "plan", "unserved"]
    assert result["status"] == "optimal"
    assert result["checker"] == {"ok": True, "violations": []}
    assert {entry["id"] for entry in result["unserved"]} == {"H6", "H8"}
    assert json.loads((out / "plan.json").read_text(encoding="utf-8")) == result["plan"]
    assert {"plan.json", "result.json"} <= {path.name for path in out.iterdir()}


def test_a_saved_result_is_shown_without_solving_with_its_bounds(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optimizer.api.solve_week", None)
    assert kringplan("week", REGION, "--matrix", TABLE, "--plan", out / "result.json") == exit_codes.DONE
    shown = capsys.readouterr().out
    assert "Bewezen optimaal" in shown
    assert shown.count("bewezen") == 14
    assert kringplan("week", REGION, "--matrix", TABLE, "--plan", out / "plan.json") == exit_codes.DONE
    assert "niet bekend" in capsys.readouterr().out


def test_bounds_are_believed_only_with_their_values(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = result_of(out)
    result["stages"][12]["value"] += 1
    changed(out / "result.json", tmp_path, stages=result["stages"])
    arguments = ("week", REGION, "--matrix", TABLE, "--plan", tmp_path / "result.json")
    assert kringplan(*arguments) == exit_codes.DONE
    assert "bewezen" not in capsys.readouterr().out
    changed(out / "result.json", tmp_path, stages=[{"key": "travel"}])
    assert kringplan(*arguments) == exit_codes.DONE
    assert "bewezen" not in capsys.readouterr().out


def test_the_same_seed_and_work_give_the_same_plan(out: Path, tmp_path: Path) -> None:
    assert kringplan(*SOLVE, "--out", tmp_path) == exit_codes.DONE
    assert (tmp_path / "plan.json").read_text(encoding="utf-8") == (out / "plan.json").read_text(encoding="utf-8")


def test_earlier_results_are_replaced_and_other_files_left(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("old", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert kringplan(*SOLVE, "--out", tmp_path) == exit_codes.DONE
    assert json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))["weeks"]
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "agenda", "notes.txt", "plan.json", "result.json", "rooster.html", "rooster.xlsx",
    ]  # fmt: skip


def test_a_folder_that_cannot_be_written_is_said_before_solving(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optimizer.api.solve_week", None)
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert kringplan(*SOLVE, "--out", blocked / "out") == exit_codes.FAILED
    assert kringplan(*SOLVE, "--json", tmp_path / "none" / "x.json") == exit_codes.FAILED
    assert capsys.readouterr().out == ""


def test_the_previous_plan_is_kept_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = kringplan(*SOLVE, "--previous", PREVIOUS, "--changes", "--out", tmp_path, "--lang", "en")
    assert code == exit_codes.DONE
    shown = capsys.readouterr().out
    changes = {stage["key"]: stage["value"] for stage in result_of(tmp_path)["stages"]}["changes"]
    assert f"Compared with week 47, 16\N{EN DASH}20 November 2026: {changes} change" in shown
    assert "New this week (1): H9" in shown


def test_no_time_ends_without_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    code = kringplan("week", REGION, "--work-limit", "0.0000001", "--threads", "1", "--json", "-")
    out, err = capsys.readouterr()
    result = json.loads(out)
    if result["plan"] is None:
        assert code == exit_codes.STOPPED
        assert "Gestopt voordat er een plan was" in err
    else:
        assert code == exit_codes.DONE


def test_an_impossible_week_says_what_conflicts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(REGION.read_text(encoding="utf-8"))
    for item in data["hulpvragen"]:
        if item["school"] == "S4" if "school" in item else False:
            item |= {"current": "B2", "expertise": "gedrag", "institute": None, "visits": 1, "minutes": 200}
            item["half_days"] = ["wo-ochtend"]
    data["policy"] = {"running": "hard"}
    region = tmp_path / "region.json"
    region.write_text(json.dumps(data), encoding="utf-8")
    folder = tmp_path / "out"
    code = kringplan("week", region, "--threads", "1", "--work-limit", "20", "--json", "-", "--out", folder)
    out, err = capsys.readouterr()
    assert code == exit_codes.INFEASIBLE
    assert list(folder.iterdir()) == []
    result = json.loads(out)
    assert result["status"] == "infeasible"
    assert result["plan"] is None
    assert len(result["conflict"]) == 2
    assert set(result["conflict"]) <= {"H5", "H6", "H8"}
    assert "Er is geen plan mogelijk" in err
    assert all(item in err for item in result["conflict"])


def test_a_refused_region(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    region = changed(REGION, tmp_path, week="2026-48")
    assert kringplan("week", region, "--json", "-") == exit_codes.REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "geweigerd: 1 fout" in err


def test_a_saved_plan_that_breaks_rules_is_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(PLAN.read_text(encoding="utf-8"))
    data["weeks"][0]["tours"][0]["legs"][0]["minutes"] += 1
    plan = changed(PLAN, tmp_path, weeks=data["weeks"])
    code = kringplan("week", REGION, "--plan", plan, "--matrix", TABLE, "--who", "B1")
    out, err = capsys.readouterr()
    assert code == exit_codes.FAILED
    assert out == ""
    assert err != ""


def test_of_many_violations_a_few_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(PLAN.read_text(encoding="utf-8"))
    for tour in data["weeks"][0]["tours"]:
        for leg in tour["legs"]:
            leg["minutes"] += 1
    plan = changed(PLAN, tmp_path, weeks=data["weeks"], matrix_sha256="0" * 64)
    assert kringplan("week", REGION, "--plan", plan, "--matrix", TABLE) == exit_codes.FAILED
    err = capsys.readouterr().err
    assert "andere reistijden" in err
    assert err.count("(witness)") == 5
    assert "alle zijn te zien met" in err


def test_a_refused_solver_plan_is_never_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import optimizer.api
    from optimizer.domain.fault import Verdict, Violation
    from optimizer.domain.vocabulary import RuleKey

    def wrong(*_: object, **__: object) -> None:
        violation = Violation(rule=RuleKey.CONTRACT, items=("H1",), begeleider="B1", found=901, limit=900)
        raise optimizer.api.CheckFailedError(Verdict(ok=False, violations=(violation,)))

    monkeypatch.setattr(optimizer.api, "solve_week", wrong)
    assert kringplan(*SOLVE, "--json", "-", "--out", tmp_path) == exit_codes.FAILED
    out, err = capsys.readouterr()
    assert out == ""
    assert "afgekeurd" in err
    assert "901" in err
    assert list(tmp_path.iterdir()) == []


def test_several_views_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("week", *SAVED, "--who", "B1", "--unserved", "--lang", "en") == exit_codes.DONE
    shown = capsys.readouterr().out
    assert shown.index("Anna de Vries ·") < shown.index("Not served ·")
