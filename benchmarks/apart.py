"""Run one measurement in a process of its own, so that its memory is its own."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys


def machine() -> str:
    """Return one line on the machine and the solver."""
    from importlib import metadata

    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
        f"ortools {metadata.version('ortools')}, load before {load:.1f}"
    )


def peak_mib() -> float:
    """Return the peak memory of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_apart(module: str, arguments: dict[str, object], seconds: float | None = None) -> dict[str, object]:
    """Run ``python -m module JSON`` and return the JSON it prints.

    Parameters
    ----------
    seconds
        Wall-clock time after which the process is ended; null is never.

    Raises
    ------
    RuntimeError
        With the standard error of the measurement when it fails, or when it takes too long.
    """
    command = [sys.executable, "-m", module, json.dumps(arguments)]
    try:
        done = subprocess.run(  # noqa: S603 - starts this project's own module
            command, capture_output=True, text=True, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"{module} was ended after {seconds:.0f} s") from None
    if done.returncode != 0:
        raise RuntimeError(f"{module} failed: {done.stderr.strip()[-2000:]}")
    result: dict[str, object] = json.loads(done.stdout)
    return result
