"""Which trips cross a water, and by which crossing.

A trip crosses a barrier when its straight line meets the barrier's line string an odd number of times: twice is a
bend, with both ends on one bank.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from optimizer.travel.sphere import straight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from optimizer.domain.vocabulary import Mode
    from optimizer.travel.figures import Barrier

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]


def _left_of(points: Floats, start: Floats, end: Floats) -> Bools:
    """Tell per point whether it lies left of the line through two points; shape (n,)."""
    way = end - start
    left: Bools = way[0] * (points[:, 1] - start[1]) - way[1] * (points[:, 0] - start[0]) > 0
    return left


def _bearings(points: Floats, corner: Floats) -> NDArray[np.int32]:
    """Return the direction of each point from a corner, a full turn being 2**32; shape (n,)."""
    away = points - corner
    turns = np.arctan2(away[:, 1], away[:, 0]) / (2 * np.pi)
    return np.rint(turns * 2**32).astype(np.int64).astype(np.uint32).view(np.int32)


def _turns_left(origins: NDArray[np.int32], destinations: NDArray[np.int32]) -> Bools:
    """Tell per pair of bearings whether the turn between is less than half a turn; shape (origins, destinations).

    Integers wrap around just as angles do.
    """
    left: Bools = (destinations[None, :] - origins[:, None]) > 0
    return left


def crossed(origins: Floats, destinations: Floats, line: Floats) -> Bools | None:
    """Tell per pair whether its straight line meets the line string an odd number of times.

    Parameters
    ----------
    origins, destinations, line
        Degrees, shape (·, 2).

    Returns
    -------
    numpy.ndarray or None
        Booleans, shape (origins, destinations); `None` when no pair can meet the line.
    """
    low = np.minimum(origins.min(axis=0), destinations.min(axis=0))
    high = np.maximum(origins.max(axis=0), destinations.max(axis=0))
    odd: Bools | None = None
    corners: dict[int, Bools] = {}
    for first in range(len(line) - 1):
        start, end = line[first], line[first + 1]
        if (np.maximum(start, end) < low).any() or (np.minimum(start, end) > high).any():
            continue
        left_origins, left_destinations = _left_of(origins, start, end), _left_of(destinations, start, end)
        apart = left_origins[:, None] != left_destinations[None, :]
        if not apart.any():
            continue
        for corner in (first, first + 1):
            if corner not in corners:
                corners[corner] = _turns_left(_bearings(origins, line[corner]), _bearings(destinations, line[corner]))
        apart &= corners[first] != corners[first + 1]
        odd = apart if odd is None else odd ^ apart
    return odd


_MARGIN = 1e-6
"""Degrees, about a tenth of a metre: what a box is wider than its points."""


def sides(points: Floats, line: Floats) -> NDArray[np.uint8]:
    """Return per place on which sides it is past the box around a line string, a bit a side; shape (places,)."""
    low, high = line.min(axis=0) - _MARGIN, line.max(axis=0) + _MARGIN
    past = np.zeros(len(points), dtype=np.uint8)
    for bit, side in enumerate(
        (points[:, 0] < low[0], points[:, 0] > high[0], points[:, 1] < low[1], points[:, 1] > high[1])
    ):
        past |= side.astype(np.uint8) << np.uint8(bit)
    return past


def crossed_pairs(
    points: Floats, past: NDArray[np.uint8], origins: NDArray[np.int64], destinations: NDArray[np.int64], line: Floats
) -> NDArray[np.int64]:
    """Return which of the pairs cross a line string an odd number of times: `crossed`, element by element.

    Parameters
    ----------
    points
        Degrees of the places, shape (places, 2).
    past
        `sides` of the places and the line.
    origins, destinations
        Row numbers of the pairs, shape (pairs,).
    line
        Degrees, shape (corners, 2).

    Returns
    -------
    numpy.ndarray
        Positions in `origins`, ascending.
    """
    # two places past the same side of the line's box never meet the line
    near = np.flatnonzero((past[origins] & past[destinations]) == 0)
    if not len(near):
        return near
    used, at = np.unique(np.concatenate([origins[near], destinations[near]]), return_inverse=True)
    first, second = at[: len(near)], at[len(near) :]
    ground = points[used]
    odd = np.zeros(len(near), dtype=bool)
    bearings = _bearings(ground, line[0])
    before = (bearings[second] - bearings[first]) > 0
    for start, end in pairwise(line):
        left = _left_of(ground, start, end)
        bearings = _bearings(ground, end)
        after = (bearings[second] - bearings[first]) > 0
        odd ^= (left[first] != left[second]) & (before != after)
        before = after
    return near[odd]


@dataclass(frozen=True)
class Water:
    """A barrier made ready for one mode and one set of places.

    `distances` holds straight metres from each usable crossing to each place, shape (crossings, places); `waits` the
    minutes of each crossing.
    """

    line: Floats
    distances: Floats
    waits: NDArray[np.int64]

    def cheapest(
        self, origins: NDArray[np.intp], destinations: NDArray[np.intp], detour: float, table: NDArray[np.int32]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return metres (detour included) and wait minutes by the crossing of least minutes, then least metres.

        Parameters
        ----------
        origins, destinations
            Row numbers of the pairs that cross, shape (pairs,).
        detour, table
            Of the mode: see `ModeFigures`.
        """
        best = metres = wait = np.empty(0, dtype=np.int64)
        for minutes in np.unique(self.waits):
            same = self.distances[self.waits == minutes]
            via = same[0][origins] + same[0][destinations]
            for row in same[1:]:
                np.minimum(via, row[origins] + row[destinations], out=via)
            length = np.rint(via * detour).astype(np.int64)
            cost = (table[length] + minutes) * len(table) + length
            if len(best) == 0:
                best, metres, wait = cost, length, np.full_like(length, minutes)
                continue
            better = np.flatnonzero(cost < best)
            best[better], metres[better], wait[better] = cost[better], length[better], minutes
        return metres, wait


def waters_for(barriers: Iterable[Barrier], mode: Mode, points: Floats) -> list[Water]:
    """Return the barriers that can lie between the places, made ready for a mode.

    Parameters
    ----------
    barriers
        All known waters.
    mode
        A barrier without a crossing for it gives a water with no rows in `distances`: it cannot be crossed.
    points
        Degrees of the places, shape (places, 2).
    """
    low, high = points.min(axis=0), points.max(axis=0)
    found = []
    for barrier in barriers:
        line = np.array(barrier.line)
        if (line.max(axis=0) < low).any() or (line.min(axis=0) > high).any():
            continue
        usable = [c for c in barrier.crossings if mode in c.modes]
        ends = np.array([c.at for c in usable]).reshape(-1, 2)
        found.append(Water(line, straight(ends, points), np.array([c.wait for c in usable], dtype=np.int64)))
    return found
