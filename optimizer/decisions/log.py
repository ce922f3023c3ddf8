"""The log on disk: JSON lines, only ever added to, by one writer at a time."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from optimizer.decisions.chain import verified
from optimizer.decisions.entry import GENESIS, Action, Draft, Entry, line_of, sealed
from optimizer.decisions.refused import DecisionRefusedError, refused
from optimizer.domain.fault import Fault

PATIENCE = 10.0
"""Seconds to wait for another writer."""
_PAUSE = 0.05


class Writing:
    """A log that nobody else can write to meanwhile: lines are noted one by one, and written together."""

    def __init__(self, handle: int, source: str, entries: tuple[Entry, ...]) -> None:
        self._handle, self._source, self._written = handle, source, len(entries)
        self.entries = entries
        """All lines, those that are noted but not written yet included."""

    @property
    def added(self) -> tuple[Entry, ...]:
        """The lines that are noted and not written yet."""
        return self.entries[self._written :]

    def note(self, draft: Draft, at: str) -> None:
        """Give a line its place behind the others.

        Raises
        ------
        DecisionRefusedError
            When the moment lies before that of the line before it: a clock is wrong.
        """
        last = self.entries[-1] if self.entries else None
        if last is not None and at < last.at:
            raise refused("decide-clock-back", self._source, at=at, last=last.at)
        seq, previous = (1, GENESIS) if last is None else (last.seq + 1, last.hash)
        self.entries += (sealed(draft, seq, at, previous),)

    def write(self) -> tuple[Entry, ...]:
        """Write what was noted, all or nothing; it is on disk afterwards.

        Raises
        ------
        OSError
            When it cannot be written.
        """
        added = self.added
        size = os.lseek(self._handle, 0, os.SEEK_END)
        try:
            _write(self._handle, "".join(f"{line_of(entry)}\n" for entry in added).encode())
        except OSError:
            os.ftruncate(self._handle, size)  # half a line would make the log unreadable
            raise
        self._written = len(self.entries)
        return added


def read_log(path: Path, head: str | None = None) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """Return the lines of a log and what is wrong with it, a missing file included; see `chain.verified`."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return (), (Fault(code="file-missing", where=path.name),)
    except IsADirectoryError:
        return (), (Fault(code="file-is-folder", where=path.name),)
    except OSError:
        return (), (Fault(code="file-unreadable", where=path.name),)
    if not data:  # no log is without its first line: all of it was taken away
        return (), (Fault(code="file-empty", where=path.name),)
    return _lines(data, path.name, head)


def _lines(data: bytes, source: str, head: str | None = None) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return (), (Fault(code="file-not-utf8", where=f"{source}:{line}"),)
    return verified(text, source, head)


@contextmanager
def writing(path: Path, patience: float = PATIENCE) -> Iterator[Writing]:
    """Open a log to add to, alone; one that is not there is made when the first line is written.

    Raises
    ------
    DecisionRefusedError
        When the log was tampered with, or another writer holds it for too long.
    OSError
        When it cannot be opened.
    """
    handle = _alone(path, patience)
    try:
        entries, faults = _lines(_all_of(handle), path.name)
        if faults:
            raise DecisionRefusedError(faults)
        yield Writing(handle, path.name, entries)
    finally:
        if os.fstat(handle).st_size == 0:
            with contextlib.suppress(OSError):
                path.unlink()
        os.close(handle)  # gives the lock away as well


def _alone(path: Path, patience: float) -> int:
    """Return the file, locked."""
    until = time.monotonic() + patience
    while True:
        # where a system has it: line ends stay as they are written, or no hash would be right
        exact: int = getattr(os, "O_BINARY", 0)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | exact, 0o600)
        try:
            _lock(handle, path.name, until)
            with contextlib.suppress(FileNotFoundError):
                # another writer that wrote nothing took its empty file away
                if os.path.samestat(os.fstat(handle), path.stat()):
                    return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
    os.fsync(handle)


def _all_of(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    with os.fdopen(os.dup(handle), "rb") as file:
        return file.read()


def _lock(handle: int, source: str, until: float) -> None:
    while not _try_lock(handle):
        if time.monotonic() >= until:
            raise refused("decide-log-busy", source)
        time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def opening(region: str, by: str) -> Draft:
    """Return the first line of a log."""
    return Draft(action=Action.OPEN, by=by, region=region)
