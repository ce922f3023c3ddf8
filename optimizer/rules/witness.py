"""`witness`: a plan's own record is complete, refers to what exists, and adds up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from optimizer.domain.demand import active_ids
from optimizer.domain.fault import Violation
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Stop, Tour
from optimizer.domain.vocabulary import RuleKey, StopKind
from optimizer.rules.finding import clock, listing
from optimizer.rules.legs import wrong_legs
from optimizer.rules.references import unknown_references
from optimizer.rules.view import WeekView

KEY = RuleKey.WITNESS


def check(view: WeekView) -> Iterator[Violation]:
    """Yield everything in which the record of a week is not true to region, matrix and itself.

    Every reference is known and nothing is named twice; a stop lies in a half day of its tour's day, at the place of
    its item, and lasts exactly its minutes; legs follow the stops in order as the matrix tells them; every open group
    and held overleg has exactly the stops of its people, and no stop lacks its group or overleg; `active` is the active
    demand.
    Source: definition of the witness in the problem statement.
    """
    yield from unknown_references(view)
    yield from _active(view)
    for tour in view.plan.tours:
        yield from _order(tour)
    for work in view.work:
        stop = work.stop
        if stop.place != work.place:
            yield _at(stop, work.begeleider.id, found=stop.place, limit=work.place)
        if stop.end - stop.start != work.minutes:
            yield _at(stop, work.begeleider.id, found=stop.end - stop.start, limit=work.minutes)
    yield from _people(view)
    yield from wrong_legs(view)


def _at(stop: Stop, begeleider: str, *, found: int | str | None, limit: int | str | None) -> Violation:
    return Violation(
        rule=KEY, items=(stop.item,), begeleider=begeleider, half_day=stop.half_day, found=found, limit=limit
    )


def _active(view: WeekView) -> Iterator[Violation]:
    """Yield the ids that `active` lists too often, and those it lacks."""
    listed, due = Counter(view.plan.active), Counter(active_ids(view.region, view.plan.week))
    if listed != due:
        odd = [*sorted((listed - due).elements()), *sorted((due - listed).elements())]
        yield Violation(rule=KEY, items=tuple(odd), found=listed.total(), limit=due.total())


def _order(tour: Tour) -> Iterator[Violation]:
    """Yield stops of a morning that a tour lists after one of the afternoon, and stops of another day."""
    for stop in tour.stops:
        if stop.half_day.day is not tour.day:
            yield _at(stop, tour.begeleider, found=stop.half_day.day.value, limit=tour.day.value)
    for earlier, stop in pairwise(tour.stops):
        if stop.half_day.order < earlier.half_day.order:
            yield _at(stop, tour.begeleider, found=stop.half_day.value, limit=earlier.half_day.value)


def _people(view: WeekView) -> Iterator[Violation]:
    """Yield where the stops of an open group or held overleg are not exactly those of its people."""
    asked: dict[tuple[StopKind, str, str], list[str]] = defaultdict(list)
    made: dict[tuple[StopKind, str, str], list[str]] = defaultdict(list)
    for group in view.groups.values():
        for who in _known(view, (group.leader, *group.co_leaders)):
            asked[StopKind.SESSION, group.id, who].append(_moment(group.half_day, group.start))
    for slot in view.slots.values():
        for who in _known(view, view.index.overleggen[slot.id].participants.begeleiders):
            asked[StopKind.OVERLEG, slot.id, who].append(_moment(slot.half_day, slot.start))
    for work in view.work:
        if work.stop.kind is not StopKind.VISIT:
            made[work.stop.kind, work.item, work.begeleider.id].append(_moment(work.half_day, work.start))
    for key in dict.fromkeys([*asked, *made]):
        found, limit = made.get(key, []), asked.get(key, [])
        if found != limit:
            _, item, who = key
            yield Violation(rule=KEY, items=(item,), begeleider=who, found=listing(found), limit=listing(limit))


def _moment(half_day: HalfDay, start: int) -> str:
    return f"{half_day.value} {clock(start)}"


def _known(view: WeekView, ids: Iterable[str]) -> list[str]:
    """Return the known begeleiders of a list, each once: nobody has two stops for one group."""
    return [i for i in dict.fromkeys(ids) if i in view.index.begeleiders]
