"""Where, when, by whom and with whom the groups of an arrangement may meet, and how one meets.

Sources: problem statement, part A (`group-size`, `group-host`, `group-travel`, `group-leader`, `group-member`, `pins`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.demand import runs_on
from optimizer.domain.half_day import HalfDay
from optimizer.domain.leerling import Leerling
from optimizer.domain.places import school_place, start_place
from optimizer.domain.plan import Group
from optimizer.week.eligibility import fits_group
from optimizer.week.pins import Facts, PinBook

if TYPE_CHECKING:
    from optimizer.week.options import Options


@dataclass(frozen=True)
class SessionStop:
    """A session as a stop of who leads it, whichever group of the arrangement it is."""

    arrangement: str
    host: str
    half_day: HalfDay
    start: int
    minutes: int


@dataclass(frozen=True)
class SessionOption:
    """A group may meet at a host, in a half day, from a start on."""

    group: str
    arrangement: str
    host: str
    half_day: HalfDay
    start: int
    minutes: int
    roles: tuple[tuple[str, ...], ...]
    """Who may lead, then who may take each co-leading role; nobody takes two."""
    candidates: tuple[str, ...]
    """Who may have a seat."""
    required: tuple[str, ...] = ()
    """Who must have one."""
    barred: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """A leader with leerlingen who may not all have a seat then."""

    @property
    def stop(self) -> SessionStop:
        """The stop that it is."""
        return SessionStop(self.arrangement, self.host, self.half_day, self.start, self.minutes)


@dataclass(frozen=True)
class Session:
    """A group that meets: leader and co-leaders in the order of their roles, and members."""

    group: str
    arrangement: str
    host: str
    half_day: HalfDay
    start: int
    minutes: int
    people: tuple[str, ...]
    members: tuple[str, ...]

    @property
    def stop(self) -> SessionStop:
        """The stop that it is."""
        return SessionStop(self.arrangement, self.host, self.half_day, self.start, self.minutes)


def session_of(group: Group, minutes: int) -> Session:
    """Return a group of a plan as it meets."""
    people = (group.leader, *group.co_leaders)
    place = (group.host, group.half_day, group.start)
    return Session(group.id, group.arrangement, *place, minutes, people, group.members)


def named_groups(options: Options, arrangement: Groepsarrangement) -> tuple[str, ...]:
    """Return the ids of groups that are somebody's: the running one, those published last, those that pins name."""
    previous = options.region.previous
    before = previous.latest_until(options.week) if previous is not None else None
    published = before.groups if before is not None else ()
    known = {g.id for g in published if g.arrangement == arrangement.id} | {p.item for p in options.region.pins}
    if arrangement.running is not None:
        known.add(f"{arrangement.id}#1")
    every = (f"{arrangement.id}#{n}" for n in range(1, arrangement.max_groups + 1))
    return tuple(group for group in every if group in known)


