"""Whatever is wrong with a command line is said in the reader's language, in the program's own words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click import exceptions

from cli import exit_codes
from cli.errors import complain
from cli.help import command_class
from cli.main import COMMANDS
from cli.texts import Texts
from cli.usage import usage_text
from optimizer.language import LANGUAGES
from tests.cli.helpers import REGION, kringplan

COMMANDS_NAMED = ", ".join(COMMANDS)
CASES: list[tuple[type[click.ClickException], list[str], str, str]] = [
    (
        click.NoSuchCommand,
        ["chek"],
        f"Onbekende opdracht: chek. Kies uit {COMMANDS_NAMED}. Bedoelde u check of schema?",
        f"Unknown command: chek. Choose from {COMMANDS_NAMED}. Did you mean check or schema?",
    ),
    (
        click.NoSuchOption,
        ["week", "--thread", "x"],
        "Onbekende optie: --thread. Bedoelde u --threads?",
        "Unknown option: --thread. Did you mean --threads?",
    ),
    (
        click.NoSuchOption,
        ["week", "--whoo", "x"],
        "Onbekende optie: --whoo. Bedoelde u --school of --who?",
        "Unknown option: --whoo. Did you mean --school or --who?",
    ),
    (click.NoSuchOption, ["week", "-q"], "Onbekende optie: -q.", "Unknown option: -q."),
    (click.MissingParameter, ["check"], "Er ontbreekt iets: REGIO.", "Something is missing: REGION."),
    (click.MissingParameter, ["import", str(REGION)], "Er ontbreekt iets: --out.", "Something is missing: --out."),
    (click.BadOptionUsage, ["week", "--seed"], "Optie --seed vraagt een waarde.", "Option --seed needs a value."),
    (
        click.BadOptionUsage,
        ["week", "--unserved=ja"],
        "Optie --unserved neemt geen waarde.",
        "Option --unserved takes no value.",
    ),
    (
        click.BadParameter,
        ["week", "--seed", "een"],
        '--seed: "een" is geen geheel getal van 0 tot en met 2.147.483.647.',
        '--seed: "een" is no whole number from 0 to 2,147,483,647.',
    ),
    (
        click.BadParameter,
        ["week", "--threads", "300"],
        '--threads: "300" is geen geheel getal van 1 tot en met 256.',
        '--threads: "300" is no whole number from 1 to 256.',
    ),
    (
        click.BadParameter,
        ["week", "--time-limit", "0"],
        '--time-limit: "0" is geen getal boven 0.',
        '--time-limit: "0" is no number above 0.',
    ),
    (
        click.BadParameter,
        ["schema", "roster"],
        'region|plan|result|placement|joint: "roster" kan niet. Kies uit: region, plan, result, placement, joint.',
        (
            'region|plan|result|placement|joint: "roster" is not possible. '
            "Choose from: region, plan, result, placement, joint."
        ),
    ),
    (
        click.BadParameter,
        ["check", "x", "--matrix", "nergens.csv"],
        '--matrix: "nergens.csv" bestaat niet. Controleer de naam en de map.',
        '--matrix: "nergens.csv" does not exist. Check its name and folder.',
    ),
    (
        click.BadParameter,
        ["check", "x", "--matrix", "FOLDER"],
        '--matrix: "FOLDER" is een map en geen bestand.',
        '--matrix: "FOLDER" is a folder and no file.',
    ),
    (
        click.BadParameter,
        ["week", "--out", str(REGION)],
        f'--out: "{REGION}" is een bestand en geen map.',
        f'--out: "{REGION}" is a file and no folder.',
    ),
    (click.UsageError, ["week", "a", "b", "c"], "Er staat te veel: b c.", "There is too much: b c."),
    (click.UsageError, ["--"], "Er staat niet bij wat er moet gebeuren.", "It does not say what is to be done."),
]
"""What click raises, a command line, and what is said of it."""


@pytest.mark.parametrize(("kind", "arguments", "nl", "en"), CASES, ids=lambda one: str(one)[:30])
def test_a_wrong_command_line_is_explained(
    kind: type[click.ClickException],
    arguments: list[str],
    nl: str,
    en: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert issubclass(kind, click.UsageError)
    given = [str(tmp_path) if word == "FOLDER" else word for word in arguments]
    for lang, said in (("nl", nl), ("en", en)):
        monkeypatch.setenv("KRINGPLAN_LANG", lang)
        assert kringplan(*given) == exit_codes.USAGE
        out, err = capsys.readouterr()
        assert out == ""
        first, help_line = err.splitlines()
        assert first == said.replace("FOLDER", str(tmp_path))
        command = f"kringplan {given[0]}" if given[0] in COMMANDS else "kringplan"
        assert help_line == f"{'Hulp' if lang == 'nl' else 'Help'}: {command} --help"


def context(*params: click.Parameter) -> click.Context:
    """Return the context of a command with some parameters."""
    return click.Context(click.Command("x", params=list(params)))


def raised(kind: click.ParamType[Any], *given: str) -> click.UsageError:
    """Return the complaint about an option of a type."""
    command = command_class(Texts())(name="x", params=[click.Option(["--x"], type=kind)], callback=lambda **_: None)
    with pytest.raises(click.UsageError) as caught:
        command.main(["--x", *given], standalone_mode=False)
    return caught.value


TYPES: list[tuple[click.ParamType[Any], str, str]] = [
    (click.INT, "a", '--x: "a" is geen geheel getal.'),
    (click.FLOAT, "a", '--x: "a" is geen getal.'),
    (click.IntRange(min=2), "1", '--x: "1" is geen geheel getal van 2 of meer.'),
    (click.IntRange(max=2), "3", '--x: "3" is geen geheel getal van ten hoogste 2.'),
    (click.IntRange(min=2, min_open=True), "2", '--x: "2" is geen geheel getal boven 2.'),
    (click.FloatRange(min=2), "1", '--x: "1" is geen getal van 2 of meer.'),
    (click.FloatRange(max=2), "3", '--x: "3" is geen getal van ten hoogste 2.'),
    (click.FloatRange(1, 2), "3", '--x: "3" is geen getal van 1 tot en met 2.'),
    (click.BOOL, "a", '--x: "a" kan hier niet.'),
    (click.UUID, "a", '--x: "a" kan hier niet.'),
    (click.DateTime(), "a", '--x: "a" kan hier niet.'),
]


@pytest.mark.parametrize(("kind", "given", "said"), TYPES, ids=lambda one: str(one)[:20])
def test_a_value_of_each_type_is_explained(kind: click.ParamType[Any], given: str, said: str) -> None:
    assert usage_text(raised(kind, given), Texts()) == said


def test_a_file_that_may_not_be_read_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "dicht.csv"
    file.write_text("", encoding="utf-8")
    monkeypatch.setattr("os.access", lambda *_: False)
    said = usage_text(raised(click.Path(exists=True), str(file)), Texts())
    assert said == f'--x: "{file}" is niet te openen. Controleer of u het mag gebruiken.'


MADE: dict[type[click.ClickException], Callable[[], click.ClickException]] = {
    click.ClickException: lambda: click.ClickException("Something went wrong"),
    click.UsageError: lambda: click.UsageError("Dat kan niet."),
    click.BadParameter: lambda: click.BadParameter("is not a valid integer", param_hint="--x"),
    click.MissingParameter: lambda: click.MissingParameter(param_hint="--x"),
    click.NoSuchOption: lambda: click.NoSuchOption("--x"),
    click.NoSuchCommand: lambda: click.NoSuchCommand("x"),
    click.BadOptionUsage: lambda: click.BadOptionUsage("--x", "Option '--x' requires an argument."),
    click.BadArgumentUsage: lambda: click.BadArgumentUsage("Argument 'x' takes 2 values."),
    exceptions.NoArgsIsHelpError: lambda: exceptions.NoArgsIsHelpError(context()),
    click.FileError: lambda: click.FileError("plan.json", "Permission denied"),
}
ENGLISH = re.compile(
    r"\b(the|is not|valid|no such|option|argument|missing|requires|takes|try|error|could|usage|denied)\b", re.IGNORECASE
)


def test_every_exception_of_click_has_a_case() -> None:
    known = {
        one for one in vars(exceptions).values() if isinstance(one, type) and issubclass(one, click.ClickException)
    }
    assert set(MADE) == known


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.__name__)
def test_every_exception_of_click_is_told_in_dutch(
    kind: type[click.ClickException], capsys: pytest.CaptureFixture[str]
) -> None:
    error = MADE[kind]()
    code = complain(error, Texts())
    out, err = capsys.readouterr()
    assert code == (exit_codes.USAGE if isinstance(error, click.UsageError) else exit_codes.FAILED)
    assert out == ""
    assert err.strip()
    assert ENGLISH.findall(err) == []


def test_a_file_that_cannot_be_written_is_told_with_why_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    error = click.FileError("plan.json", "No space left on device")
    error.__cause__ = OSError(28, "No space left on device")
    assert complain(error, Texts()) == exit_codes.FAILED
    err = capsys.readouterr().err
    assert err.startswith("Niet geschreven: plan.json. De schijf is vol.")
    assert ENGLISH.findall(err) == []


HELP_WORDS = re.compile(
    r"\b(usage|options|arguments|commands|default|required|show this|integer|float|text|path)\b", re.IGNORECASE
)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_has_no_english_headings(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan(*([name] if name else []), "--help") == exit_codes.DONE
    # the shipped preset is called so
    shown = capsys.readouterr().out.replace("[default]", "")
    assert "Gebruik: kringplan" in shown
    assert HELP_WORDS.findall(shown) == []


def test_both_languages_join_names() -> None:
    assert [Texts(lang).either(["a", "b", "c"]) for lang in LANGUAGES] == ["a, b of c", "a, b or c"]
    assert Texts().either(["a"]) == "a"
    assert Texts().either([]) == ""
