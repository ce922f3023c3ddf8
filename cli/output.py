"""Writes results where the user wants them: whole files, or JSON on stdout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.console import reader_is_gone

if TYPE_CHECKING:
    from cli.texts import Texts

PLAN, RESULT = "plan.json", "result.json"


def prepare(json_to: str | None, out: str | None) -> None:
    """Find out before a long run whether its results can be written.

    Raises
    ------
    click.FileError
        When the folder cannot be made or written.
    """
    for folder, make in ((out, True), (str(Path(json_to).parent) if json_to and json_to != "-" else None, False)):
        if folder is None:
            continue
        try:
            if make:
                Path(folder).mkdir(parents=True, exist_ok=True)
            probe = Path(folder, ".kringplan-probe")
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise click.FileError(folder, error.strerror or str(error)) from error


def spare(say: Texts, target: str | Path | None, *inputs: str | Path | None) -> None:
    """Refuse to write over a file that the command reads.

    Raises
    ------
    click.UsageError
        When the target is one of the inputs.
    """
    if target is None or str(target) == "-":
        return
    if any(one is not None and Path(one).resolve() == Path(target).resolve() for one in inputs):
        raise click.UsageError(say("usage.own_input", name=Path(target).name))


def write_json(text: str, json_to: str) -> None:
    """Write JSON text to stdout (``-``) or to a file."""
    if json_to == "-":
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            reader_is_gone()
        return
    write(Path(json_to), text)


def write(path: Path, text: str) -> None:
    """Write a text file whole or not at all.

    Raises
    ------
    click.FileError
        When it cannot be written; an older file is then untouched.
    """
    from optimizer.io.atomic import write_text

    try:
        write_text(path, text)
    except OSError as error:
        raise click.FileError(str(path), error.strerror or str(error)) from error


def write_data(path: Path, data: bytes) -> None:
    """Write a file as `write`, from bytes."""
    from optimizer.io.atomic import write_bytes

    try:
        write_bytes(path, data)
    except OSError as error:
        raise click.FileError(str(path), error.strerror or str(error)) from error
