"""Which routes with the same stops and open end are kept: less travel, less paid, sooner, or under other meetings."""

from __future__ import annotations

import pytest

from optimizer.week.routes.labels import enumerate_labels
from tests.week.routes.half import Half, Range, Row, Stop, keeping, rows

SQUARE = ((0, 1, 9), (9, 0, 9), (9, 1, 0))
"""To the middle place from either side in a minute."""


def whole(half: Half) -> set[Row]:
    """The routes with all stops that end (an afternoon: begin) at place 1."""
    return {row for row in rows(enumerate_labels(half.pool())) if len(row[0]) == len(half.stops) and row[1] == 1}


class TestDominance:
    """Stops 0 and 2 in either order before stop 1: legs 9 + 1 both ways unless told otherwise."""

    stops = Stop(0, (0, 99)), Stop(1, (0, 99)), Stop(2, (0, 99))

    def test_of_equal_routes_one_is_kept(self) -> None:
        assert len(whole(Half(self.stops, SQUARE, (5, 5, 5)))) == 1

    def test_travel(self) -> None:
        assert whole(Half(self.stops, SQUARE, (5, 5, 4))) == {((2, 0, 1), 1, 10, 4, 40)}

    def test_travel_or_clock(self) -> None:
        # 2 is open later: to begin with it is nearer to home but ends later
        stops = *self.stops[:2], Stop(2, (3, 99))
        found = {((0, 2, 1), 1, 10, 5, 40), ((2, 0, 1), 1, 10, 4, 43)}
        assert whole(Half(stops, SQUARE, (5, 5, 4))) == found
        assert whole(Half(stops, SQUARE, (5, 5, 5))) == {((0, 2, 1), 1, 10, 5, 40)}

    def test_clock_of_an_afternoon_is_the_latest_start(self) -> None:
        back = tuple(zip(*SQUARE, strict=True))
        stops = *self.stops[:2], Stop(2, (0, 96))
        found = {((1, 2, 0), 1, 10, 5, 99 - 30), ((1, 0, 2), 1, 10, 4, 96 - 30)}
        assert whole(Half(stops, back, (5, 5, 4), morning=False)) == found
        assert whole(Half(stops, back, (5, 5, 5), morning=False)) == {((1, 2, 0), 1, 10, 5, 69)}

    legs = ((0, 1, 9), (9, 0, 9), (12, 1, 0))

    @pytest.mark.parametrize(
        ("between_paid", "home_paid", "kept"),
        [(False, False, {(2, 0, 1)}), (True, False, {(0, 2, 1), (2, 0, 1)}), (True, True, {(2, 0, 1)})],
    )
    def test_less_paid_travel_or_less_travel(self, between_paid: bool, home_paid: bool, kept: set[object]) -> None:
        # the first order travels 10 between and 9 home and waits, the second 13 and 5
        stops = Stop(0, (0, 99)), Stop(1, (60, 99)), Stop(2, (0, 99))
        half = Half(stops, self.legs, (9, 9, 5), between_paid=between_paid, home_paid=home_paid)
        assert {row[0] for row in whole(half)} == kept

    @pytest.mark.parametrize(("between_paid", "kept"), [(False, {(0, 2, 1), (2, 0, 1)}), (True, {(0, 2, 1)})])
    def test_the_home_leg_alone_can_be_paid(self, between_paid: bool, kept: set[object]) -> None:
        # the first order travels 10 between and 6 home, the second 13 and 5: less home, more in all
        stops = Stop(0, (0, 99)), Stop(1, (60, 99)), Stop(2, (0, 99))
        half = Half(stops, self.legs, (6, 6, 5), between_paid=between_paid, home_paid=True)
        assert {row[0] for row in whole(half)} == kept

    def test_not_across_open_ends_or_stops(self) -> None:
        found = enumerate_labels(Half(self.stops, SQUARE, (5, 5, 5)).pool())
        assert {(frozenset(row[0]), row[1]) for row in rows(found) if len(row[0]) == 3} == {
            (frozenset({0, 1, 2}), end) for end in range(3)
        }


def kept_under(half: Half, held: tuple[int, ...]) -> set[Row]:
    pool = half.pool()
    labels = enumerate_labels(pool)
    return set(rows(labels, keeping(pool, labels, held)))


class TestMeetings:
    """A visit of an hour at place 0 from 9:00 on, meetings that bar its first, and its then first, starts."""

    visit = Stop(0, (540, 660), 60)
    first, second = (0, (481, 599)), (0, (541, 659))

    def half(self, *held: tuple[tuple[int, Range], ...], morning: bool = True) -> Half:
        return Half((self.visit,), ((0,),), (7,), morning=morning, held=held)

    def test_a_meeting_bars_the_starts_during_it(self) -> None:
        half = self.half((self.first,))
        assert {row[4] for row in kept_under(half, ())} >= {600}
        assert {row[4] for row in kept_under(half, (0,))} == {660}

    def test_two_meetings_bar_together_what_neither_bars_alone(self) -> None:
        half = self.half((self.first,), (self.second,))
        assert min(row[4] for row in kept_under(half, (0,))) == 660
        assert min(row[4] for row in kept_under(half, (1,))) == 600
        # the only start left lies after both
        assert {row[4] for row in kept_under(half, (0, 1))} == {720}

    def test_the_same_in_the_afternoon(self) -> None:
        half = self.half(((0, (601, 719)),), ((0, (541, 659)),), morning=False)
        assert max(row[4] for row in kept_under(half, ())) == 660
        assert max(row[4] for row in kept_under(half, (0,))) == 600
        assert max(row[4] for row in kept_under(half, (1,))) == 660
        assert {row[4] for row in kept_under(half, (0, 1))} == {540}

    def test_none_is_left(self) -> None:
        half = self.half(((0, (500, 700)),))
        assert kept_under(half, ()) == {((0,), 0, 0, 7, 600)}
        assert kept_under(half, (0,)) == set()

    def test_what_a_meeting_does_not_touch_is_kept(self) -> None:
        half = Half((self.visit, Stop(0, (500, 500), 10)), ((0,),), (7,), held=((self.first,),))
        assert {row for row in kept_under(half, (0,)) if row[0] == (1,)} == {((1,), 0, 0, 7, 510)}

    def test_an_order_is_kept_only_when_it_holds_itself(self) -> None:
        """Two orders of the same numbers, each barred by another meeting: neither stands for the other."""
        stops = Stop(0, (0, 99)), Stop(1, (60, 99)), Stop(2, (0, 99))
        half = Half(stops, SQUARE, (5, 5, 5), held=(((2, (15, 99)),), ((0, (15, 99)),)))
        assert {row[0] for row in kept_under(half, (0,)) if len(row[0]) == 3 and row[1] == 1} == {(2, 0, 1)}
        assert {row[0] for row in kept_under(half, (1,)) if len(row[0]) == 3 and row[1] == 1} == {(0, 2, 1)}
        assert all(len(row[0]) < 3 for row in kept_under(half, (0, 1)))

    def test_no_route_at_all(self) -> None:
        half = Half((Stop(0, (5, 4)),), ((0,),), (7,), held=(((0, (0, 9)),),))
        labels = enumerate_labels(half.pool())
        assert (len(labels), labels.order.shape, labels.barred.shape) == (0, (0, 0), (0, 1))
