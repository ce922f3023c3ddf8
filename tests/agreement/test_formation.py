"""Which groups open, for whom: the same values as a model of its own that asks the rules about every single choice.

That model knows nothing of the solver. Of every arrangement it tries each host, half day and team as a group without
members, and each leerling as its only member; the rules say which of these may be, and what each adds to the stages.
What is left is to choose: no begeleider, room or leerling twice in a half day, and so many members in a group.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import permutations

import pytest
from ortools.sat.python import cp_model

import optimizer
from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.calendar import open_half_days
from optimizer.domain.half_day import HalfDay
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Group
from optimizer.domain.region import Region
from optimizer.domain.result import Status
from optimizer.domain.vocabulary import RuleKey, RunningPolicy, StageKey
from optimizer.rules.check import check_week, stage_values, unserved
from tests.agreement.gatherings import gatherings
from tests.rules.witness import week_plan

SEEDS = range(50)
CHUNK = 10
UNMET = (StageKey.UNMET_URGENT, StageKey.UNMET_NORMAL, StageKey.UNMET_LOW)
STAGES: tuple[StageKey, ...] = (StageKey.RUNNING_BROKEN, *UNMET)
Values = dict[StageKey, int]


@dataclass(frozen=True)
class Way:
    """A group at a host, in a half day, with a team."""

    host: str
    half_day: HalfDay
    people: tuple[str, ...]
    running: int
    """What it adds to `running_broken` as the first group of its arrangement."""


class Formation:
    """The choices of a week, and the best of them."""

    def __init__(self, region: Region, matrix: TravelMatrix) -> None:
        self.region, self.matrix = region, matrix
        self.nothing = self.values()
        self.ways = {a.id: self._ways(a) for a in region.arrangementen}
        self.seats = {a.id: self._seats(a) for a in region.arrangementen}

    def values(self, *groups: Group) -> Values:
        found = stage_values(self.region, week_plan(self.region, self.matrix, groups=groups), self.matrix)
        return {key: found[key] for key in self.region.policy.stage_order() if key in STAGES}

    def broken(self, group: Group) -> set[RuleKey]:
        """What a group that is alone in the week is against, its number of members and `running` aside."""
        plan = week_plan(self.region, self.matrix, groups=[group])
        aside = {RuleKey.GROUP_SIZE, RuleKey.RUNNING}
        return {v.rule for v in check_week(self.region, plan, self.matrix)} - aside

    def group(self, a: Groepsarrangement, host: str, half_day: HalfDay, *people: str, member: str = "") -> Group:
        (start,) = self.region.policy.starts_in(half_day)
        return Group(
            id=f"{a.id}#1",
            arrangement=a.id,
            host=host,
            half_day=half_day,
            start=start,
            leader=people[0],
            co_leaders=people[1:],
            members=(member,) if member else (),
        )

    def _ways(self, a: Groepsarrangement) -> list[Way]:
        found = []
        for half_day in open_half_days(self.region.calendar, self.region.week):
            for host in a.hosts:
                for people in permutations([b.id for b in self.region.begeleiders], 1 + len(a.co_leaders)):
                    group = self.group(a, host, half_day, *people)
                    if half_day in a.half_days and not self.broken(group):
                        key = StageKey.RUNNING_BROKEN
                        found.append(Way(host, half_day, people, self.values(group)[key] - self.nothing[key]))
        return found

    def _seats(self, a: Groepsarrangement) -> dict[tuple[str, str], Values]:
        """What a seat adds, by leerling and host, of those that may be."""
        found: dict[tuple[str, str], Values] = {}
        team = [b.id for b in self.region.begeleiders][: 1 + len(a.co_leaders)]
        for host in a.hosts:
            for member in a.candidates:
                group = self.group(a, host, a.half_days[0], *team, member=member)
                if not self.broken(group) & {RuleKey.GROUP_MEMBER, RuleKey.GROUP_TRAVEL}:
                    values = self.values(group)
                    found[member, host] = {key: values[key] - self.nothing[key] for key in UNMET}
        return found

    def may_open(self, a: Groepsarrangement) -> bool:
        """Tell whether some group of an arrangement could meet, if nothing else did."""
        able = Counter(host for _, host in self.seats[a.id])
        return any(able[way.host] >= a.size.min for way in self.ways[a.id])

    def best(self) -> Values | None:
        """Return the least values of the stages in the order of the policy; nothing if `running: hard` is in vain."""
        chosen = _Chosen(self)
        model, adds = chosen.model, chosen.adds
        if self.region.policy.running is RunningPolicy.HARD:
            model.add(self.nothing[StageKey.RUNNING_BROKEN] + sum(adds[StageKey.RUNNING_BROKEN]) == 0)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        found: Values = {}
        for key, value in self.nothing.items():
            total = value + sum(adds[key])
            model.minimize(total)
            status = solver.solve(model)
            if status == cp_model.INFEASIBLE:
                return None
            assert status == cp_model.OPTIMAL
            found[key] = round(solver.objective_value)
            model.add(total == found[key])
        return found


class _Chosen:
    """The choice of ways and seats."""

    def __init__(self, known: Formation) -> None:
        self.known = known
        self.model = cp_model.CpModel()
        self.adds: dict[StageKey, list[cp_model.LinearExpr | int]] = {key: [] for key in known.nothing}
        self.once: dict[object, list[cp_model.IntVar]] = defaultdict(list)
        """What one group at most may use: a begeleider or leerling in a half day, an arrangement's seat for one."""
        rooms: dict[tuple[str, HalfDay], list[cp_model.IntVar]] = defaultdict(list)
        for a in known.region.arrangementen:
            for number in range(a.max_groups):
                met = [(way, self.model.new_bool_var("")) for way in known.ways[a.id]]
                self.model.add_at_most_one(x for _, x in met)
                for way, x in met:
                    rooms[way.host, way.half_day].append(x)
                    for person in way.people:
                        self.once["begeleider", person, way.half_day].append(x)
                    if number == 0:
                        self.adds[StageKey.RUNNING_BROKEN].append(way.running * x)
                self._sit(a, met)
        for taken in self.once.values():
            self.model.add_at_most_one(taken)
        has = {s.id: s.rooms for s in known.region.schools}
        for (host, half_day), used in rooms.items():
            self.model.add(sum(used) <= has[host][half_day])

    def _sit(self, a: Groepsarrangement, met: list[tuple[Way, cp_model.IntVar]]) -> None:
        """Give seats in a group, as many as it may have."""
        seats = self.known.seats[a.id]
        sits: list[cp_model.IntVar] = []
        for member in a.candidates:
            able = [(way, x) for way, x in met if (member, way.host) in seats]
            if not able:
                continue
            y = self.model.new_bool_var("")
            self.model.add(y <= sum(x for _, x in able))
            self.once[a.id, member].append(y)
            sits.append(y)
            for half_day in dict.fromkeys(way.half_day for way, _ in able):
                busy = self.model.new_bool_var("")
                self.model.add(busy >= y + sum(x for way, x in able if way.half_day is half_day) - 1)
                self.once["leerling", member, half_day].append(busy)
            for key in UNMET:  # a seat adds the same at every host
                self.adds[key].append(seats[member, able[0][0].host][key] * y)
        opened = sum(x for _, x in met)
        self.model.add(sum(sits) >= a.size.min * opened)
        self.model.add(sum(sits) <= a.size.max * opened)


