"""Why every regular school of the own kring is none, beside a plain reading and the checker's own rules."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain.leerling import Admission, Leerling, Offer
from optimizer.domain.location import Location
from optimizer.domain.organisation import Gemeente, Kring
from optimizer.domain.placement import LeerlingOutcome, Placement, PlacementPlan, PlacementRule, SchoolRefusal
from optimizer.domain.plan import Pin
from optimizer.domain.region import Region
from optimizer.domain.school import Places, School, default_school_hours
from optimizer.domain.vocabulary import ADMISSION_RUNGS, AdmissionKind, LeerlingKind, Rung, SchoolKind
from optimizer.language import LANGUAGES, catalogue
from optimizer.placement.hard import Hard, Reason
from optimizer.placement.own_kring import Beyond
from optimizer.proposals import propose_placements
from optimizer.rules.placement.check import check_placements
from optimizer.travel import for_region, journeys_for
from tests.placement import drawn

HERE = Location(lat=52.1, lon=4.6)
ALL = tuple(Rung)
PLACE_RULES = {PlacementRule.PLACE, PlacementRule.HELD_PLACE}
RETURNING = (LeerlingKind.RETURN, LeerlingKind.FROM_INSTITUTION)


def without_offers(seed: int) -> Region:
    """A drawn region in which no offer stands: not every drawn one could be kept."""
    region = drawn.region(seed)
    everybody = tuple(p.model_copy(update={"offer": None}) for p in region.leerlingen)
    return region.model_copy(update={"leerlingen": everybody})


def asks(region: Region, leerling: Leerling, outcome: LeerlingOutcome) -> bool:
    """Whether it is to be told of a leerling."""
    if outcome.placement is not None:
        return outcome.placement.rung in ADMISSION_RUNGS
    assert leerling.kind is not None
    ladder = region.policy.placement.rungs[leerling.kind]
    return any(rung in ADMISSION_RUNGS and rung in leerling.eligible_rungs for rung in ladder)


def in_own_kring(region: Region, leerling: Leerling) -> set[str]:
    """The regular schools of the own kring, plainly."""
    kring, _ = drawn.belonging(region, leerling)
    regular = (SchoolKind.BO, SchoolKind.HYBRID, SchoolKind.NEWCOMERS)
    here = [s for s in region.schools if s.kring == kring and s.kind in regular and s.within_swv]
    return {s.id for s in here if drawn.rung_of(region, leerling, s) in (Rung.REGULAR_KRING, Rung.OWN_SCHOOL)}


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_every_regular_school_of_the_own_kring_says_why_not(seed: int) -> None:
    region = without_offers(seed)
    result = propose_placements(region, options=False)
    assert result.plan is not None
    matrix, hard = for_region(region), Hard(region, journeys_for(region))
    people = {p.id: p for p in region.leerlingen}
    for outcome in result.leerlingen:
        leerling = people[outcome.leerling]
        told = {one.school: one for one in outcome.own_kring}
        assert len(told) == len(outcome.own_kring)
        if not asks(region, leerling, outcome):
            assert told == {}
            continue
        assert set(told) == in_own_kring(region, leerling)
        open_list = leerling.model_copy(update={"eligible_rungs": ALL})
        fits = drawn.fitting(region, matrix, open_list)
        for school, one in told.items():
            here = next(s for s in region.schools if s.id == school)
            ladder = region.policy.placement.rungs[leerling.kind or LeerlingKind.MOVE]
            assert one.eligible == (drawn.rung_of(region, leerling, here) in set(leerling.eligible_rungs) & set(ladder))
            beyond = one.reason in set(Beyond)
            assert beyond == (school in fits and one.reason not in set(Reason))
            if one.eligible and not beyond:
                number = [p.id for p in hard.people.leerlingen].index(leerling.id)
                assert one.reason == _reason(hard, number, school)
            if beyond and leerling.kind not in RETURNING and one.reason in (Beyond.AGREED, Beyond.TAKEN):
                assert _has_place(region, result.plan, leerling, school) == (one.reason == Beyond.AGREED)
            assert one.reason != Beyond.UNEXPLAINED


def _reason(hard: Hard, number: int, school: str) -> str | None:
    import numpy as np

    [reason] = hard.reasons(np.array([number]), np.array([hard.ground.index[school]]))
    return reason


def _has_place(region: Region, plan: PlacementPlan, leerling: Leerling, school: str) -> bool:
    """Whether the checker finds no place overfull when this leerling, every rung agreed upon, went there."""
    everybody = tuple(
        p.model_copy(update={"eligible_rungs": ALL}) if p.id == leerling.id else p for p in region.leerlingen
    )
    there = Placement(
        leerling=leerling.id,
        school=school,
        rung=Rung.REGULAR_KRING,
        rung_number=1,
        wish=0,
        start_on=drawn.start_of(leerling),
    )
    moved = (*(p for p in plan.placements if p.leerling != leerling.id), there)
    opened = region.model_copy(update={"leerlingen": everybody})
    verdict = check_placements(opened, PlacementPlan(placements=moved), for_region(opened))
    return not any(v.rule in PLACE_RULES and school == v.school for v in verdict.violations)


def test_all_reasons_come_about_and_have_words() -> None:
    seen: Counter[str] = Counter()
    for seed in range(80):
        result = propose_placements(without_offers(seed), options=False)
        seen.update(one.reason for outcome in result.leerlingen for one in outcome.own_kring)
    # the rest by hand, below; every regular school of a kring has a rung there
    assert {Beyond.AGREED, Beyond.TAKEN, Beyond.CURRENT, Reason.DENOMINATION, Reason.TOO_FAR} <= set(seen)
    assert not {Reason.NO_RUNG, Reason.NOT_ELIGIBLE, Beyond.UNEXPLAINED} & set(seen)
    keys = {f"placement.own_kring.{reason}" for reason in (*Reason, *Beyond)}
    for language in LANGUAGES:
        assert keys <= set(catalogue(language))


def school(own: str, kind: SchoolKind = SchoolKind.BO, free: int = 1, **more: object) -> School:
    facts: dict[str, object] = {
        "id": own,
        "name": own,
        "kind": kind,
        "kring": "k",
        "gemeente": "g",
        "location": HERE,
        "ib_hours": default_school_hours(),
        "places": (Places(free=free),),
    }
    return School.model_validate(facts | more)


def pupil(own: str = "p", *rungs: Rung, **more: object) -> Leerling:
    facts: dict[str, object] = {
        "id": own,
        "home": HERE,
        "gemeente": "g",
        "leerjaar": 4,
        "kind": LeerlingKind.APPLICATION,
        "eligible_rungs": rungs or (Rung.SBO,),
        "admission": Admission(kind=AdmissionKind.SBO),
    }
    return Leerling.model_validate(facts | more)


def wijk(*people: Leerling, schools: tuple[School, ...] = (), pins: tuple[Pin, ...] = ()) -> Region:
    sbo = school("sbo", SchoolKind.SBO, free=9)
    return Region(
        id="r",
        name="r",
        week=drawn.WEEK,
        gemeenten=(Gemeente(id="g", name="g"),),
        kringen=(Kring(id="k", name="k", gemeenten=("g",)), Kring(id="ver", name="ver")),
        schools=(*(schools or (school("a"),)), sbo),
        begeleiders=(),
        hulpvragen=(),
        leerlingen=people,
        pins=pins,
    )


def told(region: Region, leerling: str = "p", **more: int) -> tuple[SchoolRefusal, ...]:
    result = propose_placements(region, **more)  # type: ignore[arg-type]
    return next(one.own_kring for one in result.leerlingen if one.leerling == leerling)


def refusal(reason: str, own: str = "a", *, eligible: bool = False) -> SchoolRefusal:
    return SchoolRefusal(school=own, reason=reason, eligible=eligible)


BOTH = (Rung.REGULAR_KRING, Rung.SBO)


@pytest.mark.parametrize(
    ("who", "there", "reason", "eligible"),
    [
        (pupil(), school("a"), "agreed-beyond", False),
        (pupil(), school("a", free=0), "no-place-free", False),
        (pupil(), school("a", places=()), "leerjaar-no-places", False),
        (pupil("p", *BOTH), school("a", free=0), "no-place-free", True),
        (pupil("p", *BOTH, denominations=("rk",)), school("a", denomination="pc"), "denomination", True),
        (pupil("p", Rung.SBO, denominations=("rk",)), school("a", denomination="pc"), "denomination", False),
        (pupil("p", school="a"), school("a", free=0), "current-school", False),
        (pupil("p", *BOTH, offer=Offer(school="sbo")), school("a"), "offered-elsewhere", True),
        (
            pupil("p", *BOTH, max_travel_minutes=0),
            school("a", location=Location(lat=52.2, lon=4.6)),
            "too-far",
            True,
        ),
    ],
)
def test_one_reason_by_hand(who: Leerling, there: School, reason: str, eligible: bool) -> None:
    assert told(wijk(who, schools=(there,))) == (refusal(reason, eligible=eligible),)


def test_a_pin_is_a_reason() -> None:
    pins = (Pin(item="p", veto=True, host="a"),)
    assert told(wijk(pupil("p", *BOTH), pins=pins)) == (refusal("pinned", eligible=True),)


def test_the_last_place_went_to_somebody_else() -> None:
    first = pupil("q", Rung.REGULAR_KRING, offer=Offer(school="a", agreed=True))
    assert told(wijk(pupil("p", *BOTH), first)) == (refusal("taken-by-others", eligible=True),)
    assert told(wijk(pupil(), first)) == (refusal("taken-by-others"),)
    assert told(wijk(pupil(), first, schools=(school("a", free=2),))) == (refusal("agreed-beyond"),)


def test_who_returns_takes_the_place_that_is_held() -> None:
    returns = pupil("q", Rung.REGULAR_KRING, kind=LeerlingKind.RETURN, school_of_origin="a", admission=None)
    assert told(wijk(pupil(), returns, schools=(school("a", free=2),))) == (refusal("agreed-beyond"),)
    assert told(wijk(pupil(), returns)) == (refusal("places-held"),)


def test_a_limit_on_candidates_is_a_reason_of_its_own() -> None:
    first = pupil("q", Rung.REGULAR_KRING, offer=Offer(school="a", agreed=True))
    schools = (school("a"), school("b", location=Location(lat=52.11, lon=4.6)))
    assert told(wijk(pupil("p", *BOTH), first, schools=schools), candidates_limit=1) == (
        refusal("taken-by-others", eligible=True),
        refusal("list-cut", "b", eligible=True),
    )


def test_who_stays_takes_no_place() -> None:
    stays = pupil("q", Rung.OWN_SCHOOL, school="a")
    assert told(wijk(pupil(), stays)) == (refusal("agreed-beyond"),)


def test_a_place_that_is_taken_later_is_no_place_either() -> None:
    later = pupil("q", Rung.REGULAR_KRING, offer=Offer(school="a", agreed=True), start_on=date(2027, 2, 1))
    places = (Places(free=2), Places(from_date=date(2027, 1, 1), free=1))
    assert told(wijk(pupil(), later, schools=(school("a", places=places),))) == (refusal("taken-by-others"),)


def test_a_school_that_comes_later_in_the_own_list() -> None:
    region = wijk(pupil("p", *BOTH))
    ladder = {**region.policy.placement.rungs, LeerlingKind.APPLICATION: (Rung.SBO, Rung.REGULAR_KRING)}
    placement = region.policy.placement.model_copy(update={"rungs": ladder})
    changed = region.model_copy(update={"policy": region.policy.model_copy(update={"placement": placement})})
    assert told(changed) == (refusal("later-in-list", eligible=True),)


def test_nearest_first_and_only_the_own_kring_and_only_regular_schools() -> None:
    there = (
        school("b", location=Location(lat=52.11, lon=4.6)),
        school("a", location=Location(lat=52.3, lon=4.6)),
        school("c"),
        school("other", kring="ver"),
        school("new", SchoolKind.NEWCOMERS),
        school("so", SchoolKind.SO, cluster=4),
    )
    assert [one.school for one in told(wijk(pupil(), schools=there))] == ["c", "b", "a"]


def test_who_goes_to_a_regular_school_needs_no_reasons() -> None:
    assert told(wijk(pupil("p", *BOTH))) == ()


def test_who_has_nowhere_yet_but_might_go_to_a_special_school() -> None:
    nowhere = pupil("p", *BOTH, admission=None)
    region = wijk(nowhere, schools=(school("a", free=0),))
    assert told(region) == (refusal("no-place-free", eligible=True),)
    only = wijk(pupil("p", Rung.REGULAR_KRING), schools=(school("a", free=0),))
    assert told(only) == ()
