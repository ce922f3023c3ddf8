"""Groups that do not open, candidates without a seat, and overleggen that are not held."""

from __future__ import annotations

from datetime import date

from optimizer.domain.arrangement import Groepsarrangement, Size
from optimizer.domain.base import FrozenDict
from optimizer.domain.explain import FactKey as F
from optimizer.domain.explain import ReasonKind as R
from optimizer.domain.explain import RepairKind as K
from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.overleg import Overleg, Participants
from optimizer.domain.region import Region
from tests.explain.planted.situation import Cheapest, Sets, Situation, region, sets
from tests.rules.builders import DI_O, MA_M, MA_O, VR_O, WEEK, begeleider, hours, leerling, school

ONE = begeleider("B1", "gedrag")
PUPILS = tuple(leerling(f"L{n}") for n in range(1, 5))
NO_ROOM = FrozenDict(dict.fromkeys(HALF_DAYS, 0))
MONDAYS = hours(ma_ochtend="08:30-12:15")


def group(**fields: object) -> Groepsarrangement:
    own: dict[str, object] = {
        "id": "A1",
        "kind": "x-klas",
        "expertise": "gedrag",
        "supports": ("gedrag",),
        "kringen": ("K1",),
        "minutes": 90,
        "hosts": ("S1",),
        "size": Size(min=3, preferred=3, max=4),
        "candidates": ("L1", "L2", "L3", "L4"),
    }
    return Groepsarrangement.model_validate(own | fields)


def with_group(arrangement: Groepsarrangement, **fields: object) -> Region:
    own: dict[str, object] = {"begeleiders": (ONE,), "leerlingen": PUPILS, "arrangementen": (arrangement,)}
    return region(**(own | fields))


def meeting(ident: str = "O1", *people: str, ibs: tuple[str, ...] = (), **fields: object) -> Overleg:
    own: dict[str, object] = {
        "id": ident,
        "minutes": 60,
        "hosts": ("S1",),
        "participants": Participants(begeleiders=people, ibs=ibs),
        "weeks": (WEEK,),
    }
    return Overleg.model_validate(own | fields)


def planted(
    name: str, about: Region, kind: R, found: Sets = frozenset(), cheapest: Cheapest | None = None, **more: object
) -> Situation:
    """A situation about A1, or about O1 where there are no groups."""
    item = "A1" if about.arrangementen else "O1"
    return Situation(name, about, more.pop("item", item), kind, found, cheapest, **more)  # type: ignore[arg-type]


