"""The presets' made-up regions, and small parts of them that are solved to proof."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from instances.presets import preset_region
from optimizer import propose_placements, solve_week
from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import LeerlingOutcome, Placement, PlacementResult
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import Status
from optimizer.domain.school import Places, School
from optimizer.domain.vocabulary import LeerlingKind, SchoolKind, StopKind

LISTS = {
    "aan-den-ijssel": "swv_aan_den_ijssel.csv",
    "westfriese-knoop": "swv_westfriese_knoop.csv",
    "rijnstreek": "swv_rijnstreek.csv",
    "de-liemers": "swv_de_liemers.csv",
}


@cache
def made(key: str) -> Region:
    """The made-up region of a preset."""
    return preset_region(key)


@cache
def real(key: str, folder: Path) -> Region:
    """The region of a preset on its real school list."""
    return preset_region(key, schools=folder / LISTS[key])


def region_of(key: str, request: pytest.FixtureRequest) -> Region:
    """The made-up region, or that of the real list; skipped where the list is absent."""
    if request.param == "made":
        return made(key)
    shared: Path = request.getfixturevalue("shared_data")
    folder = shared / "nl" / "instance_nl"
    if not folder.is_dir():
        pytest.skip(f"school lists not found in {folder}")
    return real(key, folder)


def alone(region: Region, *leerlingen: Leerling) -> Region:
    """The region with these leerlingen only, and nothing of the week."""
    nothing: dict[str, object] = {"arrangementen": (), "hulpvragen": (), "overleggen": (), "previous": None}
    return region.model_copy(update=nothing | {"leerlingen": leerlingen})


def placed(region: Region) -> PlacementResult:
    """The proposals for everybody, proven."""
    result = propose_placements(region, time_limit=None)
    assert result.status is Status.OPTIMAL
    assert result.checker is not None
    assert result.checker.ok
    return result


def outcomes(region: Region) -> dict[str, LeerlingOutcome]:
    """What is proposed to everybody, proven."""
    return {found.leerling: found for found in placed(region).leerlingen}


def place_of(region: Region, leerling: Leerling, *others: Leerling) -> Placement | None:
    """Where a leerling would go, alone or beside some others."""
    return outcomes(alone(region, leerling, *others))[leerling.id].placement


def week_of(region: Region, **fields: object) -> WeekPlan:
    """The proven week of a part of a region: only what is given is asked."""
    nothing: dict[str, object] = {"arrangementen": (), "hulpvragen": (), "overleggen": (), "previous": None}
    result = solve_week(region.model_copy(update=nothing | fields), time_limit=None, work_limit=20.0)
    assert result.plan is not None
    assert result.checker is not None
    assert result.checker.ok
    return result.plan.weeks[0]


def visits(week: WeekPlan) -> dict[str, str]:
    """Who visits what."""
    return {s.item: t.begeleider for t in week.tours for s in t.stops if s.kind is StopKind.VISIT}


def school(region: Region, ident: str | None) -> School:
    return next(s for s in region.schools if s.id == ident)


def of_kind(region: Region, kind: LeerlingKind) -> list[Leerling]:
    return [p for p in region.leerlingen if p.kind is kind]


def with_places(region: Region, free: dict[str, int], leerjaar: int) -> Region:
    """The region with so many places in a leerjaar of some schools."""

    def changed(s: School) -> School:
        if s.id not in free:
            return s
        others = tuple(p for p in s.places if p.leerjaar != leerjaar)
        return s.model_copy(update={"places": (*others, Places(leerjaar=leerjaar, free=free[s.id]))})

    return region.model_copy(update={"schools": tuple(changed(s) for s in region.schools)})


def regular(region: Region, kring: str) -> list[School]:
    return [s for s in region.schools if s.kring == kring and s.kind is SchoolKind.BO]
