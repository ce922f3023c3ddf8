"""The half days that schools keep: within a block, and when a week is planned again after one that was published."""

from __future__ import annotations

from typing import Any

import pytest

import optimizer
from optimizer.domain.clock import Window
from optimizer.domain.half_day import HalfDay
from optimizer.domain.keeping import keeping_half_days
from optimizer.domain.plan import Pin, Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import RunningPolicy, StopKind
from optimizer.rules.check import check, region_of
from tests.rules.builders import WEEK, Case, at
from tests.rules.witness import At
from tests.week.middle import middle

BEFORE, NEXT, LATER = "2026-W47", "2026-W49", "2026-W50"
S1 = (HalfDay.MA_OCHTEND, HalfDay.WO_OCHTEND)
"""The half days of the case's plan in which S1 is visited."""


class TestWithinABlock:
    def pins(self, case: Case, *more: WeekPlan) -> dict[str, tuple[HalfDay, ...] | None]:
        plan = Plan(weeks=(case.week_plan, *more))
        region = region_of(case.policy(fixed_half_days=True).region, plan, LATER)
        return {p.item: p.half_days for p in region.pins[len(case.region.pins) :]}

    def test_schools_keep_the_half_days_they_had_first(self) -> None:
        other = Case().only().visit(H8=At("B1", "H8", HalfDay.DO_OCHTEND, at("09:00")))
        second = other.visit(H4=At("B1", "H4", HalfDay.DO_OCHTEND, at("11:00"))).week_plan
        found = self.pins(Case(), second.model_copy(update={"week": NEXT}))
        assert found["H1"] == found["H4"] == found["H7"] == S1
        assert found["H8"] == (HalfDay.DO_OCHTEND,), "first visited in the second week"
        assert "H5" not in found, "at no school"

    def test_only_where_the_policy_says_so(self) -> None:
        case = Case()
        assert region_of(case.region, case.plan, LATER).pins == case.region.pins

    @pytest.mark.parametrize("own", [{"half_days": (HalfDay.VR_OCHTEND,)}, {}])
    def test_who_cannot_then_keeps_its_own(self, own: dict[str, object]) -> None:
        case = Case().change("H4", **own)
        if not own:
            case = case.region_with(pins=(Pin(item="H4", half_days=(HalfDay.VR_OCHTEND,)),))
        assert "H4" not in self.pins(case)

    @pytest.mark.parametrize(
        ("ident", "fields"),
        [
            ("H4", {"current": "B4", "minutes": 300}),
            ("H4", {"expertise": "niemand"}),
            ("H7", {"visits": 3}),
            ("H7", {"window": {"start": 13 * 60, "end": 14 * 60}}),
        ],
        ids=["no time for it", "nobody may", "too few days", "not then"],
    )
    def test_who_cannot_be_served_whole_then_keeps_its_own(self, ident: str, fields: dict[str, Any]) -> None:
        assert ident in self.pins(Case())
        window = fields.get("window")
        asked = fields if window is None else {"window": Window(**window)}
        assert ident not in self.pins(Case().change(ident, **asked))


def published(case: Case, *weeks: str, **policy: object) -> Region:
    """The case's region, its plan published for some weeks."""
    plan = Plan(weeks=tuple(case.week_plan.model_copy(update={"week": week}) for week in weeks))
    return case.policy(fixed_half_days=True, **policy).region_with(previous=plan).region


def kept(region: Region) -> dict[str, tuple[HalfDay, ...] | None]:
    """The half days that are pinned, the region's own pins left out."""
    return {p.item: p.half_days for p in region_of(region, Plan(), region.week).pins[len(region.pins) :]}


