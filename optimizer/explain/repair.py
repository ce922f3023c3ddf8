"""The cheapest changes that serve an item: each the smallest of its kind, verified by planning again."""

from __future__ import annotations

import time
from dataclasses import dataclass

from optimizer.domain.explain import ItemKind, Reason, ReasonKind, Repair, RepairKind
from optimizer.domain.plan import WeekPlan
from optimizer.domain.vocabulary import StageKey
from optimizer.explain.alone import alone
from optimizer.explain.around import Around, Values
from optimizer.explain.candidates import candidates
from optimizer.explain.goal import Goal, own_stage
from optimizer.explain.insert import Inserter
from optimizer.explain.mends import Mend
from optimizer.explain.reasons import missing_minutes
from optimizer.rules.check import stage_values
from optimizer.rules.view import WeekView

SECONDS = 4.0
"""For all repairs of one item."""
MOST = 3
"""Repairs that are told."""
SERVED = frozenset(
    {
        StageKey.OVERLEG_MISSED,
        StageKey.RUNNING_BROKEN,
        StageKey.UNMET_URGENT,
        StageKey.UNMET_NORMAL,
        StageKey.UNMET_LOW,
    }
)
"""Stages that a repair may not make worse: what takes place at all, compared in their order."""


@dataclass(frozen=True)
class Found:
    """A plan of the mended region that serves the item, with its stages; `certain` when a no is the last word."""

    plan: WeekPlan | None
    values: Values
    certain: bool = False


def repairs_of(around: Around, goal: Goal, reason: Reason, seconds: float = SECONDS) -> tuple[Repair, ...]:
    """Return at most three repairs, cheapest first, each of another kind."""
    if reason.kind is ReasonKind.IMPROVABLE:
        return ()
    end = time.monotonic() + seconds
    best: dict[tuple[RepairKind, int], Repair] = {}
    # those that cost nothing and few have to agree on come first
    for mend in sorted(candidates(around, goal, reason), key=lambda one: (one.paid, one.agreed_by)):
        if time.monotonic() > end:
            break
        key = (mend.kind, mend.agreed_by)
        found = _smallest(around, goal, mend, end, best.get(key))
        if found is not None and (key not in best or _rank(around, found) < _rank(around, best[key])):
            best[key] = found
    if any(kind in (RepairKind.EXPERTISE_MINUTES, RepairKind.BUDGET) for kind, _ in best):  # one of the two is enough
        best = {key: one for key, one in best.items() if key[0] is not RepairKind.EXPERTISE_AND_BUDGET}
    ranked = sorted(best, key=lambda key: (best[key].price or 0, key[1], _rank(around, best[key])))
    kinds = dict.fromkeys(kind for kind, _ in ranked)
    cheapest = [next(best[key] for key in ranked if key[0] is kind) for kind in kinds]
    return tuple(cheapest[:MOST])


def _rank(around: Around, one: Repair) -> tuple[int, int, tuple[int, ...]]:
    """Sort repairs: price, amount, then what every stage changes by, in order."""
    changed = {change.key: change.change for change in one.changes}
    return 0 if one.price is None else one.price, one.amount, tuple(changed.get(key, 0) for key in around.values)


def _smallest(around: Around, goal: Goal, mend: Mend, end: float, known: Repair | None) -> Repair | None:
    """Return the smallest amount of a change that serves the item, no more than one that is known."""
    steps = mend.most // mend.step if known is None else min(mend.most, known.amount) // mend.step
    found = _tried(around, goal, mend, steps * mend.step, end) if steps else Found(None, {})
    if found.plan is None:
        return None
    low, high, certain = 0, steps, True
    used = _used(mend, steps * mend.step, found.plan)
    if used < high:
        less = _tried(around, goal, mend, used * mend.step, end)
        if less.plan is not None:
            found, high = less, used
    # around a large plan visits are put in as they are: less than what they take is never enough
    low = high - 1 if mend.works is not None and not around.small else low
    while high - low > 1 and time.monotonic() < end:
        middle = (low + high) // 2
        less = _tried(around, goal, mend, middle * mend.step, end)
        if less.plan is not None:
            found, high = less, middle
        else:
            low, certain = middle, certain and less.certain
    amount = high * mend.step
    return Repair(
        kind=mend.kind,
        entities=mend.entities,
        half_day=mend.half_day,
        expertise=mend.expertise,
        amount=amount,
        unit=mend.unit,
        price=amount if mend.paid else 0,
        changes=around.changes(found.values),
        proven=certain and high - low == 1 and around.small,
    )


def _used(mend: Mend, amount: int, plan: WeekPlan) -> int:
    """Return how many steps of an amount a plan needs."""
    if mend.works is None:
        return amount // mend.step
    world = mend.build(amount)
    who = next(b for b in world.region.begeleiders if b.id == mend.works)
    working = WeekView(world.region, plan, world.matrix).working_minutes[who.id]
    return max(1, -(-(working - who.contract_minutes + who.reserved_minutes + amount) // mend.step))


def _tried(around: Around, goal: Goal, mend: Mend, amount: int, end: float) -> Found:
    """Return a plan of the mended region that serves the item besides all that is served now."""
    world = mend.build(amount)
    if alone(world, goal) is None:
        return Found(None, {}, certain=True)
    with around.edited(world.region, world.matrix) as then:
        inserted = Inserter(then.world, around.base, goal).plans() if goal.kind is ItemKind.HULPVRAAG else iter(())
        for plan in inserted:
            if then.ok(plan) and _served(values := stage_values(then.region, plan, world.matrix)) <= _wanted(
                then, goal
            ):
                return Found(plan, values)
        left = end - time.monotonic()
        if left <= 0 or (goal.kind is ItemKind.HULPVRAAG and not around.small):
            return Found(None, {})
        tried = then.forced(goal, left)
        if tried.plan is not None and _served(tried.values) <= _wanted(then, goal):
            return Found(tried.plan, tried.values)
        return Found(None, {}, certain=tried.proven)


def _wanted(then: Around, goal: Goal) -> tuple[int, ...]:
    """Return what the stages of what takes place at all are with the item served besides all that is served now."""
    own, values = own_stage(then.region, goal), dict(then.values)
    if own is StageKey.OVERLEG_MISSED:
        values[own] -= 1
    elif own is not None and (goal.kind is ItemKind.HULPVRAAG or goal.leerling is not None):
        values[own] -= missing_minutes(then, goal)
    return _served(values)


def _served(values: Values) -> tuple[int, ...]:
    return tuple(value for key, value in values.items() if key in SERVED)
