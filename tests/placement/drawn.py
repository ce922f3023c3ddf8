"""Random regions with every feature of placement, and a plain reading of docs/placement.md beside the arrays."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import NamedTuple, TypeVar

from optimizer.domain.base import FrozenDict
from optimizer.domain.calendar import monday_of
from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.leerling import Admission, Application, Attendance, Leerling, Need, Offer
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.organisation import Gemeente, Kring, Partner
from optimizer.domain.places import home_location, school_place, start_place
from optimizer.domain.plan import Pin
from optimizer.domain.policy import PlacementPolicy, Policy
from optimizer.domain.region import Region
from optimizer.domain.school import Places, School, default_school_hours
from optimizer.domain.vocabulary import AdmissionKind, LeerlingKind, Mode, Rung, SchoolKind

WEEK = "2026-W48"
TODAY = monday_of(WEEK)
T = TypeVar("T")
_MODES = (Mode.CAR, Mode.BICYCLE)


def some(rng: Random, values: list[T] | tuple[T, ...], most: int) -> tuple[T, ...]:
    """Return a few different values, maybe none."""
    return tuple(rng.sample(list(values), rng.randint(0, min(most, len(values)))))


def maybe(rng: Random, share: float, value: T) -> T | None:
    return value if rng.random() < share else None


def day(rng: Random, low: int, high: int) -> date:
    return TODAY + timedelta(days=rng.randint(low, high))


def _point(rng: Random, known: list[Location]) -> Location:
    if known and rng.random() < 0.1:
        return rng.choice(known)
    # both banks of the Hollandse IJssel and the Lek
    return Location(lat=rng.uniform(51.85, 52.05), lon=rng.uniform(4.5, 4.9))


def _school(rng: Random, number: int, point: Location, gemeenten: int, kringen: int) -> School:
    kind = rng.choices(list(SchoolKind), (12, 2, 2, 1, 1, 1))[0]
    kring = rng.randrange(kringen)
    places = {
        (rng.choice((None, None, 1, 2, 3)), maybe(rng, 0.8, TODAY + timedelta(weeks=rng.randint(-2, 6)))): rng.choice(
            (0, 1, 1, 2, 3)
        )
        for _ in range(rng.randint(0, 5))
    }
    return School(
        id=f"{rng.choice('abc')}{number}",
        name="x",
        kind=kind,
        cluster=rng.randint(1, 4) if kind is SchoolKind.SO else None,
        kring=f"k{kring}",
        gemeente=maybe(rng, 0.9, f"g{kring % gemeenten}"),
        location=point,
        denomination=rng.choice((None, "rk", "pc")),
        within_swv=rng.random() < 0.9,
        ib_hours=default_school_hours(),
        places=tuple(Places(leerjaar=y, from_date=d, free=free) for (y, d), free in places.items()),
    )


def _leerling(rng: Random, number: int, schools: list[School], gemeenten: int, policy: PlacementPolicy) -> Leerling:
    kind = rng.choice((*LeerlingKind, None))
    ids = [s.id for s in schools]
    ladder = policy.rungs[kind or LeerlingKind.MOVE]
    applied = some(rng, ids, 3)
    home: Location | str | None = rng.choice((_point(rng, [s.location for s in schools]), "2801", "2802AB", None))
    return Leerling(
        id=f"p{number}",
        home=home,
        gemeente=maybe(rng, 0.7, f"g{rng.randrange(gemeenten)}"),
        leerjaar=rng.choice((None, 1, 2, 3, 4)),
        school=maybe(rng, 0.6, rng.choice(ids)),
        school_of_origin=maybe(rng, 0.6, rng.choice(ids)),
        kind=kind,
        since=TODAY - timedelta(weeks=rng.choice((2, 4, 60, 74, 90))),
        needs=(Need(expertise="e", minutes=30),),
        wishes=some(rng, ids, 3),
        eligible_rungs=tuple(r for r in ladder if rng.random() < 0.75),
        denominations=some(rng, ("rk", "pc", "elders"), 2) if rng.random() < 0.3 else (),
        siblings_at=some(rng, ids, 2) if rng.random() < 0.5 else (),
        admission=maybe(
            rng,
            0.6,
            Admission(
                kind=rng.choice(list(AdmissionKind)),
                from_date=maybe(rng, 0.5, day(rng, -9, 20)),
                until=maybe(rng, 0.5, day(rng, 20, 60)),
                pending=rng.random() < 0.4,
            ),
        ),
        applications=tuple(
            Application(school=s, date=day(rng, -90, -1), order=order) for order, s in enumerate(applied, start=1)
        )[:: rng.choice((1, -1))],
        start_on=maybe(rng, 0.8, day(rng, 0, 50)),
        mode=rng.choice(_MODES),
        max_travel_minutes=rng.choice((None, 12, 20, 40)),
        travel_waived=rng.random() < 0.3,
        attendance=tuple(
            Attendance(place=place, half_days=(HALF_DAYS[0],), until=maybe(rng, 0.6, day(rng, -5, 50)))
            for place in some(rng, [*ids, "partner"], 1)
        ),
        offer=maybe(
            rng, 0.08, Offer(school=rng.choice(ids), until=maybe(rng, 0.6, day(rng, -3, 3)), agreed=rng.random() < 0.5)
        ),
    )


def region(seed: int, schools: int = 14, leerlingen: int = 10) -> Region:
    """Return a random region; not every one would pass the intake, and the arrays do not ask that."""
    rng = Random(seed)
    gemeenten, kringen = rng.randint(1, 3), rng.randint(1, 4)
    points: list[Location] = []
    for _ in range(schools):
        points.append(_point(rng, points))
    sites = [_school(rng, n, p, gemeenten, kringen) for n, p in enumerate(points)]
    policy = PlacementPolicy(return_places_held=rng.random() < 0.8)
    pupils = [_leerling(rng, n, sites, gemeenten, policy) for n in range(leerlingen)]
    pins = [
        Pin(item=rng.choice(pupils).id, veto=rng.random() < 0.6, host=maybe(rng, 0.8, rng.choice(sites).id))
        for _ in range(rng.choice((0, 0, 1, 2)))
    ]
    return Region(
        id="r",
        name="r",
        week=WEEK,
        policy=Policy(placement=policy),
        gemeenten=tuple(Gemeente(id=f"g{n}", name="g") for n in range(gemeenten)),
        kringen=tuple(
            Kring(
                id=f"k{n}",
                name="k",
                gemeenten=some(rng, [f"g{g}" for g in range(gemeenten)], 3),
                postcodes=("2801",) if n == 1 else (),
            )
            for n in range(kringen)
        ),
        schools=tuple(sites),
        begeleiders=(),
        hulpvragen=(),
        leerlingen=tuple(pupils),
        partners=(Partner(id="partner", name="p", gemeente="g0", offer="x"),),
        postcodes=FrozenDict({"2801": _point(rng, []), "2802": _point(rng, [])}),
        pins=tuple(pin for pin in pins if pin.veto or pin.host is not None),
    )


class Plain(NamedTuple):
    """What a candidate says, for comparing."""

    rung: int
    wish: int
    apart: bool
    minutes: int
    school: str
    metres: int
    own_kring: bool
    sibling: bool
    offered: bool
    pending: bool
    waived: bool
    kind: Rung


def belonging(region: Region, leerling: Leerling) -> tuple[str | None, str | None]:
    """Return own kring and own gemeente."""
    for kring in region.kringen:
        if isinstance(leerling.home, str) and leerling.home[:4] in kring.postcodes:
            return kring.id, leerling.gemeente
    point = home_location(leerling, region)
    near = []
    for school in region.schools:
        named = leerling.gemeente is None or any(
            k.id == school.kring and leerling.gemeente in k.gemeenten for k in region.kringen
        )
        if point is not None and named and school.within_swv and school.kind in (SchoolKind.BO, SchoolKind.HYBRID):
            near.append((straight_metres(point, school.location), school.id, school))
    giving = min(near)[2] if near else next((s for s in region.schools if s.id == leerling.school), None)
    if giving is None:
        return None, leerling.gemeente
    return giving.kring, leerling.gemeente or giving.gemeente


def rung_of(region: Region, leerling: Leerling, school: School) -> Rung | None:
    """Return the rung that a school is."""
    if school.id == leerling.school:
        return Rung.OWN_SCHOOL
    kring, gemeente = belonging(region, leerling)
    regular = school.kind in (SchoolKind.BO, SchoolKind.HYBRID) or (
        school.kind is SchoolKind.NEWCOMERS and leerling.kind is LeerlingKind.NEWCOMER
    )
    if not school.within_swv:
        return Rung.SO_OUTSIDE if school.kind is SchoolKind.SO else None
    if regular:
        if school.kring == kring:
            return Rung.REGULAR_KRING
        return Rung.REGULAR_GEMEENTE if gemeente and school.gemeente == gemeente else Rung.REGULAR_SWV
    if school.kind is SchoolKind.SBO:
        return Rung.SBO
    return Rung.SO if school.kind in (SchoolKind.SO, SchoolKind.CARE_AND_EDUCATION) else None


def start_of(leerling: Leerling) -> date:
    return leerling.start_on or TODAY


def preferences(region: Region, leerling: Leerling) -> list[str]:
    known = {s.id for s in region.schools}
    found = [*leerling.wishes, *(a.school for a in sorted(leerling.applications, key=lambda a: a.order))]
    found += [a.place for a in leerling.attendance if a.until is None or a.until >= start_of(leerling)]
    return [s for s in dict.fromkeys(found) if s in known]


def free_on(school: School, leerling: Leerling, when: date) -> int | None:
    """Return what is free in the leerling's pool on a date, `None` where there is no pool."""
    own = [p for p in school.places if p.leerjaar is not None and p.leerjaar == leerling.leerjaar]
    pool = own or [p for p in school.places if p.leerjaar is None]
    begun = [p for p in pool if (p.from_date or date.min) <= when]
    return max(begun, key=lambda p: p.from_date or date.min).free if begun else 0 if pool else None


