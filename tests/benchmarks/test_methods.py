"""Every method that can run here plans a small region; those that cannot are skipped with the reason."""

from __future__ import annotations

import pytest

from benchmarks.apart import run_apart
from benchmarks.parts import Part
from benchmarks.peers.method import METHODS, Found, Method, Task, method_of
from benchmarks.peers.once import judged
from optimizer.travel import for_region
from tests.benchmarks.single import single_visits


def named(method: Method) -> str:
    return method.name


def test_names_differ_and_are_found() -> None:
    assert [method_of(m.name) for m in METHODS] == list(METHODS)
    assert len({m.name for m in METHODS}) == len(METHODS)
    with pytest.raises(KeyError):
        method_of("nobody")


def test_what_is_missing_is_named() -> None:
    package = Method("x", (Part.WEEK,), "", "nothing", ("no-such-distribution",))
    program = Method("x", (Part.WEEK,), "", "nothing", (), ("no-such-program",))
    assert "no-such-distribution" in (package.missing() or "")
    assert "no-such-program" in (program.missing() or "")
    assert method_of("kringplan").missing() is None


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("method", METHODS, ids=named)
def test_every_method_serves_what_can_be_served(method: Method) -> None:
    reason = method.missing()
    if reason is not None:
        pytest.skip(f"{method.name}: {reason}")
    region = single_visits()
    matrix = for_region(region)
    row = judged(region, matrix, method.solve()(Task(region, matrix, 2.0, 1)))
    assert row["planned"]
    assert row["violations"] == {}
    assert [row["values"][key] for key in row["demand"]] == [0, 0, 0]


def test_a_method_without_a_plan_is_judged_as_one_that_serves_nothing() -> None:
    region = single_visits()
    row = judged(region, for_region(region), Found(None))
    assert (row["planned"], row["ok"]) == (False, False)
    assert [row["values"][key] for key in row["demand"]] == list(row["demand"].values()) == [60, 150, 45]


def test_a_run_that_takes_too_long_is_ended_and_one_that_fails_says_why() -> None:
    asked: dict[str, object] = {"method": "kringplan", "region": "absent.json", "seconds": 1, "seed": 1, "threads": 1}
    with pytest.raises(RuntimeError, match="was ended after"):
        run_apart("benchmarks.peers.once", asked, 0.01)
    with pytest.raises(RuntimeError, match=r"absent\.json"):
        run_apart("benchmarks.peers.once", asked)
