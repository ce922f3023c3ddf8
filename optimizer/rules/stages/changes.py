"""`changes`: what differs from the published plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import WeekPlan
from optimizer.domain.vocabulary import StopKind
from optimizer.rules.view import WeekView

Facts = dict[tuple[str, str], frozenset[Hashable]]
"""By item and group (or kind of fact): (begeleider, half day) pairs, or members."""


def value(view: WeekView) -> int:
    """Return the sum over items of max(|old|, |new|) - |old ∩ new|.

    Compared with the latest week of `previous` that is not after this week; without one nothing changes. Facts are the
    (begeleider, half day) pairs of the visits of a hulpvraag, of leader and co-leaders per group, and of the listed
    begeleiders of an overleg; besides, the members per group. Half days compare by name; hosts and clock shifts do not
    count. An item counts when it is active now and was in the `active` list then.
    Source: stage 8 of the problem statement.
    """
    previous = view.region.previous
    before = None if previous is None else previous.latest_until(view.plan.week)
    if before is None:
        return 0
    now = {*view.demand, *view.arrangementen, *view.overleggen}
    items = now.intersection(before.active)
    old, new = _facts(view, before), _facts(view, view.plan)
    total = 0
    for key in {*old, *new}:
        if key[0] in items:
            then, current = old.get(key, frozenset()), new.get(key, frozenset())
            total += max(len(then), len(current)) - len(then & current)
    return total


def _facts(view: WeekView, plan: WeekPlan) -> Facts:
    found: dict[tuple[str, str], set[Hashable]] = defaultdict(set)
    for tour in plan.tours:
        for stop in tour.stops:
            if stop.kind is StopKind.VISIT:
                found[stop.item, "visits"].add((tour.begeleider, stop.half_day))
    for group in plan.groups:
        found[group.arrangement, group.id].update(_pairs((group.leader, *group.co_leaders), group.half_day))
        found[group.arrangement, f"{group.id} members"].update(group.members)
    for slot in plan.overleg:
        overleg = view.index.overleggen.get(slot.id)
        if overleg is not None:
            found[slot.id, "overleg"].update(_pairs(overleg.participants.begeleiders, slot.half_day))
    return {key: frozenset(facts) for key, facts in found.items()}


def _pairs(people: Iterable[str], half_day: HalfDay) -> set[tuple[str, HalfDay]]:
    return {(person, half_day) for person in people}
