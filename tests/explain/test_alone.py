"""Whether an item can be served alone, against all plans there are; and the sets of facts, against their definition."""

from __future__ import annotations

from itertools import combinations

import pytest

from optimizer.domain.explain import ItemKind
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.region import Region
from optimizer.explain.alone import World, alone
from optimizer.explain.goal import Goal, goal_of, is_served, only
from optimizer.explain.lifts import lifts_of
from optimizer.explain.structural import barred, mended
from optimizer.rules.check import check_week, unserved
from tests.agreement.oracle import best
from tests.agreement.tiny import crowded, tiny


def goals(region: Region) -> list[Goal]:
    items = [h.id for h in region.hulpvragen] + [a.id for a in region.arrangementen]
    return [goal_of(region, one) for one in (*items, *(o.id for o in region.overleggen))]


def servable(region: Region, matrix: TravelMatrix, goal: Goal) -> bool:
    """Whether the best of all plans of the item alone serves it: nothing else pulls the other way."""
    found = best(only(region, goal), matrix)
    assert found is not None
    if goal.kind is ItemKind.GROUP:  # a group whose seats count for nobody need not open
        return any(group.arrangement == goal.item for group in found[1].groups)
    return all(one.id != goal.item for one in unserved(only(region, goal), found[1], matrix)) and is_served(
        only(region, goal), goal, found[1]
    )


@pytest.mark.parametrize("seed", range(40))
def test_of_a_tiny_region_alone_finds_a_plan_exactly_when_there_is_one(seed: int) -> None:
    region, matrix = tiny(seed)
    for goal in goals(region):
        plan = alone(World(region, matrix), goal)
        if plan is not None:
            assert check_week(only(region, goal), plan, matrix) == ()
            assert is_served(only(region, goal), goal, plan)
        if goal.kind is not ItemKind.GROUP or plan is None:
            assert (plan is not None) is servable(region, matrix, goal)


@pytest.mark.parametrize("seed", range(12))
def test_a_group_that_opens_in_some_plan_is_found(seed: int) -> None:
    region, matrix = crowded(seed)
    for goal in goals(region):
        if goal.kind is ItemKind.GROUP and alone(World(region, matrix), goal) is None:
            assert not servable(region, matrix, goal)


@pytest.mark.parametrize("seed", range(60))
def test_every_set_of_facts_is_enough_and_none_smaller_is(seed: int) -> None:
    region, matrix = tiny(seed)
    world = World(region, matrix)
    for goal in goals(region):
        found = barred(world, goal)
        assert (found is None) is (alone(world, goal) is not None)
        for some in found.sets if found is not None else ():
            assert alone(mended(world, some), goal) is not None
            for fewer in combinations(some, len(some) - 1):
                assert alone(mended(world, fewer), goal) is None


@pytest.mark.parametrize("seed", range(60))
def test_no_set_of_facts_of_that_size_is_left_out(seed: int) -> None:
    region, matrix = tiny(seed)
    world = World(region, matrix)
    for goal in goals(region):
        found = barred(world, goal)
        if found is None or not found.smallest or len(found.sets[0]) > 1:
            continue
        enough = {lift.key for lift in lifts_of(region, goal) if alone(lift.apply(world), goal) is not None}
        assert enough == {lift.key for (lift,) in found.sets}
