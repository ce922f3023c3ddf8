"""Active demand of a week: which items are due, how much, and how urgent. Shared by model and checker."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.calendar import date_of, elapsed_weeks, friday_of, monday_of
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.overleg import Overleg
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Priority, RequestStatus, Target


@dataclass(frozen=True)
class Demand:
    """A hulpvraag that is due in a week."""

    hulpvraag: Hulpvraag
    due: int
    """Visits due."""
    priority: Priority
    """Class of the demand; urgent when overdue."""
    overdue: bool

    @property
    def minutes(self) -> int:
        """Visit minutes due."""
        return self.due * self.hulpvraag.minutes


def demand_of(hulpvraag: Hulpvraag, policy: Policy, week: str) -> Demand | None:
    """Return the demand of one request in a week, or nothing when it is not active.

    Active: granted, not a child request that the policy bars, visits left, and never visited or at least
    `every_weeks` elapsed since the week of the last visit. Overdue: more than `every_weeks` elapsed, or never
    visited and the first contact is due by this Friday.
    """
    h = hulpvraag
    if h.status is not RequestStatus.GRANTED or h.visits_left == 0:
        return None
    if h.target is Target.CHILD and not policy.child_visits:
        return None
    if h.last_visit is None:
        overdue = h.first_contact_by is not None and h.first_contact_by <= friday_of(week)
    else:
        elapsed = elapsed_weeks(h.last_visit, week)
        if elapsed < h.every_weeks:
            return None
        overdue = elapsed > h.every_weeks
    due = h.visits if h.visits_left is None else min(h.visits, h.visits_left)
    return Demand(h, due, Priority.URGENT if overdue else h.priority, overdue)


def active_hulpvragen(region: Region, week: str | None = None) -> tuple[Demand, ...]:
    """Return the demand of a week (default: the region's), in the region's order."""
    found = (demand_of(h, region.policy, week or region.week) for h in region.hulpvragen)
    return tuple(d for d in found if d is not None)


def runs_on(arrangement: Groepsarrangement, week: str, half_day: HalfDay) -> bool:
    """Tell whether the date of a half day lies within an arrangement's dates."""
    day = date_of(week, half_day)
    after = arrangement.from_date is None or arrangement.from_date <= day
    return after and (arrangement.until is None or day <= arrangement.until)


def active_arrangementen(region: Region, week: str | None = None) -> tuple[Groepsarrangement, ...]:
    """Return the arrangementen whose dates touch the school days of a week (default: the region's)."""
    week = week or region.week
    monday, friday = monday_of(week), friday_of(week)
    return tuple(
        a
        for a in region.arrangementen
        if (a.from_date is None or a.from_date <= friday) and (a.until is None or monday <= a.until)
    )


def active_overleggen(region: Region, week: str | None = None) -> tuple[Overleg, ...]:
    """Return the overleggen that list a week (default: the region's)."""
    return tuple(o for o in region.overleggen if (week or region.week) in o.weeks)


def active_ids(region: Region, week: str | None = None) -> tuple[str, ...]:
    """Return the ids of all active items of a week, for a plan's `active` list."""
    items = [d.hulpvraag.id for d in active_hulpvragen(region, week)]
    items += [a.id for a in active_arrangementen(region, week)]
    return (*items, *(o.id for o in active_overleggen(region, week)))
