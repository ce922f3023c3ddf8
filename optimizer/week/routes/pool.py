"""What one begeleider may do in one half day, as arrays: the items, their places and clocks, the legs between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from optimizer.domain.half_day import HalfDay
from optimizer.domain.places import base_place, school_place
from optimizer.domain.vocabulary import LegKind, Target
from optimizer.week.options import Options, OverlegOption, VisitOption
from optimizer.week.sessions import SessionStop

FAR = 1 << 20
"""Minutes that stand for unreachable: no clock is as late."""

Item = VisitOption | SessionStop | OverlegOption
Span = tuple[int, int, int]
"""Item of the pool, first and last start that it may not have."""


@dataclass(frozen=True)
class Meeting:
    """One overleg at one start, whatever its host: IBs who attend cannot receive a visit meanwhile."""

    overleg: str
    half_day: HalfDay
    start: int
    minutes: int
    ibs: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Pool:
    """The items of one begeleider and half day; arrays of length ``n`` are by item, of ``p`` by place.

    Starts are integers within ``[earliest, latest]``. `barred` are spans of starts that pins forbid.
    """

    begeleider: str
    half_day: HalfDay
    items: tuple[Item, ...]
    places: tuple[str, ...]
    place: np.ndarray
    minutes: np.ndarray
    earliest: np.ndarray
    latest: np.ndarray
    counts: np.ndarray
    """(n,) bool: whether it makes its place count in `max-schools`."""
    group: np.ndarray
    """(n,) number of the request, group or overleg: options of one exclude each other."""
    legs: np.ndarray
    """(p, p) minutes, `FAR` when unreachable."""
    home: np.ndarray
    """(p,) minutes from the base for a morning, to the base for an afternoon; `FAR` when unreachable."""
    max_places: int
    between_paid: bool = True
    """Whether the legs between stops are working minutes."""
    home_paid: bool = False
    """Whether the leg from or to the base is."""
    barred: tuple[Span, ...] = ()
    meetings: tuple[tuple[tuple[Meeting, ...], tuple[Span, ...]], ...] = ()
    """Meetings that may be held together, with the starts they bar from visits to IBs who attend."""

    def signature(self) -> tuple[object, ...]:
        """Return what decides its routes, so that half days that are alike are enumerated once."""
        arrays = (self.place, self.minutes, self.earliest, self.latest, self.counts, self.group, self.legs, self.home)
        return (
            self.half_day.is_morning,
            self.between_paid,
            self.home_paid,
            self.max_places,
            self.barred,
            tuple(spans for _, spans in self.meetings),
            *(a.tobytes() for a in arrays),
        )


def pools(options: Options) -> Iterator[Pool]:
    """Yield the pool of every begeleider and half day in which there is something to do, in a fixed order."""
    found: dict[tuple[str, int], list[Item]] = defaultdict(list)
    for v in options.visits:
        found[v.begeleider, v.half_day.order].append(v)
    stops = {(person, s.stop): None for s in options.sessions for role in s.roles for person in role}
    for person, stop in stops:
        found[person, stop.half_day.order].append(stop)
    for option in options.overleg:
        for person in option.people:
            found[person, option.half_day.order].append(option)
    meetings = _meetings(options)
    for b in options.region.begeleiders:
        for half_day in options.half_days:
            items = found.get((b.id, half_day.order))
            if items is not None:
                yield _pool(options, b.id, half_day, items, meetings.get(half_day.order, []))


def _meetings(options: Options) -> dict[int, list[Meeting]]:
    found: dict[int, dict[Meeting, None]] = defaultdict(dict)
    for o in options.overleg:
        if o.ibs:
            found[o.half_day.order][Meeting(o.overleg, o.half_day, o.start, o.minutes, o.ibs)] = None
    return {half_day: list(held) for half_day, held in found.items()}


def _place(item: Item) -> str:
    return item.place if isinstance(item, VisitOption) else school_place(item.host)


def _name(options: Options, item: Item) -> tuple[object, ...]:
    """Return what options that exclude each other share: of one arrangement somebody may lead two groups in a row."""
    if isinstance(item, VisitOption):
        return ("hulpvraag", options.beside.get(item.hulpvraag, item.hulpvraag))
    if isinstance(item, OverlegOption):
        return ("overleg", item.overleg)
    several = options.index.arrangementen[item.arrangement].max_groups > 1
    return ("group", item.arrangement, item.host, item.start) if several else ("group", item.arrangement)


def _pool(
    options: Options, begeleider: str, half_day: HalfDay, items: Sequence[Item], meetings: Sequence[Meeting]
) -> Pool:
    b = options.index.begeleiders[begeleider]
    places = tuple(dict.fromkeys(_place(item) for item in items))
    number = {name: i for i, name in enumerate(places)}
    groups = {name: i for i, name in enumerate(dict.fromkeys(_name(options, item) for item in items))}
    base = base_place(begeleider)
    table = np.array(
        [[FAR if m is None else m for m in row] for row in options.matrix.minutes_between(b.mode, (base, *places))],
        dtype=np.int64,
    )
    spans = [(i.earliest, i.latest) if isinstance(i, VisitOption) else (i.start, i.start) for i in items]
    return Pool(
        begeleider=begeleider,
        half_day=half_day,
        items=tuple(items),
        places=places,
        place=np.array([number[_place(i)] for i in items], dtype=np.int64),
        minutes=np.array([i.minutes for i in items], dtype=np.int64),
        earliest=np.array([first for first, _ in spans], dtype=np.int64),
        latest=np.array([last for _, last in spans], dtype=np.int64),
        counts=np.array([not isinstance(i, OverlegOption) for i in items], dtype=bool),
        group=np.array([groups[_name(options, i)] for i in items], dtype=np.int64),
        legs=table[1:, 1:],
        home=table[0, 1:] if half_day.is_morning else table[1:, 0],
        max_places=b.max_schools_per_half_day,
        between_paid=LegKind.BETWEEN in options.region.policy.paid_travel,
        home_paid=LegKind.HOME in options.region.policy.paid_travel,
        barred=tuple(
            (n, s, s) for n, i in enumerate(items) if isinstance(i, VisitOption) for s in sorted(set(i.excluded_starts))
        ),
        meetings=tuple(_together(options, items, meetings)),
    )


def _together(
    options: Options, items: Sequence[Item], meetings: Sequence[Meeting]
) -> Iterator[tuple[tuple[Meeting, ...], tuple[Span, ...]]]:
    """Yield meetings that may be held together in a half day with the starts they bar, when they bar any."""
    by_overleg: dict[str, list[Meeting | None]] = {}
    for m in meetings:
        if _barred(options, items, m):
            by_overleg.setdefault(m.overleg, [None]).append(m)
    for choice in product(*by_overleg.values()):
        held = tuple(m for m in choice if m is not None)
        if held:
            yield held, tuple(sorted(span for m in held for span in _barred(options, items, m)))


def _barred(options: Options, items: Sequence[Item], meeting: Meeting) -> list[Span]:
    """Return the starts that a meeting bars from visits to the IBs who attend it."""
    found = []
    for n, item in enumerate(items):
        if not isinstance(item, VisitOption):
            continue
        h = options.index.hulpvragen[item.hulpvraag]
        if h.target is Target.IB and h.school in meeting.ibs:
            first, last = meeting.start - item.minutes + 1, meeting.start + meeting.minutes - 1
            if first <= item.latest and item.earliest <= last:
                found.append((n, first, last))
    return found
