"""One reason of every kind, about every kind of item, on the small region of the command line's tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from optimizer.domain.explain import (
    Change,
    Displaced,
    Fact,
    FactKey,
    Freedom,
    FreedomKind,
    Holder,
    ItemKind,
    Reason,
    ReasonKind,
    Repair,
    RepairKind,
)
from optimizer.domain.half_day import HalfDay
from optimizer.domain.placement import (
    Clock,
    Condition,
    LeerlingOutcome,
    Missing,
    Moved,
    OfferStatus,
    Placement,
    PlacementOption,
    PlacementStage,
    Refusal,
    Room,
    Source,
    Support,
    Transport,
    Urgency,
)
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Priority, Rung, StageKey
from optimizer.io.json import load_plan, load_region

DATA = Path(__file__).parents[1] / "cli" / "data"
WEEK = load_region(DATA / "region.json").or_raise()
PLACES = load_region(DATA / "placement.json").or_raise()
ALL, ALONE = Freedom(kind=FreedomKind.ALL), Freedom(kind=FreedomKind.ALONE)
H = WEEK.hulpvragen[0]
OWN = H.school or ""


def _of(item: str, item_kind: ItemKind, kind: ReasonKind, *, proven: bool = True, **more: object) -> Reason:
    data = {"item": item, "item_kind": item_kind, "kind": kind, "proven": proven, "freedom": ALL} | more
    return Reason.model_validate(data)


REASONS: dict[str, tuple[Region, Reason]] = {
    "week-structural": (
        WEEK,
        _of(
            H.id,
            ItemKind.HULPVRAAG,
            ReasonKind.STRUCTURAL,
            minutes=60,
            freedom=ALONE,
            facts=(
                Fact(key=FactKey.AVAILABILITY, entities=("B1",), half_days=(HalfDay.WO_OCHTEND, HalfDay.DO_OCHTEND)),
                Fact(key=FactKey.CONTRACT, entities=("B2",), found=45, limit=60, unit="minutes"),
            ),
            otherwise=((Fact(key=FactKey.FORBIDDEN, entities=("B3",)),),),
            repairs=(
                Repair(kind=RepairKind.HALF_DAY, entities=(H.id,), half_day=HalfDay.MA_OCHTEND, unit="half-days"),
                Repair(kind=RepairKind.HOURS, entities=(OWN,), half_day=HalfDay.DI_MIDDAG),
                Repair(kind=RepairKind.CONTRACT_MINUTES, entities=("B2",), amount=15, unit="minutes", price=15),
            ),
        ),
    ),
    "week-capacity": (
        WEEK,
        _of(
            H.id,
            ItemKind.HULPVRAAG,
            ReasonKind.CAPACITY,
            minutes=60,
            holders=(
                Holder(begeleider="B1", half_day=HalfDay.MA_OCHTEND, item="H2", minutes=60, priority=Priority.URGENT),
                Holder(begeleider="B2", half_day=HalfDay.DI_MIDDAG, item="A1#1", minutes=120),
            ),
            changes=(Change(key=StageKey.UNMET_NORMAL, before=60, after=90),),
            displaced=(Displaced(item="H2", minutes=60), Displaced(item="H3", minutes=-30)),
            repairs=(
                Repair(
                    kind=RepairKind.EXPERTISE_MINUTES,
                    entities=("zuid",),
                    expertise="gedrag",
                    amount=75,
                    unit="minutes",
                    price=75,
                ),
            ),
        ),
    ),
    "week-trade-off": (
        WEEK,
        _of(
            H.id,
            ItemKind.HULPVRAAG,
            ReasonKind.TRADE_OFF,
            proven=False,
            minutes=60,
            displaced=(Displaced(item="H3", minutes=60),),
            changes=(Change(key=StageKey.TRAVEL, before=310, after=342),),
            freedom=Freedom(kind=FreedomKind.BEGELEIDERS, begeleiders=("B1", "B2")),
        ),
    ),
    "week-improvable": (WEEK, _of("A1", ItemKind.GROUP, ReasonKind.IMPROVABLE)),
    "week-not-asked": (
        WEEK,
        _of(H.id, ItemKind.HULPVRAAG, ReasonKind.NOT_ASKED, minutes=60, facts=(Fact(key=FactKey.REQUESTED),)),
    ),
    "week-unknown": (WEEK, _of("O1", ItemKind.OVERLEG, ReasonKind.UNKNOWN, proven=False)),
    "member-structural": (
        WEEK,
        _of(
            "A1",
            ItemKind.GROUP,
            ReasonKind.STRUCTURAL,
            leerling="L7",
            facts=(Fact(key=FactKey.GROUP_TRAVEL, found=42, limit=30, unit="minutes"),),
            repairs=(Repair(kind=RepairKind.GROUP_TRAVEL, entities=("A1",), amount=15, unit="minutes"),),
        ),
    ),
    "place-structural": (
        PLACES,
        _of(
            "L1",
            ItemKind.LEERLING,
            ReasonKind.STRUCTURAL,
            facts=(
                Fact(key=FactKey.NO_PLACE_FREE, entities=("S1", "S2")),
                Fact(key=FactKey.TOO_FAR, entities=("S3",), found=50, limit=45, unit="minutes"),
            ),
            repairs=(
                Repair(kind=RepairKind.TRAVEL_LIMIT, entities=("L1",), amount=5, unit="minutes", price=None),
                Repair(kind=RepairKind.DENOMINATION_WAIVED, entities=("S2",), price=None),
                Repair(kind=RepairKind.ONE_PLACE, entities=("S1",), unit="places", price=6635),
            ),
        ),
    ),
    "place-capacity": (
        PLACES,
        _of(
            "L2",
            ItemKind.LEERLING,
            ReasonKind.CAPACITY,
            holders=(Holder(school="S1", item="L4"), Holder(school="S3", item="L5")),
            moved=(Moved(leerling="L4", origin="S1", destination=None),),
            changes=(Change(key=PlacementStage.UNPLACED_DUE, before=0, after=1),),
        ),
    ),
    "place-trade-off": (
        PLACES,
        _of(
            "L2",
            ItemKind.LEERLING,
            ReasonKind.TRADE_OFF,
            proven=False,
            moved=(Moved(leerling="L4", origin="S1", destination="S3"),),
        ),
    ),
    "place-improvable": (PLACES, _of("L2", ItemKind.LEERLING, ReasonKind.IMPROVABLE)),
    "place-not-asked": (PLACES, _of("L6", ItemKind.LEERLING, ReasonKind.NOT_ASKED)),
    "place-unknown": (PLACES, _of("L2", ItemKind.LEERLING, ReasonKind.UNKNOWN, proven=False)),
    "support-capacity": (
        PLACES,
        _of(
            "L5",
            ItemKind.LEERLING,
            ReasonKind.CAPACITY,
            conditional=True,
            minutes=240,
            facts=(Fact(key=FactKey.SUPPORT_MISSING, expertise="gedrag"),),
            repairs=(Repair(kind=RepairKind.CONTRACT_MINUTES, entities=("B1",), amount=40, unit="minutes", price=40),),
        ),
    ),
}
"""Reasons by name, each with its region."""

_CLOCK = Clock(school="S1", urgency=Urgency.DUE)
_PLACE = Placement(
    leerling="L1",
    school="S3",
    rung=Rung.REGULAR_KRING,
    rung_number=2,
    wish=0,
    start_on=date(2026, 12, 7),
    minutes=12,
    metres=4100,
    support=(
        Support(expertise="gedrag", source=Source.KRING, by="B2", minutes=300),
        Support(expertise="taal", source=Source.SCHOOL, by="S3", minutes=120),
    ),
    missing=(Missing(expertise="gedrag", minutes=60),),
    conditions=(Condition.ADMISSION_PENDING, Condition.SUPPORT_MISSING),
)


def _option(school: str, room: Room) -> PlacementOption:
    return PlacementOption(school=school, rung=Rung.REGULAR_KRING, rung_number=2, wish=1, room=room)


OUTCOMES: dict[str, LeerlingOutcome] = {
    "proposal": LeerlingOutcome(
        leerling="L1",
        status=OfferStatus.OFFERED,
        until=date(2026, 12, 1),
        clock=_CLOCK,
        placement=_PLACE,
        transport=Transport(entitled=True, metres=4100, cost_euro=3978),
        options=(_option("S3", Room.PROPOSED), _option("S1", Room.FREE), _option("S2", Room.TAKEN)),
    ),
    "agreed": LeerlingOutcome(
        leerling="L1",
        status=OfferStatus.AGREED,
        clock=_CLOCK,
        placement=_PLACE.model_copy(update={"support": (), "missing": (), "conditions": ()}),
        options=(_option("S1", Room.FREE),),
    ),
    "no-proposal": LeerlingOutcome(
        leerling="L2",
        status=OfferStatus.OPEN,
        clock=_CLOCK,
        reason="no-candidate",
        refusals=(
            Refusal(reason="too-far", schools=2, nearest="S4"),
            Refusal(reason="no-place-free", schools=3, nearest="S1"),
        ),
    ),
}
"""Outcomes of leerlingen on the region of places."""


def weeks() -> tuple[WeekPlan, WeekPlan]:
    """Return two plans of the same week of the small region."""
    plans: list[Plan] = []
    for name in ("previous.json", "plan.json"):
        plan, _ = load_plan(DATA / name)
        assert plan is not None
        plans.append(plan)
    return plans[0].weeks[0], plans[1].weeks[0]
