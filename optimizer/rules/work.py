"""What begeleiders do in a week plan: stops whose references are known, and the journeys between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.matrix import TravelMatrix, UnknownPlaceError
from optimizer.domain.places import base_place
from optimizer.domain.plan import Stop
from optimizer.domain.vocabulary import LegKind, StopKind


@dataclass(frozen=True)
class Work:
    """A stop of a known begeleider for a known item, with the place and the length that the item asks."""

    begeleider: Begeleider
    stop: Stop
    place: str
    """Where the item is; a stop recorded elsewhere is a fault of the witness."""
    minutes: int
    """How long the item takes; a stop recorded longer or shorter is a fault of the witness."""

    @property
    def item(self) -> str:
        """Id of the hulpvraag, group or overleg."""
        return self.stop.item

    @property
    def half_day(self) -> HalfDay:
        """The half day of the stop."""
        return self.stop.half_day

    @property
    def start(self) -> int:
        """Recorded start, minutes since midnight."""
        return self.stop.start

    @property
    def end(self) -> int:
        """Recorded end, minutes since midnight."""
        return self.stop.end

    @property
    def is_session(self) -> bool:
        """Whether it is a session of a group."""
        return self.stop.kind is StopKind.SESSION


@dataclass(frozen=True)
class Visit(Work):
    """A visit for a hulpvraag."""

    hulpvraag: Hulpvraag


@dataclass(frozen=True)
class Journey:
    """A step of a day as the matrix tells it: from one place to the next, whatever the plan recorded."""

    origin: str
    destination: str
    kind: LegKind
    known: bool
    """Whether the matrix knows both places."""
    minutes: int | None
    """`None` when unreachable or unknown."""
    metres: int | None
    after: Work | None
    """The work before the journey; none when it starts at the base."""
    before: Work | None
    """The work after the journey; none when it ends at the base."""


def journeys_of(begeleider: Begeleider, day: Sequence[Work], matrix: TravelMatrix) -> Iterator[Journey]:
    """Yield the steps base, stops in order, base of a day; nothing for a day without work."""
    if not day:
        return
    base = base_place(begeleider.id)
    for after, before in zip((None, *day), (*day, None), strict=True):
        origin = base if after is None else after.place
        destination = base if before is None else before.place
        kind = LegKind.HOME
        if after is not None and before is not None:
            kind = LegKind.BETWEEN if after.half_day is before.half_day else LegKind.MIDDAY
        minutes: int | None = None
        metres: int | None = None
        known = True
        if origin == destination:
            minutes = metres = 0
        else:
            try:
                minutes = matrix.minutes(begeleider.mode, origin, destination)
                metres = matrix.metres(begeleider.mode, origin, destination)
            except UnknownPlaceError:
                known = False
        yield Journey(origin, destination, kind, known, minutes, metres, after, before)
