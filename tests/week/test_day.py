"""The clockwork of one day: legs, waiting, midday, starts that are not allowed, and where a stop can join."""

from __future__ import annotations

from random import Random

import pytest

from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import LegKind
from optimizer.week.construct.day import Clockwork, Cost, Work
from tests.agreement.days import Days, Task
from tests.agreement.test_days import PLACES, WHO, random_day
from tests.rules.builders import begeleider
from tests.rules.matrix import TableMatrix

LEGS = {
    ("base:B", "x"): 3,
    ("x", "base:B"): 4,
    ("base:B", "y"): 20,
    ("y", "base:B"): 30,
    ("x", "y"): 5,
    ("y", "x"): 7,
}
MATRIX = TableMatrix(("base:B", "x", "y", "z"), LEGS, default=None)
X, Y, Z = range(3)


def clock(*paid: LegKind, min_break: int = 30, most: int = 3) -> Clockwork:
    who = begeleider("B", "gedrag", max_schools_per_half_day=most)
    return Clockwork(who, ("x", "y", "z"), MATRIX, Policy(paid_travel=paid, min_break=min_break))


def work(
    place: int,
    half_day: int = 0,
    start: tuple[int, int] = (0, 600),
    minutes: int = 60,
    *,
    counts: bool = True,
    excluded: tuple[int, ...] = (),
) -> Work:
    name = f"{place} {half_day} {start} {minutes}"
    return Work(name, place, minutes, *start, half_day, counts=counts, excluded=excluded)


class TestCost:
    def test_an_empty_day_costs_nothing(self) -> None:
        assert clock().cost([]) == Cost(0, 0)

    def test_legs_are_directed(self) -> None:
        assert clock().cost([work(X), work(Y)]) == Cost(3 + 5 + 30, 0)
        assert clock().cost([work(Y), work(X)]) == Cost(20 + 7 + 4, 0)

    def test_two_stops_at_one_place_have_no_leg_between(self) -> None:
        assert clock().cost([work(X), work(X)]) == Cost(7, 0)

    @pytest.mark.parametrize(
        ("paid", "minutes"),
        [
            ((), 0),
            ((LegKind.HOME,), 3 + 30),
            ((LegKind.BETWEEN,), 5 + 5),
            ((LegKind.MIDDAY,), 7),
            (tuple(LegKind), 3 + 5 + 7 + 5 + 30),
        ],
    )
    def test_paid_legs_by_kind(self, paid: tuple[LegKind, ...], minutes: int) -> None:
        day = [work(X), work(Y), work(X, 1, (700, 900)), work(Y, 1, (700, 900))]
        assert clock(*paid).cost(day) == Cost(50, minutes)

    def test_waiting_is_allowed_but_not_being_late(self) -> None:
        assert clock().cost([work(X, start=(500, 500)), work(Y, start=(600, 600))]) is not None
        assert clock().cost([work(X, start=(500, 500)), work(Y, start=(560, 565))]) is not None
        assert clock().cost([work(X, start=(500, 500)), work(Y, start=(560, 564))]) is None

    def test_an_early_stop_leaves_room_for_the_next(self) -> None:
        assert clock().cost([work(X, start=(500, 900)), work(Y, start=(565, 565))]) is not None

    def test_starts_that_are_not_allowed_are_skipped(self) -> None:
        skipping = work(X, start=(500, 502), excluded=(500, 501))
        assert clock().cost([skipping, work(Y, start=(567, 567))]) is not None
        assert clock().cost([skipping, work(Y, start=(566, 566))]) is None
        assert clock().cost([work(X, start=(500, 501), excluded=(501, 500))]) is None

    @pytest.mark.parametrize(("start", "possible"), [(700 + 60 + 5 + 30, True), (700 + 60 + 5 + 29, False)])
    def test_the_break_comes_on_top_of_the_midday_leg(self, start: int, possible: bool) -> None:
        day = [work(X, start=(700, 700)), work(Y, 1, (start, start))]
        assert (clock().cost(day) is not None) is possible

    def test_the_break_is_kept_at_one_place_too(self) -> None:
        assert clock().cost([work(X, start=(700, 700)), work(X, 1, (790, 790))]) == Cost(7, 0)
        assert clock().cost([work(X, start=(700, 700)), work(X, 1, (789, 789))]) is None

    def test_unreachable_is_forbidden(self) -> None:
        assert clock().cost([work(Z)]) is None
        assert clock().cost([work(X), work(Z), work(Y)]) is None


