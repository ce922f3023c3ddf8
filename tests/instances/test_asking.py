"""Leerlingen who ask: in a made-up region, and over the country."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from instances.generator import generate
from instances.national import national
from instances.school_list import REQUIRED, read_school_list
from optimizer.domain.intake import check_region, read_region
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LeerlingKind, SchoolKind
from tests.instances.regions import SMALL, small_weeks


@pytest.fixture(scope="module")
def asked() -> Region:
    return generate(replace(SMALL, counts=replace(SMALL.counts, asking=150)), 1)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return national(made_up(tmp_path_factory.mktemp("list")), leerlingen=1_500, seed=3)


def made_up(folder: Path) -> Path:
    """Write a list of 121 sites in two SWVs."""
    lines = [",".join([*REQUIRED, "leerlingen_2025", "swv_po"])]
    kinds = ["BO"] * 26 + ["SBO", "SO", "VSO", "SO"]
    for number in range(120):
        kind = kinds[number % 30]
        cells = {
            "vestigingscode": f"{number:02d}AB00",
            "naam": f"School {number}",
            "soort": kind,
            "cluster": {"SO": "4", "VSO": "3"}.get(kind, "") if number else "",
            "postcode": f"{2400 + number // 6}AB",
            "gemeente": ("ALPHEN", "'s-Gravenhage", "'S-GRAVENHAGE", "")[number % 4] if number > 5 else "GOUDA",
            "bevoegd_gezag_nummer": "1",
            "denominatie": "Openbaar",
            "lat": f"{52 + number % 11 / 50:.3f}",
            "lon": f"{4.5 + number // 11 / 50:.3f}",
            "leerlingen_2025": "200",
            "swv_po": f"PO-{number % 2}",
        }
        lines.append(",".join(cells[c] for c in [*REQUIRED, "leerlingen_2025", "swv_po"]))
    path = folder / "lijst.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_as_many_more_ask_as_was_said(asked: Region) -> None:
    assert check_region(asked) == ()
    before = small_weeks(1).this
    more = [p for p in asked.leerlingen if p.id not in {b.id for b in before.leerlingen}]
    assert len(more) == 150
    assert {p.kind for p in more} == set(LeerlingKind)
    for share in (
        [p for p in more if p.wishes],
        [p for p in more if p.siblings_at],
        [p for p in more if p.admission],
        [p for p in more if p.applications],
    ):
        assert len(share) > 10
    offers = [p for p in more if p.offer is not None]
    assert 0 < len(offers) < 30
    assert all(p.offer is not None and p.offer.school == p.wishes[0] for p in offers)
    assert max(Counter(p.offer.school for p in offers if p.offer).values()) == 1


def test_without_asking_for_more_nothing_changes(asked: Region) -> None:
    before = small_weeks(1).this
    assert {p.id for p in before.leerlingen} <= {p.id for p in asked.leerlingen}
    assert all(p.offer is None for p in before.leerlingen)
    assert asked.schools == before.schools
    assert asked.hulpvragen == before.hulpvragen
    assert asked.previous == before.previous


def test_the_country_is_whole_and_the_same_for_a_seed(country: Region, tmp_path: Path) -> None:
    assert check_region(country) == ()
    assert len(country.schools) == 120
    assert len(country.leerlingen) == 1_500
    assert national(made_up(tmp_path), leerlingen=1_500, seed=3) == country
    assert national(made_up(tmp_path), leerlingen=1_500, seed=4) != country
    # gemeenten that are written in two ways are one, and no site is without
    assert [g.id for g in country.gemeenten] == ["alphen", "gouda", "s-gravenhage"]
    assert all(s.gemeente for s in country.schools)
    assert all(len([s for s in country.schools if s.kring == k.id]) <= 12 for k in country.kringen)
    lean = country.model_dump(mode="json", exclude_defaults=True)
    assert read_region(lean).or_raise().leerlingen == country.leerlingen


def test_a_few_of_the_first_wishes_have_no_place(country: Region) -> None:
    regular = {s.id for s in country.schools if s.kind is SchoolKind.BO}
    wished = Counter((p.wishes[0], p.leerjaar if p.wishes[0] in regular else None) for p in country.leerlingen)
    places = {(s.id, p.leerjaar): p.free for s in country.schools for p in s.places}
    short = sum(max(0, count - places[pool]) for pool, count in wished.items())
    assert 0.02 <= short / len(country.leerlingen) <= 0.05
    assert sum(places.values()) > len(country.leerlingen)


def test_secondary_sites_have_no_places(country: Region, tmp_path: Path) -> None:
    secondary = {r.code for r in read_school_list(made_up(tmp_path), many=True, secondary=True) if r.secondary}
    assert len(secondary) == 4
    assert not any(s.places for s in country.schools if s.id in secondary)
    assert not {w for p in country.leerlingen for w in p.wishes} & secondary


def test_every_site_of_the_real_list(shared_data: Path) -> None:
    rows = read_school_list(shared_data / "nl" / "instance_nl" / "scholen_po_nl.csv", many=True, secondary=True)
    assert len(rows) == 6_980
    assert sum(r.secondary for r in rows) == 154
