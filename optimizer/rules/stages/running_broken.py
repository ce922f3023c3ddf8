"""`running_broken`: running commitments that are not kept."""

from __future__ import annotations

from optimizer.rules.commitments import broken
from optimizer.rules.view import WeekView


def value(view: WeekView) -> int:
    """Return the cost of running commitments that the plan breaks; see `optimizer.rules.commitments.broken`.

    Source: stage 2 of the problem statement.
    """
    return sum(cost for _, _, cost in broken(view))
