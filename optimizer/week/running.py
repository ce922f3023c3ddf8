"""Running commitments: requests with a current begeleider who could go on, and running groups."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.demand import active_arrangementen, runs_on
from optimizer.week.options import Options, visit_span
from optimizer.week.sessions import can_lead_at


@dataclass(frozen=True)
class RunningCommitments:
    """What runs: requests with their current begeleider, and groups by id."""

    hulpvragen: dict[str, str]
    groups: tuple[str, ...]


def running_commitments(options: Options) -> RunningCommitments:
    """Return the running commitments of a week.

    A request runs when it is active, its `current` is eligible, and in some allowed half day the clock span of
    begeleider, request and school holds the visit. Every active arrangement with a running group counts.
    """
    requests: dict[str, str] = {}
    for d in options.demand:
        h = d.hulpvraag
        current = options.index.begeleiders.get(h.current) if h.current is not None else None
        if current is None or not options.eligibility.may_visit(current, h):
            continue
        spans = (visit_span(options, d, current, half_day) for half_day in options.half_days)
        if any(span is not None and span[1] - span[0] >= h.minutes for span in spans):
            requests[h.id] = current.id
    groups = tuple(f"{a.id}#1" for a in active_arrangementen(options.region, options.week) if a.running is not None)
    return RunningCommitments(requests, groups)


def leader_expected(options: Options, arrangement: Groepsarrangement) -> bool:
    """Tell whether the running leader could lead the running group where and when it runs, so another one is a break.

    The half day is open, allowed and within the dates, and from some start the leader's window holds the session.
    """
    running = arrangement.running
    leader = options.index.begeleiders.get(running.leader) if running is not None else None
    if running is None or leader is None or running.host not in options.index.schools:
        return False
    half_day = running.half_day
    if half_day not in options.half_days or half_day not in arrangement.half_days:
        return False
    if not runs_on(arrangement, options.week, half_day):
        return False
    starts = options.region.policy.starts_in(half_day)
    place = (arrangement.expertise, running.host, half_day)
    return any(can_lead_at(options, leader, *place, start, arrangement.minutes) for start in starts)
