"""What a new hulpvraag or a new leerling is advised: ranked options with what each changes."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from optimizer.domain.base import Flag, Frozen, FrozenDict, FrozenMap, Id
from optimizer.domain.calendar import IsoWeek
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import WeekPlan
from optimizer.domain.vocabulary import StageKey


class Room(StrEnum):
    """What may change of the published roster to serve a new hulpvraag.

    `PUBLISHED`: nothing; visits are put between the stops of a day, which keep their order. `BEGELEIDER`: the half days
    of whoever serves it. `KRING`: those of all who serve its kring.
    """

    PUBLISHED = "published"
    BEGELEIDER = "begeleider"
    KRING = "kring"


class Lost(Frozen):
    """An item that is served less than it was, by so many minutes."""

    item: str
    minutes: int


class VisitChoice(Frozen):
    """One begeleider and half days for a hulpvraag.

    Attributes
    ----------
    stages
        Value of every stage with this choice.
    changes
        By stage that differs from not serving the hulpvraag at all: by how much.
    moved
        Items that change beside, and `lost` those of them served less.
    proven
        Whether no plan with this begeleider (and, with the published roster kept, in these half days) is better
        within the room.
    """

    begeleider: Id
    half_days: tuple[HalfDay, ...]
    visits: int
    stages: FrozenMap[StageKey, int] = Field(default_factory=FrozenDict)
    changes: FrozenMap[StageKey, int] = Field(default_factory=FrozenDict)
    moved: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()
    proven: Flag = False
    plan: WeekPlan


class Recommendation(Frozen):
    """Ranked options for one hulpvraag, best first by the order of the stages.

    Attributes
    ----------
    due
        Visits it asks this week.
    able
        How many begeleiders could serve it by expertise, role, kring and half days.
    before
        The stages when it is not served.
    proven
        Whether no option within the room is better than the first.
    """

    hulpvraag: Id
    week: IsoWeek
    room: Room
    due: int
    able: int
    before: FrozenMap[StageKey, int] = Field(default_factory=FrozenDict)
    choices: tuple[VisitChoice, ...] = ()
    proven: Flag = False
    instance_sha256: str = ""
    seconds: float = 0.0
