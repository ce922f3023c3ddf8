"""Every stage by exact value, on the small plan and on changes of it."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.domain.arrangement import Size
from optimizer.domain.calendar import Calendar
from optimizer.domain.vocabulary import (
    STAGES,
    NeighbourPolicy,
    Priority,
    RequestStatus,
    RunningPolicy,
    StageKey,
    Target,
)
from optimizer.rules.check import demand_by_class, stage_values, unserved
from tests.rules.builders import GROUP, MA_M, MA_O, SLOT, VR_O, WO_M, Case, hours
from tests.rules.facts import stage

K = StageKey
SEAT = 23
"""ceil(90 / 4)."""
EMPTY = Case().only()


def test_the_whole_vector_of_the_small_plan() -> None:
    case = Case()
    assert stage_values(case.region, case.week_plan, case.matrix) == {
        K.OVERLEG_MISSED: 0,
        K.RUNNING_BROKEN: 0,
        K.UNMET_URGENT: 0,
        K.UNMET_NORMAL: 60 + 2 * SEAT,  # H8; L5 (by way of S2) and L7 have no seat
        K.UNMET_LOW: 60,  # H9
        K.BUDGET_OVERRUN: 15,  # 105 of 90 minutes in K2
        K.OUTSIDE_KRING: 0,
        K.CHANGES: 0,
        K.FAIRNESS_KRING: 297,  # K1: 120 of 405 minutes, see TestFairness
        K.FAIRNESS_BESTUUR: 364,  # P2: 60 of 165
        K.SCHOOLS_UNSERVED: 1,  # S4
        K.PREFERRED_MISSED: 1,  # H3 wants B3
        K.TRAVEL: 145,
        K.BALANCE: 228,  # B1: 455 of 2000
    }


@pytest.mark.parametrize("running", list(RunningPolicy))
def test_the_policy_sets_the_order(running: RunningPolicy) -> None:
    case = Case().policy(running=running)
    keys = list(stage_values(case.region, case.week_plan, case.matrix))
    expected = list(STAGES)
    if running is RunningPolicy.PRICE:
        expected.remove(K.RUNNING_BROKEN)
        expected.insert(expected.index(K.UNMET_LOW) + 1, K.RUNNING_BROKEN)
    assert keys == expected
    own = case.policy(stages=STAGES[::-1])
    assert list(stage_values(own.region, own.week_plan, own.matrix)) == list(STAGES[::-1])


def test_overleg_missed() -> None:
    assert stage(K.OVERLEG_MISSED, EMPTY) == 1
    assert stage(K.OVERLEG_MISSED, EMPTY.change("O1", weeks=("2026-W49",))) == 0


class TestUnmet:
    def test_nothing_served_is_the_demand(self) -> None:
        # normal: H1 120, H3 60, H4 30, H6 60, H7 30, H8 60 and 5 seats; low: H5 45, H9 60
        expected = {Priority.URGENT: 45, Priority.NORMAL: 360 + 5 * SEAT, Priority.LOW: 105}
        assert demand_by_class(EMPTY.region, EMPTY.matrix) == expected
        found = [stage(key, EMPTY) for key in (K.UNMET_URGENT, K.UNMET_NORMAL, K.UNMET_LOW)]
        assert found == list(expected.values())

    def test_partial_service(self) -> None:
        assert stage(K.UNMET_NORMAL, Case().visit(H1a=None)) == 60 + 2 * SEAT + 60
        assert stage(K.UNMET_NORMAL, Case().visit(H1a=None, H1b=None)) == 60 + 2 * SEAT + 120

    def test_more_visits_than_due_do_not_count_for_others(self) -> None:
        assert stage(K.UNMET_NORMAL, Case().change("H1", visits_left=1)) == 60 + 2 * SEAT

    @pytest.mark.parametrize(
        ("fields", "urgent", "low"),
        [
            ({}, 45, 105),
            ({"last_visit": date(2026, 11, 16)}, 45, 105),  # last week: due now
            ({"last_visit": date(2026, 11, 15)}, 105, 45),  # a Sunday, two weeks ago: overdue
            ({"last_visit": date(2026, 11, 23)}, 45, 45),  # this week: not due
            ({"last_visit": date(2026, 11, 15), "every_weeks": 2}, 45, 105),
            ({"last_visit": date(2026, 11, 15), "every_weeks": 3}, 45, 45),
            ({"first_contact_by": date(2026, 11, 27)}, 105, 45),
            ({"first_contact_by": date(2026, 11, 28)}, 45, 105),
            ({"visits_left": 0}, 45, 45),
            ({"status": RequestStatus.REQUESTED}, 45, 45),
            ({"target": Target.CHILD}, 45, 45),
        ],
    )
    def test_active_and_overdue_demand(self, fields: dict[str, object], urgent: int, low: int) -> None:
        case = EMPTY.change("H9", **fields)
        assert (stage(K.UNMET_URGENT, case), stage(K.UNMET_LOW, case)) == (urgent, low)

    def test_child_requests_count_where_the_policy_allows(self) -> None:
        case = EMPTY.change("H9", target=Target.CHILD).policy(child_visits=True)
        assert stage(K.UNMET_LOW, case) == 105

    def test_a_seat_counts_in_the_class_of_the_arrangement(self) -> None:
        case = EMPTY.change("A1", priority=Priority.URGENT)
        assert (stage(K.UNMET_URGENT, case), stage(K.UNMET_NORMAL, case)) == (45 + 5 * SEAT, 360)

    def test_minutes_of_a_seat_are_rounded_up(self) -> None:
        case = EMPTY.change("A1", minutes=90, size=Size(min=2, preferred=7, max=8))
        assert stage(K.UNMET_NORMAL, case) == 360 + 5 * 13


def test_budget_overrun_counts_priced_budgets_only() -> None:
    assert stage(K.BUDGET_OVERRUN, Case().change("G2", minutes=105)) == 0
    assert stage(K.BUDGET_OVERRUN, Case().change("G2", minutes=0)) == 105
    assert stage(K.BUDGET_OVERRUN, Case().change("G1", hard=False, minutes=40)) == 15 + 5
    assert stage(K.BUDGET_OVERRUN, Case().change("G2", hard=True, minutes=0)) == 0


def test_outside_kring_counts_visits_and_not_groups() -> None:
    case = Case().policy(neighbours=NeighbourPolicy.PRICE).change("B1", kringen=("K2",))
    assert stage(K.OUTSIDE_KRING, case) == 5
    assert stage(K.OUTSIDE_KRING, case.only()) == 0


class TestFairness:
    """K1 asks H1 120, H2 45, H4 30, H6 60, H7 30, H8 60, H9 60 = 405; K2 asks H3 60 and H5 45."""

    def test_kring(self) -> None:
        assert stage(K.FAIRNESS_KRING, Case()) == 297  # 120 / 405 = 296.3 per mille
        assert stage(K.FAIRNESS_KRING, EMPTY) == 1000
        assert stage(K.FAIRNESS_KRING, Case().visit(H5=None)) == 429  # 45 / 105
        assert stage(K.FAIRNESS_KRING, Case().change("H8", visits_left=0).change("H9", visits_left=0)) == 0

    def test_bestuur(self) -> None:
        # P1: H1 120, H3 60, H4 30, H7 30, H8 60 = 300, 60 unmet; P2: H2 45, H6 60, H9 60 = 165, 60 unmet
        assert stage(K.FAIRNESS_BESTUUR, Case()) == 364
        assert stage(K.FAIRNESS_BESTUUR, Case().change("S2", bestuur=None)) == 200
        assert stage(K.FAIRNESS_BESTUUR, EMPTY.region_with(hulpvragen=(EMPTY.region.hulpvragen[4],))) == 0

    def test_what_nobody_can_serve_leaves_both_sums(self) -> None:
        # without H8: K1 has 60 unmet of 345
        for fields in (
            {"expertise": "rekenen"},
            {"institute": "I1"},  # X1 has another expertise
            {"forbidden": ("B1", "B2", "B4")},
            {"half_days": (WO_M,)},  # the school is closed
        ):
            assert stage(K.FAIRNESS_KRING, Case().change("H8", **fields)) == 174
        assert stage(K.FAIRNESS_KRING, Case().change("H8", half_days=(VR_O,))) == 297  # B2 and B4 work

    def test_clocks_are_ignored(self) -> None:
        case = Case().change("H8", half_days=(MA_O,)).change("S4", hours=hours(ma_ochtend="06:00-07:00"))
        assert stage(K.FAIRNESS_KRING, case) == 297
        closed = case.region_with(calendar=Calendar(closed_dates=(date(2026, 11, 23),)))
        assert stage(K.FAIRNESS_KRING, closed) == 174
        ib = case.change("H8", target=Target.IB).change("S4", ib_hours=hours(di_ochtend="08:30-12:00"))
        assert stage(K.FAIRNESS_KRING, ib) == 174

    def test_neighbours_and_other_kringen(self) -> None:
        case = Case().change("S4", kring="K3")
        assert stage(K.FAIRNESS_KRING, case) == 174
        assert stage(K.FAIRNESS_KRING, case.change("B4", kringen=("K1", "K3"))) == 1000

    def test_no_demand_is_no_unfairness(self) -> None:
        empty = EMPTY.region_with(hulpvragen=())
        assert (stage(K.FAIRNESS_KRING, empty), stage(K.FAIRNESS_BESTUUR, empty)) == (0, 0)


def test_schools_unserved() -> None:
    assert stage(K.SCHOOLS_UNSERVED, EMPTY) == 4  # S1 to S4; the location of H5 is no school
    assert stage(K.SCHOOLS_UNSERVED, EMPTY.grouped(GROUP).meeting(SLOT)) == 4
    assert stage(K.SCHOOLS_UNSERVED, Case().visit(H1a=None, H1b=None, H4=None)) == 1
    assert stage(K.SCHOOLS_UNSERVED, Case().change("H8", visits_left=0)) == 0


def test_preferred_missed() -> None:
    assert stage(K.PREFERRED_MISSED, Case()) == 1
    assert stage(K.PREFERRED_MISSED, Case().visit(H3=None)) == 0
    assert stage(K.PREFERRED_MISSED, Case().change("H1", preferred=("B2",))) == 2  # once, although two visits
    assert stage(K.PREFERRED_MISSED, Case().change("H1", preferred=("B2", "B1"))) == 1


def test_travel_adds_all_legs_of_all_tours() -> None:
    # B1 ma 10+0+5+0+10, di 10+10, wo 10+0+10; B2 ma 10+10, di 10+10+10+10 by way of the session; X1 10+10
    assert stage(K.TRAVEL, Case()) == 25 + 20 + 20 + 20 + 40 + 20
    assert stage(K.TRAVEL, EMPTY) == 0


class TestBalance:
    def test_rounds_up_and_leaves_institutes_and_empty_contracts_out(self) -> None:
        assert stage(K.BALANCE, Case()) == 228  # 455 / 2000 = 227.5
        assert stage(K.BALANCE, Case().change("B1", contract_minutes=455)) == 1000
        assert stage(K.BALANCE, Case().change("B1", contract_minutes=456)) == 998
        assert stage(K.BALANCE, Case().change("X1", contract_minutes=1)) == 228
        assert stage(K.BALANCE, Case().change("B1", contract_minutes=0)) == 153  # B2: 305 / 2000

    def test_the_reserved_part_does_not_count(self) -> None:
        assert stage(K.BALANCE, Case().change("B1", reserved_minutes=1000)) == 228

    def test_nobody_works(self) -> None:
        assert stage(K.BALANCE, EMPTY) == 0
        assert stage(K.BALANCE, EMPTY.region_with(begeleiders=())) == 0


class TestUnserved:
    def test_what_is_missing(self) -> None:
        case = Case().visit(H1a=None).meeting()
        found = unserved(case.region, case.week_plan, case.matrix)
        assert [(one.id, one.minutes, one.reason) for one in found] == [
            ("H1", 60, "not-yet-explained"),
            ("H8", 60, "not-yet-explained"),
            ("H9", 60, "not-yet-explained"),
            ("A1", 2 * SEAT, "not-yet-explained"),
            ("O1", 60, "not-yet-explained"),
        ]

    def test_an_arrangement_without_a_group_or_without_anybody_left_to_seat(self) -> None:
        full = Case().change("A1", candidates=("L1", "L2", "L3"))
        assert "A1" not in [one.id for one in unserved(full.region, full.week_plan, full.matrix)]
        nobody = Case().change("A1", candidates=()).grouped()
        found = unserved(nobody.region, nobody.week_plan, nobody.matrix)
        assert [(one.id, one.minutes) for one in found if one.id == "A1"] == [("A1", 0)]


def test_a_meeting_counts_whatever_is_wrong_with_it() -> None:
    assert stage(K.OVERLEG_MISSED, Case().meeting(SLOT.model_copy(update={"half_day": MA_M, "start": 0}))) == 0
