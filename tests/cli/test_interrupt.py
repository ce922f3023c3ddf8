"""Ctrl-C, as a user's terminal sends it."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import exit_codes
from instances import generate
from instances.spec import Counts, GemeenteSpec, RegionSpec
from optimizer.io.json import dump_region
from tests.cli.helpers import command, environment


@pytest.fixture(scope="module")
def long_region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A region that is not solved to the end while the test runs."""
    town = GemeenteSpec("stad", "Stad", 3, "town", 0.0, 0.0)
    counts = Counts(begeleiders=8, hulpvragen=80, arrangementen=3, leerlingen=20)
    spec = RegionSpec(gemeenten=(town,), sites=24, special=(), besturen=4, counts=counts)
    path = tmp_path_factory.mktemp("region") / "region.json"
    path.write_text(dump_region(generate(spec, 3)), encoding="utf-8")
    return path


@pytest.fixture
def running(long_region: Path) -> Iterator[subprocess.Popen[str]]:
    """A solve that has found a first plan."""
    arguments = command("week", long_region, "--time-limit", "300", "--threads", "1", "--json", "-", "-v")
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if re.search(r"progress .*value=\d", line):
                break
        yield process
        process.kill()


def test_the_first_gives_the_best_plan_so_far_on_a_clean_stdout(running: subprocess.Popen[str]) -> None:
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=90)
    assert running.returncode == exit_codes.DONE
    result = json.loads(out)
    assert result["status"] == "stopped"
    assert result["certificate"]["stopped_by"] == "interrupt"
    assert result["checker"] == {"ok": True, "violations": []}
    assert result["plan"]["weeks"][0]["tours"]
    assert "status=stopped" in err
    assert "Traceback" not in err


def test_a_polite_end_of_the_process_is_the_same(running: subprocess.Popen[str]) -> None:
    running.terminate()
    out, _ = running.communicate(timeout=90)
    assert running.returncode == exit_codes.DONE
    assert json.loads(out)["status"] == "stopped"


def test_the_second_ends_at_once(running: subprocess.Popen[str]) -> None:
    # the second must come before the plan is fetched: both at once, to a process that is held meanwhile
    running.send_signal(signal.SIGSTOP)
    running.send_signal(signal.SIGINT)
    running.send_signal(signal.SIGTERM)
    running.send_signal(signal.SIGCONT)
    out, err = running.communicate(timeout=30)
    assert running.returncode == exit_codes.STOPPED
    assert out == ""
    assert "Traceback" not in err


def read_until(terminal: int, pattern: str, seconds: float) -> str:
    """Read from a terminal until a pattern is seen."""
    seen, until = "", time.monotonic() + seconds
    while not re.search(pattern, seen):
        left = until - time.monotonic()
        assert left > 0, f"{pattern!r} was not seen in {seen[-2000:]!r}"
        if select.select([terminal], [], [], min(left, 0.5))[0]:
            try:
                seen += os.read(terminal, 65536).decode("utf-8", "replace")
            except OSError:  # the other end is closed
                break
    return seen


def test_on_a_terminal_it_shows_how_far_it_is(long_region: Path) -> None:
    user, terminal = pty.openpty()
    arguments = command("week", long_region, "--time-limit", "300", "--threads", "1", "--json", "-")
    settings = environment(TERM="xterm-256color", COLUMNS="100")
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=terminal, stdin=terminal, env=settings) as process:
        os.close(terminal)
        seen = read_until(user, r"\d+ s.*?\d+/14 .*?beste \d.*?grens \d.*?verschil", 120)
        assert "eerste plan maken" in seen
        process.send_signal(signal.SIGINT)
        read_until(user, "stoppen: het beste plan", 30)
        assert process.stdout is not None
        out = process.stdout.read()
        assert process.wait(timeout=60) == exit_codes.DONE
    os.close(user)
    assert json.loads(out)["status"] == "stopped"
    assert b"\x1b" not in out
