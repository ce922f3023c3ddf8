"""The master problem: what its columns say, which joints there are, and rows against days that begin too soon."""

from __future__ import annotations

from itertools import pairwise, product
from random import Random

import numpy as np
import pytest

from optimizer.domain.places import base_place, school_place
from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import LegKind
from optimizer.solving.program import MipTask
from optimizer.solving.small import solve_small
from optimizer.week.direct.legs import DayLegs
from optimizer.week.options import VisitOption
from optimizer.week.routes.build import build_master
from optimizer.week.routes.labels import TooManyRoutesError
from optimizer.week.routes.master import HOME, Day, Master
from optimizer.week.routes.pool import Pool
from optimizer.week.routes.witness import witness
from tests.rules.builders import at, begeleider, hulpvraag
from tests.week.parts import options, region
from tests.week.routes.weeks import SEEDS, judged, master_of, minutes_by_kind, solutions, within

FEW = range(25)
MORNINGS = (("H1",), ("H3",), ("H1", "H3"))
AFTERNOONS = (("H2",), ("H4",), ("H4", "H2"))
CLASH = {(m, a) for m in MORNINGS if "H3" in m for a in AFTERNOONS if "H4" in a}
"""Routes of `TestTooSoon` that cannot be one day."""


def legs_of(master: Master, pool: Pool) -> DayLegs:
    found = master.rows.tours[pool.begeleider, pool.half_day.day.order]
    assert isinstance(found, DayLegs)
    return found


def said(master: Master, column: int) -> dict[int, int]:
    """What a column says: value by variable of the rows, zeros left out."""
    facts = master.facts
    part = slice(facts.indptr[column], facts.indptr[column + 1])
    pairs = zip(facts.indices[part].tolist(), facts.data[part].tolist(), strict=True)
    return {variable: round(value) for variable, value in pairs if value}


def place_of(pool: Pool, item: int) -> str:
    found = pool.items[item]
    return found.place if isinstance(found, VisitOption) else school_place(found.host)


def minutes(master: Master, pool: Pool, a: str, b: str) -> int | None:
    return master.rows.options.matrix.minutes(master.rows.options.index.begeleiders[pool.begeleider].mode, a, b)


@pytest.mark.parametrize("seed", [*SEEDS, -1])
def test_what_construction_finds_is_within_rows_and_bounds(seed: int) -> None:
    master = master_of(seed)
    for solution in solutions(seed):
        assert within(master, solution.vector(master))
        assert len(master.clashes(solution.columns)) == 0


def test_leaving_a_chosen_column_out_breaks_a_row() -> None:
    """The rows are no empty words: every route and joint of a solution is needed, or what it is part of."""
    tried = 0
    for seed in SEEDS:
        master = master_of(seed)
        for solution in solutions(seed)[:1]:
            for column in solution.columns:
                x = solution.vector(master)
                x[column] = 0.0
                assert not within(master, x), (seed, column)
                tried += 1
    assert tried > 150


@pytest.mark.parametrize("seed", SEEDS)
def test_facts_of_chosen_columns_are_those_of_the_plan(seed: int) -> None:
    master = master_of(seed)
    for solution in solutions(seed):
        plan = witness(master, solution)
        x = np.zeros(master.facts.shape[1])
        x[solution.columns] = 1.0
        facts = np.round(master.facts @ x).astype(int)
        made = {(v.hulpvraag, v.begeleider, v.half_day) for v, var in master.rows.visits.items() if facts[var.index]}
        planned = {(s.item, t.begeleider, s.half_day) for t in plan.tours for s in t.stops if s.kind == "visit"}
        assert made == planned
        found = {}
        for (who, day), legs in master.rows.tours.items():
            assert isinstance(legs, DayLegs)
            for kind in LegKind:
                found[who, day, kind] = sum(int(facts[v.index]) for v in legs.variables((kind,)))
        expected = minutes_by_kind(plan)
        assert {key: m for key, m in found.items() if m} == expected
        paid = master.rows.options.region.policy.paid_travel
        assert master.travel[solution.columns].sum() == sum(expected.values())
        assert master.paid[solution.columns].sum() == sum(m for (_, _, k), m in expected.items() if k in paid)


