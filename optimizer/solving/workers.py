"""Integer programs in processes of their own: they can be stopped at once, print nowhere, and crash alone.

A worker reads pickled tasks from its standard input and writes pickled runs to its standard output.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, Self

from optimizer.solving.limits import StopSignal
from optimizer.solving.program import MipRun, MipTask

POLL_SECONDS = 0.05
GRACE_SECONDS = 2.0
"""What a run may take beyond its limit before its worker is stopped."""
HEADER = struct.Struct("<Q")


@dataclass(eq=False)
class Workers:
    """A few processes that solve integer programs; they start when first needed.

    Use as a context manager, or call `close`.
    """

    count: int
    stop: StopSignal | None = None
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop all workers."""
        self.close()

    def close(self) -> None:
        """Stop all workers, whatever they are doing."""
        for process in self._running:
            _end(process)
        self._running.clear()

    def warm_up(self) -> None:
        """Start all workers, so that they are ready when needed."""
        while len(self._running) < self.count:
            self._running.append(_start())

    def solve(self, tasks: Sequence[MipTask], meanwhile: Callable[[], None] | None = None) -> list[MipRun | None]:
        """Solve tasks, at most `count` side by side; nothing stands for one that was stopped or crashed.

        `meanwhile` is called again and again while waiting, for something short.
        """
        runs: list[MipRun | None] = []
        try:
            for low in range(0, len(tasks), self.count):
                runs += self._batch(tasks[low : low + self.count], meanwhile)
        except BaseException:
            self.close()  # answers still to come would be taken for those of later tasks
            raise
        return runs

    def _batch(self, tasks: Sequence[MipTask], meanwhile: Callable[[], None] | None) -> list[MipRun | None]:
        self.warm_up()
        runs: list[MipRun | None] = [None] * len(tasks)
        for position, task in enumerate(tasks):
            if not _send(self._running[position], task):
                self._replace(position)
                _send(self._running[position], task)
        waiting = dict(enumerate(self._running[: len(tasks)]))
        began = time.perf_counter()
        while waiting:
            outputs = {p.stdout: i for i, p in waiting.items() if p.stdout is not None}
            if meanwhile is not None:
                meanwhile()
            for stream in select.select(list(outputs), [], [], POLL_SECONDS if meanwhile is None else 0.0)[0]:
                position = outputs[stream]
                runs[position] = _receive(stream)
                if runs[position] is None:
                    self._replace(position)
                del waiting[position]
            for position in list(waiting):
                limit = tasks[position].seconds
                late = limit is not None and time.perf_counter() - began > limit + GRACE_SECONDS
                if late or (self.stop is not None and self.stop.is_set()):
                    self._replace(position)
                    del waiting[position]
        return runs

    def _replace(self, position: int) -> None:
        _end(self._running[position])
        self._running[position] = _start()


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "optimizer.solving.workers"]
    # the import path of the parent: an application may run from anywhere
    paths = os.pathsep.join(p for p in sys.path if p)
    return subprocess.Popen(  # noqa: S603 - our own module, by the running interpreter
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
        start_new_session=True,  # Ctrl-C reaches the parent only, which decides
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


def _send(process: subprocess.Popen[bytes], task: MipTask) -> bool:
    if process.stdin is None or process.poll() is not None:
        return False
    try:
        _write(process.stdin, task)
    except OSError:
        return False
    return True


def _write(stream: IO[bytes], message: object) -> None:
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(HEADER.pack(len(data)))
    stream.write(data)
    stream.flush()


def _read(stream: IO[bytes]) -> Any:  # noqa: ANN401 - whatever was written
    """Return the next message; nothing at the end of the stream, even in the middle of a message."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    (size,) = HEADER.unpack(header)
    data = stream.read(size)
    return pickle.loads(data) if len(data) == size else None  # noqa: S301 - from our own process


def _receive(stream: IO[bytes]) -> MipRun | None:
    found: MipRun | None = _read(stream)
    return found


def _messages(stream: IO[bytes]) -> Iterator[Any]:
    while (message := _read(stream)) is not None:
        yield message


def main() -> None:
    """Serve until the parent closes the pipe."""
    answers = os.fdopen(os.dup(1), "wb")
    # whatever a solver prints goes nowhere, never into the answers
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    from optimizer.solving.mip import solve_mip

    for task in _messages(sys.stdin.buffer):
        _write(answers, solve_mip(task))


if __name__ == "__main__":
    main()
