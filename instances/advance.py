"""The week after a plan: what was delivered becomes history, and the plan becomes the published one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from optimizer.domain.arrangement import Running
from optimizer.domain.base import FrozenDict
from optimizer.domain.calendar import add_weeks, date_of
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.plan import Group, Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import StopKind


def delivered(hulpvragen: Iterable[Hulpvraag], done: WeekPlan) -> tuple[Hulpvraag, ...]:
    """Return hulpvragen after a week: last visit, visits left and current begeleider as the plan had them."""
    visits: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for tour in done.tours:
        for stop in tour.stops:
            if stop.kind is StopKind.VISIT:
                visits[stop.item].append((date_of(done.week, stop.half_day), tour.begeleider))
    found = []
    for h in hulpvragen:
        made = visits.get(h.id)
        if made is None:
            found.append(h)
            continue
        last, who = max(made)
        left = None if h.visits_left is None else max(0, h.visits_left - len(made))
        found.append(h.model_copy(update={"last_visit": last, "visits_left": left, "current": who}))
    return tuple(found)


def _running(group: Group) -> Running:
    """Return what a group is as a running one."""
    return Running(
        host=group.host,
        half_day=group.half_day,
        leader=group.leader,
        co_leaders=group.co_leaders,
        members=group.members,
    )


def next_week(
    region: Region, plan: Plan, *, sick: str | None = None, new: Iterable[Hulpvraag] = (), name: str | None = None
) -> Region:
    """Return the region one week later, with `previous` set to the plan of this week.

    Running groups go on as the plan held them; those it closed stay as they ran, so that they count as broken
    until the coordinator decides. Pins of the past week are dropped.

    Parameters
    ----------
    region
        The region in the week of the plan.
    plan
        A plan that holds that week.
    sick
        Id of a begeleider who is not available at all next week.
    new
        Hulpvragen that come in.
    name
        New name of the region; by default the same.

    Raises
    ------
    ValueError
        When the plan does not hold the region's week, or `sick` is not a begeleider of the region.
    """
    done = plan.week_plan(region.week)
    if done is None:
        raise ValueError(f"the plan does not hold week {region.week}")
    if sick is not None and sick not in {b.id for b in region.begeleiders}:
        raise ValueError(f"{sick} is no begeleider of the region")
    open_groups = {g.id: g for g in done.groups}
    arrangementen = tuple(
        a if (group := open_groups.get(f"{a.id}#1")) is None else a.model_copy(update={"running": _running(group)})
        for a in region.arrangementen
    )
    begeleiders = tuple(
        b.model_copy(update={"availability": FrozenDict({})}) if b.id == sick else b for b in region.begeleiders
    )
    return region.model_copy(
        update={
            "name": name or region.name,
            "week": add_weeks(region.week, 1),
            "hulpvragen": (*delivered(region.hulpvragen, done), *new),
            "arrangementen": arrangementen,
            "begeleiders": begeleiders,
            "previous": plan,
            "pins": (),
        }
    )