class TestInsertions:
    def orders(self, stops: list[Work], new: Work, most: int = 3) -> list[list[Work]]:
        return list(clock(most=most).insertions(stops, new))

    def test_an_empty_day_has_one(self) -> None:
        new = work(X)
        assert self.orders([], new) == [[new]]

    def test_before_between_and_after(self) -> None:
        a, b, new = work(X), work(Y), work(Z)
        assert self.orders([a, b], new) == [[new, a, b], [a, new, b], [a, b, new]]

    def test_only_in_its_own_half_day(self) -> None:
        morning, afternoon = work(X), work(Y, 1)
        new, later = work(Z), work(Z, 1)
        assert self.orders([morning, afternoon], new) == [[new, morning, afternoon], [morning, new, afternoon]]
        assert self.orders([morning, afternoon], later) == [[morning, later, afternoon], [morning, afternoon, later]]

    def test_stops_at_one_place_stay_together(self) -> None:
        a, first, second, b = work(X), work(Y), work(Y, start=(0, 700)), work(Z)
        new = work(Y, minutes=20)
        day = [a, first, second, b]
        assert self.orders(day, new) == [[a, new, *day[1:]], [a, first, new, second, b], [a, first, second, new, b]]
        elsewhere = work(3)
        # nothing comes between the two stops at y
        assert [order.index(elsewhere) for order in self.orders(day, elsewhere, most=4)] == [0, 1, 3, 4]

    def test_most_schools(self) -> None:
        day = [work(X), work(Y)]
        assert self.orders(day, work(Z), most=2) == []
        assert len(self.orders(day, work(Y, minutes=20), most=2)) == 2
        assert len(self.orders(day, work(Z, 1), most=2)) == 1

    def test_an_overleg_does_not_count(self) -> None:
        meeting = work(X, counts=False)
        assert len(self.orders([meeting, work(Y)], work(Z), most=2)) == 3
        assert len(self.orders([work(Y), work(Z)], work(X, counts=False), most=2)) == 3
        # a visit at the place of the overleg is a school more
        assert self.orders([meeting, work(Y), work(Z)], work(X), most=2) == []
        assert len(self.orders([meeting, work(Y)], work(X), most=2)) == 2


@pytest.mark.parametrize("seed", range(60))
def test_the_best_order_is_the_best_of_all_ways(seed: int) -> None:
    """Cost against ways by brute force, on days with free order (single ranges of starts, whole Policy)."""
    policy, matrix, morning, afternoon = random_day(seed)
    names = PLACES[1:]
    clockwork = Clockwork(WHO, names, matrix, policy)

    def one_range(tasks: frozenset[Task]) -> frozenset[Task]:
        return frozenset(Task(t.item, t.place, t.minutes, t.starts[:1]) for t in tasks)

    early, late = one_range(morning), one_range(afternoon)
    found: list[tuple[int, int]] = []

    def extend(day: list[Work], rest: list[Work]) -> None:
        if not rest:
            cost = clockwork.cost(day)
            if cost is not None:
                found.append((cost.travel, cost.paid))
            return
        for order in clockwork.insertions(day, rest[0]):
            extend(order, rest[1:])

    todo = [
        Work(t.item, names.index(t.place), t.minutes, t.starts[0][0], t.starts[0][1], half)
        for half, tasks in ((0, early), (1, late))
        for t in sorted(tasks, key=lambda t: t.item)
    ]
    Random(seed).shuffle(todo)
    if todo:
        extend([], todo)
    ways = Days(policy, matrix).ways(WHO, early, late)
    assert {(w.travel, w.paid) for w in ways} == {
        one for one in found if not any(o != one and o[0] <= one[0] and o[1] <= one[1] for o in found)
    }
