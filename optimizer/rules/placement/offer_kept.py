"""`offer`, its other half: who has an offer that stands is not left without a place."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.placement import PlacementViolation
from optimizer.rules.placement.candidates import may_go
from optimizer.rules.placement.offer import KEY
from optimizer.rules.placement.view import PlacementView


def check(view: PlacementView) -> Iterator[PlacementViolation]:
    """Yield every leerling without a place whose offer stands, when nothing else forbids that school."""
    for leerling in view.unplaced:
        offer = view.facts.standing_offer(leerling)
        school = None if offer is None else view.facts.schools.get(offer.school)
        if school is not None and may_go(view.facts, leerling, school):
            yield PlacementViolation(rule=KEY, leerlingen=(leerling.id,), school=school.id, limit=school.id)
