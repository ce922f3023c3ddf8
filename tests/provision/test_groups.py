"""Seats and candidates."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.domain.index import RegionIndex
from optimizer.provision import Gap, Seats, net_of_provision
from optimizer.provision.groups import kring_of_leerling
from tests.provision.small import begeleider, region


def pupils(**where: int) -> list[dict[str, Any]]:
    """So many pupils at each school."""
    return [{"id": f"{at}{i}", "school": at} for at, number in where.items() for i in range(number)]


def group(*candidates: str, **more: object) -> dict[str, Any]:
    given = {"id": "A1", "kind": "x-klas", "expertise": "autisme", "kringen": ["a", "b"], "hosts": ["sa"]}
    return given | {"candidates": list(candidates), "size": {"min": 2, "preferred": 3, "max": 4}} | more


def found(arrangementen: list[dict[str, Any]], leerlingen: list[dict[str, Any]], **more: object) -> dict[str, Seats]:
    net = net_of_provision(region(arrangementen=arrangementen, leerlingen=leerlingen, **more))
    return {kring: net.cell(kring, "autisme").seats for kring in "ab"}


def ids(leerlingen: list[dict[str, Any]]) -> list[str]:
    return [p["id"] for p in leerlingen]


def test_seats_are_shared_over_kringen_in_proportion() -> None:
    everyone = pupils(sa=5, sb=2)
    assert found([group(*ids(everyone))], everyone) == {"a": Seats(5, 3), "b": Seats(2, 1)}
    assert found([group(*ids(everyone), max_groups=2)], everyone) == {"a": Seats(5, 5), "b": Seats(2, 2)}
    net = net_of_provision(region(arrangementen=[group(*ids(everyone))], leerlingen=everyone))
    assert net.gaps == (Gap("a", "autisme", None, 2, 0, 0), Gap("b", "autisme", None, 1, 0, 0))
    assert [cell.affected for cell in net.cells] == [2, 1]
    assert net.cell("a", "autisme").seats.short == 2


def test_a_candidate_of_two_arrangementen_counts_in_both() -> None:
    everyone = pupils(sa=3)
    both = [group(*ids(everyone)), group(*ids(everyone), id="A2")]
    assert found(both, everyone) == {"a": Seats(6, 6), "b": Seats(0, 0)}


@pytest.mark.parametrize(
    ("change", "people"),
    [
        ({"size": {"min": 4, "preferred": 4, "max": 4}}, [begeleider("B1", "a")]),
        ({}, [begeleider("B1", "b")]),
        ({}, [begeleider("B1", "a", expertise=["leren"])]),
        ({}, [begeleider("B1", "a", institute="auris", role="AD")]),
        ({"max_groups": 0}, [begeleider("B1", "a")]),
        ({"kringen": ["b"], "hosts": ["sa", "sb"]}, [begeleider("B1", "a")]),
    ],
)
def test_without_a_leader_or_enough_candidates_there_are_no_seats(
    change: dict[str, object], people: list[dict[str, Any]]
) -> None:
    everyone = pupils(sa=3)
    assert found([group(*ids(everyone))], everyone)["a"] == Seats(3, 3)
    assert found([group(*ids(everyone), **change)], everyone, begeleiders=people)["a"] == Seats(3, 0)


def test_only_arrangementen_of_the_week_count() -> None:
    everyone = pupils(sa=3)
    assert found([group(*ids(everyone), **{"from": "2026-12-01"})], everyone)["a"] == Seats(0, 0)


def test_the_kring_of_a_leerling() -> None:
    leerlingen: list[dict[str, Any]] = [
        {"id": "home", "home": "2402AB", "school": "sa"},
        {"id": "school", "home": "9999", "school": "sa"},
        {"id": "point", "home": {"lat": 52.1, "lon": 4.7}, "school": "sb", "school_of_origin": "sa"},
        {"id": "origin", "school_of_origin": "sb"},
        {"id": "nowhere"},
    ]
    postcodes = {"2402AB": {"lat": 52.1, "lon": 4.7}, "9999": {"lat": 53.1, "lon": 4.7}}
    index = RegionIndex(region(leerlingen=leerlingen, postcodes=postcodes))
    kringen = [kring_of_leerling(index, leerling) for leerling in index.region.leerlingen]
    assert kringen == ["b", "a", "b", "b", None]
    # without a kring of its own, the first of the arrangement
    assert found([group("nowhere", "home")], leerlingen, postcodes=postcodes) == {"a": Seats(1, 1), "b": Seats(1, 1)}
