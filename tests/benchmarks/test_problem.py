from __future__ import annotations

import pytest

from benchmarks.peers.problem import FAR, Problem, prizes, routing_problem
from benchmarks.peers.with_pyvrp import FORBIDDEN, STEPS, Client, alike, clients_of
from benchmarks.peers.with_timefold import choices_of, rows
from benchmarks.peers.with_vroom import MOST, tables
from benchmarks.peers.with_vroom import STEPS as VROOM_STEPS
from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import Mode, Priority
from tests.benchmarks.single import AFTERNOONS, MORNINGS, single_visits
from tests.rules.builders import at, hulpvraag
from tests.week.parts import options, region, visits


@pytest.fixture(scope="module")
def problem() -> Problem:
    return routing_problem(options(single_visits()))


def test_a_vehicle_is_a_begeleider_in_a_half_day_with_the_jobs_that_are_possible(problem: Problem) -> None:
    found = {(v.begeleider, v.half_day): v.able for v in problem.vehicles}
    assert found == {
        **{("B1", half_day): frozenset({0, 1, 2, 3}) for half_day in MORNINGS},
        ("B2", AFTERNOONS[0]): frozenset({0, 1, 2}),
    }


def test_a_job_starts_within_school_hours_and_its_own_window(problem: Problem) -> None:
    spans = [job.spans for job in problem.jobs]
    assert spans[1][HalfDay.VR_OCHTEND] == (at("08:30"), at("10:30"))
    assert spans[1][HalfDay.MA_MIDDAG] == (at("12:30"), at("13:30"))
    assert HalfDay.WO_MIDDAG not in spans[1]
    assert spans[3] == dict.fromkeys(MORNINGS, (at("09:00"), at("10:00")))


def test_requests_with_more_visits_are_refused() -> None:
    with pytest.raises(ValueError, match="single visits"):
        routing_problem(options(region(hulpvragen=(hulpvraag("H1", "S1", "gedrag", visits=2),))))


def test_a_prize_is_minutes_in_their_common_unit_times_the_step_of_the_class(problem: Problem) -> None:
    steps = {Priority.URGENT: 100, Priority.NORMAL: 10, Priority.LOW: 1}
    assert prizes(problem.jobs, steps) == [400, 60, 3, 40]


def test_prizes_fit_what_the_engines_take(problem: Problem) -> None:
    assert max(VROOM_STEPS.values()) * 8 <= MOST  # 120 minutes in quarters
    assert sum(prizes(problem.jobs, STEPS)) < FORBIDDEN


def test_vehicles_that_differ_in_their_half_day_only_are_one_kind(problem: Problem) -> None:
    assert [[v.half_day for v in found] for found in alike(problem).values()] == [list(MORNINGS), list(AFTERNOONS)]


def test_one_client_where_one_span_says_all(problem: Problem) -> None:
    # mornings end and afternoons start for the people as for the schools, so noon needs no window of its own
    assert clients_of(problem) == [
        Client(0, at("08:30"), at("14:00")),
        Client(1, at("08:30"), at("13:30")),
        Client(2, at("08:30"), at("14:15")),
        Client(3, at("09:00"), at("10:00")),
    ]


def test_a_client_per_span_where_noon_is_the_schools_own() -> None:
    later = single_visits().model_copy(
        update={
            "begeleiders": tuple(
                b.model_copy(
                    update={
                        "availability": {h: w.model_copy(update={"end": w.end + 15}) for h, w in b.availability.items()}
                    }
                )
                for b in single_visits().begeleiders
            )
        }
    )
    found = [c for c in clients_of(routing_problem(options(later))) if c.job == 0]
    assert found == [Client(0, at("08:30"), at("11:00")), Client(0, at("12:30"), at("14:00"))]


def test_home_legs_cost_but_take_no_time(problem: Problem) -> None:
    places = [*problem.bases, *problem.places]
    costs, durations = tables(problem, Mode.CAR, places)
    assert places == ["base:B1", "base:B2", "school:S1", "school:S2"]
    assert costs[0] == [0, 10, 10, 10]
    assert durations[0] == [0, 0, 0, 0]
    assert durations[2] == [0, 0, 0, 10]


def test_where_there_is_no_way_it_stays_far() -> None:
    cut = options(single_visits(), {("base:B1", "school:S2"): None})
    found = routing_problem(cut)
    costs, durations = tables(found, Mode.CAR, [*found.bases, *found.places])
    assert (costs[0][3], durations[0][3]) == (FAR, FAR)


def test_timefold_chooses_sets_of_visits_by_one_begeleider_on_days_apart() -> None:
    found = options(region(hulpvragen=(hulpvraag("H1", "S1", "gedrag", visits=2, min_days_between=3),)))
    every = visits(found)
    choices = list(choices_of(found.demand[0], every))
    pairs = [choice for choice in choices if len(choice) == 2]
    assert len(choices) - len(pairs) == len(every)
    assert pairs
    for one, other in pairs:
        assert every[one].begeleider == every[other].begeleider
        assert every[other].half_day.day.order - every[one].half_day.day.order >= 3


def test_timefold_is_told_every_visit_that_is_possible(problem: Problem) -> None:
    found = list(rows(problem.options))
    assert found[0] == [4, 1]
    staff = [b.id for b in problem.options.region.begeleiders]
    possible = [[staff.index(v.begeleider), v.half_day.order, v.earliest, v.latest] for v in problem.options.visits]
    assert possible
    assert all(found.count(one) == possible.count(one) for one in possible)
