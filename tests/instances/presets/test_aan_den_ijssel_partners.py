"""A test for each sentence on the partners of Aan den IJssel; docs/swv/aan-den-ijssel.md sets them side by side."""

from __future__ import annotations

from datetime import timedelta

import pytest

from optimizer.domain.calendar import monday_of
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.half_day import HalfDay
from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import Urgency
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import (
    AdmissionKind,
    LeerlingKind,
    OverlegKind,
    Priority,
    Role,
    Rung,
    SchoolKind,
)
from tests.instances.presets.ijssel import of_institution, with_tlv
from tests.instances.presets.made import (
    alone,
    of_kind,
    outcomes,
    place_of,
    region_of,
    school,
    visits,
    week_of,
)


@pytest.fixture(scope="module", params=["made", "real"])
def region(request: pytest.FixtureRequest) -> Region:
    return region_of("aan-den-ijssel", request)


def newcomers(region: Region) -> tuple[Leerling, Leerling]:
    """The one whose time is over at the start, and the one who has half a year to go."""
    at = sorted((p for p in of_kind(region, LeerlingKind.NEWCOMER) if p.school == "NIEUW"), key=lambda p: str(p.since))
    return at[0], at[1]


def test_every_gemeente_has_its_own_team_and_partners(region: Region) -> None:
    teams = {
        "zuidplas": "Stichting Zo",
        "capelle-aan-den-ijssel": "Centrum voor Jeugd en Gezin Capelle",
        "krimpen-aan-den-ijssel": "Krimpens Sociaal Team",
    }
    for gemeente, team in teams.items():
        names = [p.name for p in region.partners if p.gemeente == gemeente]
        assert names[:4] == [team, f"{team}, gemeentelijke toegang", "GGD", "Leerplicht"]


def test_herstart_is_short_and_intensive(region: Region) -> None:
    (herstart,) = (a for a in region.arrangementen if a.kind == "Herstart")
    assert herstart.from_date is not None
    assert herstart.until is not None
    assert herstart.until - herstart.from_date <= timedelta(weeks=13)
    assert (herstart.size.max, len(herstart.co_leaders), herstart.priority) == (6, 1, Priority.URGENT)
    week = week_of(region, arrangementen=(herstart,))
    assert len(week.groups) == 1
    assert week.groups[0].leader not in week.groups[0].co_leaders


def test_from_care_the_half_days_at_school_grow(region: Region) -> None:
    growing = [p for p in region.leerlingen if p.school in {"ZORG1", "ZORG2"}]
    assert {school(region, p.school).name for p in growing} == {"Citykids", "ABA Huis"}
    for p in growing:
        care = [a for a in p.attendance if a.place == p.school]
        regular_parts = [a for a in p.attendance if a.place != p.school]
        assert [len(a.half_days) for a in care] == [6, 3]
        assert [len(a.half_days) for a in regular_parts] == [2, 5]
        for one, other in zip(care, regular_parts, strict=True):
            assert (one.from_date, one.until) == (other.from_date, other.until)
            assert not set(one.half_days) & set(other.half_days)
        assert care[0].until is not None
        assert care[1].from_date == care[0].until + timedelta(days=1)
        found = place_of(region, p)
        assert found is not None
        assert {found.school} == {a.place for a in regular_parts}


def test_a_twice_exceptional_leerling_gets_a_seat_in_octa(region: Region) -> None:
    octa = next(a for a in region.arrangementen if a.kind == "OCTA")
    needs = {p.id: {n.expertise for n in p.needs} for p in region.leerlingen}
    added = octa.candidates[-1]
    assert needs[added] == {"hoogbegaafd", "autisme"} <= set(octa.supports)
    (group,) = week_of(region, arrangementen=(octa,)).groups
    assert added in group.members


def test_no_so_inside_and_outside_only_with_a_tlv(region: Region) -> None:
    assert not [s for s in region.schools if s.kind is SchoolKind.SO and s.within_swv]
    leerling = with_tlv(region)
    assert leerling.admission is not None
    assert leerling.admission.kind is AdmissionKind.SO
    found = place_of(region, leerling)
    assert found is not None
    assert (found.rung, school(region, found.school).within_swv) == (Rung.SO_OUTSIDE, False)
    rotterdam = [school(region, ident) for ident in ("SO1", "SO2")]
    assert [s.name for s in rotterdam] == ["De Piloot, Rotterdam", "School voor SO, Rotterdam"]
    assert [(s.kind, s.within_swv) for s in rotterdam] == [(SchoolKind.SO, False)] * 2
    assert place_of(region, leerling.model_copy(update={"admission": None})) is None


