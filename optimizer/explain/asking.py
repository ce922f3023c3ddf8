"""The face of reasons, repairs and forced plans, for the command line and other programs: no side effects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from optimizer.domain.explain import Asked, Explanation, Reason, WhyNot
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.placement import PlacementResult
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import Result, StageResult
from optimizer.explain.around import Around
from optimizer.explain.goal import Goal, goal_of, is_served
from optimizer.explain.reasons import reason_of, unserved_goals
from optimizer.explain.repair import repairs_of
from optimizer.explain.whynot import why_not_of
from optimizer.rules.check import check_week, region_of

if TYPE_CHECKING:
    from optimizer.explain.pupils import Proposed

SOLVE_SECONDS = 20.0
"""For planning the week where no plan is given."""
REASON_SECONDS, REPAIR_SECONDS, WHY_NOT_SECONDS = 1.6, 4.0, 4.0
__all__ = ["explain_all", "explain_item", "why_not"]


def explain_item(
    region: Region,
    item: str,
    *,
    plan: Plan | Result | None = None,
    placements: PlacementResult | None = None,
    matrix: TravelMatrix | None = None,
    repairs: bool = True,
    seconds: float = REASON_SECONDS,
) -> tuple[Reason, ...]:
    """Return why an item is not (fully) served, with its repairs; nothing when it is.

    Parameters
    ----------
    item
        A hulpvraag, arrangement, overleg or leerling.
    plan
        The week plan at hand; by default the region's published plan of its week, else the week is planned first.
    placements
        The proposals at hand, of a leerling; by default they are made first.
    seconds
        For the reason; repairs have some more.

    Raises
    ------
    KeyError
        When the region has no such item, or no plan could be made.
    """
    if any(one.id == item for one in region.leerlingen):
        return _pupil(region, item, placements, matrix, repairs=repairs, seconds=seconds)
    goal_of(region, item)
    with around_plan(region, plan, matrix) as around:
        goals = [goal for goal in unserved_goals(around) if goal.item == item] or _not_served(around, item)
        return tuple(explained(around, goal, repairs=repairs, seconds=seconds) for goal in goals)


def explain_all(
    region: Region,
    *,
    plan: Plan | Result | None = None,
    placements: PlacementResult | None = None,
    matrix: TravelMatrix | None = None,
    repairs: bool = True,
    seconds: float = REASON_SECONDS,
    on_reason: Callable[[Reason], None] | None = None,
) -> Explanation:
    """Return why everything that is not (fully) served is not; of leerlingen as far as proposals are given."""
    found: list[Reason] = []

    def add(one: Reason) -> None:
        found.append(one)
        if on_reason is not None:
            on_reason(one)

    with around_plan(region, plan, matrix) as around:
        solved = plan is None and published(region, around.matrix) is None
        for goal in unserved_goals(around):
            add(explained(around, goal, repairs=repairs, seconds=seconds))
    if placements is not None:
        for outcome in placements.leerlingen:
            for one in _pupil(region, outcome.leerling, placements, matrix, repairs=repairs, seconds=seconds):
                add(one)
    return Explanation(
        region=region.id,
        week=region.week,
        instance_sha256=instance_sha256(region),
        reasons=tuple(found),
        solved=solved,
    )


def why_not(
    region: Region,
    asked: Asked,
    *,
    plan: Plan | Result | None = None,
    placements: PlacementResult | None = None,
    matrix: TravelMatrix | None = None,
    seconds: float = WHY_NOT_SECONDS,
) -> WhyNot:
    """Return what the best plan that does what is asked would change; parameters as `explain_item`.

    Raises
    ------
    KeyError
        When the region has no such item.
    """
    if any(one.id == asked.item for one in region.leerlingen):
        from optimizer.explain.pupil_whynot import why_not_pupil

        return why_not_pupil(proposed_in(region, placements, matrix), asked)
    with around_plan(region, plan, matrix) as around:
        return why_not_of(around, asked, seconds)


def explained(around: Around, goal: Goal, *, repairs: bool, seconds: float = REASON_SECONDS) -> Reason:
    """Return a reason, with its repairs if asked."""
    found = reason_of(around, goal, seconds)
    if not repairs:
        return found
    more = repairs_of(around, goal, found, seconds * REPAIR_SECONDS / REASON_SECONDS)
    return found.model_copy(update={"repairs": more})


def around_plan(region: Region, plan: Plan | Result | None, matrix: TravelMatrix | None) -> Around:
    """Return what is asked about: the plan given, else that published for the week, else one made now."""
    if matrix is None:
        from optimizer.travel import for_region

        matrix = for_region(region)
    stages: Sequence[StageResult] = ()
    if isinstance(plan, Result):
        stages, plan = plan.stages, plan.plan
    week = published(region, matrix) if plan is None else plan.week_plan(region.week)
    if week is None:
        from optimizer.api import solve_week

        made = solve_week(region, matrix=matrix, time_limit=SOLVE_SECONDS)
        week = None if made.plan is None else made.plan.week_plan(region.week)
        stages = made.stages
    if week is None:
        raise KeyError(region.week)
    return Around(region_of(region, Plan(), region.week), matrix, week, {s.key: s.bound for s in stages})


def published(region: Region, matrix: TravelMatrix) -> WeekPlan | None:
    """Return the region's published plan of its week; nothing when there is none, or the rules refuse it by now."""
    week = None if region.previous is None else region.previous.week_plan(region.week)
    if week is None or check_week(region_of(region, Plan(), region.week), week, matrix):
        return None
    return week


def proposed_in(region: Region, placements: PlacementResult | None, matrix: TravelMatrix | None) -> Proposed:
    """Return the proposals that are asked about; made now where none are given."""
    from optimizer.explain.pupils import Proposed
    from optimizer.placement.journeys import as_journeys
    from optimizer.proposals import propose_placements
    from optimizer.travel import journeys_for

    journeys = journeys_for(region) if matrix is None else as_journeys(matrix)
    return Proposed(region, journeys, placements or propose_placements(region, matrix=journeys, options=False))


def _not_served(around: Around, item: str) -> list[Goal]:
    """Return an item that is no demand of the week; nothing when it is served."""
    goal = goal_of(around.region, item)
    return [] if is_served(around.region, goal, around.base) else [goal]


def _pupil(
    region: Region,
    leerling: str,
    placements: PlacementResult | None,
    matrix: TravelMatrix | None,
    *,
    repairs: bool,
    seconds: float,
) -> tuple[Reason, ...]:
    from optimizer.explain.pupil_repairs import pupil_repairs
    from optimizer.explain.pupils import pupil_reason

    proposed = proposed_in(region, placements, matrix)
    found = pupil_reason(proposed, leerling)
    if found is None:
        return ()
    if repairs:
        more = pupil_repairs(proposed, found, seconds * REPAIR_SECONDS / REASON_SECONDS)
        found = found.model_copy(update={"repairs": more})
    return (found,)
