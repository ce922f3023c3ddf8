"""The problems of the catalogue: how each is solved, how a plan is read, and how the rules judge it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import optimizer
from optimizer.domain.fault import Fault
from optimizer.domain.intake import read_plan
from optimizer.domain.joint import JointResult
from optimizer.domain.placement import PlacementPlan
from optimizer.domain.plan import Plan
from optimizer.domain.region import Region
from optimizer.io.json import read_json
from optimizer.rules import check as week_rules
from optimizer.rules.joint.check import judged_joint
from optimizer.rules.placement import check as placement_rules
from optimizer.travel import for_region, journeys_for


@dataclass(frozen=True)
class Asked:
    """Limits of a run."""

    seconds: float | None
    seed: int
    threads: int


Judged = tuple[tuple[str, ...], Mapping[str, int]]
"""Rules that a plan breaks, and the value of every stage."""


@dataclass(frozen=True)
class Problem:
    """One problem."""

    solve: Callable[[Region, Asked], Any]
    """A result with `stages` (key, value, bound) and `certificate`."""
    judge: Callable[[Region, Any], Judged]
    read: Callable[[Any], Any]
    """A plan from JSON, as such or in a result; fails with a ValueError."""
    plan_of: Callable[[Any], Any] = attrgetter("plan")
    """What is judged of a result; null when nothing was found."""


def _judge_week(region: Region, plan: Plan) -> Judged:
    matrix = for_region(region)
    week = plan.week_plan(region.week)
    if week is None:
        return ("no-week",), {}
    broken = tuple(sorted({v.rule.value for v in week_rules.check(region, plan, matrix, region.week).violations}))
    values = week_rules.stage_values(week_rules.region_of(region, plan, region.week), week, matrix)
    return broken, {key.value: value for key, value in values.items()}


def _judge_placement(region: Region, plan: PlacementPlan) -> Judged:
    verdict, values = placement_rules.judged(region, plan, journeys_for(region))
    return tuple(sorted({v.rule.value for v in verdict.violations})), {key.value: v for key, v in values.items()}


def _judge_joint(region: Region, plan: tuple[Plan, PlacementPlan]) -> Judged:
    verdict, values = judged_joint(region, *plan, for_region(region))
    broken = {v.rule.value for v in verdict.week.violations} | {v.rule.value for v in verdict.placement.violations}
    return tuple(sorted(broken)), {key.value: value for key, value in values.items()}


def _inner(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return the plan in a result, or the value itself."""
    return value["plan"] if isinstance(value, dict) and "plan" in value else value


def _week_plan(value: Any) -> Plan:  # noqa: ANN401 - any JSON
    plan, faults = read_plan(_inner(value))
    if plan is None or faults:
        raise ValueError(_said(faults))
    return plan


def _placement_plan(value: Any) -> PlacementPlan:  # noqa: ANN401 - any JSON
    return PlacementPlan.model_validate(_inner(value))


def _joint_plan(value: Any) -> tuple[Plan, PlacementPlan]:  # noqa: ANN401 - any JSON
    if not isinstance(value, dict) or "placement" not in value:
        raise ValueError("a joint plan has a plan and a placement")
    return _week_plan(value), PlacementPlan.model_validate(value["placement"])


def _joint_of(result: JointResult) -> tuple[Plan, PlacementPlan] | None:
    return None if result.plan is None or result.placement is None else (result.plan, result.placement)


def _said(faults: Sequence[Fault]) -> str:
    return ", ".join(f"{fault.where}: {fault.code}" for fault in faults)


PROBLEMS: dict[str, Problem] = {
    "week": Problem(
        lambda region, asked: optimizer.solve_week(
            region, time_limit=asked.seconds, seed=asked.seed, threads=asked.threads
        ),
        _judge_week,
        _week_plan,
    ),
    "placement": Problem(
        lambda region, asked: optimizer.propose_placements(
            region, time_limit=asked.seconds, seed=asked.seed, options=False
        ),
        _judge_placement,
        _placement_plan,
    ),
    "joint": Problem(
        lambda region, asked: optimizer.solve_joint(
            region, time_limit=asked.seconds, seed=asked.seed, threads=asked.threads
        ),
        _judge_joint,
        _joint_plan,
        _joint_of,
    ),
}
"""One entry a problem: what is here is solved, kept and compared."""


def plan_from(file: Path, problem: str) -> Any:  # noqa: ANN401 - of every problem its own
    """Return a plan from a JSON file: a plan as such, or the result that holds it.

    Raises
    ------
    ValueError
        When the file holds no plan of this problem.
    """
    parsed = read_json(file)
    if parsed.faults:
        raise ValueError(_said(parsed.faults))
    return PROBLEMS[problem].read(parsed.value)
