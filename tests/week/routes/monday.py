"""A Monday of one begeleider with two requests at two schools, and its pools."""

from __future__ import annotations

from optimizer.domain.half_day import HalfDay
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.week.routes.pool import Pool, pools
from tests.rules.builders import begeleider, hulpvraag
from tests.week.parts import options, region

MORNING, AFTERNOON = HalfDay.MA_OCHTEND, HalfDay.MA_MIDDAG
MONDAY = ("ma-ochtend", "ma-middag")
STARTS = Policy.model_validate({"session_starts": {"ochtend": (540, 600), "middag": (780,)}})
TRAVEL = {
    ("base:B1", "school:S1"): 11,
    ("school:S1", "base:B1"): 12,
    ("base:B1", "school:S2"): 21,
    ("school:S2", "base:B1"): None,
    ("school:S1", "school:S2"): 31,
    ("school:S2", "school:S1"): None,
}


def found(of: Region) -> list[Pool]:
    return list(pools(options(of, TRAVEL)))


def pool_of(of: Region, half_day: HalfDay = MORNING, who: str = "B1") -> Pool:
    (one,) = (p for p in found(of) if (p.begeleider, p.half_day) == (who, half_day))
    return one


def two(**fields: object) -> Region:
    """H1 at S1, 60 minutes, and H2 at S2, 45 minutes, on Monday, by B1 only."""
    asked = (
        hulpvraag("H1", "S1", "gedrag", half_days=MONDAY),
        hulpvraag("H2", "S2", "gedrag", 45, half_days=MONDAY),
    )
    return region(**({"hulpvragen": asked, "begeleiders": (begeleider("B1", "gedrag"),)} | fields))
