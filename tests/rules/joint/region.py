"""A small region of a joint plan written out by hand, with a valid week and valid placements.

Every source of support answers somebody. Today is Monday 23 November 2026, the starting period six weeks; all ways take
10 minutes and 10,000 metres. K1 has B1, B2 and S1, K2 has B3.

L1 gedrag 30: visited by C1. L2 tos 20: 10 a week shared by B2, the rest missing. L3 gedrag 20: joins the group of A1,
though no candidate of it. L4 gedrag 15 and tos 25 at B1: the school, and a visit of the institute. L5 goes to SBO,
where nothing is asked. L6 sits in the group and needs no place. L7 needs no minutes, L8 500 of gedrag.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from optimizer.domain.half_day import HalfDay
from optimizer.domain.intake import read_region
from optimizer.domain.joint import JointVerdict
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.placement import Missing, Placement, PlacementPlan, Source, Support
from optimizer.domain.plan import Group, WeekPlan
from optimizer.domain.region import Region
from optimizer.rules.joint.activation import Activation
from optimizer.rules.joint.check import check_joint
from optimizer.rules.placement.facts import Facts
from optimizer.rules.placement.view import PlacementView
from tests.rules.matrix import table_matrix
from tests.rules.witness import At, week_plan

Raw = dict[str, Any]
HERE = {"lat": 52.1, "lon": 4.7}
WEEKS = 6
PENDING = ("support-missing",)


def school(ident: str, kring: str = "K1", **fields: object) -> Raw:
    own: Raw = {"id": ident, "name": ident, "kring": kring, "gemeente": "G1", "location": HERE}
    return own | {"places": [{"free": 3}]} | fields


def begeleider(ident: str, *expertise: str, **fields: object) -> Raw:
    own: Raw = {"id": ident, "name": f"Naam {ident}", "expertise": list(expertise), "kringen": ["K1"], "base": HERE}
    return own | {"contract_minutes": 1200} | fields


def leerling(ident: str, **needs: int) -> Raw:
    own: Raw = {"id": ident, "kind": "application", "home": "2401", "leerjaar": 4, "gemeente": "G1"}
    own["eligible_rungs"] = ["own-school", "regular-kring", "regular-gemeente", "sbo"]
    return own | {"needs": [{"expertise": name, "minutes": minutes} for name, minutes in needs.items()]}


def small() -> Raw:
    """Return the JSON of the region."""
    shared = [{"expertise": "tos", "half_day": "ma-ochtend", "minutes": 10}]
    running = {"host": "B2", "half_day": "di-ochtend", "leader": "C2", "members": ["L6"]}
    return {
        "schema_version": 1,
        "id": "samen",
        "week": "2026-W48",
        "gemeenten": [{"id": "G1", "name": "G1"}],
        "kringen": [
            {"id": "K1", "name": "K1", "gemeenten": ["G1"], "postcodes": ["2401"]},
            {"id": "K2", "name": "K2", "gemeenten": ["G1"]},
        ],
        "schools": [
            school("B1", expertise=["gedrag"], support_places=1),
            school("B2", expertise=["tos"], shared_minutes=shared),
            school("B3", "K2"),
            school("S1", kind="SBO"),
        ],
        "begeleiders": [
            begeleider("C1", "gedrag"),
            begeleider("C2", "gedrag"),
            begeleider("X1", "tos", role="AD", institute="I1", kringen=["K1", "K2"]),
        ],
        "hulpvragen": [{"id": "H1", "school": "B1", "expertise": "gedrag", "minutes": 45, "current": "C1"}],
        "arrangementen": [
            {
                "id": "A1",
                "kind": "x-klas",
                "expertise": "gedrag",
                "supports": ["gedrag"],
                "kringen": ["K1"],
                "hosts": ["B2"],
                "minutes": 90,
                "size": {"min": 1, "preferred": 2, "max": 2},
                "leerjaren": [4, 5],
                "candidates": ["L6"],
                "until": "2027-06-30",
                "running": running,
            }
        ],
        "leerlingen": [
            leerling("L1", gedrag=30),
            leerling("L2", tos=20),
            leerling("L3", gedrag=20),
            leerling("L4", gedrag=15, tos=25),
            leerling("L5", gedrag=40) | {"admission": {"kind": "SBO"}},
            {"id": "L6", "school": "B2", "leerjaar": 4, "needs": [{"expertise": "gedrag"}]},
            leerling("L7", gedrag=0),
            leerling("L8", gedrag=500),
        ],
        "postcodes": {"2401": HERE},
    }


def placed(
    ident: str, school_id: str, *support: Support, missing: Iterable[Missing] = (), **fields: object
) -> Placement:
    """Return a proposal on the first regular rung, from today on; 10 minutes and 10,000 metres away."""
    own: Raw = {"leerling": ident, "school": school_id, "rung": "regular-kring", "rung_number": 2, "wish": 0}
    own |= {"start_on": "2026-11-23", "minutes": 10, "metres": 10_000, "support": support, "missing": tuple(missing)}
    own["conditions"] = PENDING if own["missing"] else ()
    return Placement.model_validate(own | fields)


def by(source: Source, who: str, minutes: int, expertise: str = "gedrag") -> Support:
    """Return who gives so many minutes a week, over the starting period."""
    return Support(expertise=expertise, source=source, by=who, minutes=minutes * WEEKS)


def lacking(minutes: int, expertise: str = "gedrag") -> tuple[Missing, ...]:
    """Return minutes a week that nobody gives, over the starting period."""
    return (Missing(expertise=expertise, minutes=minutes * WEEKS),)


PLACED = {
    "L1": placed("L1", "B1", by(Source.KRING, "C1", 30)),
    "L2": placed("L2", "B2", by(Source.SHARED, "B2", 10, "tos"), missing=lacking(10, "tos")),
    "L3": placed("L3", "B2", by(Source.GROUP, "A1", 20)),
    "L4": placed("L4", "B1", by(Source.SCHOOL, "B1", 15), by(Source.KRING, "X1", 25, "tos")),
    "L5": placed("L5", "S1", rung="sbo", rung_number=4),
    "L7": placed("L7", "B1"),
    "L8": placed("L8", "B3", missing=lacking(500), rung="regular-gemeente", rung_number=3),
}
VISITS = {
    "H1": At("C1", "H1", HalfDay.MA_OCHTEND, 9 * 60),
    "L1": At("C1", "L1~gedrag", HalfDay.MA_OCHTEND, 10 * 60),
    "L4": At("X1", "L4~tos", HalfDay.WO_OCHTEND, 9 * 60),
}
GROUP = Group(
    id="A1#1",
    arrangement="A1",
    host="B2",
    half_day=HalfDay.DI_OCHTEND,
    start=9 * 60,
    leader="C2",
    members=("L6", "L3"),
)


@dataclass(frozen=True)
class Case:
    """A region with a joint plan; change it by the methods."""

    data: Raw = field(default_factory=small)
    placements: Mapping[str, Placement] = field(default_factory=lambda: dict(PLACED))
    visits: Mapping[str, At] = field(default_factory=lambda: dict(VISITS))
    groups: tuple[Group, ...] = (GROUP,)

    def place(self, **changes: Placement | None) -> Case:
        """With placements added, replaced, or (None) left out."""
        found = {key: one for key, one in {**self.placements, **changes}.items() if one is not None}
        return Case(self.data, found, self.visits, self.groups)

    def visit(self, **changes: At | None) -> Case:
        """With visits added, replaced, or (None) left out."""
        found = {key: one for key, one in {**self.visits, **changes}.items() if one is not None}
        return Case(self.data, self.placements, found, self.groups)

    def grouped(self, *groups: Group) -> Case:
        """With these groups instead."""
        return Case(self.data, self.placements, self.visits, groups)

    def change(self, where: str, number: int, **fields: object) -> Case:
        """With other fields of the entity at a position of a list."""
        entities = [one | fields if at == number else one for at, one in enumerate(self.data[where])]
        return Case({**self.data, where: entities}, self.placements, self.visits, self.groups)

    @property
    def region(self) -> Region:
        return read_region(self.data).or_raise()

    @property
    def matrix(self) -> TravelMatrix:
        return table_matrix(self.region)

    @property
    def placement(self) -> PlacementPlan:
        return PlacementPlan(placements=tuple(self.placements.values()))

    @property
    def activated(self) -> Region:
        """The region with what the placements ask of the week."""
        view = PlacementView(Facts(self.region, self.matrix), self.placement)
        return Activation(self.region, view.placed).activated

    @property
    def week(self) -> WeekPlan:
        return week_plan(self.activated, self.matrix, self.visits.values(), self.groups)

    @property
    def verdict(self) -> JointVerdict:
        return check_joint(self.region, self.week, self.placement, self.matrix)
