"""What the region remembers: work on the published roster, and what was told of it, matched with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from optimizer.domain.calendar import date_of
from optimizer.domain.index import RegionIndex
from optimizer.domain.plan import Group, Plan, Stop, Tour, WeekPlan
from optimizer.domain.vocabulary import StopKind
from optimizer.report.accountability.types import Key
from optimizer.report.marks import moment_of
from optimizer.report.readback.told import item_in_moment, week_in_moment

_AT_SCHOOL = "school:"


@dataclass(frozen=True)
class Work:
    """A visit, or one begeleider's part in a session: when planned, when it took place, and for how long."""

    key: Key
    item: str
    week: str
    minutes: int
    session: bool = False
    planned: date | None = None
    """Null for what was not on the roster."""
    delivered: date | None = None
    not_held: bool = False
    """Whether it was told that it did not take place."""
    gone: bool = False
    """Whether the hulpvraag is not in the region any more."""


@dataclass(frozen=True)
class Ledger:
    """Reads the published plan of a region."""

    index: RegionIndex

    def work(self) -> Iterator[Work]:
        """Yield all work that is known, planned or not."""
        plan = self.index.region.previous
        if plan is None:
            return
        planned: dict[tuple[str, str], list[tuple[str, Work]]] = defaultdict(list)
        for week_plan in plan.weeks:
            for moment, one in self._planned(week_plan):
                planned[one.item, one.week].append((moment, one))
        told = self._told(plan)
        for item, week in sorted({*planned, *told}):
            yield from self._matched(planned.get((item, week), []), told.get((item, week), {}), item, week)

    def _planned(self, week: WeekPlan) -> Iterator[tuple[str, Work]]:
        groups = {group.id: group for group in week.groups}
        for tour in week.tours:
            for stop in tour.stops:
                if stop.kind is StopKind.OVERLEG:
                    continue
                session = stop.kind is StopKind.SESSION
                key = self._of_group(stop, tour, groups.get(stop.item)) if session else self._of_visit(stop, tour)
                yield (
                    moment_of(week.week, stop.half_day, stop.item),
                    Work(
                        key,
                        stop.item,
                        week.week,
                        stop.end - stop.start,
                        session=session,
                        planned=date_of(week.week, stop.half_day),
                        gone=not session and stop.item not in self.index.hulpvragen,
                    ),
                )

    def _of_visit(self, stop: Stop, tour: Tour) -> Key:
        hulpvraag = self.index.hulpvragen.get(stop.item)
        if hulpvraag is None:
            return self._at(stop.place, self._institute(tour.begeleider), None)
        return self._of_hulpvraag(stop.item)

    def _of_hulpvraag(self, item: str) -> Key:
        hulpvraag = self.index.hulpvragen[item]
        bestuur, kring = self.index.bestuur_of(hulpvraag), self.index.kring_of(hulpvraag)
        return Key(bestuur, hulpvraag.institute, kring, hulpvraag.expertise)

    def _of_group(self, stop: Stop, tour: Tour, group: Group | None) -> Key:
        arrangement = None if group is None else self.index.arrangementen.get(group.arrangement)
        expertise = None
        if group is not None and arrangement is not None:
            roles = dict(zip(group.co_leaders, arrangement.co_leaders, strict=False))
            leads = tour.begeleider == group.leader
            expertise = arrangement.expertise if leads else roles.get(tour.begeleider)
        return self._at(stop.place, self._institute(tour.begeleider), expertise)

    def _at(self, place: str, institute: str | None, expertise: str | None) -> Key:
        school = self.index.schools.get(place.removeprefix(_AT_SCHOOL)) if place.startswith(_AT_SCHOOL) else None
        bestuur, kring = (None, None) if school is None else (school.bestuur, school.kring)
        return Key(bestuur, institute, kring, expertise)

    def _institute(self, begeleider: str) -> str | None:
        found = self.index.begeleiders.get(begeleider)
        return None if found is None else found.institute

    def _told(self, plan: Plan) -> dict[tuple[str, str], dict[str, date | None]]:
        """Return what is known by item and week: dates by moment, null for what did not take place.

        The visits that were counted go first: they are put right when an answer changes.
        """
        known: dict[str, date | None] = dict(plan.told)
        for item, visited in plan.visited.items():
            for key, day in visited.made.items():
                known[f"{key.rpartition('/')[0]}/{item}"] = day
        found: dict[tuple[str, str], dict[str, date | None]] = defaultdict(dict)
        days: set[tuple[str, date]] = set()
        for moment, told in sorted(known.items()):
            item = item_in_moment(moment)
            # a hulpvraag has one visit a day at most
            if told is None or (item, told) not in days:
                found[item, week_in_moment(moment)][moment] = told
            if told is not None:
                days.add((item, told))
        return found

    def _matched(
        self, planned: list[tuple[str, Work]], told: Mapping[str, date | None], item: str, week: str
    ) -> Iterator[Work]:
        """Yield work of an item in a week with what was told of it: of its own half day, else in order."""
        if planned and planned[0][1].session:
            yield from _session((one for _, one in planned), told)
            return
        left = dict(told)
        loose: list[Work] = []
        for moment, one in planned:
            if moment in left:
                yield _answered(one, left.pop(moment))
            else:
                loose.append(one)
        # what took place goes before what did not: a visit that was moved took place
        for one in loose:
            best = next((moment for moment, day in left.items() if day is not None), next(iter(left), None))
            yield one if best is None else _answered(one, left.pop(best))
        if item in self.index.hulpvragen:
            minutes, key = self.index.hulpvragen[item].minutes, self._of_hulpvraag(item)
            for day in left.values():
                if day is not None:
                    yield Work(key, item, week, minutes, delivered=day)


def _answered(one: Work, told: date | None) -> Work:
    return replace(one, delivered=told, not_held=told is None)


def _session(planned: Iterable[Work], told: Mapping[str, date | None]) -> Iterator[Work]:
    """Yield everybody's part in a session: it is held once a week at most, or not at all."""
    held = next((day for day in told.values() if day is not None), None)
    for one in planned:
        yield _answered(one, held) if told else one
