"""`denomination`: a school is public, or of a denomination that is acceptable to the parents."""

from __future__ import annotations

from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import PlacementRule
from optimizer.domain.school import School
from optimizer.rules.placement.answering import fits_denomination
from optimizer.rules.placement.facts import Facts, Misfit

KEY = PlacementRule.DENOMINATION


def misfit(facts: Facts, leerling: Leerling, school: School) -> Misfit | None:
    """Return the denomination of a school that is not acceptable; what is acceptable to a family is not repeated."""
    del facts
    return None if fits_denomination(leerling, school) else Misfit(school.denomination)
