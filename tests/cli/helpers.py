"""Runs the command line in this process or another, on the small region beside this file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cli.main import run
from cli.texts import Texts, asked_language

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).with_name("data")
REGION, PLAN, PREVIOUS, TABLE = (DATA / name for name in ("region.json", "plan.json", "previous.json", "table.csv"))
SAVED = (str(REGION), "--plan", str(PLAN), "--matrix", str(TABLE))
"""Arguments that show the small region's saved plan without solving."""


def kringplan(*arguments: str | Path) -> int:
    """Run a command line here; its exit code."""
    words = [str(argument) for argument in arguments]
    return run(words, Texts(asked_language(words)))


def environment(**extra: str) -> dict[str, str]:
    """The environment of a terminal without settings of its own."""
    unwanted = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "KRINGPLAN_LANG")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"PYTHONPATH": str(ROOT)} | extra


def command(*arguments: str | Path) -> list[str]:
    """A command line for another process."""
    return [sys.executable, "-m", "cli.main", *(str(argument) for argument in arguments)]


def start(*arguments: str | Path, cwd: Path | None = None, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run a command line in another process until it ends."""
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, check=False, cwd=cwd, env=environment(**extra), timeout=120
    )
