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
    from optimizer.explain.asking import explain_all, explain_item, why_not
    from optimizer.explain.recommend import recommend_visits
    from optimizer.explain.recommend_place import recommend_places
    from optimizer.explain.replan import replan
    from optimizer.judged import result_of
    from optimizer.proposals import PlacementCheckFailedError, propose_placements
    from optimizer.together import JointCheckFailedError, PlacementOffError, solve_joint

__all__ = [
    "CheckFailedError",
    "JointCheckFailedError",
    "PlacementCheckFailedError",
    "PlacementOffError",
    "check",
    "explain_all",
    "explain_item",
    "load",
    "propose_placements",
    "read_region",
    "recommend_places",
    "recommend_visits",
    "replan",
    "result_of",
    "solve_block",
    "solve_joint",
    "solve_week",
    "why_not",
]


def __getattr__(name: str) -> object:
    """Import the face only when it is used, so that starting up stays light (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from optimizer import api, block, judged, proposals, together
    from optimizer.explain import asking, recommend, recommend_place, replan

    rooms = (block, judged, proposals, together, asking, recommend, recommend_place, replan)
    return getattr(next((room for room in rooms if name in room.__all__), api), name)
