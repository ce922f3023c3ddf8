"""`max-schools`: a begeleider visits few places in a half day."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.view import WeekView
from optimizer.rules.work import Visit

KEY = RuleKey.MAX_SCHOOLS


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every half day in which a begeleider is at too many places.

    Counted are the different places of visits (a request at a location is a place like a school) and the hosts of
    sessions; the places of overleg are not.
    Source: part A and the definition of rooms in the problem statement.
    """
    for (begeleider, half_day), works in view.half_days.items():
        counted = [work for work in works if isinstance(work, Visit) or work.is_session]
        found = len({work.place for work in counted})
        limit = view.index.begeleiders[begeleider].max_schools_per_half_day
        if found > limit:
            items = dict.fromkeys(work.item for work in counted)
            yield Violation(
                rule=KEY, items=tuple(items), begeleider=begeleider, half_day=half_day, found=found, limit=limit
            )
