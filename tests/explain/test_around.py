"""The best plan that serves an item all the same, what is put into a plan as it is, and what repairs promise."""

from __future__ import annotations

import pytest

from optimizer.api import solve_week
from optimizer.domain.explain import Answer, Asked, ItemKind, ReasonKind, RepairKind
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Priority, RunningPolicy, StageKey
from optimizer.explain.alone import World
from optimizer.explain.around import Around
from optimizer.explain.cleared import cleared
from optimizer.explain.goal import goal_of, is_served
from optimizer.explain.insert import Inserter
from optimizer.explain.reasons import reason_of, unserved_goals
from optimizer.explain.whynot import why_not_of
from optimizer.rules.check import check_week, stage_values
from tests.agreement.oracle import best
from tests.agreement.tiny import tiny
from tests.explain.planted.gatherings import PUPILS, group
from tests.explain.planted.situation import region as small
from tests.rules.builders import DI_O, MA_O, begeleider, hours, hulpvraag
from tests.rules.matrix import table_matrix


def planned(seed: int) -> tuple[Region, TravelMatrix, WeekPlan]:
    region, matrix = tiny(seed)
    region = region.model_copy(
        update={"policy": region.policy.model_copy(update={"running": RunningPolicy.FIRST, "stages": None})}
    )
    found = best(region, matrix)
    assert found is not None
    return region, matrix, found[1]


@pytest.mark.parametrize("seed", range(24))
def test_of_a_best_plan_nothing_is_improvable_and_a_reason_says_what_the_stages_say(seed: int) -> None:
    region, matrix, plan = planned(seed)
    values = stage_values(region, plan, matrix)
    with Around(region, matrix, plan, values) as around:
        for goal in unserved_goals(around):
            if goal.leerling is not None:
                continue
            reason = reason_of(around, goal, 30)
            assert reason.proven
            assert reason.kind not in (ReasonKind.IMPROVABLE, ReasonKind.UNKNOWN, ReasonKind.NOT_ASKED)
            if reason.changes:
                assert reason.changes[0].change > 0  # nothing is better than the best
            if reason.kind is ReasonKind.TRADE_OFF:
                classes = {StageKey.OVERLEG_MISSED, StageKey.RUNNING_BROKEN, StageKey.UNMET_URGENT}
                assert classes.isdisjoint(change.key for change in reason.changes)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_put_into_a_plan_serves_it_and_moves_nobody_else(seed: int) -> None:
    region, matrix, _ = planned(seed)
    nothing = WeekPlan(week=region.week)
    for h in region.hulpvragen:
        goal = goal_of(region, h.id)
        for plan in Inserter(World(region, matrix), nothing, goal).plans():
            assert is_served(region, goal, plan)
            assert {stop.item for tour in plan.tours for stop in tour.stops} == {h.id}
            broken = {violation.rule for violation in check_week(region, plan, matrix)}
            assert broken <= {"budget", "witness"}  # the plan names no active items


def two(**second: object) -> tuple[Region, TravelMatrix, WeekPlan]:
    """H1 urgent and H2, with time for one of them on Monday morning, and B2 there on Tuesday for nothing yet."""
    region = small(
        begeleiders=(
            begeleider("B1", "gedrag", availability=hours(ma_ochtend="08:30-10:00")),
            begeleider("B2", "tos", availability=hours(di_ochtend="08:30-12:15")),
        ),
        hulpvragen=(
            hulpvraag("H1", "S1", "gedrag", priority=Priority.URGENT),
            hulpvraag("H2", "S1", "gedrag", **second),  # type: ignore[arg-type]
        ),
    )
    matrix = table_matrix(region)
    result = solve_week(region, matrix=matrix, time_limit=60, threads=1)
    assert result.plan is not None
    return region, matrix, result.plan.weeks[0]


