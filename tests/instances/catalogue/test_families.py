"""Families of seeded regions: what makes each of them what it is, and that they come out the same to the byte."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from instances.catalogue.families import FAMILIES, Size, instance_name, region_of
from instances.catalogue.index import SEEDS, index, sha256_of, wanted
from instances.catalogue.twists import few_experts, overloaded
from instances.ship import compact_json
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.intake import read_region
from optimizer.domain.places import places_of, school_place
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Mode, PayerKind
from optimizer.travel.estimate import EstimateMatrix
from optimizer.travel.figures import barriers


@cache
def drawn(family: str, seed: int) -> Region:
    return region_of(family, Size.SMALL, seed)


def small(family: str, seed: int = 1) -> Region:
    return drawn(family, seed)


def test_the_catalogue_lists_every_family_in_every_size() -> None:
    assert list(index()) == [instance_name(*one) for one in wanted()]
    assert len(index()) == len(FAMILIES) * sum(map(len, SEEDS.values()))
    assert len({one.sha256 for one in index().values()}) == len(index())


@cache
def ordinary_town() -> Region:
    return region_of("town", Size.ORDINARY, 1)


@pytest.mark.parametrize(("family", "seed"), [*((family, 1) for family in FAMILIES), ("village", 2)])
def test_a_small_region_comes_out_to_the_byte(family: str, seed: int) -> None:
    assert sha256_of(small(family, seed)) == index()[f"{family}-small-{seed}"].sha256


def test_an_ordinary_region_comes_out_to_the_byte() -> None:
    assert sha256_of(ordinary_town()) == index()["town-ordinary-1"].sha256


@pytest.mark.parametrize("family", FAMILIES)
def test_a_region_is_read_back_equal_and_asks_for_both_problems(family: str) -> None:
    region = small(family)
    intake = read_region(json.loads(compact_json(region)))
    assert intake.faults == ()
    assert intake.region == region
    assert region.id == f"{family}-small-1"
    assert active_hulpvragen(region)
    assert sum(p.kind is not None and bool(p.wishes) for p in region.leerlingen) >= 8
    assert region.arrangementen


@pytest.mark.parametrize("family", FAMILIES)
def test_sizes_go_up(family: str) -> None:
    found = [index()[instance_name(family, size, 1)].figures for size in Size]
    for one, other in pairwise(found):
        assert 2 * one.schools < other.schools
        assert 2 * one.hulpvragen < other.hulpvragen
        assert one.asking < other.asking


def test_the_mainland_is_reached_over_water_only() -> None:
    region = small("island")
    places = places_of(region)
    with_ferries = EstimateMatrix.of(places, (Mode.CAR,))
    without_water = EstimateMatrix.of(places, (Mode.CAR,), waters=())
    without_ferries = EstimateMatrix.of(places, (Mode.CAR,), waters=tuple(replace(b, crossings=()) for b in barriers()))
    across = 0
    for a in region.schools:
        for b in region.schools:
            here, there = school_place(a.id), school_place(b.id)
            cut = without_ferries.minutes(Mode.CAR, here, there)
            if (a.gemeente == "eiland") == (b.gemeente == "eiland"):
                assert cut is not None
            else:
                across += 1
                assert cut is None
                waited = with_ferries.minutes(Mode.CAR, here, there)
                dry = without_water.minutes(Mode.CAR, here, there)
                assert waited is not None
                assert dry is not None
                assert waited > dry
    assert across == 8


def test_few_experts_have_what_is_asked_most_and_go_everywhere() -> None:
    plain = ordinary_town()
    region = few_experts(plain)
    asked: Counter[str] = Counter()
    for d in active_hulpvragen(plain):
        asked[d.hulpvraag.expertise] += d.minutes * (d.hulpvraag.institute is None)
    scarce = asked.most_common(1)[0][0]
    assert sum(scarce in b.expertise for b in plain.begeleiders) > 2
    experts = [b for b in region.begeleiders if scarce in b.expertise]
    assert len(experts) == 2
    assert all(set(b.kringen) == {k.id for k in plain.kringen} for b in experts)
    assert all(b.expertise for b in region.begeleiders)
    ids = {b.id for b in experts}
    for before, after in zip(plain.hulpvragen, region.hulpvragen, strict=True):
        gone = before.expertise == scarce and before.current is not None and before.current not in ids
        had = {b.id for b in plain.begeleiders if scarce in b.expertise}
        assert after.current == (None if gone and before.current in had else before.current)
    for a in region.arrangementen:
        if a.running is not None and a.expertise == scarce:
            assert a.running.leader in ids
    others = [b for b in region.begeleiders if b.id not in ids]
    assert all(set(b.kringen) == set(p.kringen) for b in others for p in plain.begeleiders if b.id == p.id)


def test_a_small_region_keeps_one_expert() -> None:
    plain, scarce = small("town"), small("scarce-expertise")
    lost = [
        e
        for e in {e for b in plain.begeleiders for e in b.expertise}
        if sum(e in b.expertise for b in scarce.begeleiders) < sum(e in b.expertise for b in plain.begeleiders)
    ]
    (expertise,) = lost
    assert sum(expertise in b.expertise for b in scarce.begeleiders) == 1


def test_three_fifths_of_the_minutes_are_left_of_an_overloaded_week() -> None:
    plain = ordinary_town()
    for before, after in zip(plain.begeleiders, overloaded(plain).begeleiders, strict=True):
        had, left = (b.contract_minutes - b.reserved_minutes for b in (before, after))
        assert abs(left - 0.6 * had) <= 2.5
        assert after.model_copy(update={"reserved_minutes": before.reserved_minutes}) == before


def test_split_kringen_share_nothing() -> None:
    region = small("split-kringen")
    assert len(region.kringen) == 2
    assert all(k.neighbours == () for k in region.kringen)
    assert all(len(b.kringen) == 1 for b in region.begeleiders)
    assert all(len(a.kringen) == 1 for a in region.arrangementen)
    assert all(budget.payer.kind is not PayerKind.SWV for budget in region.budgets)
    kring_of = {s.id: s.kring for s in region.schools}
    for own in ("bestuur", "gemeente"):
        assert all(
            len({s.kring for s in region.schools if getattr(s, own) == one}) == 1
            for one in {getattr(s, own) for s in region.schools}
        )
    for p in region.leerlingen:
        named = {kring_of[s] for s in (*p.wishes, *filter(None, (p.school, p.school_of_origin)))}
        assert len(named) <= 1
    # the parts are drawn apart: no two are copies of each other
    parts = Counter(tuple(s.pupils for s in region.schools if s.kring == k.id) for k in region.kringen)
    assert max(parts.values()) == 1


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(KeyError):
        region_of("desert", Size.SMALL, 1)
