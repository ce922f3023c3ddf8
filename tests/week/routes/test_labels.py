"""Routes of one half day: every rule alone, by exact value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from optimizer.week.routes.labels import TooManyRoutesError, enumerate_labels
from tests.week.routes.half import Half, Range, Row, Stop, rows

LEGS = ((0, 5, None), (7, 0, 4), (6, 3, 0))
"""From place 0 there is no way to place 2."""
HOME = (20, 30, None)
"""From the base in a morning, to the base in an afternoon; place 2 cannot be reached so."""
X, Y, Z = range(3)


def morning(*stops: Stop, most: int = 9) -> set[Row]:
    return set(rows(enumerate_labels(Half(stops, LEGS, HOME, most=most).pool())))


def afternoon(*stops: Stop, most: int = 9) -> set[Row]:
    return set(rows(enumerate_labels(Half(stops, LEGS, HOME, morning=False, most=most).pool())))


halves = pytest.mark.parametrize("half", [morning, afternoon])
Find = Callable[..., set[Row]]


def orders(found: set[Row]) -> set[tuple[int, ...]]:
    return {row[0] for row in found}


class TestClock:
    def test_one_stop(self) -> None:
        stop = Stop(X, (500, 520), 60)
        assert morning(stop) == {((0,), X, 0, 20, 560)}
        assert afternoon(stop) == {((0,), X, 0, 20, 520)}

    def test_two_stops_with_a_leg_between(self) -> None:
        first, second = Stop(X, (500, 505), 60), Stop(Y, (500, 600), 30)
        assert morning(first, second) == {
            ((0,), X, 0, 20, 560),
            ((1,), Y, 0, 30, 530),
            ((0, 1), Y, 5, 20, 500 + 60 + 5 + 30),
        }
        # from the end back: at y from 600, so at x from 535 at the latest, and its last start is 505
        assert afternoon(first, second) == {
            ((0,), X, 0, 20, 505),
            ((1,), Y, 0, 30, 600),
            ((0, 1), X, 5, 30, 505),
        }

    def test_an_afternoon_begins_so_late_that_all_follows_in_time(self) -> None:
        assert ((0, 1), X, 5, 30, 600 - 5 - 60) in afternoon(Stop(X, (500, 590), 60), Stop(Y, (500, 600), 30))

    def test_waiting_for_a_window(self) -> None:
        first, second = Stop(X, (500, 500), 60), Stop(Y, (600, 620), 30)
        assert ((0, 1), Y, 5, 20, 630) in morning(first, second)
        assert ((0, 1), X, 5, 30, 500) in afternoon(first, second)

    @pytest.mark.parametrize(("last", "possible"), [(565, True), (564, False)])
    def test_a_stop_that_is_late(self, last: int, possible: bool) -> None:
        first, second = Stop(X, (500, 500), 60), Stop(Y, (500, last), 30)
        assert ((0, 1) in orders(morning(first, second))) is possible
        assert ((0, 1) in orders(afternoon(first, second))) is possible

    @pytest.mark.parametrize(
        ("no", "soonest", "latest"),
        [
            (((500, 500),), 501, 510),
            (((510, 510),), 500, 509),
            (((505, 506),), 500, 510),
            (((490, 503),), 504, 510),
            (((509, 520), (490, 500)), 501, 508),
            (((503, 504), (500, 503)), 505, 510),
            (((500, 508), (502, 503)), 509, 510),
            (((509, 510), (500, 500), (501, 502), (507, 508)), 503, 506),
        ],
    )
    def test_starts_that_are_barred(self, no: tuple[Range, ...], soonest: int, latest: int) -> None:
        stop = Stop(X, (500, 510), 60, no=no)
        assert morning(stop) == {((0,), X, 0, 20, soonest + 60)}
        assert afternoon(stop) == {((0,), X, 0, 20, latest)}

    def test_all_starts_barred(self) -> None:
        stop = Stop(X, (500, 510), no=((500, 505), (505, 510)))
        assert morning(stop) == afternoon(stop) == set()

    def test_a_barred_arrival_in_the_middle_of_a_route(self) -> None:
        first, second = Stop(X, (500, 500), 60), Stop(Y, (500, 580), 30, no=((565, 569),))
        assert ((0, 1), Y, 5, 20, 600) in morning(first, second)
        # the first must begin when it leaves y in time; of y's last starts 571 to 579 are barred
        first, second = Stop(X, (500, 530), 30), Stop(Y, (500, 579), 30, no=((536, 579),))
        assert ((0, 1), X, 5, 30, 500) in afternoon(first, second)

    def test_a_window_without_a_start(self) -> None:
        stop = Stop(X, (501, 500))
        assert morning(stop) == afternoon(stop) == set()


class TestLegs:
    def test_directed(self) -> None:
        stops = Stop(X), Stop(Y)
        assert {(r[0], r[2]) for r in morning(*stops) if len(r[0]) == 2} == {((0, 1), 5), ((1, 0), 7)}
        assert {(r[0], r[2]) for r in afternoon(*stops) if len(r[0]) == 2} == {((0, 1), 5), ((1, 0), 7)}

    def test_the_home_leg_is_at_the_closed_end(self) -> None:
        stops = Stop(X), Stop(Y)
        assert {(r[0], r[1], r[3]) for r in morning(*stops) if len(r[0]) == 2} == {((0, 1), Y, 20), ((1, 0), X, 30)}
        assert {(r[0], r[1], r[3]) for r in afternoon(*stops) if len(r[0]) == 2} == {((0, 1), X, 30), ((1, 0), Y, 20)}

    def test_a_place_without_a_home_leg_is_never_at_the_closed_end(self) -> None:
        stops = Stop(Y), Stop(Z)
        assert orders(morning(*stops)) == {(0,), (0, 1)}
        assert orders(afternoon(*stops)) == {(0,), (1, 0)}

    def test_no_way_between(self) -> None:
        # x > z is no way, z > x is
        stops = Stop(X), Stop(Z)
        assert orders(morning(*stops)) == {(0,)}
        assert orders(afternoon(*stops)) == {(0,), (1, 0)}


class TestPlaces:
    @halves
    @pytest.mark.parametrize(("most", "longest"), [(0, 0), (1, 2), (2, 3), (3, 4)])
    def test_most(self, half: Find, most: int, longest: int) -> None:
        found = orders(half(Stop(X), Stop(Y), Stop(Z), Stop(X, minutes=20), most=most))
        assert max((len(order) for order in found), default=0) == longest
        assert ((0, 3) in found or (3, 0) in found) is (most > 0)

    @halves
    def test_an_overleg_does_not_count(self, half: Find) -> None:
        meeting, visit = Stop(X, (500, 500), counts=False), Stop(Y)
        assert orders(half(meeting, visit, most=0)) == {(0,)}
        assert orders(half(meeting, visit, most=1)) == {(0,), (1,), (0, 1), (1, 0)}

    @halves
    def test_visits_at_the_place_of_an_overleg_count_once(self, half: Find) -> None:
        meeting, here, again, there = Stop(X, (300, 300), counts=False), Stop(X), Stop(X), Stop(Y)
        found = {frozenset(order) for order in orders(half(meeting, here, again, there, most=1))}
        assert found == {frozenset(s) for s in ((0,), (1,), (2,), (3,), (0, 1), (0, 2), (1, 2), (0, 1, 2), (0, 3))}

    @halves
    def test_stops_at_one_place_are_consecutive(self, half: Find) -> None:
        stops = Stop(X, minutes=10), Stop(Y, minutes=20), Stop(X, minutes=30)
        whole = {order for order in orders(half(*stops)) if len(order) == 3}
        assert {order.index(1) for order in whole} == {0, 2}

    @halves
    def test_a_stop_elsewhere_at_a_fixed_time_splits_a_place(self, half: Find) -> None:
        found = orders(half(Stop(X, (0, 0)), Stop(Y, (100, 100)), Stop(X, (200, 200))))
        assert found == {(0,), (1,), (2,), (0, 1), (1, 2), (0, 2)}


class TestExclusion:
    @halves
    def test_options_of_one_group(self, half: Find) -> None:
        stops = Stop(X, (0, 0), group=1), Stop(Y, (100, 100), group=1), Stop(Y, (200, 200), group=2)
        assert orders(half(*stops)) == {(0,), (1,), (2,), (0, 2), (1, 2)}

    def test_not_only_next_to_each_other(self) -> None:
        stops = Stop(X, (0, 0), group=1), Stop(Y, (100, 100)), Stop(Z, (200, 200), group=1)
        assert orders(morning(*stops)) == {(0,), (1,), (0, 1), (1, 2)}


class TestLimit:
    half = Half((Stop(X, (0, 0)), Stop(Y, (100, 100))), LEGS, HOME)

    def test_as_many_as_allowed(self) -> None:
        assert len(enumerate_labels(self.half.pool(), 3)) == 3

    def test_one_more(self) -> None:
        with pytest.raises(TooManyRoutesError, match=r"^B has more than 2 routes in ma-ochtend$"):
            enumerate_labels(self.half.pool(), 2)

    def test_all_cases_of_meetings_count(self) -> None:
        half = Half((Stop(0, (540, 660), 60),), ((0,),), (7,), held=(((0, (481, 599)),),))
        assert len(enumerate_labels(half.pool(), 2)) == 2
        with pytest.raises(TooManyRoutesError):
            enumerate_labels(half.pool(), 1)


class TestShape:
    def test_nothing_to_do(self) -> None:
        labels = enumerate_labels(Half((), (), ()).pool())
        assert (len(labels), labels.order.shape, labels.barred.shape) == (0, (0, 0), (0, 0))

    @halves
    def test_arrays(self, half: Find) -> None:
        made = Half((Stop(X), Stop(Y)), LEGS, HOME, morning=half is morning)
        labels = enumerate_labels(made.pool())
        assert labels.order.shape == (4, 2)
        # in the order in which they are done, filled up behind
        assert sorted(map(tuple, labels.order.tolist())) == [(0, -1), (0, 1), (1, -1), (1, 0)]
        numbers = (labels.order, labels.end, labels.between, labels.home, labels.clock)
        assert {a.dtype for a in numbers} == {np.dtype(np.int64)}
        assert (labels.barred.dtype, labels.barred.shape) == (np.dtype(bool), (4, 0))

    @pytest.mark.parametrize("twin", [0, 20, 40])
    def test_many_stops(self, twin: int) -> None:
        """A chain of 41 stops one of which is one of two: every prefix is told apart by its stops."""
        chain = [Stop(n, (20 * n, 20 * n)) for n in range(41)]
        chain[twin] = replace(chain[twin], group=1)
        stops = (*chain, chain[twin])
        legs = [[1 if b == a + 1 else (0 if a == b else None) for b in range(41)] for a in range(41)]
        for is_morning in (True, False):
            home = [1 if n == (0 if is_morning else 40) else None for n in range(41)]
            labels = enumerate_labels(Half(stops, legs, home, morning=is_morning, most=50).pool())
            # routes that reach the stop that is one of two are there twice
            reaching = 41 - twin if is_morning else twin + 1
            assert len(labels) == 41 + reaching
