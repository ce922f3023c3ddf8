"""A region of two kringen whose every figure can be worked out by hand."""

from __future__ import annotations

from typing import Any

from optimizer.domain.intake import read_region
from optimizer.domain.region import Region

MORNINGS = {f"{day}-ochtend": "08:30-12:15" for day in ("ma", "di", "wo", "do", "vr")}
"""Five windows of 225 minutes, 1,125 in all."""


def school(own: str, kring: str, **more: object) -> dict[str, Any]:
    """A school; those of kring `a` are in gemeente `g1`, those of `b` in `g2`."""
    place = {"lat": 52.1 + len(own) / 100, "lon": 4.6 if kring == "a" else 4.7}
    return {
        "id": own,
        "name": own,
        "kring": kring,
        "gemeente": "g1" if kring == "a" else "g2",
        "location": place,
    } | more


def begeleider(own: str, *kringen: str, minutes: int = 300, **more: object) -> dict[str, Any]:
    """Somebody for autisme with so many minutes, on mornings."""
    given = {"id": own, "name": own, "expertise": ["autisme"], "kringen": list(kringen), "contract_minutes": minutes}
    return given | {"availability": MORNINGS} | more


def hulpvraag(own: str, at: str, minutes: int = 85, **more: object) -> dict[str, Any]:
    """A request for autisme; with 15 minutes of administration its work is `minutes` + 15."""
    return {"id": own, "school": at, "expertise": "autisme", "minutes": minutes} | more


def region(**parts: object) -> Region:
    """Kringen a and b with a school each, and what is given."""
    data = {
        "id": "klein",
        "name": "Klein",
        "week": "2026-W48",
        "gemeenten": [{"id": "g1", "name": "Een"}, {"id": "g2", "name": "Twee"}],
        "kringen": [
            {"id": "a", "name": "Kring A", "gemeenten": ["g1"], "postcodes": ["2401"]},
            {"id": "b", "name": "Kring B", "gemeenten": ["g2"], "postcodes": ["2402"]},
        ],
        "schools": [school("sa", "a"), school("sb", "b")],
        "begeleiders": [begeleider("B1", "a", "b")],
        "hulpvragen": [],
        "postcodes": {"2401": {"lat": 52.1, "lon": 4.6}, "2402": {"lat": 52.1, "lon": 4.7}},
    }
    return read_region(data | parts).or_raise()
