"""What every stage counts of each possible outcome of a leerling: a candidate, or no place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from optimizer.domain.placement import PLACEMENT_STAGES, UNPLACED_STAGE, PlacementStage
from optimizer.domain.vocabulary import Rung
from optimizer.placement.support.supply import REGULAR
from optimizer.placement.table import NO_SEAT

if TYPE_CHECKING:
    from optimizer.placement.table import Candidates, Flags, Ints, Seats

NO_PLACE = -1
"""The candidate of an arc that stands for no place."""
MOVES: Literal["moves"] = "moves"
"""Not a stage of its own: of solutions that are as good, the one in which fewest leave the schools of `kept`."""
Key = PlacementStage | Literal["moves"]
RUNG_STAGES: dict[PlacementStage, int] = {
    PlacementStage(f"rung_{number}"): number for number in range(len(Rung), 1, -1)
}
WORST_STAGES = frozenset({PlacementStage.WISH_WORST, PlacementStage.TRAVEL_LONGEST})
FIRST_STAGES: tuple[PlacementStage, ...] = PLACEMENT_STAGES[: PLACEMENT_STAGES.index(PlacementStage.SUPPORT_MISSING)]
"""Who is placed and on which rung: support has no say in them."""
LAST_STAGES: tuple[PlacementStage, ...] = PLACEMENT_STAGES[len(FIRST_STAGES) :]


@dataclass(frozen=True, eq=False)
class Arcs:
    """Outcomes of N leerlingen, A in all: the M candidates, and behind those of each leerling, no place.

    Who holds an offer has that place, and no other outcome: it is taken before anybody else is placed.

    Attributes
    ----------
    first
        (N + 1,) where each leerling's outcomes begin.
    owner, candidate, node
        (A,) the leerling, the candidate or `NO_PLACE`, and the node of the seats or `NO_SEAT`; a place that was
        offered takes none of `capacity`.
    arc
        (M,) the outcome of each candidate.
    capacity
        (nodes,) places of the seats that are not offered; below 0 where too many are.
    kept
        (N,) the school (`NO_PLACE` for none) that each leerling had in another solution, for `MOVES`.
    """

    table: Candidates
    first: Ints
    owner: Ints
    candidate: Ints
    node: Ints
    arc: Ints
    capacity: Ints
    kept: Ints | None = None

    @classmethod
    def of(cls, table: Candidates, kept: Ints | None = None) -> Arcs:
        """Return the outcomes of a table of candidates."""
        people = len(table.leerlingen)
        settled = np.zeros(people, dtype=bool)
        settled[table.owner[table.offered]] = True
        first = table.first + np.concatenate([[0], np.cumsum(~settled)])
        size = int(first[-1])
        taken = np.ones(size, dtype=bool)
        taken[first[1:][~settled] - 1] = False
        candidate = np.full(size, NO_PLACE, dtype=np.int64)
        candidate[taken] = np.arange(len(table.owner))
        owner = np.repeat(np.arange(people), np.diff(first))
        node = np.full(size, NO_SEAT, dtype=np.int64)
        node[taken] = np.where(table.offered, NO_SEAT, table.seat)
        capacity = table.seats.capacity - used(table.seats, table.seat[table.offered])
        return cls(table, first, owner, candidate, node, np.flatnonzero(taken), capacity, kept)

    @cached_property
    def placed(self) -> Flags:
        """(A,) whether the outcome is a place."""
        return np.asarray(self.candidate != NO_PLACE)

    def spread_over(self, values: Ints | Flags) -> Ints:
        """Return (A,) values of candidates, 0 where there is no place."""
        found = np.zeros(len(self.owner), dtype=np.int64)
        found[self.placed] = values
        return found

    def costs(self, key: Key) -> Ints:
        """Return (A,) what an outcome adds to a stage, or of a stage that is the worst of all, its own value."""
        table = self.table
        if not isinstance(key, PlacementStage):
            kept = np.full(len(table.leerlingen), NO_PLACE) if self.kept is None else self.kept
            return np.where(self.school != kept[self.owner], 1, 0).astype(np.int64)
        if key in UNPLACED_STAGE.values():
            urgency = list(UNPLACED_STAGE.values()).index(key)
            return np.where(~self.placed & (table.urgency[self.owner] == urgency), 1, 0).astype(np.int64)
        if key in RUNG_STAGES:
            return self.spread_over(table.rung == RUNG_STAGES[key])
        if key in (PlacementStage.WISH_SUM, PlacementStage.WISH_WORST):
            return self.spread_over(table.wish)
        if key is PlacementStage.SIBLINGS_APART:
            return self.spread_over(table.apart)
        if key in (PlacementStage.TRAVEL_LONGEST, PlacementStage.TRAVEL_TOTAL):
            return self.spread_over(table.minutes)
        raise ValueError(f"{key} does not add up over outcomes alone")

    @cached_property
    def counted(self) -> Flags:
        """(A,) whether an outcome counts in `placement_spread`: needs, at a regular school that is not the own one."""
        table = self.table
        schools = table.region.schools
        regular = np.array([s.kind in REGULAR for s in schools], dtype=bool)
        needing = np.array([bool(p.needs) for p in table.leerlingen], dtype=bool)
        own = {s.id: number for number, s in enumerate(schools)}
        current = np.array([own.get(p.school or "", -1) for p in table.leerlingen], dtype=np.int64)
        mine = table.school == current[table.owner]
        return self.spread_over(regular[table.school] & needing[table.owner] & ~mine).astype(bool)

    @cached_property
    def school(self) -> Ints:
        """(A,) index of the school, -1 without a place."""
        found = np.full(len(self.owner), NO_PLACE, dtype=np.int64)
        found[self.placed] = self.table.school
        return found


def used(seats: Seats, taken: Ints) -> Ints:
    """Return (nodes,) how many of these places (nodes; `NO_SEAT` is none) lie in each node and below."""
    count = np.zeros(len(seats.capacity), dtype=np.int64)
    nodes = taken[taken != NO_SEAT]
    while len(nodes):
        np.add.at(count, nodes, 1)
        nodes = seats.parent[nodes]
        nodes = nodes[nodes >= 0]
    return count
