"""The half days that schools keep, where the policy says so: within a block of weeks, and when a week is planned again.

Shared by model and checker, as the calendar and active demand are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.index import RegionIndex
from optimizer.domain.plan import Pin, Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import NeighbourPolicy, RunningPolicy, StopKind, Target

HalfDays = dict[str, set[HalfDay]]
"""Half days by school."""


def keeping_half_days(region: Region, published: Plan | None, done: Sequence[WeekPlan] = ()) -> Region:
    """Return the region with hulpvragen pinned to the half days that their school keeps, where the policy says so.

    These are the ones the school had in the last published week, up to the region's own, in which it was visited; of a
    school that was not, those in which it was visited first in the weeks done. A hulpvraag that cannot be served whole
    in them, or that has a pin already, keeps its own half days. So does one that has somebody under hard commitments,
    as far as published weeks go: a promise may not become impossible. The pins stand for the policy, which is off in
    what is returned; so doing this again changes nothing.

    Parameters
    ----------
    region
        As it is in the week to plan or judge.
    published
        The plan published before any week of `done` was planned.
    done
        Plans of weeks before the region's week, in order.
    """
    if not region.policy.fixed_half_days:
        return region
    schools = {h.id: h.school for h in region.hulpvragen}
    first = _first(done, schools)
    weeks = sorted(() if published is None else published.weeks, key=lambda one: one.week, reverse=True)
    last = _first([one for one in weeks if one.week <= region.week], schools)
    hard = region.policy.running is RunningPolicy.HARD
    named = {pin.item for pin in region.pins}
    index = RegionIndex(region)
    found: list[Pin] = []
    for h in region.hulpvragen:
        half_days = first if hard and h.current is not None else {**first, **last}
        own = tuple(half_day for half_day in h.half_days if half_day in half_days.get(h.school or "", ()))
        # a pin of the user's own goes first
        if own != h.half_days and h.id not in named and _servable(index, h, own):
            found.append(Pin(item=h.id, half_days=own))
    policy = region.policy.model_copy(update={"fixed_half_days": False})
    return region.model_copy(update={"policy": policy, "pins": (*region.pins, *found)})


def _first(weeks: Sequence[WeekPlan], schools: Mapping[str, str | None]) -> HalfDays:
    """Return the half days of every school in the first of some weeks in which it is visited."""
    found: HalfDays = {}
    for week_plan in weeks:
        mine: HalfDays = defaultdict(set)
        for tour in week_plan.tours:
            for stop in tour.stops:
                school = schools.get(stop.item) if stop.kind is StopKind.VISIT else None
                if school is not None:
                    mine[school].add(stop.half_day)
        found = {**mine, **found}
    return found


def _servable(index: RegionIndex, h: Hulpvraag, half_days: Sequence[HalfDay]) -> bool:
    """Tell whether one begeleider, the one who comes if there is one, could make all visits in these half days."""
    policy, kring = index.region.policy, index.kring_of(h)
    asked = [half_day for half_day in half_days if _span(index, h, half_day) is not None]
    for b in index.region.begeleiders:
        near = policy.neighbours is NeighbourPolicy.PRICE or kring in b.kringen
        able = h.expertise in b.expertise and b.role in policy.levels.get(h.level, ()) and b.institute == h.institute
        if not near or not able or b.id in h.forbidden or h.current not in (None, b.id):
            continue
        days = 0
        last: int | None = None
        for half_day in asked:
            span, window = _span(index, h, half_day), b.availability.get(half_day)
            if span is None or window is None:
                continue
            fits = min(span[1], window.end) - max(span[0], window.start) >= h.minutes
            if fits and (last is None or half_day.day.order >= last + h.day_gap):
                days, last = days + 1, half_day.day.order
        if days >= h.visits:
            return True
    return False


def _span(index: RegionIndex, h: Hulpvraag, half_day: HalfDay) -> tuple[int, int] | None:
    """Return when school (IB) and request allow a visit in a half day; nothing when they do not."""
    start, end = (0, 24 * 60) if h.window is None else (h.window.start, h.window.end)
    if h.school is not None:
        school = index.schools[h.school]
        hours = (school.ib_hours if h.target is Target.IB else school.hours).get(half_day)
        if hours is None:
            return None
        start, end = max(start, hours.start), min(end, hours.end)
    return (start, end) if end - start >= h.minutes else None
