"""A small region of placement written out by hand, with a valid plan that uses every rule.

Today is Monday 23 November 2026. Kring K1 (postcode 2401) and K2; gemeente G1 has both. All ways take 10 minutes and
10,000 metres, but home:L1 > school:B3 (25) and home:L2 > school:U1 (unreachable).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimizer.domain.intake import read_region
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.placement import Missing, Placement, PlacementPlan, Source, Support
from optimizer.domain.region import Region
from tests.rules.matrix import table_matrix

Raw = dict[str, Any]
HERE = {"lat": 52.1, "lon": 4.7}
FAR = {"lat": 52.3, "lon": 4.9}


def school(ident: str, kring: str = "K1", **fields: object) -> Raw:
    own: Raw = {"id": ident, "name": ident, "kring": kring, "gemeente": "G1", "location": HERE}
    return own | {"places": [{"free": 2}]} | fields


def leerling(ident: str, **fields: object) -> Raw:
    own: Raw = {"id": ident, "kind": "application", "home": "2401", "leerjaar": 4, "gemeente": "G1"}
    return own | {"eligible_rungs": ["own-school", "regular-kring", "regular-gemeente"]} | fields


def small() -> Raw:
    """Return the JSON of the region."""
    later = [{"free": 1}, {"free": 0, "from": "2027-01-04"}, {"free": 1, "from": "2027-03-01"}]
    return {
        "schema_version": 1,
        "id": "klein",
        "week": "2026-W48",
        "gemeenten": [{"id": "G1", "name": "G1"}, {"id": "G2", "name": "G2"}],
        "kringen": [
            {"id": "K1", "name": "K1", "gemeenten": ["G1"], "postcodes": ["2401"]},
            {"id": "K2", "name": "K2", "gemeenten": ["G1", "G2"]},
        ],
        "schools": [
            school("B1", expertise=["gedrag"], support_places=1, places=[{"free": 3}]),
            school(
                "B2",
                denomination="rk",
                expertise=["tos"],
                shared_minutes=[{"expertise": "tos", "half_day": "ma-ochtend", "minutes": 10}],
            ),
            school("B3", "K2", places=[{"free": 1}]),
            school("B4", places=[{"free": 1}, {"free": 1, "leerjaar": 6}]),
            school("B5", places=later),
            school("B6", "K2", gemeente="G2", location=FAR),
            school("N1", kind="newcomers"),
            school("S1", kind="SBO"),
            school("S3", kind="SO", cluster=4),
            school("S2", kind="SO", cluster=2),
            school("U1", kind="SO", cluster=3, within_swv=False),
            school("U2", within_swv=False),
        ],
        "begeleiders": [
            {
                "id": "C1",
                "name": "C1",
                "expertise": ["gedrag", "tos"],
                "kringen": ["K1"],
                "base": HERE,
                "contract_minutes": 60,
                "reserved_minutes": 10,
            }
        ],
        "hulpvragen": [
            {"id": "H1", "school": "B1", "expertise": "gedrag", "minutes": 45, "every_weeks": 4, "current": "C1"}
        ],
        "arrangementen": [
            {
                "id": "A1",
                "kind": "x-klas",
                "expertise": "gedrag",
                "supports": ["gedrag"],
                "kringen": ["K1"],
                "hosts": ["B2"],
                "size": {"min": 1, "preferred": 2, "max": 2},
                "leerjaren": [4, 5],
                "candidates": ["L3", "L12"],
                "until": "2027-06-30",
                "running": {"host": "B2", "half_day": "di-ochtend", "leader": "C1", "members": ["L12"]},
            }
        ],
        "leerlingen": [
            leerling(
                "L1",
                needs=[{"expertise": "gedrag", "minutes": 30}],
                wishes=["B2", "B1"],
                siblings_at=["B2"],
                applications=[{"school": "B3", "date": "2026-10-01"}],
                max_travel_minutes=20,
            ),
            leerling("L2", needs=[{"expertise": "tos", "minutes": 20}], denominations=["pc"], school="B2"),
            leerling("L3", needs=[{"expertise": "gedrag", "minutes": 20}], siblings_at=["B1"], wishes=["B4"]),
            leerling(
                "L4",
                kind="return",
                school="S1",
                school_of_origin="B3",
                eligible_rungs=["regular-kring", "regular-gemeente", "sbo"],
            ),
            leerling("L5", kind="newcomer", since="2025-06-02", start_on="2026-11-30"),
            leerling(
                "L6",
                kind="absent",
                since="2026-10-26",
                eligible_rungs=["so"],
                admission={"kind": "SO", "category": 1, "from": "2026-09-01", "until": "2027-07-31", "pending": True},
            ),
            leerling("L7", offer={"school": "B1", "until": "2026-11-23"}),
            leerling("L8", start_on="2026-12-01"),
            leerling("L9", kind="move", eligible_rungs=["regular-kring", "regular-gemeente", "so-outside"]),
            leerling("L10", leerjaar=6, applications=[{"school": "B1", "date": "2026-09-20"}]),
            leerling("L11", applications=[{"school": "B1", "date": "2026-10-20"}]),
            {"id": "L12", "school": "B4", "leerjaar": 4},
        ],
        "postcodes": {"2401": HERE},
        "pins": [
            {"item": "L8", "host": "B6", "veto": True},
            {"item": "L9", "host": "B4"},
            {"item": "L11", "veto": True},
        ],
    }


def read(data: Raw) -> Region:
    """Return the region of JSON."""
    return read_region(data).or_raise()


def travel(region: Region, table: Mapping[tuple[str, str], int | None] | None = None) -> TravelMatrix:
    """Return the travel of the region."""
    own: dict[tuple[str, str], int | None] = {("home:L1", "school:B3"): 25, ("home:L2", "school:U1"): None}
    return table_matrix(region, own | dict(table or {}))


def placed(ident: str, school_id: str, rung: str = "regular-kring", number: int = 2, **fields: object) -> Placement:
    """Return a proposal; 10 minutes and 10,000 metres, from today on."""
    own: Raw = {"leerling": ident, "school": school_id, "rung": rung, "rung_number": number, "wish": 0}
    own |= {"start_on": "2026-11-23", "minutes": 10, "metres": 10_000}
    return Placement.model_validate(own | fields)


def support(expertise: str, source: Source, by: str, minutes: int) -> Support:
    """Return who gives what."""
    return Support(expertise=expertise, source=source, by=by, minutes=minutes)


def small_plan() -> PlacementPlan:
    """Return the valid plan; only L11, who is vetoed, has no place."""
    gedrag_in_group = (support("gedrag", Source.GROUP, "A1", 120),)
    tos = (support("tos", Source.SHARED, "B2", 60), support("tos", Source.KRING, "C1", 50))
    return PlacementPlan(
        placements=(
            placed("L1", "B1", wish=1, support=(support("gedrag", Source.SCHOOL, "B1", 180),)),
            placed(
                "L2",
                "B1",
                wish=0,
                support=tos,
                missing=(Missing(expertise="tos", minutes=10),),
                conditions=("support-missing",),
            ),
            placed("L3", "B2", wish=1, support=gedrag_in_group),
            placed("L4", "B3", "regular-gemeente"),
            placed("L5", "N1", start_on="2026-11-30"),
            placed("L6", "S3", "so", 1, conditions=("admission-pending",)),
            placed("L7", "B1"),
            placed("L8", "B2", start_on="2026-12-01"),
            placed("L9", "B4", number=1),
            placed("L10", "B4", wish=1),
        )
    )
