"""Decisions on the command line: from a run to a region with what is final, and runs made again."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cli import exit_codes
from optimizer.domain.region import Region
from optimizer.io.json import load_region
from tests.cli.helpers import DATA, kringplan

PLACEMENT = DATA / "placement.json"
GOLDEN = Path(__file__).with_name("golden")
BY, SWV = ("--by", "A. Jansen"), ("--by", "M. de Boer")
TEAM = ("--appoint", "coordinator=A. Jansen", "--appoint", "swv=M. de Boer", "--appoint", "school:S3=J. Visser")
ON = ("--on", "2026-11-18")

Decide = Callable[..., int]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a plan and proposals that can be made again."""
    folder = tmp_path_factory.mktemp("uitkomst")
    for command in ("place", "week"):
        assert kringplan(command, PLACEMENT, "--out", folder, "--work-limit", "1", "--threads", "1") == 0
    return folder


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "besluiten.jsonl"


@pytest.fixture
def decide(log: Path) -> Decide:
    """Run the command on the small region and this log."""

    def run(*arguments: str | Path) -> int:
        return kringplan("decide", PLACEMENT, "--log", log, *arguments)

    return run


@pytest.fixture
def begun(decide: Decide, made: Path, capsys: pytest.CaptureFixture[str]) -> Decide:
    """A log with people and both proposals."""
    assert decide(*BY, *TEAM, "--record", made / "plaatsing.json") == 0
    assert decide(*BY, "--record", made / "result.json") == 0
    capsys.readouterr()
    return decide


def region_in(path: Path) -> Region:
    return load_region(path).or_raise()


def approve_all(decide: Decide) -> None:
    assert decide(*SWV, "--approve", "L1", *ON) == 0
    assert decide(*SWV, "--approve", "l1", "--as", "ouders", *ON) == 0
    assert decide("--by", "J. Visser", "--approve", "L1", *ON) == 0
    assert decide(*SWV, "--heard", "L1", "--on", "17-11-2026") == 0


