"""A checked plan with all that the views need to tell about it; from a solve or from a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from optimizer.domain.index import RegionIndex
from optimizer.domain.places import school_place
from optimizer.domain.plan import WeekPlan

if TYPE_CHECKING:
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.plan import Plan, Stop
    from optimizer.domain.region import Region
    from optimizer.domain.result import Certificate, StageResult, Status, Unserved
    from optimizer.domain.vocabulary import StageKey
    from optimizer.rules.view import WeekView


@dataclass(frozen=True)
class WeekLine:
    """A week of a block on one line."""

    week: str
    values: dict[StageKey, int]
    demand: int
    """Active demand in minutes."""
    proven: int | None
    """Stages that are proven; null when that is not known."""


@dataclass(frozen=True)
class Outcome:
    """A plan that the checker accepted, in one week of a region."""

    region: Region
    plan: Plan
    matrix: TravelMatrix
    values: dict[StageKey, int]
    """Stage values as the checker counts them, in the policy's order."""
    unserved: tuple[Unserved, ...]
    stages: tuple[StageResult, ...] = ()
    """Values with bounds; empty when nothing is known of bounds."""
    status: Status | None = None
    """Null for a plan whose making is not known."""
    certificate: Certificate | None = None
    block: tuple[WeekLine, ...] = ()
    """Every week of a plan of more than one."""
    unplanned: tuple[str, ...] = ()
    """Weeks that were asked and have no plan, since planning was cut short."""

    @cached_property
    def week_plan(self) -> WeekPlan:
        """The plan of the region's week."""
        return self.plan.week_plan(self.region.week) or WeekPlan(week=self.region.week)

    @cached_property
    def index(self) -> RegionIndex:
        """Entities of the region by id."""
        return RegionIndex(self.region)

    @cached_property
    def view(self) -> WeekView:
        """The week as the rules see it."""
        from optimizer.rules.view import WeekView

        return WeekView(self.region, self.week_plan, self.matrix)

    def place_name(self, place: str) -> str:
        """Return the name of a school, or the id of what is visited elsewhere."""
        kind, _, name = place.partition(":")
        school = self.index.schools.get(name) if kind == "school" else None
        return school.name if school is not None else name

    def item_expertise(self, item: str) -> str:
        """Return the expertise of a hulpvraag or of a group's arrangement; nothing for an overleg."""
        hulpvraag = self.index.hulpvragen.get(item)
        if hulpvraag is not None:
            return hulpvraag.expertise
        arrangement = self.index.arrangementen.get(item.partition("#")[0])
        return arrangement.expertise if arrangement is not None else ""

    @cached_property
    def stops(self) -> tuple[tuple[str, Stop], ...]:
        """Every stop with its begeleider, by time, then name."""
        found = [(tour.begeleider, stop) for tour in self.week_plan.tours for stop in tour.stops]
        return tuple(sorted(found, key=lambda s: (s[1].half_day.order, s[1].start, s[0])))

    def stops_at(self, school: str) -> tuple[tuple[str, Stop], ...]:
        """Every stop at a school with its begeleider, by time."""
        return tuple(s for s in self.stops if s[1].place == school_place(school))
