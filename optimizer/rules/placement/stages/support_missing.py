"""`support_missing`: minutes over the starting period that nobody gives."""

from __future__ import annotations

from optimizer.rules.placement.support import given
from optimizer.rules.placement.view import PlacementView


def value(view: PlacementView) -> int:
    """Return the minutes needed and not given, of all who are placed."""
    total = 0
    for one in view.placed.values():
        told = given(one)
        asked = view.sources.asked(one.leerling, one.school)
        total += sum(max(0, minutes - told.get(expertise, 0)) for expertise, minutes in asked.items())
    return total
