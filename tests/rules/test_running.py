"""Running commitments: the rule under ``running: hard`` and what the stage `running_broken` counts."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.domain.arrangement import Running
from optimizer.domain.base import FrozenDict
from optimizer.domain.calendar import Calendar
from optimizer.domain.half_day import Part
from optimizer.domain.vocabulary import NeighbourPolicy, RuleKey, RunningPolicy, StageKey
from tests.rules.builders import DI_O, DO_O, GROUP, VR_O, WO_O, Case, at, hours, window
from tests.rules.facts import broken, stage
from tests.rules.witness import At


def cost(case: Case) -> int:
    return stage(StageKey.RUNNING_BROKEN, case)


def test_the_valid_plan_keeps_them_all() -> None:
    assert cost(Case()) == 0


class TestHulpvraag:
    """H1 has B1 as its current begeleider; it is dropped here."""

    dropped = Case().visit(H1a=None, H1b=None)

    def test_one_visit_by_the_current_begeleider_keeps_it(self) -> None:
        assert cost(Case().visit(H1a=None)) == 0
        assert cost(self.dropped.visit(H1a=At("B4", "H1", DO_O, at("09:00")))) == 1
        assert cost(self.dropped) == 1

    @pytest.mark.parametrize(
        "fields",
        [
            {"current": None},
            {"current": "gone"},
            {"current": "B3"},  # lacks the expertise
            {"forbidden": ("B1",)},
            {"institute": "I1"},
            {"visits_left": 0},  # not active
            {"half_days": (VR_O,)},  # B1 does not work then
            {"window": window("08:00-09:29")},  # 59 minutes from 08:30
        ],
    )
    def test_it_does_not_run_when_current_cannot(self, fields: dict[str, object]) -> None:
        assert cost(self.dropped.change("H1", **fields)) == 0

    def test_it_runs_when_the_visit_fits_exactly(self) -> None:
        assert cost(self.dropped.change("H1", window=window("08:00-09:30"))) == 1

    def test_ib_hours_count_for_target_ib(self) -> None:
        assert cost(self.dropped.change("S1", ib_hours=hours(vr_ochtend="08:30-12:00"))) == 0
        assert cost(self.dropped.change("S1", hours=hours(vr_ochtend="08:30-12:00")).grouped(GROUP)) == 1

    def test_outside_the_kring(self) -> None:
        case = Case().change("H3", current="B3").visit(H3=None)
        assert cost(case) == 0
        assert cost(case.policy(neighbours=NeighbourPolicy.PRICE)) == 1

    def test_closed_days(self) -> None:
        all_week = tuple(date(2026, 11, day) for day in range(23, 28))
        closed = self.dropped.region_with(calendar=Calendar(closed_dates=all_week)).change("A1", running=None)
        assert cost(closed) == 0


class TestGroup:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({}, 0),
            ({"host": "S2"}, 1),
            ({"half_day": WO_O}, 1),
            ({"leader": "B4"}, 1),
            ({"host": "S2", "half_day": WO_O, "leader": "B4"}, 3),
            ({"members": ("L1", "L7"), "co_leaders": ("B3",)}, 0),
            ({"id": "A1#2"}, 4),
        ],
    )
    def test_what_differs(self, fields: dict[str, object], expected: int) -> None:
        assert cost(Case().grouped(GROUP.model_copy(update=fields))) == expected

    def test_closed(self) -> None:
        assert cost(Case().grouped()) == 4
        assert cost(Case().grouped().change("A1", until=date(2026, 11, 22))) == 0
        assert cost(Case().grouped().change("A1", running=None)) == 0

    @pytest.mark.parametrize(
        ("ident", "fields"),
        [
            ("B1", {"institute": "I1"}),
            ("B1", {"expertise": ("tos",)}),
            ("B1", {"kringen": ("K2",)}),
            ("B1", {"availability": hours(di_ochtend="09:01-12:15")}),
            ("B1", {"availability": hours(di_ochtend="08:30-10:29")}),
            ("B1", {"availability": hours(wo_ochtend="08:30-12:15")}),
            ("A1", {"half_days": (WO_O,)}),
            ("A1", {"from_date": date(2026, 11, 25)}),
        ],
    )
    def test_another_leader_is_free_when_the_running_one_is_not_available(
        self, ident: str, fields: dict[str, object]
    ) -> None:
        another = Case().grouped(GROUP.model_copy(update={"leader": "B4"}))
        assert cost(another) == 1
        assert cost(another.change("H1", current=None).change(ident, **fields)) == 0

    def test_a_closed_half_day_and_one_without_starts_make_the_leader_unavailable(self) -> None:
        another = Case().grouped(GROUP.model_copy(update={"leader": "B4"}))
        assert cost(another.region_with(calendar=Calendar(closed_dates=(date(2026, 11, 24),)))) == 0
        assert cost(another.policy(session_starts=FrozenDict({Part.MIDDAG: (780,)}))) == 0

    def test_a_running_leader_or_host_that_is_gone(self) -> None:
        gone = Case().change("A1", running=Running(host="S1", half_day=DI_O, leader="gone"))
        assert cost(gone) == 0
        gone = Case().change("A1", running=Running(host="gone", half_day=DI_O, leader="B4"))
        assert cost(gone) == 1


def test_the_rule_says_what_is_broken_under_policy_hard_only() -> None:
    case = TestHulpvraag.dropped.grouped(GROUP.model_copy(update={"host": "S2", "leader": "B4"}))
    for policy in (RunningPolicy.FIRST, RunningPolicy.PRICE):
        assert broken(RuleKey.RUNNING, case.policy(running=policy)) == []
    assert broken(RuleKey.RUNNING, case.policy(running=RunningPolicy.HARD)) == [
        (("H1",), "B1", None, 1, 0),
        (("A1#1",), "B1", None, 2, 0),
    ]
