"""`held-place`: places held for those who return to their school of origin are not taken by others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from optimizer.domain.placement import PlacementRule, PlacementViolation
from optimizer.rules.placement.pools import overfull
from optimizer.rules.placement.view import PlacementView

KEY = PlacementRule.HELD_PLACE


def check(view: PlacementView) -> Iterator[PlacementViolation]:
    """Yield every pool in which others took more than was free beside the held places, on the first such date.

    That those who hold one take no more than are held and free follows from this and `place`.
    Source: docs/placement.md, "Places".
    """
    for key, holders in view.holders.items():
        others = [one.leerling for one in view.pools.get(key, ()) if one.leerling.id not in holders]
        starts = {leerling.id: view.facts.homes.start_of(leerling) for leerling in others}
        for day, found, limit in overfull(view.facts.pools[key], starts.values(), partial(_beside, view.held(key))):
            who = tuple(sorted(own for own, start in starts.items() if start <= day))
            yield PlacementViolation(rule=KEY, leerlingen=who, school=key[0], found=found, limit=limit)
            break


def _beside(held: int, free: int) -> int:
    """Return what is free for the others."""
    return free - min(free, held)
