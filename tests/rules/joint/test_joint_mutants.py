"""Mutants of a valid joint plan: the checker rejects each, and for that reason alone."""

from __future__ import annotations

import pytest

from optimizer.domain.half_day import HalfDay
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.joint import support_id
from optimizer.domain.placement import PlacementPlan, PlacementRule, PlacementViolation, Source
from optimizer.domain.plan import Plan
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.joint.check import check_joint
from tests.rules.joint.region import GROUP, PLACED, Case, by, lacking, placed
from tests.rules.witness import At

SUPPORT = PlacementRule.SUPPORT
Found = tuple[tuple[str, ...], str | None, int | str | None, int | str | None]


def told(case: Case) -> list[Found]:
    """Return what the support rule says, when nothing else is wrong."""
    verdict = case.verdict
    assert verdict.week.violations == ()
    assert {one.rule for one in verdict.placement.violations} <= {SUPPORT}
    assert verdict.ok is verdict.placement.ok is not bool(verdict.placement.violations)
    return [(one.leerlingen, one.school, one.found, one.limit) for one in verdict.placement.violations]


def test_the_small_plan_is_sound() -> None:
    assert told(Case()) == []


L3_LACKS = placed("L3", "B2", missing=lacking(20))
TWO_NEEDS = [{"expertise": "gedrag", "minutes": 20}, {"expertise": "tos"}]
X1 = by(Source.KRING, "X1", 25, "tos")
MUTANTS: list[tuple[str, Case, list[Found]]] = [
    ("a visit that is not made", Case().visit(L1=None), [(("L1",), "B1", "kring: C1", None)]),
    (
        "a visit that nobody names",
        Case().place(L1=placed("L1", "B1", missing=lacking(30))),
        [(("L1",), "B1", "kring: C1", None)],
    ),
    (
        "a visit by somebody else",
        Case().visit(L1=At("C2", "L1~gedrag", HalfDay.MA_OCHTEND, 600)),
        [(("L1",), "B1", "kring: C1", None), (("L1",), "B1", "kring: C2", "C1")],
    ),
    (
        "the visit of another need",
        Case().place(L4=placed("L4", "B1", by(Source.KRING, "X1", 15), X1)),
        [(("L4",), "B1", "kring: X1", None)],
    ),
    (
        "a visit that answers a part",
        Case().place(L1=placed("L1", "B1", by(Source.KRING, "C1", 20), missing=lacking(10))),
        [(("L1",), "B1", 120, 180)],
    ),
    (
        "more than the need",
        Case().place(L1=placed("L1", "B1", by(Source.KRING, "C1", 31))),
        [(("L1",), "B1", 186, 180), (("L1",), "B1", 186, 180)],
    ),
    (
        "a visit and shared minutes",
        Case().place(L4=placed("L4", "B1", by(Source.SCHOOL, "B1", 15), X1, by(Source.SHARED, "B2", 0, "tos"))),
        [(("L4",), "B1", "kring: X1, shared: B2", 1)],
    ),
    (
        "no seat in the group",
        Case().grouped(GROUP.model_copy(update={"members": ("L6",)})),
        [(("L3",), "B2", "group: A1", None)],
    ),
    ("a group that is closed", Case().grouped(), [(("L3",), "B2", "group: A1", None)]),
    (
        "a group that answers another need",
        Case().place(L3=placed("L3", "B2", by(Source.GROUP, "A2", 20))),
        [(("L3",), "B2", "group: A2", None)],
    ),
    (
        "a group that answers a part",
        Case().place(L3=placed("L3", "B2", by(Source.GROUP, "A1", 5), missing=lacking(15))),
        [(("L3",), "B2", 30, 120)],
    ),
    (
        "no expertise of the school",
        Case().change("schools", 0, expertise=[]),
        [(("L4",), "B1", "school: B1", None)],
    ),
    (
        "more than the support places",
        Case().change("schools", 0, support_places=0),
        [(("L4",), "B1", 1, 0)],
    ),
    (
        "another school",
        Case().place(L4=placed("L4", "B1", by(Source.SCHOOL, "B2", 15), X1)),
        [(("L4",), "B1", "school: B2", None), (("L4",), "B2", 1, 0)],
    ),
    (
        "a school that answers a part",
        Case().place(L4=placed("L4", "B1", by(Source.SCHOOL, "B1", 10), X1, missing=lacking(5))),
        [(("L4",), "B1", 60, 90)],
    ),
    (
        "more minutes than are shared",
        Case().place(L2=placed("L2", "B2", by(Source.SHARED, "B2", 11, "tos"), missing=lacking(9, "tos"))),
        [(("L2",), "B2", 66, 60)],
    ),
    (
        "minutes shared with another kring",
        Case().place(
            L2=placed(
                "L2",
                "B3",
                by(Source.SHARED, "B2", 10, "tos"),
                missing=lacking(10, "tos"),
                rung="regular-gemeente",
                rung_number=3,
            )
        ),
        [(("L2",), "B3", "shared: B2", None)],
    ),
    (
        "less than the need",
        Case().place(L2=placed("L2", "B2", missing=lacking(10, "tos"))),
        [(("L2",), "B2", 60, 120)],
    ),
    (
        "missing beside the needs",
        Case().place(L7=placed("L7", "B1", missing=lacking(1, "tos"))),
        [(("L7",), "B1", 6, 0)],
    ),
    (
        "asked for at a special school",
        Case().place(L5=placed("L5", "S1", missing=lacking(40), rung="sbo", rung_number=4)),
        [(("L5",), "S1", 240, 0)],
    ),
    (
        "of nobody",
        Case().place(L1=placed("L1", "B1", by(Source.KRING, "C9", 30))),
        [(("L1",), "B1", "kring: C1", "C9"), (("L1",), "B1", "kring: C9", None)],
    ),
]


