"""Runs a solver beside this thread, so that a signal or a stop is heard while it works."""

from __future__ import annotations

import threading
from collections.abc import Callable

from optimizer.solving.limits import StopSignal

POLL_SECONDS = 0.05


def in_background(call: Callable[[], object], interrupt: Callable[[], object], stop: StopSignal | None) -> None:
    """Wait for a call; `interrupt` is called when the stop is set, or a signal comes in.

    Raises
    ------
    BaseException
        What the call raised, or the signal.
    """
    failure: list[BaseException] = []

    def run() -> None:
        try:
            call()
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread
            failure.append(error)

    thread = threading.Thread(target=run, name="solver", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(POLL_SECONDS)
            if stop is not None and stop.is_set():
                interrupt()
    except KeyboardInterrupt:
        interrupt()
        thread.join()
        raise
    if failure:
        raise failure[0]
