"""`travel`: minutes on the road."""

from __future__ import annotations

from optimizer.rules.view import WeekView


def value(view: WeekView) -> int:
    """Return the minutes of all legs of all tours, home legs included.

    Source: stage 13 and the definition of travel in the problem statement.
    """
    return sum(journey.minutes or 0 for journeys in view.journeys.values() for journey in journeys)
