"""`half-day-time`: the stops of a half day and the journeys between them fit in the begeleider's time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import LegKind, RuleKey
from optimizer.rules.finding import clock, span
from optimizer.rules.view import WeekView
from optimizer.rules.work import Journey, Work

KEY = RuleKey.HALF_DAY_TIME


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every stop, journey or return to a place that does not fit.

    All stops lie inside the begeleider's window; a stop ends early enough to reach the next one; the stops at one place
    are consecutive within a half day; from the last morning stop to the first afternoon stop there is time for the leg
    and for `policy.min_break`; every place, also from and to the base, can be reached. Home legs fall outside the
    window. A half day without a window is judged by `availability`.
    Source: definition of `half-day-time` in the problem statement.
    """
    for works in view.half_days.values():
        yield from _inside(works)
        yield from _consecutive(works)
    for journeys in view.journeys.values():
        for journey in journeys:
            if journey.known:
                yield from _in_time(journey, view.policy.min_break)


def _inside(works: Sequence[Work]) -> Iterator[Violation]:
    for work in works:
        window = work.begeleider.availability.get(work.half_day)
        if window is not None and not window.holds(work.start, work.end):
            yield Violation(
                rule=KEY,
                items=(work.item,),
                begeleider=work.begeleider.id,
                half_day=work.half_day,
                found=span(work.start, work.end),
                limit=str(window),
            )


def _consecutive(works: Sequence[Work]) -> Iterator[Violation]:
    left: set[str] = set()
    for earlier, work in pairwise(works):
        if work.place != earlier.place:
            left.add(earlier.place)
            if work.place in left:
                yield Violation(
                    rule=KEY,
                    items=(work.item,),
                    begeleider=work.begeleider.id,
                    half_day=work.half_day,
                    found=f"{earlier.place} > {work.place}",
                    limit=work.place,
                )


def _in_time(journey: Journey, min_break: int) -> Iterator[Violation]:
    after, before = journey.after, journey.before
    work = before or after
    if work is None:
        return
    if journey.minutes is None:
        yield Violation(
            rule=KEY,
            items=(work.item,),
            begeleider=work.begeleider.id,
            half_day=work.half_day,
            found=f"{journey.origin} > {journey.destination}",
        )
    elif after is not None and before is not None:
        earliest = after.end + journey.minutes + (min_break if journey.kind is LegKind.MIDDAY else 0)
        if before.start < earliest:
            yield Violation(
                rule=KEY,
                items=(after.item, before.item),
                begeleider=before.begeleider.id,
                half_day=before.half_day,
                found=clock(before.start),
                limit=clock(earliest),
            )
