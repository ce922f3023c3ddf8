"""Real school lists: read by path, skipped where the open data is absent."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from instances.greedy import greedy_week
from instances.populate import Weeks
from instances.real import counts_for, from_school_list, skeleton_of, weeks_from_school_list
from instances.relaxation import unmet_bound
from instances.school_list import read_school_list
from instances.tightness import demand_minutes, eligible_counts, load, unmet_of
from optimizer import solve_week
from optimizer.domain.intake import read_region
from optimizer.domain.plan import Plan
from optimizer.domain.result import Status
from optimizer.domain.vocabulary import UNMET_STAGE, Route, SchoolKind
from optimizer.rules.check import check, demand_by_class
from optimizer.travel import for_region
from tests.instances.regions import LISTS, as_json

SITES = {
    "swv_aan_den_ijssel": (33, 3, 1),
    "swv_westfriese_knoop": (86, 2, 2),
    "swv_rijnstreek": (49, 1, 4),
    "swv_de_liemers": (34, 1, 2),
}
"""BO, SBO and SO sites of each list (DUO, 1-10-2025)."""


@cache
def weeks_of(path: Path, seed: int) -> Weeks:
    return weeks_from_school_list(path, seed=seed)


def folder(shared_data: Path) -> Path:
    found = shared_data / "nl" / "instance_nl"
    if not found.is_dir():
        pytest.skip(f"school lists not found in {found}")
    return found


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("name", LISTS)
def test_a_real_list_gives_a_tight_region_with_a_valid_past(shared_data: Path, name: str, seed: int) -> None:
    weeks = weeks_of(folder(shared_data) / f"{name}.csv", seed)
    region = weeks.this
    kinds = Counter(s.kind for s in region.schools)
    assert (kinds[SchoolKind.BO], kinds[SchoolKind.SBO], kinds[SchoolKind.SO]) == SITES[name]
    counts = counts_for(len(region.schools))
    assert len(region.begeleiders) == counts.begeleiders
    assert len(region.hulpvragen) == counts.hulpvragen >= 3 * len(region.schools)
    asked = Counter(h.school for h in region.hulpvragen)
    assert min(asked[s.id] for s in region.schools) >= 3

    assert read_region(json.loads(as_json(region))).faults == ()
    assert read_region(json.loads(as_json(weeks.last))).faults == ()

    matrix = for_region(region)
    demand = demand_minutes(region, matrix)
    week = greedy_week(region, matrix)
    left = unmet_of(region, matrix, week)
    bound = unmet_bound(region, matrix)
    eligible = eligible_counts(region)
    print(  # noqa: T201 - the figures of a run, shown with -s
        f"{name} seed {seed}: load {load(region):.3f}, bound {bound / demand:.3f}, greedy {left / demand:.3f}, "
        f"eligible {sum(eligible) / len(eligible):.2f}"
    )
    assert 0.95 <= load(region) <= 1.15
    assert 0.05 * demand <= bound <= left <= 0.15 * demand
    assert 2 <= sum(eligible) / len(eligible) <= 4
    assert check(region, Plan(weeks=(week,)), matrix).violations == ()
    assert region.previous is not None
    assert check(weeks.last, region.previous, for_region(weeks.last)).violations == ()


@pytest.mark.parametrize("name", LISTS)
def test_kringen_of_the_lists(shared_data: Path, name: str) -> None:
    rows = read_school_list(folder(shared_data) / f"{name}.csv")
    skeleton = skeleton_of(rows, week="2026-W48", seed=0, names={})
    sizes = Counter(s.kring for s in skeleton.sites)
    named = {k.name: sizes[k.id] for k in skeleton.kringen}
    if name == "swv_aan_den_ijssel":
        assert set(named) == {
            "Capelle Noord-West",
            "Capelle Zuid-Oost",
            "Krimpen aan den IJssel",
            "Nieuwerkerk aan den IJssel",
        }
    if name == "swv_rijnstreek":
        assert Counter(k.split()[0] for k in named) == {"Alphen": 5, "Nieuwkoop": 2, "Kaag": 1}
    else:
        assert all(5 <= n <= 12 for n in named.values()), named
    near = {k.id: k.neighbours for k in skeleton.kringen}
    assert all(near[k] for k in near)
    assert all(k in near[other] for k in near for other in near[k])
    owned = [p for k in skeleton.kringen for p in k.postcodes]
    assert len(owned) == len(set(owned)) == len({s.pc4 for s in skeleton.sites})


def test_the_country_file_gives_the_same_schools(shared_data: Path) -> None:
    own = read_school_list(folder(shared_data) / "swv_rijnstreek.csv")
    country = read_school_list(folder(shared_data) / "scholen_po_nl.csv", swv="PO-28-13")
    assert {r.code for r in own} == {r.code for r in country}


def test_every_swv_of_the_country_splits_into_kringen(shared_data: Path) -> None:
    path = folder(shared_data) / "scholen_po_nl.csv"
    for swv in ("PO-23-01", "PO-26-01", "PO-31-06"):
        rows = read_school_list(path, swv=swv)
        skeleton = skeleton_of(rows, week="2026-W48", seed=0, names={})
        sizes = Counter(s.kring for s in skeleton.sites)
        assert sum(sizes.values()) == len(rows)
        assert max(sizes.values()) <= 12
        assert sum(n >= 5 for n in sizes.values()) >= 0.7 * len(sizes)


def test_large_besturen_have_their_own_route(shared_data: Path) -> None:
    rows = read_school_list(folder(shared_data) / "swv_rijnstreek.csv")
    skeleton = skeleton_of(rows, week="2026-W48", seed=0, names={})
    assert sum(b.route is Route.OWN for b in skeleton.besturen) == 3


def test_the_same_seed_gives_the_same_region(shared_data: Path) -> None:
    path = folder(shared_data) / "swv_de_liemers.csv"
    assert from_school_list(path, seed=0) == weeks_of(path, 0).this
    assert weeks_of(path, 0).this != weeks_of(path, 1).this


@pytest.mark.parametrize("name", LISTS)
def test_a_real_list_is_planned(shared_data: Path, name: str) -> None:
    region = weeks_of(folder(shared_data) / f"{name}.csv", 0).this
    matrix = for_region(region)
    result = solve_week(region, matrix=matrix, time_limit=None, work_limit=2.0, seed=1)
    assert result.status is Status.FEASIBLE
    assert result.checker is not None
    assert result.checker.ok
    demand = sum(demand_by_class(region, matrix).values())
    unmet = [stage for stage in result.stages if stage.key in UNMET_STAGE.values()]
    assert sum(stage.bound for stage in unmet) <= sum(stage.value for stage in unmet) <= 0.18 * demand
