"""What is said of everybody whose place was decided elsewhere, as in a joint plan: no options, prices or lottery."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.placement import (
    UNPLACED_STAGE,
    LeerlingOutcome,
    Placement,
    PlacementStage,
    SpecialCosts,
    TransportTotals,
    Urgency,
)
from optimizer.placement.arcs import NO_PLACE
from optimizer.placement.candidates import table_of
from optimizer.placement.costs import special_costs
from optimizer.placement.hard import Hard
from optimizer.placement.outcomes import outcome_of
from optimizer.placement.own_kring import own_kring
from optimizer.placement.refusals import refusals_of
from optimizer.placement.transport import transport, transport_totals

if TYPE_CHECKING:
    from optimizer.domain.region import Region
    from optimizer.placement.journeys import Journeys
    from optimizer.placement.table import Candidates, Ints


def outcomes_of_placements(
    region: Region, journeys: Journeys, placements: Sequence[Placement], proven: Container[PlacementStage]
) -> tuple[tuple[LeerlingOutcome, ...], TransportTotals]:
    """Return everybody's outcome, in the region's order, and what transport comes to.

    Parameters
    ----------
    placements
        Of some of those who ask, at schools they may go to.
    proven
        Stages whose value is proven to be the least: without a place because of others is said of no one else.
    """
    hard = Hard(region, journeys)
    table = table_of(hard)
    proposal = {placement.leerling: placement for placement in placements}
    chosen = _chosen(table, proposal)
    found = transport(table, chosen)
    in_kring = own_kring(hard, table, chosen)
    told: list[LeerlingOutcome] = []
    for person, leerling in enumerate(table.leerlingen):
        placement = proposal.get(leerling.id)
        plain = outcome_of(leerling, region, placement, found.get(int(chosen[person])), in_kring.get(person, ()))
        if placement is None:
            reasons = {"reason": _reason(table, person, proven), "refusals": refusals_of(hard, person)}
            plain = plain.model_copy(update=reasons)
        told.append(plain)
    return tuple(told), transport_totals(chosen, found)


def costs_of_placements(region: Region, journeys: Journeys, placements: Sequence[Placement]) -> SpecialCosts:
    """Return what the proposals at special schools cost."""
    hard = Hard(region, journeys)
    table = table_of(hard)
    return special_costs(hard, table, _chosen(table, {placement.leerling: placement for placement in placements}))


def _chosen(table: Candidates, proposal: dict[str, Placement]) -> Ints:
    """Return the candidate that is proposed to each leerling."""
    position = {school.id: number for number, school in enumerate(table.region.schools)}
    chosen = np.full(len(table.leerlingen), NO_PLACE, dtype=np.int64)
    for person, leerling in enumerate(table.leerlingen):
        if leerling.id in proposal:
            own = table.of(person)
            there = np.flatnonzero(table.school[own] == position[proposal[leerling.id].school])
            if len(there):
                chosen[person] = own.start + int(there[0])
    return chosen


def _reason(table: Candidates, person: int, proven: Container[PlacementStage]) -> str:
    """Return why somebody has no place; only what is proven is said."""
    if table.first[person] == table.first[person + 1]:
        return "no-candidate"
    stage = UNPLACED_STAGE[tuple(Urgency)[int(table.urgency[person])]]
    return "places-taken" if stage in proven else "not-yet-explained"
