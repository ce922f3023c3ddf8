"""Running commitments that a plan breaks, and at what cost; for the rule `running` and the stage `running_broken`."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.arrangement import Groepsarrangement, Running
from optimizer.domain.demand import Demand
from optimizer.rules.eligibility import common_minutes, may_lead, may_serve, session_half_days
from optimizer.rules.view import WeekView

CLOSED = 4
"""What it costs to close a running group."""


def broken(view: WeekView) -> Iterator[tuple[str, str, int]]:
    """Yield item, begeleider and cost of every running commitment that is not kept.

    A running hulpvraag costs 1 when its `current` makes no visit. A running group costs 4 when it is not open, else 1
    each for another host, another half day, and another leader although the running one is available.
    """
    for demand in view.demand.values():
        current = demand.hulpvraag.current
        if current is not None and is_running(view, demand):
            visits = view.visits.get(demand.hulpvraag.id, ())
            if all(visit.begeleider.id != current for visit in visits):
                yield demand.hulpvraag.id, current, 1
    for arrangement in view.arrangementen.values():
        if arrangement.running is not None:
            cost = _group_cost(view, arrangement, arrangement.running)
            if cost:
                yield f"{arrangement.id}#1", arrangement.running.leader, cost


def is_running(view: WeekView, demand: Demand) -> bool:
    """Tell whether an active hulpvraag runs: its `current` may and, in some half day, can make a visit.

    May: `expertise` and `kring`. Can: a half day that is open and allowed by the request in which begeleider, request
    and school (IB) have at least the minutes of a visit in common.
    """
    hulpvraag = demand.hulpvraag
    current = view.index.begeleiders.get(hulpvraag.current or "")
    return (
        current is not None
        and may_serve(view.index, current, hulpvraag)
        and any(
            half_day in hulpvraag.half_days
            and common_minutes(view.index, current, hulpvraag, half_day) >= hulpvraag.minutes
            for half_day in view.open_half_days
        )
    )


def _group_cost(view: WeekView, arrangement: Groepsarrangement, running: Running) -> int:
    group = view.groups.get(f"{arrangement.id}#1")
    if group is None or group.arrangement != arrangement.id:
        return CLOSED
    cost = int(group.host != running.host) + int(group.half_day is not running.half_day)
    return cost + int(group.leader != running.leader and _leader_available(view, arrangement, running))


def _leader_available(view: WeekView, arrangement: Groepsarrangement, running: Running) -> bool:
    """Tell whether the running leader could lead the running group where and when it runs."""
    leader, host = view.index.begeleiders.get(running.leader), view.index.schools.get(running.host)
    if leader is None or host is None or not may_lead(view.index, leader, arrangement.expertise, host):
        return False
    window = leader.availability.get(running.half_day)
    if window is None or running.half_day not in session_half_days(view.index, arrangement, view.plan.week):
        return False
    starts = view.policy.starts_in(running.half_day)
    return any(window.holds(start, start + arrangement.minutes) for start in starts)
