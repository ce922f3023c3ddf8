"""`preferred_missed`: hulpvragen served by somebody who is not preferred."""

from __future__ import annotations

from optimizer.rules.view import WeekView


def value(view: WeekView) -> int:
    """Return the number of served hulpvragen with a preferred list that lacks the one who serves.

    Source: stage 12 of the problem statement.
    """
    return sum(
        bool(visits[0].hulpvraag.preferred)
        and any(visit.begeleider.id not in visit.hulpvraag.preferred for visit in visits)
        for visits in view.visits.values()
    )
