"""Who would rather be at a school that would rather have them; and where the boundary of each pool lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from optimizer.domain.placement import BlockingPair
from optimizer.placement.lens.order import NEVER, school_order
from optimizer.placement.table import NO_SEAT

if TYPE_CHECKING:
    from optimizer.placement.table import Candidates, Flags, Ints

ROOM = np.iinfo(np.int64).max
"""Comes after every key: whoever asks gets in."""


class UnstableError(ValueError):
    """A stable outcome was needed, and somebody would rather be where they would be taken."""


class Boundaries(NamedTuple):
    """What decides at each seat node, given who is placed.

    Attributes
    ----------
    full
        (nodes,) the lowest full node at or above it, -1 when there is room.
    last
        (nodes,) the last key under that full node: `ROOM` when there is none, `NEVER` when nobody is under it.
    """

    full: Ints
    last: Ints


def boundaries(candidates: Candidates, chosen: Ints, order: Ints) -> Boundaries:
    """Return what decides at each seat node for one who is not placed there: only a key before `last` gets in."""
    seats = candidates.seats
    placed = chosen[chosen >= 0]
    placed = placed[candidates.seat[placed] != NO_SEAT]
    at = candidates.seat[placed]
    taken = np.bincount(at, minlength=len(seats.capacity)).tolist()
    under = np.full(len(seats.capacity), NEVER, dtype=np.int64)
    np.maximum.at(under, at, order[placed])
    last = under.tolist()
    parent, capacity = seats.parent.tolist(), seats.capacity.tolist()
    for node, above in enumerate(parent):
        if above >= 0:
            taken[above] += taken[node]
            last[above] = max(last[above], last[node])
    full = [-1] * len(parent)
    for node in range(len(parent) - 1, -1, -1):
        if taken[node] >= capacity[node]:
            full[node] = node
        elif parent[node] >= 0:
            full[node] = full[parent[node]]
    found = np.array(full, dtype=np.int64)
    lasts = np.append(np.array(last, dtype=np.int64), ROOM)  # -1 is the entry behind all
    return Boundaries(found, lasts[found])


def preferred(candidates: Candidates, chosen: Ints) -> Flags:
    """Return which candidates, (M,), their leerling prefers to what was chosen."""
    mine = np.where(chosen >= 0, chosen, candidates.first[1:])[candidates.owner]
    return np.asarray(np.arange(len(candidates.owner)) < mine, dtype=np.bool_)


def blocking(candidates: Candidates, chosen: Ints, order: Ints) -> Ints:
    """Return the candidates that block: preferred by the leerling, and the school would take this leerling."""
    wanted = np.flatnonzero(preferred(candidates, chosen))
    seat = candidates.seat[wanted]
    last = np.append(boundaries(candidates, chosen, order).last, ROOM)  # NO_SEAT is the entry behind all
    return np.asarray(wanted[order[wanted] < last[seat]], dtype=np.int64)


def blocking_pairs(
    candidates: Candidates, chosen: Ints, seed: int, order: Ints | None = None
) -> tuple[BlockingPair, ...]:
    """Return the blocking pairs of any outcome in which no place is overfull, in the order of the candidates.

    Parameters
    ----------
    candidates
        M candidates of N leerlingen.
    chosen
        (N,) the candidate of each leerling, -1 without a place.
    seed
        Of the lottery.
    order
        `school_order`, where it was made before.
    """
    found = blocking(candidates, chosen, school_order(candidates, seed) if order is None else order)
    schools = [school.id for school in candidates.region.schools]
    leerlingen = [one.id for one in candidates.leerlingen]
    pairs = zip(candidates.owner[found].tolist(), candidates.school[found].tolist(), strict=True)
    # ids of the region were judged when it was read; there may be many pairs
    return tuple(BlockingPair.model_construct(leerling=leerlingen[one], school=schools[at]) for one, at in pairs)
