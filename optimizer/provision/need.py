"""What is needed: active demand by kring, expertise, level and institute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from optimizer.domain.demand import Demand, active_hulpvragen
from optimizer.domain.half_day import HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.vocabulary import Level
from optimizer.rules.eligibility import can_be_served, school_windows

Key = tuple[str, str, Level, str | None]
"""Kring, expertise, level and institute."""


@dataclass
class Need:
    """Demand of one key."""

    requests: int = 0
    minutes: int = 0
    """Working minutes: visits due with their administration."""
    servable: int = 0
    """Of these, the minutes of hulpvragen that somebody can serve."""
    nobody: int = 0
    """Hulpvragen that nobody can serve."""
    by_half_day: dict[HalfDay, Fraction] = field(default_factory=lambda: defaultdict(Fraction))


def needs(index: RegionIndex, half_days: Sequence[HalfDay]) -> dict[Key, Need]:
    """Return active demand of the region's week by key."""
    found: dict[Key, Need] = defaultdict(Need)
    for demand in active_hulpvragen(index.region):
        h = demand.hulpvraag
        need = found[index.kring_of(h), h.expertise, h.level, h.institute]
        work = work_of(demand, index)
        need.requests += 1
        need.minutes += work
        if can_be_served(index, half_days, h):
            need.servable += work
        else:
            need.nobody += 1
        possible = [d for d in half_days if d in h.half_days and None not in school_windows(index, h, d)]
        for half_day in possible:
            need.by_half_day[half_day] += Fraction(work, len(possible))
    return dict(found)


def work_of(demand: Demand, index: RegionIndex) -> int:
    """Return the working minutes of a demand: its visits and their administration."""
    return demand.minutes + demand.due * index.region.policy.admin_minutes
