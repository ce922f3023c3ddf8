"""Where the route method enforces every rule: in its columns, in rows of the master problem, or in both.

A column is a route of one half day, a joint between two, or an option to meet: what the rules say of one of them alone
decides whether it exists and when its stops begin; a seat or a role in a group is a column too. A row is about several
columns, or a bound on the column with the value of a stage. Mutants of a valid plan, and tests that are named, show
that each place is real.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from optimizer.domain.half_day import HalfDay
from optimizer.domain.overleg import Overleg, Participants
from optimizer.domain.plan import Plan
from optimizer.domain.vocabulary import RuleKey, StageKey, StopKind
from optimizer.rules.check import check
from optimizer.week.options import week_options
from optimizer.week.routes.build import build_master
from optimizer.week.routes.master import Master
from optimizer.week.routes.solution import StopKey, solution_of, stop_key
from optimizer.week.routes.start import planned
from optimizer.week.routes.witness import witness
from optimizer.week.sessions import session_of
from tests.rules.builders import DI_O, WEEK, Case, begeleider, school
from tests.rules.test_mutants import MUTANTS, Mutation
from tests.week.parts import options, region
from tests.week.routes.weeks import valued

ROOT = Path(__file__).parents[2]


class Place(StrEnum):
    """Where a rule is enforced."""

    COLUMN = "column"
    ROW = "row"


COLUMN, ROW, BOTH = {Place.COLUMN}, {Place.ROW}, {Place.COLUMN, Place.ROW}
PLACES: dict[RuleKey, set[Place]] = {
    RuleKey.EXPERTISE: COLUMN,
    RuleKey.KRING: COLUMN,
    RuleKey.AVAILABILITY: COLUMN,
    RuleKey.ONE_PLACE: BOTH,  # one stop at a time; the IB, a leerling and a half day are shared by routes
    RuleKey.HALF_DAY_TIME: BOTH,  # legs and waiting; the midday is in joints, and in rows where a joint is not exact
    RuleKey.WINDOW: COLUMN,
    RuleKey.CONTRACT: ROW,
    RuleKey.MAX_SCHOOLS: COLUMN,
    RuleKey.ONE_BEGELEIDER: ROW,
    RuleKey.SPREAD: ROW,
    RuleKey.BUDGET: ROW,
    RuleKey.GROUP_SIZE: BOTH,  # no group where too few can come; seats, and groups of an arrangement
    RuleKey.GROUP_HOST: BOTH,  # hosts and starts; rooms
    RuleKey.GROUP_TRAVEL: BOTH,  # no seat without a host in reach; a seat where the host of the session is
    RuleKey.GROUP_LEADER: BOTH,  # who may lead; roles filled by different people, who all come
    RuleKey.GROUP_MEMBER: BOTH,  # who may have a seat; one seat in an arrangement
    RuleKey.OVERLEG: BOTH,  # hosts and starts; all who take part come
    RuleKey.PINS: BOTH,  # half days, starts, people, hosts; members of groups
    RuleKey.RUNNING: ROW,  # a bound on the value of its stage
    RuleKey.WITNESS: COLUMN,  # times and legs are written down from the columns
}
NAMED: dict[tuple[RuleKey, Place], str] = {
    (RuleKey.ONE_PLACE, Place.COLUMN): "routes/test_catalogue.py::test_every_route_of_a_tiny_region_replays",
    (RuleKey.HALF_DAY_TIME, Place.ROW): "routes/test_master.py::test_rows_forbid_what_clashes_and_nothing_else",
    (RuleKey.GROUP_SIZE, Place.COLUMN): "test_sessions.py::test_too_few_to_meet_at_a_host",
    (RuleKey.GROUP_TRAVEL, Place.COLUMN): "test_sessions.py::test_travel_by_arrangement_and_by_leerling",
    (RuleKey.GROUP_MEMBER, Place.ROW): "test_groups.py::test_a_leerling_has_one_seat_in_an_arrangement",
    (RuleKey.PINS, Place.ROW): "test_groups.py::test_members_barred_together_with_a_leader",
    (RuleKey.GROUP_HOST, Place.ROW): "test_places_of_rules.py::test_a_room_holds_one_meeting",
    (RuleKey.GROUP_LEADER, Place.ROW): "routes/test_solution.py::test_meetings_take_part_in_routes",
    (RuleKey.OVERLEG, Place.ROW): "routes/test_solution.py::test_meetings_take_part_in_routes",
    (RuleKey.WITNESS, Place.COLUMN): "routes/test_master.py::test_facts_of_chosen_columns_are_those_of_the_plan",
}
"""Tests, beside the mutants, that show a place; by path under tests/week."""


def test_every_key_has_a_place() -> None:
    assert set(PLACES) == set(RuleKey)
    assert all(PLACES.values())


@pytest.mark.parametrize(("key", "mutate"), [pytest.param(k, m, id=f"{k}: {why}") for k, why, m in MUTANTS])
def test_the_master_has_no_such_plan_and_says_where(key: RuleKey, mutate: Mutation) -> None:
    assert shown(mutate(Case())) in PLACES[key]


def test_every_place_is_shown_by_a_mutant_or_a_test() -> None:
    found = {(key, shown(mutate(Case()))) for key, _, mutate in MUTANTS} | set(NAMED)
    assert found == {(key, place) for key, places in PLACES.items() for place in places}


@pytest.mark.parametrize("name", sorted(set(NAMED.values())))
def test_a_test_that_is_named_exists(name: str) -> None:
    path, function = name.split("::")
    assert f"def {function}(" in (ROOT / "tests" / "week" / path).read_text(encoding="utf-8")


def shown(case: Case) -> Place:
    """Where the master keeps out the plan of a mutant."""
    master = build_master(week_options(case.region, case.matrix))
    if not _has_columns(master, case):
        return Place.COLUMN
    found = planned(master, case.week_plan, seed=1)
    if found is None:
        return Place.ROW
    plan = witness(master, found)
    broken = {v.rule for v in check(case.region, Plan(weeks=(plan,)), case.matrix).violations}
    if broken:
        # what the stage counts, the bound of policy `hard` forbids
        assert broken == {RuleKey.RUNNING}
        assert master.rows.hard_running
        assert valued(master, found)[StageKey.RUNNING_BROKEN] > 0
        return Place.ROW
    # the same stops, at times that the columns have
    assert plan != case.week_plan
    return Place.COLUMN


def _has_columns(master: Master, case: Case) -> bool:
    """Tell whether there are decisions for every meeting, and a route with the stops of every half day."""
    minutes = {a.id: a.minutes for a in case.region.arrangementen}
    sessions = [session_of(g, minutes[g.arrangement]) for g in case.groups]
    meetings = {(o.overleg, o.host, o.half_day, o.start) for o in master.rows.overleg}
    slots = {(o.id, o.host, o.half_day, o.start) for o in case.overleg}
    stops: dict[tuple[str, HalfDay], set[StopKey]] = {}
    for tour in case.week_plan.tours:
        for stop in tour.stops:
            start = None if stop.kind is StopKind.VISIT else stop.start
            stops.setdefault((tour.begeleider, stop.half_day), set()).add(
                (stop.item.partition("#")[0], stop.place, start)
            )
    routes = all(any(done == wanted for done in _done(master, *key)) for key, wanted in stops.items())
    known = all(master.rows.groups.variables_of(s) is not None for s in sessions)
    return known and slots <= meetings and routes


def _done(master: Master, who: str, half_day: HalfDay) -> Iterator[set[StopKey]]:
    """Yield the stops of every route of a begeleider and half day."""
    for pool, labels in zip(master.routes.pools, master.routes.labels, strict=True):
        if (pool.begeleider, pool.half_day) == (who, half_day):
            for order in labels.order:
                yield {stop_key(pool.items[i]) for i in order if i >= 0}


@pytest.mark.parametrize(("rooms", "both"), [(1, False), (2, True)])
def test_a_room_holds_one_meeting(rooms: int, both: bool) -> None:
    """Two overleggen of different people in one half day: each can be held, both with two rooms only."""
    people = (begeleider("B1", "gedrag"), begeleider("B2", "gedrag"))
    host = school("S1", rooms=dict.fromkeys(HalfDay, rooms))
    asked = tuple(
        Overleg(
            id=f"O{n}",
            minutes=60,
            half_days=(DI_O,),
            hosts=("S1",),
            participants=Participants(begeleiders=(f"B{n}",)),
            weeks=(WEEK,),
        )
        for n in (1, 2)
    )
    of = region(hulpvragen=(), besturen=(), begeleiders=people, schools=(host,), overleggen=asked)
    master = build_master(options(of))
    options_of = {o.overleg: (o, v.index) for o, v in master.rows.overleg.items()}
    for names in (("O1",), ("O2",), ("O1", "O2")):
        held = [options_of[name] for name in names]
        halves = {(o.people[0], o.half_day.order): [stop_key(o)] for o, _ in held}
        found = solution_of(master, halves, {variable for _, variable in held}, seed=1)
        assert (found is not None) == (len(names) == 1 or both)
