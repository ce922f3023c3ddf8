"""Common divisors of the values of stages."""

from __future__ import annotations

import pytest

from optimizer.domain.arrangement import Groepsarrangement, Running, Size
from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import Priority, StageKey
from optimizer.rules.check import stage_values
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.routes.steps import stage_steps
from tests.agreement.oracle import best
from tests.agreement.tiny import tiny
from tests.rules.builders import hulpvraag, leerling
from tests.rules.witness import week_plan
from tests.week.parts import options, region
from tests.week.routes.weeks import SEEDS, master_of, solutions, valued


def steps(**fields: object) -> dict[str, int]:
    return stage_steps(DirectModel(options(region(**fields)), Inside.ROUTES))


def asked(*minutes: int, priority: Priority = Priority.NORMAL) -> tuple[object, ...]:
    return tuple(hulpvraag(f"{priority}{m}", "S1", "gedrag", m, priority=priority) for m in minutes)


def test_minutes_of_a_class_have_a_divisor() -> None:
    both = (*asked(30, 45, 60), *asked(40, 60, priority=Priority.URGENT))
    assert steps(hulpvragen=both) == {StageKey.UNMET_NORMAL: 15, StageKey.UNMET_URGENT: 20}


def test_minutes_without_one_count_in_ones() -> None:
    assert steps(hulpvragen=asked(30, 31)) == {StageKey.UNMET_NORMAL: 1}


def test_one_request_counts_as_a_whole() -> None:
    assert steps(hulpvragen=asked(50)) == {StageKey.UNMET_NORMAL: 50}


def test_no_demand_has_no_step() -> None:
    assert steps(hulpvragen=()) == {}


@pytest.mark.parametrize(("preferred", "step"), [(3, 30), (4, 1), (5, 6), (7, 1)])
def test_seats_in_a_group_count_by_their_own_minutes(preferred: int, step: int) -> None:
    """A seat is the minutes of the group over its preferred size, rounded up: 30, 23, 18, 13; and a visit is 60."""
    group = Groepsarrangement(
        id="A1",
        kind="x-klas",
        expertise="gedrag",
        supports=("gedrag",),
        kringen=("K1",),
        minutes=90,
        hosts=("S1",),
        size=Size(min=1, preferred=preferred, max=9),
        candidates=("L1",),
        running=Running(host="S1", half_day=HalfDay.MA_OCHTEND, leader="B1", members=("L1",)),
    )
    found = steps(hulpvragen=asked(60), arrangementen=(group,), leerlingen=(leerling("L1"),))
    assert found == {StageKey.UNMET_NORMAL: step}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_value_is_a_multiple(seed: int) -> None:
    """Of solutions that construction finds, of the best plan and of none at all."""
    master, (region_, matrix) = master_of(seed), tiny(seed)
    found = stage_steps(master.rows)
    found_best = best(region_, matrix)
    values = [valued(master, s) for s in solutions(seed)]
    values.append(stage_values(region_, week_plan(region_, matrix), matrix))
    values += [] if found_best is None else [found_best[0]]
    for value in values:
        assert all(value[StageKey(key)] % step == 0 for key, step in found.items())
