"""`overleg_missed`: meetings that are not held."""

from __future__ import annotations

from optimizer.rules.view import WeekView


def value(view: WeekView) -> int:
    """Return the number of active overleggen that the plan does not hold.

    Source: stage 1 of the problem statement.
    """
    return sum(overleg not in view.slots for overleg in view.overleggen)
