"""Makes the plan of an assignment, in which nobody is given any support yet."""

from __future__ import annotations

from optimizer.domain.placement import Condition, Missing, Placement, PlacementPlan
from optimizer.domain.vocabulary import Rung
from optimizer.rules.placement.candidates import seat
from optimizer.rules.placement.facts import Facts
from optimizer.rules.placement.sources import Sources
from tests.agreement.placement.oracle import Assignment


def plan_of(facts: Facts, assignment: Assignment) -> PlacementPlan:
    """Return a plan whose record is true, also where a leerling may not go to the school."""
    sources, found = Sources(facts), []
    for leerling, there in zip(facts.asking.values(), assignment, strict=True):
        if there is None:
            continue
        school = facts.schools[there]
        own = seat(facts, leerling, school)
        asked = sources.asked(leerling, school)
        lacking = tuple(Missing(expertise=expertise, minutes=minutes) for expertise, minutes in asked.items())
        conditions = () if own is None else own.conditions
        if any(asked.values()):
            conditions = (*conditions, Condition.SUPPORT_MISSING)
        found.append(
            Placement(
                leerling=leerling.id,
                school=there,
                rung=Rung.SO_OUTSIDE if own is None else own.rung,
                rung_number=0 if own is None else own.number,
                wish=0 if own is None else own.wish,
                start_on=facts.homes.start_of(leerling),
                minutes=None if own is None else own.minutes,
                metres=None if own is None else own.metres,
                missing=lacking,
                conditions=conditions,
            )
        )
    return PlacementPlan(placements=tuple(found))
