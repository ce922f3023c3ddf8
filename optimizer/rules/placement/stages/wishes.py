"""`wish_sum` and `wish_worst`: how far down their lists the leerlingen are placed."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.rules.placement.view import PlacementView


def total(view: PlacementView) -> int:
    """Return the sum of the wishes of those placed."""
    return sum(_wishes(view))


def worst(view: PlacementView) -> int:
    """Return the worst wish of those placed."""
    return max(_wishes(view), default=0)


def _wishes(view: PlacementView) -> Iterator[int]:
    return (one.seat.wish for one in view.placed.values() if one.seat is not None)
