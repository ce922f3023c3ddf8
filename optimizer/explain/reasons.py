"""Why an item of the week is not served: each kind decided by solving again, see docs/explain.md."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.domain.demand import active_arrangementen, active_overleggen
from optimizer.domain.explain import (
    Displaced,
    Fact,
    FactKey,
    Freedom,
    FreedomKind,
    Holder,
    ItemKind,
    Reason,
    ReasonKind,
)
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Priority, RequestStatus, StageKey, Target
from optimizer.explain.around import Around, Tried
from optimizer.explain.facts import facts_of, possible
from optimizer.explain.goal import Goal, own_stage, priority_of
from optimizer.explain.structural import barred

SECONDS = 1.6
"""For one reason."""
MOST_HOLDERS = 12
_ALONE = Freedom(kind=FreedomKind.ALONE)


def unserved_goals(around: Around) -> tuple[Goal, ...]:
    """Return everything of the week that is not served whole, each as a question; candidates without a seat singly."""
    found: list[Goal] = []
    opened = {group.arrangement for group in around.base.groups}
    for item in around.missing:
        if item in around.view.demand:
            found.append(Goal(ItemKind.HULPVRAAG, item))
        elif item not in around.view.arrangementen:
            found.append(Goal(ItemKind.OVERLEG, item))
        elif item not in opened:
            found.append(Goal(ItemKind.GROUP, item))
    for a in around.view.arrangementen.values():
        if a.id in opened:
            seated = {m for group in around.base.groups if group.arrangement == a.id for m in group.members}
            found += [Goal(ItemKind.GROUP, a.id, c) for c in dict.fromkeys(a.candidates) if c not in seated]
    return tuple(found)


def reason_of(around: Around, goal: Goal, seconds: float = SECONDS) -> Reason:
    """Return why an item is not served."""
    region = around.region
    about = Reason(
        item=goal.item,
        item_kind=goal.kind,
        kind=ReasonKind.UNKNOWN,
        proven=False,
        leerling=goal.leerling,
        minutes=missing_minutes(around, goal),
        priority=priority_of(region, goal.item),
        freedom=_ALONE,
    )
    idle = not_asked(region, goal)
    if idle is not None:
        return about.model_copy(update={"kind": ReasonKind.NOT_ASKED, "proven": True, "facts": (Fact(key=idle),)})
    found = barred(around.world, goal)
    if found is not None:
        first, *others = facts_of(around.world, goal, found)
        told = {"kind": ReasonKind.STRUCTURAL, "proven": True, "facts": first, "otherwise": tuple(others)}
        return about.model_copy(update=told)
    return about.model_copy(update=_weighed(around, goal, around.forced(goal, seconds)))


def _weighed(around: Around, goal: Goal, tried: Tried) -> dict[str, object]:
    """Return what the best plan that serves it says."""
    if tried.plan is None:
        kind = ReasonKind.CAPACITY if tried.impossible else ReasonKind.UNKNOWN
        holders = holders_of(around, goal, ())
        return {"kind": kind, "proven": tried.impossible, "holders": holders, "freedom": tried.freedom}
    kind, proven = judged(around, goal, tried)
    displaced = around.displaced(tried.plan, goal.item)
    better = kind is ReasonKind.IMPROVABLE
    return {
        "kind": kind,
        "proven": proven,
        "holders": () if better else holders_of(around, goal, displaced),
        "changes": around.changes(tried.values),
        "displaced": displaced,
        "freedom": tried.freedom,
        "better": tried.plan if better else None,
    }


def judged(around: Around, goal: Goal, tried: Tried) -> tuple[ReasonKind, bool]:
    """Return the kind that the best plan found says, and whether no other plan can say otherwise."""
    own = own_stage(around.region, goal)
    before = list(around.values)
    upto = frozenset(before[: before.index(own) + 1]) if own is not None else frozenset[StageKey]()
    first = next((change for change in around.changes(tried.values)), None)
    if first is not None and first.change < 0:
        return ReasonKind.IMPROVABLE, True
    if first is not None and first.key in upto:
        # nothing better is possible when all was looked at; or when the plan is the best, and no other is as good
        return ReasonKind.CAPACITY, tried.proven
    return ReasonKind.TRADE_OFF, tried.proven or len(around.proven) == len(around.values)


def not_asked(region: Region, goal: Goal) -> FactKey | None:
    """Return why an item is no demand of the week; none when it is."""
    if goal.kind is ItemKind.OVERLEG:
        return None if any(o.id == goal.item for o in active_overleggen(region)) else FactKey.NOT_DUE
    if goal.kind is ItemKind.GROUP:
        return None if any(a.id == goal.item for a in active_arrangementen(region)) else FactKey.DATES
    if priority_of(region, goal.item) is not None:
        return None
    h = next(one for one in region.hulpvragen if one.id == goal.item)
    if h.status is not RequestStatus.GRANTED:
        return FactKey.REQUESTED
    if h.visits_left == 0:
        return FactKey.NO_VISITS_LEFT
    if h.target is Target.CHILD and not region.policy.child_visits:
        return FactKey.CHILD_BARRED
    return FactKey.NOT_DUE


def holders_of(around: Around, goal: Goal, displaced: Sequence[Displaced]) -> tuple[Holder, ...]:
    """Return who holds the time that an item asks: what is displaced first, then what counts least."""
    gone = {one.item for one in displaced if one.minutes > 0}
    order = list(Priority)
    found: list[Holder] = []
    for who, half_day in possible(around.world, goal):
        for work in around.view.half_days.get((who, half_day), ()):
            item = work.item.partition("#")[0]
            if item == goal.item:
                continue
            priority = priority_of(around.region, item)
            found.append(
                Holder(begeleider=who, half_day=half_day, item=work.item, minutes=work.minutes, priority=priority)
            )

    def standing(one: Holder) -> tuple[bool, int, int]:
        rank = -1 if one.priority is None else order.index(one.priority)
        return one.item.partition("#")[0] not in gone, -rank, -one.minutes

    return tuple(sorted(found, key=standing)[:MOST_HOLDERS])


def missing_minutes(around: Around, goal: Goal) -> int:
    """Return the minutes that an item, or a candidate's seat, lacks in the plan at hand."""
    missing = around.missing.get(goal.item, 0)
    if goal.leerling is None:
        return missing
    a = next(one for one in around.region.arrangementen if one.id == goal.item)
    admissible = goal.leerling in around.view.admissible.get(a.id, ())
    return -(-a.minutes // a.size.preferred) if admissible else 0
