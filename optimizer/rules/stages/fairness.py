"""`fairness_kring`, `fairness_bestuur`: how badly the worst served kring and bestuur are served, per mille."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from optimizer.domain.demand import Demand
from optimizer.rules.view import WeekView


def kring(view: WeekView) -> int:
    """Return the smallest integer f with 1000 x unmet <= f x demand in every kring."""
    return _worst(view, lambda demand: view.index.kring_of(demand.hulpvraag))


def bestuur(view: WeekView) -> int:
    """Return the smallest integer f with 1000 x unmet <= f x demand for every bestuur; locations have none."""
    return _worst(view, lambda demand: view.index.bestuur_of(demand.hulpvraag))


def _worst(view: WeekView, owner_of: Callable[[Demand], str | None]) -> int:
    """Return the worst share of unmet minutes over owners, rounded up to whole per mille.

    Hulpvragen only, in visit minutes. What nobody can serve leaves both sums; an owner without demand is skipped.
    Source: stages 9 and 10 and the definition of fairness in the problem statement.
    """
    asked: dict[str, int] = defaultdict(int)
    missed: dict[str, int] = defaultdict(int)
    for demand in view.demand.values():
        owner = owner_of(demand)
        if owner is not None and demand.hulpvraag.id in view.servable:
            asked[owner] += demand.minutes
            missed[owner] += demand.hulpvraag.minutes * view.missing_visits(demand)
    return max((-(-1000 * missed[owner] // minutes) for owner, minutes in asked.items() if minutes), default=0)
