"""Options that commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from optimizer.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.texts import Texts

F = TypeVar("F", bound="Callable[..., Any]")
MOST_THREADS = 8
DEFAULT_SECONDS = 60.0
_BOOKS = frozenset({".xlsx", ".xlsm"})
_BEGIN = 4096
"""Bytes of a file that tell what it is."""
MOST_WEEKS = 8
"""Weeks of a block: school holidays are no further apart."""


def default_threads() -> int:
    """Return the processors there are, at most `MOST_THREADS`."""
    return max(1, min(os.cpu_count() or 1, MOST_THREADS))


def common(say: Texts) -> Callable[[F], F]:
    """Add ``--lang``, ``--verbose`` and ``--help``."""

    def add(function: F) -> F:
        # the language is read from the arguments before the commands are made: see `asked_language`
        lang = click.option(
            "--lang", type=click.Choice(LANGUAGES), default=say.lang, expose_value=False, help=say("help.lang")
        )
        verbose = click.option("-v", "--verbose", count=True, metavar="", help=say("help.verbose"))
        about = click.help_option("-h", "--help", help=say("help.help"))
        return lang(verbose(about(function)))

    return add


def json_option(say: Texts) -> Callable[[F], F]:
    """Add ``--json``."""
    path = click.Path(dir_okay=False, allow_dash=True)
    return click.option(
        "--json", "json_to", type=path, callback=for_json(say), metavar=say("metavar.json"), help=say("help.json")
    )


def for_json(say: Texts) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return the check that JSON goes to no workbook and over no file that is anything else than JSON."""
    return _for(say, "usage.json_file", lambda data: data.lstrip().startswith((b"{", b"[")))


def for_svg(say: Texts) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return the check that a picture goes to no workbook and over no file that is no picture."""
    return _for(say, "usage.svg_file", lambda data: b"<svg" in data)


def _for(
    say: Texts, key: str, is_own: Callable[[bytes], bool]
) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return the check of the name of a file to write; what is there already must be of the same kind, or empty."""

    def checked(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
        if given is None or given == "-":
            return given
        path = Path(given)
        if path.suffix.lower() in _BOOKS:
            raise click.UsageError(say(key, name=path.name))
        if path.is_file():
            try:
                with path.open("rb") as file:
                    begin = file.read(_BEGIN)
            except OSError:
                return given  # whether it can be written is found out later
            if begin.strip() and not is_own(begin):
                raise click.UsageError(say(key, name=path.name))
        return given

    return checked


def matrix_option(say: Texts) -> Callable[[F], F]:
    """Add ``--matrix``: a user's own table of travel."""
    path = click.Path(exists=True, dir_okay=False)
    return click.option("--matrix", "table", type=path, metavar=say("metavar.table"), help=say("help.matrix"))


def overwrite_option(say: Texts) -> Callable[[F], F]:
    """Add ``--overwrite``: without it no file that is there is replaced, for somebody may have filled it in."""
    return click.option("--overwrite", is_flag=True, help=say("help.overwrite"))


def solving(say: Texts, out: str | None = None, seconds: float = DEFAULT_SECONDS) -> Callable[[F], F]:
    """Add what every solving command takes.

    `out` says what that folder gets, by default what a week gives; `seconds` is how long it takes by default.
    """

    def add(function: F) -> F:
        options = (
            json_option(say),
            click.option(
                "--out",
                type=click.Path(file_okay=False),
                metavar=say("metavar.folder"),
                help=say("help.out") if out is None else out,
            ),
            click.option(
                "--time-limit",
                type=click.FloatRange(min=0, min_open=True),
                metavar=say("metavar.seconds"),
                help=say("help.time_limit", seconds=round(seconds)),
            ),
            click.option(
                "--work-limit",
                type=click.FloatRange(min=0, min_open=True),
                metavar=say("metavar.number"),
                help=say("help.work_limit"),
            ),
            click.option(
                "--seed",
                type=click.IntRange(0, 2**31 - 1),
                default=0,
                show_default=True,
                metavar=say("metavar.number"),
                help=say("help.seed"),
            ),
            click.option(
                "--threads",
                type=click.IntRange(1, 256),
                default=default_threads,
                metavar=say("metavar.number"),
                help=say("help.threads", default=default_threads()),
            ),
        )
        function = common(say)(function)
        for option in reversed(options):
            function = option(function)
        return function

    return add
