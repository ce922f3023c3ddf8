"""Small regions put together from a few entities, and their options."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import default_availability
from optimizer.domain.organisation import Bestuur, Kring
from optimizer.domain.region import Region
from optimizer.week.options import Options, OverlegOption, VisitOption, week_options
from tests.rules.builders import WEEK, begeleider, hulpvraag, school
from tests.rules.matrix import Pair, table_matrix


def region(**fields: object) -> Region:
    """S1 and S2 in K1 (neighbours of K2), S3 in K2; B1 in K1 and B2 in both; H1 at S1 unless given."""
    own: dict[str, object] = {
        "id": "deel",
        "name": "Deel",
        "week": WEEK,
        "besturen": (Bestuur(id="P1", name="P1"), Bestuur(id="P2", name="P2")),
        "kringen": (Kring(id="K1", name="K1", neighbours=("K2",)), Kring(id="K2", name="K2", neighbours=("K1",))),
        "schools": (school("S1", bestuur="P1"), school("S2", bestuur="P2"), school("S3", "K2", bestuur="P1")),
        "begeleiders": (begeleider("B1", "gedrag"), begeleider("B2", "gedrag", "taal", kringen=("K1", "K2"))),
        "hulpvragen": (hulpvraag("H1", "S1", "gedrag"),),
    }
    return Region.model_validate(own | fields)


def options(of: Region, table: Mapping[Pair, int | None] | None = None, *, default: int | None = 10) -> Options:
    return week_options(of, table_matrix(of, table, default=default))


def visits(found: Options, begeleider_id: str | None = None) -> list[VisitOption]:
    return [v for v in found.visits if begeleider_id in (None, v.begeleider)]


def spans(found: Options, begeleider_id: str = "B1") -> dict[str, tuple[int, int]]:
    """First and last start by half day."""
    return {v.half_day.value: (v.earliest, v.latest) for v in visits(found, begeleider_id)}


def who(found: Options) -> set[str]:
    return {v.begeleider for v in found.visits}


def the_overleg(found: Options) -> OverlegOption:
    (one,) = found.overleg
    return one


def only_mornings() -> FrozenDict[object, object]:
    return FrozenDict({h: w for h, w in default_availability().items() if h.is_morning})
