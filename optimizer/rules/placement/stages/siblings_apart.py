"""`siblings_apart`: those placed at none of the schools of their siblings."""

from __future__ import annotations

from optimizer.rules.placement.view import PlacementView


def value(view: PlacementView) -> int:
    """Return how many of those placed have siblings at schools, and are at none of these."""
    return sum(
        bool(one.leerling.siblings_at) and one.school.id not in one.leerling.siblings_at for one in view.placed.values()
    )
