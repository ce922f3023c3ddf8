"""`placement-pins`: a pinned leerling goes only there, and never where a veto forbids it."""

from __future__ import annotations

from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import PlacementRule
from optimizer.domain.school import School
from optimizer.rules.placement.facts import Facts, Misfit

KEY = PlacementRule.PINS


def misfit(facts: Facts, leerling: Leerling, school: School) -> Misfit | None:
    """Return a school that a pin does not name, or that a veto does; a veto without a school forbids every place."""
    for pin in facts.pins_of(leerling):
        if pin.veto and pin.host in {None, school.id}:
            return Misfit(school.id, f"≠ {pin.host}" if pin.host else None)
        if not pin.veto and pin.host not in {None, school.id}:
            return Misfit(school.id, pin.host)
    return None
