"""Tightness: the load, and a bound on unmet demand that can be checked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from instances.greedy import greedy_week
from instances.relaxation import unmet_bound
from instances.tightness import demand_minutes, eligible_counts, load, unmet_of
from optimizer.domain.intake import read_region
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Priority
from optimizer.rules.check import demand_by_class
from optimizer.travel import for_region
from tests.instances.regions import small_weeks


def tiny(**change: list[dict[str, Any]]) -> Region:
    """One school, one begeleider with 150 minutes, two requests of 90: 105 each with administration."""
    data: dict[str, Any] = {
        "id": "t",
        "name": "T",
        "week": "2026-W48",
        "schools": [{"id": "s", "name": "S", "kring": "k", "location": {"lat": 52.1, "lon": 4.7}}],
        "begeleiders": [{"id": "b", "name": "B", "expertise": ["e"], "contract_minutes": 450, "reserved_minutes": 300}],
        "hulpvragen": [{"id": f"h{i}", "school": "s", "expertise": "e", "minutes": 90} for i in range(2)],
    }
    return read_region(data | change).or_raise()


def bound(region: Region) -> int:
    return unmet_bound(region, for_region(region))


def test_load_by_hand() -> None:
    assert load(tiny()) == pytest.approx(210 / 150)


def test_bound_by_hand() -> None:
    # 150 minutes hold 150 / 105 visits of 90 minutes: 128.57 of 180
    assert bound(tiny()) == 52


def test_bound_is_nothing_when_all_fits() -> None:
    staff = [{"id": "b", "name": "B", "expertise": ["e"], "contract_minutes": 450}]
    assert bound(tiny(begeleiders=staff)) == 0


def test_bound_is_all_when_nobody_has_the_expertise() -> None:
    staff = [{"id": "b", "name": "B", "expertise": ["x"]}]
    region = tiny(begeleiders=staff)
    assert bound(region) == 180
    assert eligible_counts(region) == [0, 0]


def test_a_hard_budget_bounds() -> None:
    staff = [{"id": "b", "name": "B", "expertise": ["e"]}]
    budget = {"id": "x", "payer": {"kind": "swv"}, "minutes": 100, "hard": True}
    assert bound(tiny(begeleiders=staff, budgets=[budget])) == 80
    assert bound(tiny(begeleiders=staff, budgets=[budget | {"hard": False}])) == 0


def test_a_visit_longer_than_every_common_window_is_never_served() -> None:
    staff = [{"id": "b", "name": "B", "expertise": ["e"], "availability": {"ma-ochtend": "11:00-12:15"}}]
    assert bound(tiny(begeleiders=staff)) == 180


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_regions_are_tight_but_not_hopeless(seed: int) -> None:
    region = small_weeks(seed).this
    matrix = for_region(region)
    demand = demand_minutes(region, matrix)
    left = unmet_of(region, matrix, greedy_week(region, matrix))
    found = unmet_bound(region, matrix)
    assert 0.95 <= load(region) <= 1.15
    assert found <= left
    assert found >= 0.05 * demand
    assert left <= 0.18 * demand  # a small region packs worse than a whole one


def test_the_default_region_is_tight_but_not_hopeless(default: Region) -> None:
    matrix = for_region(default)
    demand = demand_minutes(default, matrix)
    left = unmet_of(default, matrix, greedy_week(default, matrix))
    assert 0.95 <= load(default) <= 1.15
    assert 0.05 * demand <= unmet_bound(default, matrix) <= left <= 0.15 * demand


def test_most_requests_have_a_few_who_can_serve_them(default: Region) -> None:
    counts = eligible_counts(default)
    assert 2 <= sum(counts) / len(counts) <= 4
    assert sum(2 <= n <= 4 for n in counts) >= 0.5 * len(counts)
    assert sum(n == 0 for n in counts) <= 0.05 * len(counts)


def test_demand_is_that_of_the_rules(default: Region) -> None:
    matrix = for_region(default)
    by_class = demand_by_class(default, matrix)
    assert demand_minutes(default, matrix) == sum(by_class[p] for p in Priority)
