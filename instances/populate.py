"""From a bare region to a whole one: staff, groups, pupils, requests, a week of history, and tight contracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from instances.advance import delivered
from instances.calibrate import tighten
from instances.greedy import greedy_week
from instances.groups import frame, invite, run_some
from instances.meetings import fund, meet, partners
from instances.pupils import ask_places, assign_trajectbegeleider, enrol
from instances.relaxation import unmet_bound
from instances.requests import Draft, Ground, Rhythm, as_of_last_week, ask
from instances.school_days import fill_school
from instances.skeleton import Skeleton
from instances.spec import Counts
from instances.staff import hire
from instances.tightness import demand_minutes, load, unmet_of
from optimizer.domain.base import FrozenDict
from optimizer.domain.calendar import Calendar, Holiday, add_weeks, monday_of
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Role
from optimizer.travel import for_region

_ATTEMPTS = 8
_LEAST_LOAD, _LEAST_BOUND = 0.95, 0.05
_GREEDY_SHARE = 0.15
"""Share of demand that a greedy plan may leave; a solver leaves less."""


@dataclass(frozen=True)
class Weeks:
    """Two weeks of a region.

    `last` is the region as it was last week; `this` is the region now, with last week's plan as `previous`.
    """

    last: Region
    this: Region


def _calendar(week: str) -> Calendar:
    """Return the Christmas holiday of the school year; two weeks around the turn of the year."""
    year = monday_of(week).year
    christmas = date(year, 12, 25)
    # the Saturday before, and a week earlier when Christmas is early in the week
    start = christmas - timedelta(days=(christmas.isoweekday() + 1) % 7)
    return Calendar(holidays=(Holiday(name="Kerstvakantie", from_date=start, until=start + timedelta(days=15)),))


def _as_if_served(drafts: Sequence[Draft], week: str) -> tuple[Hulpvraag, ...]:
    """Return the requests as they stand now when last week's due visits were all made."""
    done = monday_of(week) - timedelta(days=5)
    served = (Rhythm.WEEKLY, Rhythm.DUE_LAST_WEEK)
    return tuple(
        d.hulpvraag.model_copy(update={"last_visit": done}) if d.rhythm in served else d.hulpvraag for d in drafts
    )


def _now(drafts: Sequence[Draft], done: WeekPlan) -> tuple[Hulpvraag, ...]:
    """Return the requests after last week's plan; those that are new are granted now."""
    after = delivered(as_of_last_week(drafts), done)
    return tuple(d.hulpvraag if d.rhythm is Rhythm.NEW else h for d, h in zip(drafts, after, strict=True))


def _bare(skeleton: Skeleton, counts: Counts, seed: str) -> Region:
    """Return schools, staff, leerlingen and arrangementen, without requests and running groups."""
    region = Region(
        id=skeleton.id,
        name=skeleton.name,
        week=skeleton.week,
        calendar=_calendar(skeleton.week),
        gemeenten=skeleton.gemeenten,
        besturen=skeleton.besturen,
        kringen=skeleton.kringen,
        schools=tuple(fill_school(s, skeleton.week, seed) for s in skeleton.sites),
        begeleiders=hire(skeleton, counts.begeleiders, seed),
        hulpvragen=(),
        partners=partners(skeleton.gemeenten),
    )
    frames = frame(region, counts.arrangementen, seed) if counts.arrangementen else ()
    pupils = enrol(skeleton, frames, counts.leerlingen, seed)
    pupils = assign_trajectbegeleider(pupils, [b.id for b in region.begeleiders if b.role is Role.TRAJECTBEGELEIDER])
    used = {str(p.home)[:4] for p in pupils if isinstance(p.home, str)}
    return region.model_copy(
        update={
            "leerlingen": pupils,
            "arrangementen": invite(frames, pupils, {s.id: s for s in region.schools}, seed),
            "postcodes": type(region)
            .model_validate(
                region.model_dump() | {"postcodes": {k: v for k, v in skeleton.postcodes.items() if k in used}}
            )
            .postcodes,
        }
    )


def populate(skeleton: Skeleton, counts: Counts, seed: int) -> Weeks:
    """Return a bare region with seeded staff, requests, groups and pupils on it, and its last week.

    When the region comes out slack, or a greedy plan leaves more than one in balance would, all is drawn anew, a few
    times at most, and the best is taken.

    Raises
    ------
    ValueError
        When the counts cannot make a tight region: fewer than three hulpvragen a school, nobody to lead a group,
        or staff and requests too far apart.
    """
    best: tuple[tuple[bool, float], Weeks] | None = None
    for attempt in range(_ATTEMPTS):
        found = _populate(skeleton, counts, f"{seed}.{attempt}" if attempt else str(seed))
        slack, share = _judge(found.this)
        if best is None or (slack, share) < best[0]:
            best = ((slack, share), found)
        if not slack and share <= _GREEDY_SHARE:
            break
    if best is None:
        raise ValueError("no attempt was made")
    return Weeks(best[1].last, _asking(best[1].this, skeleton, counts.asking, seed))


def _asking(region: Region, skeleton: Skeleton, count: int, seed: int) -> Region:
    """Return the region with further leerlingen who ask for a place; the week's own work stays as it is."""
    pupils = ask_places(skeleton, region.schools, region.leerlingen, count, str(seed))
    used = {str(p.home)[:4] for p in pupils if isinstance(p.home, str)}
    points = {pc4: point for pc4, point in skeleton.postcodes.items() if pc4 in used}
    return region.model_copy(update={"leerlingen": pupils, "postcodes": FrozenDict(region.postcodes | points)})


def _judge(region: Region) -> tuple[bool, float]:
    """Return whether a region is slack (bound or load too low), and the share of demand a greedy plan leaves."""
    matrix = for_region(region)
    demand = max(1, demand_minutes(region, matrix))
    slack = load(region) < _LEAST_LOAD or unmet_bound(region, matrix) < _LEAST_BOUND * demand
    return slack, unmet_of(region, matrix, greedy_week(region, matrix)) / demand


def _populate(skeleton: Skeleton, counts: Counts, seed: str) -> Weeks:
    region = _bare(skeleton, counts, seed)
    drafts = ask(
        Ground(
            schools=region.schools,
            begeleiders=region.begeleiders,
            leerlingen=region.leerlingen,
            policy=region.policy,
            neighbours={k.id: k.neighbours for k in region.kringen},
            week=region.week,
        ),
        counts.hulpvragen,
        seed,
    )
    matrix = for_region(region)
    region = region.model_copy(
        update={
            "arrangementen": run_some(region, matrix, seed),
            "hulpvragen": _as_if_served(drafts, region.week),
        }
    )
    region = region.model_copy(update={"overleggen": meet(region, seed, max(1, len(region.kringen) // 6))})
    region = region.model_copy(update={"budgets": fund(region, active_hulpvragen(region), seed)})
    region = tighten(region, matrix, seed)

    last = region.model_copy(update={"week": add_weeks(region.week, -1), "hulpvragen": as_of_last_week(drafts)})
    done = greedy_week(last, matrix, rounds=30)
    plan = Plan(instance_sha256=instance_sha256(last), matrix_sha256=matrix.sha256, weeks=(done,))
    return Weeks(last, region.model_copy(update={"hulpvragen": _now(drafts, done), "previous": plan}))
