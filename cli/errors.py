"""What goes wrong, in the reader's words, and the exit code that goes with it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import exit_codes
from cli.usage import usage_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cli.texts import Texts
    from optimizer.domain.fault import Fault


class Refused(Exception):  # noqa: N818 -- a verdict on the input, not a defect
    """The input has faults; all of them are shown."""

    def __init__(self, faults: Iterable[Fault], file: str) -> None:
        super().__init__(file)
        self.faults = tuple(faults)
        self.file = file


def complain(error: click.ClickException, say: Texts) -> int:
    """Print a complaint and return its exit code."""
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "kringplan"
        print(usage_text(error, say), file=sys.stderr)  # noqa: T201
        print(say("usage.help", command=command), file=sys.stderr)  # noqa: T201
        return exit_codes.USAGE
    print(_failure(error, say), file=sys.stderr)  # noqa: T201
    return exit_codes.FAILED


def _failure(error: click.ClickException, say: Texts) -> str:
    """Return why a command could not do its work."""
    if not isinstance(error, click.FileError):
        return say("usage.failed")
    if not isinstance(error.__cause__, OSError):
        return say("usage.file", file=error.ui_filename)
    from cli.views.written import failures

    return "\n".join(str(line) for line in failures([(Path(error.filename), error.__cause__)], say))


def absent(error: ImportError, say: Texts) -> int:
    """Print which optional part of the installation is needed and not there, and return the exit code."""
    extra = getattr(error, "extra", None)
    if extra is None:
        defect(error, say)
    else:
        print(say("workbook.missing_extra", extra=extra), file=sys.stderr)  # noqa: T201
    return exit_codes.FAILED


def defect(error: Exception, say: Texts) -> None:
    """Print what a programmer needs of an unexpected error: its kind and the way to it.

    Its message is withheld, since it may repeat data about a pupil.
    """
    import traceback

    print("".join(traceback.format_tb(error.__traceback__)), end="", file=sys.stderr)  # noqa: T201
    print(say("defect", kind=type(error).__name__), file=sys.stderr)  # noqa: T201
