"""`budget_overrun`: minutes over the priced budgets."""

from __future__ import annotations

from optimizer.rules.budgets import used
from optimizer.rules.view import WeekView


def value(view: WeekView) -> int:
    """Return the sum over priced (not hard) budgets of max(0, used - minutes).

    Source: stage 6 and the definition of budget in the problem statement.
    """
    priced = (budget for budget in view.region.budgets if not budget.hard)
    return sum(max(0, used(view, budget)[0] - budget.minutes) for budget in priced)
