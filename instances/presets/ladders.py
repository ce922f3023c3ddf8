"""Ladders of placements that the presets agree on; for who comes back, regular rungs are first in each."""

from __future__ import annotations

from optimizer.domain.base import FrozenDict
from optimizer.domain.vocabulary import LeerlingKind, Rung

REGULAR_FIRST = (
    Rung.OWN_SCHOOL,
    Rung.REGULAR_KRING,
    Rung.REGULAR_GEMEENTE,
    Rung.REGULAR_SWV,
    Rung.SBO,
    Rung.SO,
    Rung.SO_OUTSIDE,
)
"""A regular school anywhere in the SWV before special education."""
HOME_FIRST = (
    Rung.OWN_SCHOOL,
    Rung.REGULAR_KRING,
    Rung.REGULAR_GEMEENTE,
    Rung.SBO,
    Rung.REGULAR_SWV,
    Rung.SO,
    Rung.SO_OUTSIDE,
)
"""The own kring, then the own gemeente, before anything else."""
REGULAR = (Rung.REGULAR_KRING, Rung.REGULAR_GEMEENTE, Rung.REGULAR_SWV)
_RETURNING = frozenset({LeerlingKind.RETURN, LeerlingKind.FROM_INSTITUTION})


def rungs(ladder: tuple[Rung, ...]) -> FrozenDict[LeerlingKind, tuple[Rung, ...]]:
    """Return the ladder of every kind of leerling."""
    return FrozenDict({kind: REGULAR_FIRST if kind in _RETURNING else ladder for kind in LeerlingKind})