@pytest.mark.parametrize(("case", "found"), [mutant[1:] for mutant in MUTANTS], ids=[mutant[0] for mutant in MUTANTS])
def test_support_that_is_not_so_is_told(case: Case, found: list[Found]) -> None:
    assert told(case) == found


WEEK_MUTANTS: list[tuple[str, Case, set[RuleKey]]] = [
    ("not a kring of who visits", Case().change("begeleiders", 0, kringen=["K2"]), {RuleKey.KRING}),
    (
        "an institute where the own people could",
        Case().change("begeleiders", 1, expertise=["gedrag", "tos"]),
        {RuleKey.EXPERTISE},
    ),
    (
        "two visits for one need",
        Case().visit(twice=At("C1", "L1~gedrag", HalfDay.WO_OCHTEND, 600)),
        {RuleKey.SPREAD},
    ),
    (
        "in a group and visited at once",
        Case()
        .change("arrangementen", 0, size={"min": 1, "preferred": 2, "max": 3}, candidates=["L6", "L1"])
        .grouped(GROUP.model_copy(update={"members": ("L6", "L3", "L1")}))
        .visit(L1=At("C1", "L1~gedrag", HalfDay.DI_OCHTEND, 600)),
        {RuleKey.ONE_PLACE},
    ),
    (
        "at two places at once",
        Case().visit(L1=At("C1", "L1~gedrag", HalfDay.MA_OCHTEND, 560)),
        {RuleKey.ONE_PLACE, RuleKey.HALF_DAY_TIME},
    ),
    ("more than the contract", Case().change("begeleiders", 0, contract_minutes=104), {RuleKey.CONTRACT}),
    ("a need outside what the group answers", Case().change("leerlingen", 2, needs=TWO_NEEDS), {RuleKey.GROUP_MEMBER}),
    ("a group of another band", Case().change("leerlingen", 2, leerjaar=6), {RuleKey.GROUP_MEMBER}),
    (
        "a group for who has nothing to ask",
        Case().grouped(GROUP.model_copy(update={"members": ("L6", "L7")})).place(L3=L3_LACKS),
        {RuleKey.GROUP_MEMBER},
    ),
    (
        "a group for who goes to a special school",
        Case().grouped(GROUP.model_copy(update={"members": ("L6", "L5")})).place(L3=L3_LACKS),
        {RuleKey.GROUP_MEMBER},
    ),
    (
        "a group that starts later than the leerling",
        Case().change("arrangementen", 0, **{"from": "2026-11-24"}),
        {RuleKey.GROUP_MEMBER},
    ),
]


@pytest.mark.parametrize(("case", "rules"), [m[1:] for m in WEEK_MUTANTS], ids=[m[0] for m in WEEK_MUTANTS])
def test_support_keeps_the_rules_of_the_week(case: Case, rules: set[RuleKey]) -> None:
    verdict = case.verdict
    assert {one.rule for one in verdict.week.violations} == rules
    assert verdict.ok is verdict.week.ok is False


def placement_rules(case: Case) -> set[PlacementRule]:
    verdict = case.verdict
    assert verdict.week.ok
    return {one.rule for one in verdict.placement.violations}


def test_every_other_rule_of_placement_still_holds() -> None:
    assert placement_rules(Case().change("schools", 2, places=[{"free": 0}])) == {PlacementRule.PLACE}
    no_condition = PLACED["L8"].model_copy(update={"conditions": ()})
    assert placement_rules(Case().place(L8=no_condition)) == {PlacementRule.WITNESS}
    vetoed = Case({**Case().data, "pins": [{"item": "L7", "veto": True}]})
    assert placement_rules(vetoed) == {PlacementRule.PINS}


