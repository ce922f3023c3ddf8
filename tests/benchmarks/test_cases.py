from __future__ import annotations

import pytest

from benchmarks.cases import BLOCK, CASES, GROWTH, case_region, growth_spec
from benchmarks.joined import ACROSS, joined
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.intake import read_region
from optimizer.domain.region import Region


@pytest.fixture(scope="module")
def small() -> Region:
    return case_region("growth-25", 1)


@pytest.fixture(scope="module")
def pair(small: Region) -> Region:
    return joined([small, case_region("growth-25", 2)])


def test_the_cases_have_the_sizes_that_are_measured() -> None:
    sizes = {
        name: (s.counts.hulpvragen, s.counts.begeleiders, sum(g.kringen for g in s.gemeenten))
        for name, s in CASES.items()
    }
    assert sizes == {"region": (200, 16, 8), "dense": (400, 33, 8)}


@pytest.mark.parametrize("hulpvragen", GROWTH)
def test_the_row_grows_in_blocks_with_kringen_and_sites_in_step(hulpvragen: int) -> None:
    blocks = max(1, hulpvragen // BLOCK)
    spec = growth_spec(hulpvragen // blocks)
    assert spec.counts.hulpvragen * blocks == hulpvragen
    assert spec.counts.hulpvragen >= 3 * spec.sites
    assert sum(g.kringen for g in spec.gemeenten) == max(1, spec.counts.hulpvragen // 25)


def test_a_size_of_the_row_is_a_valid_region_without_a_published_plan(small: Region) -> None:
    assert (len(small.hulpvragen), len(small.begeleiders), small.previous) == (25, 3, None)
    assert read_region(small.model_dump(mode="json", by_alias=True)).faults == ()


def test_an_unknown_case_is_refused() -> None:
    with pytest.raises(KeyError):
        case_region("nowhere", 1)


def test_joined_regions_are_one_valid_region_with_all_that_both_had(small: Region, pair: Region) -> None:
    assert read_region(pair.model_dump(mode="json", by_alias=True)).faults == ()
    assert len(pair.hulpvragen) == 50
    assert len({h.id for h in pair.hulpvragen}) == 50
    first = [d.minutes for d in active_hulpvragen(small)]
    assert [d.minutes for d in active_hulpvragen(pair)][: len(first)] == first


def test_joined_regions_share_staff_across_their_border(pair: Region) -> None:
    across = [b.id for b in pair.begeleiders if len({k.split(".")[0] for k in b.kringen}) == 2]
    assert {b.split(".")[0] for b in across} == {"r1", "r2"}
    assert len(across) <= 2 * ACROSS
    linked = [k for k in pair.kringen if any(n.split(".")[0] != k.id.split(".")[0] for n in k.neighbours)]
    assert len(linked) == 2
