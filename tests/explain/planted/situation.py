"""A planted situation: a small region in which one thing is not served, for a reason and with a repair known by hand.

Everything is 10 minutes apart; schools are open 08:30-12:00 and 12:30-15:00, begeleiders 08:30-12:15 and 12:45-16:00;
a visit takes 60 minutes and 15 of administration, all in week 48. S1 and S2 are in kring K1, S3 in K2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.domain.explain import FactKey, ReasonKind, RepairKind
from optimizer.domain.half_day import HalfDay
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.organisation import Kring
from optimizer.domain.plan import WeekPlan
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from tests.rules.builders import WEEK, school
from tests.rules.matrix import table_matrix

Sets = frozenset[frozenset[FactKey]]


@dataclass(frozen=True)
class Cheapest:
    """The first repair."""

    kind: RepairKind
    entities: tuple[str, ...] = ()
    half_day: HalfDay | None = None
    amount: int = 1
    price: int | None = 0


@dataclass(frozen=True)
class Situation:
    """What is planted and what must be found; `sets` are all the smallest sets of facts."""

    name: str
    region: Region
    item: str
    kind: ReasonKind
    sets: Sets = frozenset()
    cheapest: Cheapest | None = None
    leerling: str | None = None
    displaced: tuple[str, ...] = ()
    roads: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    plan: WeekPlan | None = None
    """The plan at hand; null: the best there is."""
    conditional: bool = False

    @property
    def matrix(self) -> TravelMatrix:
        return table_matrix(self.region, self.roads)


def sets(*some: FactKey | tuple[FactKey, ...]) -> Sets:
    """Sets of facts; one fact alone is a set of one."""
    return frozenset(frozenset(one if isinstance(one, tuple) else (one,)) for one in some)


def region(**fields: object) -> Region:
    """A region of three schools in two kringen, with what is given."""
    own: dict[str, object] = {
        "id": "klein",
        "name": "Klein",
        "week": WEEK,
        "policy": Policy(),
        "kringen": (Kring(id="K1", name="K1"), Kring(id="K2", name="K2")),
        "schools": (school("S1"), school("S2"), school("S3", "K2")),
        "begeleiders": (),
        "hulpvragen": (),
    }
    return Region.model_validate(own | fields)
