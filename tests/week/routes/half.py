"""Half days written out by hand, as a pool of the code and as plain numbers; and what the code finds in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.domain.half_day import HalfDay
from optimizer.week.options import VisitOption
from optimizer.week.routes.labels import Labels
from optimizer.week.routes.pool import FAR, Meeting, Pool, Span

Range = tuple[int, int]
"""First and last start."""
Row = tuple[tuple[int, ...], int, int, int, int]
"""Order, place of the open end, minutes between stops, minutes of the home leg, clock."""


@dataclass(frozen=True)
class Stop:
    """Something to do at a place, some minutes long, from a start in a range that is not in `no`."""

    place: int
    start: Range = (0, 600)
    minutes: int = 10
    group: int | None = None
    """Stops of one group exclude each other; nothing else has the group of a stop without."""
    counts: bool = True
    no: tuple[Range, ...] = ()


@dataclass(frozen=True)
class Half:
    """A half day: stops, directed legs between places and with home (null: unreachable), and what binds."""

    stops: tuple[Stop, ...]
    legs: Sequence[Sequence[int | None]]
    home: Sequence[int | None]
    morning: bool = True
    most: int = 9
    between_paid: bool = True
    home_paid: bool = False
    held: tuple[tuple[tuple[int, Range], ...], ...] = ()
    """Per meeting that may be held, the starts it bars: stop and range."""

    def pool(self) -> Pool:
        """The same for the code."""
        half_day = HalfDay.MA_OCHTEND if self.morning else HalfDay.MA_MIDDAG
        names = tuple(f"p{n}" for n in range(len(self.home)))
        items = tuple(
            VisitOption(f"H{n}", "B", half_day, names[s.place], s.minutes, *s.start) for n, s in enumerate(self.stops)
        )
        groups = [1000 + n if s.group is None else s.group for n, s in enumerate(self.stops)]
        return Pool(
            begeleider="B",
            half_day=half_day,
            items=items,
            places=names,
            place=integers(s.place for s in self.stops),
            minutes=integers(s.minutes for s in self.stops),
            earliest=integers(s.start[0] for s in self.stops),
            latest=integers(s.start[1] for s in self.stops),
            counts=np.array([s.counts for s in self.stops], dtype=bool),
            group=integers(groups),
            legs=np.array([minutes(row) for row in self.legs], dtype=np.int64).reshape(len(names), len(names)),
            home=np.array(minutes(self.home), dtype=np.int64),
            max_places=self.most,
            between_paid=self.between_paid,
            home_paid=self.home_paid,
            barred=tuple((n, *span) for n, s in enumerate(self.stops) for span in s.no),
            meetings=tuple(
                (tuple(meeting(m) for m in chosen), self.spans(chosen)) for chosen in subsets(range(len(self.held)))
            ),
        )

    def spans(self, held: Collection[int]) -> tuple[Span, ...]:
        """The starts that these meetings bar."""
        return tuple((stop, *span) for m in held for stop, span in self.held[m])


def integers(values: Iterable[int]) -> np.ndarray:
    return np.array(list(values), dtype=np.int64)


def minutes(row: Sequence[int | None]) -> list[int]:
    return [FAR if m is None else m for m in row]


def meeting(number: int) -> Meeting:
    return Meeting(f"O{number}", HalfDay.MA_OCHTEND, 0, 1, ())


def subsets(values: Sequence[int]) -> list[tuple[int, ...]]:
    """All that are not empty."""
    return [tuple(v for n, v in enumerate(values) if chosen >> n & 1) for chosen in range(1, 1 << len(values))]


def rows(labels: Labels, among: Iterable[int] | None = None) -> list[Row]:
    """The routes (or those of some numbers) as plain values."""
    return [
        (
            tuple(int(i) for i in labels.order[r] if i >= 0),
            int(labels.end[r]),
            int(labels.between[r]),
            int(labels.home[r]),
            int(labels.clock[r]),
        )
        for r in (range(len(labels)) if among is None else among)
    ]


def keeping(pool: Pool, labels: Labels, held: Collection[int]) -> list[int]:
    """The routes that no meetings among those held bar, as the rows of the week read them."""
    names = {meeting(m).overleg for m in held}
    inside = [m for m, (together, _) in enumerate(pool.meetings) if {x.overleg for x in together} <= names]
    return [r for r in range(len(labels)) if not labels.barred[r, inside].any()]