@pytest.mark.parametrize("seed", FEW)
def test_every_route_says_its_visits_and_its_legs(seed: int) -> None:
    """All but the midday: the leg home of its closed end, of both ends where the day has one half."""
    master = master_of(seed)
    lot = Random(seed)
    for day in master.days:
        for number in (day.morning, day.afternoon):
            if number is None:
                continue
            pool, first = master.routes.pools[number], int(master.routes.first[number])
            routes = range(first, int(master.routes.first[number + 1]))
            for route in lot.sample(routes, min(40, len(routes))):
                _says(master, day, pool, route)


def _says(master: Master, day: Day, pool: Pool, route: int) -> None:
    items = master.routes.items(route)
    places = [place_of(pool, item) for item in items]
    legs, base = legs_of(master, pool), base_place(pool.begeleider)
    single = day.morning is None or day.afternoon is None
    expected = {}
    for item in items:
        option = pool.items[item]
        if isinstance(option, VisitOption):
            expected[master.rows.visits[option].index] = 1
    between = [minutes(master, pool, a, b) for a, b in pairwise(places)]
    home = []
    if pool.half_day.is_morning or single:
        home.append(minutes(master, pool, base, places[0]))
    if not pool.half_day.is_morning or single:
        home.append(minutes(master, pool, places[-1], base))
    column = master.route0 + route
    if None in home:
        assert single
        assert master.model.upper[column] == 0.0
        return
    assert legs.home is not None
    expected[legs.between[pool.half_day].index] = sum(m for m in between if m is not None)
    expected[legs.home.index] = sum(m for m in home if m is not None)
    assert None not in between
    assert master.model.upper[column] == 1.0
    assert said(master, column) == {variable: value for variable, value in expected.items() if value}


@pytest.mark.parametrize("seed", FEW)
def test_joints_are_all_the_ways_there_are(seed: int) -> None:
    """Home from every end that can reach it, and from a morning's end to an afternoon if some routes leave the time."""
    master = master_of(seed)
    joints = master.joints
    wait = master.rows.options.region.policy.min_break
    expected: dict[tuple[int, int, int], int] = {}
    for number, day in enumerate(master.days):
        if day.morning is None or day.afternoon is None:
            continue
        early, late = (master.routes.pools[n] for n in (day.morning, day.afternoon))
        base = base_place(day.begeleider)
        a, b = master.routes.labels[day.morning], master.routes.labels[day.afternoon]
        at_end, at_start = day.node_of[day.morning], day.node_of[day.afternoon]
        ends = {(int(n), early.places[p]) for n, p in zip(at_end, a.end, strict=True)}
        starts = {(int(n), late.places[p]) for n, p in zip(at_start, b.end, strict=True)}
        for node, place in ends:
            way = minutes(master, early, place, base)
            if way is not None:
                expected[number, node, HOME] = way
        for node, place in starts:
            way = minutes(master, late, base, place)
            if way is not None:
                expected[number, HOME, node] = way
        for (i, here), (j, there) in product(ends, starts):
            way = minutes(master, early, here, there)
            ready, latest = int(a.clock[at_end == i].min()), int(b.clock[at_start == j].max())
            if way is not None and ready + way + wait <= latest:
                expected[number, i, j] = way
    ways = zip(joints.day.tolist(), joints.morning.tolist(), joints.afternoon.tolist(), strict=True)
    assert dict(zip(ways, joints.minutes.tolist(), strict=True)) == expected
    for n in range(len(joints.day)):
        day = master.days[int(joints.day[n])]
        legs = master.rows.tours[day.begeleider, day.order]
        assert isinstance(legs, DayLegs)
        direct = HOME not in (int(joints.morning[n]), int(joints.afternoon[n]))
        variable = legs.midday if direct else legs.home
        assert variable is not None
        taken = int(joints.minutes[n])
        assert said(master, master.joint0 + n) == ({variable.index: taken} if taken else {})


def test_columns_come_as_decisions_routes_and_joints() -> None:
    for seed in FEW:
        master = master_of(seed)
        assert master.route0 == len(master.decisions) == len(master.column_of)
        assert master.joint0 == master.route0 + len(master.routes)
        columns = master.joint0 + len(master.joints.day)
        assert master.model.matrix.shape == (len(master.model.row_lower), columns)
        assert master.facts.shape == (len(master.rows.model.proto.variables), columns)
        assert np.all(master.facts[:, : master.route0].sum(axis=0) == 1)
        assert master.model.integer.all()
        assert len(master.pool_of_route) == len(master.routes)
        for stage in master.stages:
            assert master.decisions[master.stage_column(stage)] == stage.variable.index