def test_limits_of_begeleiders_and_seats_over_the_starting_period_do_not_apply() -> None:
    """The roster is what there is: C1 works 105 minutes, the group has two seats of which one stays."""
    case = Case().change("begeleiders", 0, contract_minutes=105)
    assert told(case) == []
    seats = {"min": 1, "preferred": 1, "max": 1}
    late = case.change("arrangementen", 0, size=seats, max_groups=2, running=None)
    second = {"id": "A1#2", "half_day": HalfDay.DO_OCHTEND, "members": ("L3",)}
    alone = GROUP.model_copy(update={"members": ("L6",)})
    assert told(late.grouped(alone, GROUP.model_copy(update=second))) == []


def test_a_need_longer_than_a_visit_is_answered_whole_by_a_visit() -> None:
    """500 minutes a week are asked as one visit of 480."""
    all_day = {"di-ochtend": "08:00-17:00"}
    case = (
        Case()
        .change("schools", 2, hours=all_day)
        .change("begeleiders", 1, kringen=["K1", "K2"], availability=all_day)
        .grouped()
        .place(L3=L3_LACKS)
        .place(L8=placed("L8", "B3", by(Source.KRING, "C2", 500), rung="regular-gemeente", rung_number=3))
        .visit(L8=At("C2", "L8~gedrag", HalfDay.DI_OCHTEND, 8 * 60 + 30))
    )
    (request,) = (one for one in case.activated.hulpvragen if one.id == "L8~gedrag")
    assert request.minutes == 480
    assert told(case) == []


def test_a_visit_about_nobody_is_an_unknown_item() -> None:
    case = Case()
    without = PlacementPlan(placements=tuple(one for own, one in case.placements.items() if own != "L1"))
    verdict = check_joint(case.region, case.week, without, case.matrix)
    assert {one.rule for one in verdict.week.violations} == {RuleKey.WITNESS}
    assert any(one.found == "L1~gedrag" for one in verdict.week.violations)
    assert verdict.placement.ok


def test_the_plans_are_bound_to_the_region_itself() -> None:
    case = Case()
    region, matrix = case.region, case.matrix
    own = {"instance_sha256": instance_sha256(region), "matrix_sha256": matrix.sha256}
    plan = Plan(weeks=(case.week,)).model_copy(update=own)
    placement = case.placement.model_copy(update=own)
    assert check_joint(region, plan, placement, matrix).ok
    for name in own:
        other = check_joint(region, plan.model_copy(update={name: "0" * 64}), placement, matrix)
        assert {one.rule for one in other.week.violations} == {RuleKey.WITNESS}
        assert other.placement.ok
        other = check_joint(region, plan, placement.model_copy(update={name: "0" * 64}), matrix)
        assert {one.rule for one in other.placement.violations} == {PlacementRule.WITNESS}
        assert other.week.ok
    activated = plan.model_copy(update={"instance_sha256": instance_sha256(case.activated)})
    assert not check_joint(region, activated, placement, matrix).ok


def test_a_joint_plan_holds_the_week_of_the_region_and_no_other() -> None:
    case = Case()
    next_week = case.week.model_copy(update={"week": "2026-W49"})
    for plan in (Plan(), Plan(weeks=(case.week, next_week)), Plan(weeks=(case.week, case.week)), next_week):
        verdict = check_joint(case.region, plan, case.placement, case.matrix)
        assert RuleKey.WITNESS in {one.rule for one in verdict.week.violations}


def test_an_own_hulpvraag_with_the_id_of_a_request_keeps_it() -> None:
    """The visit is that of the region's own; the need of the leerling cannot be visited, and both are told."""
    case = Case().change("hulpvragen", 0, id="L1~gedrag").visit(H1=None)
    verdict = case.verdict
    assert [(one.rule, one.items, one.found, one.limit) for one in verdict.week.violations if one.found == 2] == [
        (RuleKey.WITNESS, ("L1~gedrag",), 2, 1)
    ]
    expected = PlacementViolation(rule=SUPPORT, leerlingen=("L1",), school="B1", found="kring: C1")
    assert verdict.placement.violations == (expected,)


def test_two_needs_never_have_one_id() -> None:
    """``L1~a`` asking b, and L1 asking ``a~b``, would be written the same were nothing escaped."""
    data = Case().data
    first = {**data["leerlingen"][0], "needs": [{"expertise": "a~b", "minutes": 30}]}
    other = {**data["leerlingen"][0], "id": "L1~a", "needs": [{"expertise": "b", "minutes": 30}]}
    case = Case({**data, "leerlingen": [first, other], "arrangementen": []}, {}, {}, ())
    case = case.place(
        a=placed("L1", "B1", missing=lacking(30, "a~b")), b=placed("L1~a", "B1", missing=lacking(30, "b"))
    )
    assert support_id("L1", "a~b") != support_id("L1~a", "b")
    assert [one.items for one in case.verdict.week.violations if one.found == 2] == []
