"""Compares a solution with an earlier result: which stages change, and who goes elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.placement import Moved, StageChange
from optimizer.placement.arcs import NO_PLACE
from optimizer.placement.prices import school_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.domain.placement import PlacementResult, PlacementStageResult
    from optimizer.placement.solve import Solved
    from optimizer.placement.table import Candidates, Ints


def schools_before(table: Candidates, before: PlacementResult) -> Ints:
    """Return (N,) the index of the school that each leerling had, `NO_PLACE` without one."""
    index = {school.id: number for number, school in enumerate(table.region.schools)}
    had = {} if before.plan is None else {p.leerling: index[p.school] for p in before.plan.placements}
    return np.array([had.get(leerling.id, NO_PLACE) for leerling in table.leerlingen], dtype=np.int64)


def stages_changed(solved: Solved, before: Sequence[PlacementStageResult]) -> tuple[StageChange, ...]:
    """Return the stages with another value than before, in order."""
    values = {stage.key: stage.value for stage in before}
    return tuple(
        StageChange(key=stage.key, change=stage.value - values[stage.key])
        for stage in solved.stages
        if stage.value != values[stage.key]
    )


def others_moved(solved: Solved, before: PlacementResult, leerling: str) -> tuple[Moved, ...]:
    """Return who else goes elsewhere than before."""
    had = {} if before.plan is None else {p.leerling: p.school for p in before.plan.placements}
    found = []
    for person, other in enumerate(solved.arcs.table.leerlingen):
        school = school_of(solved.arcs, int(solved.chosen[person]))
        if other.id != leerling and school != had.get(other.id):
            found.append(Moved(leerling=other.id, origin=had.get(other.id), destination=school))
    return tuple(found)
