"""Questions about a published plan of the default region, timed: what there is to ask is registered by name."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from instances.default import default_region
from optimizer.api import solve_week
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.recommend import Room
from optimizer.domain.region import Region
from optimizer.domain.replan import Event, EventKind
from optimizer.explain.recommend import recommend_visits
from optimizer.explain.replan import replan
from optimizer.travel import for_region

SOLVE_SECONDS = 25.0
ASKED = 7
"""How many times each is asked, each time of somebody or something else."""


@dataclass(frozen=True)
class Published:
    """The default region with a published plan of its week."""

    region: Region
    matrix: TravelMatrix

    @cached_property
    def base(self) -> WeekPlan:
        """The plan."""
        assert self.region.previous is not None
        found = self.region.previous.week_plan(self.region.week)
        assert found is not None
        return found

    @cached_property
    def visiting(self) -> list[tuple[str, HalfDay]]:
        """Who works in which half day, those with most stops first."""
        stops = [(t.begeleider, s.half_day) for t in self.base.tours for s in t.stops]
        return sorted(dict.fromkeys(stops), key=lambda one: (-stops.count(one), one[0], one[1].order))


Question = Callable[[Published], Iterator[tuple[str, Callable[[], bool]]]]
"""Yields what is asked, named, as something to call; it tells whether the answer is proven."""
QUESTIONS: dict[str, Question] = {}


def question(name: str) -> Callable[[Question], Question]:
    """Register a question."""

    def add(function: Question) -> Question:
        QUESTIONS[name] = function
        return function

    return add


def published() -> Published:
    """Return the default region with a plan: solved once, then kept beside other temporary files."""
    from optimizer.domain.hashing import instance_sha256

    region = default_region()
    matrix = for_region(region)
    kept = Path(tempfile.gettempdir(), f"kringplan-decide-{instance_sha256(region)[:12]}.json")
    if kept.is_file():
        plan = Plan.model_validate_json(kept.read_bytes())
    else:
        found = solve_week(region, matrix=matrix, time_limit=SOLVE_SECONDS, threads=2).plan
        assert found is not None
        plan = found
        kept.write_text(plan.model_dump_json(by_alias=True), encoding="utf-8")
    return Published(region.model_copy(update={"previous": plan}), matrix)


def _illness(extra: int) -> Question:
    def asked(found: Published) -> Iterator[tuple[str, Callable[[], bool]]]:
        for who, half_day in found.visiting[:ASKED]:
            event = Event(kind=EventKind.ILL, item=who, half_days=(half_day,))

            def run(event: Event = event) -> bool:
                result = replan(found.region, [event], matrix=found.matrix, extra=extra)
                return bool(result.steps) and result.steps[-1].proven and result.forced_proven

            yield f"{who} {half_day}", run

    return asked


for _extra in range(4):
    question(f"replan, {_extra} further changes")(_illness(_extra))


@question("replan, closed school")
def _closed(found: Published) -> Iterator[tuple[str, Callable[[], bool]]]:
    stops = [(s.place.removeprefix("school:"), s.half_day) for t in found.base.tours for s in t.stops]
    for school, half_day in sorted(dict.fromkeys(stops), key=lambda one: (-stops.count(one), one[0]))[:ASKED]:
        event = Event(kind=EventKind.CLOSED, item=school, half_days=(half_day,))

        def run(event: Event = event) -> bool:
            result = replan(found.region, [event], matrix=found.matrix)
            return bool(result.steps) and result.steps[-1].proven and result.forced_proven

        yield f"{school} {half_day}", run


def _new(room: Room) -> Question:
    def asked(found: Published) -> Iterator[tuple[str, Callable[[], bool]]]:
        for h in found.region.hulpvragen[:: max(1, len(found.region.hulpvragen) // ASKED)][:ASKED]:
            new = Hulpvraag(id="NEW", school=h.school, location=h.location, kring=h.kring, expertise=h.expertise)

            def run(new: Hulpvraag = new) -> bool:
                return recommend_visits(found.region, new, room=room, matrix=found.matrix).proven

            yield h.id, run

    return asked


for _room in (Room.PUBLISHED, Room.BEGELEIDER):
    question(f"recommend, {_room}")(_new(_room))


@dataclass(frozen=True)
class Timed:
    """What was measured of a question."""

    name: str
    wall: tuple[float, ...]
    proven: int

    @property
    def median(self) -> float:
        """Median seconds."""
        return statistics.median(self.wall)


def timed(name: str, found: Published) -> Timed:
    """Ask all that a question has to ask, one after the other."""
    wall: list[float] = []
    proven = 0
    for _, run in QUESTIONS[name](found):
        began = time.perf_counter()
        proven += run()
        wall.append(time.perf_counter() - began)
    return Timed(name, tuple(wall), proven)