def test_too_many_routes_are_an_error() -> None:
    found = options(region(hulpvragen=tuple(hulpvraag(f"H{n}", "S1", "gedrag", 20) for n in range(5))))
    with pytest.raises(TooManyRoutesError):
        build_master(found, 10)
    assert len(build_master(found, 10_000).routes) > 10


def test_nothing_to_do() -> None:
    master = build_master(options(region(hulpvragen=())))
    assert (len(master.routes), len(master.joints.day), master.days) == (0, 0, ())
    assert within(master, np.zeros(master.route0))


class TestTooSoon:
    """A late morning at S1, an early afternoon at S2, an hour between them: only one of the two can be had."""

    def master(self, leg: int = 60) -> Master:
        monday = ("ma-ochtend",), ("ma-middag",)
        asked = (
            hulpvraag("H1", "S1", "gedrag", 60, half_days=monday[0], window={"start": at("08:30"), "end": at("09:30")}),
            hulpvraag("H3", "S1", "gedrag", 60, half_days=monday[0], window={"start": at("11:00"), "end": at("12:00")}),
            hulpvraag("H2", "S2", "gedrag", 60, half_days=monday[1], window={"start": at("14:00"), "end": at("15:00")}),
            hulpvraag("H4", "S2", "gedrag", 60, half_days=monday[1], window={"start": at("12:45"), "end": at("13:45")}),
        )
        of = region(hulpvragen=asked, begeleiders=(begeleider("B1", "gedrag"),), policy=Policy(min_break=30))
        return build_master(options(of, {("school:S1", "school:S2"): leg}))

    def column(self, master: Master, *items: str) -> int:
        """The one route with these visits."""
        for route in range(len(master.routes)):
            pool = master.routes.pools[master.routes.owner(route)]
            visits = [pool.items[i] for i in master.routes.items(route)]
            if [v.hulpvraag for v in visits if isinstance(v, VisitOption)] == list(items):
                return master.route0 + route
        raise LookupError(items)

    def test_clocks_are_of_the_open_ends(self) -> None:
        master = self.master()
        clocks = {m: master.clock(self.column(master, *m)) for m in (*MORNINGS, *AFTERNOONS)}
        assert clocks == {
            ("H1",): at("09:30"),
            ("H3",): at("12:00"),
            ("H1", "H3"): at("12:00"),
            ("H2",): at("14:00"),
            ("H4",): at("12:45"),
            ("H4", "H2"): at("12:45"),
        }

    def test_a_joint_is_there_only_for_routes_that_leave_the_time(self) -> None:
        master = self.master()
        for m, a in product(MORNINGS, AFTERNOONS):
            found = master.joint(0, self.column(master, *m), self.column(master, *a))
            assert (found is None) == ((m, a) in CLASH), (m, a)
        assert master.joint(0, self.column(master, "H3"), None) is not None
        assert master.joint(0, None, self.column(master, "H4")) is not None
        assert master.joint(0, None, None) is None

    def test_clashes_are_found_and_the_row_forbids_exactly_those(self) -> None:
        master = self.master()
        joint = master.joint(0, self.column(master, "H1"), self.column(master, "H2"))
        assert joint is not None
        for m, a in product(MORNINGS, AFTERNOONS):
            pair = (self.column(master, *m), self.column(master, *a))
            expected = [pair] if (m, a) in CLASH else []
            assert master.clashes(np.array([*pair, joint])) == expected
        clash = (self.column(master, "H3"), self.column(master, "H4"))
        more = master.forbidding([clash])
        assert more.model.matrix.shape[0] == master.model.matrix.shape[0] + 1
        row = more.model.matrix[[-1], :].toarray()[0]
        assert (more.model.row_lower[-1], more.model.row_upper[-1]) == (-np.inf, 1)
        forbidden = {
            (m, a)
            for m, a in product(MORNINGS, AFTERNOONS)
            if row[self.column(master, *m)] + row[self.column(master, *a)] > 1
        }
        assert forbidden == CLASH
        assert row.sum() == 4, "nothing else is in the row"

    @pytest.mark.parametrize(("leg", "clash"), [(15, False), (16, True)])
    def test_a_minute_decides(self, leg: int, clash: bool) -> None:
        """The morning ends at 12:00, half an hour is the break, the afternoon begins at 12:45."""
        master = self.master(leg)
        pair = (self.column(master, "H3"), self.column(master, "H4"))
        assert (master.joint(0, *pair) is None) == clash

    def test_with_rows_added_the_optimum_is_a_plan(self) -> None:
        """Without them all four visits would be made; three can be."""
        master = self.master()
        made = [v.index for v in master.rows.visits.values()]
        cost = -np.asarray(master.facts[made].sum(axis=0)).ravel()
        run = solve_small(MipTask(master.model, cost), seed=1)
        assert run.values is not None
        assert (round(cost @ run.values), run.complete) == (-4, True)
        clashes = master.clashes(master.route0 + np.flatnonzero(run.values[master.route0 :]))
        assert clashes == [(self.column(master, "H1", "H3"), self.column(master, "H4", "H2"))]
        run = solve_small(MipTask(master.forbidding(clashes).model, cost), seed=1)
        assert run.values is not None
        assert (round(cost @ run.values), run.complete) == (-3, True)
        assert master.clashes(master.route0 + np.flatnonzero(run.values[master.route0 :])) == []