def begun(school: School, leerling: Leerling, when: date) -> bool:
    """Tell whether the leerling's pool has begun on a date."""
    own = [p for p in school.places if p.leerjaar is not None and p.leerjaar == leerling.leerjaar]
    return any((p.from_date or date.min) <= when for p in own or (p for p in school.places if p.leerjaar is None))


def dates(region: Region) -> list[date]:
    """Return every date on which anything can change."""
    found = {p.from_date for s in region.schools for p in s.places if p.from_date}
    return sorted(found | {start_of(p) for p in region.leerlingen})


def admission_for(rung: Rung, school: School) -> AdmissionKind | None:
    if rung is Rung.SBO:
        return AdmissionKind.SBO
    if rung not in (Rung.SO, Rung.SO_OUTSIDE):
        return None
    return AdmissionKind.INSTITUTE if school.cluster in (1, 2) else AdmissionKind.SO


def admitted(leerling: Leerling, needed: AdmissionKind | None) -> bool:
    admission = leerling.admission
    if needed is None or admission is None or admission.kind is not needed:
        return needed is None
    return (admission.from_date or date.min) <= start_of(leerling) <= (admission.until or date.max)


def may_by_pins(region: Region, leerling: Leerling, school: School) -> bool:
    pins = [p for p in region.pins if p.item == leerling.id]
    return not any((p.host in (None, school.id)) if p.veto else p.host != school.id for p in pins)


