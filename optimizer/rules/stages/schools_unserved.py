"""`schools_unserved`: schools with active demand and no visit at all."""

from __future__ import annotations

from optimizer.rules.view import WeekView


def value(view: WeekView) -> int:
    """Return the number of schools with an active hulpvraag and without a visit; groups and overleg are no visit.

    Source: stage 11 of the problem statement.
    """
    asking = {demand.hulpvraag.school for demand in view.demand.values()}
    visited = {visit.hulpvraag.school for visit in view.all_visits}
    return len(asking - visited - {None})
