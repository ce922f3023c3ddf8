"""From the values of the direct model to a witness plan: stops in order, with times and legs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.domain.demand import active_ids
from optimizer.domain.half_day import DAYS
from optimizer.domain.places import base_place, school_place
from optimizer.domain.plan import Group, Leg, OverlegSlot, Stop, Tour, WeekPlan
from optimizer.domain.vocabulary import LegKind, StopKind, Target
from optimizer.solving.cpsat import IntVar
from optimizer.week.direct.model import DirectModel
from optimizer.week.direct.tours import BASE


@dataclass(frozen=True)
class Task:
    """A stop as the solver timed it, with the span within which it may be moved."""

    stop: Stop
    earliest: int


def week_plan(direct: DirectModel, values: Sequence[int]) -> WeekPlan:
    """Return the witness of a solution, every stop as early as its order allows."""
    reader = _Reader(direct, values)
    region, week = direct.options.region, direct.options.week
    return WeekPlan(
        week=week,
        active=active_ids(region, week),
        tours=tuple(t for key in direct.circuits if (t := reader.tour(key)) is not None),
        groups=groups_of(direct, values),
        overleg=overleg_of(direct, values),
    )


def groups_of(rows: DirectModel, values: Sequence[int]) -> tuple[Group, ...]:
    """Return the groups that are open."""
    return tuple(
        Group(
            id=s.group,
            arrangement=s.arrangement,
            host=s.host,
            half_day=s.half_day,
            start=s.start,
            leader=s.people[0],
            co_leaders=s.people[1:],
            members=s.members,
        )
        for s in rows.groups.chosen(values)
    )


def overleg_of(rows: DirectModel, values: Sequence[int]) -> tuple[OverlegSlot, ...]:
    """Return the overleg that is held."""
    return tuple(
        OverlegSlot(
            id=o.overleg,
            host=o.host,
            half_day=o.half_day,
            start=o.start,
            end=o.start + o.minutes,
            invited=rows.options.index.overleggen[o.overleg].participants,
        )
        for o, held in rows.overleg.items()
        if values[held.index]
    )


class _Reader:
    def __init__(self, direct: DirectModel, values: Sequence[int]) -> None:
        self.direct = direct
        self.values = values
        self.tasks: dict[tuple[str, int], list[Task]] = {}
        self._collect()

    def true(self, variable: IntVar) -> bool:
        return bool(self.values[variable.index])

    def _collect(self) -> None:
        """Gather the stops of every begeleider and day."""
        direct = self.direct
        pinned = {pin.item for pin in direct.options.region.pins if pin.start is not None}
        meeting = {(school, o.half_day) for o, held in direct.overleg.items() if self.true(held) for school in o.ibs}
        for v, made in direct.visits.items():
            if self.true(made):
                start = self.values[direct.starts[v].index]
                h = direct.options.index.hulpvragen[v.hulpvraag]
                # an IB who meets somebody else too, or a start the pins speak of, keeps the solver's time
                fixed = (h.target is Target.IB and (h.school, v.half_day) in meeting) or h.id in pinned
                stop = Stop(
                    kind=StopKind.VISIT,
                    item=v.hulpvraag,
                    half_day=v.half_day,
                    place=v.place,
                    start=start,
                    end=start + v.minutes,
                )
                self._put(v.begeleider, Task(stop, start if fixed else v.earliest))
        for s in direct.groups.chosen(self.values):
            self._meet(s.people, StopKind.SESSION, s.group, s.host, s)
        for o, held in direct.overleg.items():
            if self.true(held):
                self._meet(o.people, StopKind.OVERLEG, o.overleg, o.host, o)

    def _meet(self, people: Sequence[str], kind: StopKind, item: str, host: str, option: object) -> None:
        half_day, start, minutes = option.half_day, option.start, option.minutes  # type: ignore[attr-defined]
        stop = Stop(kind=kind, item=item, half_day=half_day, place=school_place(host), start=start, end=start + minutes)
        for person in people:
            self._put(person, Task(stop, start))

    def _put(self, begeleider: str, task: Task) -> None:
        self.tasks.setdefault((begeleider, task.stop.half_day.day.order), []).append(task)

    def tour(self, key: tuple[str, int]) -> Tour | None:
        """Return the tour of a begeleider and day, or nothing when the day is empty."""
        tasks = self.tasks.get(key)
        if not tasks:
            return None
        direct, (begeleider, day) = self.direct, key
        rank = self._node_order(key)
        tasks = sorted(tasks, key=lambda t: (rank[t.stop.half_day, t.stop.place], t.stop.start, t.stop.item))
        mode = direct.options.index.begeleiders[begeleider].mode
        matrix, min_break = direct.options.matrix, direct.options.region.policy.min_break
        stops: list[Stop] = []
        legs: list[Leg] = []
        base = here = base_place(begeleider)
        for task in [*tasks, None]:
            there = base if task is None else task.stop.place
            minutes, metres = matrix.minutes(mode, here, there), matrix.metres(mode, here, there)
            if minutes is None or metres is None:
                raise AssertionError(f"the model took an unreachable leg from {here} to {there}")
            last = stops[-1] if stops else None
            kind = LegKind.HOME
            if task is not None and last is not None:
                same_half = last.half_day is task.stop.half_day
                kind = LegKind.BETWEEN if same_half else LegKind.MIDDAY
                ready = last.end + minutes + (0 if same_half else min_break)
                stops.append(_moved(task, max(task.earliest, ready)))
            elif task is not None:
                stops.append(_moved(task, task.earliest))
            legs.append(Leg(origin=here, destination=there, minutes=minutes, metres=metres, kind=kind))
            here = there
        return Tour(begeleider=begeleider, day=DAYS[day], stops=tuple(stops), legs=tuple(legs))

    def _node_order(self, key: tuple[str, int]) -> dict[tuple[object, str], int]:
        """Follow the circuit from the base and return the position of every place in every half day."""
        tour = self.direct.circuits[key]
        after = {arc.tail: arc.head for arc in tour.arcs if self.true(arc.literal)}
        rank: dict[tuple[object, str], int] = {}
        node = after.get(BASE, BASE)
        while node != BASE:
            found = tour.nodes[node - 1]
            rank[found.half_day, found.place] = len(rank)
            node = after[node]
        return rank


def _moved(task: Task, start: int) -> Stop:
    """Return the stop at a start: never later than the solver had it, since its order is kept."""
    stop = task.stop
    if start > stop.start:
        raise AssertionError(f"{stop.item} cannot keep its order at its time")
    return stop.model_copy(update={"start": start, "end": start + stop.end - stop.start})
