"""`contract`: nobody works more than the contract, without what is reserved."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.view import WeekView

KEY = RuleKey.CONTRACT


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every begeleider with more working minutes than contract - reserved.

    Working minutes: visits, `policy.admin_minutes` per visit, sessions, overleg, and the legs of the kinds in
    `policy.paid_travel`.
    Source: definition of working minutes in the problem statement.
    """
    for begeleider in view.region.begeleiders:
        found = view.working_minutes[begeleider.id]
        limit = begeleider.contract_minutes - begeleider.reserved_minutes
        # nobody without work breaks a contract, whatever is reserved of it
        if found > max(0, limit):
            items = sorted({work.item for work in view.work if work.begeleider.id == begeleider.id})
            yield Violation(rule=KEY, items=tuple(items), begeleider=begeleider.id, found=found, limit=limit)