class TestAfterAPublishedPlan:
    @pytest.mark.parametrize("week", [BEFORE, WEEK])
    def test_the_plan_of_this_week_or_the_last_holds(self, week: str) -> None:
        found = kept(published(Case(), week))
        assert found["H1"] == found["H4"] == found["H7"] == S1
        assert "H5" not in found, "at no school"

    def test_a_later_week_says_nothing(self) -> None:
        assert kept(published(Case(), NEXT)) == {}

    def test_the_last_week_in_which_the_school_was_visited(self) -> None:
        moved = Case().only().visit(H1=At("B1", "H1", HalfDay.DO_OCHTEND, at("09:00"))).week_plan
        region = published(Case(), BEFORE)
        assert region.previous is not None
        weeks = (*region.previous.weeks, moved)
        found = kept(region.model_copy(update={"previous": Plan(weeks=weeks)}))
        assert found["H4"] == (HalfDay.DO_OCHTEND,), "S1 was visited last on Thursday"
        assert found["H2"] == kept(region)["H2"], "S2 was not visited since"

    def test_published_half_days_go_before_those_of_the_block(self) -> None:
        moved = Case().only().visit(H4=At("B1", "H4", HalfDay.DO_OCHTEND, at("09:00"))).week_plan
        region = published(Case(), BEFORE)
        pins = {p.item: p.half_days for p in region_of(region, Plan(weeks=(moved,)), NEXT).pins}
        assert pins["H4"] == S1

    def test_only_where_the_policy_says_so(self) -> None:
        region = published(Case(), WEEK)
        off = region.model_copy(update={"policy": region.policy.model_copy(update={"fixed_half_days": False})})
        assert region_of(off, Plan(), WEEK) == off

    def test_a_pin_of_the_user_s_own_goes_first(self) -> None:
        case = Case().region_with(pins=(Pin(item="H4", half_days=(HalfDay.VR_OCHTEND,)),))
        assert "H4" not in kept(published(case, WEEK))

    def test_who_cannot_be_served_whole_then_keeps_its_own(self) -> None:
        assert "H4" not in kept(published(Case().change("H4", current="B4", minutes=300), WEEK))

    def test_a_hard_commitment_goes_before_a_published_half_day(self) -> None:
        case = Case().change("H4", current="B1")
        assert kept(published(case, WEEK))["H4"] == S1
        found = kept(published(case, WEEK, running=RunningPolicy.HARD))
        assert "H4" not in found
        assert found["H7"] == S1, "nobody was promised to H7"

    def test_again_changes_nothing(self) -> None:
        once = region_of(published(Case(), WEEK), Plan(), WEEK)
        assert region_of(once, Plan(), WEEK) == once
        assert keeping_half_days(once, once.previous) is once

    def test_the_checker_sees_a_visit_in_another_half_day(self) -> None:
        case = Case()
        region = published(case, BEFORE)
        assert check(region, Plan(weeks=(case.week_plan,)), case.matrix).ok
        moved = case.only().visit(H4=At("B1", "H4", HalfDay.DO_OCHTEND, at("09:00"))).week_plan
        verdict = check(region, Plan(weeks=(moved,)), case.matrix)
        assert [(v.rule.value, v.items) for v in verdict.violations if v.rule.value == "pins"] == [("pins", ("H4",))]


def test_a_repair_keeps_the_half_days_of_schools() -> None:
    region, matrix = middle()
    fixed = region.model_copy(update={"policy": region.policy.model_copy(update={"fixed_half_days": True})})
    own: dict[str, Any] = {"time_limit": None, "work_limit": 0.3, "seed": 1, "threads": 1}
    first = optimizer.solve_week(fixed, matrix=matrix, **own)
    assert first.plan is not None
    gone = first.plan.weeks[0].tours[0].begeleider
    ill = tuple(b for b in fixed.begeleiders if b.id != gone)
    asked = tuple(
        h.model_copy(
            update={"current": None if h.current == gone else h.current, "preferred": ()},
        )
        for h in fixed.hulpvragen
    )
    overleggen = tuple(
        o.model_copy(
            update={
                "participants": o.participants.model_copy(
                    update={"begeleiders": tuple(b for b in o.participants.begeleiders if b != gone)}
                )
            }
        )
        for o in fixed.overleggen
    )
    later = fixed.model_copy(
        update={
            "previous": first.plan,
            "begeleiders": ill,
            "hulpvragen": asked,
            "overleggen": overleggen,
            "arrangementen": (),
        }
    )
    again = optimizer.solve_week(later, matrix=matrix, **own)
    assert again.plan is not None
    pins = {p.item: p.half_days for p in region_of(later, Plan(), later.week).pins}
    made = [
        (stop.item, stop.half_day)
        for tour in again.plan.weeks[0].tours
        for stop in tour.stops
        if stop.kind is StopKind.VISIT and stop.item in pins
    ]
    assert len(made) > 1
    assert all(half_day in (pins[item] or ()) for item, half_day in made)
    assert check(later, again.plan, matrix).ok
