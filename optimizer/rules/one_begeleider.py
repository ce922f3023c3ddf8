"""`one-begeleider`: all visits of a hulpvraag in a week are made by one begeleider."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.view import WeekView

KEY = RuleKey.ONE_BEGELEIDER


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every hulpvraag that is visited by more than one begeleider.

    Source: definition of partial service in the problem statement.
    """
    for item, visits in view.visits.items():
        who = {visit.begeleider.id for visit in visits}
        if len(who) > 1:
            yield Violation(rule=KEY, items=(item,), found=len(who), limit=1)
