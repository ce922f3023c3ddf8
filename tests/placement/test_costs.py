"""What special schools cost, by exact value."""

from __future__ import annotations

import json

import pytest

from optimizer.domain.leerling import Admission, Leerling
from optimizer.domain.placement import PlacementResult, SpecialCost, SpecialCosts
from optimizer.domain.policy import PlacementPolicy
from optimizer.domain.school import School
from optimizer.domain.vocabulary import AdmissionKind, Rung, SchoolKind
from optimizer.io.placement import dump_placement
from optimizer.proposals import propose_placements
from tests.placement.test_own_kring import pupil, school, wijk

SBO_EURO, SO_EURO = PlacementPolicy().cost_sbo_euro, PlacementPolicy().cost_so_euro


def so(own: str, category: int | None, **more: object) -> Leerling:
    facts: dict[str, object] = {"admission": Admission(kind=AdmissionKind.SO, category=category)}
    return pupil(own, Rung.SO, Rung.SO_OUTSIDE, **(facts | more))


def costs(*people: Leerling, schools: tuple[School, ...] = ()) -> SpecialCosts:
    return propose_placements(wijk(*people, schools=(school("a"), *schools))).special


def test_nobody_at_a_special_school_costs_nothing() -> None:
    assert costs(pupil("p", Rung.REGULAR_KRING)) == SpecialCosts()


def test_an_sbo_pupil_counts_in_kring_and_gemeente() -> None:
    one = SpecialCost(sbo=1, sbo_euro=SBO_EURO)
    found = costs(pupil())
    assert found.total == one
    assert found.kringen == (one.model_copy(update={"id": "k"}),)
    assert found.gemeenten == (one.model_copy(update={"id": "g"}),)
    assert found.total.euro == SBO_EURO


@pytest.mark.parametrize(
    ("category", "euro", "unknown"), [(1, SO_EURO[0], 0), (2, SO_EURO[1], 0), (3, SO_EURO[2], 0), (None, SO_EURO[0], 1)]
)
def test_so_counts_by_category_and_by_the_first_when_nobody_knows(
    category: int | None, euro: int, unknown: int
) -> None:
    found = costs(so("p", category), schools=(school("so", SchoolKind.SO, cluster=4),)).total
    assert found == SpecialCost(so=1, so_euro=euro, category_unknown=unknown)


@pytest.mark.parametrize(
    "there",
    [
        school("so", SchoolKind.SO, cluster=3, within_swv=False),
        school("care", SchoolKind.CARE_AND_EDUCATION),
    ],
)
def test_so_outside_and_care_count_as_so(there: School) -> None:
    assert costs(so("p", 2), schools=(there,)).total == SpecialCost(so=1, so_euro=SO_EURO[1])


def test_an_institute_is_not_paid_by_the_swv() -> None:
    who = so("p", None, admission=Admission(kind=AdmissionKind.INSTITUTE))
    found = costs(who, schools=(school("so", SchoolKind.SO, cluster=2),)).total
    assert found == SpecialCost(institute=1)


def test_who_stays_at_a_special_school_is_counted_and_said() -> None:
    here = school("so", SchoolKind.SO, cluster=4)
    stays = pupil("p", Rung.OWN_SCHOOL, school="so", admission=None)
    assert costs(stays, schools=(here,)).total == SpecialCost(so=1, staying=1, so_euro=SO_EURO[0], category_unknown=1)


def test_everybody_together_is_the_sum_of_kringen_and_of_gemeenten() -> None:
    people = (pupil("p"), pupil("q", gemeente=None, home=None, school=None), so("r", 3))
    found = costs(*people, schools=(school("so", SchoolKind.SO, cluster=4),))
    assert found.total == SpecialCost(sbo=2, so=1, sbo_euro=2 * SBO_EURO, so_euro=SO_EURO[2])
    for rows in (found.kringen, found.gemeenten):
        assert [row.id for row in rows][-1] is None
        for key in ("sbo", "so", "sbo_euro", "so_euro"):
            assert sum(getattr(row, key) for row in rows) == getattr(found.total, key)


def test_a_result_of_an_earlier_version_is_read() -> None:
    result = propose_placements(wijk(pupil()))
    data = json.loads(dump_placement(result))
    assert PlacementResult.model_validate(data) == result
    del data["special"]
    for outcome in data["leerlingen"]:
        del outcome["own_kring"]
    older = PlacementResult.model_validate(data)
    assert older.special == SpecialCosts()
    assert [outcome.own_kring for outcome in older.leerlingen] == [()]
    assert older.plan == result.plan
