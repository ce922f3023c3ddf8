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

__all__ = ["CheckFailedError", "check", "load", "read_region", "solve_block", "solve_week"]


def __getattr__(name: str) -> object:
    """Import the face only when it is used, so that starting up stays light (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from optimizer import api, block

    return getattr(block if name in block.__all__ else api, name)
