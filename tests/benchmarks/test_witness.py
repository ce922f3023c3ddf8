from __future__ import annotations

from benchmarks.peers.problem import visit_option
from benchmarks.peers.witness import witness
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Plan
from optimizer.domain.vocabulary import LegKind, RuleKey, StageKey
from optimizer.rules import check as rules
from optimizer.week.options import Options
from tests.benchmarks.single import AFTERNOONS, MORNINGS, single_visits
from tests.rules.builders import at, begeleider, hulpvraag
from tests.week.parts import options, region


def broken(found: Options, orders: list[list[tuple[str, str, HalfDay]]]) -> set[RuleKey]:
    visits = visit_option(found)
    plan = witness(found, [[visits[key] for key in order] for order in orders])
    return {v.rule for v in rules.check(found.region, Plan(weeks=(plan,)), found.matrix).violations}


def test_orders_become_a_plan_that_the_checker_accepts_and_counts() -> None:
    found = options(single_visits())
    monday, tuesday = MORNINGS
    visits = visit_option(found)
    orders = [
        [visits["H1", "B1", monday], visits["H4", "B1", monday]],
        [visits["H2", "B1", tuesday]],
        [visits["H3", "B2", AFTERNOONS[0]]],
    ]
    plan = witness(found, orders)
    assert rules.check(found.region, Plan(weeks=(plan,)), found.matrix).ok
    stops = plan.tours[0].stops
    # H4 may start at 09:00 and is reached at 09:40
    assert [(s.item, s.start, s.end) for s in stops] == [
        ("H1", at("08:30"), at("09:30")),
        ("H4", at("09:40"), at("10:40")),
    ]
    values = rules.stage_values(found.region, plan, found.matrix)
    assert [values[k] for k in (StageKey.UNMET_URGENT, StageKey.UNMET_NORMAL, StageKey.UNMET_LOW)] == [0, 0, 0]
    assert values[StageKey.TRAVEL] == 30 + 20 + 20


def test_a_visit_that_comes_too_late_stays_so_that_the_checker_refuses_it() -> None:
    found = options(single_visits())
    monday = MORNINGS[0]
    order = [("H2", "B1", monday), ("H4", "B1", monday)]
    assert broken(found, [order]) == {RuleKey.WINDOW}
    assert broken(found, [[("H4", "B1", monday), ("H2", "B1", monday)]]) == set()


def test_morning_and_afternoon_of_one_begeleider_are_one_tour_with_its_break() -> None:
    requests = (hulpvraag("H1", "S1", "gedrag"), hulpvraag("H2", "S2", "gedrag"))
    found = options(region(begeleiders=(begeleider("B1", "gedrag"),), hulpvragen=requests))
    visits = visit_option(found)
    # the afternoon is given first: the tour sorts it
    orders = [[visits["H2", "B1", HalfDay.MA_MIDDAG]], [visits["H1", "B1", HalfDay.MA_OCHTEND]]]
    (tour,) = witness(found, orders).tours
    assert [s.item for s in tour.stops] == ["H1", "H2"]
    assert [leg.kind for leg in tour.legs] == [LegKind.HOME, LegKind.MIDDAY, LegKind.HOME]
