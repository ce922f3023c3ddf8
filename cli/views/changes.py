"""What differs from the published plan, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, note, table
from optimizer.domain.vocabulary import StopKind

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cli.outcome import Outcome
    from cli.texts import Texts
    from optimizer.domain.half_day import HalfDay
    from optimizer.domain.plan import WeekPlan

Pairs = frozenset[tuple[str, "HalfDay"]]
"""Who, in which half day."""


@dataclass(frozen=True)
class Change:
    """One item that differs: who and when, and members that came or left; `count` is what the stage counts."""

    item: str
    before: Pairs
    now: Pairs
    came: tuple[str, ...]
    left: tuple[str, ...]
    count: int


def changes_of(outcome: Outcome) -> tuple[Change, ...]:
    """Return the items active in both weeks that differ, by item; their counts add up to stage `changes`."""
    previous = outcome.region.previous
    before = None if previous is None else previous.latest_until(outcome.region.week)
    if before is None:
        return ()
    old, new = _pairs(outcome, before), _pairs(outcome, outcome.week_plan)
    old_members, new_members = _members(before), _members(outcome.week_plan)
    both = _active_now(outcome) & set(before.active)
    found = []
    for item in sorted({*old, *new, *old_members, *new_members}):
        if item.partition("#")[0] not in both:
            continue
        then, now = old.get(item, frozenset()), new.get(item, frozenset())
        sat, sits = old_members.get(item, frozenset()), new_members.get(item, frozenset())
        count = _differ(len(then), len(now), len(then & now)) + _differ(len(sat), len(sits), len(sat & sits))
        if count:
            found.append(Change(item, then, now, tuple(sorted(sits - sat)), tuple(sorted(sat - sits)), count))
    return tuple(found)


def _differ(old: int, new: int, same: int) -> int:
    return max(old, new) - same


def _active_now(outcome: Outcome) -> set[str]:
    return {*outcome.view.demand, *outcome.view.arrangementen, *outcome.view.overleggen}


def _pairs(outcome: Outcome, plan: WeekPlan) -> dict[str, Pairs]:
    """Return who and when by hulpvraag, group or overleg."""
    found: dict[str, set[tuple[str, HalfDay]]] = {}
    for tour in plan.tours:
        for stop in tour.stops:
            if stop.kind is StopKind.VISIT:
                found.setdefault(stop.item, set()).add((tour.begeleider, stop.half_day))
    for group in plan.groups:
        found.setdefault(group.id, set()).update((who, group.half_day) for who in (group.leader, *group.co_leaders))
    for slot in plan.overleg:
        overleg = outcome.index.overleggen.get(slot.id)
        if overleg is not None:
            people = overleg.participants.begeleiders
            found.setdefault(slot.id, set()).update((who, slot.half_day) for who in people)
    return {item: frozenset(pairs) for item, pairs in found.items()}


def _members(plan: WeekPlan) -> dict[str, frozenset[str]]:
    return {group.id: frozenset(group.members) for group in plan.groups}


def changes_list(outcome: Outcome, say: Texts) -> RenderableType:
    """Return every change: item, from, to; then what is new and what is no longer asked."""
    title = f"{say('changes.title')} · {say.week(outcome.region.week)}"
    previous = outcome.region.previous
    before = None if previous is None else previous.latest_until(outcome.region.week)
    if before is None:
        return Group(heading(title), note(say("served.no_previous")))
    changes = changes_of(outcome)
    total = say.count("changes.total", sum(change.count for change in changes))
    parts: list[RenderableType] = [
        heading(title, say("changes.compared", week=say.week(before.week), total=total)),
        Text(),
    ]
    if changes:
        columns = (say("column.item"), say("column.where"), say("column.from"), say("column.to"))
        found = table(*columns, (say("column.counts"), "right"), flexible=(1, 2, 3))
        for change in changes:
            found.add_row(
                change.item,
                _where(outcome, change.item),
                _people(outcome, change.before - change.now, say) if change.before != change.now else "",
                _now(outcome, change, say),
                str(change.count),
            )
        parts += [found, Text()]
    active = _active_now(outcome)
    new, gone = sorted(active - set(before.active)), sorted(set(before.active) - active)
    for key, items in (("new", new), ("gone", gone)):
        if items:
            parts.append(note(say(f"changes.{key}", n=len(items), items=", ".join(items))))
    return Group(*parts)


def _where(outcome: Outcome, item: str) -> str:
    hulpvraag = outcome.index.hulpvragen.get(item)
    if hulpvraag is not None and hulpvraag.school is not None:
        return outcome.index.schools[hulpvraag.school].name
    arrangement = outcome.index.arrangementen.get(item.partition("#")[0])
    return arrangement.kind if arrangement is not None else ""


def _people(outcome: Outcome, pairs: Pairs, say: Texts) -> str:
    names = {who: b.name for who, b in outcome.index.begeleiders.items()}
    ordered = sorted(pairs, key=lambda pair: (pair[1].order, pair[0]))
    return "\n".join(f"{names.get(who, who)}, {say.half_day(half_day)}" for who, half_day in ordered) or say("nothing")


def _now(outcome: Outcome, change: Change, say: Texts) -> str:
    lines = [_people(outcome, change.now - change.before, say)] if change.now != change.before else []
    if change.came:
        lines.append(say("changes.came", members=", ".join(change.came)))
    if change.left:
        lines.append(say("changes.left", members=", ".join(change.left)))
    return "\n".join(lines)
