"""Reserved minutes of the staff, so that a region is as tight as real ones: more is asked than can be given."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from instances.greedy import greedy_week
from instances.relaxation import unmet_bound
from instances.tightness import demand_minutes, load, supply_of
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.demand import active_hulpvragen, active_overleggen
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.organisation import Budget
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import StopKind

_LOADS = (0.96, 0.98, 1.0, 1.02, 1.04, 1.06, 1.08, 1.1)
"""Loads that are tried, lowest first; at each, scarcity grows until the bound is reached."""
_SCARCITY = ((0.9, 0.95), (0.85, 0.9), (0.8, 0.85), (0.75, 0.8), (0.7, 0.75), (0.65, 0.65), (0.6, 0.55), (0.55, 0.5))
"""Parts of the demand that the institutes send staff for, and that the hard budget pays."""
BOUND_SHARE = 0.054
"""Share of demand that provably stays unmet."""
_LEAST_BOUND_SHARE = 0.052
_REBALANCES = 3
_ROUNDING = 15
"""Minutes of a contract that visits of whole quarters leave over."""
_GRAIN = 5
_LEAST_SHARE, _MOST_SHARE = 0.1, 0.75
"""Bounds on the part of a contract that is for visits; what is left is preparation, reports, training, teams."""


def _asked_of(region: Region) -> dict[str, float]:
    """Return working minutes asked of each begeleider: requests spread over who can, and groups and meetings."""
    contract = {b.id: b.contract_minutes for b in region.begeleiders}
    found: dict[str, float] = defaultdict(float)
    for s in supply_of(region):
        work = s.demand.minutes + s.demand.due * region.policy.admin_minutes
        total = sum(contract[b] for b in s.days)
        for b in s.days:
            found[b] += work * contract[b] / total
    for a in region.arrangementen:
        for b in (a.running.leader, *a.running.co_leaders) if a.running is not None else ():
            found[b] += a.minutes
    for o in active_overleggen(region):
        for b in o.participants.begeleiders:
            found[b] += o.minutes
    return found


def _clamp(b: Begeleider, minutes: float) -> float:
    return min(_MOST_SHARE * b.contract_minutes, max(_LEAST_SHARE * b.contract_minutes, minutes))


def _with_nets(region: Region, nets: dict[str, float]) -> Region:
    staff = tuple(
        b.model_copy(update={"reserved_minutes": max(0, b.contract_minutes - _GRAIN * round(nets[b.id] / _GRAIN))})
        for b in region.begeleiders
    )
    return region.model_copy(update={"begeleiders": staff})


def _with_load(region: Region, target: float, external: float, seed: str) -> Region:
    """Return the region with reserved minutes that give a load: contracts fit what is asked, but for some luck."""
    rng = Random(f"{seed}:reserved")
    asked = _asked_of(region)
    luck = {b.id: rng.uniform(0.96, 1.04) for b in region.begeleiders}
    work = sum(d.minutes + d.due * region.policy.admin_minutes for d in active_hulpvragen(region))
    low, high = 0.2, 3.0
    nets: dict[str, float] = {}
    for _ in range(30):
        share = (low + high) / 2
        nets = {b.id: _clamp(b, asked[b.id] * (share if b.institute is None else external)) for b in region.begeleiders}
        low, high = (share, high) if sum(nets.values()) < work / target else (low, share)
    found = {b.id: _clamp(b, nets[b.id] * luck[b.id]) for b in region.begeleiders}
    # what limits and luck changed is made up by the SWV's own staff together
    for _ in range(10):
        own = [b for b in region.begeleiders if b.institute is None]
        scale = 1 + (work / target - sum(found.values())) / sum(found[b.id] for b in own)
        found |= {b.id: _clamp(b, found[b.id] * scale) for b in own}
    return _with_nets(region, found)


def _with_budget(region: Region, share: float) -> Region:
    """Return the region whose hard budgets pay a share of what is asked of them now."""
    asked: dict[str | None, int] = defaultdict(int)
    for d in active_hulpvragen(region):
        asked[d.hulpvraag.expertise] += d.minutes

    def shrink(b: Budget) -> Budget:
        minutes = max(60, 15 * round(asked[b.expertise] * share / 15))
        return b.model_copy(update={"minutes": minutes}) if b.hard else b

    return region.model_copy(update={"budgets": tuple(shrink(b) for b in region.budgets)})


def _rebalance(region: Region, plan: WeekPlan) -> Region:
    """Move contract minutes that a plan leaves unused to those who could have served what it left."""
    policy = region.policy
    unused = {b.id: b.contract_minutes - b.reserved_minutes for b in region.begeleiders}
    made: dict[str, int] = defaultdict(int)
    for tour in plan.tours:
        for stop in tour.stops:
            made[stop.item] += 1
            admin = policy.admin_minutes if stop.kind is StopKind.VISIT else 0
            unused[tour.begeleider] -= stop.end - stop.start + admin
        unused[tour.begeleider] -= sum(leg.minutes for leg in tour.legs if leg.kind in policy.paid_travel)
    capped = {b.expertise for b in region.budgets if b.hard}
    own = {b.id: b for b in region.begeleiders if b.institute is None}
    wanted: dict[str, float] = defaultdict(float)
    for s in supply_of(region):
        h, missing = s.demand.hulpvraag, s.demand.due - made[s.demand.hulpvraag.id]
        people = [b for b in s.days if b in own]
        for b in people if missing > 0 and h.expertise not in capped else ():
            wanted[b] += missing * (h.minutes + policy.admin_minutes) / len(people)
    given = {b: 0.8 * (minutes - _ROUNDING) for b, minutes in unused.items() if b in own and minutes > 2 * _ROUNDING}
    takers = {b: w for b, w in wanted.items() if b not in given}
    if not takers or not given:
        return region
    nets = {b.id: float(b.contract_minutes - b.reserved_minutes) for b in region.begeleiders}
    share = sum(given.values()) / sum(takers.values())
    taken = {b: _clamp(own[b], nets[b] + share * w) - nets[b] for b, w in takers.items()}
    fits = sum(taken.values()) / sum(given.values())
    for b, minutes in taken.items():
        nets[b] += max(0.0, minutes)
    for b, minutes in given.items():
        nets[b] -= fits * minutes
    return _with_nets(region, nets)


def tighten(region: Region, matrix: TravelMatrix, seed: str) -> Region:
    """Return the region with the lowest load, and then the least scarcity, at which the bound is a good 5 %.

    Raises
    ------
    ValueError
        When staff and requests are so far apart that no share of the contracts gives such a load.
    """
    demand = demand_minutes(region, matrix)
    for target in _LOADS:
        for external, paid in _SCARCITY:
            found = _with_load(_with_budget(region, paid), target, external, seed)
            reached = load(found)
            if not _LOADS[0] - 0.01 <= reached <= _LOADS[-1] + 0.04:
                raise ValueError(f"load {reached:.2f} cannot be mended by reserved minutes: change staff or hulpvragen")
            if unmet_bound(found, matrix) >= BOUND_SHARE * demand:
                return _matched(found, matrix, demand)
    return found


def _matched(region: Region, matrix: TravelMatrix, demand: int) -> Region:
    """Return the region with contracts rebalanced to what a plan could use, while it stays tight."""
    for _ in range(_REBALANCES):
        found = _rebalance(region, greedy_week(region, matrix, rounds=15))
        if unmet_bound(found, matrix) < _LEAST_BOUND_SHARE * demand:
            break
        region = found
    return region