def far_apart(seed: int) -> Master:
    """A Monday with some requests at two schools far apart, some in the morning, some in the afternoon."""
    lot = Random(seed)
    asked = []
    for n in range(6):
        span = (at("08:30"), at("12:00")) if n % 2 else (at("12:45"), at("15:00"))
        length = lot.choice((20, 30, 40))
        start = lot.randint(span[0], span[1] - length - 30)
        window = {"start": start, "end": lot.randint(start + length, span[1])}
        half_days = ("ma-ochtend" if n % 2 else "ma-middag",)
        asked.append(hulpvraag(f"H{n}", f"S{lot.randint(1, 2)}", "gedrag", length, half_days=half_days, window=window))
    of = region(hulpvragen=tuple(asked), begeleiders=(begeleider("B1", "gedrag"),))
    table = {("school:S1", "school:S2"): lot.randint(20, 90), ("school:S2", "school:S1"): lot.randint(20, 90)}
    return build_master(options(of, table))


def test_rows_forbid_what_clashes_and_nothing_else() -> None:
    """A row forbids its own pair and only pairs that clash; rows for all of them forbid all that clash."""
    seen = kept = 0
    for seed in range(40):
        master = far_apart(seed)
        (day,) = master.days
        if day.morning is None or day.afternoon is None:
            continue
        first = master.route0 + master.routes.first
        mornings = range(int(first[day.morning]), int(first[day.morning + 1]))
        afternoons = range(int(first[day.afternoon]), int(first[day.afternoon + 1]))
        ways = {(j, k): n for n, (_, j, k) in enumerate(_ways(master))}
        clashing = set()
        for pair in product(mornings, afternoons):
            joint = _between(master, day, ways, pair)
            if joint is not None and not master.in_time(joint, *pair):
                clashing.add(pair)
                assert master.clashes(np.array([*pair, joint])) == [pair]
        every = set()
        for pair in sorted(clashing):
            row = master.forbidding([pair]).model.matrix[[-1], :].toarray()[0]
            forbidden = {p for p in product(mornings, afternoons) if row[list(p)].sum() > 1}
            assert pair in forbidden
            assert forbidden <= clashing
            every |= forbidden
        assert every == clashing
        seen, kept = seen + len(clashing), kept + len(mornings) * len(afternoons) - len(clashing)
    assert seen > 10
    assert kept > 20


def _ways(master: Master) -> list[tuple[int, int, int]]:
    joints = master.joints
    return list(zip(joints.day.tolist(), joints.morning.tolist(), joints.afternoon.tolist(), strict=True))


def _between(master: Master, day: Day, ways: dict[tuple[int, int], int], pair: tuple[int, int]) -> int | None:
    """The joint between the ends of two routes, whether or not they leave the time for it."""
    assert day.morning is not None
    assert day.afternoon is not None
    ends = [
        int(day.node_of[pool][column - master.route0 - int(master.routes.first[pool])])
        for pool, column in zip((day.morning, day.afternoon), pair, strict=True)
    ]
    found = ways.get((ends[0], ends[1]))
    return None if found is None else master.joint0 + found


def test_the_rules_find_nothing_in_what_the_master_has() -> None:
    for seed in FEW:
        for solution in solutions(seed):
            judged(master_of(seed), witness(master_of(seed), solution))
