"""`changes`: what differs from the published plan, by exact value."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.domain.plan import Plan
from optimizer.domain.vocabulary import (
    StageKey,
)
from tests.rules.builders import DI_M, DI_O, DO_M, DO_O, GROUP, MA_O, SLOT, VR_O, WO_O, Case, at
from tests.rules.facts import stage
from tests.rules.witness import At

EMPTY = Case().only()


class TestChanges:
    @staticmethod
    def changes(case: Case, before: Case, week: str = "2026-W47") -> int:
        old = before.week_plan.model_copy(update={"week": week})
        return stage(StageKey.CHANGES, case.region_with(previous=Plan(weeks=(old,))))

    def test_nothing_changed(self) -> None:
        assert self.changes(Case(), Case()) == 0

    def test_no_previous_week(self) -> None:
        assert stage(StageKey.CHANGES, Case().region_with(previous=Plan())) == 0
        assert self.changes(EMPTY, Case(), week="2026-W49") == 0

    @pytest.mark.parametrize(
        ("visits", "expected"),
        [
            ({"H2": At("B1", "H2", MA_O, at("10:30"))}, 0),  # a clock shift
            ({"H2": At("B4", "H2", MA_O, at("10:05"))}, 1),  # another begeleider
            ({"H2": At("B1", "H2", DI_M, at("13:00"))}, 1),  # another half day
            ({"H2": None}, 1),
            ({"H8": At("B4", "H8", DO_O, at("09:00"))}, 1),  # new
            ({"H1a": None}, 1),  # one of two
            ({"H1a": At("B1", "H1", DO_M, at("13:00"))}, 1),
            ({"H1a": At("B4", "H1", MA_O, at("08:30")), "H1b": At("B4", "H1", WO_O, at("09:00"))}, 2),
            ({"H1a": None, "H1b": At("B4", "H1", VR_O, at("09:00"))}, 2),  # max(2, 1) - 0
        ],
    )
    def test_visits(self, visits: dict[str, At | None], expected: int) -> None:
        assert self.changes(Case().visit(**visits), Case()) == expected
        # the measure is symmetric
        assert self.changes(Case(), Case().visit(**visits)) == expected

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"host": "S2", "start": at("09:30")}, 0),
            ({"half_day": DI_M}, 2),  # leader and co-leader
            ({"leader": "B4"}, 1),
            ({"members": ("L1", "L2")}, 1),
            ({"members": ("L1", "L5", "L7")}, 2),
            ({"half_day": DI_M, "members": ("L7",)}, 2 + 3),
            ({"id": "A1#2"}, 2 * (2 + 3)),  # one closed, another opened
        ],
    )
    def test_groups(self, fields: dict[str, object], expected: int) -> None:
        assert self.changes(Case().grouped(GROUP.model_copy(update=fields)), Case()) == expected

    def test_a_group_that_opens_or_closes(self) -> None:
        assert self.changes(Case().grouped(), Case()) == 5
        assert self.changes(Case(), Case().grouped()) == 5

    def test_overleg(self) -> None:
        moved = Case().meeting(SLOT.model_copy(update={"half_day": DI_O}))
        assert self.changes(moved, Case()) == 2
        assert self.changes(Case().meeting(), Case()) == 2
        assert self.changes(Case().meeting(SLOT.model_copy(update={"host": "S3", "start": at("14:00")})), Case()) == 0

    def test_only_items_that_were_active_then_and_are_now(self) -> None:
        gone = Case().change("H2", visits_left=0).visit(H2=None)
        assert self.changes(gone, Case()) == 0
        assert self.changes(Case(), gone) == 0
        stopped = Case().change("A1", until=date(2026, 11, 22)).grouped()
        assert self.changes(stopped, Case()) == 0

    def test_the_latest_week_not_after_this_one_counts(self) -> None:
        weeks = (
            EMPTY.week_plan.model_copy(update={"week": "2026-W46"}),
            Case().visit(H2=None).week_plan,
            EMPTY.week_plan.model_copy(update={"week": "2026-W49"}),
        )
        assert stage(StageKey.CHANGES, Case().region_with(previous=Plan(weeks=weeks))) == 1
