"""Ctrl-C: the first asks for the best plan so far, the second ends at once."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cli import exit_codes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SHOW_CURSOR = b"\x1b[?25h\n"
_STDERR = 2


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """Give an event that is set by the first interrupt; a second one ends the program without a plan."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        # this may run in the middle of a print or a log line, whose locks it must not wait for
        del number, frame
        if not stop.is_set():
            stop.set()
            return
        if os.isatty(_STDERR):
            os.write(_STDERR, _SHOW_CURSOR)
        # the solver may be deep in its own code, where nothing can be raised
        os._exit(exit_codes.STOPPED)

    before = {number: signal.signal(number, handle) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
