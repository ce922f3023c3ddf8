"""`travel-limit`: a school can be reached, within the leerling's limit unless that is waived."""

from __future__ import annotations

from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import PlacementRule
from optimizer.domain.school import School
from optimizer.rules.placement.facts import Facts, Journey, Misfit

KEY = PlacementRule.TRAVEL_LIMIT


def beyond(leerling: Leerling, journey: Journey) -> bool:
    """Tell whether a journey takes longer than the leerling's limit, waived or not."""
    limit = leerling.max_travel_minutes
    return journey.minutes is not None and limit is not None and journey.minutes > limit


def misfit(facts: Facts, leerling: Leerling, school: School) -> Misfit | None:
    """Return the minutes that are too many; none where the school cannot be reached at all."""
    journey = facts.journey(leerling, school)
    unreachable = journey.known and journey.minutes is None
    if unreachable or (beyond(leerling, journey) and not leerling.travel_waived):
        return Misfit(journey.minutes, leerling.max_travel_minutes)
    return None