def test_what_is_final_comes_into_the_region_and_the_next_run_keeps_it(
    begun: Decide, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    approve_all(begun)
    assert begun(*BY, "--approve", "week") == 0
    capsys.readouterr()
    after = tmp_path / "next.json"
    assert begun("--out", after) == 0
    assert "1 definitief geplaatst; plan gepubliceerd voor 2026-W48" in " ".join(capsys.readouterr().err.split())
    region = region_in(after)
    own = next(one for one in region.leerlingen if one.id == "L1")
    assert own.offer is not None
    assert (own.offer.school, own.offer.agreed, str(own.decisions.child_heard)) == ("S3", True, "2026-11-17")
    assert region.previous is not None
    assert region.previous.week_plan("2026-W48") is not None
    assert kringplan("place", after, "--json", "-") == 0
    told = {one["leerling"]: one for one in json.loads(capsys.readouterr().out)["leerlingen"]}
    assert (told["L1"]["status"], told["L1"]["placement"]["school"]) == ("agreed", "S3")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_how_things_stand(
    lang: str, begun: Decide, log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    approve_all(begun)
    assert begun(*SWV, "--approve", "L4", "--reason", "TLV volgt vrijdag", *ON) == 0
    assert begun(*SWV, "--reject", "L5", "--reason", "school heeft bouw", *ON) == 0
    assert begun(*BY, "--approve", "48", *ON) == 0
    capsys.readouterr()
    monkeypatch.setenv("KRINGPLAN_LANG", lang)
    shown = ""
    for more in ((), ("--who", "l1"), ("--verify",)):
        assert begun(*more) == 0
        shown += capsys.readouterr().out + "\n"
    shown = re.sub(r"\b[0-9a-f]{12,64}\b", lambda found: "0" * len(found[0]), shown)
    shown = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "2026-11-24 09:00", shown)
    shown = "\n".join(line.rstrip() for line in shown.splitlines()) + "\n"
    path = GOLDEN / f"decide.{lang}.txt"
    if os.environ.get("KRINGPLAN_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_a_refused_decision_leaves_the_log_as_it_was(
    begun: Decide, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = log.read_bytes()
    assert begun(*SWV, "--approve", "L1", "--approve", "L4") == exit_codes.REFUSED
    err = capsys.readouterr().err
    assert "Dit besluit is geweigerd" in err
    assert "vraagt een reden" in " ".join(err.split())
    assert log.read_bytes() == before


def test_a_refused_first_decision_leaves_no_log(decide: Decide, log: Path) -> None:
    assert decide(*BY, "--approve", "L1") == exit_codes.REFUSED
    assert not log.exists()


def test_a_log_that_was_changed_is_not_trusted(begun: Decide, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = json.loads(log.read_text("utf-8").splitlines()[-1])["hash"]
    assert begun("--verify", "--head", head) == 0
    log.write_text("".join(log.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    assert begun("--verify") == 0
    capsys.readouterr()
    assert begun("--verify", "--head", head, "--json", "-") == exit_codes.FAILED
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["faults"]] == ["decide-log-head"]
    log.write_text(log.read_text("utf-8").replace("A. Jansen", "A. Janssen", 1), "utf-8")
    assert begun(*BY, "--approve", "week") == exit_codes.REFUSED
    assert "besluiten.jsonl is geweigerd" in capsys.readouterr().err


def test_a_log_without_any_line_is_not_whole(begun: Decide, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.write_bytes(b"")
    capsys.readouterr()
    assert begun("--verify", "--json", "-") == exit_codes.FAILED
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["faults"]] == ["file-empty"]
    assert begun() == exit_codes.REFUSED


def test_a_noted_code_may_be_typed_in_capitals_but_not_in_part(
    begun: Decide, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = json.loads(log.read_text("utf-8").splitlines()[-1])["hash"]
    assert begun("--verify", "--head", f" {head.upper()} ") == 0
    capsys.readouterr()
    assert begun("--verify", "--head", head[:12]) == exit_codes.USAGE
    assert "64 tekens" in " ".join(capsys.readouterr().err.split())


def test_the_same_result_twice_is_recorded_once(begun: Decide, made: Path, log: Path) -> None:
    before = log.read_bytes()
    assert begun(*BY, "--record", made / "plaatsing.json") == 0
    assert log.read_bytes() == before


def test_a_result_of_another_region_is_refused(
    decide: Decide, made: Path, tmp_path: Path, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads((made / "result.json").read_text("utf-8"))
    data["certificate"]["instance_sha256"] = "0" * 64
    other = tmp_path / "other.json"
    other.write_text(json.dumps(data), "utf-8")
    assert decide(*BY, "--record", other) == exit_codes.REFUSED
    assert "een andere regio" in " ".join(capsys.readouterr().err.split())
    data["certificate"]["instance_sha256"] = json.loads((made / "result.json").read_text("utf-8"))["certificate"][
        "instance_sha256"
    ]
    data["certificate"]["matrix_sha256"] = "0" * 64
    other.write_text(json.dumps(data), "utf-8")
    assert decide(*BY, "--record", other) == exit_codes.REFUSED
    assert "andere reistijden" in " ".join(capsys.readouterr().err.split())
    assert not log.exists()


def test_both_runs_are_made_again_to_the_same_plan(begun: Decide, capsys: pytest.CaptureFixture[str]) -> None:
    assert begun("--json", "-") == 0
    runs = {one["run"] for one in json.loads(capsys.readouterr().out)["decisions"]}
    assert len(runs) == 2
    for run in runs:
        assert begun("--replay", run[:8], "--json", "-") == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["run"], found["promised"], found["same_plan"], found["stages"]) == (run, True, True, [])


def test_a_run_whose_kept_input_changed_is_not_made_again(begun: Decide, log: Path) -> None:
    assert begun("--replay", "ffffff") == exit_codes.REFUSED
    run = next(json.loads(line)["run"] for line in log.read_text("utf-8").splitlines() if '"run"' in line)
    store = log.with_name("besluiten.jsonl.store")
    kept = store / json.loads((store / run).read_text("utf-8"))["region"]
    kept.chmod(0o600)
    kept.write_text(kept.read_text("utf-8").replace("Kleinstreek", "Grootstreek"), "utf-8")
    assert begun("--replay", run) == exit_codes.REFUSED


def test_a_plan_that_breaks_a_rule_now_asks_a_reason(begun: Decide, tmp_path: Path, log: Path) -> None:
    data = json.loads(PLACEMENT.read_text("utf-8"))
    data["begeleiders"] = [one | {"contract_minutes": 0} for one in data["begeleiders"]]
    other = tmp_path / "other.json"
    other.write_text(json.dumps(data), "utf-8")
    words = ("decide", other, "--log", log, *BY, "--approve", "week")
    assert kringplan(*words) == exit_codes.REFUSED
    assert kringplan(*words, "--reason", "overleg met allen") == 0
    assert json.loads(log.read_text("utf-8").splitlines()[-1])["overrides"] == ["checker"]


def test_a_plan_made_by_hand_asks_a_reason_and_is_not_made_again(
    decide: Decide, made: Path, tmp_path: Path, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads((made / "plan.json").read_text("utf-8"))
    (tmp_path / "plan.json").write_text(json.dumps(data | {"proven": False, "instance_sha256": ""}), "utf-8")
    judged = tmp_path / "result.json"
    assert kringplan("week", PLACEMENT, "--plan", tmp_path / "plan.json", "--json", judged) == 0
    assert decide(*BY, *TEAM, "--record", judged) == 0
    assert decide(*BY, "--approve", "week") == exit_codes.REFUSED
    assert decide(*BY, "--approve", "week", "--reason", "met de scholen besproken") == 0
    last = json.loads(log.read_text("utf-8").splitlines()[-1])
    assert (last["overrides"], last["reason"]) == (["by-hand"], "met de scholen besproken")
    run = next(json.loads(line)["run"] for line in log.read_text("utf-8").splitlines() if '"run"' in line)
    capsys.readouterr()
    assert decide("--replay", run) == exit_codes.REFUSED
    assert "met de hand gemaakt" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--approve", "L1"), "--by"),
        ((*BY, "--approve", "L1", "--reject", "L2"), "niet allebei"),
        (("--head", "x"), "--verify"),
        (("--verify", "--out", "r.json"), "--verify rekent alleen na"),
        (("--replay", "abcdef", *BY, "--approve", "L1"), "--replay doet alleen"),
        (("--out", "-", "--json", "-"), "maar één ding"),
        ((*BY, "--appoint", "baas=x"), "baas=x"),
        ((*BY, "--appoint", "swv"), "swv: geef rol en naam"),
    ],
)
def test_wrong_use_is_explained(
    decide: Decide, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert decide(*arguments) == exit_codes.USAGE
    assert said in capsys.readouterr().err


def test_a_log_that_is_not_there_is_said(decide: Decide, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide() == exit_codes.REFUSED
    assert "besluiten.jsonl" in capsys.readouterr().err


def test_no_home_and_no_name_of_a_pupil_stands_in_the_log(begun: Decide, log: Path) -> None:
    approve_all(begun)
    text = re.sub(r"[0-9a-f]{64}", "", log.read_text("utf-8"))
    assert '"ouders van L1"' in text
    for private in ("home", "lat", "2465", "52."):
        assert private not in text
