"""Overleggen on a fixed half day of every kring, so that all its intern begeleiders can be there."""

from __future__ import annotations

from collections.abc import Sequence

from instances.presets.draft import Draft
from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.calendar import add_weeks, open_half_days
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.overleg import Overleg, Participants
from optimizer.domain.school import School
from optimizer.domain.vocabulary import OverlegKind, SchoolKind

MINUTES = 60
START = 9 * 60
"""First session start of a morning; every school is open then, from 20 to 40 minutes before."""
_SPAN = (START, START + MINUTES)
_MORNINGS = tuple(h for h in HALF_DAYS if h.is_morning)
_HORIZON = 36
"""Weeks ahead in which overleggen are set: to the end of the school year."""
_TEAM = 3
MEMBERS = frozenset({SchoolKind.BO, SchoolKind.SBO})
"""Schools that take part in the kring."""


def school_year(draft: Draft, times: int, turn: int) -> tuple[str, ...]:
    """Return so many open weeks, evenly spread; from the region's week when `turn` is 0, else so many weeks later."""
    weeks = [add_weeks(draft.region.week, n) for n in range(_HORIZON)]
    weeks = [w for w in weeks if open_half_days(draft.region.calendar, w)]
    return tuple(weeks[turn + n * (len(weeks) - 8) // times] for n in range(times))


def _busy(draft: Draft, half_day: HalfDay) -> set[str]:
    """Return who leads or meets in a half day of the region's week, and which schools host."""
    found: set[str] = set()
    for a in draft.region.arrangementen:
        if a.running is not None and a.running.half_day is half_day:
            found |= {a.running.leader, *a.running.co_leaders, a.running.host}
    for o in draft.region.overleggen:
        if draft.region.week in o.weeks and half_day in o.half_days:
            found |= {*o.participants.begeleiders, *o.hosts}
    return found


def _there(b: Begeleider, kring: str, half_day: HalfDay) -> bool:
    return kring in b.kringen and half_day in b.availability and b.availability[half_day].holds(*_SPAN)


def team_of(draft: Draft, kring: str, half_day: HalfDay, *, institutes: bool) -> list[Begeleider]:
    """Return the kring's experts who can meet then, home kring first; of each institute one."""
    busy = _busy(draft, half_day)
    free = [b for b in draft.region.begeleiders if b.id not in busy and _there(b, kring, half_day)]
    own = sorted((b for b in free if b.institute is None), key=lambda b: (b.kringen[0] != kring, b.id))[:_TEAM]
    outside = {b.institute: b for b in reversed(free) if b.institute is not None} if institutes else {}
    return [*own, *sorted(outside.values(), key=lambda b: b.id)]


def _hosts(draft: Draft, schools: Sequence[School], half_day: HalfDay) -> list[School]:
    busy = _busy(draft, half_day)
    return [s for s in schools if s.rooms.get(half_day, 0) and s.id not in busy and s.hours[half_day].holds(*_SPAN)]


def _attend(draft: Draft, schools: Sequence[School], half_day: HalfDay) -> None:
    """Let the intern begeleider of every school be there in a half day."""
    for s in schools:
        draft.change_school(s.id, ib_hours=FrozenDict(s.ib_hours | {half_day: s.hours[half_day]}))


def hold(  # noqa: PLR0913 -- all but the draft are named
    draft: Draft,
    *,
    kring: str,
    kind: OverlegKind,
    weeks: tuple[str, ...],
    schools: Sequence[School],
    contacts: tuple[str, ...],
    min_per_year: int = 0,
    ibs: bool = True,
    institutes: bool = False,
    required: tuple[str, ...] = (),
    team: int | None = None,
) -> Overleg:
    """Add an overleg on the morning that suits most of the kring's experts.

    Parameters
    ----------
    schools
        Whose intern begeleider comes, and one of which hosts.
    ibs
        Whether the intern begeleiders come, or only people without a calendar here.
    required
        Begeleiders who come whatever the kring.
    team
        At most so many experts of the kring.
    """

    def experts(half_day: HalfDay) -> list[Begeleider]:
        return team_of(draft, kring, half_day, institutes=institutes)[:team]

    def possible(half_day: HalfDay) -> bool:
        return bool(_hosts(draft, schools, half_day)) and not set(required) & _busy(draft, half_day)

    half_day = max(
        (h for h in _MORNINGS if possible(h)),
        key=lambda h: (len(experts(h)), len(_hosts(draft, schools, h)), -h.order),
    )
    people = tuple(dict.fromkeys((*required, *(b.id for b in experts(half_day)))))
    hosts = _hosts(draft, schools, half_day)[:3]
    if ibs:
        _attend(draft, schools, half_day)
    overleg = Overleg(
        id=f"O{len(draft.region.overleggen) + 1}",
        kind=kind,
        kring=kring,
        minutes=MINUTES,
        half_days=(half_day,),
        hosts=tuple(s.id for s in hosts),
        participants=Participants(
            begeleiders=people, ibs=tuple(s.id for s in schools) if ibs else (), contacts=contacts
        ),
        min_per_year=min_per_year,
        weeks=weeks,
    )
    draft.put(overleggen=(*draft.region.overleggen, overleg))
    if draft.region.week in weeks:
        _reserve_less(draft, people)
    return overleg


def _reserve_less(draft: Draft, people: tuple[str, ...]) -> None:
    """Let an overleg of the region's week come out of what is reserved in a contract, for teams and talks."""
    draft.put(
        begeleiders=tuple(
            b.model_copy(update={"reserved_minutes": max(0, b.reserved_minutes - MINUTES)}) if b.id in people else b
            for b in draft.region.begeleiders
        )
    )


def kring_meetings(
    draft: Draft,
    *,
    contacts: tuple[str, ...],
    times: int,
    this_week: int,
    institutes: bool = False,
    required: tuple[str, ...] = (),
) -> None:
    """Add the meeting of every kring: all IBs, school leaders, experts, and contacts with the gemeente's name.

    `this_week` kringen meet in the region's week, the others in later ones.
    """
    for number, kring in enumerate(draft.region.kringen):
        schools = [s for s in draft.region.schools if s.kring == kring.id and s.within_swv and s.kind in MEMBERS]
        hold(
            draft,
            kring=kring.id,
            kind=OverlegKind.KRING,
            weeks=school_year(draft, times, 0 if number < this_week else 1 + number % 6),
            schools=schools,
            contacts=(*(f"schoolleider {s.name}" for s in schools), *named(draft, kring.id, contacts)),
            min_per_year=times,
            institutes=institutes,
            required=required,
        )


def named(draft: Draft, kring: str, contacts: Sequence[str]) -> tuple[str, ...]:
    """Return contacts once for every gemeente of a kring: ``{gemeente}`` stands for its name."""
    own = next(k.gemeenten for k in draft.region.kringen if k.id == kring)
    names = [g.name for g in draft.region.gemeenten if g.id in own]
    return tuple(dict.fromkeys(c.replace("{gemeente}", name) for c in contacts for name in names))
