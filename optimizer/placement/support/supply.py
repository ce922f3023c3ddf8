"""Who can give support during the starting period, and how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from optimizer.domain.calendar import monday_of
from optimizer.domain.vocabulary import RequestStatus, SchoolKind

if TYPE_CHECKING:
    from optimizer.domain.arrangement import Groepsarrangement
    from optimizer.domain.begeleider import Begeleider
    from optimizer.domain.hulpvraag import Hulpvraag
    from optimizer.domain.leerling import Leerling
    from optimizer.domain.region import Region

REGULAR = frozenset({SchoolKind.BO, SchoolKind.HYBRID, SchoolKind.NEWCOMERS})
"""Kinds of schools where support comes from outside; the others give their own."""

Pool = tuple[str, str]
"""Kring and expertise."""


@dataclass(frozen=True)
class Supply:
    """Everything that can be given, in minutes over the period, places or seats.

    Attributes
    ----------
    begeleiders
        Minutes of each, with the pools each can give them to.
    shared
        Minutes that schools of a kring share, by pool: per school, in the region's order.
    places
        Leerlingen that a school can support by itself; only schools that can.
    offered
        Expertise of these schools.
    groups
        Free seats of each arrangement; only those that have any.
    """

    begeleiders: Mapping[str, tuple[int, tuple[Pool, ...]]]
    shared: Mapping[Pool, tuple[tuple[str, int], ...]]
    places: Mapping[str, int]
    offered: Mapping[str, frozenset[str]]
    groups: Mapping[str, int]


def needs_of(leerling: Leerling, weeks: int) -> dict[str, int]:
    """Return the minutes of every expertise that a leerling needs over the period."""
    found: dict[str, int] = {}
    for need in leerling.needs:
        if need.minutes:
            found[need.expertise] = found.get(need.expertise, 0) + need.minutes * weeks
    return found


def supply_of(region: Region) -> Supply:
    """Return what a region can give, after its running commitments."""
    weeks = region.policy.placement.starting_period_weeks
    taken = _taken(region, weeks)
    shared: dict[Pool, dict[str, int]] = {}
    for school in region.schools:
        for part in school.shared_minutes:
            pool = shared.setdefault((school.kring, part.expertise), {})
            pool[school.id] = pool.get(school.id, 0) + part.minutes * weeks
    asking = {p.id for p in region.leerlingen if p.kind is not None}
    return Supply(
        begeleiders={
            b.id: (minutes, tuple((k, e) for k in b.kringen for e in dict.fromkeys(b.expertise)))
            for b in region.begeleiders
            if (minutes := _minutes(b, weeks, taken.get(b.id, 0))) > 0
        },
        shared={pool: tuple((s, m) for s, m in of.items() if m > 0) for pool, of in shared.items() if any(of.values())},
        places={s.id: s.support_places for s in region.schools if s.support_places and s.expertise},
        offered={s.id: frozenset(s.expertise) for s in region.schools if s.support_places and s.expertise},
        groups={a.id: seats for a in region.arrangementen if (seats := _seats(a, asking)) > 0},
    )


def _minutes(begeleider: Begeleider, weeks: int, taken: int) -> int:
    return (begeleider.contract_minutes - begeleider.reserved_minutes) * weeks - taken


def _taken(region: Region, weeks: int) -> dict[str, int]:
    """Return minutes of the period that running commitments take, by begeleider."""
    found: dict[str, int] = {}
    for hulpvraag in region.hulpvragen:
        if hulpvraag.current is not None and hulpvraag.status is RequestStatus.GRANTED:
            minutes = (hulpvraag.minutes + region.policy.admin_minutes) * _visits(hulpvraag, weeks)
            found[hulpvraag.current] = found.get(hulpvraag.current, 0) + minutes
    return found


def _visits(hulpvraag: Hulpvraag, weeks: int) -> int:
    most = hulpvraag.visits * -(-weeks // hulpvraag.every_weeks)
    return most if hulpvraag.visits_left is None else min(most, hulpvraag.visits_left)


def _seats(arrangement: Groepsarrangement, asking: set[str]) -> int:
    running = arrangement.running
    sitting = 0 if running is None else sum(member not in asking for member in running.members)
    return arrangement.size.max * arrangement.max_groups - sitting


def start_of(leerling: Leerling, region: Region) -> date:
    """Return the day from which a leerling needs a place."""
    return leerling.start_on or monday_of(region.week)


def fits(arrangement: Groepsarrangement, leerling: Leerling, region: Region) -> bool:
    """Tell whether a leerling may have a seat, whatever the school: band, dates."""
    start = start_of(leerling, region)
    band = not arrangement.leerjaren or leerling.leerjaar in arrangement.leerjaren
    begun = arrangement.from_date is None or arrangement.from_date <= start
    return band and begun and (arrangement.until is None or start <= arrangement.until)
