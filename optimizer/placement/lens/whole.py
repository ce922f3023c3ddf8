"""Deferred acceptance beside the optimum: what each stage would be, who would go elsewhere, who could object."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.placement import Lens, Moved, StageChange
from optimizer.placement.lens.acceptance import deferred_acceptance
from optimizer.placement.lens.cutoffs import cutoffs
from optimizer.placement.lens.order import school_order
from optimizer.placement.lens.stability import blocking_pairs
from optimizer.placement.lens.values import lens_values

if TYPE_CHECKING:
    from optimizer.placement.table import Candidates, Ints


def lens(candidates: Candidates, optimum: Ints, seed: int) -> Lens:
    """Return the other lens on a placement.

    Parameters
    ----------
    candidates
        M candidates of N leerlingen.
    optimum
        (N,) the candidate of each leerling in the proposals, -1 without one.
    seed
        Of the lottery.
    """
    order = school_order(candidates, seed)
    other = deferred_acceptance(candidates, seed, order)
    here, there = lens_values(candidates, optimum), lens_values(candidates, other)
    differ = np.flatnonzero(optimum != other)
    return Lens(
        seed=seed,
        placed=int((other >= 0).sum()),
        stages=tuple(StageChange(key=key, change=there[key] - here[key]) for key in here),
        same=int(((optimum == other) & (other >= 0)).sum()),
        assignment=tuple(
            Moved(
                leerling=candidates.leerlingen[one].id,
                origin=_school(candidates, int(optimum[one])),
                destination=_school(candidates, int(other[one])),
            )
            for one in differ
        ),
        blocking=blocking_pairs(candidates, optimum, seed, order),
        cutoffs=cutoffs(candidates, other, seed, order),
    )


def _school(candidates: Candidates, candidate: int) -> str | None:
    return None if candidate < 0 else candidates.region.schools[candidates.school[candidate]].id
