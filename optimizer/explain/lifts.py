"""The facts that may bar an item, each with what mending it does to the region; see docs/explain.md.

A lift is generous: it takes a fact away wholly. How little of it is enough is for repairs to find out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.calendar import Calendar, open_half_days
from optimizer.domain.clock import Window
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.explain import FactKey, ItemKind
from optimizer.domain.half_day import HALF_DAYS, Part
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.overleg import Overleg
from optimizer.domain.places import home_location
from optimizer.domain.region import Region
from optimizer.domain.school import Hours, School
from optimizer.domain.vocabulary import Mode, NeighbourPolicy, Role, Target
from optimizer.explain.alone import World
from optimizer.explain.goal import Goal

WIDE = Window(start=0, end=24 * 60 - 1)
ALL_DAY: Hours = FrozenDict(dict.fromkeys(HALF_DAYS, WIDE))
MOST_MINUTES = 10_080


@dataclass(frozen=True)
class Lift:
    """A fact, and the world without it."""

    key: FactKey
    apply: Callable[[World], World]


@dataclass(frozen=True)
class Reachable:
    """Travel in which every place can be reached."""

    matrix: TravelMatrix

    @property
    def sha256(self) -> str:
        """Hash of what it stands on."""
        return f"{self.matrix.sha256}+"

    @property
    def places(self) -> tuple[str, ...]:
        """The places it knows."""
        return self.matrix.places

    def minutes(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return minutes, 0 where there is no way."""
        return self.matrix.minutes(mode, origin, destination) or 0

    def metres(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return metres, 0 where there is no way."""
        return self.matrix.metres(mode, origin, destination) or 0

    def minutes_between(self, mode: Mode, places: Sequence[str]) -> list[list[int | None]]:
        """Return the table of minutes, 0 where there is no way."""
        return [[minutes or 0 for minutes in row] for row in self.matrix.minutes_between(mode, places)]


def lifts_of(region: Region, goal: Goal) -> list[Lift]:
    """Return the facts that may bar an item, those about people first; only such as say anything here."""
    found = {ItemKind.HULPVRAAG: _of_hulpvraag, ItemKind.GROUP: _of_group, ItemKind.OVERLEG: _of_overleg}[goal.kind]
    return list(found(region, goal))


def edited(world: World, **fields: object) -> World:
    """Return the world with other fields of its region."""
    return replace(world, region=world.region.model_copy(update=fields))


def _each(world: World, name: str, change: Callable[[Any], dict[str, object]]) -> World:
    """Return the world with a change of every entity of a list."""
    entities = getattr(world.region, name)
    return edited(world, **{name: tuple(one.model_copy(update=change(one)) for one in entities)})


def _policy(world: World, **fields: object) -> World:
    return edited(world, policy=world.region.policy.model_copy(update=fields))


def _lift(key: FactKey, name: str, change: Callable[[Any], dict[str, object]]) -> Lift:
    return Lift(key, lambda world: _each(world, name, change))


def _with_expertise(*more: str) -> Callable[[Any], dict[str, object]]:
    return lambda b: {"expertise": (*b.expertise, *more)}


def _with_kringen(*more: str) -> Callable[[Any], dict[str, object]]:
    return lambda b: {"kringen": (*b.kringen, *more)}


def _hours_at(schools: Sequence[str], name: str) -> Callable[[Any], dict[str, object]]:
    return lambda s: {name: ALL_DAY} if s.id in schools else {}


# what every item has


def _shared(region: Region, goal: Goal, people: Sequence[Begeleider]) -> Iterator[Lift]:
    """Yield the facts of time, contracts, agreements and roads."""
    if any(b.availability != ALL_DAY for b in people):
        yield _lift(FactKey.AVAILABILITY, "begeleiders", lambda _: {"availability": ALL_DAY})
    if open_half_days(region.calendar, region.week) != HALF_DAYS:
        yield Lift(FactKey.CLOSED, lambda world: edited(world, calendar=Calendar()))
    yield _lift(FactKey.CONTRACT, "begeleiders", lambda _: {"contract_minutes": MOST_MINUTES, "reserved_minutes": 0})
    if any(pin.item.partition("#")[0] == goal.item for pin in region.pins):
        yield Lift(FactKey.PINS, lambda world: edited(world, pins=()))
    yield Lift(FactKey.TRAVEL, lambda world: replace(world, matrix=Reachable(world.matrix)))


def _half_days(name: str, item: Hulpvraag | Groepsarrangement | Overleg) -> Iterator[Lift]:
    if set(item.half_days) != set(HALF_DAYS):
        yield _lift(FactKey.HALF_DAYS, name, lambda _: {"half_days": HALF_DAYS})


def _kringen(region: Region, kringen: Sequence[str]) -> Iterator[Lift]:
    if any(not set(kringen) <= set(b.kringen) for b in region.begeleiders):
        yield _lift(FactKey.KRING, "begeleiders", _with_kringen(*kringen))
        near = any(k.neighbours for k in region.kringen if k.id in kringen)
        if near and region.policy.neighbours is NeighbourPolicy.FORBID:
            yield Lift(FactKey.NEIGHBOURS, lambda world: _policy(world, neighbours=NeighbourPolicy.PRICE))


# hulpvraag


def _of_hulpvraag(region: Region, goal: Goal) -> Iterator[Lift]:
    h = next(one for one in region.hulpvragen if one.id == goal.item)
    due = next((d.due for d in active_hulpvragen(region) if d.hulpvraag.id == h.id), 1)
    school = next((s for s in region.schools if s.id == h.school), None)
    yield from _who_visits(region, h, school.kring if school is not None else h.kring)
    if due > 1 and goal.begeleider is None:
        yield Lift(FactKey.ONE_BEGELEIDER, lambda world: replace(world, split=True))
        yield Lift(FactKey.SPREAD, lambda world: replace(world, any_day=True))
    yield from _half_days("hulpvragen", h)
    if school is not None:
        key, name = (FactKey.IB_HOURS, "ib_hours") if h.target is Target.IB else (FactKey.SCHOOL_HOURS, "hours")
        yield _lift(key, "schools", _hours_at((school.id,), name))
    if h.window is not None:
        yield _lift(FactKey.WINDOW, "hulpvragen", lambda _: {"window": None})
    if any(budget.hard for budget in region.budgets):
        yield Lift(FactKey.BUDGET, lambda world: edited(world, budgets=()))
    yield from _shared(region, goal, region.begeleiders)


def _who_visits(region: Region, h: Hulpvraag, kring: str | None) -> Iterator[Lift]:
    staff, levels = region.begeleiders, region.policy.levels
    if any(h.expertise not in b.expertise for b in staff):
        yield _lift(FactKey.EXPERTISE, "begeleiders", _with_expertise(h.expertise))
    if any(b.role not in levels.get(h.level, ()) for b in staff):
        everybody = FrozenDict({**levels, h.level: tuple(Role)})
        yield Lift(FactKey.ROLE, lambda world: _policy(world, levels=everybody))
    if any(b.institute != h.institute for b in staff):
        yield _lift(FactKey.INSTITUTE, "begeleiders", lambda _: {"institute": h.institute})
    if h.forbidden:
        yield _lift(FactKey.FORBIDDEN, "hulpvragen", lambda _: {"forbidden": ()})
    yield from _kringen(region, (kring,) if kring is not None else ())


# groups


def _of_group(region: Region, goal: Goal) -> Iterator[Lift]:
    a = next(one for one in region.arrangementen if one.id == goal.item)
    hosts = [s for s in region.schools if s.id in a.hosts]
    yield from _who_leads(region, a, hosts)
    yield from _with_whom(region, a, goal, hosts)
    yield from _half_days("arrangementen", a)
    if a.from_date is not None or a.until is not None:
        yield _lift(FactKey.DATES, "arrangementen", lambda _: {"from_date": None, "until": None})
    yield from _where(hosts)
    yield from _shared(region, goal, region.begeleiders)


def _who_leads(region: Region, a: Groepsarrangement, hosts: Sequence[School]) -> Iterator[Lift]:
    staff = region.begeleiders
    if any(a.expertise not in b.expertise for b in staff):
        yield _lift(FactKey.EXPERTISE, "begeleiders", _with_expertise(a.expertise))
    if a.co_leaders:
        # without co-leaders it says at once that nobody has their expertise, and that there are too few people
        yield _lift(FactKey.CO_LEADER, "arrangementen", lambda _: {"co_leaders": ()})
    if any(b.institute is not None for b in staff):
        yield _lift(FactKey.INSTITUTE, "begeleiders", lambda _: {"institute": None})
    yield from _kringen(region, list(dict.fromkeys(s.kring for s in hosts)))


def _with_whom(region: Region, a: Groepsarrangement, goal: Goal, hosts: Sequence[School]) -> Iterator[Lift]:
    pupils = [one for one in region.leerlingen if one.id in a.candidates]
    about = [one for one in pupils if goal.leerling in (None, one.id)]
    if a.size.min > 1 or not a.max_groups:
        smallest = a.size.model_copy(update={"min": 1})
        groups = max(1, a.max_groups)
        yield _lift(FactKey.CANDIDATES, "arrangementen", lambda _: {"size": smallest, "max_groups": groups})
    if a.leerjaren and any(one.leerjaar not in a.leerjaren for one in about):
        yield _lift(FactKey.BAND, "arrangementen", lambda _: {"leerjaren": ()})
    asked = {need.expertise for one in pupils for need in one.needs}
    if not asked <= set(a.supports):
        everything = tuple(sorted(asked | set(a.supports)))
        yield _lift(FactKey.SUPPORTS, "arrangementen", lambda _: {"supports": everything})

    def near(world: World) -> World:
        """Everybody may travel for as long as it takes; who starts nowhere known starts at the first host."""
        wide = _each(world, "arrangementen", lambda _: {"max_travel_minutes": MOST_MINUTES})
        first = hosts[0].id if hosts else None

        def goes(one: Any) -> dict[str, object]:  # noqa: ANN401 -- a leerling
            known = home_location(one, world.region) is not None or one.school is not None
            return {"travel_waived": True} if known else {"travel_waived": True, "school": first}

        return _each(wide, "leerlingen", goes)

    yield Lift(FactKey.GROUP_TRAVEL, near)


def _where(hosts: Sequence[School]) -> Iterator[Lift]:
    names = [s.id for s in hosts]
    if any(s.hours != ALL_DAY for s in hosts):
        yield _lift(FactKey.SCHOOL_HOURS, "schools", _hours_at(names, "hours"))
    if any(s.rooms.get(h, 0) < 1 for s in hosts for h in HALF_DAYS):
        rooms = FrozenDict(dict.fromkeys(HALF_DAYS, 1))
        yield _lift(FactKey.ROOMS, "schools", lambda s: {"rooms": rooms} if s.id in names else {})
    yield Lift(FactKey.STARTS, lambda world: _any_start(world, names))


def _any_start(world: World, hosts: Sequence[str]) -> World:
    """Let sessions start when a host opens or somebody begins: if any start will do, one of these does."""
    region = world.region
    calendars: list[Hours] = [b.availability for b in region.begeleiders]
    calendars += [s.hours for s in region.schools if s.id in hosts]
    calendars += [s.ib_hours for s in region.schools]
    starts = {
        part: {w.start for hours in calendars for half_day, w in hours.items() if half_day.part is part}
        for part in Part
    }
    known = region.policy.session_starts
    every = {part: tuple(sorted({*known.get(part, ()), *found})) for part, found in starts.items()}
    return _policy(world, session_starts=FrozenDict(every))


# overleg


def _of_overleg(region: Region, goal: Goal) -> Iterator[Lift]:
    o = next(one for one in region.overleggen if one.id == goal.item)
    people = [b for b in region.begeleiders if b.id in o.participants.begeleiders]
    yield from _half_days("overleggen", o)
    if o.participants.ibs:
        yield _lift(FactKey.IB_HOURS, "schools", _hours_at(o.participants.ibs, "ib_hours"))
    yield from _where([s for s in region.schools if s.id in o.hosts])
    yield from _shared(region, goal, people)
