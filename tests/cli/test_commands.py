"""The command line itself: help, complaints, exit codes, languages, and what it imports."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli import exit_codes
from cli.main import COMMANDS
from cli.texts import Texts, asked_language
from optimizer.language import LANGUAGES, catalogue
from tests.cli.helpers import REGION, SAVED, environment, kringplan, start

HEAVY = ("networkx", "numpy", "ortools", "pandas", "scipy", "structlog")


@pytest.mark.parametrize("arguments", [["--help"], ["week", "--help"], ["nonsense"], ["week", "--nonsense"]])
def test_help_and_complaints_import_nothing_heavy(arguments: list[str]) -> None:
    code = "import sys\nfrom cli.main import run\nfrom cli.texts import Texts\n"
    code += f"run({arguments!r}, Texts())\nprint(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment(), timeout=60
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_schema_imports_no_solver() -> None:
    code = "import sys\nfrom cli.main import run\nfrom cli.texts import Texts\nrun(['schema'], Texts())\n"
    code += f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment(), timeout=60
    )
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_both_languages(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = {}
    for lang in LANGUAGES:
        assert kringplan(name, "--lang", lang, "--help") == exit_codes.DONE
        shown[lang] = capsys.readouterr().out
    assert shown["nl"] != shown["en"]
    assert "Opties" in shown["nl"]
    assert "Options" in shown["en"]


def test_without_arguments_it_shows_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan() == exit_codes.USAGE
    out = "".join(capsys.readouterr())
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["wek"], "Onbekende opdracht: wek"),
        (["week", "--whoo", "x"], "--who"),
        (["check"], "REGIO"),
        (["week", "--seed", "een"], "--seed"),
        (["week", "--time-limit", "0"], "--time-limit"),
        (["week", "--lang", "fr"], "--lang"),
        (["week", *SAVED, "--who", "Anna"], "Anna Jansen (B3), Anna de Vries (B1)"),
        (["week", *SAVED, "--who", "Piet"], "niet gevonden"),
        (["week", *SAVED, "--school", "o"], "past op meer dan één"),
        (["week", *SAVED, "--weeks", "2"], "--plan"),
        (["schema", "roster"], "roster"),
    ],
)
def test_wrong_use_is_explained_in_dutch(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan(*arguments) == exit_codes.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Hulp: kringplan" in err


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("region", "plan", "result", "placement"):
        assert kringplan("schema", kind) == exit_codes.DONE
        assert "$schema" in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "variable", "lang"),
    [
        ([], None, "nl"),
        (["week", "--lang", "en"], None, "en"),
        (["--lang=en"], None, "en"),
        ([], "en", "en"),
        (["--lang", "nl"], "en", "nl"),
        (["--lang"], None, "nl"),
        (["--lang", "fr"], "de", "nl"),
    ],
)
def test_language(arguments: list[str], variable: str | None, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if variable is not None:
        monkeypatch.setenv("KRINGPLAN_LANG", variable)
    assert asked_language(arguments) == lang


def test_numbers_and_dates() -> None:
    nl, en = Texts("nl"), Texts("en")
    assert (nl.number(1234567), en.number(1234567)) == ("1.234.567", "1,234,567")
    assert (nl.decimal(1234.56), en.decimal(1234.56)) == ("1.234,6", "1,234.6")
    assert (nl.percent(0.0831), en.percent(0.0831)) == ("8,3 %", "8.3 %")
    assert nl.week("2026-W48") == "week 48, 23\N{EN DASH}27 november 2026"
    assert en.week("2026-W53") == "week 53, 28 December\N{EN DASH}1 January 2027"


def test_every_text_the_code_asks_for_is_in_the_catalogue(project_root: Path) -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (project_root / "cli").rglob("*.py"))
    asked = set(re.findall(r"""\bsay\(\s*f?["']([^"'{]+)""", source))
    counted = set(re.findall(r"""\bsay\.count\(\s*["']([^"']+)""", source))
    assert len(asked) > 80
    for lang in LANGUAGES:
        known = set(catalogue(lang))
        # a key that goes on with a name of the domain ends in a dot here
        missing = {k for k in asked if f"cli.{k}" not in known and not any(n.startswith(f"cli.{k}") for n in known)}
        assert missing == set()
        assert {k for k in counted if not {f"cli.{k}.one", f"cli.{k}.many"} <= known} == set()


def test_no_colour_and_no_control_codes_where_nobody_looks() -> None:
    done = start("week", *SAVED)
    assert done.returncode == exit_codes.DONE
    assert "\x1b" not in done.stdout + done.stderr


def test_no_color_is_honoured_on_a_terminal() -> None:
    coloured = start("week", *SAVED, FORCE_COLOR="1")
    plain = start("week", *SAVED, FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b[32m" in coloured.stdout or "\x1b[33m" in coloured.stdout
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", plain.stdout)


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = [sys.executable, "-m", "cli.main", "check", str(REGION)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        process.stdout.close()
        _, err = process.communicate(timeout=60)
    assert b"Traceback" not in err
    assert process.returncode == exit_codes.DONE
