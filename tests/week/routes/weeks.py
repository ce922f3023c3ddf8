"""Master problems of tiny regions, and solutions of them that construction finds."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np

from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LegKind, RunningPolicy, StageKey
from optimizer.rules.check import check, stage_values
from optimizer.week.construct.recreate import Constructor
from optimizer.week.construct.roster import Roster
from optimizer.week.options import week_options
from optimizer.week.routes.build import build_master
from optimizer.week.routes.master import Master
from optimizer.week.routes.solution import Solution
from optimizer.week.routes.start import constructed
from tests.agreement.tiny import crowded, tiny
from tests.week.middle import middle

SEEDS = range(60)
CROWDED = range(1000, 1030)
"""Seeds of regions with more groups than visits."""


@cache
def week_of(seed: int) -> tuple[Region, TravelMatrix]:
    """A tiny region; a crowded one for a seed of `CROWDED`, one of middle size for a negative seed."""
    if seed in CROWDED:
        return crowded(seed - CROWDED.start)
    return middle() if seed < 0 else tiny(seed)


@cache
def master_of(seed: int) -> Master:
    """The master problem of the region of a seed."""
    return build_master(week_options(*week_of(seed)))


@cache
def rosters(seed: int) -> tuple[Roster, ...]:
    """As built, as improved, and without anything."""
    constructor = Constructor(master_of(seed).rows.options, seed)
    first = constructor.build()
    better, _ = constructor.improve(first, 30, lambda: True)
    return first, better, Roster(constructor.board)


def keepable(roster: Roster) -> bool:
    """Tell whether every day can be kept: one stop less can be too long where a detour is quicker."""
    return all(roster.board.clocks[who].cost(day.stops) == day.cost for (who, _), day in roster.days.items())


@cache
def solutions(seed: int) -> tuple[Solution, ...]:
    """The solutions of the rosters that can be kept."""
    found = [constructed(master_of(seed), r, seed=1) for r in rosters(seed) if keepable(r)]
    assert all(s is not None for s in found), "the master has every plan that can be kept"
    return tuple(s for s in found if s is not None)


def within(master: Master, x: np.ndarray) -> bool:
    """Tell whether the values of all columns are within rows and bounds."""
    model = master.model
    act = model.matrix @ x
    rows = np.all(act >= model.row_lower - 1e-9) and np.all(act <= model.row_upper + 1e-9)
    return bool(rows and np.all(x >= model.lower) and np.all(x <= model.upper))


def judged(master: Master, plan: WeekPlan) -> dict[StageKey, int]:
    """The plan's values by the rules, after these have found nothing in it (but for `running: hard`)."""
    options = master.rows.options
    policy = options.region.policy.model_copy(update={"running": RunningPolicy.FIRST})
    region = options.region.model_copy(update={"policy": policy})
    verdict = check(region, Plan(weeks=(plan,)), options.matrix)
    assert verdict.ok, verdict.violations
    return stage_values(region, plan, options.matrix)


def valued(master: Master, solution: Solution) -> dict[StageKey, int]:
    """The values of the stages by their keys."""
    values = zip(master.stages, solution.stage_values(master), strict=True)
    return {StageKey(stage.key): value for stage, value in values}


def minutes_by_kind(plan: WeekPlan) -> dict[tuple[str, int, LegKind], int]:
    """Minutes of legs by begeleider, day 0..4 and kind, those of none left out."""
    found: Counter[tuple[str, int, LegKind]] = Counter()
    for tour in plan.tours:
        for leg in tour.legs:
            found[tour.begeleider, tour.day.order, leg.kind] += leg.minutes
    return {key: minutes for key, minutes in found.items() if minutes}
