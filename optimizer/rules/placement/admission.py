"""`admission`: the admission that the rung needs is there on the start date, or pending."""

from __future__ import annotations

from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import PlacementRule
from optimizer.domain.school import School
from optimizer.rules.placement.answering import admission_needed, is_admitted, rung_of
from optimizer.rules.placement.facts import Facts, Misfit

KEY = PlacementRule.ADMISSION


def misfit(facts: Facts, leerling: Leerling, school: School) -> Misfit | None:
    """Return the kind of admission that is there (none, or not on the start date) and the one that is needed."""
    rung = rung_of(facts.homes, leerling, school)
    needed = None if rung is None else admission_needed(rung, school)
    if needed is None or is_admitted(leerling, needed, facts.homes.start_of(leerling)):
        return None
    admission = leerling.admission
    return Misfit(None if admission is None else admission.kind.value, needed.value)
