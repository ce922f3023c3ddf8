"""Which candidates of an arrangement count as demand when they have no seat."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.domain.base import FrozenDict
from optimizer.domain.calendar import Calendar
from optimizer.domain.half_day import HALF_DAYS, Part
from optimizer.domain.vocabulary import (
    NeighbourPolicy,
)
from tests.rules.builders import DO_O, MA_O, WO_M, Case, hours

EMPTY = Case().only()


class TestAdmissible:
    """Seats asked: L1, L2, L3, L5 and L7; L4 is outside the band and L6 has a need that A1 does not answer."""

    @staticmethod
    def seats(case: Case) -> tuple[str, ...]:
        return case.view.admissible.get("A1", ())

    def test_of_the_small_region(self) -> None:
        assert self.seats(EMPTY) == ("L1", "L2", "L3", "L5", "L7")

    def test_any_host_within_reach_will_do(self) -> None:
        assert self.seats(EMPTY.change("A1", hosts=("S1",))) == ("L1", "L2", "L3", "L7")
        assert self.seats(EMPTY.change("A1", hosts=("S1",), max_travel_minutes=25)) == ("L1", "L2", "L3", "L5", "L7")
        assert self.seats(EMPTY.change("A1", max_travel_minutes=9)) == ("L3",)

    def test_own_limit_waiver_and_no_known_start(self) -> None:
        assert "L2" not in self.seats(EMPTY.change("L2", max_travel_minutes=9))
        assert "L2" in self.seats(EMPTY.change("L2", max_travel_minutes=9, travel_waived=True))
        assert "L3" not in self.seats(EMPTY.change("L3", school=None))

    def test_a_host_counts_only_in_the_kringen_of_the_arrangement(self) -> None:
        assert self.seats(EMPTY.change("A1", kringen=("K2",))) == ()
        assert self.seats(EMPTY.change("A1", kringen=("K2",), hosts=("S1", "S3"))) == ("L1", "L2", "L3", "L5", "L7")

    @pytest.mark.parametrize(
        "fields",
        [
            {"expertise": "rekenen"},
            {"minutes": 200},  # 09:00 and 13:00 leave no 200 minutes
            {"half_days": (WO_M,)},  # hosts closed
            {"until": date(2026, 11, 22)},  # not active
            {"candidates": ()},
        ],
    )
    def test_nobody_when_no_session_is_possible(self, fields: dict[str, object]) -> None:
        assert self.seats(EMPTY.change("A1", **fields)) == ()

    def test_dates_leave_some_half_days(self) -> None:
        case = EMPTY.change("A1", half_days=(MA_O, DO_O), from_date=date(2026, 11, 24), hosts=("S1",))
        assert self.seats(case) == ("L1", "L2", "L3", "L7")
        assert self.seats(case.change("A1", until=date(2026, 11, 25))) == ()
        assert self.seats(case.region_with(calendar=Calendar(closed_dates=(date(2026, 11, 26),)))) == ()

    def test_host_room_leader_and_start_must_meet(self) -> None:
        case = EMPTY.change("A1", hosts=("S1",))
        leaders = ("B1", "B2", "B4")
        no_leader = case
        for ident in leaders:
            no_leader = no_leader.change(ident, availability=hours(ma_ochtend="09:01-12:15"))
        assert self.seats(no_leader) == ()
        assert self.seats(no_leader.change("B4", availability=hours(ma_ochtend="09:00-10:30"))) != ()
        assert self.seats(case.change("S1", hours=hours(ma_ochtend="08:30-10:29"))) == ()
        assert self.seats(case.change("S1", hours=hours(ma_ochtend="08:30-10:30"))) != ()
        assert self.seats(case.change("S1", rooms=FrozenDict(dict.fromkeys(HALF_DAYS, 0)))) == ()
        assert self.seats(case.policy(session_starts=FrozenDict[Part, tuple[int, ...]]())) == ()

    def test_institute_staff_do_not_lead_and_neighbours_only_where_priced(self) -> None:
        case = EMPTY.change("A1", hosts=("S3",), kringen=("K2",))
        assert self.seats(case) != ()
        assert self.seats(case.change("B2", institute="I1")) == ()
        assert self.seats(case.change("B2", institute="I1").policy(neighbours=NeighbourPolicy.PRICE)) != ()
