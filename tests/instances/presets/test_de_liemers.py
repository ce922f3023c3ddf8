"""A test for each sentence of De Liemers; docs/swv/de-liemers.md sets them side by side."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from optimizer.domain.calendar import monday_of
from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import Source
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LeerlingKind, OverlegKind, Rung, SchoolKind
from optimizer.provision import net_of_provision
from tests.instances.presets.made import (
    alone,
    of_kind,
    outcomes,
    place_of,
    region_of,
    regular,
    school,
    week_of,
    with_places,
)


@pytest.fixture(scope="module", params=["made", "real"])
def region(request: pytest.FixtureRequest) -> Region:
    return region_of("de-liemers", request)


def staying(region: Region) -> Leerling:
    (found,) = (p for p in of_kind(region, LeerlingKind.MOVE) if p.wishes == (p.school,))
    return found


def within_or_sbo(region: Region) -> list[Leerling]:
    """Those who may move within the wijk or go to SBO: leerjaar 6 first, then the one of a full leerjaar 8."""
    found = [p for p in of_kind(region, LeerlingKind.MOVE) if p.eligible_rungs == (Rung.REGULAR_KRING, Rung.SBO)]
    return sorted(found, key=lambda p: p.leerjaar or 0)


def test_a_wijk_is_a_kern_or_some_kernen_together(region: Region) -> None:
    names = {k.name for k in region.kringen}
    assert names - {"Didam", "Montferland"} == {"Zevenaar 1", "Zevenaar 2", "Duiven", "Westervoort"}
    sizes = Counter(s.kring for s in region.schools)
    assert all(4 <= sizes[k.id] <= 12 for k in region.kringen)
    assert all(len(k.gemeenten) == 1 for k in region.kringen)


def test_schools_of_a_wijk_share_what_they_know(region: Region) -> None:
    net = net_of_provision(region)
    offered = {(s.kring, m.expertise) for s in region.schools for m in s.shared_minutes}
    assert offered
    assert {(c.kring, c.expertise) for c in net.cells if c.shared_offer} == offered


def test_the_sociaal_domein_has_a_role_in_the_schools(region: Region) -> None:
    for gemeente in region.gemeenten:
        offers = {p.offer for p in region.partners if p.gemeente == gemeente.id}
        assert "jeugdhulp in de school" in offers


def test_the_directors_of_a_wijk_meet_four_times_a_year(region: Region) -> None:
    held = {o.kring: o for o in region.overleggen}
    assert set(held) == {k.id for k in region.kringen}
    for kring in region.kringen:
        overleg = held[kring.id]
        assert overleg.kind is OverlegKind.DIRECTORS
        assert overleg.min_per_year == len(set(overleg.weeks)) == 4
        days = sorted(monday_of(w) for w in overleg.weeks)
        assert (days[-1] - days[0]).days < 365
        directors = {
            f"directeur {s.name}"
            for s in region.schools
            if s.kring == kring.id and s.kind in {SchoolKind.BO, SchoolKind.SBO}
        }
        assert directors <= set(overleg.participants.contacts)
    now = tuple(o for o in region.overleggen if region.week in o.weeks)
    assert len(now) == 1
    assert [slot.id for slot in week_of(region, overleggen=now).overleg] == [now[0].id]


def test_gemeente_and_sociaal_domein_are_invited_by_the_schools(region: Region) -> None:
    names = {g.id: g.name for g in region.gemeenten}
    for overleg in region.overleggen:
        kring = next(k for k in region.kringen if k.id == overleg.kring)
        name = names[kring.gemeenten[0]]
        assert {f"gemeente {name}", f"sociaal domein {name}"} <= set(overleg.participants.contacts)


def test_the_school_of_first_application_has_six_weeks_and_four_more(region: Region) -> None:
    policy = region.policy.placement
    assert (policy.zorgplicht_weeks, policy.zorgplicht_extension_weeks) == (6, 4)
    asking = of_kind(region, LeerlingKind.APPLICATION)[0]
    clock = outcomes(alone(region, asking))[asking.id].clock
    first = min(asking.applications, key=lambda a: a.order)
    passed = (monday_of(region.week) - first.date).days
    assert (clock.school, clock.days_left, clock.extended_days_left) == (first.school, 42 - passed, 70 - passed)


def test_several_applications_are_tuned_to_one_place_each(region: Region) -> None:
    several = [p for p in of_kind(region, LeerlingKind.APPLICATION) if len(p.applications) == 3]
    assert len(several) == 2
    one, other = several
    assert {a.school for a in one.applications} == {a.school for a in other.applications}
    result = outcomes(alone(region, one, other))
    places = [result[p.id].placement for p in several]
    assert [p.school for p in places if p is not None] == [p.wishes[0] for p in several]


def test_a_move_in_the_middle_of_the_year_stays_in_the_wijk(region: Region) -> None:
    (moving,) = (
        p
        for p in of_kind(region, LeerlingKind.MOVE)
        if not p.applications and len(p.eligible_rungs) == 3 and len(p.wishes) == 1
    )
    assert moving.start_on == monday_of(region.week) + timedelta(weeks=1)
    found = place_of(region, moving)
    assert found is not None
    assert found.school == moving.wishes[0] != moving.school
    assert school(region, found.school).kring == school(region, moving.school).kring
    assert found.start_on == moving.start_on


def test_first_the_own_school_with_shared_expertise(region: Region) -> None:
    leerling = staying(region)
    assert Rung.SBO in leerling.eligible_rungs
    assert leerling.admission is not None
    # of the staff nobody has time: only what the wijk shares is left
    busy = tuple(b.model_copy(update={"reserved_minutes": b.contract_minutes}) for b in region.begeleiders)
    part = alone(region, leerling).model_copy(update={"begeleiders": busy})
    found = outcomes(part)[leerling.id].placement
    assert found is not None
    assert (found.school, found.rung) == (leerling.school, Rung.OWN_SCHOOL)
    assert {s.source for s in found.support} <= {Source.SHARED, Source.SCHOOL}
    assert found.missing == ()
    alone_at_it = part.model_copy(
        update={"schools": tuple(s.model_copy(update={"shared_minutes": ()}) for s in region.schools)}
    )
    without = outcomes(alone_at_it)[leerling.id].placement
    assert without is not None
    # a shortage moves nobody down a rung
    assert without.rung is Rung.OWN_SCHOOL
    assert without.missing


def test_then_a_move_within_the_wijk_before_special_education(region: Region) -> None:
    leerling, _ = within_or_sbo(region)
    wished = school(region, leerling.wishes[0])
    assert wished.kind is SchoolKind.SBO
    told = outcomes(alone(region, leerling))[leerling.id]
    assert told.placement is not None
    assert told.placement.rung is Rung.REGULAR_KRING
    assert Rung.SBO in {o.rung for o in told.options}  # it was possible, but comes after


def test_only_then_sbo_and_why_no_school_of_the_wijk(region: Region) -> None:
    _, leerling = within_or_sbo(region)
    told = outcomes(alone(region, leerling))[leerling.id]
    assert told.placement is not None
    assert told.placement.rung is Rung.SBO
    # of the wijk no school was possible, and of each it is said: no place in leerjaar 8
    assert {o.rung for o in told.options} == {Rung.SBO}
    wijk = regular(region, school(region, leerling.school).kring)
    told_of = {r.school: r.reason for r in told.own_kring}
    assert set(told_of) == {s.id for s in wijk}
    assert {reason for s, reason in told_of.items() if s != leerling.school} == {"no-place-free"}
    for one in wijk:
        assert [p.free for p in one.places if p.leerjaar == leerling.leerjaar] == [0]
    freed = with_places(region, {wijk[-1].id: 1}, 8)
    found = place_of(freed, leerling)
    assert found is not None
    assert (found.school, found.rung) == (wijk[-1].id, Rung.REGULAR_KRING)


@pytest.mark.parametrize("kind", ["x-klas", "TOS-groep", "eigen leerlijn"])
def test_schools_organise_weekly_groups_together(region: Region, kind: str) -> None:
    arrangement = next(
        a for a in sorted(region.arrangementen, key=lambda a: (a.running is None, a.id)) if a.kind == kind
    )
    added = arrangement.candidates[-1]
    pupils = {p.id: p for p in region.leerlingen}
    assert {n.expertise for n in pupils[added].needs} <= set(arrangement.supports)
    (group, *_) = week_of(region, arrangementen=(arrangement,)).groups
    assert added in group.members
    assert len({pupils[m].school for m in group.members}) >= 2


def test_the_ladder_goes_from_wijk_to_special_education(region: Region) -> None:
    for kind, ladder in region.policy.placement.rungs.items():
        assert ladder[:2] == (Rung.OWN_SCHOOL, Rung.REGULAR_KRING), kind
        assert ladder.index(Rung.REGULAR_GEMEENTE) < ladder.index(Rung.SBO) < ladder.index(Rung.SO)
