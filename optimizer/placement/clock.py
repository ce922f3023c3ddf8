"""The clock of the zorgplicht: days left, and how urgent a leerling is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from optimizer.domain.placement import Clock, Urgency
from optimizer.domain.vocabulary import LeerlingKind

if TYPE_CHECKING:
    from optimizer.domain.leerling import Leerling
    from optimizer.domain.policy import PlacementPolicy

_WEEK = 7


def urgency_of(leerling: Leerling, policy: PlacementPolicy, today: date) -> tuple[Urgency, int | None]:
    """Return the class of a leerling, and the days left of the zorgplicht without extension."""
    left: int | None = None
    for application in leerling.applications:
        if application.order == 1:
            left = _WEEK * policy.zorgplicht_weeks - (today - application.date).days
            break
    if _long_absent(leerling, policy, today):
        return Urgency.ABSENT, left
    if left is None or left > policy.urgent_days:
        return Urgency.LATER, left
    if left >= 0:
        return Urgency.DUE, left
    over = left + _WEEK * policy.zorgplicht_extension_weeks < 0
    return (Urgency.PAST if over else Urgency.OVERDUE), left


def clock_of(leerling: Leerling, policy: PlacementPolicy, today: date) -> Clock:
    """Return the clock of a leerling; the application with order 1 carries the duty.

    Parameters
    ----------
    leerling, policy
        Who, and the agreements on weeks and days.
    today
        The Monday of the region's week.
    """
    urgency, left = urgency_of(leerling, policy, today)
    duty = next((application for application in leerling.applications if application.order == 1), None)
    if duty is None or left is None:
        return Clock(urgency=urgency)
    extended = left + _WEEK * policy.zorgplicht_extension_weeks
    return Clock(school=duty.school, since=duty.date, days_left=left, extended_days_left=extended, urgency=urgency)


def _long_absent(leerling: Leerling, policy: PlacementPolicy, today: date) -> bool:
    if leerling.kind is not LeerlingKind.ABSENT or leerling.since is None:
        return False
    return (today - leerling.since).days >= _WEEK * policy.long_absence_weeks
