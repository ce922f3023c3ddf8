"""`outside_kring`: visits in a kring that the begeleider does not list."""

from __future__ import annotations

from optimizer.rules.view import WeekView


def value(view: WeekView) -> int:
    """Return the number of visits in a kring that is not listed by the begeleider itself; groups do not count.

    Source: stage 7 of the problem statement.
    """
    return sum(view.index.kring_of(visit.hulpvraag) not in visit.begeleider.kringen for visit in view.all_visits)