def session_options(options: Options, pins: PinBook, arrangement: Groepsarrangement) -> Iterator[SessionOption]:
    """Yield every host, half day and start of every group that an arrangement may have."""
    pupils = [options.index.leerlingen[c] for c in dict.fromkeys(arrangement.candidates)]
    fitting = [p for p in pupils if fits_group(p, arrangement)]
    count = min(arrangement.max_groups, len(fitting) // arrangement.size.min)
    if not count:
        return
    named = named_groups(options, arrangement)
    every = (f"{arrangement.id}#{n}" for n in range(1, arrangement.max_groups + 1))
    # pins may leave a named one useless, so there are always as many that are nobody's as could be filled
    groups = dict.fromkeys((*named, *[g for g in every if g not in named][:count]))
    half_days = [h for h in options.half_days if h in arrangement.half_days and runs_on(arrangement, options.week, h)]
    for host in dict.fromkeys(arrangement.hosts):
        able = tuple(p.id for p in fitting if travel_allowed(options, p, arrangement, host))
        if len(able) < arrangement.size.min:
            continue
        for half_day in half_days:
            for start in options.region.policy.starts_in(half_day):
                if host_open(options, host, half_day, start, arrangement.minutes):
                    stop = SessionStop(arrangement.id, host, half_day, start, arrangement.minutes)
                    roles = _roles(options, arrangement, stop)
                    found = (_session(pins, arrangement, group, stop, roles, able) for group in groups)
                    yield from (one for one in found if one is not None)


def _roles(options: Options, arrangement: Groepsarrangement, stop: SessionStop) -> tuple[tuple[str, ...], ...]:
    place = (stop.host, stop.half_day, stop.start, stop.minutes)
    return tuple(
        tuple(b.id for b in options.region.begeleiders if can_lead_at(options, b, skill, *place))
        for skill in (arrangement.expertise, *arrangement.co_leaders)
    )


def _session(
    pins: PinBook,
    arrangement: Groepsarrangement,
    group: str,
    stop: SessionStop,
    roles: tuple[tuple[str, ...], ...],
    able: tuple[str, ...],
) -> SessionOption | None:
    """Return a group's session at a stop as pins leave it; nothing when they, or the staff there is, leave none."""
    required = pins.members(arrangement.id, group)
    only = pins.starts(arrangement.id, group)
    if only not in (None, {stop.start}) or not required <= set(able) or len(required) > arrangement.size.max:
        return None
    leaders: list[str] = []
    barred: list[tuple[str, tuple[str, ...]]] = []
    for leader in roles[0]:
        facts = Facts((leader,), stop.half_day, stop.host)
        exclusions = pins.exclusions(facts, arrangement.id, group)
        if not pins.allows(facts, arrangement.id, group) or any(e.hits(stop.start, required) for e in exclusions):
            continue
        leaders.append(leader)
        binding = (e for e in exclusions if e.members is not None and e.start in (None, stop.start))
        barred += [(leader, tuple(dict.fromkeys(e.members or ()))) for e in binding]
    roles = (tuple(leaders), *roles[1:])
    if not _filled(roles, ()):
        return None
    inside = tuple((leader, members) for leader, members in barred if set(members) <= set(able))
    place = (stop.host, stop.half_day, stop.start, stop.minutes)
    named = tuple(m for m in able if m in required)
    return SessionOption(group, stop.arrangement, *place, roles, able, named, inside)


def _filled(roles: Sequence[Sequence[str]], taken: tuple[str, ...]) -> bool:
    """Tell whether different people can take the roles."""
    if not roles:
        return True
    return any(_filled(roles[1:], (*taken, who)) for who in roles[0] if who not in taken)


def can_lead_at(
    options: Options, begeleider: Begeleider, expertise: str, host: str, half_day: HalfDay, start: int, minutes: int
) -> bool:
    """Tell whether a begeleider may and can lead at a host from a start on."""
    window = begeleider.availability.get(half_day)
    kring = options.index.schools[host].kring
    return (
        window is not None
        and window.holds(start, start + minutes)
        and options.eligibility.may_lead(begeleider, expertise, kring)
    )


def host_open(options: Options, host: str, half_day: HalfDay, start: int, minutes: int) -> bool:
    """Tell whether a host has a room and is open during a session or overleg."""
    school = options.index.schools[host]
    hours = school.hours.get(half_day)
    return hours is not None and school.rooms.get(half_day, 0) > 0 and hours.holds(start, start + minutes)


def travel_allowed(options: Options, leerling: Leerling, arrangement: Groepsarrangement, host: str) -> bool:
    """Tell whether a leerling reaches a host within the arrangement's and the own limit."""
    origin = start_place(leerling, options.region)
    if origin is None:
        return False
    minutes = options.matrix.minutes(leerling.mode, origin, school_place(host))
    if minutes is None or minutes > arrangement.max_travel_minutes:
        return False
    own = leerling.max_travel_minutes
    return own is None or leerling.travel_waived or minutes <= own
