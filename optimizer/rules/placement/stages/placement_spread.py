"""`placement_spread`: how many with needs are placed at one regular school."""

from __future__ import annotations

from collections import Counter

from optimizer.rules.placement.view import PlacementView


def value(view: PlacementView) -> int:
    """Return the most leerlingen with needs that are placed at one regular school; who stays is not counted."""
    counted = Counter(
        one.school.id
        for one in view.placed.values()
        if one.leerling.needs and one.is_regular and not one.stays and one.seat is not None
    )
    return max(counted.values(), default=0)
