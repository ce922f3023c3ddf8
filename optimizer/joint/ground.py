"""Who is placed and on which rung: these stages know no week, so flows prove them before anything else."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.placement import PlacementStage
from optimizer.placement.arcs import LAST_STAGES, WORST_STAGES
from optimizer.placement.candidates import table_of
from optimizer.placement.hard import Hard
from optimizer.placement.solve import PlacementSolver, StageOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from optimizer.domain.leerling import Leerling
    from optimizer.domain.region import Region
    from optimizer.domain.school import School
    from optimizer.placement.arcs import Arcs
    from optimizer.placement.journeys import Journeys
    from optimizer.placement.table import Flags, Ints
    from optimizer.solving.limits import Meter


@dataclass(frozen=True, eq=False)
class Ground:
    """What the first stages of placement leave open.

    Attributes
    ----------
    face
        (A,) outcomes that some choice as good as can be in the first stages uses.
    filled
        (nodes,) how many must be in a node, -1 where that is open.
    choice
        (N,) one such choice.
    """

    region: Region
    arcs: Arcs
    face: Flags
    filled: Ints
    choice: Ints
    stages: tuple[StageOutcome, ...]
    least: Mapping[PlacementStage, int]
    """What the later stages that know no support are at least, each alone."""

    def open(self, person: int) -> list[int]:
        """Return the outcomes of a leerling that are still possible."""
        first, last = int(self.arcs.first[person]), int(self.arcs.first[person + 1])
        return [arc for arc in range(first, last) if self.face[arc]]

    def leerling(self, arc: int) -> Leerling:
        """Return whose outcome it is."""
        return self.arcs.table.leerlingen[int(self.arcs.owner[arc])]

    def school(self, arc: int) -> School | None:
        """Return the school of an outcome, none without a place."""
        return self.region.schools[int(self.arcs.school[arc])] if self.arcs.placed[arc] else None


def find_ground(
    region: Region, journeys: Journeys, meter: Meter, only: Mapping[str, str | None] | None = None
) -> Ground:
    """Solve the first stages of placement; with `only`, of each leerling that school (or no place) alone is left.

    Raises
    ------
    optimizer.placement.solve.OverfullError
        When more places are offered than there are.
    """
    solver = PlacementSolver(table_of(Hard(region, journeys), None), journeys, meter)
    solver.place_first()
    arcs = solver.arcs
    face, filled = solver.search.face.copy(), solver.filled
    least = {} if only is not None or not solver.search.proven else _least(solver)
    if not solver.search.proven:  # what better choices use is not known
        face = np.zeros(len(face), dtype=bool)
        face[solver.search.choice] = True
        filled = np.full(len(filled), -1, dtype=np.int64)
    choice = solver.search.choice.copy()
    if only is not None:
        face = np.zeros(len(face), dtype=bool)
        filled = np.full(len(filled), -1, dtype=np.int64)
        for person, leerling in enumerate(arcs.table.leerlingen):
            choice[person] = _arc_of(arcs, person, only.get(leerling.id))
            face[choice[person]] = True
    return Ground(region, arcs, face, filled, choice, tuple(solver.stages), least)


def _least(solver: PlacementSolver) -> dict[PlacementStage, int]:
    """Return the least value of each later stage among the choices that the first stages leave."""
    found: dict[PlacementStage, int] = {}
    for key in LAST_STAGES:
        if key in (PlacementStage.SUPPORT_MISSING, PlacementStage.PLACEMENT_SPREAD):
            continue
        search = copy.deepcopy(solver.search)
        costs = solver.arcs.costs(key)
        stage = search.minimise_worst(costs) if key in WORST_STAGES else search.minimise([costs])[0]
        found[key] = stage.bound
    return found


def _arc_of(arcs: Arcs, person: int, school: str | None) -> int:
    """Return the outcome of a leerling at a school, or without a place."""
    schools = arcs.table.region.schools
    for arc in range(int(arcs.first[person]), int(arcs.first[person + 1])):
        name = schools[int(arcs.school[arc])].id if arcs.placed[arc] else None
        if name == school:
            return arc
    raise LookupError(f"{school} is no candidate of that leerling")
