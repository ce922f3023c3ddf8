"""The checker's face: verdicts, hashes, weeks, order, speed."""

from __future__ import annotations

import random
import time

from optimizer.domain.hashing import instance_sha256
from optimizer.domain.plan import Plan
from optimizer.domain.vocabulary import RuleKey, StageKey
from optimizer.rules.check import check, stage_values, unserved
from optimizer.rules.registry import RULES, STAGE_VALUES
from tests.rules.builders import DO_O, GROUP, MA_M, MA_O, VR_O, Case, at, begeleider, hulpvraag, school
from tests.rules.matrix import table_matrix
from tests.rules.witness import At, week_plan


def test_every_rule_and_every_stage_is_there_once() -> None:
    assert tuple(RULES) == tuple(RuleKey)
    assert tuple(STAGE_VALUES) == tuple(StageKey)


class TestBinding:
    def test_a_plan_bound_to_this_region_and_matrix(self) -> None:
        case = Case()
        bound = case.plan.model_copy(
            update={"instance_sha256": instance_sha256(case.region), "matrix_sha256": case.matrix.sha256}
        )
        assert check(case.region, bound, case.matrix).ok

    def test_a_plan_for_another_region_or_matrix(self) -> None:
        case = Case()
        for field, true in (("instance_sha256", instance_sha256(case.region)), ("matrix_sha256", case.matrix.sha256)):
            (violation,) = check(case.region, case.plan.model_copy(update={field: "0" * 64}), case.matrix).violations
            assert violation.rule is RuleKey.WITNESS
            assert (violation.items, violation.found, violation.limit) == (("klein",), "0" * 64, true)

    def test_a_plan_made_by_hand_has_no_hashes(self) -> None:
        case = Case()
        assert (case.plan.instance_sha256, case.plan.matrix_sha256) == ("", "")
        assert check(case.region, case.plan, case.matrix).ok


class TestWeeks:
    def test_every_week_is_judged_by_its_own_demand(self) -> None:
        case = Case()
        later = week_plan(case.region, case.matrix, case.visits.values(), case.groups, week="2026-W49")
        assert check(case.region, Plan(weeks=(case.week_plan, later)), case.matrix).ok
        # an overleg of week 48 is not active in week 49
        meeting = week_plan(case.region, case.matrix, overleg=case.overleg, week="2026-W49")
        plan = Plan(weeks=(case.week_plan, meeting))
        assert {v.rule for v in check(case.region, plan, case.matrix).violations} == {RuleKey.OVERLEG}
        assert check(case.region, plan, case.matrix, week="2026-W48").ok
        assert not check(case.region, plan, case.matrix, week="2026-W49").ok

    def test_a_week_that_is_not_there(self) -> None:
        case = Case()
        (violation,) = check(case.region, case.plan, case.matrix, week="2026-W49").violations
        assert (violation.rule, violation.items, violation.found) == (RuleKey.WITNESS, ("2026-W49",), 0)
        (violation,) = check(case.region, Plan(), case.matrix).violations
        assert (violation.rule, violation.items, violation.found) == (RuleKey.WITNESS, (), 0)

    def test_a_week_given_twice(self) -> None:
        case = Case()
        (violation,) = check(case.region, Plan(weeks=case.plan.weeks * 2), case.matrix).violations
        assert (violation.rule, violation.items, violation.found) == (RuleKey.WITNESS, ("2026-W48",), 2)


def test_violations_are_complete_and_sorted() -> None:
    case = Case().grouped(GROUP.model_copy(update={"members": ("L4",), "leader": "B3"}))
    case = case.visit(H2=At("B3", "H2", VR_O, at("08:00")), H9=At("B1", "H9", MA_O, at("08:00")))
    violations = check(case.region, case.plan, case.matrix).violations
    order = list(RuleKey)
    assert [order.index(v.rule) for v in violations] == sorted(order.index(v.rule) for v in violations)
    assert {v.rule for v in violations} == {
        RuleKey.EXPERTISE,
        RuleKey.ONE_PLACE,
        RuleKey.HALF_DAY_TIME,
        RuleKey.WINDOW,
        RuleKey.BUDGET,
        RuleKey.GROUP_SIZE,
        RuleKey.GROUP_LEADER,
        RuleKey.GROUP_MEMBER,
    }
    shuffled = list(case.week_plan.tours)
    random.Random(1).shuffle(shuffled)
    again = Plan(weeks=(case.week_plan.model_copy(update={"tours": tuple(shuffled)}),))
    assert check(case.region, again, case.matrix).violations == violations


def test_an_empty_plan_is_valid_and_serves_nothing() -> None:
    case = Case().only()
    assert check(case.region, case.plan, case.matrix).ok
    active = [one.id for one in unserved(case.region, case.week_plan, case.matrix)]
    assert active == list(case.week_plan.active)


def test_a_region_of_real_size_is_checked_at_once() -> None:
    schools = tuple(school(f"S{i}", bestuur=f"P{i % 3 + 1}") for i in range(56))
    people = tuple(begeleider(f"B{i}", "gedrag", "tos") for i in range(16))
    asked = tuple(hulpvraag(f"H{i}", f"S{i % 56}", "gedrag" if i % 2 else "tos", 30) for i in range(180))
    region = Case().region.model_copy(
        update={"schools": schools, "begeleiders": people, "hulpvragen": asked, "pins": (), "overleggen": ()}
    )
    region = region.model_copy(update={"arrangementen": (), "budgets": ()})
    matrix = table_matrix(region, default=10)
    half_days = (MA_O, MA_M, DO_O)
    visits = [
        At(f"B{i % 16}", f"H{i}", half_days[i // 16 % 3], (510 if i // 16 % 3 != 1 else 765) + 40 * (i // 48))
        for i in range(180)
    ]
    plan = Plan(weeks=(week_plan(region, matrix, visits),))
    seconds = []
    for _ in range(5):
        begin = time.process_time()
        check(region, plan, matrix)
        stage_values(region, plan.weeks[0], matrix)
        seconds.append(time.process_time() - begin)
    assert min(seconds) < 0.1
