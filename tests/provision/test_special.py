"""Inflow to and return from special education."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from optimizer.domain.index import RegionIndex
from optimizer.domain.vocabulary import LeerlingKind, SchoolKind
from optimizer.provision import net_of_provision
from optimizer.provision.special import free_places, is_inflow
from optimizer.provision.types import Admissions, Flow, SpecialPlaces
from tests.provision.small import region, school

DAY = date(2026, 11, 23)
SCHOOLS = [
    school("sa", "a", places=[{"free": 9}]),
    school("sb", "b"),
    school("sbo", "a", kind="SBO", pupils=80, places=[{"free": 2}, {"leerjaar": 3, "from": "2026-08-01", "free": 1}]),
    school("so4", "b", kind="SO", cluster=4, pupils=60, places=[{"from": "2027-01-01", "free": 5}]),
    school("so2", "b", kind="SO", cluster=2, within_swv=False),
]
TLV = {"kind": "SBO", "from": "2026-08-01", "until": "2028-07-31"}


@pytest.mark.parametrize(
    ("leerling", "expected"),
    [
        ({"school": "sa", "admission": TLV}, True),
        ({"school": "sa", "admission": TLV | {"until": "2026-11-22"}}, False),
        ({"school": "sa", "admission": TLV | {"until": "2026-11-23"}}, True),
        ({"school": "sa", "admission": TLV | {"pending": True}}, True),
        ({"school": "sbo", "admission": TLV}, False),
        ({"kind": "return", "school": "sbo", "admission": TLV}, False),
        ({"kind": "from-institution", "admission": TLV}, False),
        ({"kind": "move", "school": "sa", "eligible_rungs": ["own-school", "sbo"]}, True),
        ({"kind": "move", "school": "sa", "eligible_rungs": ["own-school", "regular-swv"]}, False),
        ({"school": "sa", "eligible_rungs": ["sbo"]}, False),
        ({"kind": "preschool", "eligible_rungs": ["so-outside"]}, True),
        ({"school": "sa"}, False),
    ],
)
def test_who_may_go_into_special_education(leerling: dict[str, Any], expected: bool) -> None:
    index = RegionIndex(region(schools=SCHOOLS, leerlingen=[{"id": "p"} | leerling]))
    assert is_inflow(index, index.region.leerlingen[0], DAY) is expected


def test_all_figures() -> None:
    leerlingen = [
        {"id": "p1", "school": "sa", "kind": "move", "admission": TLV},
        {"id": "p2", "school": "sb", "admission": {"kind": "SO", "category": 2, "pending": True}},
        {"id": "p3", "school": "sb", "admission": {"kind": "SO", "category": 2, "from": "2027-01-01"}},
        {"id": "p4", "school": "sa", "admission": {"kind": "institute", "until": "2026-07-31"}},
        {"id": "p5", "school": "sbo", "kind": "return", "school_of_origin": "sb"},
        {"id": "p6", "school": "so4", "kind": "return", "school_of_origin": "sbo"},
        {"id": "p7", "kind": "from-institution"},
        {"id": "p8", "school": "sa"},
    ]
    special = net_of_provision(region(schools=SCHOOLS, leerlingen=leerlingen)).special
    assert special.kinds == {LeerlingKind.MOVE: 1, LeerlingKind.RETURN: 2, LeerlingKind.FROM_INSTITUTION: 1}
    assert (special.inflow, special.returning, special.held) == (3, 3, 1)
    assert special.admissions == (
        Admissions("SBO", valid=1, later=0, pending=0, expired=0),
        Admissions("SO-2", valid=0, later=1, pending=1, expired=0),
        Admissions("institute", valid=0, later=0, pending=0, expired=1),
    )
    assert special.places == (
        SpecialPlaces(SchoolKind.SBO, within_swv=True, sites=1, pupils=80, free=3),
        SpecialPlaces(SchoolKind.SO, within_swv=True, sites=1, pupils=60, free=0),
        SpecialPlaces(SchoolKind.SO, within_swv=False, sites=1, pupils=0, free=0),
    )
    # of the returns: one now at a school in a, one at a school in b, one of whom no kring is known
    assert special.flows == (Flow("a", 1, 1), Flow("b", 2, 1), Flow(None, 0, 1))


def test_free_places_are_per_leerjaar_the_latest_that_has_begun() -> None:
    places = [
        {"free": 1},
        {"from": "2026-08-01", "free": 4},
        {"leerjaar": 3, "from": "2026-11-23", "free": 2},
        {"leerjaar": 3, "from": "2026-08-01", "free": 7},
        {"leerjaar": 4, "from": "2026-11-24", "free": 8},
    ]
    one = region(schools=[school("sa", "a", places=places), school("sb", "b")]).schools[0]
    assert free_places(one, DAY) == 6
