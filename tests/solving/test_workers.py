"""Integer programs in processes of their own: in order, stoppable, crashing alone, silent."""

from __future__ import annotations

import io
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from optimizer.solving import workers
from optimizer.solving.program import MipRun, MipTask
from optimizer.solving.workers import HEADER, Workers
from tests.solving.programs import INF, hard, program

ROOT = Path(__file__).parents[2]


def choose(number: int, seconds: float | None = None) -> MipTask:
    """Choose one of ten columns; the cheapest has this number."""
    cost = np.full(10, 5.0)
    cost[number] = 1.0
    return MipTask(program([[1] * 10], [(1, INF)], [(0, 1)] * 10), cost, seconds)


def endless() -> MipTask:
    return MipTask(*hard(7))


def chosen(run: MipRun | None) -> list[int]:
    assert run is not None
    assert run.values is not None
    assert run.complete
    return np.flatnonzero(run.values > 0.5).tolist()


@pytest.fixture(scope="module")
def two() -> Iterator[Workers]:
    """A pair for all tests here: whatever one does to them, they serve the next."""
    with Workers(2) as found:
        yield found


def test_answers_come_in_the_order_of_the_tasks(two: Workers) -> None:
    assert [chosen(run) for run in two.solve([choose(n) for n in (3, 1, 4, 0, 5)])] == [[3], [1], [4], [0], [5]]


def test_the_same_processes_serve_again(two: Workers) -> None:
    two.solve([choose(1), choose(2)])
    before = [p.pid for p in two._running]
    assert chosen(two.solve([choose(6)])[0]) == [6]
    assert [p.pid for p in two._running] == before


def test_no_tasks_start_nothing() -> None:
    with Workers(2) as found:
        assert found.solve([]) == []
        assert found._running == []


def test_what_has_no_solution_says_so(two: Workers) -> None:
    (run,) = two.solve([MipTask(program([[2]], [(1, 1)], [(0, 1)]), np.ones(1))])
    assert run is not None
    assert (run.values, run.bound, run.complete) == (None, INF, True)


def test_a_large_task_goes_through_the_pipe(two: Workers) -> None:
    n = 3_000
    cost = np.arange(n, 0, -1, dtype=float)
    (run,) = two.solve([MipTask(program([[1] * n], [(1, INF)], [(0, 1)] * n), cost)])
    assert chosen(run) == [n - 1]


def test_a_stop_ends_a_long_run_soon_and_the_next_task_works() -> None:
    stop = threading.Event()
    with Workers(2, stop) as found:
        found.warm_up()
        timer = threading.Timer(0.3, stop.set)
        timer.start()
        began = time.perf_counter()
        assert found.solve([endless(), endless()]) == [None, None]
        assert time.perf_counter() - began < 5
        timer.join()
        stop.clear()
        assert chosen(found.solve([choose(8)])[0]) == [8]


def test_a_run_beyond_its_limit_is_ended(two: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """However late the solver looks at its clock: no time is left here beyond the limit."""
    monkeypatch.setattr(workers, "GRACE_SECONDS", -1e9)
    assert two.solve([MipTask(*hard(7), seconds=1e9), choose(2)])[0] is None
    monkeypatch.undo()
    assert chosen(two.solve([choose(4, 60.0)])[0]) == [4]


def test_a_crash_gives_nothing_and_the_next_task_works(two: Workers) -> None:
    two.warm_up()
    victim = two._running[0].pid
    killer = threading.Timer(0.5, os.kill, (victim, signal.SIGKILL))
    killer.start()
    runs = two.solve([endless(), choose(2)])
    killer.join()
    assert runs[0] is None
    assert chosen(runs[1]) == [2]
    assert two._running[0].pid != victim
    assert [chosen(run) for run in two.solve([choose(1), choose(0)])] == [[1], [0]]


def test_a_worker_that_died_between_tasks_is_replaced(two: Workers) -> None:
    two.warm_up()
    two._running[0].kill()
    two._running[0].wait()
    assert chosen(two.solve([choose(9)])[0]) == [9]


def test_a_task_that_cannot_be_solved_crashes_alone(two: Workers) -> None:
    broken = MipTask(choose(0).model, np.ones(3))
    wrong = MipTask("no model", np.ones(3))  # type: ignore[arg-type]
    runs = two.solve([wrong, choose(5), broken])
    assert runs[0] is None
    assert chosen(runs[1]) == [5]


def test_an_interrupt_on_the_way_leaves_no_old_answers(two: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(select, "select", interrupted)
    with pytest.raises(KeyboardInterrupt):
        two.solve([choose(1)])
    monkeypatch.undo()
    assert chosen(two.solve([choose(2)])[0]) == [2]


def test_closing_ends_all_processes() -> None:
    with Workers(2) as found:
        found.warm_up()
        processes = list(found._running)
        assert all(p.poll() is None for p in processes)
    assert all(p.poll() is not None for p in processes)
    found.close()


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    with Workers(2) as found:
        found.solve([choose(1), MipTask(*hard(1), nodes=1)])
    assert capfd.readouterr() == ("", "")


def test_from_another_working_directory(tmp_path: Path) -> None:
    code = (
        "from optimizer.solving.workers import Workers\n"
        "from tests.solving.test_workers import choose, chosen\n"
        "with Workers(1) as found:\n"
        "    print(chosen(found.solve([choose(7)])[0]))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, check=True, capture_output=True, text=True
    )
    assert (run.stdout, run.stderr) == ("[7]\n", "")


def test_a_message_that_was_cut_off_is_none() -> None:
    whole = io.BytesIO()
    workers._write(whole, choose(1))
    data = whole.getvalue()
    assert workers._read(io.BytesIO(data)).cost[1] == 1.0
    for size in (0, HEADER.size - 1, HEADER.size, len(data) - 1):
        assert workers._read(io.BytesIO(data[:size])) is None
