"""`kringplan audit`: screen, JSON, and wrong files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli import exit_codes
from optimizer.domain.placement import (
    Clock,
    Condition,
    LeerlingOutcome,
    OfferStatus,
    Placement,
    PlacementResult,
    Urgency,
)
from optimizer.domain.result import Certificate, Status, StoppedBy
from optimizer.domain.vocabulary import Rung
from tests.cli.helpers import kringplan


def outcome(number: int) -> LeerlingOutcome:
    """Three out of four have a place; of the odd ones at the first rung."""
    own = f"L{number}"
    placement = Placement.model_validate({
        "leerling": own, "school": "S1", "rung": Rung.REGULAR_KRING, "rung_number": 1 + number % 2, "wish": 0,
        "start_on": "2026-11-23", "minutes": 10 + number % 7,
        "conditions": (Condition.ADMISSION_PENDING,) if number % 3 else (),
    })  # fmt: skip
    clock = Clock(urgency=Urgency.LATER)
    return LeerlingOutcome(
        leerling=own, status=OfferStatus.OPEN, clock=clock, placement=placement if number % 4 else None
    )


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    certificate = Certificate(
        seed=0,
        versions={},
        instance_sha256="",
        matrix_sha256="",
        seconds=1,
        work=1,
        threads=1,
        stopped_by=StoppedBy.PROOF,
    )
    result = PlacementResult(
        status=Status.OPTIMAL, certificate=certificate, leerlingen=tuple(outcome(i) for i in range(120))
    )
    (tmp_path / "result.json").write_text(result.model_dump_json(), encoding="utf-8")
    lines = [f"L{i};{'Noord' if i % 5 else 'Zuid'};{'k' if i < 3 else 'g'}" for i in range(119)]
    text = "\n".join(["id;Streek;Maat", *lines, "GeheimKind;Noord;g"])
    (tmp_path / "groepen.csv").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("columns", ["100", "80"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_screen(
    files: Path, lang: str, columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("KRINGPLAN_LANG", lang)
    assert kringplan("audit", "result.json", "--groups", "groepen.csv") == exit_codes.DONE
    out, err = capsys.readouterr()
    assert err == ""
    assert max(map(len, out.splitlines())) <= int(columns)
    assert "Geheim" not in out
    words = {"nl": ["119 leerlingen", "Zonder regel in de groepen: 1", "Regels over anderen: 1", "Streek", "2 groepen",
                    "geen oorzaak"],
             "en": ["119 leerlingen", "Without a line in the groups: 1", "Lines about others: 1", "Streek", "2 groups",
                    "no cause"]}[lang]  # fmt: skip
    assert [word for word in words if word not in " ".join(out.split())] == []
    row = next(line for line in out.splitlines() if line.startswith("Noord"))
    assert row.split()[1] == "95"


def test_json(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("audit", "result.json", "--groups", "groepen.csv", "--json", "-") == exit_codes.DONE
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (data["threshold"], data["number"], data["unknown_ids"], data["without_groups"]) == (10, 119, 1, 1)
    assert [(c["name"], c["hidden_groups"]) for c in data["columns"]] == [("Streek", 0), ("Maat", 2)]
    north, south = data["columns"][0]["groups"]
    assert (north["group"], north["number"], south["number"]) == ("Noord", 95, 24)
    # of Zuid six are without a place, fewer than ten: that share is hidden, and with it the one of Noord
    assert (north["placed"], south["placed"]) == (None, None)
    assert set(north["conditional"]) == {"count", "share", "difference", "p", "p_adjusted"}
    assert data["whole"]["placed"] == {"count": 89, "share": round(89 / 119, 4)}
    assert kringplan("audit", "result.json", "--groups", "groepen.csv", "--json", "a.json") == exit_codes.DONE
    assert json.loads((files / "a.json").read_text(encoding="utf-8")) == data
    assert "Streek" in capsys.readouterr().out
    assert kringplan("audit", "result.json", "--groups", "groepen.csv", "--threshold", "5", "--json", "-") == 0
    assert json.loads(capsys.readouterr().out)["columns"][0]["groups"][1]["placed"]["count"] == 18


@pytest.mark.parametrize(
    ("result", "groups", "said"),
    [
        (b"", b"id;a\nL1;x", "result.json"),
        (b'{"status": "optimal", "weeks": []}', b"id;a\nL1;x", "niet het resultaat van een plaatsing"),
        (b'{"leerlingen": [{"leerling": 3}]}', b"id;a\nL1;x", "/leerlingen/0/leerling"),
        (None, b"naam;a\nL1;GeheimKind", "groepen.csv:1"),
        (None, b"id;a\nGeheimKind;x", "Geen van de id's"),
        (None, None, "groepen.csv"),
    ],
)
def test_wrong_files_are_refused(
    files: Path, result: bytes | None, groups: bytes | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if result is not None:
        (files / "result.json").write_bytes(result)
    if groups is None:
        (files / "groepen.csv").unlink()
    else:
        (files / "groepen.csv").write_bytes(groups)
    assert kringplan("audit", "result.json", "--groups", "groepen.csv") == exit_codes.REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert said in " ".join(err.split())
    assert "Geheim" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "result.json"),
        ("audit", "result.json", "--groups", "groepen.csv", "--threshold", "1"),
        ("audit", "result.json", "--groups", "groepen.csv", "--json", "groepen.csv"),
        ("audit", "result.json", "--groups", "groepen.csv", "--json", "result.json"),
    ],
)
def test_wrong_use(files: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in files.iterdir()}
    assert kringplan(*arguments) == exit_codes.USAGE
    assert capsys.readouterr().out == ""
    assert {path: path.read_bytes() for path in files.iterdir()} == before
