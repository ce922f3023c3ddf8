"""From solutions of the master problem to plans: stops in order, as early as they can be, with their legs."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Pin, Tour
from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import LegKind, StopKind
from optimizer.week.options import VisitOption
from optimizer.week.routes.build import build_master
from optimizer.week.routes.master import Master
from optimizer.week.routes.solution import Solution, StopKey, solution_of, stop_key
from optimizer.week.routes.witness import witness
from tests.rules.builders import at, begeleider, hulpvraag
from tests.week.parts import options, region
from tests.week.routes.weeks import CROWDED, SEEDS, master_of, solutions

LEGS = {
    ("base:B1", "school:S1"): 11,
    ("school:S1", "school:S2"): 20,
    ("school:S2", "school:S1"): 21,
    ("school:S2", "base:B1"): 17,
    ("school:S1", "base:B1"): 19,
}


def day_of(master: Master, **halves: list[str]) -> Tour:
    """The tour of B1 on Monday with these visits in the morning and the afternoon."""
    place = {v.hulpvraag: v.place for v in master.rows.visits}
    wanted: dict[tuple[str, int], list[StopKey]] = {
        ("B1", part): [(h, place[h], None) for h in halves.get(name, [])] for part, name in enumerate(("early", "late"))
    }
    found = solution_of(master, wanted, set(), seed=1)
    assert found is not None
    (tour,) = witness(master, found).tours
    return tour


def monday(*, pins: tuple[Pin, ...] = (), **windows: str) -> Master:
    """H1 and H3 at S1, H2 at S2, an hour each, by B1; a break of half an hour."""
    asked = []
    for name, place in (("H1", "S1"), ("H2", "S2"), ("H3", "S1")):
        window = None
        if name in windows:
            start, end = windows[name].split("-")
            window = {"start": at(start), "end": at(end)}
        asked.append(hulpvraag(name, place, "gedrag", 60, half_days=("ma-ochtend", "ma-middag"), window=window))
    of = region(
        hulpvragen=tuple(asked), begeleiders=(begeleider("B1", "gedrag"),), policy=Policy(min_break=30), pins=pins
    )
    return build_master(options(of, LEGS))


def times(tour: Tour) -> list[tuple[str, int]]:
    return [(stop.item, stop.start) for stop in tour.stops]


def legs(tour: Tour) -> list[tuple[str, str, int, LegKind]]:
    return [(leg.origin, leg.destination, leg.minutes, leg.kind) for leg in tour.legs]


class TestTimes:
    def test_a_morning_begins_as_soon_as_it_can(self) -> None:
        tour = day_of(monday(), early=["H1", "H2"])
        assert times(tour) == [("H1", at("08:30")), ("H2", at("09:50"))]
        assert legs(tour) == [
            ("base:B1", "school:S1", 11, LegKind.HOME),
            ("school:S1", "school:S2", 20, LegKind.BETWEEN),
            ("school:S2", "base:B1", 17, LegKind.HOME),
        ]

    def test_waiting_for_a_window(self) -> None:
        assert times(day_of(monday(H2="10:30-12:00"), early=["H1", "H2"])) == [("H1", at("08:30")), ("H2", at("10:30"))]

    def test_an_afternoon_after_a_midday_leg_and_the_break(self) -> None:
        """12:00 at S1, 20 minutes on the way and half an hour of break."""
        tour = day_of(monday(H1="11:00-12:00"), early=["H1"], late=["H2"])
        assert times(tour) == [("H1", at("11:00")), ("H2", at("12:50"))]
        assert [kind for *_, kind in legs(tour)] == [LegKind.HOME, LegKind.MIDDAY, LegKind.HOME]

    def test_the_break_is_had_at_one_place_too(self) -> None:
        tour = day_of(monday(H3="11:00-12:00"), early=["H3"], late=["H1"])
        assert times(tour) == [("H3", at("11:00")), ("H1", at("12:45"))]
        assert legs(tour)[1] == ("school:S1", "school:S1", 0, LegKind.MIDDAY)

    def test_an_afternoon_alone(self) -> None:
        tour = day_of(monday(), late=["H1"])
        assert times(tour) == [("H1", at("12:45"))]
        assert [leg[2] for leg in legs(tour)] == [11, 19]

    def test_a_barred_start_is_passed_by(self) -> None:
        vetoes = tuple(Pin(item="H1", veto=True, start=at("08:30") + n) for n in range(3))
        assert times(day_of(monday(pins=vetoes), early=["H1"])) == [("H1", at("08:33"))]

    def test_a_pinned_start_is_kept(self) -> None:
        pinned = monday(pins=(Pin(item="H2", start=at("10:20")),))
        assert times(day_of(pinned, early=["H1", "H2"])) == [("H1", at("08:30")), ("H2", at("10:20"))]


@pytest.mark.parametrize("seed", [*SEEDS, *CROWDED, -1])
def test_stops_are_those_of_the_routes_in_their_order(seed: int) -> None:
    master = master_of(seed)
    for solution in solutions(seed):
        tours: dict[tuple[str, HalfDay], list[str]] = defaultdict(list)
        for tour in witness(master, solution).tours:
            for stop in tour.stops:
                tours[tour.begeleider, stop.half_day].append(stop.item.partition("#")[0])
            assert [leg.origin for leg in tour.legs[1:]] == [s.place for s in tour.stops]
            assert [leg.destination for leg in tour.legs[:-1]] == [s.place for s in tour.stops]
        expected = {}
        for column in solution.columns[solution.columns < master.joint0]:
            route = int(column) - master.route0
            pool = master.routes.pools[master.routes.owner(route)]
            items = [pool.items[i] for i in master.routes.items(route)]
            expected[pool.begeleider, pool.half_day] = [stop_key(i)[0] for i in items]
        assert tours == expected


@pytest.mark.parametrize("seed", [*SEEDS, *CROWDED])
def test_groups_and_overleg_are_those_that_are_held(seed: int) -> None:
    master = master_of(seed)
    for solution in solutions(seed):
        plan = witness(master, solution)
        groups = master.rows.groups
        meet = {(s.group, s.half_day, s.start) for s, v in groups.sessions.items() if solution.values[v.index]}
        assert {(g.id, g.half_day, g.start) for g in plan.groups} == meet
        leads = {(p.session.group, p.role, p.begeleider) for p, v in groups.leads.items() if solution.values[v.index]}
        said = {(g.id, role, p) for g in plan.groups for role, p in enumerate((g.leader, *g.co_leaders))}
        assert said == leads
        seats = {(s.group, s.leerling) for s, v in groups.seats.items() if solution.values[v.index]}
        assert {(g.id, m) for g in plan.groups for m in g.members} == seats
        assert len(plan.overleg) == sum(solution.values[v.index] for v in master.rows.overleg.values())
        for tour in plan.tours:
            for stop in tour.stops:
                if stop.kind is StopKind.SESSION:
                    (group,) = (g for g in plan.groups if g.id == stop.item)
                    assert (stop.start, stop.half_day) == (group.start, group.half_day)
                    assert tour.begeleider in (group.leader, *group.co_leaders)
                elif stop.kind is StopKind.OVERLEG:
                    (slot,) = (o for o in plan.overleg if o.id == stop.item)
                    assert (stop.start, stop.half_day) == (slot.start, slot.half_day)


def test_routes_that_clash_are_never_written_down() -> None:
    """A late morning and an early afternoon put together by hand: 20 minutes and half an hour do not fit between."""
    master = monday(H1="11:00-12:00", H2="12:45-13:45")
    single = {}
    for route in range(len(master.routes)):
        pool = master.routes.pools[master.routes.owner(route)]
        items = [pool.items[i] for i in master.routes.items(route)]
        if len(items) == 1 and isinstance(items[0], VisitOption):
            single[items[0].hulpvraag, pool.half_day.is_morning] = master.route0 + route
    columns = np.array([single["H1", True], single["H2", False]])
    nothing = (0,) * len(master.rows.model.proto.variables)
    assert master.joint(0, *columns.tolist()) is None
    with pytest.raises(AssertionError, match="cannot keep its order"):
        witness(master, Solution(columns, nothing))
