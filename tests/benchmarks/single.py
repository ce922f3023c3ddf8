"""A hand-made region of single visits: two people, one in the mornings, one in the afternoons."""

from __future__ import annotations

from optimizer.domain.base import FrozenDict
from optimizer.domain.half_day import HalfDay
from optimizer.domain.region import Region
from tests.rules.builders import begeleider, hulpvraag, school, window
from tests.week.parts import region

MORNINGS = (HalfDay.MA_OCHTEND, HalfDay.DI_OCHTEND)
AFTERNOONS = (HalfDay.MA_MIDDAG,)


def single_visits() -> Region:
    """B1 has two mornings, B2 one afternoon; H1 and H2 are at S1, H3 at S2, H4 at S2 in the morning only."""
    return region(
        schools=(school("S1"), school("S2")),
        begeleiders=(
            begeleider("B1", "gedrag", availability=FrozenDict(dict.fromkeys(MORNINGS, window("08:30-12:00")))),
            begeleider("B2", "gedrag", availability=FrozenDict(dict.fromkeys(AFTERNOONS, window("12:30-15:00")))),
        ),
        hulpvragen=(
            hulpvraag("H1", "S1", "gedrag", minutes=60, priority="urgent"),
            hulpvraag("H2", "S1", "gedrag", minutes=90),
            hulpvraag("H3", "S2", "gedrag", minutes=45, priority="low"),
            hulpvraag("H4", "S2", "gedrag", minutes=60, half_days=MORNINGS, window=window("09:00-11:00")),
        ),
    )
