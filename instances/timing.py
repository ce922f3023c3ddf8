"""Clock times of one begeleider's day for a given order of stops: everything as early as it can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import StopKind

UNREACHABLE = 1_000_000
"""Minutes that stand for no connection; more than any day has."""

Intervals = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Task:
    """A stop that is to be placed in a half day.

    `intervals` are the clock intervals, per half day, one of which must hold the stop; a fixed start is an
    interval of exactly the task's length. `counts` tells whether its place counts in the maximum of schools.
    """

    kind: StopKind
    item: str
    place: int
    minutes: int
    intervals: dict[HalfDay, Intervals]
    counts: bool = True


@dataclass(frozen=True)
class Day:
    """What bounds a day of one begeleider: tables of minutes by place number, its base, break and maximum."""

    minutes: Sequence[Sequence[int]]
    base: int
    min_break: int
    max_schools: int
    pays_home: bool
    pays_between: bool
    pays_midday: bool

    def half(self, tasks: Sequence[Task], half_day: HalfDay, ready: int) -> list[int] | None:
        """Return the earliest starts in a half day whose first stop can start at `ready`, or nothing."""
        starts: list[int] = []
        time, place = ready, -1
        for task in tasks:
            if place >= 0 and place != task.place:
                time += self.minutes[place][task.place]
            for low, high in task.intervals[half_day]:
                start = max(low, time)
                if start + task.minutes <= high:
                    break
            else:
                return None
            starts.append(start)
            time, place = start + task.minutes, task.place
        return starts

    def schedule(
        self, morning: Sequence[Task], afternoon: Sequence[Task], half_days: tuple[HalfDay, HalfDay]
    ) -> tuple[list[int], list[int]] | None:
        """Return earliest starts of both halves of a day, with the midday journey and break between them."""
        early = self.half(morning, half_days[0], 0)
        if early is None:
            return None
        ready = 0
        if morning and afternoon:
            last = morning[-1]
            ready = early[-1] + last.minutes + self.minutes[last.place][afternoon[0].place] + self.min_break
        late = self.half(afternoon, half_days[1], ready)
        return None if late is None else (early, late)

    def paid(self, morning: Sequence[Task], afternoon: Sequence[Task]) -> int:
        """Return the paid minutes of travel of a day."""
        total = 0
        if self.pays_between:
            total += sum(
                self.minutes[a.place][b.place]
                for half in (morning, afternoon)
                for a, b in pairwise(half)
                if a.place != b.place
            )
        if self.pays_midday and morning and afternoon:
            total += self.minutes[morning[-1].place][afternoon[0].place]
        if self.pays_home:
            total += self.home(morning, afternoon)
        return total

    def home(self, morning: Sequence[Task], afternoon: Sequence[Task]) -> int:
        """Return the minutes from base to the first stop and from the last stop to base."""
        stops = [*morning, *afternoon]
        if not stops:
            return 0
        return self.minutes[self.base][stops[0].place] + self.minutes[stops[-1].place][self.base]

    def allowed(self, tasks: Sequence[Task]) -> bool:
        """Tell whether stops at one place are consecutive and no more schools are visited than allowed."""
        seen: set[int] = set()
        schools: set[int] = set()
        place = -1
        for task in tasks:
            if task.place != place:
                if task.place in seen:
                    return False
                seen.add(task.place)
                place = task.place
            if task.counts:
                schools.add(task.place)
        return len(schools) <= self.max_schools
