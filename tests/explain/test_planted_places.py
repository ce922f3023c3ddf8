"""Planted leerlingen without a place, or with support missing: the true cause and the cheapest repair are found."""

from __future__ import annotations

import pytest

from optimizer.domain.explain import ItemKind
from optimizer.domain.placement import PlacementResult
from optimizer.domain.result import Status
from optimizer.explain.asking import explain_item
from optimizer.proposals import propose_placements
from tests.explain.planted.places import PLACES, Placed
from tests.rules.matrix import TableMatrix, table_matrix


def proposals(situation: Placed) -> tuple[TableMatrix, PlacementResult]:
    matrix = table_matrix(situation.region, default=situation.minutes)
    result = propose_placements(situation.region, matrix=matrix)
    assert result.status is Status.OPTIMAL
    return matrix, result


@pytest.mark.parametrize("situation", PLACES, ids=lambda one: one.name)
def test_the_cause_and_the_cheapest_repair_are_found(situation: Placed) -> None:
    matrix, result = proposals(situation)
    assert result.plan is not None
    item = situation.item
    if item == "?":  # either may have the place, or the support
        (item,) = (one.leerling for one in result.leerlingen if one.placement is None or one.placement.missing)
    (found,) = explain_item(situation.region, item, placements=result, matrix=matrix, seconds=30)
    assert (found.item, found.item_kind) == (item, ItemKind.LEERLING)
    assert (found.kind, found.proven) == (situation.kind, situation.proven)
    assert found.conditional is situation.conditional
    every = (found.facts, *found.otherwise) if found.facts else ()
    assert frozenset(frozenset(fact.key for fact in some) for some in every) == situation.sets
    if situation.cheapest is None:
        assert found.repairs == ()
        return
    first, wanted = found.repairs[0], situation.cheapest
    assert (first.kind, first.entities, first.amount) == (wanted.kind, wanted.entities, wanted.amount)
    assert first.price == wanted.price


def test_a_leerling_with_a_place_and_all_support_needs_no_reason() -> None:
    situation = next(one for one in PLACES if one.name == "nobody-has-the-support")
    leerlingen = [{**situation.raw["leerlingen"][0], "needs": []}]
    served = Placed("served", {**situation.raw, "leerlingen": leerlingen}, situation.kind)
    matrix, result = proposals(served)
    assert explain_item(served.region, "L1", placements=result, matrix=matrix) == ()
