"""`travel_longest` and `travel_total`: minutes one way; an unknown journey counts 0."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.rules.placement.view import PlacementView


def longest(view: PlacementView) -> int:
    """Return the minutes of the longest journey."""
    return max(_minutes(view), default=0)


def total(view: PlacementView) -> int:
    """Return the minutes of all journeys."""
    return sum(_minutes(view))


def _minutes(view: PlacementView) -> Iterator[int]:
    return (one.seat.minutes or 0 for one in view.placed.values() if one.seat is not None)