def fitting(region: Region, journeys: TravelMatrix, leerling: Leerling) -> dict[str, Plain]:
    """Return the schools that keep every hard rule but that of a place."""
    policy = region.policy.placement
    assert leerling.kind is not None
    own = [r for r in policy.rungs[leerling.kind] if r in leerling.eligible_rungs]
    wished, start, place = preferences(region, leerling), start_of(leerling), start_place(leerling, region)
    offer = leerling.offer
    if offer and not (offer.agreed or offer.until is None or offer.until >= TODAY):
        offer = None
    found = {}
    for school in region.schools:
        rung = rung_of(region, leerling, school)
        if rung is None or rung not in own:
            continue
        over = leerling.since is not None and start > leerling.since + timedelta(weeks=policy.newcomer_max_weeks)
        if school.kind is SchoolKind.NEWCOMERS and leerling.kind is LeerlingKind.NEWCOMER and over:
            continue
        if leerling.denominations and school.denomination not in (None, *leerling.denominations):
            continue
        needed = admission_for(rung, school)
        if not admitted(leerling, needed) or not may_by_pins(region, leerling, school):
            continue
        if offer and offer.school != school.id:
            continue
        minutes, metres = 0, -1
        if place is not None:
            spent = journeys.minutes(leerling.mode, place, school_place(school.id))
            if spent is None:
                continue
            minutes, metres = spent, journeys.metres(leerling.mode, place, school_place(school.id)) or 0
        most = leerling.max_travel_minutes
        if most is not None and minutes > most and not leerling.travel_waived:
            continue
        kring, _ = belonging(region, leerling)
        found[school.id] = Plain(
            rung=own.index(rung) + 1,
            wish=wished.index(school.id) if school.id in wished else len(wished),
            apart=bool(leerling.siblings_at) and school.id not in leerling.siblings_at,
            minutes=minutes,
            school=school.id,
            metres=metres,
            own_kring=school.kring == kring,
            sibling=school.id in leerling.siblings_at,
            offered=offer is not None,
            pending=needed is not None and leerling.admission is not None and leerling.admission.pending,
            waived=most is not None and minutes > most,
            kind=rung,
        )
    return found


