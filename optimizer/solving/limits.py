"""Limits on a solve: wall-clock seconds, deterministic work, or both; and how stages share them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

K = TypeVar("K")


class StopSignal(Protocol):
    """Anything that can say that the user wants the solve to stop; `threading.Event` does."""

    def is_set(self) -> bool:
        """Tell whether to stop."""
        ...


@dataclass(frozen=True)
class Limits:
    """What a solve may use.

    Parameters
    ----------
    seconds
        Wall-clock limit; none when null. A run that ends by it is not repeatable.
    work
        Deterministic work (the solver's deterministic time); none when null. A run that ends by it is.
    """

    seconds: float | None = 60.0
    work: float | None = None

    def part(self, share: float) -> Limits:
        """Return a share of them."""
        seconds, work = self.seconds, self.work
        return Limits(None if seconds is None else seconds * share, None if work is None else work * share)

    @property
    def nothing(self) -> bool:
        """Whether they leave nothing to do anything with."""
        return any(x is not None and x <= 0 for x in (self.seconds, self.work))


@dataclass
class Meter:
    """Keeps count of seconds and work during a solve, and divides what is left among stages."""

    limits: Limits
    stop: StopSignal | None = None
    started: float = field(default_factory=time.perf_counter)
    work_used: float = 0.0

    def __deepcopy__(self, memo: dict[int, object]) -> Meter:
        """Return a meter that counts on by itself; the sign to stop is the same one, which may hold a lock."""
        return replace(self)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    @property
    def stopped(self) -> bool:
        """Whether the user asked to stop."""
        return self.stop is not None and self.stop.is_set()

    @property
    def seconds_left(self) -> float | None:
        """Seconds left; none when there is no such limit."""
        return None if self.limits.seconds is None else self.limits.seconds - self.seconds

    @property
    def work_left(self) -> float | None:
        """Work left; none when there is no such limit."""
        return None if self.limits.work is None else self.limits.work - self.work_used

    @property
    def exhausted(self) -> bool:
        """Whether nothing is left to go on with."""
        left = [x for x in (self.seconds_left, self.work_left) if x is not None]
        return self.stopped or any(x <= 0 for x in left)

    def after(self, limits: Limits) -> Limits:
        """Return the readings of this meter at which limits that start now run out."""
        return Limits(
            None if limits.seconds is None else self.seconds + limits.seconds,
            None if limits.work is None else self.work_used + limits.work,
        )

    def until(self, end: Limits) -> Limits:
        """Return what is left until the readings `end`."""
        return Limits(
            None if end.seconds is None else end.seconds - self.seconds,
            None if end.work is None else end.work - self.work_used,
        )

    def share(self, key: K, weights: Mapping[K, float]) -> Limits:
        """Return the share of what is left for `key`, by weight among the keys still to come.

        What a stage leaves over is thereby passed on to the next ones.
        """
        fraction = weights[key] / sum(weights.values())
        seconds, work = self.seconds_left, self.work_left
        return Limits(
            None if seconds is None else max(0.0, seconds * fraction), None if work is None else work * fraction
        )
