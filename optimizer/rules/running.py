"""`running`: under policy ``running: hard`` every running commitment is kept."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey, RunningPolicy
from optimizer.rules.commitments import broken
from optimizer.rules.view import WeekView

KEY = RuleKey.RUNNING


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every running commitment that is broken, with what it would cost in the stage `running_broken`.

    Only under policy ``running: hard``; otherwise breaking one is priced and not forbidden.
    Source: definition of pins and of the stage `running_broken` in the problem statement.
    """
    if view.policy.running is RunningPolicy.HARD:
        for item, begeleider, cost in broken(view):
            yield Violation(rule=KEY, items=(item,), begeleider=begeleider, found=cost, limit=0)
