"""What an option would cost whom: every stage's change, and who would go elsewhere, all placed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.placement import PLACEMENT_STAGES, Moved, PlacementStage, StageChange
from optimizer.placement.arcs import NO_PLACE, WORST_STAGES

if TYPE_CHECKING:
    from optimizer.placement.arcs import Arcs
    from optimizer.placement.solve import Solved
    from optimizer.placement.table import Ints
    from optimizer.solving.assignment import Price as FlowPrice

Price = tuple[tuple[StageChange, ...], tuple[Moved, ...]]
MOST_PEOPLE = 2_000
"""Beyond this nobody reads everybody's prices; they are reckoned when asked."""


class FlowPrices:
    """Prices of options where places are all there is: shortest ways of pushing others on, exact.

    Only for solves whose every stage is proven and where support asks no decision; `known` tells.
    """

    def __init__(self, solved: Solved) -> None:
        self._solved = solved
        self._arcs = solved.arcs
        self.known = solved.places_only and all(stage.proven for stage in solved.stages)
        self._worst = {key: self._arcs.costs(key) for key in WORST_STAGES}

    def of(self, person: int, arc: int) -> Price | None:
        """Return the price of an outcome of a leerling; none where it cannot be had."""
        table = self._arcs.table
        if not self.known or table.holds[table.of(person)].any():
            # whoever goes elsewhere frees the place that is held: that changes the limits themselves
            return None
        found = self._solved.search.price_of(person, arc)
        if found is None or any(change > 0 for key, change in self._of(found) if key in self._worst):
            # beyond the limit of a worst value the shortest way is not sure to be the best
            return None
        chosen = self._solved.chosen.copy()
        for move in found.moves:
            chosen[move.item] = move.target
        summed = dict(self._of(found))
        changes = []
        for key in PLACEMENT_STAGES:
            if key in self._worst:
                change = self._highest(key, chosen) - self._highest(key, self._solved.chosen)
            elif key is PlacementStage.PLACEMENT_SPREAD:
                change = spread(self._arcs, chosen) - spread(self._arcs, self._solved.chosen)
            else:
                change = summed[key]
            if change:
                changes.append(StageChange(key=key, change=change))
        others = [move for move in found.moves if move.item != person]
        moved = [
            Moved(
                leerling=self._arcs.table.leerlingen[move.item].id,
                origin=school_of(self._arcs, move.source),
                destination=school_of(self._arcs, move.target),
            )
            for move in others
        ]
        return tuple(changes), tuple(moved)

    @staticmethod
    def _of(price: FlowPrice) -> list[tuple[PlacementStage, int]]:
        return list(zip(PLACEMENT_STAGES[:-1], price.change, strict=True))

    def _highest(self, key: PlacementStage, chosen: Ints) -> int:
        return int(self._worst[key][chosen].max(initial=0))


def spread(arcs: Arcs, chosen: Ints) -> int:
    """Return the most leerlingen with needs at one school."""
    schools = arcs.school[chosen][arcs.counted[chosen]]
    return int(np.bincount(schools).max(initial=0))


def school_of(arcs: Arcs, arc: int) -> str | None:
    """Return the school of an outcome; none where it is no place."""
    if arcs.candidate[arc] == NO_PLACE:
        return None
    return arcs.table.region.schools[int(arcs.school[arc])].id
