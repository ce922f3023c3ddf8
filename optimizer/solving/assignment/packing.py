"""Several costs in one number, the first above the second above the third."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.solving.assignment.problem import Assignment, Costs, Ints

FACTORS = (None, 256, 64, 16, 4, 2)
"""How many times a cost's range goes into its base, when exact bases (none) are too high: such weights only guess."""


@dataclass(frozen=True)
class Packed:
    """Packed costs, and of how many stages."""

    cost: Ints
    stages: int


def spans(problem: Assignment, arcs: Ints, cost: Ints) -> tuple[Ints, Ints]:
    """Return the cost of every arc above its item's least, and per item the most it can be; `arcs` sorted by item."""
    owner = problem.owner[arcs]
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    least = np.minimum.reduceat(cost, starts)
    above = cost - np.repeat(least, np.diff(np.append(starts, len(arcs))))
    return above, np.maximum.reduceat(above, starts)


def swing(vertices: int, spread: Ints) -> int:
    """Return the most by which a cost can change when items change places around a circle.

    In a circle every vertex (a node that can fill up, or the sink) is left at most once, and every item moves at most
    once. Better choices differ from worse ones by such circles, so weights above this bound never invert the order.
    """
    some = spread[spread > 0]
    return min(int(some.sum()), vertices * int(some.max())) if len(some) else 0


def packed(problem: Assignment, arcs: Ints, costs: Sequence[Costs], *, vertices: int, limit: int, sure: bool) -> Packed:
    """Return the costs of `arcs` as one number below `limit`, of as many stages as fit.

    Parameters
    ----------
    vertices
        Nodes that can fill up, and the sink.
    sure
        Whether the first stage is surely above all others; the others are so by weights that may be too low.

    Raises
    ------
    OverflowError
        When not even one stage fits.
    """
    each = [spans(problem, arcs, cost[arcs].astype(np.int64)) for cost in costs]
    for stages in range(len(each), 0, -1):
        for factor in FACTORS if stages == len(each) else FACTORS[-1:]:
            cost = _joined(problem, arcs, each[:stages], factor, vertices=vertices, limit=limit, sure=sure)
            if cost is not None:
                return Packed(cost, stages)
    raise OverflowError("the costs of a stage are higher than the flow algorithm can hold")


def _joined(
    problem: Assignment,
    arcs: Ints,
    each: Sequence[tuple[Ints, Ints]],
    factor: int | None,
    *,
    vertices: int,
    limit: int,
    sure: bool,
) -> Ints | None:
    """Return one cost of these, with weights by this factor; none when it can reach the limit."""
    joined, top = np.zeros(len(arcs), np.int64), 0
    for above, spread in each[1:] if sure else each:
        high, most = int(spread.max(initial=0)), swing(vertices, spread)
        base = (most if factor is None else min(most, factor * high)) + 1
        if top * base + high >= limit:
            return None
        joined, top = joined * base + above, top * base + high
    if not sure:
        return joined
    above, spread = each[0]
    base = swing(vertices, spans(problem, arcs, joined)[1]) + 1
    return above * base + joined if int(spread.max(initial=0)) * base + top < limit else None