@cache
def formation(seed: int) -> Formation:
    return Formation(*gatherings(seed))


@cache
def best(seed: int) -> Values | None:
    return formation(seed).best()


@pytest.mark.parametrize("first", range(0, len(SEEDS), CHUNK))
def test_the_best_groups_are_formed(first: int) -> None:
    for seed in SEEDS[first : first + CHUNK]:
        region, matrix = gatherings(seed)
        expected = best(seed)
        result = optimizer.solve_week(region, matrix=matrix, time_limit=None, seed=seed, threads=1)
        if expected is None:
            assert result.status is Status.INFEASIBLE, seed
            continue
        assert result.status is Status.OPTIMAL, seed
        assert {s.key: s.value for s in result.stages if s.key in STAGES} == expected, seed
        assert result.checker is not None
        assert result.checker.ok
        assert result.plan is not None
        _closed_ones_count_in_full(seed, region, matrix, {g.arrangement for g in result.plan.weeks[0].groups})


def _closed_ones_count_in_full(seed: int, region: Region, matrix: TravelMatrix, opened: set[str]) -> None:
    """An arrangement of which no group can meet has none, and counts as if nothing were planned."""
    whole = {u.id: u.minutes for u in unserved(region, week_plan(region, matrix), matrix)}
    for a in region.arrangementen:
        if not formation(seed).may_open(a):
            assert a.id not in opened, (seed, a.id)
            seats = whole[a.id] // -(-a.minutes // a.size.preferred)
            assert 0 <= seats <= len(a.candidates)


def test_the_cases_are_what_they_should_be() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        region, _ = gatherings(seed)
        known = formation(seed)
        able = [a for a in region.arrangementen if known.may_open(a)]
        seen["none can meet"] += len(region.arrangementen) - len(able)
        seen["can meet"] += len(able)
        seen["two groups"] += sum(a.max_groups > 1 for a in able)
        seen["running"] += sum(a.running is not None for a in able)
        seen["running, cannot"] += sum(a.running is not None for a in region.arrangementen if a not in able)
        seen["co-leader"] += sum(bool(a.co_leaders) for a in able)
        seen["infeasible"] += best(seed) is None
        found = best(seed) or known.nothing
        seen["better than nothing"] += found != known.nothing
        seen["not all"] += any(found.values())
    assert min(seen.values()) >= 3, seen
    assert seen["can meet"] >= 60, seen
    assert seen["better than nothing"] >= 35, seen
