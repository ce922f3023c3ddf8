"""The state of a greedy plan: who does what when, and what that uses of contracts, budgets, rooms and IBs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from instances.matching import common_windows, counts_in, may_serve, request_windows, serves_kring
from instances.timing import UNREACHABLE, Day, Intervals, Task
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.calendar import open_half_days
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.half_day import DAYS, HALF_DAYS, HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.organisation import Budget
from optimizer.domain.places import base_place, school_place, visit_place
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LegKind, Mode, StopKind, Target

DAY_OF = {h: h.order // 2 for h in HALF_DAYS}
"""Number of the day of a half day; looked up here because the search asks it very often."""
MORNINGS = frozenset(h for h in HALF_DAYS if h.is_morning)
HALVES: tuple[tuple[HalfDay, HalfDay], ...] = tuple((HALF_DAYS[2 * i], HALF_DAYS[2 * i + 1]) for i in range(len(DAYS)))


def cut(intervals: Intervals, start: int, end: int) -> Intervals:
    """Return intervals without the part from `start` to `end`."""
    parts = [p for low, high in intervals for p in ((low, min(high, start)), (max(low, end), high))]
    return tuple((low, high) for low, high in parts if high > low)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one visit fits: half day, position among the stops, and the extra minutes of travel."""

    half_day: HalfDay
    position: int
    paid: int
    travel: int

    @property
    def cost(self) -> int:
        """Weigh paid minutes, which use up contracts, four times as heavy as other travel."""
        return 4 * self.paid + self.travel


