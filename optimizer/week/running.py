"""Running commitments: requests with a current begeleider who could go on, and running groups."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain.demand import active_arrangementen
from optimizer.week.options import Options, visit_span


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
