"""Kringen that share nothing are planned apart, with the same values as together."""

from __future__ import annotations

from typing import Any

import pytest

import optimizer
from optimizer.domain.places import places_of
from optimizer.domain.region import Region
from optimizer.domain.result import Status
from optimizer.domain.vocabulary import Mode, PayerKind, StageKey
from optimizer.rules.check import check, stage_values
from optimizer.week import solve as week_solve
from optimizer.week.apart import plan_of, regions_apart
from optimizer.week.options import Options, week_options
from tests.agreement.tiny import crowded, tiny
from tests.rules.matrix import Pair, TableMatrix

LISTS = ("begeleiders", "hulpvragen", "arrangementen", "overleggen")
PAIRS = [(seed, seed + 1) for seed in range(700, 760, 2)]
CROWDED = [(seed, seed + 1) for seed in range(1000, 1012, 2)]
"""Of regions with more groups than visits."""


def renamed(region: Region, prefix: str) -> Region:
    """The region with a prefix before every id."""
    lists = ("besturen", "kringen", "budgets", "schools", "leerlingen", "gemeenten", "partners", *LISTS)
    ids = {one.id for name in lists for one in getattr(region, name)}

    def new(value: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, dict):
            return {new(k): new(v) for k, v in value.items()}
        if isinstance(value, list):
            return [new(v) for v in value]
        if not isinstance(value, str):
            return value
        kind, _, name = value.rpartition(":")
        base, mark, number = name.partition("#")
        if base not in ids:
            return value
        return (f"{kind}:" if kind else "") + prefix + base + mark + number

    return Region.model_validate(new(region.model_dump(mode="json", by_alias=True)))


def pair(first: int, second: int) -> tuple[Region, TableMatrix]:
    """Two tiny regions as one, by the first one's policy and calendar; no way leads from one to the other."""
    (a, way_a), (b, way_b) = ((crowded if seed >= CROWDED[0][0] else tiny)(seed) for seed in (first, second))
    alike = b.model_copy(update={"policy": a.policy, "calendar": a.calendar})
    parts = (renamed(a, "x"), renamed(alike, "y"))
    both = {
        name: tuple(one for part in parts for one in getattr(part, name))
        for name in ("besturen", "kringen", "budgets", "schools", "leerlingen", "pins", *LISTS)
    }
    # what the whole samenwerkingsverband pays for is shared
    both["budgets"] = tuple(b for b in both["budgets"] if b.payer.kind is not PayerKind.SWV)
    plans = [p.previous for p in parts]
    weeks = [w for plan in plans if plan is not None for w in plan.weeks]
    previous = None
    if all(plan is not None for plan in plans) and len({w.week for w in weeks}) == 1:
        one, other = weeks
        whole = one.model_copy(
            update={
                name: (*getattr(one, name), *getattr(other, name)) for name in ("active", "tours", "groups", "overleg")
            }
        )
        previous = plans[0].model_copy(update={"weeks": (whole,)}) if plans[0] is not None else None
    region = parts[0].model_copy(update={**both, "previous": previous})
    places = tuple(places_of(region))
    by_mode: dict[Any, dict[Pair, int | None]] = {}
    for mode in Mode:
        table: dict[Pair, int | None] = {}
        for origin in places:
            for destination in places:
                here, there = (p.split(":", 1) for p in (origin, destination))
                if here[1][0] == there[1][0]:
                    way = way_a if here[1][0] == "x" else way_b
                    table[origin, destination] = way.minutes(
                        mode, f"{here[0]}:{here[1][1:]}", f"{there[0]}:{there[1][1:]}"
                    )
        by_mode[mode] = table
    return region, TableMatrix(places, {}, None, by_mode)


def values(region: Region, matrix: TableMatrix) -> dict[StageKey, int]:
    result = optimizer.solve_week(region, matrix=matrix, time_limit=None, seed=1, threads=1)
    if result.status is Status.INFEASIBLE:
        return {}
    assert result.status is Status.OPTIMAL
    assert result.plan is not None
    (week,) = result.plan.weeks
    assert check(region, result.plan, matrix).ok
    found = {stage.key: stage.value for stage in result.stages}
    assert stage_values(region, week, matrix) == found
    return found


def whole(options: Options) -> list[Region]:
    return [options.region]


@pytest.mark.parametrize(("first", "second"), [*PAIRS, *CROWDED])
def test_apart_they_have_the_values_they_have_together(
    first: int, second: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    region, matrix = pair(first, second)
    parts = regions_apart(week_options(region, matrix))
    assert len(parts) > 1
    apart = values(region, matrix)
    monkeypatch.setattr(week_solve, "regions_apart", whole)
    assert values(region, matrix) == apart


@pytest.mark.parametrize(("first", "second"), [*PAIRS[:10], *CROWDED])
def test_every_part_has_its_own_work_and_people(first: int, second: int) -> None:
    region, matrix = pair(first, second)
    options = week_options(region, matrix)
    parts = regions_apart(options)
    for name in ("begeleiders", "hulpvragen"):
        found = [one.id for part in parts for one in getattr(part, name)]
        assert len(found) == len(set(found))
    # nothing that can be planned is lost, and no option crosses a border
    visits = [v for part in parts for v in week_options(part, matrix).visits]
    assert sorted(visits, key=repr) == sorted(options.visits, key=repr)
    assert sorted(s for part in parts for s in map(repr, week_options(part, matrix).sessions)) == sorted(
        map(repr, options.sessions)
    )
    assert len([o for part in parts for o in week_options(part, matrix).overleg]) == len(options.overleg)


def test_one_region_stays_one() -> None:
    found = [len(regions_apart(week_options(*tiny(seed)))) for seed in range(30)]
    assert 1 in found


@pytest.mark.parametrize("shared", ["begeleider", "bestuur"])
def test_what_is_shared_stays_together(shared: str) -> None:
    region, matrix = pair(*PAIRS[0])
    parts = regions_apart(week_options(region, matrix))
    kringen = [k.id for k in region.kringen]
    if shared == "begeleider":
        people = tuple(b.model_copy(update={"kringen": tuple(kringen)}) for b in region.begeleiders)
        other = region.model_copy(update={"begeleiders": people})
    else:
        schools = tuple(s.model_copy(update={"bestuur": region.besturen[0].id}) for s in region.schools)
        other = region.model_copy(update={"schools": schools})
    fewer = regions_apart(week_options(other, matrix))
    assert len(fewer) < len(parts)


def test_a_plan_is_cut_along_the_border_and_put_together_again() -> None:
    region, matrix = pair(*PAIRS[1])
    result = optimizer.solve_week(region, matrix=matrix, time_limit=None, seed=1, threads=1)
    assert result.plan is not None
    (plan,) = result.plan.weeks
    cut = [plan_of(plan, part) for part in regions_apart(week_options(region, matrix))]
    assert sorted((t for p in cut for t in p.tours), key=repr) == sorted(plan.tours, key=repr)
    assert {g.id for p in cut for g in p.groups} == {g.id for g in plan.groups}
    assert {o.id for p in cut for o in p.overleg} == {o.id for o in plan.overleg}
