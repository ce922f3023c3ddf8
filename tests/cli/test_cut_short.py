"""A block that was cut short says on the screen which weeks have no plan."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import optimizer
from cli import exit_codes
from optimizer.domain.result import Progress
from tests.cli.helpers import REGION, TABLE, kringplan

SOLVE = ("week", str(REGION), "--matrix", str(TABLE), "--threads", "1", "--work-limit", "20")


@pytest.fixture
def stop_in(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Interrupts the solver at the first sign of the week under "week"."""
    asked: dict[str, str] = {}
    event = threading.Event()
    real = optimizer.solve_block

    @contextmanager
    def stoppable() -> Iterator[threading.Event]:
        yield event

    def solve(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 -- as the real one
        report = named["on_progress"]

        def progress(sign: Progress) -> None:
            if sign.week == asked["week"]:
                event.set()
            report(sign)

        return real(*arguments, **(named | {"on_progress": progress}))

    monkeypatch.setattr("cli.interrupt.stoppable", stoppable)
    monkeypatch.setattr(optimizer, "solve_block", solve)
    return asked


@pytest.mark.parametrize(
    ("week", "lang", "told"),
    [
        (
            "2026-W49",
            "nl",
            "Gestopt voordat alles gepland was: van de 3 weken heeft er 1 nog geen plan: week 50 (vanaf 7 december).",
        ),
        (
            "2026-W48",
            "nl",
            (
                "Gestopt voordat alles gepland was: van de 3 weken hebben er 2 nog geen plan: "
                "week 49 (vanaf 30 november), 50 (vanaf 7 december)."
            ),
        ),
        (
            "2026-W48",
            "en",
            (
                "Stopped before all was planned: of the 3 weeks 2 have no plan yet: "
                "weeks 49 (from 30 november), 50 (from 7 december)."
            ),
        ),
    ],
)
def test_weeks_without_a_plan_are_named_first(
    week: str, lang: str, told: str, stop_in: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stop_in["week"] = week
    assert kringplan(*SOLVE, "--weeks", "3", "--out", tmp_path, "--lang", lang) == exit_codes.DONE
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.lower().startswith(told.lower())
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert len(result["plan"]["weeks"]) == 3 - told.count("(")
    assert result["status"] == "stopped"


def test_a_week_that_was_asked_and_has_no_plan_gives_the_first(
    stop_in: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    stop_in["week"] = "2026-W48"
    assert kringplan(*SOLVE, "--weeks", "2", "--week", "49", "--who", "bakker") == exit_codes.DONE
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.startswith("Gestopt voordat alles gepland was: van de 2 weken heeft er 1 nog geen plan: week 49")
    assert "Bram Bakker" in shown


def test_a_block_that_is_whole_says_nothing_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan(*SOLVE, "--weeks", "2") == exit_codes.DONE
    assert "Gestopt" not in capsys.readouterr().out
