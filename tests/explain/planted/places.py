"""Leerlingen without a place, or with a place that lacks support."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from optimizer.domain.explain import FactKey as F
from optimizer.domain.explain import ReasonKind as R
from optimizer.domain.explain import RepairKind as K
from optimizer.domain.intake import read_region
from optimizer.domain.region import Region
from tests.explain.planted.situation import Cheapest, Sets, sets

Raw = dict[str, Any]
HERE = {"lat": 52.1, "lon": 4.6}
TOS = [{"expertise": "tos", "minutes": 60}]


@dataclass(frozen=True)
class Placed:
    """A leerling who is not placed, or not with all support; `roads` are minutes to a school."""

    name: str
    raw: Raw
    kind: R
    sets: Sets = frozenset()
    cheapest: Cheapest | None = None
    item: str = "L1"
    conditional: bool = False
    minutes: int = 10
    proven: bool = True

    @property
    def region(self) -> Region:
        return read_region(self.raw).or_raise()


def school(ident: str = "S1", free: int | None = 1, **more: object) -> Raw:
    places = [] if free is None else [{"free": free}]
    return {"id": ident, "name": ident, "kind": "BO", "kring": "K1", "location": HERE, "places": places} | more


def pupil(ident: str = "L1", **more: object) -> Raw:
    return {"id": ident, "kind": "application", "home": HERE, "leerjaar": 4} | more


def raw(*pupils: Raw, schools: tuple[Raw, ...] = (), **more: object) -> Raw:
    own: Raw = {
        "schema_version": 1,
        "id": "klein",
        "week": "2026-W48",
        "kringen": [{"id": "K1", "name": "K1"}],
        "schools": list(schools or (school(),)),
        "begeleiders": [],
        "hulpvragen": [],
        "leerlingen": list(pupils),
    }
    return own | more


def helper(minutes: int) -> Raw:
    return {
        "id": "B1",
        "name": "B1",
        "expertise": ["tos"],
        "kringen": ["K1"],
        "contract_minutes": minutes,
        "base": HERE,
    }


PLACES = (
    Placed("no-place-is-asked", raw(pupil(kind=None)), R.NOT_ASKED, sets(F.NO_PLACE_ASKED)),
    Placed(
        "no-places-at-all",
        raw(pupil(), schools=(school(free=None),)),
        R.STRUCTURAL,
        sets(F.LEERJAAR_NO_PLACES),
        Cheapest(K.ONE_PLACE, ("S1",), price=None),
    ),
    Placed(
        "full-from-the-start",
        raw(pupil(), schools=(school(free=0),)),
        R.STRUCTURAL,
        sets(F.NO_PLACE_FREE),
        Cheapest(K.ONE_PLACE, ("S1",), price=None),
    ),
    Placed(
        "another-denomination",
        raw(pupil(denominations=["pc"]), schools=(school(denomination="rk"),)),
        R.STRUCTURAL,
        sets(F.DENOMINATION),
        Cheapest(K.DENOMINATION_WAIVED, ("rk", "S1")),
    ),
    Placed(
        "the-admission-has-expired",
        raw(
            pupil(eligible_rungs=["sbo"], admission={"kind": "SBO", "until": "2026-10-01"}),
            schools=(school(kind="SBO"),),
        ),
        R.STRUCTURAL,
        sets(F.ADMISSION_NOT_VALID),
        Cheapest(K.ADMISSION, ("SBO", "S1"), price=6635),
    ),
    Placed(
        "no-admission",
        raw(pupil(eligible_rungs=["sbo"]), schools=(school(kind="SBO"),)),
        R.STRUCTURAL,
        sets(F.NO_ADMISSION),
        Cheapest(K.ADMISSION, ("SBO", "S1"), price=6635),
    ),
    Placed(
        "beyond-the-limit-of-travel",
        raw(pupil(max_travel_minutes=10)),
        R.STRUCTURAL,
        sets(F.TOO_FAR),
        Cheapest(K.TRAVEL_LIMIT, ("S1",), amount=5),
        minutes=15,
    ),
    Placed(
        "a-newcomer-for-too-long",
        raw(pupil(kind="newcomer", since="2024-01-08"), schools=(school(kind="newcomers"),)),
        R.STRUCTURAL,
        sets(F.NEWCOMER_OVER),
    ),
    Placed(
        "a-rung-that-is-not-agreed",
        raw(
            pupil(eligible_rungs=["regular-kring", "regular-gemeente"], admission={"kind": "SBO"}),
            schools=(school(kind="SBO"),),
        ),
        R.STRUCTURAL,
        sets(F.NOT_ELIGIBLE_RUNG),
        Cheapest(K.RUNG, ("sbo", "S1")),
    ),
    Placed(
        "a-veto-on-every-place",
        raw(pupil(), pins=[{"item": "L1", "veto": True}]),
        R.STRUCTURAL,
        sets(F.PINNED),
        Cheapest(K.PIN, ("L1", "S1")),
    ),
    Placed(
        "two-facts-of-a-place",
        raw(pupil(denominations=["pc"]), schools=(school(free=None, denomination="rk"),)),
        R.STRUCTURAL,
        sets((F.DENOMINATION, F.LEERJAAR_NO_PLACES)),
    ),
    Placed(
        "who-is-long-at-home-goes-first",
        raw(pupil(), pupil("L2", kind="absent", since="2026-09-07")),
        R.CAPACITY,
        sets(F.PLACES_TAKEN),
        Cheapest(K.ONE_PLACE, ("S1",), price=None),
    ),
    Placed(
        "the-place-is-held",
        raw(pupil(), pupil("L2", kind="return", school_of_origin="S1"), schools=(school(),)),
        R.TRADE_OFF,
        sets(F.PLACES_TAKEN),
        Cheapest(K.ONE_PLACE, ("S1",), price=None),
    ),
    Placed(
        "one-place-for-two",
        raw(pupil(), pupil("L2")),
        R.TRADE_OFF,
        sets(F.PLACES_TAKEN),
        Cheapest(K.ONE_PLACE, ("S1",), price=None),
        item="?",
    ),
    Placed(
        "nobody-has-the-support",
        raw(pupil(needs=TOS)),
        R.STRUCTURAL,
        sets(F.SUPPORT_MISSING),
        Cheapest(K.EXPERTISE_MINUTES, ("K1",), amount=60, price=60),
        conditional=True,
    ),
    Placed(
        "the-support-is-too-little",
        raw(pupil(needs=TOS), begeleiders=[helper(40)]),
        R.STRUCTURAL,
        sets(F.SUPPORT_MISSING),
        Cheapest(K.CONTRACT_MINUTES, ("B1",), amount=20, price=20),
        conditional=True,
    ),
    Placed(
        "the-support-is-elsewhere",
        raw(pupil(needs=TOS), pupil("L2", needs=TOS), schools=(school(free=2),), begeleiders=[helper(60)]),
        R.TRADE_OFF,
        sets(F.SUPPORT_MISSING),
        Cheapest(K.CONTRACT_MINUTES, ("B1",), amount=60, price=60),
        item="?",
        conditional=True,
    ),
)
