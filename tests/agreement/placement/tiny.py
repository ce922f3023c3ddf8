"""Tiny random regions for placement, in which everything can bind, small enough to try every assignment.

`tiny(seed)` is one region with its travel: 2 to 6 schools of all kinds, 2 to 6 leerlingen who ask, and one who does
not. It goes through intake, as a file would. Every seed gives the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from optimizer.domain.intake import read_region
from optimizer.domain.places import places_of
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LeerlingKind, Rung
from tests.rules.matrix import TableMatrix, table_matrix

T = TypeVar("T")
Raw = dict[str, Any]

WEEK = "2026-W48"
TODAY = date(2026, 11, 23)
EXPERTISE = ("gedrag", "tos")
KRINGEN = ("K1", "K2", "K3")
RUNGS = [rung.value for rung in Rung]
_HALF_DAYS = ("ma-ochtend", "di-ochtend", "wo-ochtend")


def tiny(seed: int) -> tuple[Region, TableMatrix]:
    """Return the tiny region of a seed, and its travel."""
    return Maker(Random(seed)).make()


def _day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


class Maker:
    """One region."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.schools: list[str] = []

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, values: Sequence[T]) -> T:
        return self.random.choice(values)

    def some(self, values: Sequence[T], most: int) -> list[T]:
        return self.random.sample(list(values), self.random.randint(0, min(most, len(values))))

    def make(self) -> tuple[Region, TableMatrix]:
        self.schools = [f"S{n}" for n in range(1, self.random.randint(2, 6) + 1)]
        asking = self.random.randint(2, 6 if len(self.schools) < 5 else 4)
        schools = [self.school(ident) for ident in self.schools]
        data: Raw = {
            "schema_version": 1,
            "id": "tiny",
            "week": WEEK,
            "gemeenten": [{"id": "G1", "name": "G1"}, {"id": "G2", "name": "G2"}],
            "kringen": [
                {"id": "K1", "name": "K1", "gemeenten": ["G1"], "postcodes": ["2401"]},
                {"id": "K2", "name": "K2", "gemeenten": ["G1", "G2"] if self.chance(0.5) else ["G2"]},
                {"id": "K3", "name": "K3", "postcodes": ["2403"] if self.chance(0.5) else []},
            ],
            "schools": schools,
            "leerlingen": [self.leerling(f"L{n}") for n in range(1, asking + 1)] + [self.other(f"L{asking + 1}")],
            "postcodes": {"2401": self.point(), "2402AB": self.point(), "2403": self.point()},
            "policy": {"admin_minutes": self.pick([0, 15]), "placement": self.policy()},
        }
        data["begeleiders"] = [self.begeleider(f"B{n}") for n in range(1, self.random.randint(1, 2) + 1)]
        data["arrangementen"] = [self.arrangement(n, asking) for n in range(1, self.random.randint(0, 2) + 1)]
        data["hulpvragen"] = [self.hulpvraag(n) for n in range(1, self.random.randint(0, 2) + 1)]
        data["pins"] = self.pins(asking) if self.chance(0.4) else []
        return self.read(data)

    def read(self, data: Raw) -> tuple[Region, TableMatrix]:
        """Read the region; a pin or an offer that intake refuses is left out."""
        intake = read_region(data)
        for fault in intake.faults:
            steps = fault.where.strip("/").split("/")
            if steps[0] == "pins":
                data["pins"] = []
            elif "offer" in steps:
                data["leerlingen"][int(steps[1])].pop("offer", None)
        region = read_region(data).or_raise()
        return region, self.travel(region)

    def travel(self, region: Region) -> TableMatrix:
        """Every way its own minutes, some unreachable."""
        places = tuple(places_of(region))
        table = {
            (origin, destination): None if self.chance(0.04) else self.random.randint(1, 40)
            for origin in places
            for destination in places
        }
        return table_matrix(region, table)

    def policy(self) -> Raw:
        rules: Raw = {"return_places_held": self.chance(0.7), "starting_period_weeks": self.pick([1, 2, 6])}
        if self.chance(0.3):
            ladder = self.random.sample(RUNGS, len(RUNGS))
            rules["rungs"] = {kind.value: ladder for kind in LeerlingKind}
        if self.chance(0.3):
            rules |= {"urgent_days": self.pick([0, 30]), "long_absence_weeks": self.pick([0, 8])}
        return rules

    def point(self) -> Raw:
        return {"lat": 52 + self.random.randint(0, 20) / 100, "lon": 4.7 + self.random.randint(0, 20) / 100}

    def school(self, ident: str) -> Raw:
        kind = self.pick(["BO"] * 6 + ["hybrid", "SBO", "SO", "newcomers", "care-and-education"])
        school: Raw = {"id": ident, "name": ident, "kind": kind, "kring": self.pick(KRINGEN), "location": self.point()}
        if kind == "SO":
            school["cluster"] = self.random.randint(1, 4)
        if self.chance(0.7):
            school["gemeente"] = self.pick(["G1", "G2"])
        if self.chance(0.4):
            school["denomination"] = self.pick(["rk", "pc"])
        if kind in {"SO", "BO"} and self.chance(0.15):
            school["within_swv"] = False
        school["expertise"] = self.some(EXPERTISE, 2)
        school["support_places"] = self.random.randint(0, 2)
        school["shared_minutes"] = [
            {"expertise": one, "half_day": half_day, "minutes": self.pick([10, 25])}
            for one in school["expertise"]
            for half_day in self.some(_HALF_DAYS, 2)
            if self.chance(0.5)
        ]
        school["places"] = self.places()
        return school

    def places(self) -> list[Raw]:
        found: dict[tuple[int | None, str | None], Raw] = {}
        leerjaren: list[int | None] = [None] if self.chance(0.7) else [None, 4]
        for leerjaar in leerjaren if self.chance(0.9) else []:
            dates: list[str | None] = [None] if self.chance(0.5) else [_day(-10), _day(self.pick([0, 20]))]
            for when in dates:
                entry: Raw = {"free": self.pick([0, 1, 1, 2, 3])}
                entry |= {} if leerjaar is None else {"leerjaar": leerjaar}
                entry |= {} if when is None else {"from": when}
                found[leerjaar, when] = entry
        return list(found.values())

    def begeleider(self, ident: str) -> Raw:
        return {
            "id": ident,
            "name": ident,
            "expertise": self.random.sample(EXPERTISE, self.random.randint(1, 2)),
            "kringen": self.random.sample(KRINGEN, self.random.randint(1, 2)),
            "base": self.point(),
            "contract_minutes": self.pick([10, 30, 60]),
            "reserved_minutes": self.pick([0, 10]),
        }

    def hulpvraag(self, number: int) -> Raw:
        asked: Raw = {
            "id": f"H{number}",
            "school": self.pick(self.schools),
            "expertise": self.pick(EXPERTISE),
            "minutes": self.pick([10, 20]),
            "visits": self.random.randint(1, 2),
            "every_weeks": self.random.randint(1, 4),
            "status": self.pick(["granted", "requested"]),
            "current": "B1",
        }
        return asked | ({"visits_left": self.random.randint(0, 3)} if self.chance(0.5) else {})

    def arrangement(self, number: int, asking: int) -> Raw:
        size = self.random.randint(1, 2)
        found: Raw = {
            "id": f"A{number}",
            "kind": "x-klas",
            "expertise": "gedrag",
            "supports": self.random.sample(EXPERTISE, self.random.randint(1, 2)),
            "kringen": self.random.sample(KRINGEN, 2),
            "hosts": [self.pick(self.schools)],
            "size": {"min": 1, "preferred": size, "max": size},
            "candidates": [f"L{n}" for n in range(1, asking + 2)],
            "max_travel_minutes": self.pick([15, 40]),
        }
        if self.chance(0.3):
            found["leerjaren"] = [3, 4]
        if self.chance(0.3):
            found["from"] = _day(self.pick([-5, 10]))
        if self.chance(0.3):
            found["until"] = _day(self.pick([15, 100]))
        if self.chance(0.3):
            members = [f"L{asking + 1}"] if self.chance(0.7) else ["L1"]
            found["running"] = {"host": found["hosts"][0], "half_day": "di-ochtend", "leader": "B1", "members": members}
        return found

    def other(self, ident: str) -> Raw:
        """One who needs no place, but may sit in a group."""
        return {"id": ident, "school": self.schools[0], "leerjaar": 4}

    def leerling(self, ident: str) -> Raw:
        kind = self.pick(list(LeerlingKind)).value
        one: Raw = {
            "id": ident,
            "kind": kind,
            "eligible_rungs": [rung for rung in RUNGS if self.chance(0.9)],
            "needs": [{"expertise": e, "minutes": self.pick([0, 10, 20, 40])} for e in self.some(EXPERTISE, 2)],
            "wishes": self.some(self.schools, 3),
            "mode": self.pick(["car", "bicycle"]),
        }
        if self.chance(0.9):
            one["home"] = self.pick(["2401", "2402AB", "2403", self.point()])
        if self.chance(0.4):
            one["gemeente"] = self.pick(["G1", "G2"])
        if self.chance(0.8):
            one["leerjaar"] = self.pick([3, 4])
        if self.chance(0.4):
            one["school"] = self.pick(self.schools)
        if kind in {"return", "from-institution"} and self.chance(0.8):
            one["school_of_origin"] = self.pick(self.schools)
        if kind in {"newcomer", "absent"}:
            one["since"] = _day(-7 * self.pick([2, 4, 30, 77, 78, 79]))
        return one | self.limits() | self.asked() | self.offered()

    def limits(self) -> Raw:
        """Denominations, admission, start, and how far to travel."""
        one: Raw = {}
        if self.chance(0.3):
            one["denominations"] = ["rk"]
        if self.chance(0.6):
            kind = self.pick(["SBO", "SO", "SO", "institute"])
            one["admission"] = {"kind": kind, "pending": self.chance(0.3)}
            one["admission"] |= {"category": 1} if kind == "SO" else {}
            one["admission"] |= {"from": _day(self.pick([-3, 5]))} if self.chance(0.3) else {}
            one["admission"] |= {"until": _day(self.pick([7, 300]))} if self.chance(0.3) else {}
        if self.chance(0.5):
            one["start_on"] = _day(self.pick([0, 5, 20, 30]))
        if self.chance(0.4):
            one |= {"max_travel_minutes": 20, "travel_waived": self.chance(0.4)}
        return one

    def asked(self) -> Raw:
        """Applications, siblings, attendance."""
        one: Raw = {}
        if self.chance(0.6):
            applied = self.random.sample(self.schools, self.random.randint(1, 2))
            days = [self.pick([0, 29, 41, 42, 43, 70, 71]) for _ in applied]
            one["applications"] = [
                {"school": school, "date": _day(-passed), "order": order}
                for order, (school, passed) in enumerate(zip(applied, days, strict=True), start=1)
            ][:: self.pick([1, -1])]
        if self.chance(0.4):
            one["siblings_at"] = self.random.sample(self.schools, 1)
        if self.chance(0.3):
            until = {"until": _day(self.pick([-1, 60]))} if self.chance(0.6) else {}
            one["attendance"] = [{"place": self.pick(self.schools), "half_days": ["ma-ochtend"], **until}]
        return one

    def offered(self) -> Raw:
        if not self.chance(0.2):
            return {}
        until = {"until": _day(self.pick([-1, 0, 9]))} if self.chance(0.7) else {}
        return {"offer": {"school": self.pick(self.schools), "agreed": self.chance(0.3), **until}}

    def pins(self, asking: int) -> list[Raw]:
        item, host = f"L{self.random.randint(1, asking)}", self.pick(self.schools)
        return [self.pick([{"item": item, "host": host}, {"item": item, "host": host, "veto": True}, _no_place(item)])]


def _no_place(item: str) -> Raw:
    return {"item": item, "veto": True}