class Taking(NamedTuple):
    """Somebody who takes a place in a pool (school, leerjaar or 0) from a date on."""

    pool: tuple[str, int]
    start: date
    holds: bool


def pool_of(school: School, leerling: Leerling) -> tuple[str, int]:
    own = any(p.leerjaar is not None and p.leerjaar == leerling.leerjaar for p in school.places)
    return school.id, (leerling.leerjaar or 0) if own else 0


def holders(region: Region, journeys: TravelMatrix) -> dict[str, str]:
    """Return for whom a place is held, and where."""
    found: dict[str, str] = {}
    if not region.policy.placement.return_places_held:
        return found
    for leerling in region.leerlingen:
        if leerling.kind not in (LeerlingKind.RETURN, LeerlingKind.FROM_INSTITUTION):
            continue
        origin = next((s for s in region.schools if s.id == leerling.school_of_origin), None)
        if origin is None or origin.id == leerling.school or origin.id not in fitting(region, journeys, leerling):
            continue
        later = [d for d in dates(region) if d >= start_of(leerling)]
        if all((free_on(origin, leerling, d) or 0) > 0 for d in later):
            found[leerling.id] = origin.id
    return found


def fits(region: Region, taking: list[tuple[Leerling, School]], holding: dict[str, str]) -> bool:
    """Tell whether some leerlingen have room together, by the letter of docs/placement.md."""
    for school in region.schools:
        held: dict[tuple[str, int], int] = {}
        for leerling in region.leerlingen:
            if holding.get(leerling.id) == school.id:
                pool = pool_of(school, leerling)
                held[pool] = held.get(pool, 0) + 1
        for leerling, at in taking:
            if at is not school:
                continue
            pool, holds = pool_of(school, leerling), holding.get(leerling.id) == school.id
            beside = [
                p
                for p, s in taking
                if s is school and pool_of(school, p) == pool and (holding.get(p.id) == school.id) == holds
            ]
            for when in [d for d in dates(region) if d >= start_of(leerling)]:
                free = free_on(school, leerling, when) or 0
                kept = min(free, held.get(pool, 0), left_by_offers(region, school, pool, holding))
                if sum(start_of(p) <= when for p in beside) > (kept if holds else free - kept):
                    return False
    return True


def left_by_offers(region: Region, school: School, pool: tuple[str, int], holding: dict[str, str]) -> int:
    """Return what standing offers to others leave of a pool, on the scarcest date since the first of them starts.

    An offer that starts before the first date of its pool takes nothing.
    """
    others = [
        p
        for p in region.leerlingen
        if p.kind is not None
        and p.offer is not None
        and (p.offer.agreed or p.offer.until is None or p.offer.until >= TODAY)
        and p.offer.school == school.id != p.school
        and pool_of(school, p) == pool
        and holding.get(p.id) != school.id
        and begun(school, p, start_of(p))
    ]
    left = [
        (free_on(school, others[0], when) or 0) - sum(start_of(p) <= when for p in others)
        for when in dates(region)
        if any(start_of(p) <= when for p in others)
    ]
    return max(0, min(left, default=1_000))
