"""The checker: judges a witness plan by every rule and adds up every stage. It never optimises anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.domain.ahead import ahead
from optimizer.domain.calendar import open_half_days
from optimizer.domain.fault import Verdict, Violation
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.keeping import keeping_half_days
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import Unserved
from optimizer.domain.vocabulary import Priority, RuleKey, StageKey
from optimizer.rules.registry import RULES, STAGE_VALUES
from optimizer.rules.stages.unmet import demand_of_class, seat_minutes
from optimizer.rules.view import WeekView

_ORDER = {key: number for number, key in enumerate(RuleKey)}


def check(region: Region, plan: Plan, matrix: TravelMatrix, week: str | None = None) -> Verdict:
    """Judge a plan by all rules: every week of it, or only one.

    Each week is judged with the active demand of that week. The weeks of the plan from the region's own week on are
    taken as carried out one after the other (`optimizer.domain.ahead`): a visit in one of them counts in the rhythm and
    the visits left of the next. Earlier weeks are judged by the region as it is. A hash that the plan
    carries must be that of the region (matrix); a plan made by hand carries none and is judged on its merits.

    Parameters
    ----------
    region : Region
        The region, valid in itself.
    plan : Plan
        Any plan, also one that refers to what does not exist: nothing in it makes the checker fail.
    matrix : TravelMatrix
        Travel for every place of the region.
    week : str, optional
        An ISO week; a week that the plan does not hold breaks `witness`.

    Returns
    -------
    Verdict
        All violations, sorted by rule (in the order of `RuleKey`), items, begeleider and half day.
    """
    weeks = [one for one in plan.weeks if week in (None, one.week)]
    violations = [*binding(region, plan, matrix), *_weeks(weeks, week)]
    for week_plan in weeks:
        violations += check_week(region_of(region, plan, week_plan.week), week_plan, matrix)
    violations.sort(key=sort_key)
    return Verdict(ok=not violations, violations=tuple(violations))


def region_of(region: Region, plan: Plan, week: str) -> Region:
    """Return the region as it is in a week of a plan, after the plan's weeks before it, from the region's own on.

    When the region's own week is wholly closed, nothing was done in it. Where the policy says that schools keep their
    half days, those they had in the published plan or in the weeks before are pins.
    """
    done = sorted((one for one in plan.weeks if region.week <= one.week < week), key=lambda one: one.week)
    if week > region.week and not open_half_days(region.calendar, region.week):
        done.insert(0, WeekPlan(week=region.week))
    return keeping_half_days(ahead(region, done, week) if done else region, region.previous, done)


def check_week(region: Region, week_plan: WeekPlan, matrix: TravelMatrix) -> tuple[Violation, ...]:
    """Return everything in which one week plan breaks a rule, sorted as `check` does."""
    view = WeekView(region, week_plan, matrix)
    found = [violation for rule in RULES.values() for violation in rule(view)]
    return tuple(sorted(found, key=sort_key))


def stage_values(region: Region, week_plan: WeekPlan, matrix: TravelMatrix) -> dict[StageKey, int]:
    """Return the value of every stage for a week plan, in the order in which the policy optimises them."""
    view = WeekView(region, week_plan, matrix)
    return {key: STAGE_VALUES[key](view) for key in region.policy.stage_order()}


def demand_by_class(region: Region, matrix: TravelMatrix, week: str | None = None) -> dict[Priority, int]:
    """Return the active demand of each class in minutes: the value of its `unmet` stage when nothing is served.

    `week` is by default the region's. The gap of an unmet stage is a fraction of this.
    """
    view = WeekView(region, WeekPlan(week=week or region.week), matrix)
    return {priority: demand_of_class(view, priority) for priority in Priority}


def unserved(region: Region, week_plan: WeekPlan, matrix: TravelMatrix) -> tuple[Unserved, ...]:
    """Return what a week plan does not (fully) serve, in the order hulpvragen, arrangementen, overleggen.

    Hulpvragen with visits missing, with the minutes of these; arrangementen without an open group or with admissible
    candidates without a seat, with what these count in `unmet`; overleggen that are not held, with their minutes.
    Reasons are not given here: they must be verified.
    """
    view = WeekView(region, week_plan, matrix)
    found = []
    for demand in view.demand.values():
        missing = demand.hulpvraag.minutes * view.missing_visits(demand)
        if missing:
            found.append(Unserved(id=demand.hulpvraag.id, minutes=missing))
    opened = {group.arrangement for group in view.groups.values()}
    for arrangement in view.arrangementen.values():
        minutes = seat_minutes(arrangement) * len(view.unseated(arrangement.id))
        if minutes or arrangement.id not in opened:
            found.append(Unserved(id=arrangement.id, minutes=minutes))
    missed = (overleg for overleg in view.overleggen.values() if overleg.id not in view.slots)
    return (*found, *(Unserved(id=overleg.id, minutes=overleg.minutes) for overleg in missed))


def binding(region: Region, plan: Plan, matrix: TravelMatrix) -> Iterator[Violation]:
    """Yield a hash of the plan that is not that of the region or of the matrix."""
    if plan.instance_sha256 and plan.instance_sha256 != (instance := instance_sha256(region)):
        yield Violation(rule=RuleKey.WITNESS, items=(region.id,), found=plan.instance_sha256, limit=instance)
    if plan.matrix_sha256 and plan.matrix_sha256 != matrix.sha256:
        yield Violation(rule=RuleKey.WITNESS, items=(region.id,), found=plan.matrix_sha256, limit=matrix.sha256)


def _weeks(weeks: list[WeekPlan], asked: str | None) -> Iterator[Violation]:
    """Yield weeks that a plan holds twice, and the lack of any week to judge."""
    for week, times in Counter(one.week for one in weeks).items():
        if times > 1:
            yield Violation(rule=RuleKey.WITNESS, items=(week,), found=times, limit=1)
    if not weeks:
        yield Violation(rule=RuleKey.WITNESS, items=() if asked is None else (asked,), found=0, limit=1)


def sort_key(violation: Violation) -> tuple[int, tuple[str, ...], str, int, str, str]:
    """Return what violations are sorted by: rule (in the order of `RuleKey`), items, begeleider, half day, facts."""
    half_day = -1 if violation.half_day is None else violation.half_day.order
    rest = (str(violation.found), str(violation.limit))
    return (_ORDER[violation.rule], violation.items, violation.begeleider or "", half_day, *rest)
