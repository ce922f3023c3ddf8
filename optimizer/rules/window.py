"""`window`: a visit lies inside the request's window and the school's hours."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.eligibility import school_windows
from optimizer.rules.finding import span, windows
from optimizer.rules.view import WeekView

KEY = RuleKey.WINDOW


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every visit that does not lie wholly inside request window and school hours.

    For target IB the hours of the intern begeleider replace the school's; a request at a location has its own window
    only. A half day without hours holds no visit. Sessions and overleg are judged by `group-host` and `overleg`.
    Source: definition of `window` in the problem statement.
    """
    for visit in view.all_visits:
        bounds = list(school_windows(view.index, visit.hulpvraag, visit.half_day))
        if not all(bound is not None and bound.holds(visit.start, visit.end) for bound in bounds):
            yield Violation(
                rule=KEY,
                items=(visit.hulpvraag.id,),
                begeleider=visit.begeleider.id,
                half_day=visit.half_day,
                found=span(visit.start, visit.end),
                limit=windows(bounds),
            )
