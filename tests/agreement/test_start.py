"""What construction makes is a complete, feasible start of the model, and reads back as a plan of the same worth."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

import pytest

from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import RunningPolicy, StageKey
from optimizer.rules.check import check, stage_values
from optimizer.solving.cpsat import Outcome, fixed_copy, hint, solve
from optimizer.solving.lexicographic import Stage
from optimizer.solving.limits import Limits
from optimizer.solving.neighbourhoods import complete
from optimizer.week.construct.recreate import Constructor
from optimizer.week.construct.roster import Roster
from optimizer.week.direct.model import DirectModel
from optimizer.week.direct.stages import week_stages
from optimizer.week.direct.start import decisions, planned, solution
from optimizer.week.direct.witness import week_plan
from optimizer.week.options import Options, week_options
from tests.agreement.oracle import best
from tests.agreement.tiny import tiny
from tests.week.middle import middle

MEASURED = (StageKey.RUNNING_BROKEN, StageKey.TRAVEL)
"""Stages that a construction counts as the rules do; unmet ones leave out the groups."""


def built(found: tuple[Region, TravelMatrix], seed: int, rounds: int) -> tuple[Options, Roster, Roster]:
    """The options, and the rosters as built and as improved."""
    options = week_options(*found)
    constructor = Constructor(options, seed)
    first = constructor.build()
    better, _ = constructor.improve(first, rounds, lambda: True)
    return options, first, better


@cache
def small(seed: int) -> tuple[Options, Roster, Roster]:
    return built(tiny(seed), seed, 30)


def modelled(options: Options) -> tuple[DirectModel, list[Stage]]:
    direct = DirectModel(options)
    return direct, week_stages(direct)


def keepable(roster: Roster) -> bool:
    """Tell whether every day still can be kept: one stop less can be too long where a detour is quicker."""
    return all(roster.board.clocks[who].cost(day.stops) == day.cost for (who, _), day in roster.days.items())


def _note(seen: list[int], _values: Sequence[int], value: int, _bound: int) -> None:
    seen.append(value)


def travel_of(roster: Roster) -> int:
    return sum(day.cost.travel for day in roster.days.values())


def judged(options: Options, plan: WeekPlan) -> dict[StageKey, int]:
    """The plan's values by the rules, after these have found nothing in it (but for `running: hard`)."""
    policy = options.region.policy.model_copy(update={"running": RunningPolicy.FIRST})
    region = options.region.model_copy(update={"policy": policy})
    verdict = check(region, Plan(weeks=(plan,)), options.matrix)
    assert verdict.ok, verdict.violations
    return stage_values(region, plan, options.matrix)


@pytest.mark.parametrize("seed", range(60))
def test_a_tiny_roster_is_a_start(seed: int) -> None:
    options, *rosters = small(seed)
    direct, stages = modelled(options)
    for number, roster in enumerate(rosters):
        assert number or keepable(roster), "a roster that was only added to can be kept"
        if not keepable(roster):
            continue
        values = complete(direct.model, decisions(direct, roster), Limits(None), seed=1)
        assert values is not None
        counted = judged(options, week_plan(direct, values))
        assert counted[StageKey.TRAVEL] == travel_of(roster)
        held = {StageKey(s.key): values[s.variable.index] for s in stages}
        tight = solution(direct, stages, decisions(direct, roster), seed=1)
        assert tight is not None
        exact = {StageKey(s.key): tight[s.variable.index] for s in stages}
        assert exact == counted, "the model counts as the rules do, worst shares included"
        assert all(counted[key] <= held[key] for key in counted)


def test_rosters_that_cannot_be_kept_are_rare() -> None:
    late = [seed for seed in range(60) if not keepable(small(seed)[2])]
    assert len(late) <= 3


def test_a_middle_roster_is_a_start() -> None:
    options, *rosters = built(middle(), 5, 60)
    direct, stages = modelled(options)
    for roster in rosters:
        values = solution(direct, stages, decisions(direct, roster), seed=1)
        assert values is not None
        counted = judged(options, week_plan(direct, values))
        assert counted == {StageKey(s.key): values[s.variable.index] for s in stages}
        assert counted[StageKey.TRAVEL] == travel_of(roster)


@pytest.mark.parametrize("seed", [*range(12), None])
def test_the_hint_is_complete_and_taken(seed: int | None) -> None:
    options, roster, _ = built(middle(), 5, 0) if seed is None else small(seed)
    direct, stages = modelled(options)
    values = solution(direct, stages, decisions(direct, roster), seed=1)
    assert values is not None
    hint(direct.model, values)
    assert sorted(direct.model.proto.solution_hint.vars) == list(range(len(direct.model.proto.variables)))
    # every value is one the model allows, and the model has no say left
    fixed = fixed_copy(direct.model, dict(enumerate(values)))
    assert solve(fixed, Limits(None), seed=1).outcome is Outcome.OPTIMAL
    for stage in stages[::5]:
        direct.model.minimize(stage.variable)
        seen: list[int] = []
        solve(direct.model, Limits(None, 0.05), seed=1, on_solution=partial(_note, seen))
        assert seen, "the hint alone is a solution"
        assert seen[0] <= values[stage.variable.index]


@pytest.mark.parametrize("seed", range(40))
def test_a_plan_that_is_there_is_a_start(seed: int) -> None:
    """The best plan of the oracle goes into the model and comes out with the same worth."""
    region, matrix = tiny(seed)
    found = best(region, matrix)
    if found is None:
        assert region.policy.running is RunningPolicy.HARD
        return
    counted, plan = found
    direct, stages = modelled(week_options(region, matrix))
    fixed = planned(direct, plan)
    assert fixed is not None
    values = solution(direct, stages, fixed, seed=1)
    assert values is not None
    assert {StageKey(s.key): values[s.variable.index] for s in stages} == counted
    again = week_plan(direct, values)
    assert stage_values(region, again, matrix) == counted


def test_a_plan_that_the_model_cannot_follow_is_no_start() -> None:
    region, matrix = tiny(0)
    direct, _ = modelled(week_options(region, matrix))
    _, roster, _ = small(0)
    values = complete(direct.model, decisions(direct, roster), Limits(None), seed=1)
    assert values is not None
    plan = week_plan(direct, values)
    tour = plan.tours[0]
    stranger = tour.model_copy(update={"begeleider": "nobody"})
    assert planned(direct, plan) is not None
    assert planned(direct, plan.model_copy(update={"tours": (stranger, *plan.tours[1:])})) is None