def test_who_comes_from_a_preschool_is_known_ahead(region: Region) -> None:
    ahead = [
        p
        for p in of_kind(region, LeerlingKind.PRESCHOOL)
        if p.start_on is not None and p.start_on >= monday_of(region.week) + timedelta(weeks=10)
    ]
    assert len(ahead) == 1
    assert ahead[0].needs
    assert ahead[0].applications[0].date < monday_of(region.week)
    found = place_of(region, ahead[0])
    assert found is not None
    assert found.start_on == ahead[0].start_on


def test_preschool_and_secondary_school_are_invited_to_the_kring(region: Region) -> None:
    for overleg in (o for o in region.overleggen if o.kind is OverlegKind.KRING):
        assert "voortgezet onderwijs" in overleg.participants.contacts
        assert any(c.startswith("voorschoolse voorzieningen ") for c in overleg.participants.contacts)


def test_back_from_an_institution_the_place_at_the_school_of_origin_is_held(region: Region) -> None:
    back = next(p for p in of_institution(region) if p.school_of_origin is not None)
    assert back.school is None  # enrolled at the school of the institution
    origin = back.school_of_origin
    rival = next(p for p in of_kind(region, LeerlingKind.APPLICATION) if p.wishes == (origin,) and p.leerjaar == 8)
    found = outcomes(alone(region, back, rival))
    # the rival is the more urgent one
    assert (found[rival.id].clock.urgency, found[back.id].clock.urgency) == (Urgency.OVERDUE, Urgency.LATER)
    first, second = found[back.id].placement, found[rival.id].placement
    assert first is not None
    assert first.school == origin
    assert second is None or second.school != origin
    # without the one who returns the place would have been free
    other = place_of(region, rival)
    assert other is not None
    assert other.school == origin


def test_or_applies_at_another_school(region: Region) -> None:
    other = next(p for p in of_institution(region) if p.school_of_origin is None)
    found = place_of(region, other)
    assert found is not None
    assert (found.school, found.wish) == (other.wishes[0], 0)


def test_a_newcomer_moves_on_after_a_year_and_a_half(region: Region) -> None:
    over, within = newcomers(region)
    assert region.policy.placement.newcomer_max_weeks == 78
    stays, moves = place_of(region, within), place_of(region, over)
    assert stays is not None
    assert stays.school == "NIEUW"
    assert moves is not None
    assert school(region, moves.school).kind is SchoolKind.BO
    assert moves.school == over.wishes[0]


def test_clusters_1_and_2_are_served_by_their_institutes_only(region: Region) -> None:
    asked = tuple(d.hulpvraag for d in active_hulpvragen(region) if d.hulpvraag.expertise in {"cluster-1", "cluster-2"})
    assert {h.institute for h in asked} == {"auris", "visio", "kentalis", "bartimeus"}
    institute = {b.id: b.institute for b in region.begeleiders}
    of_request = {h.id: h.institute for h in asked}
    made_visits = visits(week_of(region, hulpvragen=asked))
    assert made_visits
    assert all(institute[who] == of_request[item] for item, who in made_visits.items())
    # nobody else may, not even with the expertise
    able = tuple(
        b.model_copy(update={"expertise": (*b.expertise, "cluster-1", "cluster-2")})
        for b in region.begeleiders
        if b.institute is None
    )
    free = tuple(h.model_copy(update={"current": None, "preferred": (), "forbidden": ()}) for h in asked)
    assert visits(week_of(region, hulpvragen=free, begeleiders=able)) == {}


def test_once_a_year_the_swv_meets_the_institutes(region: Region) -> None:
    (talk,) = (o for o in region.overleggen if "coördinatieteam cluster 1 en 2" in o.participants.contacts)
    roles = {b.id: b.role for b in region.begeleiders}
    assert talk.min_per_year == len(talk.weeks) == 1
    assert {roles[b] for b in talk.participants.begeleiders} == {Role.AD}
    assert {h for h in talk.half_days if h.is_morning} == {HalfDay.DI_OCHTEND, HalfDay.DO_OCHTEND}
