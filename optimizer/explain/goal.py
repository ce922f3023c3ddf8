"""What a question is about: one item of the week, and how it must be served."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain.demand import active_arrangementen, active_hulpvragen, active_overleggen
from optimizer.domain.explain import ItemKind
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import UNMET_STAGE, Priority, RunningPolicy, StageKey, StopKind


@dataclass(frozen=True)
class Goal:
    """A hulpvraag, arrangement or overleg to be served, perhaps so."""

    kind: ItemKind
    item: str
    leerling: str | None = None
    """Of an arrangement: a candidate who must have a seat."""
    begeleider: str | None = None
    half_day: HalfDay | None = None
    host: str | None = None


def goal_of(region: Region, item: str, leerling: str | None = None) -> Goal:
    """Return the goal that an id means.

    Raises
    ------
    KeyError
        When the region has no hulpvraag, arrangement or overleg of that id.
    """
    if any(one.id == item for one in region.hulpvragen):
        return Goal(ItemKind.HULPVRAAG, item)
    if any(one.id == item for one in region.arrangementen):
        return Goal(ItemKind.GROUP, item, leerling)
    if any(one.id == item for one in region.overleggen):
        return Goal(ItemKind.OVERLEG, item)
    raise KeyError(item)


def own_stage(region: Region, goal: Goal) -> StageKey | None:
    """Return the stage that counts the item when it is not served; none when it is no demand of the week."""
    if goal.kind is ItemKind.OVERLEG:
        return StageKey.OVERLEG_MISSED if any(o.id == goal.item for o in active_overleggen(region)) else None
    priority = priority_of(region, goal.item)
    return None if priority is None else UNMET_STAGE[priority]


def priority_of(region: Region, item: str) -> Priority | None:
    """Return the class of a hulpvraag (urgent when overdue) or arrangement that is active; none for all else."""
    for demand in active_hulpvragen(region):
        if demand.hulpvraag.id == item:
            return demand.priority
    return next((a.priority for a in active_arrangementen(region) if a.id == item), None)


def only(region: Region, goal: Goal) -> Region:
    """Return the region with this item as all that is asked: no other work, no commitment, no published plan."""
    return region.model_copy(
        update={
            "hulpvragen": tuple(h for h in region.hulpvragen if h.id == goal.item),
            "arrangementen": tuple(
                a.model_copy(update={"running": None}) for a in region.arrangementen if a.id == goal.item
            ),
            "overleggen": tuple(o for o in region.overleggen if o.id == goal.item),
            "pins": tuple(p for p in region.pins if p.item.partition("#")[0] == goal.item),
            "previous": None,
            "policy": region.policy.model_copy(update={"running": RunningPolicy.FIRST}),
        }
    )


def is_served(region: Region, goal: Goal, plan: WeekPlan) -> bool:
    """Tell whether a plan serves an item whole, and so as the goal asks."""
    if goal.kind is ItemKind.HULPVRAAG:
        due = next((d.due for d in active_hulpvragen(region) if d.hulpvraag.id == goal.item), 0)
        made = [
            (tour.begeleider, stop.half_day)
            for tour in plan.tours
            for stop in tour.stops
            if stop.kind is StopKind.VISIT and stop.item == goal.item
        ]
        return (
            len(made) >= due > 0
            and all(goal.begeleider in (None, who) for who, _ in made)
            and (goal.half_day is None or any(half_day is goal.half_day for _, half_day in made))
        )
    if goal.kind is ItemKind.GROUP:
        return any(
            group.arrangement == goal.item
            and (goal.leerling is None or goal.leerling in group.members)
            and goal.begeleider in (None, group.leader)
            and goal.half_day in (None, group.half_day)
            and goal.host in (None, group.host)
            for group in plan.groups
        )
    return any(
        slot.id == goal.item and goal.half_day in (None, slot.half_day) and goal.host in (None, slot.host)
        for slot in plan.overleg
    )
