"""The roster that every output shares: who is where, when, for what; and what is not served."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from optimizer.domain.half_day import HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import StageResult, Status
from optimizer.domain.vocabulary import StageKey, StopKind
from optimizer.report.lines import Event, Line, lines_of_week
from optimizer.report.missing import Missing, missing_of
from optimizer.rules.check import region_of, stage_values
from optimizer.rules.view import WeekView

T = TypeVar("T")
_FEW = 3


@dataclass(frozen=True)
class WeekRoster:
    """One week: its lines, its values, and what is not served."""

    region: Region
    """The region as it is in this week."""
    plan: WeekPlan
    matrix: TravelMatrix
    stages: tuple[StageResult, ...] = ()
    """Values with bounds; empty when no bound is known."""
    status: Status | None = None

    @property
    def week(self) -> str:
        """The ISO week."""
        return self.plan.week

    @cached_property
    def index(self) -> RegionIndex:
        """Entities by id."""
        return RegionIndex(self.region)

    @cached_property
    def view(self) -> WeekView:
        """The week as the rules see it."""
        return WeekView(self.region, self.plan, self.matrix)

    @cached_property
    def values(self) -> dict[StageKey, int]:
        """Stage values as the checker counts them, in the policy's order."""
        return stage_values(self.region, self.plan, self.matrix)

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """What is not, or not fully, served; urgent first."""
        return missing_of(self.view)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line, by time."""
        return tuple(
            sorted(lines_of_week(self.view), key=lambda line: (line.order, line.rank or 0, line.begeleider or ""))
        )

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Lines with everybody who comes for the same thing together, by time."""
        found: dict[tuple[str, HalfDay, int], list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.item, line.half_day, line.start].append(line)
        events = (Event(lines[0], tuple(o.begeleider for o in lines if o.begeleider)) for lines in found.values())
        return tuple(sorted(events, key=lambda event: event.line.order))

    def lines_of(self, begeleider: str) -> tuple[Line, ...]:
        """Return the lines of a begeleider, by time."""
        return self._by_begeleider.get(begeleider, ())

    @cached_property
    def _by_begeleider(self) -> dict[str, tuple[Line, ...]]:
        return _grouped((line.begeleider or "", line) for line in self.lines)

    def events_at(self, school: str) -> tuple[Event, ...]:
        """Return what happens at a school, and the meetings elsewhere that its intern begeleider attends."""
        return self._by_school.get(school, ())

    @cached_property
    def _by_school(self) -> dict[str, tuple[Event, ...]]:
        def schools(event: Event) -> Iterator[str]:
            yield from (event.line.school,) if event.line.school else ()
            overleg = self.index.overleggen.get(event.line.item) if event.line.kind is StopKind.OVERLEG else None
            yield from (ib for ib in overleg.participants.ibs if ib != event.line.school) if overleg else ()

        return _grouped((school, event) for event in self.events for school in schools(event))

    def events_in(self, kring: str) -> tuple[Event, ...]:
        """Return what happens in a kring, by time."""
        return self._by_kring.get(kring, ())

    @cached_property
    def _by_kring(self) -> dict[str, tuple[Event, ...]]:
        return _grouped((event.line.kring, event) for event in self.events if event.line.kring)

    def place_name(self, line: Line) -> str:
        """Return the name of the school; of a visit elsewhere no more than its id, never where that is."""
        return self.index.schools[line.school].name if line.school else line.item

    def kring_names(self, one: Missing) -> str:
        """Return the kringen that an item is for; of many the first few."""
        names = [self.index.kringen[kring].name for kring in one.kringen]
        return ", ".join(names) if len(names) <= _FEW else f"{', '.join(names[:_FEW])}, …"

    def lost(self, kind: StopKind) -> int:
        """Return the minutes not served of visits, or of groups; the two together are what the goals count."""
        return sum(one.minutes for one in self.missing if one.kind is kind)

    def served_share(self) -> float:
        """Return the part of the minutes due that is served, groups left out; 1 when nothing is due."""
        due = sum(demand.minutes for demand in self.view.demand.values())
        return 1 - self.lost(StopKind.VISIT) / due if due else 1.0


@dataclass(frozen=True)
class Roster:
    """A plan with the region it is for; of one or more weeks."""

    region: Region
    plan: Plan
    weeks: tuple[WeekRoster, ...]

    @cached_property
    def index(self) -> RegionIndex:
        """Entities by id."""
        return RegionIndex(self.region)

    @cached_property
    def begeleider_names(self) -> dict[str, str]:
        """Names that tell begeleiders apart, by id."""
        return labels((b.id, b.name) for b in self.region.begeleiders)

    @cached_property
    def school_names(self) -> dict[str, str]:
        """Names that tell schools apart, by id."""
        return labels((s.id, s.name) for s in self.region.schools)


def roster_of(
    region: Region,
    plan: Plan,
    matrix: TravelMatrix,
    stages: Mapping[str, tuple[StageResult, ...]] | None = None,
    status: Mapping[str, Status] | None = None,
) -> Roster:
    """Return the roster of a plan.

    Parameters
    ----------
    stages, status
        Per week what is known of bounds and proof; bounds are shown only with the values that the checker counts.
    """
    weeks = []
    for week_plan in sorted(plan.weeks, key=lambda one: one.week):
        here = region_of(region, plan, week_plan.week).model_copy(update={"week": week_plan.week})
        week = WeekRoster(here, week_plan, matrix)
        known = (stages or {}).get(week_plan.week, ())
        if {stage.key: stage.value for stage in known} == week.values:
            week = WeekRoster(here, week_plan, matrix, known, (status or {}).get(week_plan.week))
        weeks.append(week)
    return Roster(region, plan, tuple(weeks))


def labels(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return by id the name where nobody else has it, else name and id."""
    names = dict(named)
    times = Counter(name.casefold() for name in names.values())
    return {i: name if times[name.casefold()] == 1 else f"{name} ({i})" for i, name in names.items()}


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
