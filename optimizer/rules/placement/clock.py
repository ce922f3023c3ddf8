"""The clock of the zorgplicht: how urgent a leerling is.

Source: docs/placement.md, "Zorgplicht".
"""

from __future__ import annotations

from datetime import date, timedelta

from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import Urgency
from optimizer.domain.policy import PlacementPolicy
from optimizer.domain.vocabulary import LeerlingKind


def days_left(policy: PlacementPolicy, leerling: Leerling, today: date) -> int | None:
    """Return the days that are left of the zorgplicht, without extension; negative when it is over."""
    first = next((application for application in leerling.applications if application.order == 1), None)
    return None if first is None else 7 * policy.zorgplicht_weeks - (today - first.date).days


def urgency(policy: PlacementPolicy, leerling: Leerling, today: date) -> Urgency:
    """Return the class of a leerling who asks."""
    away = leerling.since if leerling.kind is LeerlingKind.ABSENT else None
    if away is not None and today - away >= timedelta(weeks=policy.long_absence_weeks):
        return Urgency.ABSENT
    left = days_left(policy, leerling, today)
    if left is None or left > policy.urgent_days:
        return Urgency.LATER
    if left >= 0:
        return Urgency.DUE
    return Urgency.PAST if left + 7 * policy.zorgplicht_extension_weeks < 0 else Urgency.OVERDUE
