"""Solutions of the master problem: complete, and worth what the rules say."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Plan
from optimizer.domain.policy import Policy
from optimizer.rules.check import check
from optimizer.week.options import VisitOption, week_options
from optimizer.week.routes.build import build_master
from optimizer.week.routes.master import Master
from optimizer.week.routes.solution import StopKey, completed, solution_of, stop_key
from optimizer.week.routes.witness import witness
from optimizer.week.sessions import session_of
from tests.rules.builders import Case
from tests.week.parts import options
from tests.week.routes.monday import TRAVEL, two
from tests.week.routes.weeks import CROWDED, SEEDS, judged, master_of, solutions, valued

MORNING, AFTERNOON = ("B1", 0), ("B1", 1)
ONE: StopKey = ("H1", "school:S1", None)
OTHER: StopKey = ("H2", "school:S2", None)


@pytest.mark.parametrize("seed", [*SEEDS, *CROWDED, -1])
def test_stage_values_are_those_of_the_rules(seed: int) -> None:
    """All of them, worst shares included, and nothing in the plan is against a rule."""
    master = master_of(seed)
    for solution in solutions(seed):
        assert valued(master, solution) == judged(master, witness(master, solution))


@pytest.mark.parametrize("seed", [*SEEDS, *CROWDED])
def test_a_vector_says_what_the_solution_says(seed: int) -> None:
    master = master_of(seed)
    for solution in solutions(seed):
        x = solution.vector(master)
        assert np.round(master.facts @ x).astype(int).tolist() == list(solution.values)
        assert (master.route0 + np.flatnonzero(x[master.route0 :])).tolist() == solution.columns.tolist()
        for stage, value in zip(master.stages, solution.stage_values(master), strict=True):
            assert x[master.stage_column(stage)] == value


def monday() -> Master:
    """B1 with H1 at S1 and H2 at S2: 31 minutes from S1 to S2, no way back, nor from S2 to the base."""
    return build_master(options(two(), TRAVEL))


def table(policy: Policy = Policy()) -> Master:  # noqa: B008 - frozen
    """The same, all reachable, and S1 to S2 to S1 in 5 and 7 minutes."""
    legs = {key: minutes or 40 for key, minutes in TRAVEL.items()}
    return build_master(
        options(two(policy=policy), legs | {("school:S1", "school:S2"): 5, ("school:S2", "school:S1"): 7})
    )


def done(master: Master, halves: dict[tuple[str, int], list[StopKey]]) -> list[list[str]] | None:
    """What is visited in order, per tour; nothing when the master cannot do it."""
    found = solution_of(master, halves, set(), seed=1)
    if found is None:
        return None
    return [[stop.item for stop in tour.stops] for tour in witness(master, found).tours]


class TestStops:
    def test_nothing_is_a_solution(self) -> None:
        master = monday()
        found = solution_of(master, {}, set(), seed=1)
        assert found is not None
        assert found.columns.tolist() == []
        assert valued(master, found) == judged(master, witness(master, found))

    def test_by_half_day(self) -> None:
        assert done(table(), {MORNING: [ONE], AFTERNOON: [OTHER]}) == [["H1", "H2"]]
        assert done(table(), {AFTERNOON: [ONE]}) == [["H1"]]

    @pytest.mark.parametrize("stops", [[ONE, OTHER], [OTHER, ONE]])
    def test_orders_are_chosen_anew(self, stops: list[StopKey]) -> None:
        """By S1 first 11 + 5 + 40 minutes, by S2 first 21 + 7 + 12; the legs between are paid, or nothing is."""
        assert done(table(), {MORNING: stops}) == [["H1", "H2"]]
        assert done(table(Policy(paid_travel=())), {MORNING: stops}) == [["H2", "H1"]]

    def test_what_cannot_be_reached_is_no_solution(self) -> None:
        """From S2 there is no way home, nor to S1."""
        assert done(monday(), {MORNING: [OTHER]}) is None
        assert done(monday(), {MORNING: [OTHER], AFTERNOON: [ONE]}) is None
        assert done(monday(), {MORNING: [ONE]}) == [["H1"]]

    @pytest.mark.parametrize(
        "stop",
        [("H1", "school:S2", None), ("H9", "school:S1", None), ("H1", "school:S1", 540)],
        ids=["another place", "unknown", "with a start"],
    )
    def test_a_stop_that_is_no_item_is_no_solution(self, stop: StopKey) -> None:
        assert done(table(), {MORNING: [stop]}) is None

    def test_a_half_day_without_a_pool_is_no_solution(self) -> None:
        assert ("B1", 3) not in table().routes.by_key()
        assert done(table(), {MORNING: [ONE], ("B1", 3): [OTHER]}) is None
        assert done(table(), {MORNING: [ONE], ("B1", 3): []}) == [["H1"]]

    def test_more_stops_than_any_route_has_are_no_solution(self) -> None:
        assert done(table(), {MORNING: [ONE, OTHER, ONE, OTHER, ONE]}) is None

    def test_twice_the_same_visit_is_against_a_row(self) -> None:
        assert done(table(), {MORNING: [ONE], AFTERNOON: [ONE]}) is None


def test_columns_that_break_a_row_are_completed_to_nothing() -> None:
    master = table()
    first = master.route0 + master.routes.first
    pools = [(p.half_day, n) for n, p in enumerate(master.routes.pools)]
    (morning,) = (n for h, n in pools if h is HalfDay.MA_OCHTEND)
    (afternoon,) = (n for h, n in pools if h is HalfDay.MA_MIDDAG)
    same = [int(first[morning]), int(first[afternoon])]
    items = [master.routes.items(c - master.route0) for c in same]
    names = [
        [v.hulpvraag for v in (master.routes.pools[n].items[i] for i in found) if isinstance(v, VisitOption)]
        for n, found in zip((morning, afternoon), items, strict=True)
    ]
    assert names[0] == names[1], "both visit the same, which is asked once"
    assert completed(master, np.array(same), set(), seed=1) is None


def test_meetings_take_part_in_routes() -> None:
    """The plan written out by hand, with a group of two begeleiders and an overleg: found, and of the same worth."""
    case = Case()
    master = build_master(week_options(case.region, case.matrix))
    halves: dict[tuple[str, int], list[StopKey]] = {}
    for tour in case.week_plan.tours:
        for stop in tour.stops:
            start = None if stop.kind == "visit" else stop.start
            name = stop.item.partition("#")[0]
            halves.setdefault((tour.begeleider, stop.half_day.order), []).append((name, stop.place, start))
    group = master.rows.groups.variables_of(session_of(case.groups[0], case.region.arrangementen[0].minutes))
    assert group is not None
    assert len(group) == 1 + 2 + 3, "the session, who leads and co-leads, and its members"
    slots = {
        o: v
        for o, v in master.rows.overleg.items()
        if (o.host, o.half_day, o.start) == (case.overleg[0].host, case.overleg[0].half_day, case.overleg[0].start)
    }
    meetings = {v.index for v in (*group, *slots.values())}
    assert len(meetings) == 7
    found = solution_of(master, halves, meetings, seed=1)
    assert found is not None
    plan = witness(master, found)
    assert check(case.region, Plan(weeks=(plan,)), case.matrix).ok
    assert plan.groups == case.groups
    assert [(o.id, o.host, o.half_day, o.start) for o in plan.overleg] == [
        (o.id, o.host, o.half_day, o.start) for o in case.overleg
    ]
    assert valued(master, found) == judged(master, plan)
    assert solution_of(master, halves, set(), seed=1) is None, "stops of a group that is not open"
    assert solution_of(master, {}, meetings, seed=1) is None, "a group whose leader does not come"
    session, leader, co_leader, member, *_ = (v.index for v in group)
    for one in (session, leader, co_leader):
        assert solution_of(master, halves, meetings - {one}, seed=1) is None, "who comes does not lead"
    assert solution_of(master, halves, meetings - {member}, seed=1) is not None, "two members are enough"


def test_stop_keys_tell_items_apart() -> None:
    for seed in (*SEEDS, *CROWDED):
        for pool in master_of(seed).routes.pools:
            keys = [stop_key(item) for item in pool.items]
            assert len(set(keys)) == len(keys)
