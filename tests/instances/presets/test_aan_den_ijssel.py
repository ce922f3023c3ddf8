"""A test for each sentence on the werkkringen of Aan den IJssel; docs/swv/aan-den-ijssel.md sets them side by side."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.leerling import Leerling
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import (
    LeerlingKind,
    OverlegKind,
    PayerKind,
    Rung,
    SchoolKind,
    Target,
)
from optimizer.provision import net_of_provision
from tests.instances.presets.ijssel import of_institution, with_tlv
from tests.instances.presets.made import (
    alone,
    of_kind,
    place_of,
    region_of,
    regular,
    school,
    week_of,
    with_places,
)


@pytest.fixture(scope="module", params=["made", "real"])
def region(request: pytest.FixtureRequest) -> Region:
    return region_of("aan-den-ijssel", request)


def test_the_own_gemeente_comes_before_a_wish_outside_it(region: Region) -> None:
    noord, zuid = (k for k in region.kringen if k.gemeenten == ("capelle-aan-den-ijssel",))
    elsewhere = next(k for k in region.kringen if k.gemeenten == ("zuidplas",))
    near, far = regular(region, zuid.id)[0], regular(region, elsewhere.id)[0]
    leerling = Leerling(
        id="p1",
        home=regular(region, noord.id)[0].location,
        gemeente="capelle-aan-den-ijssel",
        leerjaar=8,
        kind=LeerlingKind.APPLICATION,
        wishes=(far.id,),
        eligible_rungs=tuple(Rung),
    )
    full = {s.id: 0 for s in region.schools if s.kind is SchoolKind.BO}
    found = place_of(without_hybrid(with_places(region, full | {near.id: 1, far.id: 1}, 8)), leerling)
    assert found is not None
    assert (found.school, found.rung) == (near.id, Rung.REGULAR_GEMEENTE)


def without_hybrid(region: Region) -> Region:
    return region.model_copy(update={"schools": tuple(s for s in region.schools if s.kind is not SchoolKind.HYBRID)})


def test_four_named_werkkringen_over_three_gemeenten(region: Region) -> None:
    assert {k.name: k.gemeenten for k in region.kringen} == {
        "Capelle Noord-West": ("capelle-aan-den-ijssel",),
        "Capelle Zuid-Oost": ("capelle-aan-den-ijssel",),
        "Krimpen aan den IJssel": ("krimpen-aan-den-ijssel",),
        "Nieuwerkerk aan den IJssel": ("zuidplas",),
    }
    assert {g.id for g in region.gemeenten} == {g for k in region.kringen for g in k.gemeenten}


def test_the_offer_of_schools_and_sociaal_domein_is_shown_per_kring(region: Region) -> None:
    net = net_of_provision(region)
    names = {p.id: p for p in region.partners}
    for kring in region.kringen:
        shown = [names[p] for p in net.cell(kring.id, "cluster-4").partners]
        assert {p.gemeente for p in shown} == set(kring.gemeenten)
        assert [p.offer.split(":")[0] for p in shown] == ["preventief", "curatief"]
        assert any(net.cell(kring.id, e).schools for e in net.expertises)


def test_what_is_needed_is_shown_per_kring(region: Region) -> None:
    net = net_of_provision(region)
    due = Counter(school(region, d.hulpvraag.school).kring for d in active_hulpvragen(region))
    for kring in region.kringen:
        assert sum(net.cell(kring.id, e).requests for e in net.expertises) == due[kring.id] > 0


def test_specialist_offer_is_near_home(region: Region) -> None:
    kring_of = {s.id: s.kring for s in region.schools}
    for a in region.arrangementen:
        assert a.max_travel_minutes <= 30
        assert {kring_of[h] for h in a.hosts} <= set(a.kringen)


def test_inflow_into_special_education_is_counted(region: Region) -> None:
    leerling = with_tlv(region)
    assert net_of_provision(alone(region, leerling)).special.inflow == 1
    unasked = leerling.model_copy(update={"admission": None, "eligible_rungs": (Rung.OWN_SCHOOL,)})
    assert net_of_provision(alone(region, unasked)).special.inflow == 0


def returning_from_sbo(region: Region) -> Leerling:
    found = [p for p in of_kind(region, LeerlingKind.RETURN) if not p.wishes]
    assert len(found) == 1
    return found[0]


def test_who_comes_from_special_education_goes_on_to_regular(region: Region) -> None:
    leerling = returning_from_sbo(region)
    assert school(region, leerling.school).kind is SchoolKind.SBO
    assert Rung.SBO in leerling.eligible_rungs
    found = place_of(region, leerling)
    assert found is not None
    assert school(region, found.school).kind is SchoolKind.BO


def test_schools_share_knowledge_with_each_other(region: Region) -> None:
    net = net_of_provision(region)
    sharing = {s.kring: m for s in region.schools for m in s.shared_minutes}
    assert sharing
    for kring, shared in sharing.items():
        assert net.cell(kring, shared.expertise).shared_offer > 0
    # and begeleiders support the team, not the child
    assert {d.hulpvraag.target for d in active_hulpvragen(region)} == {Target.IB, Target.TEACHER, Target.GROUP}


def test_a_hybrid_provision_takes_in_without_tlv(region: Region) -> None:
    leerling = next(p for p in region.leerlingen if p.wishes == ("HYB1",))
    assert leerling.admission is None
    found = place_of(region, leerling)
    assert found is not None
    assert (found.school, school(region, found.school).kind) == ("HYB1", SchoolKind.HYBRID)
    assert found.rung in {Rung.REGULAR_KRING, Rung.REGULAR_GEMEENTE}


def test_symbiosis_leads_to_the_school_of_the_half_days(region: Region) -> None:
    leerling = returning_from_sbo(region)
    (part,) = leerling.attendance
    assert 0 < len(part.half_days) < 9
    found = place_of(region, leerling)
    assert found is not None
    assert (found.school, found.wish) == (part.place, 0)
    # and somebody who stays at SBO spends half days at a regular school as well
    staying = [p for p in region.leerlingen if p.kind is None and p.attendance]
    assert [school(region, p.school).kind for p in staying] == [SchoolKind.SBO]
    assert [school(region, p.attendance[0].place).kind for p in staying] == [SchoolKind.BO]


def test_groups_are_for_leerlingen_of_several_schools(region: Region) -> None:
    pupils = {p.id: p for p in region.leerlingen}
    running = [a for a in region.arrangementen if a.running is not None]
    assert running
    for a in running:
        assert a.running is not None
        assert len({pupils[m].school for m in a.running.members}) >= 2


def test_integral_arrangements_combine_a_partner_and_a_school(region: Region) -> None:
    partners = {p.id: p.offer for p in region.partners}
    both = of_institution(region)
    assert len(both) == 2
    for leerling in both:
        (part,) = leerling.attendance
        assert partners[part.place] == "dagklinische en residentiële behandeling"
        assert 0 < len(part.half_days) < 9
        found = place_of(region, leerling)
        assert found is not None
        assert school(region, found.school).kind is SchoolKind.BO
        # the place begins on the day after
        assert part.until is not None
        assert found.start_on == part.until + timedelta(days=1)


def test_kringen_and_the_swv_finance_the_offer(region: Region) -> None:
    asked: Counter[str] = Counter()
    for d in active_hulpvragen(region):
        if d.hulpvraag.institute is None:
            asked[d.hulpvraag.expertise] += d.minutes
    paid: Counter[str] = Counter()
    for b in region.budgets:
        assert b.expertise is not None
        assert b.payer.kind is (PayerKind.SWV if b.expertise == "hoogbegaafd" else PayerKind.KRING)
        paid[b.expertise] += b.minutes
    assert paid == {e: 15 * -(-minutes // 15) for e, minutes in asked.items()}


def test_a_werkkring_meets_twice_a_year_with_all_who_belong_there(region: Region) -> None:
    held = {o.kring: o for o in region.overleggen if o.kind is OverlegKind.KRING}
    assert set(held) == {k.id for k in region.kringen}
    gemeenten = {g.id: g.name for g in region.gemeenten}
    for kring in region.kringen:
        overleg = held[kring.id]
        schools = [s for s in region.schools if s.kring == kring.id and s.kind in {SchoolKind.BO, SchoolKind.SBO}]
        assert overleg.min_per_year == 2
        assert len(set(overleg.weeks)) >= 2
        assert set(overleg.participants.ibs) == {s.id for s in schools}
        assert overleg.participants.begeleiders
        contacts = set(overleg.participants.contacts)
        assert {f"schoolleider {s.name}" for s in schools} <= contacts
        for part in ("leerplicht", "sociaal domein", "ambtelijke vertegenwoordiging"):
            assert f"gemeente {gemeenten[kring.gemeenten[0]]}: {part}" in contacts
    now = tuple(o for o in region.overleggen if region.week in o.weeks)
    assert len(now) == 1
    assert [slot.id for slot in week_of(region, overleggen=now).overleg] == [now[0].id]
