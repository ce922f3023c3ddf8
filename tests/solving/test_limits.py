"""Limits and the meter: exact sums, on a clock that the test turns."""

from __future__ import annotations

import copy
from threading import Event

import pytest

from optimizer.solving.limits import Limits, Meter
from tests.solving.toys import Signal


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr("optimizer.solving.limits.time.perf_counter", found)
    return found


def meter(clock: Clock, seconds: float | None, work: float | None, stop: Signal | None = None) -> Meter:
    return Meter(Limits(seconds, work), stop, started=clock.now)


def test_the_default_is_a_minute_of_any_work() -> None:
    assert (Limits().seconds, Limits().work, Limits().nothing) == (60.0, None, False)


@pytest.mark.parametrize(
    ("limits", "nothing"),
    [
        (Limits(None, None), False),
        (Limits(0.5, None), False),
        (Limits(0.0, None), True),
        (Limits(-1.0, 5.0), True),
        (Limits(None, 0.0), True),
        (Limits(3.0, 0.25), False),
    ],
)
def test_nothing_is_left_when_one_limit_is_used_up(limits: Limits, nothing: bool) -> None:
    assert limits.nothing is nothing


def test_seconds_and_work_count_down_apart(clock: Clock) -> None:
    found = meter(clock, 8.0, 4.0)
    clock.now += 3.0
    found.work_used += 1.5
    assert (found.seconds, found.seconds_left, found.work_left) == (3.0, 5.0, 2.5)
    assert not found.exhausted
    found.work_used += 2.5
    assert found.exhausted


def test_time_alone_exhausts(clock: Clock) -> None:
    found = meter(clock, 8.0, None)
    clock.now += 8.0
    assert (found.exhausted, found.work_left) == (True, None)


def test_without_limits_only_a_stop_exhausts(clock: Clock) -> None:
    signal = Signal(after=1)
    found = meter(clock, None, None, signal)
    clock.now += 1e9
    found.work_used += 1e9
    assert [found.exhausted, found.exhausted, found.stopped] == [False, True, True]


def test_shares_go_by_weight_and_pass_on_what_is_left(clock: Clock) -> None:
    found = meter(clock, 60.0, 12.0)
    weights = {"a": 1.0, "b": 2.0, "c": 3.0}
    assert found.share("a", weights) == Limits(10.0, 2.0)
    # `a` took 4 of its 10 seconds and half of its work; the rest goes to those still to come
    clock.now += 4.0
    found.work_used += 1.0
    del weights["a"]
    assert found.share("b", weights) == Limits(56.0 * (2 / 5), 11.0 * (2 / 5))
    clock.now += 46.0
    found.work_used += 9.0
    del weights["b"]
    assert found.share("c", weights) == Limits(10.0, 2.0)


def test_a_share_is_never_less_than_nothing(clock: Clock) -> None:
    found = meter(clock, 5.0, None)
    clock.now += 7.0
    assert found.share("a", {"a": 1.0}) == Limits(0.0, None)


def test_without_limits_a_share_has_none(clock: Clock) -> None:
    assert meter(clock, None, None).share("a", {"a": 1.0, "b": 1.0}) == Limits(None, None)


def test_an_end_is_a_reading_and_what_is_left_until_it_shrinks(clock: Clock) -> None:
    found = meter(clock, 60.0, 10.0)
    clock.now += 5.0
    found.work_used = 2.0
    end = found.after(Limits(10.0, 3.0))
    assert end == Limits(15.0, 5.0)
    clock.now += 4.0
    found.work_used = 4.5
    assert found.until(end) == Limits(6.0, 0.5)
    clock.now += 7.0
    assert found.until(end).nothing
    assert found.until(found.after(Limits(None, None))) == Limits(None, None)


def test_a_copy_counts_by_itself_and_hears_the_same_sign_to_stop(clock: Clock) -> None:
    stop = Event()
    found = Meter(Limits(8.0, 4.0), stop, started=clock.now)
    other = copy.deepcopy(found)
    other.work_used += 3.0
    assert (found.work_left, other.work_left) == (4.0, 1.0)
    stop.set()
    assert found.stopped
    assert other.stopped
