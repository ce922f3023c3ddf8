"""From rosters and plans to solutions of the master problem, and back to rosters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Group, OverlegSlot, WeekPlan
from optimizer.domain.vocabulary import RunningPolicy
from optimizer.solving.limits import Limits, Meter
from optimizer.week.construct.recreate import HOT, WORK_PER_ROUND, Constructor
from optimizer.week.construct.roster import Board, Roster
from optimizer.week.options import week_options
from optimizer.week.routes.build import build_master
from optimizer.week.routes.start import constructed, improved, planned, roster_of
from optimizer.week.routes.witness import witness
from optimizer.week.sessions import Session, session_of
from tests.agreement.oracle import best
from tests.agreement.tiny import tiny
from tests.rules.builders import Case
from tests.solving.toys import Signal
from tests.week.middle import middle
from tests.week.routes.weeks import CROWDED, SEEDS, judged, keepable, master_of, rosters, solutions, valued

FEW = range(40)


def met(session: Session) -> tuple[Session, frozenset[str]]:
    """A session, in whatever order its members are named."""
    return replace(session, members=()), frozenset(session.members)


@pytest.mark.parametrize("seed", [*SEEDS, *CROWDED, -1])
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
        minutes = {a.id: a.minutes for a in master.rows.options.region.arrangementen}
        assert {met(session_of(g, minutes[g.arrangement])) for g in plan.groups} == {met(s) for s in roster.sessions}
        assert {o.id for o in plan.overleg} == {o.overleg for o in roster.overleg}
        paid = sum(day.cost.paid for day in roster.days.values())
        assert master.paid[solution.columns].sum() <= paid, "the orders are those least in paid travel"


@pytest.mark.parametrize("seed", [*SEEDS, *CROWDED, -1])
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
    """Plans with something that the master has no columns for, one change away from one that it has."""

    def plan(self) -> WeekPlan:
        return Case().week_plan

    def known(self, plan: WeekPlan) -> WeekPlan | None:
        """What the master knows of a plan."""
        case = Case()
        master = build_master(week_options(case.region, case.matrix))
        found = planned(master, plan, seed=1)
        return None if found is None else witness(master, found)

    @staticmethod
    def items(plan: WeekPlan | None) -> list[tuple[str, str, HalfDay]]:
        assert plan is not None
        return sorted((tour.begeleider, stop.item, stop.half_day) for tour in plan.tours for stop in tour.stops)

    def without(self, *items: str) -> list[tuple[str, str, HalfDay]]:
        return [found for found in self.items(self.plan()) if found[1] not in items]

    def test_the_plan_itself_is_known(self) -> None:
        assert self.items(self.known(self.plan())) == self.without()

    def test_a_stranger_who_takes_part_in_an_overleg(self) -> None:
        """Rows forbid an overleg without somebody who attends."""
        plan = self.plan()
        stranger = plan.tours[0].model_copy(update={"begeleider": "nobody"})
        assert "O1" in {stop.item for stop in stranger.stops}
        assert self.known(plan.model_copy(update={"tours": (stranger, *plan.tours[1:])})) is None

    def test_a_stop_that_nobody_asks_for_is_left_out(self) -> None:
        plan = self.plan()
        tour = plan.tours[0]
        stop = tour.stops[0].model_copy(update={"item": "H99"})
        other = tour.model_copy(update={"stops": (stop, *tour.stops[1:])})
        found = self.items(self.known(plan.model_copy(update={"tours": (other, *plan.tours[1:])})))
        gone = (tour.begeleider, tour.stops[0].item, tour.stops[0].half_day)
        assert found == [item for item in self.without() if item != gone]

    def test_a_group_at_another_start_is_left_out(self) -> None:
        plan = self.plan()
        group: Group = plan.groups[0].model_copy(update={"start": plan.groups[0].start + 1})
        found = self.known(plan.model_copy(update={"groups": (group,)}))
        assert self.items(found) == self.without("A1#1")
        assert found is not None
        assert (found.groups, len(found.overleg)) == ((), 1)

    def test_an_overleg_elsewhere_is_left_out(self) -> None:
        plan = self.plan()
        slot: OverlegSlot = plan.overleg[0].model_copy(update={"host": "S1"})
        found = self.known(plan.model_copy(update={"overleg": (slot,)}))
        assert self.items(found) == self.without("O1")
        assert found is not None
        assert (len(found.groups), found.overleg) == (1, ())


@pytest.mark.parametrize("seed", [*SEEDS, *CROWDED, -1])
def test_back_to_a_roster(seed: int) -> None:
    """What the solution does, in its own order, and so with its travel; it is the same solution again."""
    master = master_of(seed)
    board = Board(master.rows.options)
    for solution in solutions(seed):
        roster = roster_of(master, board, solution)
        assert roster is not None
        chosen = {v for v, made in master.rows.visits.items() if solution.values[made.index]}
        assert {v for some in roster.visits.values() for v in some} == chosen
        held = {v for v in master.gatherings if solution.values[v]}
        known = [master.rows.groups.variables_of(s) for s in roster.sessions]
        together = {v.index for found in known for v in found or ()}
        assert together | {master.rows.overleg[o].index for o in roster.overleg} == held
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
