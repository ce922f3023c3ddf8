"""Where a leerling belongs, which rung each school is, and to which schools it may go."""

from __future__ import annotations

import pytest

from optimizer.domain.location import Location, straight_metres
from optimizer.domain.vocabulary import Rung
from optimizer.rules.placement.answering import rung_of
from optimizer.rules.placement.candidates import possible
from optimizer.rules.placement.check import check_placements
from optimizer.rules.placement.facts import Facts
from optimizer.rules.placement.homes import Belonging
from optimizer.rules.placement.nearest import Nearest
from tests.rules.placement.region import FAR, HERE, Raw, placed, read, school, small, small_plan, travel


def _facts(number: int, **fields: object) -> Facts:
    data = small()
    leerling: Raw = data["leerlingen"][number - 1]
    leerling.update(fields)
    data["leerlingen"][number - 1] = {key: value for key, value in leerling.items() if value is not None}
    region = read(data)
    return Facts(region, travel(region))


@pytest.mark.parametrize(
    ("fields", "kring", "gemeente"),
    [
        ({}, "K1", "G1"),
        ({"gemeente": None}, "K1", None),  # no school gave the kring
        ({"home": HERE}, "K1", "G1"),  # B1 is the nearest, and the first by id
        ({"home": FAR}, "K2", "G1"),  # B6 is nearer, and K2 names G1 too
        ({"home": FAR, "gemeente": "G2"}, "K2", "G2"),
        ({"home": HERE, "gemeente": "G2"}, "K2", "G2"),  # only K2 names G2
        ({"home": FAR, "gemeente": None}, "K2", "G2"),
        ({"home": None, "gemeente": None}, None, None),
        ({"home": None, "gemeente": None, "school": "B6"}, "K2", "G2"),
        ({"home": None, "gemeente": "G1", "school": "B6"}, "K2", "G1"),
    ],
)
def test_own_kring_and_gemeente(fields: dict[str, object], kring: str | None, gemeente: str | None) -> None:
    facts = _facts(11, **fields)
    assert facts.homes.belonging(facts.asking["L11"]) == Belonging(kring, gemeente)


def test_the_nearest_is_found_as_by_trying_all() -> None:
    grid = [Location(lat=52 + (7 * n % 31) / 50, lon=4.5 + (11 * n % 29) / 40) for n in range(200)]
    region = read(
        small() | {"schools": [school(f"S{n}", location=p.model_dump()) for n, p in enumerate(grid[:120])]} | _EMPTY
    )
    nearest = Nearest(region.schools)
    for point in grid:
        expected = min(region.schools, key=lambda one: (straight_metres(point, one.location), one.id))
        assert nearest.of(point) == expected


_EMPTY: Raw = {"leerlingen": [], "hulpvragen": [], "arrangementen": [], "pins": []}


def test_every_school_is_one_rung() -> None:
    facts = _facts(8)
    found = {one.id: rung_of(facts.homes, facts.asking["L8"], one) for one in facts.region.schools}
    assert found == {
        **dict.fromkeys(("B1", "B2", "B4", "B5"), Rung.REGULAR_KRING),
        "B3": Rung.REGULAR_GEMEENTE,
        "B6": Rung.REGULAR_SWV,
        "N1": None,
        "S1": Rung.SBO,
        "S3": Rung.SO,
        "S2": Rung.SO,
        "U1": Rung.SO_OUTSIDE,
        "U2": None,
    }


@pytest.mark.parametrize(
    ("number", "fields", "expected"),
    [
        (1, {}, {"B1", "B2", "B4", "B5"}),  # B3 is too far
        (1, {"travel_waived": True}, {"B1", "B2", "B3", "B4", "B5"}),
        (1, {"eligible_rungs": ["regular-gemeente"], "max_travel_minutes": None}, {"B3"}),
        (2, {}, {"B1", "B3", "B4", "B5"}),  # the own school is rk
        (2, {"denominations": []}, {"B1", "B2", "B3", "B4", "B5"}),
        (2, {"denominations": [], "eligible_rungs": ["regular-kring"]}, {"B1", "B4", "B5"}),  # own-school only
        (4, {}, {"B1", "B2", "B3", "B4", "B5"}),
        (5, {}, {"B1", "B2", "B3", "B4", "B5", "N1"}),
        (5, {"start_on": "2026-12-01"}, {"B1", "B2", "B3", "B4", "B5"}),
        (5, {"school": "N1", "start_on": "2026-12-01", "eligible_rungs": ["own-school"]}, set()),
        (6, {}, {"S3"}),
        (6, {"start_on": "2027-08-01"}, set()),
        (6, {"admission": {"kind": "institute"}}, {"S2"}),
        (6, {"eligible_rungs": ["so-outside"]}, {"U1"}),
        (6, {"eligible_rungs": ["sbo"], "admission": {"kind": "SBO"}}, {"S1"}),
        (7, {}, {"B1"}),
        (7, {"offer": {"school": "B1", "until": "2026-11-22"}}, {"B1", "B2", "B3", "B4", "B5"}),
        (7, {"offer": {"school": "B1", "until": "2026-11-22", "agreed": True}}, {"B1"}),
        (8, {"eligible_rungs": ["regular-swv", "regular-kring"]}, {"B1", "B2", "B4", "B5"}),  # a veto on B6
        (9, {}, {"B4"}),
        (11, {}, set()),
        (12, {}, set()),
    ],
)
def test_where_a_leerling_may_go(number: int, fields: dict[str, object], expected: set[str]) -> None:
    facts = _facts(number, **fields)
    leerling = facts.region.leerlingen[number - 1]
    assert set(possible(facts.region, leerling, facts.matrix)) == expected


def test_the_preference_list_takes_wishes_applications_and_attendance_each_once() -> None:
    attendance = [
        {"place": "B6", "half_days": ["ma-ochtend"], "until": "2026-11-23"},
        {"place": "S1", "half_days": ["ma-ochtend"], "until": "2026-11-22"},
    ]
    applications = [
        {"school": "B2", "date": "2026-11-01", "order": 2},
        {"school": "B3", "date": "2026-11-01", "order": 1},
    ]
    facts = _facts(8, start_on=None, wishes=["B2", "B1"], applications=applications, attendance=attendance)
    assert facts.homes.preferences(facts.asking["L8"]) == ("B2", "B1", "B3", "B6")


def test_an_unknown_journey_is_no_hindrance_and_counts_nothing() -> None:
    facts = _facts(8, home=None, max_travel_minutes=1)
    leerling = facts.asking["L8"]
    # without a home the own kring is unknown too
    assert facts.homes.belonging(leerling).kring is None
    assert set(possible(facts.region, leerling, facts.matrix)) == {"B1", "B2", "B3", "B4", "B5"}


def test_garbage_is_judged_and_never_fails() -> None:
    region = read(small())
    plan = small_plan()
    odd = (
        placed("X", "Y"),
        placed("L7", "U2", "so", 9, wish=-4, minutes=None, conditions=("admission-pending", "admission-pending")),
        *(one.model_copy(update={"school": "B6"}) for one in plan.placements),
    )
    assert not check_placements(region, plan.model_copy(update={"placements": odd}), travel(region)).ok