GROUPS = (
    planted(
        "too-few-candidates",
        with_group(group(candidates=("L1", "L2"))),
        R.STRUCTURAL,
        sets(F.CANDIDATES),
        Cheapest(K.GROUP_SIZE, ("A1",), amount=1),
    ),
    planted(
        "outside-the-band", with_group(group(leerjaren=(7,))), R.STRUCTURAL, sets(F.BAND), Cheapest(K.MEMBER, ("L1",))
    ),
    planted(
        "a-need-it-does-not-support",
        with_group(group(), leerlingen=tuple(leerling(f"L{n}", "tos") for n in range(1, 5))),
        R.STRUCTURAL,
        sets(F.SUPPORTS),
        Cheapest(K.SUPPORTS, ("A1",)),
    ),
    planted(
        "the-host-has-no-room",
        with_group(group(), schools=(school("S1", rooms=NO_ROOM),)),
        R.STRUCTURAL,
        sets(F.ROOMS),
        Cheapest(K.ROOM, ("S1",), MA_O),
    ),
    planted(
        "nobody-can-lead",
        with_group(group(), begeleiders=(begeleider("B1", "tos"),)),
        R.STRUCTURAL,
        sets(F.EXPERTISE),
        Cheapest(K.EXPERTISE_MINUTES, ("K1",), amount=90, price=90),
    ),
    planted(
        "nobody-can-co-lead",
        with_group(group(co_leaders=("tos",))),
        R.STRUCTURAL,
        sets(F.CO_LEADER),
        Cheapest(K.EXPERTISE_MINUTES, ("K1",), amount=90, price=90),
    ),
    planted(
        "the-leader-is-of-another-kring",
        with_group(group(), begeleiders=(begeleider("B1", "gedrag", kringen=("K2",)),)),
        R.STRUCTURAL,
        sets(F.KRING),
        Cheapest(K.KRING, ("B1", "K1")),
    ),
    planted(
        "only-external-staff-could-lead",
        with_group(group(), begeleiders=(begeleider("B1", "gedrag", institute="I1"),)),
        R.STRUCTURAL,
        sets(F.INSTITUTE),
        Cheapest(K.EXPERTISE_MINUTES, ("K1",), amount=90, price=90),
    ),
    planted(
        "too-far-for-the-group",
        with_group(group(max_travel_minutes=5)),
        R.STRUCTURAL,
        sets(F.GROUP_TRAVEL),
        Cheapest(K.GROUP_TRAVEL, ("A1",), amount=5),
    ),
    planted(
        "the-leader-is-never-there",
        with_group(group(half_days=(DI_O,)), begeleiders=(begeleider("B1", "gedrag", availability=MONDAYS),)),
        R.STRUCTURAL,
        sets(F.HALF_DAYS, F.AVAILABILITY),
        Cheapest(K.HALF_DAY, ("A1",), MA_O),
    ),
    planted(
        "over-before-its-day",
        with_group(group(half_days=(VR_O,), until=date(2026, 11, 24))),
        R.STRUCTURAL,
        sets(F.HALF_DAYS, F.DATES),
        Cheapest(K.DATES, ("A1",)),
    ),
    planted(
        "the-leader-has-no-contract-left",
        with_group(group(), begeleiders=(begeleider("B1", "gedrag", contract_minutes=60),)),
        R.STRUCTURAL,
        sets(F.CONTRACT),
        Cheapest(K.CONTRACT_MINUTES, ("B1",), amount=30, price=30),
    ),
    planted(
        "the-overleg-goes-first",
        with_group(
            group(half_days=(MA_O, DI_O)),
            begeleiders=(begeleider("B1", "gedrag", availability=MONDAYS),),
            overleggen=(meeting("O1", "B1", half_days=(MA_O,), hosts=("S2",)),),
        ),
        R.CAPACITY,
        cheapest=Cheapest(K.HALF_DAY, ("B1",), DI_O),
        displaced=("O1",),
    ),
    planted(
        "a-candidate-outside-the-band",
        with_group(group(leerjaren=(4,)), leerlingen=(*PUPILS[:3], leerling("L4", leerjaar=8))),
        R.STRUCTURAL,
        sets(F.BAND),
        Cheapest(K.MEMBER, ("L4",)),
        leerling="L4",
    ),
    planted(
        "the-group-is-full",
        with_group(
            group(size=Size(min=3, preferred=3, max=3)), leerlingen=(*PUPILS[:3], leerling("L4", max_travel_minutes=60))
        ),
        R.TRADE_OFF,
        cheapest=Cheapest(K.LARGER_GROUP, ("A1",)),
        leerling="?",
    ),
)
BOTH = (
    begeleider("B1", "gedrag", availability=MONDAYS),
    begeleider("B2", "gedrag", availability=hours(di_ochtend="08:30-12:15")),
)
MEETINGS = (
    planted(
        "never-together",
        region(begeleiders=BOTH, overleggen=(meeting("O1", "B1", "B2"),)),
        R.STRUCTURAL,
        sets(F.AVAILABILITY),
        Cheapest(K.WITHOUT, ("B1",)),
    ),
    planted(
        "the-host-is-closed",
        region(schools=(school("S1", hours=FrozenDict({})),), begeleiders=(ONE,), overleggen=(meeting("O1", "B1"),)),
        R.STRUCTURAL,
        sets(F.SCHOOL_HOURS),
        Cheapest(K.HOURS, ("S1",), MA_O),
    ),
    planted(
        "the-host-has-no-room-to-meet",
        region(schools=(school("S1", rooms=NO_ROOM),), begeleiders=(ONE,), overleggen=(meeting("O1", "B1"),)),
        R.STRUCTURAL,
        sets(F.ROOMS),
        Cheapest(K.ROOM, ("S1",), MA_O),
    ),
    planted(
        "the-ib-is-not-there",
        region(
            schools=(school("S1"), school("S2", ib_hours=hours(di_ochtend="08:30-09:15"))),
            begeleiders=(ONE,),
            overleggen=(meeting("O1", "B1", ibs=("S1", "S2")),),
        ),
        R.STRUCTURAL,
        sets(F.IB_HOURS),
        Cheapest(K.WITHOUT, ("S2",)),
    ),
    planted(
        "two-want-one-room",
        region(
            begeleiders=(ONE, begeleider("B2", "gedrag")),
            overleggen=(meeting("O1", "B1", half_days=(MA_O,)), meeting("O2", "B2", half_days=(MA_O,))),
        ),
        R.TRADE_OFF,
        cheapest=Cheapest(K.HALF_DAY, ("?",), MA_M),
        item="?",
    ),
)
GATHERINGS = (*GROUPS, *MEETINGS)
