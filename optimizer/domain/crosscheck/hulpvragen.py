"""Hulpvragen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from optimizer.domain.calendar import monday_of
from optimizer.domain.crosscheck.making import fault
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.pointer import Step
from optimizer.domain.vocabulary import Target

MOST_YEARS_SINCE_VISIT = 3
"""A hulpvraag of which the last visit is longer ago has a mistyped date: nobody waits that long for the next."""
_DAYS_PER_WEEK, _DAYS_PER_YEAR = 7, 365


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield faults of hulpvragen."""
    for index, hulpvraag in seen.hulpvragen:
        yield from _place(seen, index, hulpvraag)
        yield from _visits(seen, index, hulpvraag)
        yield from _begeleiders(index, hulpvraag)


def _place(seen: Seen, index: int, hulpvraag: Hulpvraag) -> Iterator[Fault]:
    path = ("hulpvragen", index)
    if hulpvraag.school is None and hulpvraag.location is None:
        yield fault("hulpvraag-without-place", *path, "school")
    elif hulpvraag.school is not None and hulpvraag.location is not None:
        yield fault("hulpvraag-with-two-places", *path, "location")
    if hulpvraag.location is not None and hulpvraag.school is None and hulpvraag.kring is None:
        yield fault("location-without-kring", *path, "kring")
    school = seen.schools.by_id.get(hulpvraag.school or "")
    if school is not None and hulpvraag.kring is not None and hulpvraag.kring != school.kring:
        yield fault("kring-not-of-school", *path, "kring", given=hulpvraag.kring, school=school.kring)
    if hulpvraag.target is Target.IB and hulpvraag.school is None:
        yield fault("ib-without-school", *path, "target")


def _visits(seen: Seen, index: int, hulpvraag: Hulpvraag) -> Iterator[Fault]:
    path = ("hulpvragen", index)
    fitting = most_visits(hulpvraag)
    if 0 < fitting < hulpvraag.visits:
        yield fault("visits-do-not-fit", *path, "visits", given=hulpvraag.visits, limit=fitting, gap=hulpvraag.day_gap)
    if hulpvraag.window is not None and hulpvraag.window.minutes < hulpvraag.minutes:
        yield fault("window-too-short", *path, "window", given=str(hulpvraag.window), minutes=hulpvraag.minutes)
    if hulpvraag.last_visit is not None and seen.week is not None:
        yield from _last_visit(hulpvraag.last_visit, seen.week, *path, "last_visit")


def _last_visit(day: date, week: str, *path: Step) -> Iterator[Fault]:
    """Yield a last visit that is still to come, or so long ago that the year must be wrong."""
    days = (day - monday_of(week)).days
    if days >= _DAYS_PER_WEEK:
        yield fault("last-visit-after-week", *path, given=day, week=week)
    elif -days > MOST_YEARS_SINCE_VISIT * _DAYS_PER_YEAR:
        yield fault("last-visit-too-early", *path, given=day, week=week, years=MOST_YEARS_SINCE_VISIT)


def most_visits(hulpvraag: Hulpvraag) -> int:
    """Return how many visits fit in one week of its half days, as far apart in days as it asks."""
    visits, next_day = 0, 0
    for day in sorted({half_day.day.order for half_day in hulpvraag.half_days}):
        if day >= next_day:
            visits, next_day = visits + 1, day + hulpvraag.day_gap
    return visits


def _begeleiders(index: int, hulpvraag: Hulpvraag) -> Iterator[Fault]:
    path = ("hulpvragen", index)
    for position, begeleider in enumerate(hulpvraag.preferred):
        if begeleider in hulpvraag.forbidden:
            yield fault("preferred-forbidden", *path, "preferred", position, given=begeleider)
    if hulpvraag.current is not None and hulpvraag.current in hulpvraag.forbidden:
        yield fault("current-forbidden", *path, "current", given=hulpvraag.current)
