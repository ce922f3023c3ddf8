"""The plan at hand, and the best plan that serves an item all the same: wider and wider, as far as time allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from types import TracebackType
from typing import Self

from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.explain import Change, Displaced, Freedom, FreedomKind, ItemKind
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.keeping import keeping_half_days
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Pin, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import StageKey, Target
from optimizer.explain.alone import World
from optimizer.explain.cleared import cleared
from optimizer.explain.facts import possible
from optimizer.explain.goal import Goal, is_served, priority_of
from optimizer.explain.insert import Inserter
from optimizer.rules.check import check_week, stage_values, unserved
from optimizer.rules.view import WeekView
from optimizer.solving.limits import Limits, Meter
from optimizer.week import again
from optimizer.week.again import Asking, Force

SMALL = 300
"""Options up to which everything may change at once."""
Values = dict[StageKey, int]


@dataclass(frozen=True)
class Tried:
    """The best plan that serves an item, of those looked at.

    Attributes
    ----------
    plan
        Null when none was found.
    impossible
        Whether it is certain that there is none.
    proven
        Whether no plan at all is better.
    """

    plan: WeekPlan | None
    values: Values
    freedom: Freedom
    proven: bool = False
    impossible: bool = False


@dataclass(eq=False)
class Around:
    """A plan at hand with what is known of it. Use it as a context manager.

    Parameters
    ----------
    bounds
        Proven bounds of the plan's stages, where they are known.
    """

    region: Region
    matrix: TravelMatrix
    base: WeekPlan
    bounds: Mapping[StageKey, int] = field(default_factory=dict)
    seed: int = 0

    def __post_init__(self) -> None:
        """Take the region as it is with the half days that schools keep."""
        self.region = keeping_half_days(self.region, self.region.previous)
        self._asking: Asking | None = None

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes that solved programs."""
        self.close()

    def close(self) -> None:
        """End the processes that solved programs."""
        if self._asking is not None:
            self._asking.close()
            self._asking = None

    @property
    def world(self) -> World:
        """The region with its travel."""
        return World(self.region, self.matrix)

    @property
    def asking(self) -> Asking:
        """Questions about the plan."""
        if self._asking is None:
            self._asking = Asking(self.region, self.matrix, self.base, self.seed)
        return self._asking

    @property
    def small(self) -> bool:
        """Whether everything may change at once."""
        options = self.asking.options
        return len(options.visits) + len(options.sessions) + len(options.overleg) <= SMALL

    @cached_property
    def values(self) -> Values:
        """The stages of the plan at hand, in the policy's order."""
        return stage_values(self.region, self.base, self.matrix)

    @cached_property
    def missing(self) -> dict[str, int]:
        """Minutes not served, by item."""
        return {one.id: one.minutes for one in unserved(self.region, self.base, self.matrix)}

    @cached_property
    def view(self) -> WeekView:
        """The plan as the rules see it."""
        return WeekView(self.region, self.base, self.matrix)

    @cached_property
    def proven(self) -> frozenset[StageKey]:
        """The stages whose value is proven to be the least, with all before it."""
        found: list[StageKey] = []
        for key, value in self.values.items():
            if self.bounds.get(key) != value:
                break
            found.append(key)
        return frozenset(found)

    def edited(self, region: Region, matrix: TravelMatrix | None = None) -> Around:
        """Return the same plan in an edited region."""
        return Around(region, self.matrix if matrix is None else matrix, self.base, {}, self.seed)

    def ok(self, plan: WeekPlan) -> bool:
        """Tell whether a plan keeps every rule."""
        return not check_week(self.region, plan, self.matrix)

    def changes(self, values: Values) -> tuple[Change, ...]:
        """Return the stages that have another value, in order."""
        return tuple(
            Change(key=key, before=before, after=values[key])
            for key, before in self.values.items()
            if values[key] != before
        )

    def displaced(self, plan: WeekPlan, item: str) -> tuple[Displaced, ...]:
        """Return the other items that are served less, then those served more, in the order of the region."""
        after = {one.id: one.minutes for one in unserved(self.region, plan, self.matrix)}
        found = [
            Displaced(item=one, minutes=change, priority=priority_of(self.region, one))
            for one in dict.fromkeys([*after, *self.missing])
            if one != item and (change := after.get(one, 0) - self.missing.get(one, 0))
        ]
        return tuple(sorted(found, key=lambda one: one.minutes < 0))

    # the best plan that serves an item

    def forced(self, goal: Goal, seconds: float) -> Tried:
        """Return the best plan found that serves an item so."""
        meter = Meter(Limits(seconds, None))
        if self.small:
            return self._answer(goal, self._solved(goal, meter, None), Freedom(kind=FreedomKind.ALL))
        best = Tried(None, {}, Freedom(kind=FreedomKind.ALONE))
        for people, plan in self._plans(goal, meter):
            if plan is None or not is_served(self.region, goal, plan) or not self.ok(plan):
                continue
            values = stage_values(self.region, plan, self.matrix)
            if best.plan is None or tuple(values.values()) < tuple(best.values.values()):
                best = Tried(plan, values, Freedom(kind=FreedomKind.BEGELEIDERS, begeleiders=people))
        return best

    def _answer(self, goal: Goal, found: Sequence[again.Again], freedom: Freedom) -> Tried:
        plans = [one.plan for one in found if one.plan is not None and is_served(self.region, goal, one.plan)]
        valued = [(stage_values(self.region, plan, self.matrix), plan) for plan in plans if self.ok(plan)]
        proven = all(one.proven for one in found)
        if not valued:
            return Tried(None, {}, freedom, proven=proven, impossible=proven and not plans)
        values, plan = min(valued, key=lambda one: tuple(one[0].values()))
        return Tried(plan, values, freedom, proven=proven)

    def _solved(self, goal: Goal, meter: Meter, free: frozenset[tuple[str, HalfDay]] | None) -> list[again.Again]:
        """Return the best plans within a freedom: one, or one a group that a leerling could be a member of."""
        if goal.leerling is None:
            force = forces_of(self.region, goal)
            return [self.asking.solve(meter, freedom=again.Freedom(half_days=free), force=force)]
        found = []
        for group in self._groups(goal.item):
            pin = Pin(item=group, members=(goal.leerling,))
            region = self.region.model_copy(update={"pins": (*self.region.pins, pin)})
            with Asking(region, self.matrix, self.base, self.seed) as asking:
                force = forces_of(region, replace(goal, item=group))
                found.append(asking.solve(meter, freedom=again.Freedom(half_days=free), force=force))
        return found

    def _groups(self, arrangement: str) -> list[str]:
        """Return the groups a leerling could be in: those that are open, and one more."""
        opened = [group.id for group in self.base.groups if group.arrangement == arrangement]
        most = next(a.max_groups for a in self.region.arrangementen if a.id == arrangement)
        every = (f"{arrangement}#{n}" for n in range(1, most + 1))
        return [*opened, *[group for group in every if group not in opened][:1]]

    def _plans(self, goal: Goal, meter: Meter) -> Iterator[tuple[tuple[str, ...], WeekPlan | None]]:
        """Yield plans that may serve an item, of ever more freedom, with whose half days changed."""
        for who, plan in self._inserted(goal, meter):
            yield (who,), plan
        yield from cleared(self.world, self.base, goal)
        chances = self._chances(goal)
        if not chances:
            return
        for free in chances:
            if meter.exhausted:
                return
            people = tuple(dict.fromkeys(b for b, _ in free))
            left = meter.seconds_left
            share = Meter(Limits(None if left is None else left / 2, None))
            for one in self._solved(goal, share, frozenset(free)):
                yield people, one.plan

    def _inserted(self, goal: Goal, meter: Meter) -> Iterator[tuple[str, WeekPlan]]:
        """Yield plans in which a hulpvraag takes the place of few others of its begeleider and half day."""
        if goal.kind is not ItemKind.HULPVRAAG:
            return
        inserter = Inserter(self.world, self.base, goal)
        tried: set[frozenset[str]] = set()
        for who, half_day in possible(self.world, goal):
            if goal.begeleider not in (None, who):
                continue
            there = [w.item for w in self.view.half_days.get((who, half_day), ()) if w.item in self.view.demand]
            singles = sorted(there, key=self._standing)
            few = [(), *((one,) for one in singles), *combinations(singles[:4], 2), tuple(there)]
            calls = self._at_the_ib(goal, half_day)
            for gone in (frozenset(some) | calls for some in few):
                if gone in tried or meter.exhausted:
                    continue
                tried.add(gone)
                yield from ((who, plan) for plan in inserter.plans(half_day, gone))
        yield from self._cleared(goal, inserter, meter)

    def _at_the_ib(self, goal: Goal, half_day: HalfDay) -> frozenset[str]:
        """Return the visits to the IB whom a visit asks too, in a half day: nobody else may come then."""
        asked = self.view.demand[goal.item].hulpvraag
        if asked.target is not Target.IB:
            return frozenset()
        return frozenset(
            v.hulpvraag.id
            for v in self.view.all_visits
            if v.half_day is half_day and v.hulpvraag.target is Target.IB and v.hulpvraag.school == asked.school
        ) - {goal.item}

    def _cleared(self, goal: Goal, inserter: Inserter, meter: Meter) -> Iterator[tuple[str, WeekPlan]]:
        """Yield plans for which more and more is taken from a begeleider, first what is missed least."""
        for who in dict.fromkeys(who for who, _ in possible(self.world, goal) if goal.begeleider in (None, who)):
            theirs = {v.hulpvraag.id for v in self.view.all_visits if v.begeleider.id == who} & set(self.view.demand)
            ordered = sorted(theirs, key=lambda item: (*self._standing(item), item))
            for count in (3, 5, 8, len(ordered)):
                plans = () if meter.exhausted else inserter.plans(goal.half_day, frozenset(ordered[:count]))
                first = next(((who, plan) for plan in plans), None)
                if first is not None:
                    yield first
                    break

    def _standing(self, item: str) -> tuple[int, int]:
        """Sort items: first what is missed least."""
        demand = self.view.demand[item]
        order = list(type(demand.priority))
        return -order.index(demand.priority), demand.hulpvraag.minutes

    def _chances(self, goal: Goal) -> list[list[tuple[str, HalfDay]]]:
        """Return freedoms to look in: the half days of each who could serve it, those with most time first."""
        by_person: dict[str, list[HalfDay]] = {}
        for who, half_day in possible(self.world, goal):
            by_person.setdefault(who, []).append(half_day)
        if goal.kind is not ItemKind.HULPVRAAG:
            return self._together(goal, by_person)
        order = sorted(by_person, key=self._left, reverse=True)
        order = [who for who in order if goal.begeleider in (None, who)]
        first = [[(who, half_day) for half_day in by_person[who]] for who in order]
        wide = [[(who, half_day) for half_day in HALF_DAYS] for who in order[:1]]
        return [*first, *wide]

    def _together(self, goal: Goal, by_person: dict[str, list[HalfDay]]) -> list[list[tuple[str, HalfDay]]]:
        """Return, half day by half day, those who could be there; with who visits about the leerling.

        Half days in which it takes place already, or in which fewest have work, come first.
        """
        about = [v for v in self.view.all_visits if goal.leerling is not None and v.hulpvraag.leerling == goal.leerling]
        visiting = [(v.begeleider.id, v.half_day) for v in about]
        met = {group.half_day for group in self.base.groups if group.arrangement == goal.item}
        of_half_day: dict[HalfDay, list[str]] = {}
        for who, own in by_person.items():
            for half_day in own:
                of_half_day.setdefault(half_day, []).append(who)

        def busy(half_day: HalfDay) -> tuple[bool, int, int]:
            work = sum(len(self.view.half_days.get((who, half_day), ())) for who in of_half_day[half_day])
            return half_day not in met, work, half_day.order

        return [[*((who, h) for who in of_half_day[h]), *visiting] for h in sorted(of_half_day, key=busy)]

    def _left(self, who: str) -> int:
        b = next(one for one in self.region.begeleiders if one.id == who)
        return b.contract_minutes - b.reserved_minutes - self.view.working_minutes[who]


def forces_of(region: Region, goal: Goal) -> tuple[Force, ...]:
    """Return what a goal forces."""
    if goal.kind is not ItemKind.HULPVRAAG:
        return (Force(goal.item, goal.begeleider, goal.half_day, goal.host),)
    due = next((d.due for d in active_hulpvragen(region) if d.hulpvraag.id == goal.item), 1)
    whole = Force(goal.item, goal.begeleider, visits=due)
    if goal.half_day is None:
        return (whole,)
    return whole, Force(goal.item, goal.begeleider, goal.half_day)
