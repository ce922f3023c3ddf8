"""Deferred acceptance (Gale and Shapley 1962), leerlingen proposing, with places that count in nested limits.

A school's pools are a forest of limits, so who can be together is a laminar matroid and the school's choice is greedy
in it (Fleiner 2003): after adding somebody, the last one under the lowest overfull limit leaves. The outcome is the
stable one that is best for every leerling at once, whatever the order of the proposals.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np

from optimizer.placement.lens.order import school_order
from optimizer.placement.table import NO_SEAT

if TYPE_CHECKING:
    from optimizer.placement.table import Candidates, Ints, Seats

NOBODY = -1


def deferred_acceptance(candidates: Candidates, seed: int, order: Ints | None = None) -> Ints:
    """Return the candidate of every leerling, (N,), -1 where none is left.

    A leerling's order is that of the candidates. Time grows with the number of proposals, times the depth of the
    limits and the logarithm of a pool. `order` is `school_order`, where it was made before.
    """
    places = _Places(candidates, school_order(candidates, seed) if order is None else order)
    first = candidates.first.tolist()
    asks = first[:-1]
    waiting = list(range(len(candidates.leerlingen)))[::-1]
    while waiting:
        leerling = waiting.pop()
        end = first[leerling + 1]
        candidate = asks[leerling]
        # a pool that is full of earlier ones stays so: whoever is refused never asks there again
        while candidate < end:
            leaves = places.take(candidate)
            if leaves != candidate:
                if leaves != NOBODY:
                    other = places.owner[leaves]
                    asks[other] = leaves + 1
                    waiting.append(other)
                break
            candidate += 1
        asks[leerling] = candidate
    chosen = np.array(asks, dtype=np.int64)
    return np.where(chosen < candidates.first[1:], chosen, NOBODY)


class _Places:
    """Who has a place where, while proposals come in."""

    def __init__(self, candidates: Candidates, order: Ints) -> None:
        # a view gives plain integers one at a time, without making millions of them
        self.key = np.ascontiguousarray(order).data
        self.owner = np.ascontiguousarray(candidates.owner).data
        self.seat = np.ascontiguousarray(candidates.seat).data
        self.capacity = candidates.seats.capacity.tolist()
        self.paths = ways_up(candidates.seats)
        self.taken = [0] * len(self.capacity)
        self.inside: list[list[tuple[int, int]]] = [[] for _ in self.capacity]
        self.out = bytearray(len(self.owner))
        """Of each candidate: whether it lost a place."""

    def take(self, candidate: int) -> int:
        """Give a candidate a place, and return who leaves: itself when refused, `NOBODY` when there was room."""
        seat = self.seat[candidate]
        if seat == NO_SEAT:
            return NOBODY
        path = self.paths[seat]
        taken, capacity = self.taken, self.capacity
        full = next((node for node in path if taken[node] >= capacity[node]), NOBODY)
        leaves = NOBODY
        if full != NOBODY:
            leaves = self._last(full)
            if leaves == NOBODY or self.key[leaves] < self.key[candidate]:
                return candidate
            self.out[leaves] = 1
            for node in self.paths[self.seat[leaves]]:
                taken[node] -= 1
        entry = (-self.key[candidate], candidate)
        for node in path:
            taken[node] += 1
            heapq.heappush(self.inside[node], entry)
        return leaves

    def _last(self, node: int) -> int:
        """Return the last in order of those under a limit; those who left are forgotten on the way."""
        inside = self.inside[node]
        while inside:
            candidate = inside[0][1]
            if not self.out[candidate]:
                return candidate
            heapq.heappop(inside)
        return NOBODY


def ways_up(seats: Seats) -> list[tuple[int, ...]]:
    """Return of each limit the limits from itself up to its root."""
    found: list[tuple[int, ...]] = [()] * len(seats.parent)
    for node, above in reversed(list(enumerate(seats.parent.tolist()))):
        found[node] = (node,) if above < 0 else (node, *found[above])
    return found
