"""A brute-force oracle of the joint plan: every placement, with every week of the region it activates.

It rests on the oracles of the two halves: `tests.agreement.placement.oracle` yields every assignment in which no place
is overfull, `tests.agreement.items` every choice of every item of a week. Whatever is chosen is built as complete
witnesses and judged by `check_joint`; values come out of `joint_stage_values`: what an item adds is measured on a week
with that item alone, what depends on the numbers of visits on a week with these numbers, and what support is missing by
`tests.agreement.joint.least`. The values of the plan that is returned must equal what the search thought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from optimizer.domain.half_day import HalfDay
from optimizer.domain.joint import JointKey, joint_stages
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.placement import PlacementPlan, PlacementStage
from optimizer.domain.plan import Group, OverlegSlot, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import RuleKey, RunningPolicy, StageKey
from optimizer.rules.joint.check import check_joint, joint_stage_values
from optimizer.rules.joint.view import JointView
from optimizer.rules.registry import RULES
from optimizer.rules.view import WeekView
from tests.agreement.items import Choice, Items, Work
from tests.agreement.joint.least import Given, Least, supported
from tests.agreement.oracle import BY_COUNT, BY_ROUTE
from tests.agreement.placement.oracle import Oracle
from tests.agreement.placement.plans import plan_of
from tests.rules.witness import At, week_plan

Vector = tuple[int, ...]
Values = dict[JointKey, int]
Found = tuple[Values, WeekPlan, PlacementPlan]


@dataclass
class Kind:
    """Choices of one item that have the same begeleider and seats, and add the same to every stage."""

    adds: Vector
    count: int
    begeleider: str | None
    seated: tuple[str, frozenset[str]] | None
    choices: list[Choice] = field(default_factory=list)


def best(region: Region, matrix: TravelMatrix) -> Found | None:
    """Return the lexicographically smallest values with a plan that has them; nothing where no plan keeps the rules."""
    facts = Oracle(region, matrix)
    searches = [_Search(region, matrix, plan_of(facts.facts, one)) for one in facts.assignments()]
    return _best(searches)


def best_week(region: Region, matrix: TravelMatrix, placement: PlacementPlan) -> Found | None:
    """Return the best with these placements; what support they had is decided anew."""
    return _best([_Search(region, matrix, placement)])


def _best(searches: Sequence[_Search]) -> Found | None:
    """Return the best of all searches: combinations of kinds in the order of what they come to at best."""
    every = [
        (vector, number, kinds, given) for number, one in enumerate(searches) for vector, kinds, given in one.kinds()
    ]
    every.sort(key=lambda one: one[0])
    found: tuple[Vector, WeekPlan, PlacementPlan] | None = None
    for optimistic, number, kinds, given in every:
        if found is not None and optimistic >= found[0]:
            break
        found = searches[number].routed(optimistic, kinds, given, found)
    if found is None:
        return None
    return dict(zip(searches[0].order, found[0], strict=True)), found[1], found[2]


class _Search:
    """The weeks with the placements of one assignment."""

    def __init__(self, region: Region, matrix: TravelMatrix, placement: PlacementPlan) -> None:
        self.region, self.matrix, self.placement = region, matrix, placement
        self.view = JointView(region, WeekPlan(week=region.week), placement, matrix)
        self.asked = self.view.activation.activated
        self.requests = {request.id: need for need, request in self.view.activation.requests.items()}
        self.needing = {leerling for leerling, _ in self.view.activation.asked}
        self.items = Items(self.asked, matrix)
        self.least = Least(self.view)
        self.order = joint_stages(region.policy)
        self.nothing = self._values(week_plan(self.asked, matrix))
        self._by_count: dict[tuple[int, ...], Values | None] = {}

    def _values(self, plan: WeekPlan) -> Values:
        return joint_stage_values(self.region, plan, self.placement, self.matrix)

    # which combinations there are

    def kinds(self) -> Iterator[tuple[Vector, tuple[Kind, ...], Given]]:
        """Yield every combination of kinds with its values, travel and balance taken as 0, and the support."""
        per_item = [self._grouped(choices) for choices in self.items.choices()]
        for kinds in product(*per_item):
            if self._overworked(kinds):
                continue
            counts = self._of_count(tuple(kind.count for kind in kinds if kind.count >= 0))
            if counts is None:
                continue
            given = self._support(kinds)
            values = []
            for position, key in enumerate(self.order):
                if key is PlacementStage.SUPPORT_MISSING:
                    values.append(given.missing)
                elif key in BY_ROUTE:
                    values.append(0)
                elif key in BY_COUNT:
                    values.append(counts[key])
                else:
                    values.append(self.nothing[key] + sum(kind.adds[position] for kind in kinds))
            kept = values[self.order.index(StageKey.RUNNING_BROKEN)] == 0
            if kept or self.region.policy.running is not RunningPolicy.HARD:
                yield tuple(values), kinds, given

    def _grouped(self, choices: Sequence[Choice]) -> list[Kind]:
        """Put choices together that add the same and seat the same of those who need support."""
        kinds: dict[tuple[object, ...], Kind] = {}
        alike: set[object] = set()
        fixed = {*BY_COUNT, *BY_ROUTE, PlacementStage.SUPPORT_MISSING}
        for choice in choices:
            plan = self.items.alone(choice)
            assert plan is not None
            alone = self._values(plan)
            adds = tuple(0 if key in fixed else alone[key] - self.nothing[key] for key in self.order)
            count = len(choice.half_days) if choice.item in self.items.demand else -1
            seated = None
            if choice.group is not None:
                seated = (choice.group.arrangement, frozenset(choice.group.members) & self.needing)
                # of groups that differ in members of whom nothing else is asked, and add the same, one will do
                same = (adds, choice.group.model_copy(update={"members": self._asked_members(choice.group)}))
                if same in alike:
                    continue
                alike.add(same)
            key = (adds, count, choice.begeleider, seated)
            kind = kinds.setdefault(key, Kind(adds, count, choice.begeleider, seated))
            kind.choices.append(choice)
        return list(kinds.values())

    def _asked_members(self, group: Group) -> tuple[str, ...]:
        several = sum(a.max_groups for a in self.region.arrangementen) > 1
        asked = self.items.asked_about() | self.needing
        return tuple(m for m in group.members if several or m in asked)

    def _support(self, kinds: Sequence[Kind]) -> Given:
        visits = {
            self.requests[kind.choices[0].item]: kind.begeleider
            for kind in kinds
            if kind.count > 0 and kind.choices[0].item in self.requests and kind.begeleider is not None
        }
        seats: dict[str, frozenset[str]] = {}
        for kind in kinds:
            if kind.seated is not None:
                for member in kind.seated[1]:
                    seats[member] = seats.get(member, frozenset()) | {kind.seated[0]}
        return self.least.of(visits, seats)

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

    def _of_count(self, counts: tuple[int, ...]) -> Values | None:
        """Return the stages that depend on the numbers of visits only; nothing when these break a hard budget."""
        if counts not in self._by_count:
            visits = [
                At(self.region.begeleiders[0].id, item, half_day, 0)
                for item, count in zip(self.items.demand, counts, strict=True)
                for half_day in tuple(HalfDay)[:count]
            ]
            plan = week_plan(self.asked, self.matrix, visits)
            broken = any(RULES[RuleKey.BUDGET](WeekView(self.asked, plan, self.matrix)))
            self._by_count[counts] = None if broken else self._values(plan)
        return self._by_count[counts]

    # what fits together, and how good it is

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

    def routed(
        self,
        optimistic: Vector,
        kinds: Sequence[Kind],
        given: Given,
        found: tuple[Vector, WeekPlan, PlacementPlan] | None,
    ) -> tuple[Vector, WeekPlan, PlacementPlan] | None:
        """Return the better of what was found and the best way to do the work of some kinds."""
        placement = self.placement.model_copy(
            update={"placements": tuple(supported(one, given) for one in self.placement.placements)}
        )
        for choices, work in self._arranged(kinds):
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
                verdict = check_joint(self.region, plan, placement, self.matrix)
                assert verdict.placement.ok, verdict.placement.violations
                if verdict.ok:
                    values = joint_stage_values(self.region, plan, placement, self.matrix)
                    assert tuple(values.values()) == vector, "the search and the rules add up differently"
                    found = (vector, plan, placement)
        return found

    def _vector(self, optimistic: Vector, travel: int, working: Mapping[str, int]) -> Vector:
        balance = 0
        for who, minutes in working.items():
            begeleider = self.items.index.begeleiders[who]
            if begeleider.institute is None and begeleider.contract_minutes > 0:
                balance = max(balance, -(-1000 * minutes // begeleider.contract_minutes))
        by_route: Mapping[JointKey, int] = {StageKey.TRAVEL: travel, StageKey.BALANCE: balance}
        return tuple(by_route.get(key, value) for key, value in zip(self.order, optimistic, strict=True))
