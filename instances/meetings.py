"""Overleggen, budgets and partners of a region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from instances.groups import session_start
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.calendar import add_weeks
from optimizer.domain.demand import Demand
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.organisation import Budget, Gemeente, Partner, Payer
from optimizer.domain.overleg import Overleg, Participants
from optimizer.domain.region import Region
from optimizer.domain.school import School
from optimizer.domain.vocabulary import OverlegKind, PayerKind

_MINUTES = 60
_LEAST_IBS = 2


@dataclass(frozen=True)
class _Taken:
    """Half days in which people lead or meet already, and schools host."""

    people: frozenset[tuple[str, HalfDay]]
    hosts: frozenset[tuple[str, HalfDay]]

    @classmethod
    def by(cls, region: Region, meetings: Sequence[Overleg]) -> _Taken:
        """Collect them from the running groups and the meetings so far."""
        running = [a.running for a in region.arrangementen if a.running is not None]
        led = {(b, r.half_day) for r in running for b in (r.leader, *r.co_leaders)}
        met = {(b, h) for o in meetings for b in o.participants.begeleiders for h in o.half_days}
        return cls(frozenset(led | met), frozenset((r.host, r.half_day) for r in running))


def _can_meet(
    region: Region, kring: str, taken: _Taken
) -> list[tuple[HalfDay, list[School], list[Begeleider], list[School]]]:
    """Return per half day of a kring: IBs and begeleiders who can meet at the session start, and hosts."""
    found = []
    for half_day in HALF_DAYS:
        for start in region.policy.starts_in(half_day):
            span = (start, start + _MINUTES)
            schools = [s for s in region.schools if s.kring == kring]
            ibs = [s for s in schools if half_day in s.ib_hours and s.ib_hours[half_day].holds(*span)]
            staff = [
                b
                for b in region.begeleiders
                if kring in b.kringen
                and half_day in b.availability
                and b.availability[half_day].holds(*span)
                and (b.id, half_day) not in taken.people
            ]
            hosts = [
                s
                for s in schools
                if session_start(region.policy, s, half_day, _MINUTES) == start and (s.id, half_day) not in taken.hosts
            ]
            found.append((half_day, ibs, staff, hosts))
    return found


def _kring_meeting(region: Region, name: str, kring: str, week: str, taken: _Taken) -> Overleg | None:
    """Return a kring meeting on the half day that suits most IBs, or nothing when too few can meet."""
    options = [o for o in _can_meet(region, kring, taken) if len(o[1]) >= _LEAST_IBS and o[2] and o[3]]
    if not options:
        return None
    half_day, ibs, staff, hosts = max(options, key=lambda o: (len(o[1]), len(o[2]), -o[0].order))
    # home kring first: who belongs there comes
    own = sorted(staff, key=lambda b: (b.kringen[0] != kring, b.id))[:2]
    also = [o[0] for o in options if {s.id for s in ibs} <= {s.id for s in o[1]}]
    return Overleg(
        id=name,
        kind=OverlegKind.KRING,
        kring=kring,
        minutes=_MINUTES,
        half_days=tuple(dict.fromkeys((half_day, *also))),
        hosts=tuple(s.id for s in hosts[:3]),
        participants=Participants(
            begeleiders=tuple(b.id for b in own),
            ibs=tuple(s.id for s in ibs[:6]),
            contacts=("gemeente: leerplicht", "gemeente: sociaal domein"),
        ),
        # a werkkring meets at least twice a year (SWV Aan den IJssel)
        min_per_year=2,
        weeks=(week,),
    )


def meet(region: Region, seed: str, kring_meetings: int) -> tuple[Overleg, ...]:
    """Return kring meetings in the region's week, one in the week before, and a support team of one school."""
    rng = Random(f"{seed}:overleg")
    kringen = [k.id for k in region.kringen]
    rng.shuffle(kringen)
    weeks = [region.week] * kring_meetings + [add_weeks(region.week, -1)]
    found: list[Overleg] = []
    for kring in kringen:
        if len(found) == len(weeks):
            break
        overleg = _kring_meeting(region, f"O{len(found) + 1}", kring, weeks[len(found)], _Taken.by(region, found))
        if overleg is not None:
            found.append(overleg)
    team = _support_team(region, rng, f"O{len(found) + 1}", found)
    return (*found, team) if team is not None else tuple(found)


def _support_team(region: Region, rng: Random, name: str, meetings: Sequence[Overleg]) -> Overleg | None:
    """Return the ondersteuningsteam of one school: its IB, one begeleider and the parents."""
    taken = _Taken.by(region, meetings)
    kringen = [k.id for k in region.kringen if k.id not in {o.kring for o in meetings}]
    rng.shuffle(kringen)
    for kring in kringen:
        for half_day, ibs, staff, hosts in _can_meet(region, kring, taken):
            able = [s for s in ibs if s in hosts]
            if able and staff:
                return Overleg(
                    id=name,
                    kind=OverlegKind.ONDERSTEUNINGSTEAM,
                    kring=kring,
                    minutes=_MINUTES,
                    half_days=(half_day,),
                    hosts=(able[0].id,),
                    participants=Participants(begeleiders=(staff[0].id,), ibs=(able[0].id,), contacts=("ouders",)),
                    weeks=(region.week,),
                )
    return None


def fund(region: Region, demand: Sequence[Demand], seed: str) -> tuple[Budget, ...]:
    """Return budgets that bind: priced for the two largest besturen and one field, hard for gifted coaching."""
    rng = Random(f"{seed}:budgets")
    index = RegionIndex(region)
    per_bestuur: Counter[str] = Counter()
    per_field: Counter[tuple[str, str]] = Counter()
    fields: Counter[str] = Counter()
    for d in demand:
        bestuur = index.bestuur_of(d.hulpvraag)
        fields[d.hulpvraag.expertise] += d.minutes
        if bestuur is not None:
            per_bestuur[bestuur] += d.minutes
            per_field[bestuur, d.hulpvraag.expertise] += d.minutes
    found: list[Budget] = []

    def add(payer: Payer, expertise: str | None, asked: int, share: float, *, hard: bool = False) -> None:
        minutes = max(60, 15 * round(asked * share / 15))
        found.append(Budget(id=f"B{len(found) + 1}", payer=payer, expertise=expertise, minutes=minutes, hard=hard))

    for bestuur, asked in per_bestuur.most_common(2):
        add(Payer(kind=PayerKind.BESTUUR, id=bestuur), None, asked, rng.uniform(0.86, 0.95))
    if fields["hoogbegaafd"]:
        # the SWV buys so many hours of coaching for gifted children and not one more
        add(Payer(kind=PayerKind.SWV), "hoogbegaafd", fields["hoogbegaafd"], 0.7, hard=True)
    if per_field:
        (bestuur, field), asked = per_field.most_common(1)[0]
        add(Payer(kind=PayerKind.BESTUUR, id=bestuur), field, asked, 0.85)
    return tuple(found)


def partners(gemeenten: Sequence[Gemeente]) -> tuple[Partner, ...]:
    """Return the sociaal domein of every gemeente as the seeds name it."""
    return tuple(
        p
        for i, g in enumerate(gemeenten, start=1)
        for p in (
            Partner(id=f"P{i}a", name=f"Centrum voor Jeugd en Gezin {g.name}", gemeente=g.id, offer="opvoedhulp"),
            Partner(
                id=f"P{i}b",
                name=f"Sociaal wijkteam {g.name}",
                gemeente=g.id,
                offer="jeugdhulp in de school",
                expertise=("cluster-4",),
                places=6,
            ),
        )
    )
