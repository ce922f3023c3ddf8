"""`rung_7` to `rung_2`: those placed at that number of their own list."""

from __future__ import annotations

from optimizer.rules.placement.view import PlacementView


def value(view: PlacementView, number: int) -> int:
    """Return how many are placed at a rung of that number."""
    return sum(one.seat is not None and one.seat.number == number for one in view.placed.values())
