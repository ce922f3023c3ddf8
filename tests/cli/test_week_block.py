"""A block of weeks on the command line: planned, saved, looked into."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli import exit_codes
from tests.cli.helpers import REGION, TABLE, kringplan

WEEKS = ["2026-W48", "2026-W49"]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A block of two weeks of the small region in a folder."""
    out = tmp_path_factory.mktemp("block")
    asked = ("week", REGION, "--matrix", TABLE, "--weeks", "2", "--work-limit", "0.5", "--out", out, "--threads", "1")
    assert kringplan(*asked) == exit_codes.DONE
    return out


def look(saved: Path, *more: str) -> int:
    return kringplan("week", REGION, "--matrix", TABLE, "--plan", saved / "result.json", *more)


def test_plan_and_result_hold_the_weeks(saved: Path) -> None:
    plan, result = (json.loads((saved / name).read_text("utf-8")) for name in ("plan.json", "result.json"))
    assert [week["week"] for week in plan["weeks"]] == [one["week"] for one in result["weeks"]] == WEEKS
    assert result["checker"]["ok"]
    assert kringplan("check", REGION, "--plan", saved / "plan.json", "--matrix", TABLE) == exit_codes.DONE


def test_every_week_on_a_line_and_the_first_in_full(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert look(saved) == exit_codes.DONE
    shown = capsys.readouterr().out
    assert "Blok van 2 weken" in shown
    assert [line.split()[0] for line in shown.splitlines() if "(vanaf" in line] == ["48", "49"]
    assert "· week 48, 23" in shown
    assert "niet bekend" not in shown, "the bounds of the week are known from result.json"


@pytest.mark.parametrize("name", ["49", "w49", "2026-W49"])
def test_another_week_of_it(saved: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert look(saved, "--week", name) == exit_codes.DONE
    assert "· week 49, 30 november" in capsys.readouterr().out


def test_a_week_that_it_does_not_hold(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert look(saved, "--week", "52") == exit_codes.USAGE
    assert "Week 52 staat niet in het plan; wel: 2026-W48, 2026-W49." in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "9"])
def test_a_block_has_one_to_eight_weeks(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("week", REGION, "--weeks", number) == exit_codes.USAGE
    assert "--weeks" in capsys.readouterr().err
