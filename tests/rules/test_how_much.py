"""How much fits: time in the half day, contract, schools, budget."""

from __future__ import annotations

import pytest

from optimizer.domain.vocabulary import LegKind, Mode, PayerKind, RuleKey
from optimizer.rules.registry import RULES
from optimizer.rules.view import WeekView
from tests.rules.builders import DI_O, GROUP, MA_M, MA_O, SLOT, WO_O, Case, at, hours
from tests.rules.facts import broken
from tests.rules.matrix import table_matrix
from tests.rules.witness import At, week_plan

TIME = RuleKey.HALF_DAY_TIME


def test_the_valid_plan_breaks_none_of_these() -> None:
    for key in (TIME, RuleKey.CONTRACT, RuleKey.MAX_SCHOOLS, RuleKey.BUDGET):
        assert broken(key, Case()) == []


class TestHalfDayTime:
    def test_outside_the_begeleiders_window(self) -> None:
        case = Case().only("H2").change("B1", availability=hours(ma_ochtend="10:10-10:49"))
        assert broken(TIME, case) == [(("H2",), "B1", MA_O, "10:05-10:50", "10:10-10:49")]

    def test_home_legs_fall_outside_the_window(self) -> None:
        case = Case().only("H2").change("B1", availability=hours(ma_ochtend="10:05-10:50"))
        assert broken(TIME, case) == []

    def test_too_little_time_for_the_leg(self) -> None:
        case = Case().visit(H2=At("B1", "H2", MA_O, at("10:04")))
        assert broken(TIME, case) == [(("H4", "H2"), "B1", MA_O, "10:04", "10:05")]

    def test_the_leg_is_directed(self) -> None:
        there = Case().only("H2").visit(H7=At("B1", "H7", MA_O, at("10:56")))
        assert broken(TIME, there) == [(("H2", "H7"), "B1", MA_O, "10:56", "10:57")]

    def test_stops_at_one_place_are_consecutive(self) -> None:
        case = Case().only("H1a", "H2").visit(H7=At("B1", "H7", MA_O, at("11:30")))
        assert broken(TIME, case) == [(("H7",), "B1", MA_O, "school:S2 > school:S1", "school:S1")]

    def test_sessions_and_overleg_are_stops_too(self) -> None:
        case = Case().only().grouped(GROUP).visit(H7=At("B1", "H7", DI_O, at("10:30")))
        assert broken(TIME, case) == []
        assert broken(TIME, case.visit(H7=At("B1", "H7", DI_O, at("10:29")))) == [
            (("A1#1", "H7"), "B1", DI_O, "10:29", "10:30")
        ]

    @pytest.mark.parametrize(("start", "ok"), [("12:44", False), ("12:45", True)])
    def test_midday_at_one_place_asks_the_break(self, start: str, ok: bool) -> None:
        case = Case().only().change("S1", ib_hours=hours(ma_ochtend="08:30-12:15", ma_middag="12:00-15:00"))
        case = case.change("B1", availability=hours(ma_ochtend="08:30-12:15", ma_middag="12:30-16:00"))
        case = case.visit(H1=At("B1", "H1", MA_O, at("11:15")), H4=At("B1", "H4", MA_M, at(start)))
        assert broken(TIME, case) == ([] if ok else [(("H1", "H4"), "B1", MA_M, start, "12:45")])

    @pytest.mark.parametrize(("pause", "limit"), [(30, "12:48"), (0, "12:18"), (45, "13:03")])
    def test_midday_asks_leg_and_break(self, pause: int, limit: str) -> None:
        wide = hours(ma_ochtend="08:30-12:15", ma_middag="12:15-16:00")
        case = Case().policy(min_break=pause).only().change("B1", availability=wide)
        case = case.visit(H8=At("B1", "H8", MA_O, at("11:08")), H7=At("B1", "H7", MA_M, at("12:17")))
        assert broken(TIME, case) == [(("H8", "H7"), "B1", MA_M, "12:17", limit)]

    def test_unreachable_places_also_from_the_base(self) -> None:
        case = Case().only("H2")
        for table, route in (
            ({("base:B1", "school:S2"): None}, "base:B1 > school:S2"),
            ({("school:S2", "base:B1"): None}, "school:S2 > base:B1"),
        ):
            matrix = table_matrix(case.region, table)
            view = WeekView(case.region, week_plan(case.region, matrix, case.visits.values()), matrix)
            (violation,) = RULES[TIME](view)
            assert (violation.items, violation.found, violation.limit) == (("H2",), route, None)
            assert list(RULES[RuleKey.WITNESS](view)) == []

    def test_the_begeleiders_mode_counts(self) -> None:
        case = Case().only("H4", "H2").change("B1", mode=Mode.BICYCLE)
        table = {("school:S1", "school:S2"): 5}
        slow = {Mode.BICYCLE: {("school:S1", "school:S2"): 6}}
        matrix = table_matrix(case.region, table, by_mode=slow)
        view = WeekView(case.region, week_plan(case.region, matrix, case.visits.values()), matrix)
        (violation,) = RULES[TIME](view)
        assert (violation.found, violation.limit) == ("10:05", "10:06")


