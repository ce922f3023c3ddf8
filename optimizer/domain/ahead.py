"""A region as it will be in a later week, when the weeks planned before it have been carried out.

Shared by model and checker, as the calendar and active demand are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from optimizer.domain.arrangement import Groepsarrangement, Running
from optimizer.domain.calendar import Calendar, add_weeks, date_of, open_half_days
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.index import RegionIndex
from optimizer.domain.overleg import Overleg
from optimizer.domain.plan import Pin, Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import NeighbourPolicy, RunningPolicy, StopKind, Target

SCHOOL_WEEKS = 40
"""School weeks in a year: 52 less some 12 of holidays."""
_FARTHEST = 60
"""Weeks within which the weeks of a block are looked for."""


def school_weeks(calendar: Calendar, week: str, count: int) -> tuple[str, ...]:
    """Return the first weeks from `week` on that are not wholly closed, at most so many."""
    weeks = (add_weeks(week, n) for n in range(_FARTHEST))
    return tuple(found for found in weeks if open_half_days(calendar, found))[:count]


def ahead(region: Region, done: Sequence[WeekPlan], week: str) -> Region:
    """Return the region as it is in `week`, after the weeks of `done` have been carried out as planned.

    Of a hulpvraag the last visit, the visits left and, where it had none, the begeleider who comes now; of an
    arrangement, where nothing ran, its first group as the running one (neither where commitments are hard); an overleg
    that was missed is due the next time, and one that is to be held so many times a year is due again in time, where it
    lists no later week itself. `previous` holds the published weeks and those done: `changes` compares with what was
    planned last. Where the policy says that schools keep their half days, hulpvragen are pinned to those their
    school had first.

    Parameters
    ----------
    done
        Plans of weeks before `week`, in order.
    """
    for number, week_plan in enumerate(done):
        after = done[number + 1].week if number + 1 < len(done) else week
        region = _carried_out(region, week_plan, after)
    fixed = _fixed_half_days(region, done) if region.policy.fixed_half_days else ()
    return region.model_copy(update={"week": week, "pins": (*region.pins, *fixed)})


def _carried_out(region: Region, week_plan: WeekPlan, after: str) -> Region:
    visits: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for tour in week_plan.tours:
        for stop in tour.stops:
            if stop.kind is StopKind.VISIT:
                visits[stop.item].append((date_of(week_plan.week, stop.half_day), tour.begeleider))
    groups = {group.id: group for group in week_plan.groups}
    hard = region.policy.running is RunningPolicy.HARD  # what the plan began itself is no promise to anybody
    held = {slot.id for slot in week_plan.overleg}

    def visited(h: Hulpvraag) -> Hulpvraag:
        made = visits.get(h.id)
        if not made:
            return h
        left = None if h.visits_left is None else max(0, h.visits_left - len(made))
        who = h.current if h.current is not None or hard else made[-1][1]
        return h.model_copy(update={"last_visit": max(made)[0], "visits_left": left, "current": who})

    def begun(a: Groepsarrangement) -> Groepsarrangement:
        first = groups.get(f"{a.id}#1")
        if a.running is not None or first is None or hard:
            return a
        running = Running(
            host=first.host,
            half_day=first.half_day,
            leader=first.leader,
            co_leaders=first.co_leaders,
            members=first.members,
        )
        return a.model_copy(update={"running": running})

    published = region.previous.weeks if region.previous is not None else ()
    # of a closed week nothing was published
    own = (week_plan,) if week_plan != WeekPlan(week=week_plan.week) else ()
    weeks = {one.week: one for one in (*published, *own)}
    return region.model_copy(
        update={
            "week": after,
            "hulpvragen": tuple(visited(h) for h in region.hulpvragen),
            "arrangementen": tuple(begun(a) for a in region.arrangementen),
            "overleggen": tuple(_due_again(o, week_plan.week, after, held=o.id in held) for o in region.overleggen),
            "previous": Plan(weeks=tuple(weeks[key] for key in sorted(weeks))),
        }
    )


def _due_again(overleg: Overleg, week: str, after: str, *, held: bool) -> Overleg:
    """Return an overleg as it is due after a week: what was missed the next time, what is so many a year in time."""
    weeks = overleg.weeks
    if not held:
        due = after if any(week <= one < after for one in weeks) else None
    elif overleg.min_per_year and max(weeks, default=week) <= week:
        due = add_weeks(week, max(1, SCHOOL_WEEKS // overleg.min_per_year))
    else:
        due = None
    if due is None or due in weeks:
        return overleg
    return overleg.model_copy(update={"weeks": (*weeks, due)})


def _fixed_half_days(region: Region, done: Sequence[WeekPlan]) -> tuple[Pin, ...]:
    """Return pins to the half days that schools had in the first week they were visited.

    A hulpvraag that cannot be served whole in them, or that has a pin already, keeps its own.
    """
    schools = {h.id: h.school for h in region.hulpvragen}
    half_days: dict[str, set[HalfDay]] = {}
    for week_plan in done:
        mine: dict[str, set[HalfDay]] = defaultdict(set)
        for tour in week_plan.tours:
            for stop in tour.stops:
                school = schools.get(stop.item) if stop.kind is StopKind.VISIT else None
                if school is not None:
                    mine[school].add(stop.half_day)
        half_days = {**mine, **half_days}
    named = {pin.item for pin in region.pins}
    index = RegionIndex(region)
    found: list[Pin] = []
    for h in region.hulpvragen:
        kept = half_days.get(h.school or "", set())
        own = tuple(half_day for half_day in h.half_days if half_day in kept)
        # a pin of the user's own goes first
        if own != h.half_days and h.id not in named and _servable(index, h, own):
            found.append(Pin(item=h.id, half_days=own))
    return tuple(found)


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
