"""Every planted situation is explained by its true cause, none wrongly, and its cheapest repair is found."""

from __future__ import annotations

import pytest

from optimizer.api import solve_week
from optimizer.domain.explain import Reason, ReasonKind, Repair
from optimizer.domain.result import Status
from optimizer.explain.around import Around
from optimizer.explain.asking import explained
from optimizer.explain.goal import goal_of
from optimizer.explain.reasons import unserved_goals
from tests.explain.planted.gatherings import GATHERINGS
from tests.explain.planted.situation import Situation
from tests.explain.planted.visits import VISITS

WEEK = (*VISITS, *GATHERINGS)


def reason(situation: Situation) -> Reason:
    region, matrix = situation.region, situation.matrix
    bounds = {}
    plan = situation.plan
    if plan is None:
        result = solve_week(region, matrix=matrix, time_limit=60, threads=1)
        assert result.status is Status.OPTIMAL
        assert result.plan is not None
        plan, bounds = result.plan.weeks[0], {stage.key: stage.bound for stage in result.stages}
    with Around(region, matrix, plan, bounds) as around:
        found = unserved_goals(around)
        if "?" in (situation.item, situation.leerling):  # either may be left out
            (goal,) = found
        else:
            goal = goal_of(region, situation.item, situation.leerling)
            asked = situation.kind is not ReasonKind.NOT_ASKED
            assert (goal in found) is asked
        return explained(around, goal, repairs=True, seconds=30)


def keys(found: Reason) -> frozenset[frozenset[str]]:
    every = (found.facts, *found.otherwise) if found.facts else ()
    return frozenset(frozenset(fact.key for fact in some) for some in every)


@pytest.mark.parametrize("situation", WEEK, ids=lambda one: one.name)
def test_the_cause_and_the_cheapest_repair_are_found(situation: Situation) -> None:
    found = reason(situation)
    assert (found.kind, found.proven) == (situation.kind, True)
    assert keys(found) == situation.sets
    assert {one.item for one in found.displaced if one.minutes > 0} >= set(situation.displaced)
    assert_cheapest(situation, found)


def assert_cheapest(situation: Situation, found: Reason) -> None:
    wanted = situation.cheapest
    if wanted is None:
        assert found.repairs == ()
        return
    first: Repair = found.repairs[0]
    entities = tuple(found.item if one == "?" else one for one in wanted.entities)
    assert (first.kind, first.entities, first.half_day) == (wanted.kind, entities, wanted.half_day)
    assert (first.amount, first.price) == (wanted.amount, wanted.price)


def test_there_are_enough_of_them_and_no_two_alike() -> None:
    assert len(WEEK) >= 40
    assert len({one.name for one in WEEK}) == len(WEEK)
