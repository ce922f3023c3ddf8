"""`newcomer`: nobody starts or stays at a newcomers' school for longer than the policy allows."""

from __future__ import annotations

from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import PlacementRule
from optimizer.domain.school import School
from optimizer.rules.placement.answering import newcomer_limit
from optimizer.rules.placement.facts import Facts, Misfit

KEY = PlacementRule.NEWCOMER


def misfit(facts: Facts, leerling: Leerling, school: School) -> Misfit | None:
    """Return a start date that is later than the limit."""
    start, limit = facts.homes.start_of(leerling), newcomer_limit(facts.policy, leerling, school)
    return None if limit is None or start <= limit else Misfit(start.isoformat(), limit.isoformat())
