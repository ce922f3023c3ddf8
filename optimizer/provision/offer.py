"""What is offered: minutes of begeleiders, and of schools that share expertise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.demand import active_arrangementen, active_overleggen
from optimizer.domain.half_day import HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.vocabulary import Level
from optimizer.rules.eligibility import serves_kring


def may_work(
    index: RegionIndex, b: Begeleider, kring: str, expertise: str, level: Level, institute: str | None
) -> bool:
    """Tell whether a begeleider may serve hulpvragen of a kring for an expertise at a level (and of an institute)."""
    return (
        expertise in b.expertise
        and b.role in index.region.policy.levels.get(level, ())
        and b.institute == institute
        and serves_kring(index, b, kring)
    )


def minutes_of(index: RegionIndex, half_days: Sequence[HalfDay]) -> dict[str, int]:
    """Return the working minutes that each begeleider has for visits in the region's week.

    The contract without what is reserved, at most the windows of the open half days; less the sessions of running
    groups that they lead and the overleg in which they take part.
    """
    taken: dict[str, int] = defaultdict(int)
    for arrangement in active_arrangementen(index.region):
        running = arrangement.running
        for leader in () if running is None else (running.leader, *running.co_leaders):
            taken[leader] += arrangement.minutes
    for overleg in active_overleggen(index.region):
        for participant in overleg.participants.begeleiders:
            taken[participant] += overleg.minutes
    found = {}
    for b in index.region.begeleiders:
        windows = sum(b.availability[h].minutes for h in half_days if h in b.availability)
        found[b.id] = max(0, min(b.contract_minutes - b.reserved_minutes, windows) - taken[b.id])
    return found


def shared_minutes(index: RegionIndex, half_days: Sequence[HalfDay]) -> dict[tuple[str, str], dict[HalfDay, int]]:
    """Return the minutes of expertise that schools share, by kring and expertise, in the open half days."""
    found: dict[tuple[str, str], dict[HalfDay, int]] = defaultdict(lambda: defaultdict(int))
    for school in index.region.schools:
        for shared in school.shared_minutes:
            if shared.half_day in half_days:
                found[school.kring, shared.expertise][shared.half_day] += shared.minutes
    return found
