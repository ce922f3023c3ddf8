from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.__main__ import main
from benchmarks.measure import IN_TIME_OF, Asked, measure, verdict
from benchmarks.parts import Part
from benchmarks.peers.method import METHODS, Method
from tests.benchmarks.test_summary import bounds, row


def test_every_benchmark_of_the_folder_is_a_command() -> None:
    assert {"agreement", "growth", "peers", "placement", "report", "week", "workbook"} <= set(main.commands)


def test_a_run_of_its_own_is_measured_printed_and_written(tmp_path: Path) -> None:
    file = tmp_path / "measured.json"
    arguments = ["peers", "--case", "growth-10", "--part", "routing", "--method", "direct CP-SAT", "--seeds", "1"]
    done = CliRunner().invoke(main, [*arguments, "--time-limit", "1", "--json", str(file)])
    assert done.exit_code == 0, done.output
    (found,) = json.loads(file.read_text(encoding="utf-8"))["rows"]
    assert (found["case"], found["part"], found["method"], found["ok"]) == (
        "growth-10",
        "routing",
        "direct CP-SAT",
        True,
    )
    assert sum(found["demand"].values()) > 0
    assert "1 of 1" in done.output


def test_a_method_that_is_missing_is_left_out_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.peers.method.version_of", lambda _: None)
    measured = measure(Asked(["growth-10"], [Part.ROUTING], [m.name for m in METHODS], 1, [1.0], 1))
    assert measured["rows"] == []
    assert capsys.readouterr().out.count("left out, package") == len(METHODS)


def test_a_run_that_fails_is_kept_as_such_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(_module: str, asked: dict[str, object], _seconds: float) -> dict[str, object]:
        if asked["method"] == "direct CP-SAT":
            raise RuntimeError("no memory")
        whole = row("", (0, 10, 40), seconds=1.5, bounds=bounds(0, 10, 40))
        return {key: value for key, value in whole.items() if key not in {"case", "part", "seed", "limit", "method"}}

    monkeypatch.setattr("benchmarks.measure.run_apart", run)
    monkeypatch.setattr(Method, "missing", lambda _: None)
    found = measure(Asked(["growth-10"], [Part.ROUTING], [m.name for m in METHODS], 1, [60.0], 1))["rows"]
    assert [r.get("failed") for r in found if r["method"] == "direct CP-SAT"] == ["no memory"]
    assert IN_TIME_OF.format("VROOM") in {r["method"] for r in found}
    assert len(found) == len(METHODS) + 1


def test_the_page_is_written_again_from_what_was_measured(tmp_path: Path) -> None:
    rows = [row("kringplan", (0, 10, 40), bounds=bounds(0, 10, 40))]
    grown = [row("kringplan", (0, 0, 40), hulpvragen=n, seconds=float(n), limit=60.0) for n in (10, 25)]
    measured = {"machine": "2 cores", "versions": {}, "rows": rows}
    file, page = tmp_path / "measured.json", tmp_path / "docs" / "benchmarks.md"
    file.write_text(
        json.dumps({"command": "c", "peers": measured, "growth": measured | {"rows": grown}}), encoding="utf-8"
    )
    done = CliRunner().invoke(main, ["report", "--again", "--json", str(file), "--out", str(page)])
    assert done.exit_code == 0, done.output
    assert "| kringplan | 0 | **0, 10, 40** |" in page.read_text(encoding="utf-8")
    assert (tmp_path / "docs" / "images" / "growth.svg").read_text(encoding="utf-8").count("<circle") == 4


def test_the_verdict_is_said_in_words() -> None:
    assert verdict(row("VROOM", (0, 0, 0))) == "accepted"
    assert verdict(row("VROOM", (0, 0, 0), planned=False, ok=False)) == "no plan"
    assert verdict(row("VROOM", (0, 0, 0), ok=False, violations={"window": 2})) == "refused: window 2 x"


def test_a_workbook_is_written_and_read() -> None:
    done = CliRunner().invoke(main, ["workbook", "--rows", "5", "--runs", "1"])
    assert done.exit_code == 0, done.output
    assert "5 rows, 1 runs" in done.output
    assert "the same region: yes" in done.output
