"""`offer`: who has an offer that stands goes there, and nowhere else."""

from __future__ import annotations

from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import PlacementRule
from optimizer.domain.school import School
from optimizer.rules.placement.facts import Facts, Misfit

KEY = PlacementRule.OFFER


def misfit(facts: Facts, leerling: Leerling, school: School) -> Misfit | None:
    """Return another school than the one of the offer."""
    offer = facts.standing_offer(leerling)
    return None if offer is None or offer.school == school.id else Misfit(school.id, offer.school)
