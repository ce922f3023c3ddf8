"""What was solved, as proposals that a checker can add up."""

from __future__ import annotations

import numpy as np

from optimizer.domain.placement import Placement, PlacementStage
from optimizer.placement.arcs import NO_PLACE
from optimizer.placement.options import conditions
from optimizer.placement.rungs import own_list
from optimizer.placement.solve import Solved, StageOutcome
from optimizer.placement.support.allocate import Allocation
from optimizer.placement.support.reach import Reacher, Travels
from optimizer.placement.support.supply import start_of
from optimizer.placement.table import UNKNOWN


def allocation_of(solved: Solved, travel: Travels) -> Allocation:
    """Return who supports whom, as the solve decided."""
    arcs = solved.arcs
    everywhere = Reacher(arcs, travel, np.ones(len(arcs.owner), dtype=bool)).find()
    chosen = [int(arc) for arc in solved.chosen]
    return Allocation(solved.reach, chosen, solved.given, solved.decided, everywhere.group_arcs)


def stages_of(solved: Solved, allocation: Allocation) -> tuple[StageOutcome, ...]:
    """Return the stages, with what is missing as it fell out where there was no time to decide it."""
    if not solved.undecided:
        return solved.stages
    missing = allocation.total_missing()
    return tuple(
        StageOutcome(one.key, missing, one.bound) if one.key is PlacementStage.SUPPORT_MISSING else one
        for one in solved.stages
    )


def placements_of(solved: Solved, allocation: Allocation) -> tuple[Placement, ...]:
    """Return the proposals, in the order of the region's leerlingen; who has none is left out."""
    table = solved.arcs.table
    region = table.region
    found: list[Placement] = []
    for person, leerling in enumerate(table.leerlingen):
        number = int(solved.arcs.candidate[solved.chosen[person]])
        if number == NO_PLACE:
            continue
        known = table.metres[number] != UNKNOWN
        missing = tuple(allocation.missing[person])
        found.append(
            Placement(
                leerling=leerling.id,
                school=region.schools[int(table.school[number])].id,
                rung=own_list(leerling, region.policy.placement)[int(table.rung[number]) - 1],
                rung_number=int(table.rung[number]),
                wish=int(table.wish[number]),
                start_on=start_of(leerling, region),
                minutes=int(table.minutes[number]) if known else None,
                metres=int(table.metres[number]) if known else None,
                support=tuple(allocation.support[person]),
                missing=missing,
                conditions=conditions(table, number, sum(m.minutes for m in missing)),
            )
        )
    return tuple(found)
