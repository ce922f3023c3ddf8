"""`unplaced_*`: those who ask and have no place, by the clock of the zorgplicht."""

from __future__ import annotations

from optimizer.domain.placement import Urgency
from optimizer.rules.placement.clock import urgency
from optimizer.rules.placement.view import PlacementView


def value(view: PlacementView, of: Urgency) -> int:
    """Return how many of a class have no place."""
    facts = view.facts
    return sum(urgency(facts.policy, leerling, facts.today) is of for leerling in view.unplaced)
