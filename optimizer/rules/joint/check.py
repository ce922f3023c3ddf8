"""The checker of the joint plan: judges both halves and what joins them, and adds up every stage."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Verdict, Violation
from optimizer.domain.joint import JointKey, JointVerdict, joint_stages
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.placement import PlacementPlan, PlacementRule, PlacementStage, PlacementVerdict
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import RuleKey, StageKey
from optimizer.rules.check import binding, sort_key
from optimizer.rules.joint import support
from optimizer.rules.joint.view import JointView
from optimizer.rules.placement.check import violation_key
from optimizer.rules.placement.registry import RULES as PLACEMENT_RULES
from optimizer.rules.placement.registry import STAGE_VALUES as PLACEMENT_VALUES
from optimizer.rules.registry import RULES, STAGE_VALUES

OF_THE_ROSTER = frozenset({StageKey.BUDGET_OVERRUN, StageKey.OUTSIDE_KRING, StageKey.TRAVEL, StageKey.BALANCE})
"""Stages of all that is in the roster; the others of the week are about the region's own items."""


def check_joint(region: Region, plan: WeekPlan | Plan, placement: PlacementPlan, matrix: TravelMatrix) -> JointVerdict:
    """Judge a week and placements by all rules, and by what joins them.

    The week is judged in the region with what the placements ask of it; placements in the region as it is. Hashes that
    the plans carry must be those of the region itself and of the matrix.

    Parameters
    ----------
    region : Region
        The region, valid in itself. A hulpvraag of its own that has the id of a support request keeps it: such a need
        cannot be visited, and `witness` is broken when one is asked.
    plan : WeekPlan or Plan
        The region's week; a `Plan` holds that week and no other. Nothing in it makes the checker fail.
    placement : PlacementPlan
        Any placements.
    matrix : TravelMatrix
        One for both halves: it knows schools, bases, homes and places of visits, as `optimizer.travel.for_region` and
        `optimizer.travel.journeys_for` do. Support asks of no place that the region does not have.

    Returns
    -------
    JointVerdict
        Violations of each half, sorted as its own checker does; support is told with the placements.
    """
    return _verdict(_view(region, plan, placement, matrix), plan)


def joint_stage_values(
    region: Region, plan: WeekPlan | Plan, placement: PlacementPlan, matrix: TravelMatrix
) -> dict[JointKey, int]:
    """Return the value of every stage, in the order in which they are optimised."""
    return _values(_view(region, plan, placement, matrix))


def judged_joint(
    region: Region, plan: WeekPlan | Plan, placement: PlacementPlan, matrix: TravelMatrix
) -> tuple[JointVerdict, dict[JointKey, int]]:
    """Return the verdict and the value of every stage, in little more than the time that one of them takes."""
    view = _view(region, plan, placement, matrix)
    return _verdict(view, plan), _values(view)


def _view(region: Region, plan: WeekPlan | Plan, placement: PlacementPlan, matrix: TravelMatrix) -> JointView:
    """Return the region's week of a plan; the first of the plan, or an empty one, where it does not hold it."""
    if isinstance(plan, Plan):
        plan = plan.week_plan(region.week) or next(iter(plan.weeks), WeekPlan(week=region.week))
    return JointView(region, plan, placement, matrix)


def _verdict(view: JointView, plan: WeekPlan | Plan) -> JointVerdict:
    week = [violation for rule in RULES.values() for violation in rule(view.whole)]
    week += _bound(view, plan)
    week += (Violation(rule=RuleKey.WITNESS, items=(one,), found=2, limit=1) for one in view.activation.clashes)
    rules = (rule for key, rule in PLACEMENT_RULES.items() if key is not PlacementRule.SUPPORT)
    placement = [violation for rule in rules for violation in rule(view.placement)]
    placement += support.check(view)
    return JointVerdict(
        ok=not week and not placement,
        week=Verdict(ok=not week, violations=tuple(sorted(week, key=sort_key))),
        placement=PlacementVerdict(ok=not placement, violations=tuple(sorted(placement, key=violation_key))),
    )


def _bound(view: JointView, plan: WeekPlan | Plan) -> Iterator[Violation]:
    """Yield hashes of something else, and weeks that are not the region's one week."""
    weeks = (plan,) if isinstance(plan, WeekPlan) else plan.weeks
    found = tuple(one.week for one in weeks)
    if found != (view.region.week,):
        yield Violation(rule=RuleKey.WITNESS, items=found, found=", ".join(found) or None, limit=view.region.week)
    if isinstance(plan, Plan):
        yield from binding(view.region, plan, view.matrix)


def _values(view: JointView) -> dict[JointKey, int]:
    found: dict[JointKey, int] = {}
    for key in joint_stages(view.region.policy):
        if isinstance(key, PlacementStage):
            found[key] = PLACEMENT_VALUES[key](view.placement)
        else:
            found[key] = STAGE_VALUES[key](view.whole if key in OF_THE_ROSTER else view.own)
    return found
