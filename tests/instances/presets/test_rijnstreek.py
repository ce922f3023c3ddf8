"""A test for each sentence of Rijnstreek; docs/swv/rijnstreek.md sets them side by side."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instances.tightness import supply_of
from optimizer.domain.demand import active_hulpvragen, demand_of
from optimizer.domain.index import RegionIndex
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import (
    Level,
    NeighbourPolicy,
    OverlegKind,
    PayerKind,
    RequestStatus,
    Role,
    Route,
    SchoolKind,
    Target,
)
from optimizer.provision import net_of_provision
from tests.instances.presets.made import made, region_of, school, visits, week_of


@pytest.fixture(scope="module", params=["made", "real"])
def region(request: pytest.FixtureRequest) -> Region:
    return region_of("rijnstreek", request)


def test_the_school_asks_and_only_what_is_granted_is_planned(region: Region) -> None:
    asked = [h for h in region.hulpvragen if h.status is RequestStatus.REQUESTED]
    assert asked
    active = {d.hulpvraag.id for d in active_hulpvragen(region)}
    assert not active & {h.id for h in asked}
    first = asked[0].model_copy(update={"status": RequestStatus.GRANTED, "last_visit": None, "visits_left": None})
    assert demand_of(first, region.policy, region.week) is not None


def test_begeleiders_work_from_their_kringen(region: Region) -> None:
    assert region.policy.neighbours is NeighbourPolicy.FORBID
    index = RegionIndex(region)
    kringen = {b.id: b.kringen for b in region.begeleiders}
    supply = next(s for s in supply_of(region) if len(s.days) >= 2)
    h = supply.demand.hulpvraag.model_copy(update={"current": None, "preferred": ()})
    kring = index.kring_of(h)
    assert visits(week_of(region, hulpvragen=(h,)))[h.id] in supply.days
    # those who are able to, but serve other kringen, do not come
    away = tuple(
        b.model_copy(update={"kringen": tuple(k for k in b.kringen if k != kring) or (other,)})
        for other in (next(k.id for k in region.kringen if k.id != kring),)
        for b in region.begeleiders
    )
    assert all(kring in kringen[b] for b in supply.days)
    assert visits(week_of(region, hulpvragen=(h,), begeleiders=away)) == {}


def test_eight_kringen_five_two_and_one(region: Region) -> None:
    assert Counter(k.gemeenten for k in region.kringen) == {
        ("alphen-aan-den-rijn",): 5,
        ("nieuwkoop",): 2,
        ("kaag-en-braassem",): 1,
    }
    assert all(school(region, s.id).kring in {k.id for k in region.kringen} for s in region.schools)
    # Boskoop is of another SWV
    assert "boskoop" not in {g.id for g in region.gemeenten}


def test_every_kring_has_expertise_of_clusters_2_3_and_4(region: Region) -> None:
    for kring in region.kringen:
        here = [b for b in region.begeleiders if kring.id in b.kringen]
        assert [b for b in here if b.role is Role.AD and "cluster-2" in b.expertise]
        for field in ("cluster-3", "cluster-4"):
            assert [b for b in here if b.role is Role.AB and field in b.expertise]


def test_experts_of_service_and_institute_meet_in_the_kring(region: Region) -> None:
    roles = {b.id: b.role for b in region.begeleiders}
    met = {o.kring: {roles[b] for b in o.participants.begeleiders} for o in region.overleggen}
    assert all(Role.AB in found for found in met.values())
    assert sum(Role.AD in found for found in met.values()) >= 4


def test_the_ad_is_employed_by_the_institute_outside_the_swv(region: Region) -> None:
    own = [b for b in region.begeleiders if b.institute == "auris"]
    assert own
    assert {(b.employer, b.role, b.expertise) for b in own} == {("Koninklijke Auris Groep", Role.AD, ("cluster-2",))}
    (site,) = (s for s in region.schools if s.cluster == 2)
    assert not site.within_swv


def test_requests_to_the_institute_go_its_own_way(region: Region) -> None:
    every = [d.hulpvraag for d in active_hulpvragen(region) if d.hulpvraag.expertise == "cluster-2"]
    assert {h.institute for h in every} == {"auris"}
    asked = tuple(every[:3])
    of_institute = {b.id for b in region.begeleiders if b.institute == "auris"}
    served = visits(week_of(region, hulpvragen=asked))
    assert served
    assert set(served.values()) <= of_institute
    # nor do its people serve what the SWV grants
    own = tuple(h.model_copy(update={"institute": None, "current": None, "preferred": ()}) for h in asked)
    assert visits(week_of(region, hulpvragen=own)) == {}


def test_consultation_and_advice_is_a_short_way(region: Region) -> None:
    of_institute = [h for h in region.hulpvragen if h.institute == "auris" and h.level is Level.LIGHT]
    assert of_institute
    for h in of_institute:
        assert h.visits_left is not None
        assert h.visits_left <= 3
    done = of_institute[0].model_copy(update={"status": RequestStatus.GRANTED, "last_visit": None, "visits_left": 0})
    assert demand_of(done, region.policy, region.week) is None


def test_clusters_3_and_4_are_paid_from_the_besturens_money(region: Region) -> None:
    besturen = {s.bestuur for s in region.schools if s.within_swv and s.cluster is None}
    asked: Counter[str] = Counter()
    for d in active_hulpvragen(region):
        if d.hulpvraag.institute is None:
            asked[d.hulpvraag.expertise] += d.minutes
    for field in ("cluster-3", "cluster-4"):
        own = [b for b in region.budgets if b.expertise == field]
        assert {b.payer.kind for b in own} == {PayerKind.BESTUUR}
        assert {b.payer.id for b in own} == besturen
        assert sum(b.minutes for b in own) == 15 * -(-asked[field] // 15)
    assert {b.payer.kind for b in region.budgets if b.expertise not in {"cluster-3", "cluster-4"}} <= {PayerKind.SWV}
    assert {b.employer for b in region.begeleiders if b.role is Role.AB} == {"Ambulante Educatieve Dienst"}


@settings(max_examples=10)
@given(st.integers(0, 2**16))
def test_expertise_reaches_every_leerling_whatever_the_bestuur(seed: int) -> None:
    region = made("rijnstreek")
    besturen = [s.bestuur for s in region.schools]
    Random(seed).shuffle(besturen)
    other = region.model_copy(
        update={
            "schools": tuple(s.model_copy(update={"bestuur": b}) for s, b in zip(region.schools, besturen, strict=True))
        }
    )
    assert [s.days for s in supply_of(other)] == [s.days for s in supply_of(region)]
    # and the net of provision asks nobody for the bestuur
    assert net_of_provision(other) == net_of_provision(region)


def test_a_request_is_served_the_same_under_any_bestuur(region: Region) -> None:
    supply = next(s for s in supply_of(region) if len(s.days) == 1)
    h = supply.demand.hulpvraag.model_copy(update={"current": None, "preferred": ()})
    for bestuur in region.besturen:
        schools = tuple(s.model_copy(update={"bestuur": bestuur.id}) if s.id == h.school else s for s in region.schools)
        assert set(visits(week_of(region, hulpvragen=(h,), schools=schools, budgets=())).values()) == set(supply.days)


def test_the_ab_supports_ib_and_teacher(region: Region) -> None:
    targets = Counter(d.hulpvraag.target for d in active_hulpvragen(region))
    assert set(targets) == {Target.IB, Target.TEACHER, Target.GROUP}
    # a visit to the intern begeleider is made when the intern begeleider is there
    h = next(d.hulpvraag for d in active_hulpvragen(region) if d.hulpvraag.target is Target.IB and d.due == 1)
    week = week_of(region, hulpvragen=(h,))
    stops = [s for t in week.tours for s in t.stops if s.item == h.id]
    assert len(stops) == 1
    assert school(region, h.school).ib_hours[stops[0].half_day].holds(stops[0].start, stops[0].end)


def test_complex_support_lasts_as_long_as_it_is_needed(region: Region) -> None:
    heavy = [h for h in region.hulpvragen if h.level is Level.HEAVY and h.expertise in {"cluster-3", "cluster-4"}]
    assert heavy
    assert {h.visits_left for h in heavy} == {None}
    assert Role.TRAJECTBEGELEIDER not in region.policy.levels[Level.HEAVY]


def test_help_for_the_child_itself_is_the_schools_own(region: Region) -> None:
    assert not region.policy.child_visits
    child = next(
        h for h in region.hulpvragen if h.target is Target.CHILD and h.status is RequestStatus.GRANTED
    ).model_copy(update={"last_visit": None, "visits_left": None})
    assert demand_of(child, region.policy, region.week) is None
    assert week_of(region, hulpvragen=(child,)).tours == ()
    asked = demand_of(child.model_copy(update={"target": Target.TEACHER}), region.policy, region.week)
    assert asked is not None


def test_three_large_besturen_have_their_own_way_the_small_ones_the_coordinator(region: Region) -> None:
    sites = Counter(s.bestuur for s in region.schools if s.kind is SchoolKind.BO)
    own = {b.id for b in region.besturen if b.route is Route.OWN}
    assert len(own) == 3
    assert min(sites[b] for b in own) >= max(n for b, n in sites.items() if b not in own)
    assert {b.route for b in region.besturen if b.id not in own} == {Route.COORDINATOR}


def test_one_coordinator_convenes_and_advises_every_kring(region: Region) -> None:
    (one,) = (b for b in region.begeleiders if b.name == "Coördinator van de kringen")
    assert set(one.kringen) == {k.id for k in region.kringen}
    held = [o for o in region.overleggen if o.kind is OverlegKind.KRING]
    assert {o.kring for o in held} == set(one.kringen)
    assert all(one.id in o.participants.begeleiders for o in held)
    # advice is on light requests only
    assert one.role in region.policy.levels[Level.LIGHT]
    assert one.role not in region.policy.levels[Level.HEAVY]
    now = tuple(o for o in held if region.week in o.weeks)
    assert len(now) == 2
    assert {slot.id for slot in week_of(region, overleggen=now).overleg} == {o.id for o in now}
