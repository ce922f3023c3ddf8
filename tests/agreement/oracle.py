"""A brute-force oracle for tiny regions: the best week plan there is, judged by the rules and by nothing else.

It tries, for every hulpvraag, no service or a begeleider with a set of half days; every group closed, or open at any
host, half day and session start, with any leader, co-leaders and members; every overleg not held, or at any host, half
day and session start; and in every day every order of the stops (`tests.agreement.days` says why its clock times are
enough). Whatever is chosen is built as a complete witness and judged by `rules.check`; stage values come out of the
rules too: what an item adds to the stages that add up over items is measured on a plan with that item alone, and what
depends on the numbers of visits on a plan with these numbers. The values of the plan that is returned are those of the
whole plan, and must equal what the search thought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from optimizer.domain.half_day import HalfDay
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Group, OverlegSlot, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import RuleKey, RunningPolicy, StageKey
from optimizer.rules.check import check_week, stage_values
from optimizer.rules.registry import RULES
from optimizer.rules.view import WeekView
from tests.agreement.items import Choice, Items, Work
from tests.rules.witness import At, week_plan

BY_COUNT = (
    StageKey.BUDGET_OVERRUN,
    StageKey.FAIRNESS_KRING,
    StageKey.FAIRNESS_BESTUUR,
    StageKey.SCHOOLS_UNSERVED,
)
"""Stages that depend on how often each hulpvraag is visited, and on nothing else."""
BY_ROUTE = (StageKey.TRAVEL, StageKey.BALANCE)
Vector = tuple[int, ...]


@dataclass
class Kind:
    """Choices of one item that have the same begeleider and add the same to every stage."""

    adds: Vector
    count: int
    begeleider: str | None
    choices: list[Choice] = field(default_factory=list)


def best(region: Region, matrix: TravelMatrix) -> tuple[dict[StageKey, int], WeekPlan] | None:
    """Return the lexicographically smallest stage values and a plan that has them.

    Nothing is returned only when policy ``running: hard`` cannot be kept.
    """
    return _Search(region, matrix).run()


class _Search:
    def __init__(self, region: Region, matrix: TravelMatrix) -> None:
        self.region, self.matrix = region, matrix
        self.items = Items(region, matrix)
        self.order = region.policy.stage_order()
        self.nothing = stage_values(region, week_plan(region, matrix), matrix)
        self._by_count: dict[tuple[int, ...], dict[StageKey, int] | None] = {}

    def run(self) -> tuple[dict[StageKey, int], WeekPlan] | None:
        found: tuple[Vector, WeekPlan] | None = None
        for optimistic, kinds in self._kinds():
            if found is not None and optimistic >= found[0]:
                break
            for choices in self._arranged(kinds):
                found = self._routed(optimistic, choices, found)
        if found is None:
            return None
        return dict(zip(self.order, found[0], strict=True)), found[1]

    # which combinations there are

    def _kinds(self) -> list[tuple[Vector, tuple[Kind, ...]]]:
        """Return every combination of kinds with its stage values, travel and balance taken as 0, best first."""
        per_item = [self._grouped(choices) for choices in self.items.choices()]
        found = []
        for kinds in product(*per_item):
            if self._overworked(kinds):
                continue
            counts = self._of_count(tuple(kind.count for kind in kinds if kind.count >= 0))
            if counts is None:
                continue
            values = []
            for position, key in enumerate(self.order):
                if key in BY_ROUTE:
                    values.append(0)
                elif key in BY_COUNT:
                    values.append(counts[key])
                else:
                    values.append(self.nothing[key] + sum(kind.adds[position] for kind in kinds))
            kept = values[self.order.index(StageKey.RUNNING_BROKEN)] == 0
            if kept or self.region.policy.running is not RunningPolicy.HARD:
                found.append((tuple(values), kinds))
        return sorted(found, key=lambda one: one[0])

    def _grouped(self, choices: Sequence[Choice]) -> list[Kind]:
        """Put choices together that add the same."""
        kinds: dict[tuple[Vector, int, str | None], Kind] = {}
        alike: set[object] = set()
        for choice in choices:
            plan = self.items.alone(choice)
            assert plan is not None
            alone = stage_values(self.region, plan, self.matrix)
            fixed = (*BY_COUNT, *BY_ROUTE)
            adds = tuple(0 if key in fixed else alone[key] - self.nothing[key] for key in self.order)
            count = len(choice.half_days) if choice.item in self.items.demand else -1
            if choice.group is not None:
                # of groups that differ in members of whom nothing else is asked, and add the same, one will do
                same = (adds, choice.group.model_copy(update={"members": self._asked_members(choice.group)}))
                if same in alike:
                    continue
                alike.add(same)
            kind = kinds.setdefault((adds, count, choice.begeleider), Kind(adds, count, choice.begeleider))
            kind.choices.append(choice)
        return list(kinds.values())

    def _asked_members(self, group: Group) -> tuple[str, ...]:
        several = sum(a.max_groups for a in self.region.arrangementen) > 1
        asked = self.items.asked_about()
        return tuple(m for m in group.members if several or m in asked)

    def _overworked(self, kinds: Sequence[Kind]) -> bool:
        """Tell whether the visits alone, without any travel, are more than somebody's contract."""
        minutes: dict[str, int] = defaultdict(int)
        for kind in kinds:
            if kind.begeleider is not None and kind.count > 0:
                each = self.items.demand[kind.choices[0].item].hulpvraag.minutes + self.region.policy.admin_minutes
                minutes[kind.begeleider] += kind.count * each
        return any(m > self._contract(who) for who, m in minutes.items())

    def _contract(self, begeleider: str) -> int:
        found = self.items.index.begeleiders[begeleider]
        return found.contract_minutes - found.reserved_minutes

    def _of_count(self, counts: tuple[int, ...]) -> dict[StageKey, int] | None:
        """Return the stages that depend on the numbers of visits only, per hulpvraag in order.

        Nothing when these numbers break the rule `budget`, which depends on them only too.
        """
        if counts not in self._by_count:
            who = self.region.begeleiders[0].id if self.region.begeleiders else ""
            visits = [
                At(who, item, half_day, 0)
                for item, count in zip(self.items.demand, counts, strict=True)
                for half_day in tuple(HalfDay)[:count]
            ]
            plan = week_plan(self.region, self.matrix, visits)
            values = stage_values(self.region, plan, self.matrix)
            broken = any(RULES[RuleKey.BUDGET](WeekView(self.region, plan, self.matrix)))
            self._by_count[counts] = None if broken else {key: values[key] for key in BY_COUNT}
        return self._by_count[counts]

    # what fits together, and how

    def _arranged(self, kinds: Sequence[Kind]) -> Iterator[tuple[list[Choice], Work]]:
        """Yield every choice out of the kinds whose work fits in the days, one begeleider and day at a time."""

        def extend(
            number: int, chosen: list[Choice], work: Work, slots: tuple[OverlegSlot, ...]
        ) -> Iterator[tuple[list[Choice], Work]]:
            if number == len(kinds):
                yield list(chosen), work
                return
            for choice in kinds[number].choices:
                more = self.items.with_choice(work, choice, slots)
                if more is not None:
                    held = slots if choice.slot is None else (*slots, choice.slot)
                    yield from extend(number + 1, [*chosen, choice], more, held)

        yield from extend(0, [], {}, ())

    # how good it is

    def _routed(
        self,
        optimistic: Vector,
        arranged: tuple[list[Choice], Work],
        found: tuple[Vector, WeekPlan] | None,
    ) -> tuple[Vector, WeekPlan] | None:
        """Return the better of what was found and the best way to do the work of some choices."""
        choices, work = arranged
        fixed: dict[str, int] = defaultdict(int)
        for (who, _), tasks in work.items():
            for task in tasks:
                admin = self.region.policy.admin_minutes if task.item in self.items.demand else 0
                fixed[who] += task.minutes + admin
        ways = self.items.ways(work)
        for options in product(*ways.values()):
            picked = dict(zip(ways, options, strict=True))
            working = dict(fixed)
            for (who, _), way in picked.items():
                working[who] += way.paid
            if any(minutes > self._contract(who) for who, minutes in working.items()):
                continue
            vector = self._vector(optimistic, sum(way.travel for way in options), working)
            if found is not None and vector >= found[0]:
                continue
            plan = self.items.plan(choices, picked)
            if not check_week(self.region, plan, self.matrix):
                values = stage_values(self.region, plan, self.matrix)
                assert tuple(values.values()) == vector, "the search and the rules add up differently"
                found = (vector, plan)
        return found

    def _vector(self, optimistic: Vector, travel: int, working: Mapping[str, int]) -> Vector:
        balance = 0
        for who, minutes in working.items():
            begeleider = self.items.index.begeleiders[who]
            if begeleider.institute is None and begeleider.contract_minutes > 0:
                balance = max(balance, -(-1000 * minutes // begeleider.contract_minutes))
        by_route = {StageKey.TRAVEL: travel, StageKey.BALANCE: balance}
        return tuple(by_route.get(key, value) for key, value in zip(self.order, optimistic, strict=True))
