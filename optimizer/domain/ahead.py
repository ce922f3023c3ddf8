"""A region as it will be in a later week, when the weeks planned before it have been carried out.

Shared by model and checker, as the calendar and active demand are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from optimizer.domain.arrangement import Groepsarrangement, Running
from optimizer.domain.calendar import Calendar, add_weeks, date_of, open_half_days
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.overleg import Overleg
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import RunningPolicy, StopKind

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
    planned last.

    Parameters
    ----------
    done
        Plans of weeks before `week`, in order.
    """
    for number, week_plan in enumerate(done):
        after = done[number + 1].week if number + 1 < len(done) else week
        region = _carried_out(region, week_plan, after)
    return region.model_copy(update={"week": week})


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