def test_why_not_says_who_is_displaced_what_is_so_already_and_what_is_impossible() -> None:
    region, matrix, plan = two()
    with Around(region, matrix, plan, stage_values(region, plan, matrix)) as around:
        worse = why_not_of(around, Asked(item="H2", begeleider="B1", half_day=MA_O), 30)
        assert (worse.answer, worse.proven) == (Answer.WORSE, True)
        assert [(one.item, one.minutes) for one in worse.displaced] == [("H1", 60)]
        assert [(c.key, c.change) for c in worse.changes[:2]] == [
            (StageKey.UNMET_URGENT, 60),
            (StageKey.UNMET_NORMAL, -60),
        ]
        already = why_not_of(around, Asked(item="H1", half_day=MA_O), 30)
        assert (already.answer, already.proven) == (Answer.ALREADY, True)
        never = why_not_of(around, Asked(item="H2", begeleider="B2"), 30)
        assert (never.answer, never.proven, [f.key for f in never.facts]) == (Answer.IMPOSSIBLE, True, ["expertise"])
        other_day = why_not_of(around, Asked(item="H1", half_day=DI_O), 30)
        sets = [[f.key for f in some] for some in (other_day.facts, *other_day.otherwise)]
        assert (other_day.answer, sets) == (Answer.IMPOSSIBLE, [["expertise"], ["availability"]])


def test_the_holders_of_the_time_are_those_who_would_be_displaced_first() -> None:
    region, matrix, plan = two()
    with Around(region, matrix, plan, stage_values(region, plan, matrix)) as around:
        reason = reason_of(around, goal_of(region, "H2"), 30)
    assert reason.item_kind is ItemKind.HULPVRAAG
    (holder,) = reason.holders
    assert (holder.begeleider, holder.half_day, holder.item, holder.minutes) == ("B1", MA_O, "H1", 60)
    assert holder.priority is Priority.URGENT


def test_around_a_large_plan_the_half_days_of_one_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.explain.around.SMALL", 0)
    region, matrix, plan = two()
    with Around(region, matrix, plan, stage_values(region, plan, matrix)) as around:
        reason = reason_of(around, goal_of(region, "H2"), 30)
    assert (reason.kind, reason.proven) == (ReasonKind.CAPACITY, False)
    assert (reason.freedom.kind, reason.freedom.begeleiders) == ("begeleiders", ("B1",))
    assert [(one.item, one.minutes) for one in reason.displaced] == [("H1", 60)]


def test_repairs_of_a_large_plan_are_found_without_moving_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from optimizer.explain.repair import repairs_of

    monkeypatch.setattr("optimizer.explain.around.SMALL", 0)
    region, matrix, plan = two()
    with Around(region, matrix, plan) as around:
        goal = goal_of(region, "H2")
        repairs = repairs_of(around, goal, reason_of(around, goal, 30), 60)
    kinds = [one.kind for one in repairs]
    assert kinds[0] is RepairKind.HALF_DAY
    assert RepairKind.EXPERTISE_MINUTES in kinds
    extra = next(one for one in repairs if one.kind is RepairKind.EXPERTISE_MINUTES)
    assert (extra.amount, extra.price, extra.proven) == (75, 75, False)
    assert (extra.changes[0].key, extra.changes[0].change) == (StageKey.UNMET_NORMAL, -60)


def test_around_a_large_plan_room_is_made_for_a_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.explain.around.SMALL", 0)
    region = small(
        begeleiders=(begeleider("B1", "gedrag", availability=hours(ma_ochtend="08:30-11:30")),),
        hulpvragen=(hulpvraag("H1", "S1", "gedrag", 120, priority=Priority.URGENT),),
        arrangementen=(group(),),
        leerlingen=PUPILS,
    )
    matrix = table_matrix(region)
    result = solve_week(region, matrix=matrix, time_limit=60, threads=1)
    assert result.plan is not None
    with Around(region, matrix, result.plan.weeks[0]) as around:
        (goal,) = unserved_goals(around)
        plans = [plan for _, plan in cleared(around.world, around.base, goal) if around.ok(plan)]
        reason = reason_of(around, goal, 30)
    assert [[stop.item for tour in plan.tours for stop in tour.stops] for plan in plans] == [["A1#1"]]
    assert (goal.item, reason.kind, reason.proven) == ("A1", ReasonKind.CAPACITY, False)
    assert [(one.item, one.minutes) for one in reason.displaced] == [("H1", 120)]
