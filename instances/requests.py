"""Hulpvragen: at least three a school, with a history that makes most of them due in the region's week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count as count_from
from random import Random

from instances.fields import BY_NAME, FIELDS, Field
from instances.luck import chance
from instances.matching import common_windows, may_serve, request_windows, serves_kring
from instances.school_days import school_day
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.calendar import add_weeks, monday_of
from optimizer.domain.clock import Window
from optimizer.domain.half_day import DAYS, HALF_DAYS, HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.leerling import Leerling
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.school import School
from optimizer.domain.vocabulary import Level, Priority, RequestStatus, SchoolKind, Target

LEAST_PER_SCHOOL = 3


class Rhythm(StrEnum):
    """Where a request stands in its rhythm in the region's week."""

    WEEKLY = "weekly"
    DUE_LAST_WEEK = "due-last-week"
    DUE_NOW = "due-now"
    NEW = "new"
    RESTING = "resting"
    REQUESTED = "requested"
    CHILD = "child"


_SHARES: tuple[tuple[Rhythm, int], ...] = (
    (Rhythm.WEEKLY, 44),
    (Rhythm.DUE_LAST_WEEK, 6),
    (Rhythm.DUE_NOW, 18),
    (Rhythm.NEW, 16),
    (Rhythm.RESTING, 7),
    (Rhythm.REQUESTED, 5),
    (Rhythm.CHILD, 4),
)
_TRIES = 60
_MANY_STAFF = 3
"""So many who can serve leave room for a school to refuse one."""
_LONGEST_PAIR = 75
"""Longest visit, in minutes, of which two a week are asked."""
_UNSERVABLE_SHARE = 0.02
"""Requests granted although nobody can serve them; real regions have a few."""


@dataclass(frozen=True)
class Draft:
    """A request as it stood before last week, and where it stands in its rhythm."""

    hulpvraag: Hulpvraag
    rhythm: Rhythm


@dataclass(frozen=True)
class Ground:
    """What requests are drawn from."""

    schools: Sequence[School]
    begeleiders: Sequence[Begeleider]
    leerlingen: Sequence[Leerling]
    policy: Policy
    neighbours: Mapping[str, tuple[str, ...]]
    week: str

    def eligible(self, hulpvraag: Hulpvraag, school: School) -> list[Begeleider]:
        """Return who could make a visit of a request in an ordinary week."""
        windows = request_windows(hulpvraag, school)
        return [
            b
            for b in self.begeleiders
            if may_serve(b, hulpvraag, self.policy)
            and serves_kring(b, school.kring, self.policy, self.neighbours)
            and common_windows(b, windows, hulpvraag.minutes)
        ]


def _per_school(rng: Random, schools: Sequence[School], count: int) -> list[School]:
    """Return the school of every request: three each, the others by size."""
    found = [s for s in schools for _ in range(LEAST_PER_SCHOOL)]
    extra = {s.id: LEAST_PER_SCHOOL for s in schools}
    weights = {s.id: ((s.pupils or 100) ** 0.5) * rng.uniform(0.6, 1.4) for s in schools}
    for _ in range(count - len(found)):
        school = max(schools, key=lambda s: weights[s.id] / (extra[s.id] - 1))
        extra[school.id] += 1
        found.append(school)
    found.sort(key=lambda s: s.id)
    return found


def _rhythms(rng: Random, count: int) -> list[Rhythm]:
    """Return a rhythm per request by largest share, shuffled."""
    given = dict.fromkeys((r for r, _ in _SHARES), 0)
    for _ in range(count):
        chosen = max(_SHARES, key=lambda s: s[1] / (given[s[0]] + 1))[0]
        given[chosen] += 1
    found = [r for r, n in given.items() for _ in range(n)]
    rng.shuffle(found)
    return found


def _field(rng: Random, school: School) -> Field:
    weights = [float(f.asked) for f in FIELDS]
    for i, f in enumerate(FIELDS):
        if school.kind is SchoolKind.NEWCOMERS and f.name == "nieuwkomers":
            weights[i] *= 8
        if school.cluster is not None and f.name == f"cluster-{school.cluster}":
            weights[i] *= 0.2  # its own people have that expertise
    return rng.choices(FIELDS, weights)[0]


