"""The solver of placement agrees with the oracle: the same stages, proven, and a plan that is among the best."""

from __future__ import annotations

import pytest

from optimizer.domain.placement import PLACEMENT_STAGES
from optimizer.proposals import propose_placements
from optimizer.rules.placement.check import check_placements, placement_stage_values
from tests.agreement.placement.oracle import Oracle
from tests.agreement.placement.tiny import tiny

SEEDS = range(120)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_proposals_are_as_good_as_can_be(seed: int) -> None:
    region, matrix = tiny(seed)
    oracle = Oracle(region, matrix)
    best = oracle.best()
    result = propose_placements(region, matrix=matrix)
    assert result.plan is not None
    assert check_placements(region, result.plan, matrix).violations == ()
    told = {stage.key: stage.value for stage in result.stages}
    assert told == best.stages
    assert tuple(told) == PLACEMENT_STAGES
    assert placement_stage_values(region, result.plan, matrix) == best.stages
    assert [stage for stage in result.stages if not stage.proven] == []
    schools = {placement.leerling: placement.school for placement in result.plan.placements}
    assert tuple(schools.get(leerling.id) for leerling in oracle.asking) in best.assignments
