"""The oracle and the checker agree on what may be, and on what every stage is worth."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from random import Random

import pytest

from optimizer.domain.intake import read_region
from optimizer.domain.placement import PLACEMENT_STAGES, PlacementStage
from optimizer.rules.placement.check import check_placements, placement_stage_values
from tests.agreement.placement.oracle import Oracle
from tests.agreement.placement.plans import plan_of
from tests.agreement.placement.tiny import tiny

SEEDS = range(80)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_oracle_allows_the_checker_allows_and_nothing_else(seed: int) -> None:
    region, matrix = tiny(seed)
    oracle, random = Oracle(region, matrix), Random(seed)
    allowed = set(oracle.assignments())
    schools = (None, *oracle.facts.schools)
    wild = [tuple(random.choice((random.choice(schools), *own[:2])) for own in oracle.options) for _ in range(25)]
    for assignment in (*islice(allowed, 15), *wild):
        verdict = check_placements(region, plan_of(oracle.facts, assignment), matrix)
        assert verdict.ok is (assignment in allowed), (assignment, verdict.violations)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_best_assignment_is_worth_what_the_oracle_says(seed: int) -> None:
    region, matrix = tiny(seed)
    oracle = Oracle(region, matrix)
    best = oracle.best()
    assert best.assignments
    for assignment in islice(best.assignments, 5):
        values = placement_stage_values(region, plan_of(oracle.facts, assignment), matrix)
        missing = values.pop(PlacementStage.SUPPORT_MISSING)
        told = dict(best.stages)
        assert told.pop(PlacementStage.SUPPORT_MISSING) <= missing
        assert values == told


def test_no_assignment_is_better_than_the_best() -> None:
    """Reckoned whole, not stage by stage."""
    for seed in SEEDS[:20]:
        region, matrix = tiny(seed)
        oracle = Oracle(region, matrix)
        values = {
            one: tuple(oracle.stage(stage)(one) for stage in PLACEMENT_STAGES)
            for one in islice(oracle.assignments(), 400)
        }
        best = oracle.best()
        assert min(values.values()) >= tuple(best.stages.values())


def test_a_seed_is_a_region_that_intake_takes() -> None:
    for seed in SEEDS[:20]:
        (region, matrix), (again, matrix_again) = tiny(seed), tiny(seed)
        assert region == again
        assert matrix.sha256 == matrix_again.sha256
        assert read_region(json.loads(region.model_dump_json())).region == region


def test_everything_occurs() -> None:
    seen: Counter[str] = Counter()
    for seed in range(200):
        region, matrix = tiny(seed)
        oracle = Oracle(region, matrix)
        best = oracle.best()
        seen.update(stage.value for stage, value in best.stages.items() if value)
        seen["pins"] += bool(region.pins)
        seen["offers"] += any(oracle.facts.standing_offer(one) is not None for one in oracle.asking)
        seen["held"] += any(oracle.held.values())
        seen["support given"] += best.stages[PlacementStage.SUPPORT_MISSING] < min(
            sum(m.minutes for p in plan_of(oracle.facts, a).placements for m in p.missing) for a in best.assignments
        )
        for one in oracle.asking:
            seen[str(one.kind)] += 1
    wanted = {stage.value for stage in PLACEMENT_STAGES} - {"rung_7"}
    wanted |= {"pins", "offers", "held", "support given", "newcomer", "return", "preschool"}
    assert [name for name in sorted(wanted) if seen[name] < 2] == []
