from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli import exit_codes
from tests.cli.helpers import PLAN, REGION, TABLE, kringplan


def changed(path: Path, folder: Path, **values: object) -> Path:
    """A copy of a JSON file with some values of its object replaced."""
    data = json.loads(path.read_text(encoding="utf-8")) | values
    copy = folder / path.name
    copy.write_text(json.dumps(data), encoding="utf-8")
    return copy


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    out, err = capsys.readouterr()
    assert err == ""
    found: dict[str, Any] = json.loads(out)
    return found


def test_a_sound_region(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("check", REGION, "--json", "-") == exit_codes.DONE
    found = answer(capsys)
    assert list(found) == ["ok", "faults", "defaults"]
    assert found["ok"] is True
    assert found["faults"] == []
    assert "/policy/min_break" in {default["where"] for default in found["defaults"]}


def test_a_refused_region_lists_every_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    region = changed(REGION, tmp_path, week="2026-48", pins=[{"item": "nobody"}], colour="red")
    assert kringplan("check", region, "--json", "-") == exit_codes.REFUSED
    found = answer(capsys)
    assert found["ok"] is False
    assert {fault["where"] for fault in found["faults"]} == {"/week", "/pins/0/item", "/colour"}
    assert all(fault["what"] and fault["mend"] for fault in found["faults"])


def test_a_refused_region_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    region = changed(REGION, tmp_path, week="2026-48", colour="red")
    assert kringplan("check", region) == exit_codes.REFUSED
    out, err = capsys.readouterr()
    assert err == ""
    assert "region.json is geweigerd: 2 fouten" in out
    assert "/week\n" in out
    assert out.count("→") == 2


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("check", tmp_path / "none.json", "--json", "-") == exit_codes.REFUSED
    assert [fault["where"] for fault in answer(capsys)["faults"]] == ["none.json"]


def test_a_plan_that_keeps_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    code = kringplan("check", REGION, "--plan", PLAN, "--matrix", TABLE, "--json", "-")
    assert code == exit_codes.DONE
    found = answer(capsys)
    assert list(found) == ["ok", "violations", "stages"]
    assert found["ok"] is True
    assert {stage["key"]: stage["value"] for stage in found["stages"]}["unmet_normal"] == 60


def test_a_plan_that_breaks_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(PLAN.read_text(encoding="utf-8"))
    stop = data["weeks"][0]["tours"][0]["stops"][0]
    stop["start"], stop["end"] = "07:00", "09:00"
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(data), encoding="utf-8")
    arguments = ("check", REGION, "--plan", plan, "--matrix", TABLE)
    assert kringplan(*arguments, "--json", "-") == exit_codes.FAILED
    found = answer(capsys)
    assert found["ok"] is False
    rules = {violation["rule"] for violation in found["violations"]}
    assert "half-day-time" in rules
    assert kringplan(*arguments) == exit_codes.FAILED
    out = capsys.readouterr().out
    assert f"{len(found['violations'])} overtredingen" in out
    assert "(half-day-time)" in out
    assert "Anna de Vries" in out


def test_a_plan_for_another_region_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = changed(PLAN, tmp_path, instance_sha256="0" * 64)
    assert kringplan("check", REGION, "--plan", plan, "--matrix", TABLE) == exit_codes.FAILED
    assert "voor andere gegevens gemaakt" in capsys.readouterr().out


def test_a_plan_with_faults_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = changed(PLAN, tmp_path, weeks="48")
    assert kringplan("check", REGION, "--plan", plan) == exit_codes.REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "plan.json is geweigerd" in err


def test_a_travel_table_with_faults_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE.read_text(encoding="utf-8") + "school:S1,school:S2,auto,x,1\n", encoding="utf-8")
    assert kringplan("check", REGION, "--plan", PLAN, "--matrix", table) == exit_codes.REFUSED
    err = capsys.readouterr().err
    assert "table.csv is geweigerd: 2 fouten" in err
    assert "table.csv:67" in err


def test_json_into_a_file_leaves_the_words_on_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("check", REGION, "--json", tmp_path / "answer.json") == exit_codes.DONE
    assert json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))["ok"] is True
    assert "in orde" in capsys.readouterr().out
