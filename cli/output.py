"""Writes results where the user wants them: whole files, or JSON on stdout."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import exit_codes
from cli.console import reader_is_gone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cli.texts import Texts
    from optimizer.domain.region import Region

PLAN, RESULT = "plan.json", "result.json"
STDOUT = "-"


class Outputs:
    """The files of one command, each tried by itself: one that fails keeps no other from being written.

    Attributes
    ----------
    read
        What the command reads, and does not write over.
    written
        What was written, in order.
    failed
        What was not, with why.
    notes
        What else there is to say of the files, in the reader's words.
    """

    def __init__(self, *read: str | None) -> None:
        self.read = read
        self.written: list[Path] = []
        self.failed: list[tuple[Path, OSError]] = []
        self.notes: list[str] = []

    @contextmanager
    def trying(self, path: Path) -> Iterator[None]:
        """Do something with a file or folder, and remember it when it fails."""
        try:
            yield
        except OSError as error:
            self.failed.append((path, error))

    def text(self, path: Path, text: str) -> None:
        """Write a text file whole or not at all; an older one is then untouched."""
        self.data(path, text.encode())

    def data(self, path: Path, data: bytes) -> None:
        """Write a file as `text`, from bytes."""
        from optimizer.io.atomic import write_bytes

        with self.trying(path):
            write_bytes(path, data)
            self.written.append(path)

    def json(self, text: str, json_to: str) -> None:
        """Write JSON text to a file, or to stdout (``-``)."""
        if json_to != STDOUT:
            self.text(Path(json_to), text)
            return
        with self.trying(Path("stdout")):
            _to_stdout(text)

    def region(self, region: Region, to: str, say: Texts) -> None:
        """Write a region: a workbook where the name says so, else JSON; to stdout with ``-``."""
        from optimizer.io.json import dump_region
        from optimizer.io.workbook.read import is_workbook

        if not is_workbook(to):
            self.json(dump_region(region), to)
            return
        from optimizer.io.workbook.write import region_workbook

        self.data(Path(to), region_workbook(region, say.lang))

    def tell(self, say: Texts, code: int = exit_codes.DONE) -> int:
        """Say on stderr, after all else, what there is to know and what was not written; return the exit code.

        That is `code`, but a command that was done except for its files has failed.
        """
        if not self.notes and not self.failed:
            return code
        from cli.console import messages
        from cli.views.written import failures

        console = messages()
        for line in (*self.notes, *failures(self.failed, say)):
            console.print(line, soft_wrap=True)
        return exit_codes.FAILED if self.failed and code == exit_codes.DONE else code


def prepare(json_to: str | None, out: str | None) -> None:
    """Find out before a long run whether its results can be written.

    Raises
    ------
    click.FileError
        When the folder cannot be made or written.
    """
    for folder, make in ((out, True), (str(Path(json_to).parent) if json_to and json_to != STDOUT else None, False)):
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
    if target is None or str(target) == STDOUT:
        return
    if any(one is not None and Path(one).resolve() == Path(target).resolve() for one in inputs):
        raise click.UsageError(say("usage.own_input", name=Path(target).name))


def fresh(say: Texts, target: str | Path | None, *, overwrite: bool) -> None:
    """Refuse to write over a file that is there: somebody may have filled it in.

    Raises
    ------
    click.UsageError
        When the file exists and the user did not ask to replace it.
    """
    if target is None or str(target) == STDOUT or overwrite:
        return
    if os.path.lexists(target):
        raise click.UsageError(say("usage.exists", name=Path(target).name))


def write_json(text: str, json_to: str) -> None:
    """Write JSON text to stdout (``-``) or to a file."""
    if json_to == STDOUT:
        _to_stdout(text)
        return
    write(Path(json_to), text)


def write(path: Path, text: str) -> None:
    """Write a text file whole or not at all.

    Raises
    ------
    click.FileError
        When it cannot be written; an older file is then untouched.
    """
    write_data(path, text.encode())


def write_data(path: Path, data: bytes) -> None:
    """Write a file as `write`, from bytes."""
    from optimizer.io.atomic import write_bytes

    try:
        write_bytes(path, data)
    except OSError as error:
        raise click.FileError(str(path), error.strerror or str(error)) from error


def _to_stdout(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        reader_is_gone()
    except OSError:
        # what is still in the buffer would be tried again at the very end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise
