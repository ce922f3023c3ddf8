"""A test for each sentence of De Westfriese Knoop; docs/swv/westfriese-knoop.md sets them side by side."""

from __future__ import annotations

from collections import Counter

import pytest

from instances.presets.money import shares
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.intake import read_region
from optimizer.domain.leerling import Admission, Leerling
from optimizer.domain.placement import Room
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import (
    ADMISSION_RUNGS,
    AdmissionKind,
    LeerlingKind,
    OverlegKind,
    PayerKind,
    Role,
    Rung,
    SchoolKind,
)
from optimizer.provision import net_of_provision
from tests.instances.presets.made import alone, of_kind, outcomes, place_of, placed, region_of, school, visits, week_of


@pytest.fixture(scope="module", params=["made", "real"])
def region(request: pytest.FixtureRequest) -> Region:
    return region_of("westfriese-knoop", request)


def with_sbo_wish(region: Region) -> tuple[Leerling, Leerling]:
    """The one for whom SBO is left, and the one for whom a regular school is possible too."""
    sbo = {s.id for s in region.schools if s.kind is SchoolKind.SBO}
    found = [p for p in of_kind(region, LeerlingKind.MOVE) if p.wishes and p.wishes[0] in sbo]
    only, both = sorted(found, key=lambda p: len(p.eligible_rungs))
    return only, both


def test_sbo_stays_for_who_needs_it(region: Region) -> None:
    only, _ = with_sbo_wish(region)
    found = place_of(region, only)
    assert found is not None
    assert (found.rung, found.school) == (Rung.SBO, only.wishes[0])


def test_a_regular_school_nearby_comes_first(region: Region) -> None:
    only, both = with_sbo_wish(region)
    assert both.admission == only.admission
    found = place_of(region, both)
    assert found is not None
    assert (found.rung, found.school) == (Rung.REGULAR_KRING, both.wishes[1])
    # and any regular school of the SWV comes before special education
    ladder = region.policy.placement.rungs[LeerlingKind.MOVE]
    assert max(ladder.index(r) for r in ladder if r not in ADMISSION_RUNGS) < min(
        ladder.index(r) for r in ADMISSION_RUNGS
    )


def test_every_gemeente_has_youth_care_in_the_net(region: Region) -> None:
    net = net_of_provision(region)
    names = {p.id: p.name for p in region.partners}
    assert {g.name for g in region.gemeenten} == {
        "Hoorn",
        "Medemblik",
        "Koggenland",
        "Drechterland",
        "Stede Broec",
        "Enkhuizen",
        "Opmeer",
    }
    for kring in region.kringen:
        gemeente = next(g.name for g in region.gemeenten if g.id == kring.gemeenten[0])
        assert f"Jeugdzorg {gemeente}" in [names[p] for p in net.cell(kring.id, "autisme").partners]


def test_a_budget_that_is_short_cuts_no_support(region: Region) -> None:
    assert not [b for b in region.budgets if b.hard]
    demand = next(d for d in active_hulpvragen(region) if d.hulpvraag.current is not None and d.due == 1)
    empty = tuple(b.model_copy(update={"minutes": 0}) for b in region.budgets)
    week = week_of(region, hulpvragen=(demand.hulpvraag,), budgets=empty)
    assert demand.hulpvraag.id in visits(week)


def test_money_is_divided_by_agreement_and_adds_up(region: Region) -> None:
    asked: Counter[str] = Counter()
    for d in active_hulpvragen(region):
        if d.hulpvraag.institute is None:
            asked[d.hulpvraag.expertise] += d.minutes
    payers = {
        "cluster-4": PayerKind.BESTUUR,
        "autisme": PayerKind.BESTUUR,
        "leren": PayerKind.BESTUUR,
        "cluster-3": PayerKind.BESTUUR,
        "jonge-kind": PayerKind.KRING,
        "hoogbegaafd": PayerKind.SWV,
        "nieuwkomers": PayerKind.SWV,
    }
    for expertise, payer in payers.items():
        own = [b for b in region.budgets if b.expertise == expertise]
        assert {b.payer.kind for b in own} == {payer}
        assert sum(b.minutes for b in own) == 15 * -(-asked[expertise] // 15)
    # within an agreement by pupils: no bestuur is a minute off its part
    pupils: Counter[str] = Counter()
    for s in region.schools:
        if s.cluster is None and s.bestuur is not None:
            pupils[s.bestuur] += 223 if s.pupils is None else s.pupils
    own = [b for b in region.budgets if b.expertise == "cluster-4"]
    total = sum(b.minutes for b in own)
    for b in own:
        assert b.payer.id is not None
        assert abs(b.minutes - total * pupils[b.payer.id] / pupils.total()) < 1


def test_parts_add_up_by_largest_remainder() -> None:
    assert shares(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert shares(7, {"a": 1, "b": 6}) == {"a": 1, "b": 6}
    assert shares(100, {"a": 333, "b": 333, "c": 334}) == {"a": 33, "b": 33, "c": 34}


def test_every_request_of_a_regular_school_has_one_who_pays(region: Region) -> None:
    for d in active_hulpvragen(region):
        site = school(region, d.hulpvraag.school)
        payers = {PayerKind.SWV: None, PayerKind.KRING: site.kring, PayerKind.BESTUUR: site.bestuur}
        own = [b for b in region.budgets if b.expertise == d.hulpvraag.expertise and b.payer.id == payers[b.payer.kind]]
        if d.hulpvraag.institute is None and site.cluster is None:
            assert len(own) == 1
        if d.hulpvraag.institute is not None:
            assert own == []


def test_the_swv_pays_for_every_leerling_in_special_education(region: Region) -> None:
    policy = region.policy.placement
    assert (policy.cost_sbo_euro, policy.cost_so_euro) == (6_635, (12_938, 21_053, 31_420))
    only, both = with_sbo_wish(region)
    cost = placed(alone(region, only, both)).special.total
    assert (cost.sbo, cost.so, cost.euro) == (1, 0, 6_635)
    # also when the place is at SO, by its category
    so = next(s for s in region.schools if s.kind is SchoolKind.SO and s.cluster == 3)
    staying = only.model_copy(
        update={
            "school": so.id,
            "eligible_rungs": (Rung.OWN_SCHOOL,),
            "admission": Admission(kind=AdmissionKind.SO, category=2),
        }
    )
    assert placed(alone(region, staying)).special.total.euro == 21_053
    counted = {a.kind: a.valid for a in net_of_provision(alone(region, only, both)).special.admissions}
    assert {kind: n for kind, n in counted.items() if n} == {"SBO": 2}


def test_the_support_team_has_school_parents_and_trajectbegeleider(region: Region) -> None:
    teams = [o for o in region.overleggen if o.kind is OverlegKind.ONDERSTEUNINGSTEAM]
    assert len(teams) == 4
    people = {b.id: b for b in region.begeleiders}
    asking = {p.school for p in of_kind(region, LeerlingKind.MOVE)}
    for team in teams:
        (ib,) = team.participants.ibs
        assert ib in asking
        assert set(team.participants.contacts) == {"ouders/verzorgers", "leerkracht"}
        (guide,) = team.participants.begeleiders
        assert people[guide].role is Role.TRAJECTBEGELEIDER
        assert school(region, ib).kring in people[guide].kringen
    now = tuple(o for o in region.overleggen if region.week in o.weeks)
    assert [o for o in now if o in teams]
    assert {slot.id for slot in week_of(region, overleggen=now).overleg} == {o.id for o in now}


def test_trajectbegeleiders_are_employed_by_the_swv_in_every_kring(region: Region) -> None:
    people = [b for b in region.begeleiders if b.role is Role.TRAJECTBEGELEIDER]
    assert len(people) == 3
    assert {(b.employer, b.institute) for b in people} == {(region.name, None)}
    assert {k for b in people for k in b.kringen} == {k.id for k in region.kringen}


def test_one_trajectbegeleider_a_case_also_for_a_place_in_special_education(region: Region) -> None:
    people = {b.id: b for b in region.begeleiders}
    cases = [p for p in region.leerlingen if p.kind is not None and ADMISSION_RUNGS & set(p.eligible_rungs)]
    assert len(cases) >= 5
    for p in cases:
        assert p.trajectbegeleider is not None
        guide = people[p.trajectbegeleider]
        assert guide.role is Role.TRAJECTBEGELEIDER
        first = next(s for s in (p.school_of_origin, p.school, *p.wishes) if s is not None)
        assert school(region, first).kring in guide.kringen
    assert len({p.trajectbegeleider for p in cases}) >= 2
    only, _ = with_sbo_wish(region)
    found = place_of(region, only)
    assert found is not None
    assert found.rung is Rung.SBO
    assert only.trajectbegeleider is not None


def test_the_parents_wish_decides_inside_a_rung(region: Region) -> None:
    asking = next(
        p
        for p in of_kind(region, LeerlingKind.APPLICATION)
        if not p.applications and len(p.wishes) == 1 and not p.needs
    )
    told = outcomes(alone(region, asking))[asking.id]
    found = told.placement
    assert found is not None
    assert (found.school, found.wish) == (asking.wishes[0], 0)
    nearer = [
        o
        for o in told.options
        if o.rung is found.rung and o.room is Room.FREE and (o.minutes or 0) < (found.minutes or 0)
    ]
    assert nearer


def test_nothing_is_final_without_the_parents(region: Region) -> None:
    only, _ = with_sbo_wish(region)
    assert outcomes(alone(region, only))[only.id].marks.parents is None
    day = only.decisions.team
    agreed = only.model_copy(update={"decisions": only.decisions.model_copy(update={"parents": day})})
    assert outcomes(alone(region, agreed))[only.id].marks.parents == day


def test_every_child_was_heard_before_the_team_decided(region: Region) -> None:
    asking = [p for p in region.leerlingen if p.kind is not None]
    for p in asking:
        assert p.decisions.child_heard is not None
        assert p.decisions.team is not None
        assert p.decisions.child_heard < p.decisions.team
    told = outcomes(alone(region, asking[0]))[asking[0].id]
    assert told.marks.child_heard == asking[0].decisions.child_heard


def test_what_specialists_know_of_a_child_is_not_asked(region: Region) -> None:
    data = alone(region, with_sbo_wish(region)[0]).model_dump(mode="json")
    assert read_region(data).faults == ()
    data["leerlingen"][0]["diagnose"] = "x"
    faults = read_region(data).faults
    assert [f.where for f in faults] == ["/leerlingen/0/diagnose"]
