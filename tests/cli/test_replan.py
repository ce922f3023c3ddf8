"""`kringplan replan` and `kringplan recommend`, as the user sees them and as files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cli import exit_codes
from tests.cli.helpers import PLAN, REGION, SAVED, TABLE, kringplan

GOLDEN = Path(__file__).with_name("golden")
VIEWS: dict[str, tuple[str, ...]] = {
    "replan-ill": ("replan", *SAVED, "--ill", "anna de vries@di", "--changes", "1"),
    "replan-now": ("replan", *SAVED, "--closed", "S4", "--now", "wo-ochtend"),
    "replan-without": ("replan", *SAVED, "--without", "H2", "--veto", "H3=B2@di", "--pin", "H5@vr"),
    "recommend": ("recommend", *SAVED, "--school", "S3", "--expertise", "autisme", "--minutes", "45"),
    "recommend-nobody": ("recommend", *SAVED, "--school", "S3", "--expertise", "cluster-1"),
    "recommend-wide": ("recommend", *SAVED, "--school", "S3", "--expertise", "leren", "--freedom", "kring"),
    "help-replan": ("replan", "--help"),
    "help-recommend": ("recommend", "--help"),
}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("columns", ["100", "80"])
@pytest.mark.parametrize("view", VIEWS)
def test_view(
    view: str, columns: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("KRINGPLAN_LANG", lang)
    monkeypatch.setattr("cli.options.default_threads", lambda: 2)
    assert kringplan(*VIEWS[view]) == exit_codes.DONE
    out, err = capsys.readouterr()
    assert err == ""
    shown = "\n".join(line.rstrip() for line in out.splitlines()) + "\n"
    path = GOLDEN / f"{view}.{lang}.{columns}.txt"
    if os.environ.get("KRINGPLAN_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
    assert max(map(len, shown.splitlines())) <= int(columns)


def test_what_is_written_is_a_plan_that_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = tmp_path / "new.json"
    asked.write_text(json.dumps([{"id": "N1", "school": "S3", "expertise": "autisme"}]), encoding="utf-8")
    words = ("replan", *SAVED, "--request", asked, "--ill", "B3@do", "--out", tmp_path / "out")
    assert kringplan(*words) == exit_codes.DONE
    capsys.readouterr()
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"plan.json", "opnieuw.json", "rooster.html", "rooster.xlsx"} <= names
    told = json.loads((tmp_path / "out" / "opnieuw.json").read_text(encoding="utf-8"))
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert told["plan"] == plan
    assert told["checker"]["ok"] is True
    assert [event["kind"] for event in told["events"]] == ["ill", "request"]
    assert {change["item"] for change in told["changes"] if change["cause"] == "forced"} == {"H7"}


@pytest.mark.parametrize("event", [("--ill", "B3@do"), ("--without", "H2"), ("--closed", "S4@do")])
def test_the_plan_belongs_to_the_region_that_is_written_beside_it(
    event: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, table = tmp_path / "out", ("--matrix", str(TABLE))
    assert kringplan("replan", *SAVED, *event, "--out", out) == exit_codes.DONE
    assert "regio-opnieuw.json" in capsys.readouterr().err
    again = (out / "regio-opnieuw.json", "--plan", out / "plan.json", *table)
    assert kringplan("check", *again) == exit_codes.DONE
    assert kringplan("week", *again, "--json", tmp_path / "result.json") == exit_codes.DONE
    by = ("--log", tmp_path / "log.jsonl", "--by", "A. Jansen")
    words = ("decide", again[0], *table, *by, "--appoint", "coordinator=A. Jansen")
    assert kringplan(*words, "--record", tmp_path / "result.json") == exit_codes.DONE
    approve = ("decide", again[0], *table, *by, "--approve", "week", "--reason", "opnieuw gepland")
    assert kringplan(*approve) == exit_codes.DONE


def test_a_second_event_of_the_week_knows_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, table = tmp_path / "out", ("--matrix", str(TABLE))
    assert kringplan("replan", *SAVED, "--ill", "B3", "--out", out) == exit_codes.DONE
    capsys.readouterr()
    again = (out / "regio-opnieuw.json", "--plan", out / "plan.json", *table)
    assert kringplan("replan", *again, "--pin", "H7=B3") == exit_codes.REFUSED
    assert "Begeleider B3 werkt in geen van de dagdelen van H7." in " ".join(capsys.readouterr().err.split())


def test_the_published_plan_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published = tmp_path / "plan.json"
    published.write_bytes(PLAN.read_bytes())
    words = ("replan", REGION, "--plan", published, "--matrix", TABLE, "--ill", "B3", "--out", tmp_path)
    assert kringplan(*words) == exit_codes.USAGE
    assert "plan.json" in capsys.readouterr().err
    assert published.read_bytes() == PLAN.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json"]


def test_json_on_stdout_is_all_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("replan", *SAVED, "--ill", "B3", "--json", "-") == exit_codes.DONE
    assert json.loads(capsys.readouterr().out)["lost"] == ["H7"]
    words = ("recommend", *SAVED, "--school", "S3", "--expertise", "autisme", "--json", "-")
    assert kringplan(*words) == exit_codes.DONE
    found = json.loads(capsys.readouterr().out)
    assert (found["hulpvraag"], found["room"], found["due"]) == ("NIEUW", "published", 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("replan", *SAVED), "Wat is er gebeurd?"),
        (("replan", str(REGION), "--matrix", str(TABLE), "--ill", "B1"), "geen gepubliceerd plan van week 48"),
        (("replan", *SAVED, "--ill", "B1@maandag"), "maandag is geen dagdeel"),
        (("replan", *SAVED, "--ill", "niemand"), "niet gevonden"),
        (("replan", *SAVED, "--without", "H99"), "niet gevonden"),
        (("replan", *SAVED, "--ill", "B1", "--now", "straks"), "straks is geen dagdeel"),
        (("recommend", *SAVED), "--request, --leerling, of --school"),
        (("recommend", *SAVED, "--school", "S3"), "--request, --leerling, of --school"),
        (("recommend", *SAVED, "--school", "S3", "--expertise", "koken"), "niet gevonden"),
    ],
)
def test_a_slip_is_told(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan(*words) == exit_codes.USAGE
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_request_with_faults_is_refused_as_a_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "new.json"
    file.write_text(json.dumps({"id": "N1", "school": "S3", "expertise": "autisme", "minutes": 0}), encoding="utf-8")
    for command in ("replan", "recommend"):
        assert kringplan(command, *SAVED, "--request", file) == exit_codes.REFUSED
        assert "/minutes" in capsys.readouterr().err
    file.write_text(json.dumps({"id": "N1", "school": "S99", "expertise": "autisme"}), encoding="utf-8")
    for command in ("replan", "recommend"):
        assert kringplan(command, *SAVED, "--request", file) == exit_codes.REFUSED
        assert "S99" in capsys.readouterr().err


def test_nothing_that_is_read_is_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("replan", *SAVED, "--ill", "B1", "--json", str(PLAN)) == exit_codes.USAGE
    assert kringplan("recommend", *SAVED, "--school", "S3", "--expertise", "autisme", "--json", str(TABLE)) == (
        exit_codes.USAGE
    )
