"""Kringen on a list without kringen: by gemeente and postcode area, of a workable size."""

from __future__ import annotations

from random import Random

import pytest

from instances.kring_split import LEAST, MOST, make_kringen, place_name, split
from instances.school_list import Row
from optimizer.domain.location import Location
from optimizer.domain.vocabulary import SchoolKind


def row(number: int, gemeente: str, pc4: str | None, lat: float, lon: float, kring: str | None = None) -> Row:
    return Row(
        code=f"{number:04d}00",
        name=f"School {number}",
        kind=SchoolKind.BO,
        cluster=None,
        pc4=pc4,
        gemeente=gemeente,
        bestuur="1",
        denomination=None,
        location=Location(lat=lat, lon=lon),
        pupils=200,
        kring=kring,
        swv="PO-00-00",
    )


def town(seed: int, areas: int, per_area: tuple[int, int], gemeente: str = "STAD") -> list[Row]:
    rng = Random(seed)
    found: list[Row] = []
    for area in range(areas):
        lat, lon = 52.0 + rng.uniform(0, 0.06), 5.0 + rng.uniform(0, 0.1)
        for _ in range(rng.randint(*per_area)):
            point = (round(lat + rng.uniform(-0.004, 0.004), 5), round(lon + rng.uniform(-0.004, 0.004), 5))
            found.append(row(seed * 1000 + len(found), gemeente, str(4000 + area), *point))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_a_large_gemeente_falls_into_kringen_of_5_to_12(seed: int) -> None:
    rows = town(seed, areas=10, per_area=(1, 5))
    parts = make_kringen(rows, {})
    assert sorted(r.code for p in parts for r in p.rows) == sorted(r.code for r in rows)
    assert all(LEAST <= len(p.rows) <= MOST for p in parts), [len(p.rows) for p in parts]
    of_area = {(r.pc4, p.name) for p in parts for r in p.rows}
    assert len(of_area) == len({r.pc4 for r in rows}), "a postcode area lies in two kringen"


def test_a_postcode_area_too_large_for_one_kring_is_cut() -> None:
    rows = town(1, areas=1, per_area=(20, 20))
    assert sorted(len(p.rows) for p in make_kringen(rows, {})) == [10, 10]


def test_the_same_list_in_another_order_gives_the_same_kringen() -> None:
    rows = town(5, areas=8, per_area=(2, 4))
    mixed = Random(0).sample(rows, len(rows))

    def members(found: list[Row]) -> set[frozenset[str]]:
        return {frozenset(r.code for r in p.rows) for p in make_kringen(found, {})}

    assert members(rows) == members(mixed)


def test_names_with_a_compass_go_to_that_side() -> None:
    rows = [row(i, "STAD", str(4000 + i // 3), 52.0 + 0.02 * (i // 6), 5.05 - 0.04 * (i // 6)) for i in range(12)]
    parts = {p.name: p for p in make_kringen(rows, {"STAD": ("Stad Zuid-Oost", "Stad Noord-West")})}
    assert parts["Stad Noord-West"].centre.lat > parts["Stad Zuid-Oost"].centre.lat
    assert all(p.given for p in parts.values())


def test_a_certain_kring_of_the_list_is_kept() -> None:
    rows = [row(i, "STAD", "4000", 52.0, 5.0 + i / 1000, "Oude Stad" if i < 3 else None) for i in range(10)]
    assert {p.name: len(p.rows) for p in make_kringen(rows, {})} == {"Oude Stad": 3, "Stad": 7}


def test_a_small_gemeente_joins_the_nearest_with_room_or_stays_small() -> None:
    village = [row(900 + i, "DORP", "5000", 52.0, 5.1) for i in range(2)]
    near = [row(i, "NABIJ", "4000", 52.0, 5.08) for i in range(6)]
    full = [row(100 + i, "VOL", "4100", 52.0, 5.09) for i in range(12)]
    joined = {p.name: len(p.rows) for p in make_kringen(village + near + full, {})}
    assert joined == {"Nabij en Dorp": 8, "Vol": 12}
    alone = {p.name: len(p.rows) for p in make_kringen(village + full, {})}
    assert alone == {"Dorp": 2, "Vol": 12}


def test_more_parts_than_areas_are_not_made() -> None:
    rows = [row(i, "STAD", "4000", 52.0, 5.0) for i in range(4)]
    assert [len(g) for g in split(rows, 3)] == [4]


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("STEDE BROEC", "Stede Broec"),
        ("DE RONDE VENEN", "De Ronde Venen"),
        ("KAAG EN BRAASSEM", "Kaag en Braassem"),
        ("NOORD-BEVELAND", "Noord-Beveland"),
        ("Zuidplas", "Zuidplas"),
    ],
)
def test_place_names(given: str, written: str) -> None:
    assert place_name(given) == written
