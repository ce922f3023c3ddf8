"""A plan is a witness: it carries every stop with its clock times and every leg, so that a checker only adds."""

from __future__ import annotations

from pydantic import Field

from optimizer.domain.base import Count, Flag, Frozen, FrozenDict, FrozenMap, Id, Metres, Minutes
from optimizer.domain.calendar import DateDay, IsoWeek
from optimizer.domain.clock import Clock
from optimizer.domain.half_day import Day, HalfDay
from optimizer.domain.overleg import Participants
from optimizer.domain.vocabulary import LegKind, StopKind


class Pin(Frozen):
    """A wish of the coordinator: if the item is served, then so; with `veto`, if served, then not so.

    A pin without `veto` asks every fact it names: this begeleider (leader, for a group), only these half days,
    this start, this host, at least these members. A veto forbids the combination of all facts it names; one that
    names none forbids the item altogether. `item` may be a hulpvraag, an overleg, an arrangement or a group.
    """

    item: str
    veto: Flag = False
    begeleider: Id | None = None
    half_days: tuple[HalfDay, ...] | None = None
    start: Clock | None = None
    host: Id | None = None
    members: tuple[Id, ...] | None = None


class Stop(Frozen):
    """Work at a place: a visit, a session (`item` is the group's id) or an overleg."""

    kind: StopKind
    item: str
    half_day: HalfDay
    place: str
    start: Clock
    end: Clock


class Leg(Frozen):
    """A journey between two consecutive places of a tour; 0 minutes at the same place."""

    origin: str = Field(alias="from")
    destination: str = Field(alias="to")
    minutes: Minutes
    metres: Metres
    kind: LegKind


class Tour(Frozen):
    """A begeleider's day: base, stops in order, base. There is one leg more than there are stops."""

    begeleider: Id
    day: Day
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]


class Group(Frozen):
    """An open group of an arrangement in this week."""

    id: str
    """``ARRANGEMENT#n``; ``#1`` is the running one."""
    arrangement: Id
    host: Id
    half_day: HalfDay
    start: Clock
    leader: Id
    co_leaders: tuple[Id, ...] = ()
    members: tuple[Id, ...] = ()


class OverlegSlot(Frozen):
    """A scheduled overleg, with what an invitation says; a plan made by hand may leave that out."""

    id: Id
    host: Id
    half_day: HalfDay
    start: Clock
    end: Clock | None = None
    invited: Participants | None = None


class WeekPlan(Frozen):
    """One week of a plan."""

    week: IsoWeek
    active: tuple[Id, ...] = ()
    """Ids of the hulpvragen, arrangementen and overleggen that were active in that week."""
    tours: tuple[Tour, ...] = ()
    groups: tuple[Group, ...] = ()
    overleg: tuple[OverlegSlot, ...] = ()


class Visited(Frozen):
    """Which visits of a hulpvraag were taken into the region, so that each counts once and can be put right later."""

    since: DateDay | None = None
    """Last visit that was known before these; null when there was none."""
    left: Count | None = None
    """Visits left before these; null is unlimited."""
    made: FrozenMap[str, DateDay] = Field(default_factory=FrozenDict)
    """Date of each visit, by what it was planned for and in which workbook: ``2026-W48/di-middag/1f2e3d4c5b6a``."""
    current: Id | None = None
    """Who comes, when counting these said so first; null when that was known before."""
    current_by: str = ""
    """Which of `made` said so."""


class Plan(Frozen):
    """A plan of one or more weeks, bound by hash to the instance and the travel matrix it was made for."""

    schema_version: int = 1
    instance_sha256: str = ""
    matrix_sha256: str = ""
    weeks: tuple[WeekPlan, ...] = ()
    proven: Flag = False
    """Whether every stage was proven optimal when the plan was made."""
    visited: FrozenMap[Id, Visited] = Field(default_factory=FrozenDict)
    """Of a published plan: the visits that were taken into the region, by hulpvraag."""
    told: FrozenMap[str, DateDay | None] = Field(default_factory=FrozenDict)
    """Of a published plan: what was told of visits, sessions and meetings, by week, half day and item
    (``2026-W48/di-middag/A1#1``): the date on which it took place, null when it did not."""

    def week_plan(self, week: str) -> WeekPlan | None:
        """Return the plan of a week, or nothing when the plan does not hold it."""
        return next((w for w in self.weeks if w.week == week), None)

    def latest_until(self, week: str) -> WeekPlan | None:
        """Return the plan of `week` or of the latest week before it: what `changes` compares with."""
        earlier = [w for w in self.weeks if w.week <= week]
        return max(earlier, key=lambda w: w.week, default=None)
