"""Who could serve a request at all: the generator's own reading, apart from the models and the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.clock import Window
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.index import RegionIndex
from optimizer.domain.organisation import Budget
from optimizer.domain.policy import Policy
from optimizer.domain.school import School
from optimizer.domain.vocabulary import NeighbourPolicy, PayerKind, Target


def overlap(*windows: Window) -> tuple[int, int]:
    """Return the common part of windows in minutes since midnight; empty when the second is not larger."""
    return max(w.start for w in windows), min(w.end for w in windows)


def request_windows(hulpvraag: Hulpvraag, school: School | None) -> dict[HalfDay, tuple[int, int]]:
    """Return the clock windows in which a visit can lie, per half day, begeleider left aside."""
    if school is None:
        hours: Mapping[HalfDay, Window] = {h: Window(start=0, end=1439) for h in hulpvraag.half_days}
    else:
        hours = school.ib_hours if hulpvraag.target is Target.IB else school.hours
    found = {}
    for half_day in hulpvraag.half_days:
        if half_day in hours:
            own = (hulpvraag.window,) if hulpvraag.window is not None else ()
            low, high = overlap(hours[half_day], *own)
            if high - low >= hulpvraag.minutes:
                found[half_day] = (low, high)
    return found


def may_serve(begeleider: Begeleider, hulpvraag: Hulpvraag, policy: Policy) -> bool:
    """Tell whether expertise, role, institute and `forbidden` allow somebody to serve a request."""
    return (
        hulpvraag.expertise in begeleider.expertise
        and begeleider.role in policy.levels.get(hulpvraag.level, ())
        and begeleider.institute == hulpvraag.institute
        and begeleider.id not in hulpvraag.forbidden
    )


def serves_kring(begeleider: Begeleider, kring: str, policy: Policy, neighbours: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether somebody serves a kring, neighbouring ones included where the policy prices them."""
    if kring in begeleider.kringen:
        return True
    return policy.neighbours is NeighbourPolicy.PRICE and any(kring in neighbours[k] for k in begeleider.kringen)


def common_windows(
    begeleider: Begeleider, windows: Mapping[HalfDay, tuple[int, int]], minutes: int, closed: Iterable[HalfDay] = ()
) -> dict[HalfDay, tuple[int, int]]:
    """Return the half days, with clock window, in which somebody can make a visit of so many minutes."""
    barred = set(closed)
    found = {}
    for half_day, (low, high) in windows.items():
        own = begeleider.availability.get(half_day)
        if own is None or half_day in barred:
            continue
        start, end = max(low, own.start), min(high, own.end)
        if end - start >= minutes:
            found[half_day] = (start, end)
    return found


def counts_in(budget: Budget, hulpvraag: Hulpvraag, index: RegionIndex) -> bool:
    """Tell whether the visits of a request count in a budget."""
    payer = budget.payer
    if budget.expertise not in (None, hulpvraag.expertise):
        return False
    if payer.kind is PayerKind.SWV:
        return True
    bestuur = payer.kind is PayerKind.BESTUUR
    return payer.id == (index.bestuur_of(hulpvraag) if bestuur else index.kring_of(hulpvraag))