class TestContract:
    def test_working_minutes_of_the_valid_plan(self) -> None:
        # B1: visits 60+30+45+60+30 = 225, 5 x 15 administration, session 90, overleg 60;
        # legs S1-S2 (5) between, S2-S2 (0) midday
        # B2: visits 60+45, 2 x 15, session 90, overleg 60; legs S1-S3 midday (10), S3-H5 between (10)
        assert Case().view.working_minutes == {"B1": 455, "B2": 305, "B3": 0, "B4": 0, "X1": 75}

    @pytest.mark.parametrize(
        ("paid", "b1", "b2"),
        [
            ((), 450, 285),
            ((LegKind.BETWEEN,), 455, 295),
            ((LegKind.MIDDAY,), 450, 295),
            ((LegKind.HOME,), 510, 325),
            ((LegKind.HOME, LegKind.BETWEEN, LegKind.MIDDAY), 515, 345),
        ],
    )
    def test_the_policy_says_which_legs_are_paid(self, paid: tuple[LegKind, ...], b1: int, b2: int) -> None:
        found = Case().policy(paid_travel=paid).view.working_minutes
        assert (found["B1"], found["B2"]) == (b1, b2)

    def test_contract_without_what_is_reserved(self) -> None:
        case = Case().change("B1", contract_minutes=460, reserved_minutes=5)
        assert broken(RuleKey.CONTRACT, case) == []
        case = Case().change("B1", contract_minutes=460, reserved_minutes=6)
        assert broken(RuleKey.CONTRACT, case) == [(("A1#1", "H1", "H2", "H4", "H7", "O1"), "B1", None, 455, 454)]

    def test_more_reserved_than_contracted_asks_no_work_and_allows_none(self) -> None:
        case = Case().change("B4", contract_minutes=10, reserved_minutes=20)
        assert broken(RuleKey.CONTRACT, case) == []
        case = case.visit(H8=At("B4", "H8", WO_O, at("09:00")))
        assert broken(RuleKey.CONTRACT, case) == [(("H8",), "B4", None, 75, -10)]

    def test_administration_is_paid_per_visit(self) -> None:
        assert Case().policy(admin_minutes=0).view.working_minutes["B1"] == 380


class TestMaxSchools:
    def test_places_are_counted_once(self) -> None:
        case = Case().change("B1", max_schools_per_half_day=1)
        assert broken(RuleKey.MAX_SCHOOLS, case) == [(("H1", "H4", "H2"), "B1", MA_O, 2, 1)]

    def test_a_location_counts_like_a_school(self) -> None:
        case = Case().change("B2", max_schools_per_half_day=1)
        (violation,) = broken(RuleKey.MAX_SCHOOLS, case)
        assert violation[0] == ("H3", "H5")

    def test_hosts_of_sessions_count_and_of_overleg_do_not(self) -> None:
        case = Case().change("B1", max_schools_per_half_day=1).only().grouped(GROUP)
        assert broken(RuleKey.MAX_SCHOOLS, case) == []
        case = case.visit(H8=At("B1", "H8", DI_O, at("11:00")))
        assert broken(RuleKey.MAX_SCHOOLS, case) == [(("A1#1", "H8"), "B1", DI_O, 2, 1)]
        case = Case().change("B1", max_schools_per_half_day=1).only().meeting(SLOT)
        assert broken(RuleKey.MAX_SCHOOLS, case.visit(H4=At("B1", "H4", MA_M, at("14:07")))) == []


class TestBudget:
    def test_a_hard_budget_counts_its_expertise_at_its_bestuur(self) -> None:
        # H2 and H9 count; H6 is at the same school but asks another expertise
        case = Case().visit(H9=At("B4", "H9", WO_O, at("09:00")))
        assert broken(RuleKey.BUDGET, case) == [(("G1", "H2", "H9"), None, None, 105, 100)]

    def test_a_priced_budget_breaks_no_rule(self) -> None:
        case = Case().change("G1", hard=False).visit(H9=At("B4", "H9", WO_O, at("09:00")))
        assert broken(RuleKey.BUDGET, case) == []

    def test_a_kring_pays_for_its_locations_too(self) -> None:
        case = Case().change("G2", hard=True)
        assert broken(RuleKey.BUDGET, case) == [(("G2", "H3", "H5"), None, None, 105, 90)]

    def test_a_budget_of_the_swv_takes_everything(self) -> None:
        budget = Case().region.budgets[0]
        everything = budget.model_copy(
            update={"payer": budget.payer.model_copy(update={"kind": PayerKind.SWV, "id": None}), "expertise": None}
        )
        case = Case().region_with(budgets=(everything.model_copy(update={"minutes": 390}),))
        assert broken(RuleKey.BUDGET, case) == []
        case = Case().region_with(budgets=(everything.model_copy(update={"minutes": 389}),))
        ((_, _, _, found, limit),) = broken(RuleKey.BUDGET, case)
        assert (found, limit) == (390, 389)
