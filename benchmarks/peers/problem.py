"""The single visits of a week as routing engines see them: jobs with windows, vehicles of one half day."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from optimizer.domain.clock import Window
from optimizer.domain.half_day import HalfDay
from optimizer.domain.places import base_place, visit_place
from optimizer.domain.vocabulary import Mode, Priority
from optimizer.week.options import Options, VisitOption

FAR = 10_000
"""Minutes that stand for unreachable."""


@dataclass(frozen=True)
class Job:
    """A single visit: minutes, place, class, and per half day the clock span in which it may start."""

    hulpvraag: str
    place: str
    minutes: int
    priority: Priority
    spans: dict[HalfDay, tuple[int, int]]


@dataclass(frozen=True)
class Vehicle:
    """A begeleider in one half day, and the jobs (by number) that are possible then."""

    begeleider: str
    half_day: HalfDay
    base: str
    mode: Mode
    window: Window
    able: frozenset[int]


@dataclass(frozen=True)
class Problem:
    """Jobs, vehicles, and the options they come from."""

    options: Options
    jobs: tuple[Job, ...]
    vehicles: tuple[Vehicle, ...]

    @property
    def places(self) -> list[str]:
        """Every place of a job, each once."""
        return list(dict.fromkeys(job.place for job in self.jobs))

    @property
    def bases(self) -> list[str]:
        """Every base of a vehicle, each once."""
        return list(dict.fromkeys(vehicle.base for vehicle in self.vehicles))

    def minutes(self, mode: Mode, places: list[str]) -> list[list[int]]:
        """Return the square table of minutes among places, `FAR` where there is no way."""
        table = self.options.matrix.minutes_between(mode, places)
        return [[FAR if m is None else m for m in row] for row in table]


def routing_problem(options: Options) -> Problem:
    """Return the visits of a week as jobs and vehicles.

    Raises
    ------
    ValueError
        When a hulpvraag has more than one visit due, or a start is excluded: routing engines do not know these.
    """
    if any(d.due != 1 for d in options.demand) or any(v.excluded_starts for v in options.visits):
        raise ValueError("routing engines know single visits only")
    jobs = tuple(
        Job(h.id, visit_place(h), h.minutes, d.priority, _spans(options, h.id))
        for d in options.demand
        for h in (d.hulpvraag,)
    )
    number = {job.hulpvraag: i for i, job in enumerate(jobs)}
    able: dict[tuple[str, HalfDay], set[int]] = defaultdict(set)
    for v in options.visits:
        able[v.begeleider, v.half_day].add(number[v.hulpvraag])
    vehicles = tuple(
        Vehicle(b.id, half_day, base_place(b.id), b.mode, b.availability[half_day], frozenset(able[b.id, half_day]))
        for b in options.region.begeleiders
        for half_day in options.half_days
        if able[b.id, half_day]
    )
    return Problem(options, jobs, vehicles)


def _spans(options: Options, hulpvraag: str) -> dict[HalfDay, tuple[int, int]]:
    """Return the clock span of starts that request and school leave in every half day, whoever comes."""
    h = options.index.hulpvragen[hulpvraag]
    hours = options.eligibility.hours_for(h)
    found: dict[HalfDay, tuple[int, int]] = {}
    for half_day in options.half_days:
        window = Window(start=0, end=1440) if hours is None else hours.get(half_day)
        if window is None or half_day not in h.half_days:
            continue
        start, end = window.start, window.end
        if h.window is not None:
            start, end = max(start, h.window.start), min(end, h.window.end)
        if start + h.minutes <= end:
            found[half_day] = (start, end - h.minutes)
    return found


def visit_option(options: Options) -> dict[tuple[str, str, HalfDay], VisitOption]:
    """Return the possible visits by hulpvraag, begeleider and half day."""
    return {(v.hulpvraag, v.begeleider, v.half_day): v for v in options.visits}


def prizes(jobs: tuple[Job, ...], steps: dict[Priority, int]) -> list[int]:
    """Return what a visit of each job is worth: its minutes in their greatest common unit, times its class's step."""
    unit = common_unit(jobs)
    return [steps[job.priority] * job.minutes // unit for job in jobs]


def common_unit(jobs: tuple[Job, ...]) -> int:
    """Return the greatest minutes of which all visits are multiples."""
    return math.gcd(*(job.minutes for job in jobs)) if jobs else 1
