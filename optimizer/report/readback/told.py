"""Remembers what was told of every visit, session and meeting: that it took place and when, or that it did not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from optimizer.report.readback.took_place import Delivery


def remembered_told(
    before: Mapping[str, date | None], found: Iterable[Delivery], weeks: Collection[str]
) -> dict[str, date | None]:
    """Return what is known after a workbook was read: date by moment (`optimizer.report.marks.moment_of`), null for no.

    A later answer takes the place of an earlier one, no answer leaves what was known. What the workbook does not have
    any more was taken off its roster, so nothing is known of it.

    Parameters
    ----------
    before
        What was known.
    weeks
        Weeks that the workbook has whole; none of one that somebody made by hand.
    """
    answers = list(found)
    there = {one.moment for one in answers}
    known = {moment: day for moment, day in before.items() if moment in there or week_in_moment(moment) not in weeks}
    known |= {one.moment: one.day if one.done else None for one in answers if one.done is not None}
    return dict(sorted(known.items()))


def week_in_moment(moment: str) -> str:
    """Return the week that a moment is in."""
    return moment.partition("/")[0]


def item_in_moment(moment: str) -> str:
    """Return the item that a moment is about."""
    return moment.split("/", 2)[-1]
