"""`balance`: how full the fullest begeleider of the SWV is, per mille of the contract."""

from __future__ import annotations

from optimizer.rules.view import WeekView


def value(view: WeekView) -> int:
    """Return the smallest integer f with 1000 x working minutes <= f x contract for every begeleider of the SWV.

    Begeleiders of an institute, and those without contract minutes, are left out.
    Source: stage 14 of the problem statement.
    """
    loads = (
        -(-1000 * view.working_minutes[begeleider.id] // begeleider.contract_minutes)
        for begeleider in view.region.begeleiders
        if begeleider.institute is None and begeleider.contract_minutes > 0
    )
    return max(loads, default=0)
