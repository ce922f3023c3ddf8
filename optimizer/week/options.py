"""Every single visit, session and overleg that the rules of one half day allow on their own.

Travel is left to the tours: a place that cannot be reached from the base may be reached from another stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.calendar import open_half_days
from optimizer.domain.demand import Demand, active_arrangementen, active_hulpvragen, active_overleggen
from optimizer.domain.half_day import HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.overleg import Overleg
from optimizer.domain.places import visit_place
from optimizer.domain.region import Region
from optimizer.week.eligibility import Eligibility
from optimizer.week.pins import Facts, PinBook
from optimizer.week.sessions import SessionOption, host_open, session_options


@dataclass(frozen=True)
class VisitOption:
    """A begeleider may visit a request in a half day, starting within ``[earliest, latest]``."""

    hulpvraag: str
    begeleider: str
    half_day: HalfDay
    place: str
    minutes: int
    earliest: int
    latest: int
    excluded_starts: tuple[int, ...] = ()


@dataclass(frozen=True)
class OverlegOption:
    """An overleg at a host, half day and start at which everybody is available."""

    overleg: str
    host: str
    half_day: HalfDay
    start: int
    minutes: int
    people: tuple[str, ...]
    ibs: tuple[str, ...]


@dataclass(frozen=True)
class Options:
    """All options of a week, with the demand they answer.

    Attributes
    ----------
    beside
        Of requests that no stage of the week counts, since placements ask them: the need that each answers. Of those
        that answer one need, one at most is served.
    guests
        (arrangement, leerling) of candidates whose seats no stage of the week counts.
    elsewhere
        (need, begeleider, minutes) of support at places that are not looked at: in relaxations it takes contract
        minutes and nothing else, in plans it is not given.
    stages
        Keys of the stages in their order; null is that of the policy.
    """

    region: Region
    index: RegionIndex
    eligibility: Eligibility
    matrix: TravelMatrix
    week: str
    demand: tuple[Demand, ...]
    half_days: tuple[HalfDay, ...]
    visits: tuple[VisitOption, ...] = field(repr=False, default=())
    sessions: tuple[SessionOption, ...] = field(repr=False, default=())
    overleg: tuple[OverlegOption, ...] = field(repr=False, default=())
    beside: Mapping[str, str] = field(default_factory=FrozenDict)
    guests: frozenset[tuple[str, str]] = frozenset()
    elsewhere: tuple[tuple[str, str, int], ...] = ()
    stages: tuple[str, ...] | None = None

    @property
    def own(self) -> tuple[Demand, ...]:
        """The demand that the stages of the week count."""
        return tuple(d for d in self.demand if d.hulpvraag.id not in self.beside) if self.beside else self.demand


def week_options(region: Region, matrix: TravelMatrix, week: str | None = None) -> Options:
    """Enumerate the options of a week (default: the region's)."""
    week = week or region.week
    index = RegionIndex(region)
    base = Options(
        region,
        index,
        Eligibility(index),
        matrix,
        week,
        active_hulpvragen(region, week),
        open_half_days(region.calendar, week),
    )
    pins = PinBook(region.pins)
    return replace(
        base,
        visits=tuple(v for d in base.demand for v in _visits(base, pins, d)),
        sessions=tuple(s for a in active_arrangementen(region, week) for s in session_options(base, pins, a)),
        overleg=tuple(o for item in active_overleggen(region, week) for o in _overleg(base, pins, item)),
    )


def visit_span(options: Options, demand: Demand, begeleider: Begeleider, half_day: HalfDay) -> tuple[int, int] | None:
    """Return the clock span shared by begeleider, request and school in a half day, whatever its length."""
    h = demand.hulpvraag
    window = begeleider.availability.get(half_day)
    if window is None or half_day not in h.half_days or half_day not in options.half_days:
        return None
    start, end = window.start, window.end
    hours = options.eligibility.hours_for(h)
    if hours is not None:
        school = hours.get(half_day)
        if school is None:
            return None
        start, end = max(start, school.start), min(end, school.end)
    if h.window is not None:
        start, end = max(start, h.window.start), min(end, h.window.end)
    return start, end


def _visits(options: Options, pins: PinBook, demand: Demand) -> Iterator[VisitOption]:
    h, place = demand.hulpvraag, visit_place(demand.hulpvraag)
    only = pins.starts(h.id)
    for b in options.region.begeleiders:
        if not options.eligibility.may_visit(b, h):
            continue
        for half_day in options.half_days:
            span = visit_span(options, demand, b, half_day)
            facts = Facts((b.id,), half_day, h.school)
            if span is None or not pins.allows(facts, h.id):
                continue
            earliest, latest = span[0], span[1] - h.minutes
            if only is not None:
                fixed = next(iter(only), -1)
                if len(only) != 1 or not earliest <= fixed <= latest:
                    continue
                earliest = latest = fixed
            excluded = tuple(
                e.start
                for e in pins.exclusions(facts, h.id)
                if e.start is not None and e.members is None and earliest <= e.start <= latest
            )
            if earliest <= latest and len(set(excluded)) <= latest - earliest:
                yield VisitOption(h.id, b.id, half_day, place, h.minutes, earliest, latest, excluded)


def _overleg(options: Options, pins: PinBook, item: Overleg) -> Iterator[OverlegOption]:
    people = tuple(dict.fromkeys(item.participants.begeleiders))
    staff = [options.index.begeleiders[p] for p in people]
    ibs = [options.index.schools[s] for s in item.participants.ibs]
    only = pins.starts(item.id)
    for half_day in options.half_days:
        if half_day not in item.half_days:
            continue
        for start in options.region.policy.starts_in(half_day):
            end = start + item.minutes
            if only is not None and only != {start}:
                continue
            calendars = [b.availability.get(half_day) for b in staff] + [s.ib_hours.get(half_day) for s in ibs]
            if any(window is None or not window.holds(start, end) for window in calendars):
                continue
            for host in dict.fromkeys(item.hosts):
                facts = Facts(people, half_day, host)
                if not host_open(options, host, half_day, start, item.minutes) or not pins.allows(facts, item.id):
                    continue
                if not any(e.hits(start, ()) for e in pins.exclusions(facts, item.id)):
                    yield OverlegOption(item.id, host, half_day, start, item.minutes, people, item.participants.ibs)
