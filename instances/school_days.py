"""School hours, hours of the intern begeleider, rooms, places and shared expertise of a site."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from instances.luck import chance
from instances.skeleton import Site
from optimizer.domain.base import FrozenDict
from optimizer.domain.calendar import add_weeks, monday_of
from optimizer.domain.clock import Window
from optimizer.domain.half_day import DAYS, HALF_DAYS, Day, HalfDay
from optimizer.domain.school import Places, School, SharedMinutes
from optimizer.domain.vocabulary import SchoolKind

Hours = FrozenDict[HalfDay, Window]

_MORNING = (8 * 60 + 30, 12 * 60)
_LONG_MORNING = (8 * 60 + 30, 12 * 60 + 30)


def _week(ends: tuple[int, int, int, int, int], start: int, shift: int) -> Hours:
    """Return hours with an afternoon per day from `start` to the given end; an end of 0 is a free afternoon."""
    found: dict[HalfDay, Window] = {}
    for half_day in HALF_DAYS:
        end = ends[half_day.day.order]
        if half_day.is_morning:
            low, high = _MORNING if end else _LONG_MORNING
            found[half_day] = Window(start=low + shift, end=high + shift)
        elif end:
            found[half_day] = Window(start=start + shift, end=end + shift)
    return FrozenDict(found)


_PATTERNS: tuple[tuple[int, tuple[int, int, int, int, int], int], ...] = (
    # weight, end of the five afternoons (0: free), start of the afternoon
    (26, (14 * 60, 14 * 60, 14 * 60, 14 * 60, 14 * 60), 12 * 60 + 15),  # five equal days
    (24, (14 * 60 + 30, 14 * 60 + 30, 0, 14 * 60 + 30, 14 * 60 + 30), 12 * 60 + 30),  # short lunch, Wednesday free
    (20, (15 * 60 + 15, 15 * 60 + 15, 0, 15 * 60 + 15, 15 * 60 + 15), 13 * 60),  # lunch at home, Wednesday free
    (16, (15 * 60 + 15, 15 * 60 + 15, 0, 15 * 60 + 15, 0), 13 * 60),  # Wednesday and Friday free
    (14, (14 * 60 + 45, 14 * 60 + 45, 0, 14 * 60 + 45, 0), 12 * 60 + 30),  # short lunch, Wednesday and Friday free
)
"""School-time models in use in the Netherlands; their shares are not verified."""


_SMALL_SCHOOL, _LARGE_SCHOOL = 170, 330
_USUAL_PUPILS = 223
"""Mean of BO sites in the country (DUO, 1-10-2025), taken where a list has no count."""


def school_hours(rng: Random) -> Hours:
    """Return a school's hours; many afternoons end at 14:00, most Wednesday and some Friday afternoons are free."""
    _, ends, start = rng.choices(_PATTERNS, [p[0] for p in _PATTERNS])[0]
    return _week(ends, start, rng.choice((-10, 0, 0, 0, 5)))


def ib_hours(rng: Random, hours: Hours, pupils: int) -> Hours:
    """Return the part of the hours that the intern begeleider is there: 1 to 3 days, more at a large school."""
    days = rng.choices((1, 2, 3), (4, 4, 1) if pupils < _SMALL_SCHOOL else (1, 5, 4))[0]
    present = set(rng.sample(DAYS, days))
    found = {h: w for h, w in hours.items() if h.day in present}
    afternoons = [h for h in found if not h.is_morning]
    if len(afternoons) > 1 and chance(rng, 0.3):
        del found[rng.choice(afternoons)]
    return FrozenDict(found)


def _rooms(rng: Random, pupils: int) -> FrozenDict[HalfDay, int]:
    """Return rooms free for groups and meetings: mostly one, some half days none, large schools two."""
    usual = 2 if pupils > _LARGE_SCHOOL else 1
    return FrozenDict({h: max(0, usual - (chance(rng, 0.15))) for h in HALF_DAYS})


def _places(rng: Random, site: Site, week: str) -> tuple[Places, ...]:
    """Return free places: per leerjaar at regular schools, for all together at small special ones."""
    now = monday_of(week)
    if site.kind is not SchoolKind.BO:
        return (Places(from_date=now, free=rng.choices((0, 1, 2, 4), (4, 3, 2, 1))[0]),)
    found = [
        Places(leerjaar=year, from_date=now, free=rng.choices((0, 1, 2, 3, 5), (5, 3, 3, 2, 1))[0])
        for year in range(1, 9)
    ]
    later = monday_of(add_weeks(week, 10))
    found += [Places(leerjaar=y, from_date=later, free=2) for y in rng.sample(range(1, 9), 2)]
    return tuple(found)


_OFFER: dict[SchoolKind, tuple[str, ...]] = {
    SchoolKind.SBO: ("leren", "cluster-4"),
    SchoolKind.NEWCOMERS: ("nieuwkomers",),
    SchoolKind.HYBRID: ("autisme", "cluster-4"),
    SchoolKind.CARE_AND_EDUCATION: ("cluster-3", "autisme"),
}
_BO_OFFER = ("hoogbegaafd", "leren", "jonge-kind", "autisme")


def _offer(rng: Random, site: Site) -> tuple[str, ...]:
    if site.kind is SchoolKind.SO:
        return (f"cluster-{site.cluster}",) if site.cluster else ("cluster-4",)
    if site.kind in _OFFER:
        return _OFFER[site.kind]
    return tuple(rng.sample(_BO_OFFER, rng.choices((0, 1, 2), (6, 3, 1))[0]))


def fill_school(site: Site, week: str, seed: str) -> School:
    """Return the school of a site, with hours, rooms and places of its own random stream."""
    rng = Random(f"{seed}:school:{site.id}")
    hours = school_hours(rng)
    size = _USUAL_PUPILS if site.pupils is None else site.pupils
    offer = _offer(rng, site)
    shared: tuple[SharedMinutes, ...] = ()
    if offer and chance(rng, 0.35):
        half_day = rng.choice([h for h in hours if h.is_morning])
        shared = (SharedMinutes(expertise=offer[0], half_day=half_day, minutes=rng.choice((60, 90, 120))),)
    return School(
        id=site.id,
        name=site.name,
        kind=site.kind,
        cluster=site.cluster,
        kring=site.kring,
        gemeente=site.gemeente,
        bestuur=site.bestuur,
        location=site.location,
        denomination=site.denomination,
        # clusters 1 and 2 fall outside the samenwerkingsverband (WEC art. 2(4), WPO art. 18a(2))
        within_swv=site.cluster not in (1, 2),
        hours=hours,
        ib_hours=ib_hours(rng, hours, size),
        rooms=_rooms(rng, size),
        places=_places(rng, site, week),
        support_places=rng.choices((0, 1, 2, 3), (2, 4, 3, 1))[0],
        expertise=offer,
        shared_minutes=shared,
        pupils=site.pupils,
    )


def school_day(rng: Random, hours: Mapping[HalfDay, Window], days: tuple[Day, ...] = DAYS) -> Day:
    """Return a random day on which the hours are not empty."""
    return rng.choice([d for d in days if any(h.day is d for h in hours)])
