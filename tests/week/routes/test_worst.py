"""Who can help where a stage is the worst of many."""

from __future__ import annotations

import math

import pytest

from optimizer.domain.demand import Demand
from optimizer.domain.vocabulary import StageKey
from optimizer.rules.view import WeekView
from optimizer.solving.lexicographic import Stage
from optimizer.week.routes.master import Master
from optimizer.week.routes.solution import Solution
from optimizer.week.routes.witness import witness
from optimizer.week.routes.worst import Worst
from tests.week.routes.weeks import master_of, solutions


def stage_of(master: Master, key: StageKey) -> Stage:
    return next(s for s in master.stages if s.key == key)


def unmet_share(master: Master, solution: Solution, asked: list[Demand]) -> float:
    rows = master.rows
    made = sum(v.minutes * solution.values[rows.visits[v].index] for d in asked for v in rows.visits_of(d.hulpvraag.id))
    return 1 - made / sum(d.minutes for d in asked)


@pytest.mark.parametrize("number", range(len(solutions(-1))))
def test_whoever_can_visit_the_kring_of_which_least_is_met(number: int) -> None:
    master, solution = master_of(-1), solutions(-1)[number]
    options, index = master.rows.options, master.rows.options.index
    stage = stage_of(master, StageKey.FAIRNESS_KRING)
    kringen: dict[str, list[Demand]] = {}
    for d in options.demand:
        if master.rows.visits_of(d.hulpvraag.id):
            kringen.setdefault(index.kring_of(d.hulpvraag), []).append(d)
    shares = {kring: unmet_share(master, solution, asked) for kring, asked in kringen.items()}
    worst = max(shares, key=shares.__getitem__)
    assert math.ceil(1000 * shares[worst] - 1e-9) == solution.values[stage.variable.index]
    asked = {d.hulpvraag.id for d in kringen[worst]}
    able = sorted({v.begeleider for v in options.visits if v.hulpvraag in asked})
    assert Worst(master, stage).staff(solution) == able


def test_the_begeleider_with_most_work_in_the_balance() -> None:
    master = master_of(-1)
    worst = Worst(master, stage_of(master, StageKey.BALANCE))
    region, matrix = master.rows.options.region, master.rows.options.matrix
    own = [b for b in region.begeleiders if b.institute is None and b.contract_minutes > 0]
    for solution in solutions(-1):
        minutes = WeekView(region, witness(master, solution), matrix).working_minutes
        share = {b.id: -(-1000 * minutes[b.id] // b.contract_minutes) for b in own}
        (found,) = worst.staff(solution)
        assert share[found] == max(share.values())


@pytest.mark.parametrize("key", [StageKey.UNMET_NORMAL, StageKey.TRAVEL, StageKey.CHANGES])
def test_nobody_where_a_stage_is_a_sum(key: StageKey) -> None:
    master = master_of(-1)
    assert all(Worst(master, stage_of(master, key)).staff(s) == [] for s in solutions(-1))
