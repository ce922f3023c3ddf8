"""When a visit may be: availability, window, spread, one place."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.domain.calendar import Calendar, Holiday
from optimizer.domain.overleg import Participants
from optimizer.domain.vocabulary import RuleKey, Target
from tests.rules.builders import DI_O, DO_M, DO_O, GROUP, MA_M, MA_O, SLOT, VR_O, WO_M, WO_O, Case, at, hours, window
from tests.rules.facts import broken
from tests.rules.witness import At

WITHOUT_FRIDAY = "ma-ochtend, ma-middag, di-ochtend, di-middag, wo-ochtend, wo-middag, do-ochtend, do-middag"
ALL = f"{WITHOUT_FRIDAY}, vr-ochtend, vr-middag"


def test_the_valid_plan_breaks_none_of_these() -> None:
    for key in (RuleKey.AVAILABILITY, RuleKey.WINDOW, RuleKey.SPREAD, RuleKey.ONE_PLACE):
        assert broken(key, Case()) == []


class TestAvailability:
    def test_begeleider_without_a_window(self) -> None:
        case = Case().visit(H2=At("B1", "H2", VR_O, at("10:05")))
        assert broken(RuleKey.AVAILABILITY, case) == [(("H2",), "B1", VR_O, "vr-ochtend", WITHOUT_FRIDAY)]

    def test_half_day_that_the_request_does_not_allow(self) -> None:
        case = Case().only("H3").change("H3", half_days=(DO_M, MA_O))
        assert broken(RuleKey.AVAILABILITY, case) == [
            (("H3",), None, Case().visits["H3"].half_day, "di-middag", "ma-ochtend, do-middag")
        ]

    def test_closed_days(self) -> None:
        holiday = Holiday(name="vrij", from_date=date(2026, 11, 24), until=date(2026, 11, 24))
        closed = Calendar(closed_dates=(date(2026, 11, 23),), holidays=(holiday,))
        case = Case().region_with(calendar=closed)
        items = {(items, half_day) for items, who, half_day, _, _ in broken(RuleKey.AVAILABILITY, case) if who is None}
        tuesday = Case().visits["H3"].half_day
        assert items == {
            (("H1",), MA_O),
            (("H2",), MA_O),
            (("H4",), MA_O),
            (("H3",), tuesday),
            (("H5",), tuesday),
            (("A1#1",), DI_O),
            (("O1",), MA_M),
        }

    def test_group_outside_its_half_days_or_dates(self) -> None:
        case = Case().only().grouped(GROUP)
        assert broken(RuleKey.AVAILABILITY, case.change("A1", half_days=(MA_O,))) == [
            (("A1#1",), None, DI_O, "di-ochtend", "ma-ochtend")
        ]
        early = case.change("A1", until=date(2026, 11, 23))
        assert broken(RuleKey.AVAILABILITY, early) == [(("A1#1",), None, DI_O, "di-ochtend", "ma-ochtend, ma-middag")]
        late = case.change("A1", from_date=date(2026, 12, 1))
        assert broken(RuleKey.AVAILABILITY, late) == [(("A1#1",), None, DI_O, "di-ochtend", None)]

    def test_leader_co_leader_and_participant_need_a_window(self) -> None:
        only_wednesday = hours(wo_ochtend="08:30-12:15")
        case = Case().only().grouped(GROUP).change("B2", availability=only_wednesday)
        assert broken(RuleKey.AVAILABILITY, case) == [(("A1#1",), "B2", DI_O, "di-ochtend", "wo-ochtend")]
        case = Case().only().meeting(SLOT).change("B1", availability=only_wednesday)
        assert broken(RuleKey.AVAILABILITY, case) == [(("O1",), "B1", MA_M, "ma-middag", "wo-ochtend")]
        case = Case().only().meeting(SLOT).change("O1", half_days=(DI_O,))
        assert broken(RuleKey.AVAILABILITY, case) == [(("O1",), None, MA_M, "ma-middag", "di-ochtend")]


class TestWindow:
    @pytest.mark.parametrize(("start", "ok"), [("09:59", False), ("10:00", True), ("11:15", True), ("11:16", False)])
    def test_request_window_and_school_hours_bind_together(self, start: str, ok: bool) -> None:
        case = Case().only("H2").visit(H2=At("B1", "H2", MA_O, at(start)))
        end = at(start) + 45
        span = f"{start}-{end // 60:02d}:{end % 60:02d}"
        expected = [] if ok else [(("H2",), "B1", MA_O, span, "10:00-14:00 & 08:30-12:00")]
        assert broken(RuleKey.WINDOW, case) == expected

    def test_ib_hours_replace_those_of_the_school(self) -> None:
        early = hours(ma_ochtend="08:30-09:00")
        assert broken(RuleKey.WINDOW, Case().only("H4").change("S1", ib_hours=early)) == [
            (("H4",), "B1", MA_O, "09:30-10:00", "08:30-09:00")
        ]
        shorter = Case().only("H4").change("S1", hours=early)
        assert broken(RuleKey.WINDOW, shorter) == []
        assert broken(RuleKey.WINDOW, shorter.change("H4", target=Target.TEACHER)) == [
            (("H4",), "B1", MA_O, "09:30-10:00", "08:30-09:00")
        ]

    def test_half_day_without_hours(self) -> None:
        case = Case().only("H4").visit(H4=At("B1", "H4", WO_M, at("13:00")))
        assert broken(RuleKey.WINDOW, case) == [(("H4",), "B1", WO_M, "13:00-13:30", None)]

    def test_location_has_its_own_window_only(self) -> None:
        case = Case().only("H5").visit(H5=At("B2", "H5", DO_M, at("15:10")))
        assert broken(RuleKey.WINDOW, case) == []
        assert broken(RuleKey.WINDOW, case.change("H5", window=window("13:00-15:30"))) == [
            (("H5",), "B2", DO_M, "15:10-15:55", "13:00-15:30")
        ]


class TestSpread:
    @pytest.mark.parametrize(("gap", "ok"), [(0, True), (1, True), (2, True), (3, False)])
    def test_days_between(self, gap: int, ok: bool) -> None:
        case = Case().change("H1", min_days_between=gap)
        assert broken(RuleKey.SPREAD, case) == ([] if ok else [(("H1",), "B1", WO_O, 2, 3)])

    def test_two_visits_in_a_day_are_too_close_even_without_a_gap(self) -> None:
        case = Case().change("H1", min_days_between=0).visit(H1b=At("B1", "H1", MA_M, at("14:00")))
        assert broken(RuleKey.SPREAD, case) == [(("H1",), "B1", MA_M, 0, 1)]

    def test_more_visits_than_due(self) -> None:
        case = Case().change("H1", visits_left=1)
        assert broken(RuleKey.SPREAD, case) == [(("H1",), None, None, 2, 1)]

    def test_a_request_that_is_not_active_has_no_visit_due(self) -> None:
        case = Case().change("H2", visits_left=0)
        assert broken(RuleKey.SPREAD, case) == [(("H2",), None, None, 1, 0)]

    def test_fewer_visits_than_due_are_allowed(self) -> None:
        assert broken(RuleKey.SPREAD, Case().visit(H1b=None)) == []


class TestOnePlace:
    def test_overlapping_stops(self) -> None:
        case = Case().only("H1a").visit(H4=At("B1", "H4", MA_O, at("09:29")))
        assert broken(RuleKey.ONE_PLACE, case) == [(("H1", "H4"), "B1", MA_O, 2, 1)]

    def test_a_long_stop_overlaps_every_later_one(self) -> None:
        case = Case().only("H1a").visit(H4=At("B1", "H4", MA_O, at("08:40")), H7=At("B1", "H7", MA_O, at("09:15")))
        assert broken(RuleKey.ONE_PLACE, case) == [
            (("H1", "H4"), "B1", MA_O, 2, 1),
            (("H1", "H7"), "B1", MA_O, 2, 1),
        ]

    def test_one_begeleider_with_the_ib_per_half_day(self) -> None:
        case = Case().only("H1a").visit(H4=At("B2", "H4", MA_O, at("11:00")))
        assert broken(RuleKey.ONE_PLACE, case) == [(("H1", "H4"), None, MA_O, 2, 1)]
        assert broken(RuleKey.ONE_PLACE, case.change("H4", target=Target.TEACHER)) == []

    def test_a_leerling_in_two_groups(self) -> None:
        second = GROUP.model_copy(update={"id": "A1#2", "host": "S2", "members": ("L3", "L7")})
        case = Case().only().grouped(GROUP, second)
        clash = [(("A1#1", "A1#2"), None, DI_O, 2, 1)]
        assert [v for v in broken(RuleKey.ONE_PLACE, case) if v[1] is None] == clash
        other_day = second.model_copy(update={"half_day": DO_O})
        assert broken(RuleKey.ONE_PLACE, case.grouped(GROUP, other_day)) == []

    def test_no_visit_about_a_member_in_the_half_day_of_the_group(self) -> None:
        case = Case().only().grouped(GROUP).visit(H7=At("B4", "H7", DI_O, at("11:00")))
        assert broken(RuleKey.ONE_PLACE, case) == [(("H7", "A1#1"), "B4", DI_O, 2, 1)]
        assert broken(RuleKey.ONE_PLACE, case.change("H7", leerling="L7")) == []

    def test_two_visits_about_one_leerling_in_a_half_day(self) -> None:
        case = Case().change("H4", leerling="L1", target=Target.TEACHER).only("H7")
        case = case.visit(H4=At("B4", "H4", WO_O, at("10:00")))
        assert broken(RuleKey.ONE_PLACE, case) == []

    def test_a_participant_in_two_meetings_at_once(self) -> None:
        second = (
            Case()
            .region.overleggen[0]
            .model_copy(update={"id": "O2", "participants": Participants(begeleiders=("B1",))})
        )
        case = Case().only().region_with(overleggen=(*Case().region.overleggen, second))
        case = case.meeting(SLOT, SLOT.model_copy(update={"id": "O2"}))
        assert broken(RuleKey.ONE_PLACE, case) == [(("O1", "O2"), "B1", MA_M, 2, 1)]
