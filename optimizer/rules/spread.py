"""`spread`: a hulpvraag has no more visits than are due, and these are days apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.view import WeekView

KEY = RuleKey.SPREAD


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every hulpvraag with too many visits, and every two visits in a row that are too close.

    A hulpvraag has at most its due visits (none when it is not active in this week), on different days, at least
    `max(1, min_days_between)` days apart.
    Source: definition of partial service in the problem statement.
    """
    for item, visits in view.visits.items():
        due = view.demand[item].due if item in view.demand else 0
        if len(visits) > due:
            yield Violation(rule=KEY, items=(item,), found=len(visits), limit=due)
        for earlier, later in pairwise(visits):
            apart = later.half_day.day.order - earlier.half_day.day.order
            if apart < later.hulpvraag.day_gap:
                yield Violation(
                    rule=KEY,
                    items=(item,),
                    begeleider=later.begeleider.id,
                    half_day=later.half_day,
                    found=apart,
                    limit=later.hulpvraag.day_gap,
                )
