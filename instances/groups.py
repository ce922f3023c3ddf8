"""Groepsarrangementen: x-klas, plusklas and OCTA, TOS, own learning line, Herstart; some are running."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from optimizer.domain.arrangement import Groepsarrangement, Running, Size
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.calendar import monday_of
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.leerling import Leerling
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.places import school_place, start_place
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.school import School
from optimizer.domain.vocabulary import Priority, SchoolKind


@dataclass(frozen=True)
class _Kind:
    """A kind of group as the seeds describe it; minutes, sizes and bands are assumptions (no source found)."""

    name: str
    expertise: str
    supports: tuple[str, ...]
    minutes: int
    size: Size
    leerjaren: tuple[int, ...]
    co_leaders: tuple[str, ...] = ()
    priority: Priority = Priority.NORMAL
    short: bool = False


_KINDS: tuple[_Kind, ...] = (
    _Kind("x-klas", "cluster-4", ("cluster-4", "autisme", "leren"), 90, Size(min=4, preferred=8, max=10), (5, 6, 7, 8)),
    _Kind("plusklas", "hoogbegaafd", ("hoogbegaafd",), 90, Size(min=4, preferred=8, max=12), (5, 6, 7, 8)),
    _Kind("TOS-groep", "jonge-kind", ("cluster-2", "jonge-kind"), 90, Size(min=3, preferred=6, max=8), (1, 2, 3, 4)),
    _Kind("eigen leerlijn", "leren", ("leren", "cluster-3"), 90, Size(min=3, preferred=6, max=8), (5, 6, 7, 8)),
    _Kind("OCTA", "hoogbegaafd", ("hoogbegaafd", "autisme"), 90, Size(min=3, preferred=6, max=10), (3, 4, 5, 6)),
    _Kind(
        "Herstart",
        "autisme",
        ("autisme", "cluster-4"),
        120,
        Size(min=2, preferred=4, max=6),
        (3, 4, 5, 6, 7, 8),
        co_leaders=("cluster-4",),
        priority=Priority.URGENT,
        short=True,
    ),
)
_RUNNING_SHARE = 0.75
_MOST_GROUPS = 2
"""Arrangementen of which one leerling is a candidate."""
_HOST_KINDS = frozenset({SchoolKind.BO, SchoolKind.HYBRID, SchoolKind.SBO})


def session_start(policy: Policy, school: School, half_day: HalfDay, minutes: int) -> int | None:
    """Return the first start at which a session fits into a school's hours and rooms, if any."""
    hours = school.hours.get(half_day)
    if hours is None or school.rooms.get(half_day, 0) < 1:
        return None
    return next((s for s in policy.starts_in(half_day) if hours.holds(s, s + minutes)), None)


def _leaders(
    policy: Policy, staff: Sequence[Begeleider], expertise: str, school: School, half_day: HalfDay, minutes: int
) -> list[str]:
    """Return the SWV's own begeleiders who could lead a session there and then."""
    start = session_start(policy, school, half_day, minutes)
    if start is None:
        return []
    return [
        b.id
        for b in staff
        if b.institute is None
        and expertise in b.expertise
        and school.kring in b.kringen
        and half_day in b.availability
        and b.availability[half_day].holds(start, start + minutes)
    ]


def _can_lead(policy: Policy, staff: Sequence[Begeleider], kind: _Kind, school: School, half_day: HalfDay) -> bool:
    """Tell whether leader and co-leaders can be found, all different."""
    free = [_leaders(policy, staff, e, school, half_day, kind.minutes) for e in (kind.expertise, *kind.co_leaders)]
    return all(free) and len(set().union(*free)) >= len(free)


def frame(region: Region, count: int, seed: str) -> tuple[Groepsarrangement, ...]:
    """Return `count` arrangementen without candidates: kind, kring, hosts and half days in which someone can lead.

    Raises
    ------
    ValueError
        When no kring has a host and a leader for any kind.
    """
    rng = Random(f"{seed}:arrangementen")
    policy, staff = region.policy, region.begeleiders
    near = {k.id: k.neighbours for k in region.kringen}
    used: Counter[str] = Counter()
    found: list[Groepsarrangement] = []
    turn = 0
    while len(found) < count:
        kind = _KINDS[turn % len(_KINDS)]
        turn += 1
        options = []
        for kring in near:
            able = {
                s.id: [h for h in HALF_DAYS if _can_lead(policy, staff, kind, s, h)]
                for s in region.schools
                if s.kring == kring and s.kind in _HOST_KINDS
            }
            hosts = [s for s, half_days in able.items() if half_days]
            if hosts:
                options.append((kring, hosts, sorted({h for s in hosts for h in able[s]}, key=lambda h: h.order)))
        if not options:
            if turn > len(_KINDS) and not found:
                raise ValueError("no school can host and nobody can lead any group")
            continue
        kring, hosts, half_days = min(options, key=lambda o: (used[o[0]], rng.random()))
        used[kring] += 1
        ring = rng.sample(near[kring], min(len(near[kring]), rng.choice((1, 2))))
        monday = monday_of(region.week)
        found.append(
            Groepsarrangement(
                id=f"A{len(found) + 1}",
                kind=kind.name,
                expertise=kind.expertise,
                co_leaders=kind.co_leaders,
                supports=kind.supports,
                kringen=(kring, *ring),
                minutes=kind.minutes,
                half_days=tuple(half_days),
                hosts=tuple(rng.sample(hosts, min(len(hosts), 3))),
                from_date=monday - timedelta(weeks=4 if kind.short else 11),
                until=monday + timedelta(weeks=8 if kind.short else 30, days=4),
                size=kind.size,
                leerjaren=kind.leerjaren,
                max_travel_minutes=30,
                priority=kind.priority,
            )
        )
    return tuple(found)