class Roster:
    """A plan in the making for one week of a region; changes only through `add`, `remove` and `occupy`."""

    def __init__(self, region: Region, matrix: TravelMatrix, week: str) -> None:
        self.region, self.matrix, self.week = region, matrix, week
        self.index = RegionIndex(region)
        self.closed = frozenset(HALF_DAYS) - frozenset(open_half_days(region.calendar, week))
        self.demand = {d.hulpvraag.id: d for d in active_hulpvragen(region, week)}
        places = [school_place(s.id) for s in region.schools] + [base_place(b.id) for b in region.begeleiders]
        self.places = list(dict.fromkeys(places + [visit_place(d.hulpvraag) for d in self.demand.values()]))
        self.number = {p: i for i, p in enumerate(self.places)}
        self.days = self._day_bounds()
        self.halves: dict[tuple[str, HalfDay], list[Task]] = {
            (b.id, h): [] for b in region.begeleiders for h in HALF_DAYS
        }
        self.used = {b.id: 0 for b in region.begeleiders}
        self.limit = {b.id: b.contract_minutes - b.reserved_minutes for b in region.begeleiders}
        self.version: dict[tuple[str, int], int] = defaultdict(int)
        """Counts changes per begeleider and day, so that what was found before can be trusted or not."""
        self.changes: dict[str, int] = defaultdict(int)
        """Counts changes per begeleider, and of IB visits per school and of hard budgets under their own names."""
        self.ib_visits: dict[tuple[str | None, HalfDay], list[str]] = defaultdict(list)
        """Who makes IB visits at a school in a half day, once per visit."""
        self.ib_meets: dict[tuple[str | None, HalfDay], list[tuple[int, int]]] = defaultdict(list)
        self.in_group: set[tuple[str | None, HalfDay]] = set()
        self.rooms_used: dict[tuple[str, HalfDay], int] = defaultdict(int)
        self.served: dict[str, tuple[str, tuple[HalfDay, ...]]] = {}
        self.hard = [(b.minutes, self._paid_by(b)) for b in region.budgets if b.hard]
        self.spent = [0] * len(self.hard)
        near = {k.id: k.neighbours for k in region.kringen}
        self.eligible: dict[str, list[Begeleider]] = {
            d.hulpvraag.id: [
                b
                for b in region.begeleiders
                if may_serve(b, d.hulpvraag, region.policy)
                and serves_kring(b, self.index.kring_of(d.hulpvraag), region.policy, near)
            ]
            for d in self.demand.values()
        }
        self.eligible_ids = {n: frozenset(b.id for b in people) for n, people in self.eligible.items()}
        self._tasks: dict[tuple[str, str], Task] = {}

    def _day_bounds(self) -> dict[str, Day]:
        tables: dict[Mode, list[list[int]]] = {}
        for mode in {b.mode for b in self.region.begeleiders}:
            rows = self.matrix.minutes_between(mode, self.places)
            tables[mode] = [[UNREACHABLE if m is None else m for m in row] for row in rows]
        policy = self.region.policy
        return {
            b.id: Day(
                minutes=tables[b.mode],
                base=self.number[base_place(b.id)],
                min_break=policy.min_break,
                max_schools=b.max_schools_per_half_day,
                pays_home=LegKind.HOME in policy.paid_travel,
                pays_between=LegKind.BETWEEN in policy.paid_travel,
                pays_midday=LegKind.MIDDAY in policy.paid_travel,
            )
            for b in self.region.begeleiders
        }

    def _paid_by(self, budget: Budget) -> frozenset[str]:
        """Return the ids of the hulpvragen whose visits count in a budget."""
        asked = (d.hulpvraag for d in self.demand.values())
        return frozenset(h.id for h in asked if counts_in(budget, h, self.index))

    def task(self, hulpvraag: str, begeleider: str) -> Task:
        """Return the stop that a visit is; ask only after all groups and meetings are in."""
        found = self._tasks.get((hulpvraag, begeleider))
        if found is None:
            h = self.demand[hulpvraag].hulpvraag
            school = None if h.school is None else self.index.schools[h.school]
            windows = common_windows(
                self.index.begeleiders[begeleider], request_windows(h, school), h.minutes, self.closed
            )
            intervals: dict[HalfDay, Intervals] = {}
            for half_day, window in windows.items():
                if h.leerling is not None and (h.leerling, half_day) in self.in_group:
                    continue
                intervals[half_day] = (window,)
                if h.target is Target.IB:
                    for start, end in self.ib_meets[h.school, half_day]:
                        intervals[half_day] = cut(intervals[half_day], start, end)
            found = Task(StopKind.VISIT, h.id, self.number[visit_place(h)], h.minutes, intervals)
            self._tasks[hulpvraag, begeleider] = found
        return found

    def fits_ib(self, hulpvraag: str, begeleider: str, half_day: HalfDay) -> bool:
        """Tell whether no other begeleider makes IB visits at the school in that half day."""
        h = self.demand[hulpvraag].hulpvraag
        return h.target is not Target.IB or all(b == begeleider for b in self.ib_visits[h.school, half_day])

    def fits_budgets(self, hulpvraag: str, visits: int) -> bool:
        """Tell whether the hard budgets hold so many visits more."""
        minutes = visits * self.demand[hulpvraag].hulpvraag.minutes
        return all(
            spent + minutes <= limit
            for spent, (limit, paid) in zip(self.spent, self.hard, strict=True)
            if hulpvraag in paid
        )

    def touches(self, served: str, other: str) -> bool:
        """Tell whether serving a request may have changed what another can get: staff, IB or hard budget."""
        begeleider, a, b = self.served[served][0], self.demand[served].hulpvraag, self.demand[other].hulpvraag
        same_ib = a.target is Target.IB and b.target is Target.IB and a.school == b.school
        return (
            begeleider in self.eligible_ids[other]
            or same_ib
            or any(served in paid and other in paid for _, paid in self.hard)
        )

    def free(self, begeleider: str) -> int:
        """Return the working minutes that are left of a contract."""
        return self.limit[begeleider] - self.used[begeleider]

    def best_spot(self, task: Task, begeleider: str, half_day: HalfDay) -> Spot | None:
        """Return the cheapest position for a stop in a half day, contract left aside."""
        if half_day not in task.intervals:
            return None
        day, halves = self.days[begeleider], HALVES[DAY_OF[half_day]]
        early = half_day in MORNINGS
        own = self.halves[begeleider, half_day]
        other = self.halves[begeleider, halves[1 if early else 0]]
        best: Spot | None = None
        old_paid = old_home = 0
        for position in range(len(own) + 1):
            tasks = [*own[:position], task, *own[position:]]
            morning, afternoon = (tasks, other) if early else (other, tasks)
            if not day.allowed(tasks) or day.schedule(morning, afternoon, halves) is None:
                continue
            if day.home(morning, afternoon) >= UNREACHABLE:
                continue
            if best is None:
                old = (own, other) if early else (other, own)
                old_paid, old_home = day.paid(*old), day.home(*old)
            paid = day.paid(morning, afternoon) - old_paid
            travel = paid + (0 if day.pays_home else day.home(morning, afternoon) - old_home)
            found = Spot(half_day, position, paid, travel)
            if best is None or found.cost < best.cost:
                best = found
        return best

    def add(self, hulpvraag: str, begeleider: str, spots: tuple[Spot, ...]) -> None:
        """Put visits in, each at its spot."""
        task, h = self.task(hulpvraag, begeleider), self.demand[hulpvraag].hulpvraag
        for spot in spots:
            self._change(begeleider, spot.half_day, h.minutes + self.region.policy.admin_minutes)
            self.halves[begeleider, spot.half_day].insert(spot.position, task)
            self._change(begeleider, spot.half_day, 0)
            if h.target is Target.IB:
                self.ib_visits[h.school, spot.half_day].append(begeleider)
                self.changes[f"ib:{h.school}"] += 1
        self._spend(hulpvraag, len(spots))
        self.served[hulpvraag] = (begeleider, tuple(s.half_day for s in spots))

    def remove(self, hulpvraag: str) -> tuple[str, tuple[Spot, ...]]:
        """Take all visits of a request out; return what `add` needs to put them back."""
        begeleider, half_days = self.served.pop(hulpvraag)
        h = self.demand[hulpvraag].hulpvraag
        spots = []
        for half_day in half_days:
            tasks = self.halves[begeleider, half_day]
            position = next(i for i, t in enumerate(tasks) if t.kind is StopKind.VISIT and t.item == hulpvraag)
            self._change(begeleider, half_day, -h.minutes - self.region.policy.admin_minutes)
            del tasks[position]
            self._change(begeleider, half_day, 0)
            if h.target is Target.IB:
                self.ib_visits[h.school, half_day].remove(begeleider)
                self.changes[f"ib:{h.school}"] += 1
            spots.append(Spot(half_day, position, 0, 0))
        self._spend(hulpvraag, -len(spots))
        return begeleider, tuple(spots)

    def _change(self, begeleider: str, half_day: HalfDay, work: int) -> None:
        """Note work, and take the day's paid travel out (before a change) or in (after it, `work` 0)."""
        halves = HALVES[DAY_OF[half_day]]
        paid = self.days[begeleider].paid(self.halves[begeleider, halves[0]], self.halves[begeleider, halves[1]])
        self.used[begeleider] += work + (paid if work == 0 else -paid)
        self.version[begeleider, DAY_OF[half_day]] += 1
        self.changes[begeleider] += 1

    def _spend(self, hulpvraag: str, visits: int) -> None:
        minutes = visits * self.demand[hulpvraag].hulpvraag.minutes
        for i, (_, paid) in enumerate(self.hard):
            if hulpvraag in paid:
                self.spent[i] += minutes
                self.changes["budgets"] += 1

    def stamp(self, hulpvraag: str, begeleider: str) -> tuple[int, int, int]:
        """Return what changes whenever somebody's ways to make the visits of a request may have changed."""
        h = self.demand[hulpvraag].hulpvraag
        ib = self.changes[f"ib:{h.school}"] if h.target is Target.IB else 0
        return self.changes[begeleider], ib, self.changes["budgets"] if self.hard else 0

    def occupy(self, begeleider: str, task: Task, half_day: HalfDay) -> bool:
        """Put a session or meeting with a fixed start into a half day, when it fits and the contract allows."""
        spot = self.best_spot(task, begeleider, half_day)
        if spot is None or self.free(begeleider) < task.minutes + spot.paid:
            return False
        self._change(begeleider, half_day, task.minutes)
        self.halves[begeleider, half_day].insert(spot.position, task)
        self._change(begeleider, half_day, 0)
        return True

    def vacate(self, begeleider: str, task: Task, half_day: HalfDay) -> None:
        """Undo `occupy`."""
        self._change(begeleider, half_day, -task.minutes)
        self.halves[begeleider, half_day].remove(task)
        self._change(begeleider, half_day, 0)

    def days_of(self) -> Iterator[tuple[Begeleider, int, list[Task], list[Task]]]:
        """Yield every day with work: begeleider, day number, morning and afternoon stops in order."""
        for b in self.region.begeleiders:
            for number, (am, pm) in enumerate(HALVES):
                morning, afternoon = self.halves[b.id, am], self.halves[b.id, pm]
                if morning or afternoon:
                    yield b, number, morning, afternoon
