"""kringplan: week rosters and thuisnabije placement for samenwerkingsverbanden.

>>> import optimizer
>>> region = optimizer.load("region.json")            # doctest: +SKIP
>>> result = optimizer.solve_week(region, time_limit=60)  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.api import CheckFailedError, check, load, read_region, solve_week
    from optimizer.block import solve_block
    from optimizer.judged import result_of
    from optimizer.proposals import PlacementCheckFailedError, propose_placements

__all__ = [
    "CheckFailedError",
    "PlacementCheckFailedError",
    "check",
    "load",
    "propose_placements",
    "read_region",
    "result_of",
    "solve_block",
    "solve_week",
]


def __getattr__(name: str) -> object:
    """Import the face only when it is used, so that starting up stays light (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from optimizer import api, block, judged, proposals

    return getattr(next((room for room in (block, judged, proposals) if name in room.__all__), api), name)
