"""A coarse estimate of travel: straight distance, detour, speed bands, and waters with their crossings.

It knows no roads and no rush hour. Where a trip crosses one water, it goes by the cheapest crossing exactly; where it
crosses several, the extra way of each is added, which can be too long where one road passes both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.places import places_of
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Mode
from optimizer.travel.arrays import UNREACHABLE, ArrayMatrix, Travel
from optimizer.travel.figures import Barrier, ModeFigures, barriers, mode_figures
from optimizer.travel.sphere import arcs, unit_vectors
from optimizer.travel.water import Water, crossed, waters_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.domain.location import Location

_BLOCK = 128
"""Rows reckoned at a time: small enough for a processor's cache."""


class EstimateMatrix(ArrayMatrix):
    """Estimated travel between places; symmetric, since the figures and crossings are."""

    def __init__(
        self,
        places: Mapping[str, Location],
        modes: Iterable[Mode],
        figures: Mapping[Mode, ModeFigures],
        waters: Iterable[Barrier],
    ) -> None:
        super().__init__(places, modes)
        self._figures = dict(figures)
        self._barriers = tuple(waters)
        self._points = np.array([(places[p].lat, places[p].lon) for p in self._places]).reshape(-1, 2)

    @classmethod
    def of(
        cls,
        region_or_places: Region | Mapping[str, Location],
        modes: Iterable[Mode] = tuple(Mode),
        *,
        figures: Mapping[Mode, ModeFigures] | None = None,
        waters: Iterable[Barrier] | None = None,
    ) -> EstimateMatrix:
        """Return the estimate for a region's places, or for any places by id.

        Parameters
        ----------
        region_or_places
            A region, or points by place id. Different ids at one point are the same place: 0 minutes, 0 metres.
        modes
            Modes that can be asked; each is reckoned when first asked, and all of them for the hash.
        figures, waters
            Instead of the shipped figures and waters.
        """
        places = places_of(region_or_places) if isinstance(region_or_places, Region) else region_or_places
        return cls(
            places,
            modes,
            mode_figures() if figures is None else figures,
            barriers() if waters is None else waters,
        )

    def _fill(self, mode: Mode) -> Travel:
        size, figures = len(self._points), self._figures[mode]
        minutes = np.zeros((size, size), dtype=np.int32)
        metres = np.zeros((size, size), dtype=np.int32)
        if size == 0:
            return Travel(minutes, metres)
        vectors = unit_vectors(self._points)
        waters = waters_for(self._barriers, mode, self._points)
        table = figures.minutes_table(self._furthest(vectors, waters, figures.detour))
        for start in range(0, size, _BLOCK):
            # symmetric: reckon from the diagonal on, and mirror
            rows, columns = slice(start, min(start + _BLOCK, size)), slice(start, size)
            far = arcs(vectors[rows], vectors[columns])
            length = np.rint(far * figures.detour).astype(np.int64)
            wait = np.zeros(length.shape, dtype=np.int64)
            closed = self._go_round(waters, start, far, length, wait, figures.detour, table)
            spent = table[length] + wait
            same = far == 0
            spent[same] = 0
            if closed is not None:
                spent[closed] = length[closed] = UNREACHABLE
            for whole, block in ((minutes, spent), (metres, length)):
                own = np.triu(block[:, : len(block)])
                block[:, : len(block)] = own + np.triu(own, 1).T
                whole[rows, columns], whole[columns, rows] = block, block.T
        return Travel(minutes, metres)

    @staticmethod
    def _furthest(vectors: NDArray[np.float64], waters: list[Water], detour: float) -> int:
        """Return metres that no trip exceeds: a trip, plus each water's longest way round."""
        centre = vectors[:1]
        longest = 2 * float(arcs(centre, vectors).max())
        longest += sum(2 * float(w.distances.max()) for w in waters if len(w.waits))
        return int(longest * detour) + len(waters) + 2

    def _go_round(
        self,
        waters: list[Water],
        start: int,
        far: NDArray[np.float64],
        length: NDArray[np.int64],
        wait: NDArray[np.int64],
        detour: float,
        table: NDArray[np.int32],
    ) -> NDArray[np.bool_] | None:
        """Add the way round every water to a block in place; return the pairs that cannot get across."""
        points = self._points
        rows, columns = points[start : start + len(far)], points[start:]
        closed: NDArray[np.bool_] | None = None
        width = len(columns)
        flat_length, flat_wait = length.reshape(-1), wait.reshape(-1)
        direct = flat_length.copy()
        for water in waters:
            odd = crossed(rows, columns, water.line)
            if odd is None or not odd.any():
                continue
            if not len(water.waits):
                closed = odd if closed is None else closed | odd
                continue
            pairs = np.flatnonzero(odd)
            origins = pairs // width
            via, extra_wait = water.cheapest(origins + start, pairs - origins * width + start, detour, table)
            flat_length[pairs] += np.maximum(0, via - direct[pairs])
            flat_wait[pairs] += extra_wait
        return closed
