"""From rosters and plans to solutions of the master problem, and back to rosters."""

from __future__ import annotations

import pytest

from optimizer.domain.plan import Group, OverlegSlot, WeekPlan
from optimizer.domain.vocabulary import RunningPolicy
from optimizer.solving.limits import Limits, Meter
from optimizer.week.construct.recreate import HOT, WORK_PER_ROUND, Constructor
from optimizer.week.construct.roster import Board, Roster
from optimizer.week.options import week_options
from optimizer.week.routes.build import build_master
from optimizer.week.routes.start import constructed, improved, planned, roster_of
from optimizer.week.routes.witness import witness
from tests.agreement.oracle import best
from tests.agreement.tiny import tiny
from tests.rules.builders import Case
from tests.solving.toys import Signal
from tests.week.middle import middle
from tests.week.routes.weeks import SEEDS, judged, keepable, master_of, rosters, solutions, valued

FEW = range(40)


@pytest.mark.parametrize("seed", [*SEEDS, -1])
def test_a_roster_that_can_be_kept_is_a_solution_that_does_as_much(seed: int) -> None:
    master = master_of(seed)
    assert keepable(rosters(seed)[0]), "a roster that was only added to can be kept"
    for roster in filter(keepable, rosters(seed)):
        solution = constructed(master, roster, seed=1)
        assert solution is not None
        plan = witness(master, solution)
        made = sorted((v.hulpvraag, v.begeleider, v.half_day) for some in roster.visits.values() for v in some)
        assert (
            sorted((s.item, t.begeleider, s.half_day) for t in plan.tours for s in t.stops if s.kind == "visit") == made
        )
        assert {g.id for g in plan.groups} == {s.group for s in roster.sessions}
        assert {o.id for o in plan.overleg} == {o.overleg for o in roster.overleg}
        paid = sum(day.cost.paid for day in roster.days.values())
        assert master.paid[solution.columns].sum() <= paid, "the orders are those least in paid travel"


@pytest.mark.parametrize("seed", [*SEEDS, -1])
def test_the_plan_of_a_solution_gives_its_values_back(seed: int) -> None:
    master = master_of(seed)
    for solution in solutions(seed):
        again = planned(master, witness(master, solution), seed=2)
        assert again is not None
        assert again.stage_values(master) == solution.stage_values(master)


@pytest.mark.parametrize("seed", FEW)
def test_the_master_knows_the_best_plan(seed: int) -> None:
    """That of brute force, with its values, in any order of stops that is as good."""
    region, matrix = tiny(seed)
    found = best(region, matrix)
    if found is None:
        assert region.policy.running is RunningPolicy.HARD
        return
    master = master_of(seed)
    solution = planned(master, found[1], seed=1)
    assert solution is not None
    assert valued(master, solution) == found[0] == judged(master, witness(master, solution))


class TestUnknown:
    """Plans that the master has no columns for, one change away from one that it has."""

    def plan(self) -> WeekPlan:
        return Case().week_plan

    def known(self, plan: WeekPlan) -> bool:
        case = Case()
        return planned(build_master(week_options(case.region, case.matrix)), plan, seed=1) is not None

    def test_the_plan_itself_is_known(self) -> None:
        assert self.known(self.plan())

    def test_a_stranger(self) -> None:
        plan = self.plan()
        stranger = plan.tours[0].model_copy(update={"begeleider": "nobody"})
        assert not self.known(plan.model_copy(update={"tours": (stranger, *plan.tours[1:])}))

    def test_a_stop_that_nobody_asks_for(self) -> None:
        plan = self.plan()
        tour = plan.tours[0]
        stop = tour.stops[0].model_copy(update={"item": "H99"})
        other = tour.model_copy(update={"stops": (stop, *tour.stops[1:])})
        assert not self.known(plan.model_copy(update={"tours": (other, *plan.tours[1:])}))

    def test_a_group_at_another_start(self) -> None:
        plan = self.plan()
        group: Group = plan.groups[0].model_copy(update={"start": plan.groups[0].start + 1})
        assert not self.known(plan.model_copy(update={"groups": (group,)}))

    def test_an_overleg_elsewhere(self) -> None:
        plan = self.plan()
        slot: OverlegSlot = plan.overleg[0].model_copy(update={"host": "S1"})
        assert not self.known(plan.model_copy(update={"overleg": (slot,)}))


@pytest.mark.parametrize("seed", [*SEEDS, -1])
def test_back_to_a_roster(seed: int) -> None:
    """What the solution does, in its own order, and so with its travel; it is the same solution again."""
    master = master_of(seed)
    board = Board(master.rows.options)
    for solution in solutions(seed):
        roster = roster_of(master, board, solution)
        assert roster is not None
        chosen = {v for v, made in master.rows.visits.items() if solution.values[made.index]}
        assert {v for some in roster.visits.values() for v in some} == chosen
        held = {v for v in master.meetings.values() if solution.values[v]}
        met = {master.meetings[s] for s in roster.sessions} | {master.meetings[o] for o in roster.overleg}
        assert met == held
        assert keepable(roster)
        assert sum(day.cost.travel for day in roster.days.values()) == master.travel[solution.columns].sum()
        assert sum(day.cost.paid for day in roster.days.values()) == master.paid[solution.columns].sum()
        again = constructed(master, roster, seed=1)
        assert again is not None
        assert again.stage_values(master) == solution.stage_values(master)


class TestImproved:
    def made(self) -> tuple[Constructor, Roster]:
        constructor = Constructor(week_options(*middle()), 1)
        return constructor, constructor.build()

    @pytest.mark.parametrize(("work", "rounds"), [(None, 20), (0.0, 0), (5.5 * WORK_PER_ROUND, 5), (9.0, 20)])
    def test_rounds_within_work(self, work: float | None, rounds: int) -> None:
        constructor, roster = self.made()
        meter = Meter(Limits(None, work))
        improved(constructor, roster, meter, 20, None, HOT)
        assert meter.work_used == pytest.approx(rounds * WORK_PER_ROUND)

    def test_a_stop_or_no_time_ends_it(self) -> None:
        for meter, seconds in ((Meter(Limits(None), Signal()), None), (Meter(Limits(60.0)), -1.0)):
            constructor, roster = self.made()
            found = improved(constructor, roster, meter, 10**9, seconds, HOT)
            assert meter.work_used == 0
            assert found.visits == roster.visits

    def test_never_worse(self) -> None:
        master = master_of(-1)
        constructor, roster = self.made()
        before = constructed(master, roster, seed=1)
        better = improved(constructor, roster, Meter(Limits(None)), 200, None, HOT)
        after = constructed(master, better, seed=1)
        assert before is not None
        assert after is not None
        position = 3
        assert after.stage_values(master)[:position] <= before.stage_values(master)[:position]
