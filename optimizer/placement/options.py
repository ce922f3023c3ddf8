"""Ranked options of a leerling over all eligible rungs, each with its conditions and what it would cost whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.domain.placement import Condition, PlacementOption, Room, Transport
from optimizer.placement.arcs import NO_PLACE, used
from optimizer.placement.rungs import own_list
from optimizer.placement.table import NO_SEAT, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from optimizer.placement.arcs import Arcs
    from optimizer.placement.prices import Price
    from optimizer.placement.support.allocate import Allocation
    from optimizer.placement.table import Candidates, Ints


@dataclass(frozen=True, eq=False)
class Options:
    """What options need to know of a solution.

    Attributes
    ----------
    free
        (nodes,) places left in a node and all above it.
    price
        Returns the price of an outcome of a leerling; null where it cannot be reckoned quickly.
    """

    arcs: Arcs
    chosen: Ints
    allocation: Allocation
    free: Ints
    price: Callable[[int, int], Price | None]
    transport: Mapping[int, Transport]
    """By candidate, of those that are asked."""

    def of(self, person: int, most: int) -> tuple[PlacementOption, ...]:
        """Return at most so many options of a leerling, best first; the proposal is always among them."""
        table, mine = self.arcs.table, int(self.arcs.candidate[self.chosen[person]])
        numbers = range(int(table.first[person]), int(table.first[person + 1]))
        best = list(numbers[:most])
        if mine >= 0 and mine not in best and best:
            best[-1] = mine
        return tuple(self._option(person, number, mine) for number in best)

    def _option(self, person: int, number: int, mine: int) -> PlacementOption:
        table = self.arcs.table
        arc = int(self.arcs.arc[number])
        missing = self.allocation.would_miss(person, arc) if number != mine else self._missing(person)
        room = self._room(number, mine)
        price = self.price(person, arc) if number != mine else ((), ())
        return PlacementOption(
            school=table.region.schools[int(table.school[number])].id,
            rung=own_list(table.leerlingen[person], table.region.policy.placement)[int(table.rung[number]) - 1],
            rung_number=int(table.rung[number]),
            wish=int(table.wish[number]),
            minutes=None if table.metres[number] == UNKNOWN else int(table.minutes[number]),
            metres=None if table.metres[number] == UNKNOWN else int(table.metres[number]),
            sibling=bool(table.sibling[number]),
            conditions=conditions(table, number, missing),
            missing_minutes=missing,
            room=room,
            changes=None if price is None else price[0],
            moved=() if price is None else price[1],
            transport=self.transport.get(number),
        )

    def _missing(self, person: int) -> int:
        return sum(m.minutes for m in self.allocation.missing[person])

    def _room(self, number: int, mine: int) -> Room:
        seat = int(self.arcs.table.seat[number])
        if number == mine:
            return Room.PROPOSED
        if seat == NO_SEAT:
            return Room.NOT_NEEDED
        return Room.FREE if self.free[seat] > 0 else Room.TAKEN


def conditions(table: Candidates, number: int, missing: int) -> tuple[Condition, ...]:
    """Return what must still come true for a candidate."""
    found = []
    if table.pending[number]:
        found.append(Condition.ADMISSION_PENDING)
    if missing:
        found.append(Condition.SUPPORT_MISSING)
    if table.waived[number]:
        found.append(Condition.TRAVEL_WAIVED)
    return tuple(found)


def free_places(arcs: Arcs, chosen: Ints) -> Ints:
    """Return (nodes,) the places that are left for one more: the least along the way up."""
    table, seats = arcs.table, arcs.table.seats
    numbers = arcs.candidate[chosen]
    left = seats.capacity - used(seats, table.seat[numbers[numbers != NO_PLACE]])
    for node in range(len(left) - 1, -1, -1):  # parents come after their children
        above = seats.parent[node]
        if above >= 0:
            left[node] = min(left[node], left[above])
    return left
