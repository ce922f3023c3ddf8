"""One mutant of a valid plan for every rule key: the checker rejects it, and for that reason alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from optimizer.domain.plan import Plan
from optimizer.domain.vocabulary import RuleKey, RunningPolicy
from optimizer.rules.check import check
from tests.rules.builders import DI_O, DO_M, DO_O, GROUP, MA_O, SLOT, VR_O, WO_O, Case, at
from tests.rules.witness import At

Mutation = Callable[[Case], Case]


def _group(**fields: object) -> Mutation:
    return lambda case: case.grouped(GROUP.model_copy(update=fields))


def _visit(**changes: At | None) -> Mutation:
    return lambda case: case.visit(**changes)


MUTANTS: list[tuple[RuleKey, str, Mutation]] = [
    (RuleKey.EXPERTISE, "lacks the expertise", _visit(H2=At("B3", "H2", MA_O, at("10:05")))),
    (RuleKey.EXPERTISE, "institute", _visit(H6=At("B3", "H6", WO_O, at("09:00")))),
    (RuleKey.KRING, "not a kring served", _visit(H5=At("B3", "H5", DO_M, at("13:00")))),
    (RuleKey.AVAILABILITY, "no window", _visit(H2=At("B1", "H2", VR_O, at("10:05")))),
    (RuleKey.ONE_PLACE, "two at one IB", _visit(H4=At("B2", "H4", MA_O, at("09:30")))),
    (RuleKey.ONE_PLACE, "group and visit", _visit(H7=At("B1", "H7", DI_O, at("10:30")))),
    (RuleKey.HALF_DAY_TIME, "too soon", _visit(H2=At("B1", "H2", MA_O, at("10:04")))),
    (RuleKey.WINDOW, "before the window", _visit(H2=At("B1", "H2", DO_O, at("09:59")))),
    (
        RuleKey.CONTRACT,
        "too many minutes",
        _visit(H2=At("B4", "H2", DO_O, at("10:00")), H8=At("B4", "H8", DO_O, at("10:55"))),
    ),
    (RuleKey.MAX_SCHOOLS, "third school", _visit(H8=At("B1", "H8", MA_O, at("11:00")))),
    (RuleKey.ONE_BEGELEIDER, "second visit by another", _visit(H1b=At("B4", "H1", DO_O, at("09:00")))),
    (RuleKey.SPREAD, "too close", _visit(H1b=At("B1", "H1", DI_O, at("10:30")))),
    (RuleKey.SPREAD, "too many", _visit(H4b=At("B1", "H4", DO_O, at("09:00")))),
    (RuleKey.BUDGET, "hard budget", _visit(H9=At("B4", "H9", DO_O, at("09:00")))),
    (RuleKey.GROUP_SIZE, "too small", _group(members=("L1",))),
    (RuleKey.GROUP_HOST, "not a session start", _group(start=at("09:30"))),
    (RuleKey.GROUP_TRAVEL, "too far", _group(members=("L1", "L2", "L5"))),
    (RuleKey.GROUP_LEADER, "not qualified", _group(leader="B3")),
    (RuleKey.GROUP_LEADER, "co-leader missing", _group(co_leaders=())),
    (RuleKey.GROUP_MEMBER, "outside the band", _group(members=("L1", "L2", "L4"))),
    (RuleKey.GROUP_MEMBER, "need not answered", _group(members=("L1", "L2", "L6"))),
    (
        RuleKey.OVERLEG,
        "IB absent",
        lambda case: case.meeting(SLOT.model_copy(update={"half_day": DO_M})),
    ),
    (RuleKey.PINS, "another start", _visit(H3=At("B2", "H3", DO_M, at("13:01")))),
    (RuleKey.PINS, "vetoed half day", _visit(H5=At("B2", "H5", DI_O, at("10:40")))),
    (RuleKey.RUNNING, "visits dropped", lambda case: _hard(case).visit(H1a=None, H1b=None)),
    (RuleKey.RUNNING, "group closed", lambda case: _hard(case).grouped()),
]


def _hard(case: Case) -> Case:
    return case.policy(running=RunningPolicy.HARD)


def _keys(plan: Plan, case: Case) -> set[RuleKey]:
    verdict = check(case.region, plan, case.matrix)
    assert verdict.ok is not bool(verdict.violations)
    return {violation.rule for violation in verdict.violations}


@pytest.mark.parametrize("running", list(RunningPolicy))
def test_the_plan_that_the_mutants_come_from_is_valid(running: RunningPolicy) -> None:
    case = Case().policy(running=running)
    assert check(case.region, case.plan, case.matrix).violations == ()


@pytest.mark.parametrize(("key", "mutate"), [pytest.param(k, m, id=f"{k}: {why}") for k, why, m in MUTANTS])
def test_a_mutant_is_rejected_by_its_key_alone(key: RuleKey, mutate: Mutation) -> None:
    case = mutate(Case())
    assert _keys(case.plan, case) == {key}


def test_a_leg_with_a_false_length_is_rejected_by_witness_alone() -> None:
    case = Case()
    week = case.week_plan
    first = week.tours[0]
    leg = first.legs[1].model_copy(update={"minutes": first.legs[1].minutes + 1})
    tour = first.model_copy(update={"legs": (first.legs[0], leg, *first.legs[2:])})
    mutant = Plan(weeks=(week.model_copy(update={"tours": (tour, *week.tours[1:])}),))
    assert _keys(mutant, case) == {RuleKey.WITNESS}


def test_every_key_has_a_mutant() -> None:
    assert {key for key, _, _ in MUTANTS} | {RuleKey.WITNESS} == set(RuleKey)
