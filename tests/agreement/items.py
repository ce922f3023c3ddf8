"""What can happen to each item of a tiny region, and the work that this is; the first half of the oracle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.calendar import open_half_days
from optimizer.domain.clock import Window
from optimizer.domain.demand import Demand, active_arrangementen, active_hulpvragen, active_overleggen
from optimizer.domain.half_day import Day, HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.index import RegionIndex
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.places import school_place, visit_place
from optimizer.domain.plan import Group, OverlegSlot, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import RuleKey, Target
from optimizer.rules.check import check_week
from tests.agreement.days import Days, DayWay, Range, Task
from tests.rules.witness import At, week_plan


@dataclass(frozen=True)
class Choice:
    """What happens to one item: visits by a begeleider, a group, an overleg, or nothing."""

    item: str
    begeleider: str | None = None
    half_days: tuple[HalfDay, ...] = ()
    group: Group | None = None
    slot: OverlegSlot | None = None


Work = Mapping[tuple[str, HalfDay], frozenset[Task]]
"""Tasks by begeleider and half day."""


class Items:
    """Choices of a region, the work they ask, and the plans they make."""

    def __init__(self, region: Region, matrix: TravelMatrix) -> None:
        self.region, self.matrix = region, matrix
        self.index = RegionIndex(region)
        self.days = Days(region.policy, matrix)
        self.loose = Days(region.policy, matrix, loose=True)
        self.demand: dict[str, Demand] = {d.hulpvraag.id: d for d in active_hulpvragen(region)}
        self._visits: dict[tuple[str, str, HalfDay, tuple[OverlegSlot, ...]], Task] = {}

    def choices(self) -> Iterator[list[Choice]]:
        """Yield per item what can happen to it: overleggen first, then groups, then hulpvragen."""
        for overleg in active_overleggen(self.region):
            held = [
                Choice(overleg.id, slot=OverlegSlot(id=overleg.id, host=host, half_day=half_day, start=start))
                for half_day in open_half_days(self.region.calendar, self.region.week)
                for host in overleg.hosts
                for start in self.region.policy.starts_in(half_day)
            ]
            yield self._possible(overleg.id, held)
        for arrangement in active_arrangementen(self.region):
            for number in range(1, arrangement.max_groups + 1):
                group = f"{arrangement.id}#{number}"
                yield self._possible(group, [Choice(group, group=g) for g in self._groups(arrangement, group)])
        for demand in self.demand.values():
            hulpvraag = demand.hulpvraag
            served = [
                Choice(hulpvraag.id, begeleider.id, half_days)
                for begeleider in self.region.begeleiders
                for visits in range(1, demand.due + 1)
                for half_days in combinations(hulpvraag.half_days, visits)
            ]
            yield self._possible(hulpvraag.id, served)

    def _groups(self, arrangement: Groepsarrangement, group: str) -> Iterator[Group]:
        """Yield a group at every host, half day and start, with all staff and members the rules allow it."""
        everybody = [b.id for b in self.region.begeleiders]
        for host in arrangement.hosts:
            first = Group(
                id=group,
                arrangement=arrangement.id,
                host=host,
                half_day=HalfDay.MA_OCHTEND,
                start=0,
                leader=everybody[0],
            )
            able = [m for m in arrangement.candidates if self._admitted(first.model_copy(update={"members": (m,)}))]
            sizes = range(arrangement.size.min, min(arrangement.size.max, len(able)) + 1)
            for half_day in open_half_days(self.region.calendar, self.region.week):
                for start in self.region.policy.starts_in(half_day):
                    for people in permutations(everybody, 1 + len(arrangement.co_leaders)):
                        moved = {"half_day": half_day, "start": start, "leader": people[0], "co_leaders": people[1:]}
                        for size in sizes:
                            for members in combinations(able, size):
                                yield first.model_copy(update={**moved, "members": members})

    def _admitted(self, group: Group) -> bool:
        """Tell whether the rules allow the members of a group, whatever else it lacks."""
        plan = week_plan(self.region, self.matrix, groups=[group])
        wrong = {v.rule for v in check_week(self.region, plan, self.matrix)}
        return not wrong & {RuleKey.GROUP_MEMBER, RuleKey.GROUP_TRAVEL}

    def asked_about(self) -> set[str]:
        """Return the leerlingen of whom it matters which half days they are busy: visits are about them."""
        return {d.hulpvraag.leerling for d in self.demand.values() if d.hulpvraag.leerling is not None}

    def _possible(self, item: str, choices: Sequence[Choice]) -> list[Choice]:
        """Return no service and the choices that break no rule when nothing else is planned.

        What is broken stays broken when more is planned, so this loses nothing; but for `running`, and for the rules
        on travel, since a place may be nearer from another stop than from the base.
        """
        kept = [Choice(item)]
        for choice in choices:
            plan = self.alone(choice)
            if plan is not None:
                broken = {violation.rule for violation in check_week(self.region, plan, self.matrix)}
                if broken <= {RuleKey.RUNNING, RuleKey.HALF_DAY_TIME, RuleKey.CONTRACT}:
                    kept.append(choice)
        return kept

    def alone(self, choice: Choice) -> WeekPlan | None:
        """Return a plan with nothing but one choice, or nothing when its work never fits in the days."""
        work = self.with_choice({}, choice, ())
        if work is None:
            return None
        return self.plan([choice], {day: options[0] for day, options in self._all_ways(work, self.loose).items()})

    def with_choice(self, work: Work, choice: Choice, slots: Sequence[OverlegSlot]) -> Work | None:
        """Return the work with a choice added, or nothing when it does not fit, whatever else is added."""
        more = dict(work)
        for who, half_day, task in self._tasks(choice, slots):
            if not task.starts:
                return None
            more[who, half_day] = more.get((who, half_day), frozenset()) | {task}
            if not self._ways_of(more, who, half_day.day, self.loose):
                return None
        return more

    def _tasks(self, choice: Choice, slots: Sequence[OverlegSlot]) -> Iterator[tuple[str, HalfDay, Task]]:
        if choice.group is not None:
            group, minutes = choice.group, self.index.arrangementen[choice.group.arrangement].minutes
            for who in dict.fromkeys((group.leader, *group.co_leaders)):
                starts = self._fixed(who, group.half_day, group.start, minutes)
                yield who, group.half_day, Task(group.id, school_place(group.host), minutes, starts)
        elif choice.slot is not None:
            slot, overleg = choice.slot, self.index.overleggen[choice.slot.id]
            for who in dict.fromkeys(overleg.participants.begeleiders):
                starts = self._fixed(who, slot.half_day, slot.start, overleg.minutes)
                yield who, slot.half_day, Task(slot.id, school_place(slot.host), overleg.minutes, starts)
        elif choice.begeleider is not None:
            hulpvraag = self.demand[choice.item].hulpvraag
            for half_day in choice.half_days:
                key = (choice.begeleider, hulpvraag.id, half_day, tuple(slots))
                if key not in self._visits:
                    starts = self._visit_starts(choice.begeleider, hulpvraag, half_day, slots)
                    self._visits[key] = Task(hulpvraag.id, visit_place(hulpvraag), hulpvraag.minutes, starts)
                yield choice.begeleider, half_day, self._visits[key]

    def _fixed(self, who: str, half_day: HalfDay, start: int, minutes: int) -> tuple[Range, ...]:
        window = self.index.begeleiders[who].availability.get(half_day) if who in self.index.begeleiders else None
        return ((start, start),) if window is not None and window.holds(start, start + minutes) else ()

    def _visit_starts(
        self, who: str, hulpvraag: Hulpvraag, half_day: HalfDay, slots: Sequence[OverlegSlot]
    ) -> tuple[Range, ...]:
        """Return when a visit can start: windows and hours, without meetings of the IB, as pinned."""
        bounds: list[Window | None] = [self.index.begeleiders[who].availability.get(half_day)]
        asks_ib = False
        if hulpvraag.window is not None:
            bounds.append(hulpvraag.window)
        if hulpvraag.school is not None:
            school = self.index.schools[hulpvraag.school]
            asks_ib = hulpvraag.target is Target.IB
            bounds.append((school.ib_hours if asks_ib else school.hours).get(half_day))
        starts: set[int] = set(range(24 * 60))
        for window in bounds:
            if window is None:
                return ()
            starts &= set(range(window.start, window.end - hulpvraag.minutes + 1))
        for slot in slots:
            overleg = self.index.overleggen[slot.id]
            if asks_ib and slot.half_day is half_day and hulpvraag.school in overleg.participants.ibs:
                starts -= set(range(slot.start - hulpvraag.minutes + 1, slot.start + overleg.minutes))
        for pin in self.region.pins:
            if pin.item == hulpvraag.id and pin.start is not None and pin.members is None:
                named = pin.begeleider in (None, who) and pin.host in (None, hulpvraag.school)
                if not pin.veto:
                    starts &= {pin.start}
                elif named and (pin.half_days is None or half_day in pin.half_days):
                    starts.discard(pin.start)
        return _ranges(starts)

    def _ways_of(self, work: Work, who: str, day: Day, days: Days) -> tuple[DayWay, ...]:
        morning, afternoon = (work.get((who, half_day), frozenset()) for half_day in HalfDay if half_day.day is day)
        return days.ways(self.index.begeleiders[who], morning, afternoon)

    def _all_ways(self, work: Work, days: Days) -> dict[tuple[str, Day], tuple[DayWay, ...]]:
        found = dict.fromkeys((who, half_day.day) for who, half_day in work)
        return {(who, day): self._ways_of(work, who, day, days) for who, day in found}

    def ways(self, work: Work) -> dict[tuple[str, Day], tuple[DayWay, ...]]:
        """Return per begeleider and day of the work the ways to do it; none for a day that cannot be done."""
        return self._all_ways(work, self.days)

    def plan(self, choices: Sequence[Choice], ways: Mapping[tuple[str, Day], DayWay]) -> WeekPlan:
        """Return the witness of choices with the clock times of the ways."""
        starts = {(who, day, item): start for (who, day), way in ways.items() for item, start in way.starts}
        visits = [
            At(choice.begeleider, choice.item, half_day, starts[choice.begeleider, half_day.day, choice.item])
            for choice in choices
            if choice.begeleider is not None
            for half_day in choice.half_days
        ]
        groups = [choice.group for choice in choices if choice.group is not None]
        slots = [choice.slot for choice in choices if choice.slot is not None]
        return week_plan(self.region, self.matrix, visits, groups, slots)


def _ranges(starts: set[int]) -> tuple[Range, ...]:
    """Return a set of integers as disjoint ranges in order."""
    found: list[Range] = []
    for start in sorted(starts):
        if found and found[-1][1] == start - 1:
            found[-1] = (found[-1][0], start)
        else:
            found.append((start, start))
    return tuple(found)
