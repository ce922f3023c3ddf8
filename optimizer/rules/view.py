"""A week plan as the rules see it: resolved once against region and matrix, never failing on a garbage plan.

Only what can be resolved is shown here: a tour of an unknown begeleider, a stop for an unknown item or in a half day of
another day, a group or overleg that is unknown, without a known host or named twice is left out. The rule `witness`
reports all of that.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.calendar import open_half_days
from optimizer.domain.demand import Demand, active_arrangementen, active_hulpvragen, active_overleggen
from optimizer.domain.half_day import Day, HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.overleg import Overleg
from optimizer.domain.places import school_place, visit_place
from optimizer.domain.plan import Group, OverlegSlot, Stop, WeekPlan
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import StopKind
from optimizer.rules.eligibility import admissible_pairs, can_be_served
from optimizer.rules.work import Journey, Visit, Work, journeys_of


@dataclass(frozen=True)
class WeekView:
    """A week plan with lookups; everything is computed at most once."""

    region: Region
    plan: WeekPlan
    matrix: TravelMatrix

    @cached_property
    def index(self) -> RegionIndex:
        """Entities of the region by id."""
        return RegionIndex(self.region)

    @property
    def policy(self) -> Policy:
        """The region's policy."""
        return self.region.policy

    @cached_property
    def demand(self) -> dict[str, Demand]:
        """Active demand of the plan's week by hulpvraag."""
        return {d.hulpvraag.id: d for d in active_hulpvragen(self.region, self.plan.week)}

    @cached_property
    def arrangementen(self) -> dict[str, Groepsarrangement]:
        """Arrangementen that are active in the plan's week."""
        return {a.id: a for a in active_arrangementen(self.region, self.plan.week)}

    @cached_property
    def overleggen(self) -> dict[str, Overleg]:
        """Overleggen that are active in the plan's week."""
        return {o.id: o for o in active_overleggen(self.region, self.plan.week)}

    @cached_property
    def open_half_days(self) -> tuple[HalfDay, ...]:
        """Half days of the week that are not closed, in order."""
        return open_half_days(self.region.calendar, self.plan.week)

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Open groups of known arrangementen at known hosts, by id."""
        found: dict[str, Group] = {}
        for group in self.plan.groups:
            if group.arrangement in self.index.arrangementen and group.host in self.index.schools:
                found.setdefault(group.id, group)
        return found

    @cached_property
    def slots(self) -> dict[str, OverlegSlot]:
        """Held overleggen that are known, at known hosts, by id."""
        found: dict[str, OverlegSlot] = {}
        for slot in self.plan.overleg:
            if slot.id in self.index.overleggen and slot.host in self.index.schools:
                found.setdefault(slot.id, slot)
        return found

    def arrangement_of(self, group: Group) -> Groepsarrangement:
        """Return the arrangement of a group of `groups`."""
        return self.index.arrangementen[group.arrangement]

    def _resolve(self, begeleider: str, stop: Stop) -> Work | None:
        """Return a stop as work, or nothing when its item is unknown."""
        who = self.index.begeleiders[begeleider]
        if stop.kind is StopKind.VISIT:
            hulpvraag = self.index.hulpvragen.get(stop.item)
            if hulpvraag is None:
                return None
            return Visit(who, stop, visit_place(hulpvraag), hulpvraag.minutes, hulpvraag)
        if stop.kind is StopKind.SESSION:
            group = self.groups.get(stop.item)
            if group is None:
                return None
            return Work(who, stop, school_place(group.host), self.arrangement_of(group).minutes)
        slot = self.slots.get(stop.item)
        if slot is None:
            return None
        return Work(who, stop, school_place(slot.host), self.index.overleggen[slot.id].minutes)

    @cached_property
    def days(self) -> dict[tuple[str, Day], tuple[Work, ...]]:
        """Work by begeleider and day, mornings first, in the order of the tour.

        Stops of a day that the plan gives in several tours are put together, in order of time.
        """
        found: dict[tuple[str, Day], list[Work]] = {}
        for tour in self.plan.tours:
            if tour.begeleider not in self.index.begeleiders:
                continue
            resolved = (self._resolve(tour.begeleider, s) for s in tour.stops if s.half_day.day is tour.day)
            day = [work for work in resolved if work is not None]
            key = (tour.begeleider, tour.day)
            if key in found:
                day = sorted(found[key] + day, key=lambda work: work.start)
            found[key] = day
        return {key: tuple(sorted(day, key=lambda work: work.half_day.order)) for key, day in found.items() if day}

    @cached_property
    def half_days(self) -> dict[tuple[str, HalfDay], tuple[Work, ...]]:
        """Work by begeleider and half day, in the order of the tour."""
        found: dict[tuple[str, HalfDay], list[Work]] = defaultdict(list)
        for (begeleider, _), day in self.days.items():
            for work in day:
                found[begeleider, work.half_day].append(work)
        return {key: tuple(stops) for key, stops in found.items()}

    @cached_property
    def journeys(self) -> dict[tuple[str, Day], tuple[Journey, ...]]:
        """True journeys by begeleider and day: what the legs must say."""
        begeleiders = self.index.begeleiders
        return {
            (begeleider, day): tuple(journeys_of(begeleiders[begeleider], works, self.matrix))
            for (begeleider, day), works in self.days.items()
        }

    @cached_property
    def work(self) -> tuple[Work, ...]:
        """All work of the week."""
        return tuple(work for day in self.days.values() for work in day)

    @cached_property
    def all_visits(self) -> tuple[Visit, ...]:
        """All visits of the week."""
        return tuple(work for work in self.work if isinstance(work, Visit))

    @cached_property
    def visits(self) -> dict[str, tuple[Visit, ...]]:
        """Visits by hulpvraag, in order of half day; only hulpvragen that have any."""
        found: dict[str, list[Visit]] = defaultdict(list)
        for visit in self.all_visits:
            found[visit.hulpvraag.id].append(visit)
        return {item: tuple(sorted(visits, key=lambda v: v.half_day.order)) for item, visits in found.items()}

    @cached_property
    def working_minutes(self) -> dict[str, int]:
        """Working minutes by begeleider: work, administration per visit, and the legs that the policy pays."""
        found = dict.fromkeys(self.index.begeleiders, 0)
        for work in self.work:
            admin = self.policy.admin_minutes if isinstance(work, Visit) else 0
            found[work.begeleider.id] += work.minutes + admin
        for (begeleider, _), journeys in self.journeys.items():
            paid = (j.minutes or 0 for j in journeys if j.kind in self.policy.paid_travel)
            found[begeleider] += sum(paid)
        return found

    def missing_visits(self, demand: Demand) -> int:
        """Return the visits due and not made, at least 0."""
        return max(0, demand.due - len(self.visits.get(demand.hulpvraag.id, ())))

    @cached_property
    def servable(self) -> frozenset[str]:
        """Active hulpvragen for which some begeleider has expertise, kring and one common half day."""
        return frozenset(
            demand.hulpvraag.id
            for demand in self.demand.values()
            if can_be_served(self.index, self.open_half_days, demand.hulpvraag)
        )

    @cached_property
    def seats(self) -> dict[str, frozenset[str]]:
        """Leerlingen with a seat, by arrangement."""
        found: dict[str, set[str]] = defaultdict(set)
        for group in self.groups.values():
            found[group.arrangement].update(group.members)
        return {arrangement: frozenset(members) for arrangement, members in found.items()}

    @cached_property
    def admissible(self) -> dict[str, tuple[str, ...]]:
        """Admissible candidates by active arrangement."""
        return admissible_pairs(self.index, self.matrix, self.plan.week)

    def unseated(self, arrangement: str) -> tuple[str, ...]:
        """Return the admissible candidates of an active arrangement that have no seat in a group of it."""
        seated = self.seats.get(arrangement, frozenset())
        return tuple(c for c in self.admissible.get(arrangement, ()) if c not in seated)
