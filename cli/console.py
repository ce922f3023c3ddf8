"""Where output goes: results to stdout, signs of life and complaints to stderr."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from cli import exit_codes

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDEST = 104
"""Columns beyond which lines only get harder to read."""
PLAIN_WIDTH = 100
"""Columns when stdout is not a terminal, unless COLUMNS says otherwise."""


def reader_is_gone() -> NoReturn:
    """End quietly: whoever reads stdout, such as `head`, has seen enough.

    Raises
    ------
    click.exceptions.Exit
        With code 0.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise click.exceptions.Exit(exit_codes.DONE)


def results() -> Console:
    """Return the console on stdout."""
    from rich.console import Console

    class Results(Console):
        def on_broken_pipe(self) -> None:
            reader_is_gone()

    console = Results(highlight=False, emoji=False, markup=False)
    if not console.is_terminal and not os.environ.get("COLUMNS"):
        console.width = PLAIN_WIDTH
    console.width = min(console.width, WIDEST)
    return console


def messages() -> Console:
    """Return the console on stderr."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, emoji=False, markup=False)


def show(*parts: RenderableType) -> None:
    """Print parts to stdout, one under the other."""
    console = results()
    for part in parts:
        console.print(part)
