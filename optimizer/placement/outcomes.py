"""What a run says of everybody: proposal, clock, marks, ranked options, or why there is none; never a verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.calendar import monday_of
from optimizer.domain.placement import (
    PLACEMENT_STAGES,
    UNPLACED_STAGE,
    LeerlingOutcome,
    Lens,
    Marks,
    OfferStatus,
    Placement,
    PlacementStage,
    Refusal,
    SchoolRefusal,
    SpecialCosts,
    Transport,
    TransportTotals,
    Urgency,
)
from optimizer.placement.arcs import NO_PLACE
from optimizer.placement.clock import clock_of
from optimizer.placement.costs import special_costs
from optimizer.placement.lens import lens
from optimizer.placement.options import Options, free_places
from optimizer.placement.own_kring import own_kring
from optimizer.placement.prices import MOST_PEOPLE, FlowPrices, Price
from optimizer.placement.refusals import refusals_of
from optimizer.placement.transport import transport, transport_totals

if TYPE_CHECKING:
    from optimizer.domain.leerling import Leerling
    from optimizer.domain.region import Region
    from optimizer.placement.hard import Hard
    from optimizer.placement.solve import Solved
    from optimizer.placement.support.allocate import Allocation
    from optimizer.placement.table import Ints


@dataclass(frozen=True)
class Told:
    """Everybody's outcome, the other lens, and what transport and special schools cost."""

    leerlingen: tuple[LeerlingOutcome, ...]
    lens: Lens
    transport: TransportTotals
    special: SpecialCosts


def outcomes_of(
    solved: Solved,
    allocation: Allocation,
    hard: Hard,
    placements: Sequence[Placement],
    *,
    seed: int,
    options: bool,
) -> Told:
    """Return what a run says of everybody.

    Parameters
    ----------
    hard
        The rules that candidates were made by, for the reasons of those who have none.
    options
        Whether to rank everybody's options and to reckon their price.
    """
    arcs, table = solved.arcs, solved.arcs.table
    region = table.region
    chosen = np.asarray(arcs.candidate[solved.chosen])
    most = region.policy.placement.options_per_leerling if options else 0
    asked = _asked(table.first, chosen, most)
    found = transport(table, chosen, asked)
    ranked = Options(arcs, solved.chosen, allocation, free_places(arcs, solved.chosen), _prices(solved), found)
    proposal = {placement.leerling: placement for placement in placements}
    in_kring = own_kring(hard, table, chosen)
    told: list[LeerlingOutcome] = []
    for person, leerling in enumerate(table.leerlingen):
        placement = proposal.get(leerling.id)
        refused: tuple[Refusal, ...] = ()
        if placement is None:
            refused = refusals_of(hard, person)
        plain = outcome_of(leerling, region, placement, found.get(int(chosen[person])), in_kring.get(person, ()))
        told.append(
            plain.model_copy(
                update={
                    "reason": None if placement is not None else _reason(solved, person),
                    "refusals": refused,
                    "options": ranked.of(person, most) if options else (),
                }
            )
        )
    totals = transport_totals(chosen, found)
    return Told(tuple(told), lens(table, chosen, seed), totals, special_costs(hard, table, chosen))


def _asked(first: Ints, chosen: Ints, most: int) -> list[int]:
    """Return the candidates of which transport is told: the proposals, and everybody's first ones."""
    starts, ends = first[:-1], np.minimum(first[1:], first[:-1] + most)
    ahead = [np.arange(start, end) for start, end in zip(starts, ends, strict=True)] if most else []
    every = np.concatenate([chosen[chosen != NO_PLACE], *ahead])
    return [int(candidate) for candidate in np.unique(every)]


def outcome_of(
    leerling: Leerling,
    region: Region,
    placement: Placement | None,
    transport: Transport | None,
    in_kring: tuple[SchoolRefusal, ...],
) -> LeerlingOutcome:
    """Return what is said of a leerling without reasons or options."""
    status, until = _status_of(leerling, region)
    decisions = leerling.decisions
    return LeerlingOutcome(
        leerling=leerling.id,
        status=status,
        until=until,
        marks=Marks(
            school=decisions.school, swv=decisions.swv, parents=decisions.parents, child_heard=decisions.child_heard
        ),
        clock=clock_of(leerling, region.policy.placement, monday_of(region.week)),
        placement=placement,
        transport=transport,
        own_kring=in_kring,
    )


def _status_of(leerling: Leerling, region: Region) -> tuple[OfferStatus, date | None]:
    """Return how far a place of a leerling is, and until when an offer stands."""
    offer = leerling.offer
    if offer is None or not (offer.agreed or offer.until is None or offer.until >= monday_of(region.week)):
        return OfferStatus.OPEN, None
    return (OfferStatus.AGREED if offer.agreed else OfferStatus.OFFERED), offer.until


def _reason(solved: Solved, person: int) -> str:
    """Return why somebody has no proposal; only what is proven is said."""
    table = solved.arcs.table
    if table.first[person] == table.first[person + 1]:
        return "no-candidate"
    stage = UNPLACED_STAGE[tuple(Urgency)[int(table.urgency[person])]]
    if not all(found.proven for found in solved.stages if found.key in _until(stage)):
        return "not-yet-explained"
    return "list-cut" if table.cut[person] else "places-taken"


def _until(stage: PlacementStage) -> tuple[PlacementStage, ...]:
    return PLACEMENT_STAGES[: PLACEMENT_STAGES.index(stage) + 1]


def _prices(solved: Solved) -> Callable[[int, int], Price | None]:
    """Return how to reckon the price of an outcome."""
    prices = FlowPrices(solved)
    if len(solved.chosen) > MOST_PEOPLE:
        return lambda _person, _arc: None
    return prices.of
