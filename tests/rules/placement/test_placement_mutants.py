"""Mutants of a valid placement plan: the checker rejects each, and for that reason alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from optimizer.domain.placement import Missing, Placement, PlacementPlan, PlacementRule, PlacementVerdict, Source
from optimizer.rules.placement.check import check_placements
from optimizer.rules.placement.registry import RULES
from tests.rules.placement.region import Raw, placed, read, small, small_plan, support, travel

Key = PlacementRule
Change = Callable[[Raw], object]
PENDING = ("support-missing",)


def put(plan: PlacementPlan, *changed: Placement) -> PlacementPlan:
    """Return a plan in which these stand instead of what the same leerlingen had, or besides."""
    others = [one for one in plan.placements if one.leerling not in {new.leerling for new in changed}]
    return plan.model_copy(update={"placements": (*others, *changed)})


def without(plan: PlacementPlan, *leerlingen: str) -> PlacementPlan:
    return plan.model_copy(update={"placements": tuple(p for p in plan.placements if p.leerling not in leerlingen)})


def changed(ident: str, **fields: object) -> PlacementPlan:
    """Return the small plan in which one proposal says something else."""
    (own,) = (p for p in small_plan().placements if p.leerling == ident)
    return put(small_plan(), Placement.model_validate(own.model_dump(by_alias=True) | fields))


def judged(plan: PlacementPlan, change: Change | None = None) -> PlacementVerdict:
    data = small()
    if change is not None:
        change(data)
    region = read(data)
    verdict = check_placements(region, plan, travel(region))
    assert verdict.ok is not bool(verdict.violations)
    return verdict


def leerling(number: int, **fields: object) -> Change:
    return lambda data: data["leerlingen"][number - 1].update(fields)


def missing(minutes: int) -> tuple[Missing, ...]:
    return (Missing(expertise="gedrag", minutes=minutes),)


def free(index: int, *places: Raw) -> Change:
    return lambda data: data["schools"][index].update(places=list(places))


TOS = {"needs": [{"expertise": "tos", "minutes": 20}]}
L1_AT_B2 = placed("L1", "B2", missing=missing(180), conditions=PENDING)
MUTANTS: list[tuple[PlacementRule, str, PlacementPlan, Change | None]] = [
    (
        Key.PLACE,
        "a third in a pool of two",
        put(small_plan(), placed("L8", "B2", start_on="2026-12-01"), L1_AT_B2),
        None,
    ),
    (Key.PLACE, "a place that falls away later", put(small_plan(), placed("L8", "B5", start_on="2026-12-01")), None),
    (
        Key.PLACE,
        "before the first date of the pool",
        small_plan(),
        free(4 - 1, {"free": 9, "from": "2026-11-24"}, {"free": 1, "leerjaar": 6}),
    ),
    (Key.PLACE, "the pool of another leerjaar", small_plan(), free(4 - 1, {"free": 1}, {"free": 1, "leerjaar": 5})),
    (Key.PLACE, "no entry at all", small_plan(), free(2)),
    (
        Key.HELD_PLACE,
        "held for who returns",
        put(without(small_plan(), "L4"), placed("L10", "B3", "regular-gemeente", 3, wish=1)),
        None,
    ),
    (Key.RUNG, "not an eligible rung", put(small_plan(), placed("L10", "B6", "regular-swv", 0, wish=1)), None),
    (Key.RUNG, "the own school is own-school only", changed("L4", school="S1", rung="own-school"), None),
    (Key.RUNG, "outside the SWV and no SO", put(small_plan(), placed("L9", "U2")), lambda data: data["pins"].pop(1)),
    (Key.RUNG, "newcomers' school for another", put(small_plan(), placed("L10", "N1", wish=1)), None),
    (Key.DENOMINATION, "not acceptable", small_plan(), leerling(3, denominations=["pc"])),
    (
        Key.ADMISSION,
        "over on the start date",
        small_plan(),
        leerling(
            6, start_on="2026-11-23", admission={"kind": "SO", "category": 1, "until": "2026-11-22", "pending": True}
        ),
    ),
    (
        Key.ADMISSION,
        "of another kind",
        put(small_plan(), placed("L6", "S2", "so", 1, conditions=("admission-pending",))),
        None,
    ),
    (Key.NEWCOMER, "too long here", small_plan(), leerling(5, since="2025-06-01")),
    (
        Key.TRAVEL_LIMIT,
        "too far",
        put(
            without(small_plan(), "L4"),
            placed(
                "L1",
                "B3",
                "regular-gemeente",
                3,
                wish=2,
                minutes=25,
                metres=25_000,
                missing=missing(180),
                conditions=(*PENDING, "travel-waived"),
            ),
        ),
        leerling(4, school_of_origin="B5"),
    ),
    (Key.OFFER, "left without a place", without(small_plan(), "L7"), None),
    (Key.OFFER, "elsewhere than offered", put(without(small_plan(), "L8"), placed("L7", "B2")), None),
    (Key.PINS, "not the pinned school", put(without(small_plan(), "L8"), placed("L9", "B2", number=1)), None),
    (
        Key.PINS,
        "a vetoed school",
        small_plan(),
        lambda data: data["pins"].append({"item": "L3", "host": "B2", "veto": True}),
    ),
    (Key.PINS, "vetoed altogether", small_plan(), lambda data: data["pins"].append({"item": "L3", "veto": True})),
    (Key.SUPPORT, "too many support places", small_plan(), lambda data: data["schools"][0].update(support_places=0)),
    (
        Key.SUPPORT,
        "too many seats",
        small_plan(),
        lambda data: data["arrangementen"][0].update(size={"min": 1, "preferred": 1, "max": 1}),
    ),
    (
        Key.SUPPORT,
        "too many minutes of a begeleider",
        small_plan(),
        lambda data: data["begeleiders"][0].update(contract_minutes=38),
    ),
    (
        Key.SUPPORT,
        "too many shared minutes",
        small_plan(),
        lambda data: data["schools"][1]["shared_minutes"][0].update(minutes=9),
    ),
    (
        Key.SUPPORT,
        "not the expertise of the school",
        small_plan(),
        lambda data: data["schools"][0].update(expertise=[]),
    ),
    (
        Key.SUPPORT,
        "not a kring of the begeleider",
        small_plan(),
        lambda data: data["begeleiders"][0].update(kringen=["K2"]),
    ),
    (
        Key.SUPPORT,
        "not the expertise of the begeleider",
        small_plan(),
        lambda data: data["begeleiders"][0].update(expertise=["gedrag"]),
    ),
    (Key.SUPPORT, "outside the band", small_plan(), lambda data: data["arrangementen"][0].update(leerjaren=[5])),
    (
        Key.SUPPORT,
        "not a kring of the group",
        small_plan(),
        lambda data: data["arrangementen"][0].update(kringen=["K2"]),
    ),
    (
        Key.SUPPORT,
        "a group that is over",
        small_plan(),
        lambda data: data["arrangementen"][0].update(until="2026-11-22"),
    ),
    (Key.SUPPORT, "less than the needs", changed("L2", missing=(), conditions=()), None),
    (Key.SUPPORT, "more than the needs", changed("L3", support=(support("gedrag", Source.GROUP, "A1", 121),)), None),
    (Key.SUPPORT, "beside the needs", changed("L10", support=(support("tos", Source.KRING, "C1", 1),)), None),
    (
        Key.SUPPORT,
        "asked for at a special school",
        put(small_plan(), placed("L6", "S3", "so", 1, missing=missing(60), conditions=("admission-pending", *PENDING))),
        leerling(6, needs=[{"expertise": "gedrag", "minutes": 10}]),
    ),
    (Key.SUPPORT, "of nobody", changed("L3", support=(support("gedrag", Source.KRING, "C9", 120),)), None),
    (Key.WITNESS, "rung", changed("L3", rung="regular-gemeente"), None),
    (Key.WITNESS, "number of the rung", changed("L3", rung_number=1), None),
    (Key.WITNESS, "wish", changed("L3", wish=0), None),
    (Key.WITNESS, "start date", changed("L8", start_on=placed("L8", "B2").start_on), None),
    (Key.WITNESS, "minutes", changed("L3", minutes=9), None),
    (Key.WITNESS, "metres", changed("L3", metres=None), None),
    (Key.WITNESS, "no condition for what is pending", changed("L6", conditions=()), None),
    (Key.WITNESS, "a condition for nothing", changed("L3", conditions=PENDING), None),
    (Key.WITNESS, "somebody unknown", put(small_plan(), placed("L99", "B2")), None),
    (Key.WITNESS, "somebody who does not ask", put(small_plan(), placed("L12", "B2")), None),
    (Key.WITNESS, "an unknown school", put(small_plan(), placed("L9", "B9")), None),
    (Key.WITNESS, "twice", PlacementPlan(placements=(*small_plan().placements, placed("L9", "B4", number=1))), None),
    (Key.WITNESS, "another instance", small_plan().model_copy(update={"instance_sha256": "0"}), None),
    (Key.WITNESS, "another matrix", small_plan().model_copy(update={"matrix_sha256": "0"}), None),
]


def test_the_plan_that_the_mutants_come_from_is_valid() -> None:
    assert judged(small_plan()).violations == ()


@pytest.mark.parametrize(("key", "plan", "change"), [pytest.param(k, p, c, id=f"{k}: {w}") for k, w, p, c in MUTANTS])
def test_a_mutant_is_rejected_for_its_reason_alone(
    key: PlacementRule, plan: PlacementPlan, change: Change | None
) -> None:
    assert {violation.rule for violation in judged(plan, change).violations} == {key}


def test_every_rule_has_a_mutant() -> None:
    assert {key for key, *_ in MUTANTS} == set(PlacementRule) == set(RULES)
