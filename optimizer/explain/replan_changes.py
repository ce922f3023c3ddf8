"""What differs between two plans of a week, item by item, and which event made it impossible to stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.domain.half_day import HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.places import school_place
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.replan import Event, EventKind, Fact, FactKind
from optimizer.domain.vocabulary import StopKind

Key = tuple[str, FactKind]
"""Hulpvraag, group or overleg, and what of it."""


@dataclass(frozen=True)
class Difference:
    """One item of which facts differ; `count` is what the stage `changes` counts."""

    item: str
    kind: FactKind
    gone: tuple[Fact, ...]
    come: tuple[Fact, ...]
    count: int

    @property
    def name(self) -> str:
        """The hulpvraag, arrangement or overleg."""
        return self.item.partition("#")[0]


def facts_of(index: RegionIndex, plan: WeekPlan) -> dict[Key, frozenset[Fact]]:
    """Return who does what when, by item."""
    found: dict[Key, set[Fact]] = defaultdict(set)
    for tour in plan.tours:
        for stop in tour.stops:
            if stop.kind is StopKind.VISIT:
                found[stop.item, FactKind.VISIT].add(Fact(who=tour.begeleider, half_day=stop.half_day))
    for g in plan.groups:
        found[g.id, FactKind.LEAD].update(Fact(who=p, half_day=g.half_day) for p in (g.leader, *g.co_leaders))
        found[g.id, FactKind.MEMBER].update(Fact(who=m) for m in g.members)
        found[g.id, FactKind.HOST].add(Fact(who=g.host))
    for slot in plan.overleg:
        item = index.overleggen.get(slot.id)
        for p in () if item is None else item.participants.begeleiders:
            found[slot.id, FactKind.OVERLEG].add(Fact(who=p, half_day=slot.half_day))
        found[slot.id, FactKind.HOST].add(Fact(who=slot.host))
    return {key: frozenset(facts) for key, facts in found.items()}


def differences(index: RegionIndex, before: WeekPlan, after: WeekPlan) -> tuple[Difference, ...]:
    """Return every item that differs, those that count for nothing since they were not active before with count 0."""
    old, new = facts_of(index, before), facts_of(index, after)
    both = set(before.active) & set(after.active)
    found = []
    for key in sorted({*old, *new}):
        then, now = old.get(key, frozenset()), new.get(key, frozenset())
        # a host that comes or goes with what it hosts is no news of its own
        if then == now or (key[1] is FactKind.HOST and not (then and now)):
            continue
        counts = key[0].partition("#")[0] in both and key[1] is not FactKind.HOST
        count = max(len(then), len(now)) - len(then & now) if counts else 0
        found.append(Difference(*key, _sorted(then - now), _sorted(now - then), count))
    return tuple(found)


def _sorted(facts: frozenset[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda f: (-1 if f.half_day is None else f.half_day.order, f.who)))


def event_of(region: Region, before: WeekPlan, events: Sequence[Event], gone: Sequence[Fact], item: str) -> int | None:
    """Return the first event that makes a fact of an item impossible; nothing when none is seen to."""
    places = {
        (tour.begeleider, stop.half_day): stop.place
        for tour in before.tours
        for stop in tour.stops
        if stop.item == item
    }
    places |= {
        (p, g.half_day): school_place(g.host) for g in before.groups if g.id == item for p in (g.leader, *g.co_leaders)
    }
    when = {g.half_day for g in before.groups if g.id == item} | {s.half_day for s in before.overleg if s.id == item}
    asked = {o.id: o.participants for o in region.overleggen}
    people = {g.id: (g.leader, *g.co_leaders) for g in before.groups} | {o: p.begeleiders for o, p in asked.items()}
    for number, event in enumerate(events):
        for fact in gone:
            half_days = {fact.half_day} if fact.half_day is not None else when
            if event.item == item.partition("#")[0] and event.kind in (EventKind.REQUEST, EventKind.PIN):
                return number
            if not half_days & set(event.half_days):
                continue
            if event.kind is EventKind.ILL and event.item in {fact.who, *people.get(item, ())}:
                return number
            if event.kind is EventKind.CLOSED and _at(event.item, fact.who, fact.half_day, places, asked.get(item)):
                return number
    return None


def _at(
    school: str,
    who: str,
    half_day: HalfDay | None,
    places: dict[tuple[str, HalfDay], str],
    overleg: object,
) -> bool:
    """Tell whether a school is where something was to be, or takes part in it."""
    if half_day is None:
        return school_place(school) in places.values()
    ibs = getattr(overleg, "ibs", ())
    return places.get((who, half_day)) == school_place(school) or school in ibs
