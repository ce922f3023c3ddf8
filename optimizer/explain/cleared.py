"""Makes room for a group or an overleg by taking the day from those whom it needs, and visits about its members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from optimizer.domain.explain import ItemKind
from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.index import RegionIndex
from optimizer.domain.plan import Stop, WeekPlan
from optimizer.domain.vocabulary import StopKind
from optimizer.explain.alone import World, alone
from optimizer.explain.goal import Goal
from optimizer.explain.written import Work, written


def cleared(world: World, base: WeekPlan, goal: Goal) -> Iterator[tuple[tuple[str, ...], WeekPlan]]:
    """Yield plans in which it takes place in some half day, with whose day was taken; the rules have not judged them.

    Sessions and overleg of others stay, visits go.
    """
    if goal.kind is ItemKind.HULPVRAAG:
        return
    for half_day in HALF_DAYS:
        if goal.half_day not in (None, half_day):
            continue
        new = alone(world, replace(goal, half_day=half_day))
        if new is not None:
            try:
                joined = _joined(world, base, new, goal)
            except ValueError:  # no way between two stops that are next to each other now
                continue
            yield tuple(tour.begeleider for tour in new.tours), joined


def _joined(world: World, base: WeekPlan, new: WeekPlan, goal: Goal) -> WeekPlan:
    """Return both plans as one, without the visits that are in the way and the item as it was."""
    index = RegionIndex(world.region)
    people = {(tour.begeleider, tour.day) for tour in new.tours}
    members = {m for group in new.groups for m in group.members}
    met = {stop.half_day for tour in new.tours for stop in tour.stops}

    def stays(who: str, stop: Stop) -> bool:
        if stop.item.partition("#")[0] == goal.item:
            return False
        if stop.kind is not StopKind.VISIT:
            return True
        request = index.hulpvragen.get(stop.item)
        about = request is not None and request.leerling in members and stop.half_day in met
        return not about and (who, stop.half_day.day) not in people

    every = [(tour.begeleider, stop) for tour in base.tours for stop in tour.stops if stays(tour.begeleider, stop)]
    every += [(tour.begeleider, stop) for tour in new.tours for stop in tour.stops]
    works = {
        kind: [Work(who, s.item, s.half_day, s.place, s.start, s.end - s.start) for who, s in every if s.kind is kind]
        for kind in StopKind
    }
    return written(
        world.region,
        world.matrix,
        visits=works[StopKind.VISIT],
        sessions=works[StopKind.SESSION],
        meetings=works[StopKind.OVERLEG],
        groups=(*(g for g in base.groups if g.arrangement != goal.item), *new.groups),
        overleg=(*(o for o in base.overleg if o.id != goal.item), *new.overleg),
    )
