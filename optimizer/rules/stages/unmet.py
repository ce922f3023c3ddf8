"""`unmet_urgent`, `unmet_normal`, `unmet_low`: active demand that is not served, in minutes."""

from __future__ import annotations

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.vocabulary import Priority
from optimizer.rules.view import WeekView


def seat_minutes(arrangement: Groepsarrangement) -> int:
    """Return what one seat counts for: ceil(minutes / preferred size)."""
    return -(-arrangement.minutes // arrangement.size.preferred)


def unmet(view: WeekView, priority: Priority) -> int:
    """Return the unmet minutes of a class.

    Of a hulpvraag the minutes of the visits due and not made, in the class of the demand (urgent when overdue); of an
    active arrangement ceil(minutes / preferred size) for each admissible candidate without a seat in a group of it, in
    the arrangement's class.
    Source: stages 3 to 5 of the problem statement.
    """
    visits = sum(
        demand.hulpvraag.minutes * view.missing_visits(demand)
        for demand in view.demand.values()
        if demand.priority is priority
    )
    seats = sum(
        seat_minutes(arrangement) * len(view.unseated(arrangement.id))
        for arrangement in view.arrangementen.values()
        if arrangement.priority is priority
    )
    return visits + seats


def demand_of_class(view: WeekView, priority: Priority) -> int:
    """Return the active demand of a class: what `unmet` would be if nothing were served."""
    visits = sum(demand.minutes for demand in view.demand.values() if demand.priority is priority)
    seats = sum(
        seat_minutes(arrangement) * len(view.admissible[arrangement.id])
        for arrangement in view.arrangementen.values()
        if arrangement.priority is priority
    )
    return visits + seats


def urgent(view: WeekView) -> int:
    """Return the unmet minutes of the urgent class, overdue demand included."""
    return unmet(view, Priority.URGENT)


def normal(view: WeekView) -> int:
    """Return the unmet minutes of the normal class."""
    return unmet(view, Priority.NORMAL)


def low(view: WeekView) -> int:
    """Return the unmet minutes of the low class."""
    return unmet(view, Priority.LOW)
