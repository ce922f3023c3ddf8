"""`budget`: a hard budget is never exceeded."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.budgets import used
from optimizer.rules.view import WeekView

KEY = RuleKey.BUDGET


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every hard budget that is exceeded, with the hulpvragen that count in it.

    Source: part A (`budget`, if hard) and the definition of budget in the problem statement.
    """
    for budget in view.region.budgets:
        if budget.hard:
            minutes, items = used(view, budget)
            if minutes > budget.minutes:
                yield Violation(rule=KEY, items=(budget.id, *items), found=minutes, limit=budget.minutes)
