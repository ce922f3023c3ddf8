"""`rung`: a school answers to a rung of the leerling's own list."""

from __future__ import annotations

from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import PlacementRule
from optimizer.domain.school import School
from optimizer.rules.finding import listing
from optimizer.rules.placement.answering import rung_of
from optimizer.rules.placement.facts import Facts, Misfit

KEY = PlacementRule.RUNG


def misfit(facts: Facts, leerling: Leerling, school: School) -> Misfit | None:
    """Return the rung of a school that is none of the own list, which is the ladder of the kind where eligible."""
    rung, own = rung_of(facts.homes, leerling, school), facts.homes.own_list(leerling)
    if rung is not None and rung in own:
        return None
    return Misfit(None if rung is None else rung.value, listing(one.value for one in own))
