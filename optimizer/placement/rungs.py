"""A leerling's own list of rungs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.domain.leerling import Leerling
    from optimizer.domain.policy import PlacementPolicy
    from optimizer.domain.vocabulary import Rung


def own_list(leerling: Leerling, policy: PlacementPolicy) -> tuple[Rung, ...]:
    """Return the ladder of the leerling's kind without the rungs that are not eligible."""
    if leerling.kind is None:
        return ()
    return tuple(rung for rung in policy.rungs.get(leerling.kind, ()) if rung in leerling.eligible_rungs)
