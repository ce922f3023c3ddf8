"""Ways through a day: against every clock time there is, on days so short that all can be tried."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest

from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import LegKind
from tests.agreement.days import Days, DayWay, Task
from tests.rules.builders import begeleider
from tests.rules.matrix import TableMatrix

WHO = begeleider("B", "gedrag")
PLACES = ("base:B", "x", "y", "z")


def random_day(seed: int) -> tuple[Policy, TableMatrix, frozenset[Task], frozenset[Task]]:
    """Up to three tasks a half day, in half days of a dozen minutes."""
    random = Random(seed)

    def tasks(first: int, names: str) -> frozenset[Task]:
        found = set()
        for name in names[: random.randint(0, 3)]:
            low = first + random.randint(0, 5)
            ranges = ((low, low + random.randint(0, 3)), (low + 6, low + random.randint(6, 8)))
            found.add(Task(name, random.choice("xyz"), random.randint(1, 3), ranges[: random.randint(1, 2)]))
        return frozenset(found)

    table = {(a, b): None if random.random() < 0.1 else random.randint(0, 3) for a in PLACES for b in PLACES if a != b}
    paid = tuple(kind for kind in LegKind if random.random() < 0.5)
    policy = Policy(min_break=random.randint(0, 4), paid_travel=paid)
    return policy, TableMatrix(PLACES, table), tasks(0, "abc"), tasks(14, "def")


def every_clock(
    policy: Policy, matrix: TableMatrix, morning: frozenset[Task], afternoon: frozenset[Task]
) -> Iterator[tuple[int, int]]:
    """Travel and paid travel of every choice of a start for every task, straight from the definitions."""
    tasks = [*morning, *afternoon]
    for starts in product(*([s for low, high in t.starts for s in range(low, high + 1)] for t in tasks)):
        timed = list(zip(starts, tasks, strict=True))
        halves = [sorted((s, t.item, t) for s, t in timed if t in half) for half in (morning, afternoon)]
        order = [*halves[0], *halves[1]]
        legs = []
        fits = bool(order)
        for half in halves:
            places = [t.place for _, _, t in half]
            kept = [p for n, p in enumerate(places) if n == 0 or places[n - 1] != p]
            fits = fits and len(kept) == len(set(kept))
        for number, (start, _, task) in enumerate(order):
            if number == 0:
                legs.append((LegKind.HOME, matrix.minutes(WHO.mode, "base:B", task.place)))
                continue
            before, _, earlier = order[number - 1]
            midday = number == len(halves[0])
            leg = matrix.minutes(WHO.mode, earlier.place, task.place)
            legs.append((LegKind.MIDDAY if midday else LegKind.BETWEEN, leg))
            pause = policy.min_break if midday else 0
            fits = fits and leg is not None and start >= before + earlier.minutes + leg + pause
        if order:
            legs.append((LegKind.HOME, matrix.minutes(WHO.mode, order[-1][2].place, "base:B")))
        known = [(kind, leg) for kind, leg in legs if leg is not None]
        if fits and len(known) == len(legs):
            yield sum(leg for _, leg in known), sum(leg for kind, leg in known if kind in policy.paid_travel)


@pytest.mark.parametrize("seed", range(120))
def test_the_ways_of_a_day_are_the_best_of_all_clock_times(seed: int) -> None:
    policy, matrix, morning, afternoon = random_day(seed)
    all_ways = set(every_clock(policy, matrix, morning, afternoon))
    best = {one for one in all_ways if not any(o != one and o[0] <= one[0] and o[1] <= one[1] for o in all_ways)}
    found = Days(policy, matrix).ways(WHO, morning, afternoon)
    assert {(way.travel, way.paid) for way in found} == best


def test_the_random_days_are_neither_all_possible_nor_all_impossible() -> None:
    found = [bool(Days(p, m).ways(WHO, a, b)) for p, m, a, b in (random_day(seed) for seed in range(120))]
    assert 30 < sum(found) < 90


def test_starts_skip_what_is_not_allowed() -> None:
    task = Task("a", "x", 5, ((0, 3), (10, 12)))
    assert [task.earliest(ready) for ready in (0, 3, 4, 12, 13)] == [0, 3, 10, 12, None]
    assert [task.latest(finish) for finish in (30, 16, 14, 5, 4)] == [12, 11, 3, 0, None]


def test_a_way_says_when_everything_starts() -> None:
    matrix = TableMatrix(PLACES, {("x", "y"): 4}, default=1)
    morning = frozenset({Task("a", "x", 5, ((0, 9),)), Task("b", "y", 2, ((3, 30),))})
    (way,) = Days(Policy(paid_travel=()), matrix).ways(WHO, morning, frozenset())
    assert way == DayWay(travel=3, paid=0, starts=(("b", 3), ("a", 6)))
    assert Days(Policy(), matrix).ways(WHO, frozenset(), frozenset()) == ()


@pytest.mark.parametrize("seed", range(60))
def test_loose_days_leave_out_nothing_that_fits_with_more(seed: int) -> None:
    """Whatever part of a possible day is asked, in legs that may take any detour, it fits too."""
    policy, matrix, morning, afternoon = random_day(seed)
    if not Days(policy, matrix).ways(WHO, morning, afternoon):
        return
    loose = Days(policy, matrix, loose=True)
    random = Random(seed)
    for _ in range(5):
        some = frozenset(task for task in morning if random.random() < 0.6)
        rest = frozenset(task for task in afternoon if random.random() < 0.6)
        if some or rest:
            assert loose.ways(WHO, some, rest)


def test_a_loose_leg_takes_the_quickest_detour() -> None:
    matrix = TableMatrix(PLACES, {("x", "y"): None, ("x", "z"): 2, ("z", "y"): 3, ("y", "x"): 4}, default=9)
    strict, loose = Days(Policy(), matrix), Days(Policy(), matrix, loose=True)
    assert (strict._leg(WHO.mode, "x", "y"), loose._leg(WHO.mode, "x", "y")) == (None, 5)
    assert (strict._leg(WHO.mode, "y", "x"), loose._leg(WHO.mode, "y", "x")) == (4, 4)
    assert loose._leg(WHO.mode, "x", "x") == 0
