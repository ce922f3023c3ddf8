"""A region of two kringen, each with a school and a begeleider, in which week and placement want the same half days."""

from __future__ import annotations

from typing import Any, TypeAlias

from optimizer.domain.intake import read_region
from optimizer.domain.region import Region
from tests.rules.matrix import TableMatrix, table_matrix

Raw: TypeAlias = dict[str, Any]
WEEK = "2026-W48"
LEG = 5


def school(ident: str, kring: str, **more: object) -> Raw:
    place = {"lat": 52.1, "lon": 4.6 if kring == "K1" else 4.8}
    found: Raw = {"id": ident, "name": ident, "kind": "BO", "kring": kring, "gemeente": "G", "location": place}
    return found | {"places": [{"free": 2}]} | more


def begeleider(ident: str, kringen: list[str], **more: object) -> Raw:
    """One half day of an hour and a half."""
    found: Raw = {"id": ident, "name": ident, "expertise": ["autisme"], "kringen": kringen, "contract_minutes": 600}
    found |= {"base": {"lat": 52.1, "lon": 4.7}, "availability": {"ma-ochtend": {"start": "09:00", "end": "10:30"}}}
    return found | more


def hulpvraag(ident: str, at: str, **more: object) -> Raw:
    return {"id": ident, "school": at, "expertise": "autisme", "minutes": 60, "priority": "normal"} | more


def leerling(ident: str = "L1", **more: object) -> Raw:
    found: Raw = {"id": ident, "kind": "application", "home": "2401", "gemeente": "G"}
    found |= {"leerjaar": 4, "eligible_rungs": ["regular-gemeente"], "wishes": ["S1", "S2"]}
    return found | {"needs": [{"expertise": "autisme", "minutes": 60}]} | more


def region(**more: object) -> tuple[Region, TableMatrix]:
    """Return the region and its travel: the home is in a third kring, so both schools are on one rung."""
    data: Raw = {
        "schema_version": 1,
        "id": "small",
        "week": WEEK,
        "gemeenten": [{"id": "G", "name": "G"}],
        "kringen": [
            {"id": "K1", "name": "K1"},
            {"id": "K2", "name": "K2"},
            {"id": "K3", "name": "K3", "postcodes": ["2401"]},
        ],
        "postcodes": {"2401": {"lat": 52.1, "lon": 4.7}},
        "schools": [school("S1", "K1"), school("S2", "K2")],
        "begeleiders": [begeleider("B1", ["K1"]), begeleider("B2", ["K2"])],
        "hulpvragen": [],
        "leerlingen": [leerling()],
        "policy": {"admin_minutes": 0},
    }
    made = read_region(data | more).or_raise()
    return made, table_matrix(made, default=LEG)
