"""Lines of a roster: who is where, when, for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from optimizer.domain.calendar import date_of
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.joint import support_id
from optimizer.domain.plan import Group, Leg, OverlegSlot, Pin, Stop
from optimizer.domain.vocabulary import StopKind
from optimizer.rules.view import WeekView


@dataclass(frozen=True)
class Line:
    """A begeleider at a place for an item; a meeting of others only has no begeleider."""

    week: str
    half_day: HalfDay
    start: int
    end: int
    """Clock times in minutes since midnight."""
    begeleider: str | None
    kind: StopKind
    item: str
    place: str
    school: str | None
    """Null for a visit elsewhere."""
    kring: str | None
    what: str
    """Expertise of a visit, kind of a group or a meeting."""
    rank: int | None = None
    """In a group: 0 leads, 1 is the first co-leader."""
    members: tuple[str, ...] = ()
    """Opaque ids of leerlingen, for a session."""
    leg: Leg | None = None
    """The journey to it."""
    pinned: bool = False
    supports: str | None = None
    """Opaque id of the new leerling that a visit of a joint plan is for."""

    @property
    def day(self) -> date:
        """The date."""
        return date_of(self.week, self.half_day)

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Sort key: by time."""
        return (self.week, self.half_day.order, self.start, self.item)


@dataclass(frozen=True)
class Event:
    """What happens at a place, with everybody who comes for it."""

    line: Line
    begeleiders: tuple[str, ...]


def lines_of_week(view: WeekView) -> Iterator[Line]:
    """Yield a line for every stop of a known begeleider, and for every meeting of others only."""
    groups = view.groups
    seen: dict[str, set[HalfDay]] = defaultdict(set)
    for tour in view.plan.tours:
        for stop in tour.stops:
            seen[stop.item].add(stop.half_day)
    for slot in view.slots.values():
        seen[slot.id].add(slot.half_day)
    fixed = {pin.item: pin for pin in view.region.pins if _fixes(pin, seen.get(pin.item, set()))}
    for tour in view.plan.tours:
        if tour.begeleider not in view.index.begeleiders:
            continue
        legs: Iterable[Leg | None] = tour.legs if len(tour.legs) == len(tour.stops) + 1 else (None,) * len(tour.stops)
        for stop, leg in zip(tour.stops, legs, strict=False):
            yield _line(view, stop, tour.begeleider, leg, groups.get(stop.item), fixed.get(stop.item))
    held = {stop.item for tour in view.plan.tours for stop in tour.stops}
    for slot in view.slots.values():
        if slot.id not in held:
            yield _line(view, _meeting(slot, view), None, None, None, fixed.get(slot.id))


def _meeting(slot: OverlegSlot, view: WeekView) -> Stop:
    end = slot.start + view.index.overleggen[slot.id].minutes
    return Stop(
        kind=StopKind.OVERLEG,
        item=slot.id,
        half_day=slot.half_day,
        place=f"school:{slot.host}",
        start=slot.start,
        end=end,
    )


def _line(view: WeekView, stop: Stop, who: str | None, leg: Leg | None, group: Group | None, pin: Pin | None) -> Line:
    index = view.index
    kind, _, name = stop.place.partition(":")
    school = index.schools.get(name) if kind == "school" else None
    hulpvraag = index.hulpvragen.get(stop.item)
    arrangement = index.arrangementen.get(stop.item.partition("#")[0])
    overleg = index.overleggen.get(stop.item)
    what, kring = "", school.kring if school else None
    if stop.kind is StopKind.VISIT and hulpvraag is not None:
        what, kring = hulpvraag.expertise, kring or hulpvraag.kring
    elif stop.kind is StopKind.SESSION and arrangement is not None:
        what = arrangement.kind
    elif overleg is not None:
        what = overleg.kind.value
    people = () if group is None else (group.leader, *group.co_leaders)
    return Line(
        week=view.plan.week,
        half_day=stop.half_day,
        start=stop.start,
        end=stop.end,
        begeleider=who,
        kind=stop.kind,
        item=stop.item,
        place=stop.place,
        school=school.id if school else None,
        kring=kring,
        what=what,
        rank=people.index(who) if who in people else None,
        members=group.members if group is not None else (),
        leg=leg,
        supports=None if hulpvraag is None else new_leerling(hulpvraag),
        pinned=pin is not None and (pin.begeleider == who or stop.kind is StopKind.OVERLEG),
    )


def new_leerling(hulpvraag: Hulpvraag) -> str | None:
    """Return for whom a joint plan asks this request; nothing for a request of the region itself."""
    own = hulpvraag.leerling is not None and hulpvraag.id == support_id(hulpvraag.leerling, hulpvraag.expertise)
    return hulpvraag.leerling if own else None


def _fixes(pin: Pin, planned: set[HalfDay]) -> bool:
    """Tell whether a pin fixes an item to the half days it has in the plan."""
    return not pin.veto and pin.half_days is not None and set(pin.half_days) == planned
