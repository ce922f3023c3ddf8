"""The value of every stage but that of support, of any choice of candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.placement import PLACEMENT_STAGES, PlacementStage, Urgency
from optimizer.placement.support.supply import REGULAR
from optimizer.placement.table import NO_SEAT

if TYPE_CHECKING:
    from optimizer.placement.table import Candidates, Ints

_RUNGS = 7


def lens_values(candidates: Candidates, chosen: Ints) -> dict[PlacementStage, int]:
    """Return the value of every stage but `support_missing`, in order.

    Parameters
    ----------
    candidates
        M candidates of N leerlingen.
    chosen
        (N,) the candidate of each leerling, -1 without a place.
    """
    placed = chosen[chosen >= 0]
    unplaced = np.bincount(candidates.urgency[chosen < 0], minlength=len(Urgency))
    rungs = np.bincount(candidates.rung[placed], minlength=_RUNGS + 1)
    values = [
        *unplaced,
        *(rungs[number] for number in range(_RUNGS, 1, -1)),
        candidates.wish[placed].sum(),
        candidates.wish[placed].max(initial=0),
        candidates.apart[placed].sum(),
        candidates.minutes[placed].max(initial=0),
        candidates.minutes[placed].sum(),
        _spread(candidates, placed),
    ]
    keys = [key for key in PLACEMENT_STAGES if key is not PlacementStage.SUPPORT_MISSING]
    return {key: int(value) for key, value in zip(keys, values, strict=True)}


def _spread(candidates: Candidates, placed: Ints) -> int:
    """Return the most leerlingen with needs at one regular school; a school where they were already is not counted."""
    regular = np.array([school.kind in REGULAR for school in candidates.region.schools], dtype=np.bool_)
    needs = np.array([bool(one.needs) for one in candidates.leerlingen], dtype=np.bool_)
    counted = needs[candidates.owner[placed]] & regular[candidates.school[placed]]
    counted &= candidates.seat[placed] != NO_SEAT
    return int(np.bincount(candidates.school[placed][counted], minlength=1).max())
