"""`place`: no more leerlingen start in a pool than it has free, on any date."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.placement import PlacementRule, PlacementViolation
from optimizer.rules.placement.pools import overfull
from optimizer.rules.placement.view import PlacementView

KEY = PlacementRule.PLACE


def check(view: PlacementView) -> Iterator[PlacementViolation]:
    """Yield every pool that is overfull, once, on the first date that it is; and places where there is no pool.

    Who stays at the own school needs none.
    Source: docs/placement.md, "Places".
    """
    for one in view.placed.values():
        if not one.stays and view.facts.pool_of(one.leerling, one.school.id) is None:
            yield PlacementViolation(rule=KEY, leerlingen=(one.leerling.id,), school=one.school.id, found=1, limit=0)
    for key, taking in view.pools.items():
        starts = {one.leerling.id: view.facts.homes.start_of(one.leerling) for one in taking}
        for day, found, limit in overfull(view.facts.pools[key], starts.values(), lambda free: free):
            who = tuple(sorted(own for own, start in starts.items() if start <= day))
            yield PlacementViolation(rule=KEY, leerlingen=who, school=key[0], found=found, limit=limit)
            break