def _half_days(rng: Random, school: School) -> tuple[HalfDay, ...]:
    wish = rng.choices(("any", "mornings", "days"), (72, 12, 16))[0]
    if wish == "any":
        return HALF_DAYS
    if wish == "mornings":
        return tuple(h for h in HALF_DAYS if h.is_morning)
    days = set(rng.sample(DAYS, 3)) | {school_day(rng, school.ib_hours)}
    return tuple(h for h in HALF_DAYS if h.day in days)


def _content(rng: Random, number: int, school: School, field: Field, rhythm: Rhythm) -> Hulpvraag:
    """Return what is asked, without history."""
    child = rhythm is Rhythm.CHILD
    target = Target.CHILD if child else rng.choices((Target.TEACHER, Target.IB, Target.GROUP), (55, 28, 17))[0]
    minutes = rng.choices((45, 60, 75, 90, 120), (14, 40, 14, 22, 10))[0]
    visits = 2 if minutes <= _LONGEST_PAIR and chance(rng, 0.12) else 1
    window = None
    if target is not Target.IB and chance(rng, 0.07):
        window = rng.choice((Window(start=510, end=645), Window(start=600, end=840), Window(start=510, end=720)))
    return Hulpvraag(
        id=f"H{number:03d}",
        school=school.id,
        expertise=field.name,
        institute=field.institute,
        level=Level.HEAVY if chance(rng, 0.3) else Level.LIGHT,
        target=target,
        minutes=minutes,
        visits=visits,
        min_days_between=rng.choice((1, 1, 2)) if visits > 1 else 1,
        half_days=_half_days(rng, school),
        window=window,
        priority=rng.choices((Priority.URGENT, Priority.NORMAL, Priority.LOW), (12, 66, 22))[0],
    )


def _day_in(rng: Random, school: School, week: str) -> date:
    return monday_of(week) + timedelta(days=school_day(rng, school.hours).order)


def _history(rng: Random, ground: Ground, hulpvraag: Hulpvraag, school: School, rhythm: Rhythm) -> Hulpvraag:
    """Give a request the rhythm and the last visit it had before last week.

    With `every` weeks between visits: due last week means that the visit before was `every` weeks before last
    week; due now, `every` weeks before this week; resting, less than that before this week and before last week.
    """
    this = ground.week
    monday = monday_of(this)
    left = rng.choice((None, None, None, 4, 6, 8, 12))
    if rhythm is Rhythm.WEEKLY:
        change: dict[str, object] = {"every_weeks": 1, "last_visit": _day_in(rng, school, add_weeks(this, -2))}
    elif rhythm is Rhythm.DUE_LAST_WEEK:
        every = rng.choice((2, 2, 3, 4))
        change = {"every_weeks": every, "last_visit": _day_in(rng, school, add_weeks(this, -1 - every))}
    elif rhythm is Rhythm.DUE_NOW:
        every = rng.choices((2, 3, 4, 6), (4, 3, 2, 1))[0]
        change = {"every_weeks": every, "last_visit": _day_in(rng, school, add_weeks(this, -every))}
    elif rhythm is Rhythm.RESTING:
        every = rng.choice((4, 5, 6))
        back = rng.randint(2, every - 1)
        change = {"every_weeks": every, "last_visit": _day_in(rng, school, add_weeks(this, -back))}
    else:
        # AB trajectories start with a first contact within two weeks (De Liemers)
        granted = monday + timedelta(days=rng.randint(-13, -3))
        change = {"every_weeks": rng.choices((1, 2, 3), (5, 3, 1))[0], "last_visit": None}
        change["first_contact_by"] = granted + timedelta(days=14)
    return hulpvraag.model_copy(update=change | {"visits_left": left})


def _pupil_at(rng: Random, ground: Ground, school: School, hulpvraag: Hulpvraag) -> str | None:
    """Return a leerling of the school whose needs hold the expertise, for about half of such requests."""
    fitting = [
        p.id
        for p in ground.leerlingen
        if p.school == school.id and hulpvraag.expertise in {n.expertise for n in p.needs}
    ]
    return rng.choice(fitting) if fitting and chance(rng, 0.55) else None


