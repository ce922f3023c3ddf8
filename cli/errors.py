"""What goes wrong, in the reader's words, and the exit code that goes with it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from cli import exit_codes

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


def usage_text(error: click.UsageError, say: Texts) -> str:
    """Return a complaint about the command line in the reader's language."""
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or ())
        return say("usage.no_option", name=error.option_name) + (say("usage.meant", names=near) if near else "")
    if isinstance(error, click.NoSuchCommand):
        group = error.ctx.command if error.ctx is not None else None
        commands = group.list_commands(error.ctx) if isinstance(group, click.Group) and error.ctx is not None else []
        return say("usage.no_command", name=error.command_name, commands=", ".join(commands))
    if isinstance(error, click.MissingParameter):
        if isinstance(error.param, click.Option):
            return say("usage.missing", name=error.param.opts[0])
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else error.param_hint
        return say("usage.missing", name=str(name))
    if isinstance(error, click.BadOptionUsage):
        return say("usage.no_value", name=error.option_name)
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else str(error.param_hint)
        return say("usage.bad_value", name=name, message=error.message)
    return error.format_message()


def complain(error: click.ClickException, say: Texts) -> int:
    """Print a complaint and return its exit code."""
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "kringplan"
        print(usage_text(error, say), file=sys.stderr)  # noqa: T201
        print(say("usage.help", command=command), file=sys.stderr)  # noqa: T201
        return exit_codes.USAGE
    print(error.format_message(), file=sys.stderr)  # noqa: T201
    return exit_codes.FAILED


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
