"""Every stage of a joint plan by its value: own items without support, the roster with it, placements as they are."""

from __future__ import annotations

from dataclasses import replace

from optimizer.domain.half_day import HalfDay
from optimizer.domain.joint import JointKey, joint_stages
from optimizer.domain.placement import PlacementStage
from optimizer.domain.plan import Plan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import StageKey
from optimizer.rules.check import stage_values
from optimizer.rules.joint.check import check_joint, joint_stage_values, judged_joint
from optimizer.rules.placement.check import placement_stage_values
from tests.rules.joint.region import GROUP, VISITS, Case, lacking, placed
from tests.rules.witness import At, week_plan

Week, Placing = StageKey, PlacementStage


def values(case: Case, region: Region | None = None) -> dict[JointKey, int]:
    found = joint_stage_values(region or case.region, case.week, case.placement, case.matrix)
    assert tuple(found) == joint_stages(case.region.policy)
    return found


def test_the_small_plan_has_these_values() -> None:
    """C1 works 45 + 30 and twice 15; C2 90; of the 1200 of their contracts. Tours: C1, C2 and X1 there and back."""
    found = {str(key): value for key, value in values(Case()).items() if value}
    assert found == {
        "rung_4": 1,
        "rung_3": 1,
        "rung_2": 5,
        "support_missing": 60 + 3000,
        "travel": 60,
        "balance": 88,
        "travel_longest": 10,
        "travel_total": 70,
        "placement_spread": 3,
    }


def test_stages_of_placement_are_those_of_placement() -> None:
    case = Case()
    alone = placement_stage_values(case.region, case.placement, case.matrix)
    found = values(case)
    assert {key: found[key] for key in PlacementStage} == alone


def test_what_support_adds_to_the_roster_counts_there_and_nowhere_else() -> None:
    """Without the visit of C1 for L1: no class, no kring and no school is worse off, the roster is shorter."""
    case, less = Case(), Case().visit(L1=None).place(L1=placed("L1", "B1", missing=lacking(30)))
    assert less.verdict.ok
    before, after = values(case), values(less)
    assert {key: after[key] - before[key] for key in before if after[key] != before[key]} == {
        Placing.SUPPORT_MISSING: 180,
        Week.BALANCE: 75 - 88,  # 45 + 15 + 30 + 15 of 1200 becomes 90 of C2's group
    }


def test_a_visit_about_support_is_no_visit_to_a_school() -> None:
    case = Case().visit(H1=None)
    found = values(case)
    assert found[Week.SCHOOLS_UNSERVED] == 1
    assert found[Week.UNMET_NORMAL] == 45
    assert found[Week.RUNNING_BROKEN] == 1
    assert found[Week.FAIRNESS_KRING] == 1000


def test_a_support_candidate_without_a_seat_counts_in_no_class() -> None:
    case = (
        Case().grouped(GROUP.model_copy(update={"members": ("L6",)})).place(L3=placed("L3", "B2", missing=lacking(20)))
    )
    assert case.verdict.ok
    assert values(case)[Week.UNMET_NORMAL] == 0
    own = Case().change("arrangementen", 0, candidates=["L6", "L3"])
    own = replace(case, data=own.data)
    assert values(own)[Week.UNMET_NORMAL] == 45


def test_budgets_and_neighbours_count_support_too() -> None:
    case = Case()
    budget = {"id": "G1", "payer": {"kind": "kring", "id": "K1"}, "minutes": 70}
    data = {**case.data, "budgets": [budget], "policy": {"neighbours": "price"}}
    data["kringen"] = [kring | {"neighbours": ["K2" if kring["id"] == "K1" else "K1"]} for kring in data["kringen"]]
    data["begeleiders"] = [one | {"kringen": ["K2"]} if one["id"] == "X1" else one for one in data["begeleiders"]]
    found = replace(case, data=data)
    # X1 serves no kring of the school itself, so its institute is asked by nobody and it cannot come
    assert not found.verdict.ok
    assert values(found)[Week.BUDGET_OVERRUN] == 45 + 30 + 25 - 70
    assert values(found)[Week.OUTSIDE_KRING] == 1


def test_changes_are_those_of_own_items() -> None:
    """The published week held H1 elsewhere, and visits about support: only H1 moved."""
    case = Case()
    old = {
        **VISITS,
        "H1": At("C1", "H1", HalfDay.DO_OCHTEND, 540),
        "L1": At("C1", "L1~gedrag", HalfDay.DO_OCHTEND, 600),
    }
    published = week_plan(case.activated, case.matrix, old.values(), case.groups)
    region = case.region.model_copy(update={"previous": Plan(weeks=(published,))})
    assert values(case, region)[Week.CHANGES] == 1
    nothing = week_plan(case.region, case.matrix, [old["H1"]], [GROUP.model_copy(update={"members": ("L6",)})])
    region = case.region.model_copy(update={"previous": Plan(weeks=(nothing,))})
    # the members of a group are the group's own: L3 joins
    assert values(case, region)[Week.CHANGES] == 2


def test_without_placements_it_is_a_week() -> None:
    case = replace(Case(), placements={}, visits={"H1": VISITS["H1"]}).grouped(
        GROUP.model_copy(update={"members": ("L6",)})
    )
    found = values(case)
    assert case.verdict.ok
    assert {key: found[key] for key in case.region.policy.stage_order()} == stage_values(
        case.region, case.week, case.matrix
    )
    assert found[Placing.UNPLACED_LATER] == 7


def test_verdict_and_values_come_together() -> None:
    case = Case().visit(L1=None)
    given = (case.region, Plan(weeks=(case.week,)), case.placement, case.matrix)
    assert judged_joint(*given) == (check_joint(*given), joint_stage_values(*given))


def test_stages_stand_in_the_order_of_the_policy() -> None:
    case = Case()
    order = list(case.region.policy.stage_order())
    order.remove(Week.UNMET_LOW)
    order.insert(0, Week.UNMET_LOW)
    own = replace(case, data={**case.data, "policy": {"stages": [str(key) for key in order]}})
    found = [str(key) for key in values(own)]
    assert found[:3] == ["unplaced_absent", "unplaced_past", "unplaced_overdue"]
    assert found[11:19] == [
        "unmet_low",
        "overleg_missed",
        "running_broken",
        "unmet_urgent",
        "support_missing",
        "unmet_normal",
        "wish_sum",
        "wish_worst",
    ]


def test_half_days_that_schools_keep_bind_the_own_items_only() -> None:
    """B1 was visited on Thursday: H1 must be then, a visit about support need not."""
    case = Case()
    data = {**case.data, "policy": {"fixed_half_days": True}}
    old = week_plan(case.region, case.matrix, [At("C1", "H1", HalfDay.DO_OCHTEND, 540)])
    kept = replace(case, data=data)
    region = kept.region.model_copy(update={"previous": Plan(weeks=(old.model_copy(update={"week": "2026-W47"}),))})
    verdict = check_joint(region, kept.week, kept.placement, kept.matrix)
    assert [(one.rule, one.items) for one in verdict.week.violations] == [("pins", ("H1",))]
    moved = kept.visit(H1=At("C1", "H1", HalfDay.DO_OCHTEND, 540))
    assert check_joint(region, moved.week, moved.placement, moved.matrix).ok