def invite(
    arrangementen: Sequence[Groepsarrangement], leerlingen: Sequence[Leerling], schools: Mapping[str, School], seed: str
) -> tuple[Groepsarrangement, ...]:
    """Give every arrangement its candidates: leerlingen of its kringen, band and needs, each in two at most."""
    rng = Random(f"{seed}:candidates")
    taken: Counter[str] = Counter()
    found = []
    for a in arrangementen:
        fitting = [
            p.id
            for p in leerlingen
            if p.school is not None
            and p.leerjaar in a.leerjaren
            and p.needs
            and {n.expertise for n in p.needs} <= set(a.supports)
            and schools[p.school].kring in a.kringen
            and taken[p.id] < _MOST_GROUPS
        ]
        fitting.sort(key=lambda p: (taken[p], rng.random()))
        chosen = sorted(fitting[: rng.randint(a.size.preferred - 1, a.size.preferred + 1)])
        taken.update(chosen)
        found.append(a.model_copy(update={"candidates": tuple(chosen)}))
    return tuple(found)


def admissible_for_host(
    a: Groepsarrangement, leerling: Leerling, host: str, region: Region, matrix: TravelMatrix
) -> bool:
    """Tell whether a leerling may be in a group of an arrangement at a host: band, needs and both travel limits."""
    if a.leerjaren and leerling.leerjaar not in a.leerjaren:
        return False
    if not {n.expertise for n in leerling.needs} <= set(a.supports):
        return False
    start = start_place(leerling, region)
    minutes = None if start is None else matrix.minutes(leerling.mode, start, school_place(host))
    if minutes is None or minutes > a.max_travel_minutes:
        return False
    own = leerling.max_travel_minutes
    return own is None or leerling.travel_waived or minutes <= own


@dataclass(frozen=True)
class _Session:
    host: str
    half_day: HalfDay
    leader: str
    co_leaders: tuple[str, ...]
    members: tuple[str, ...]


def _sessions(
    a: Groepsarrangement, region: Region, matrix: TravelMatrix, busy: set[tuple[str, HalfDay]], loaded: Counter[str]
) -> list[_Session]:
    """Return the sessions that a running group of an arrangement could have."""
    schools = {s.id: s for s in region.schools}
    pupils = {p.id: p for p in region.leerlingen}
    found = []
    for host in a.hosts:
        for half_day in a.half_days:
            if ("host:" + host, half_day) in busy:
                continue
            led: list[str] = []
            for expertise in (a.expertise, *a.co_leaders):
                free = [
                    b
                    for b in _leaders(region.policy, region.begeleiders, expertise, schools[host], half_day, a.minutes)
                    if b not in led and (b, half_day) not in busy and loaded[b] == 0
                ]
                if free:
                    led.append(min(free))
            if len(led) <= len(a.co_leaders):
                continue
            members = [
                c
                for c in a.candidates
                if (c, half_day) not in busy and admissible_for_host(a, pupils[c], host, region, matrix)
            ]
            if len(members) >= a.size.min:
                found.append(_Session(host, half_day, led[0], tuple(led[1:]), tuple(members[: a.size.preferred])))
    return found


def run_some(region: Region, matrix: TravelMatrix, seed: str) -> tuple[Groepsarrangement, ...]:
    """Return the arrangementen of a region, most of them with a running group that breaks no rule."""
    rng = Random(f"{seed}:running")
    wanted = round(_RUNNING_SHARE * len(region.arrangementen))
    busy: set[tuple[str, HalfDay]] = set()
    loaded: Counter[str] = Counter()
    found = []
    for a in region.arrangementen:
        sessions = _sessions(a, region, matrix, busy, loaded) if wanted else []
        if not sessions:
            # one that is still to open has just enough candidates
            found.append(a.model_copy(update={"candidates": a.candidates[: a.size.min + 1]}))
            continue
        s = rng.choice(sessions)
        wanted -= 1
        leaders = (s.leader, *s.co_leaders)
        busy |= {(who, s.half_day) for who in (*leaders, *s.members, "host:" + s.host)}
        loaded.update(leaders)
        running = Running(host=s.host, half_day=s.half_day, leader=s.leader, co_leaders=s.co_leaders, members=s.members)
        found.append(a.model_copy(update={"running": running}))
    return tuple(found)