def _staff_wishes(rng: Random, hulpvraag: Hulpvraag, eligible: list[Begeleider], rhythm: Rhythm) -> Hulpvraag:
    """Add preferred, forbidden and (for some requests not visited last week) current begeleiders."""
    ids = [b.id for b in eligible]
    change: dict[str, object] = {}
    if len(ids) >= _MANY_STAFF and chance(rng, 0.05):
        change["forbidden"] = (ids.pop(rng.randrange(len(ids))),)
    if ids and chance(rng, 0.16):
        change["preferred"] = tuple(rng.sample(ids, min(len(ids), rng.choice((1, 1, 2)))))
    # those served last week get who served them; of the others most begeleiders changed work or have left
    known = {Rhythm.DUE_NOW: 0.2, Rhythm.RESTING: 0.25, Rhythm.CHILD: 0.2}.get(rhythm, 0.0)
    if ids and chance(rng, known):
        change["current"] = rng.choice(ids)
    return hulpvraag.model_copy(update=change)


def _draw(rng: Random, ground: Ground, number: int, school: School, rhythm: Rhythm) -> Hulpvraag:
    """Return a request that somebody can serve, but for the share that nobody can."""
    unservable = chance(rng, _UNSERVABLE_SHARE)
    for _ in range(_TRIES):
        field = _field(rng, school)
        hulpvraag = _content(rng, number, school, field, rhythm)
        hulpvraag = _history(rng, ground, hulpvraag, school, rhythm)
        eligible = ground.eligible(hulpvraag, school)
        if eligible and not unservable:
            return _staff_wishes(rng, hulpvraag, eligible, rhythm)
        if not eligible and unservable and field is not BY_NAME["cluster-4"]:
            return hulpvraag
    return hulpvraag


def ask(ground: Ground, count: int, seed: str) -> tuple[Draft, ...]:
    """Return `count` requests with their rhythm, as they stood before last week.

    Raises
    ------
    ValueError
        When `count` is less than three a school.
    """
    if count < LEAST_PER_SCHOOL * len(ground.schools):
        raise ValueError(f"{count} hulpvragen for {len(ground.schools)} schools: give at least three each")
    rng = Random(f"{seed}:hulpvragen")
    found = []
    places = _per_school(rng, ground.schools, count)
    for number, (school, rhythm) in enumerate(zip(places, _rhythms(rng, count), strict=True), start=1):
        hulpvraag = _draw(rng, ground, number, school, rhythm)
        status = RequestStatus.REQUESTED if rhythm is Rhythm.REQUESTED else RequestStatus.GRANTED
        about = _pupil_at(rng, ground, school, hulpvraag)
        found.append(Draft(hulpvraag.model_copy(update={"status": status, "leerling": about}), rhythm))
    return tuple(found)


def as_of_last_week(drafts: Sequence[Draft]) -> tuple[Hulpvraag, ...]:
    """Return the requests as they stood before last week: those that are new now were not yet granted."""
    return tuple(
        d.hulpvraag.model_copy(update={"status": RequestStatus.REQUESTED}) if d.rhythm is Rhythm.NEW else d.hulpvraag
        for d in drafts
    )


def newly_granted(region: Region, count: int, seed: int = 0) -> tuple[Hulpvraag, ...]:
    """Return requests that come in for the week after the region's, each with somebody who can serve it.

    The first is urgent: its first contact is due by that Friday. Ids go on where the region's stop.
    """
    rng = Random(f"{seed}:new:{region.id}:{region.week}")
    week = add_weeks(region.week, 1)
    ground = Ground(
        schools=region.schools,
        begeleiders=region.begeleiders,
        leerlingen=region.leerlingen,
        policy=region.policy,
        neighbours={k.id: k.neighbours for k in region.kringen},
        week=week,
    )
    known = {h.id for h in region.hulpvragen}
    numbers = (n for n in count_from(len(known) + 1) if f"H{n:03d}" not in known)
    found: list[Hulpvraag] = []
    for _ in range(_TRIES * count):
        if len(found) == count:
            break
        school = rng.choice(region.schools)
        drawn = _draw(rng, ground, 0, school, Rhythm.NEW)
        if not ground.eligible(drawn, school):
            continue
        contact = monday_of(week) + timedelta(days=4 if not found else 11)
        change = {"id": f"H{next(numbers):03d}", "first_contact_by": contact}
        found.append(drawn.model_copy(update=change))
    return tuple(found)
