"""The generator's areas beside the real ones: sites, pupils, besturen and distances, by Kolmogorov and Smirnov."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import ks_2samp

from instances.catalogue.country import AREAS, country_spec
from instances.geography import lay_out
from instances.school_list import Row, read_school_list
from instances.skeleton import Site
from instances.spec import Likeness
from optimizer.domain.location import straight_metres

MOST = 0.2
"""Largest distance between the two distributions."""
MEASURES = ("sites of an area", "pupils of a site", "besturen of an area", "sites of a bestuur", "nearest site")


def measured(areas: Iterable[Sequence[Row | Site]]) -> dict[str, list[float]]:
    """Return the measures of areas; a bestuur counts in each area by itself, metres are to the area's nearest site."""
    found: dict[str, list[float]] = defaultdict(list)
    for sites in areas:
        besturen = Counter(s.bestuur for s in sites)
        found["sites of an area"].append(len(sites))
        found["pupils of a site"] += [s.pupils for s in sites if s.pupils is not None]
        found["besturen of an area"].append(len(besturen))
        found["sites of a bestuur"] += list(besturen.values())
        found["nearest site"] += [
            min(straight_metres(s.location, t.location) for t in sites if t is not s) for s in sites
        ]
    return found


@cache
def made(first: int) -> dict[str, list[float]]:
    return measured(lay_out(country_spec(seed), seed).sites for seed in range(first, first + AREAS))


@pytest.fixture(scope="module")
def real(shared_data: Path) -> dict[str, list[float]]:
    file = shared_data / "nl" / "instance_nl" / "scholen_po_nl.csv"
    if not file.exists():
        pytest.skip(f"no list of all schools: {file}")
    by_area: dict[str | None, list[Row]] = defaultdict(list)
    for row in read_school_list(file, many=True):
        by_area[row.swv].append(row)
    assert len(by_area) == AREAS
    return measured(by_area.values())


@pytest.mark.parametrize("measure", MEASURES)
def test_areas_of_the_generator_are_like_the_real_ones(measure: str, real: dict[str, list[float]]) -> None:
    found = ks_2samp(real[measure], made(0)[measure])
    medians = np.median(real[measure]), np.median(made(0)[measure])
    assert found.statistic <= MOST, f"distance {found.statistic:.3f}, medians {medians}"


def test_the_measure_tells_the_shipped_likeness_from_the_real_lists(real: dict[str, list[float]]) -> None:
    plain = (replace(country_spec(seed), likeness=Likeness()) for seed in range(20))
    found = measured(lay_out(spec, 0).sites for spec in plain)
    assert ks_2samp(real["nearest site"], found["nearest site"]).statistic > MOST


def test_any_run_of_seeds_has_the_same_spread_of_sizes() -> None:
    first, later = (sorted(country_spec(seed).sites for seed in range(n, n + AREAS)) for n in (0, 5_000))
    assert max(abs(a - b) / b for a, b in zip(first[5:-5], later[5:-5], strict=True)) < 0.1


def test_made_up_postcodes_are_not_in_use(shared_data: Path) -> None:
    file = shared_data / "nl" / "instance_nl" / "pc4_coord_swv.csv"
    if not file.exists():
        pytest.skip(f"no list of postcodes: {file}")
    used = {line.partition(",")[0] for line in file.read_text(encoding="utf-8").splitlines()[1:]}
    largest = max(range(AREAS), key=lambda seed: country_spec(seed).sites)
    assert "2401" in used
    assert not used & set(lay_out(country_spec(largest), largest).postcodes)


def test_an_area_has_what_its_spec_says_in_postcodes_of_its_own() -> None:
    for seed in (0, 1, 2, 8):
        spec = country_spec(seed)
        found = lay_out(spec, seed)
        assert len(found.sites) == spec.sites
        assert len(found.kringen) == sum(g.kringen for g in spec.gemeenten)
        assert len({s.bestuur for s in found.sites}) == spec.besturen
        cores = [pc4 for k in found.kringen for pc4 in k.postcodes]
        assert len(cores) == len(set(cores)) == len(found.postcodes)
