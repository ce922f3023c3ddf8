"""The oracle: right where the answer is known, and never beaten by plans made at random."""

from __future__ import annotations

from random import Random

import pytest

from optimizer.domain.half_day import HalfDay
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import RunningPolicy, StageKey, Target
from optimizer.rules.check import check, check_week, stage_values
from tests.agreement.items import Choice, Items, Work
from tests.agreement.oracle import best
from tests.agreement.tiny import tiny
from tests.rules.builders import Case, at, begeleider, changed, hours, hulpvraag, school
from tests.rules.matrix import table_matrix


def two_schools(*contracts: int) -> Region:
    """One morning; H0 at S0, H1 at S1, both an hour, and a begeleider per contract."""
    morning = hours(ma_ochtend="08:30-12:00")
    schools = tuple(school(f"S{n}", hours=morning, ib_hours=morning) for n in range(2))
    people = tuple(
        begeleider(f"B{n}", "gedrag", availability=morning, contract_minutes=minutes)
        for n, minutes in enumerate(contracts)
    )
    asked = tuple(hulpvraag(f"H{n}", f"S{n}", "gedrag") for n in range(2))
    return Case().region.model_copy(
        update={
            "schools": schools,
            "begeleiders": people,
            "hulpvragen": asked,
            "arrangementen": (),
            "leerlingen": (),
            "overleggen": (),
            "budgets": (),
            "pins": (),
        }
    )


def solved(region: Region, matrix: TravelMatrix) -> dict[StageKey, int]:
    found = best(region, matrix)
    assert found is not None
    return found[0]


class TestKnown:
    def test_one_tour_in_the_shorter_direction(self) -> None:
        region = two_schools(1000)
        table = {("base:B0", "school:S1"): 3, ("school:S1", "school:S0"): 4, ("school:S0", "base:B0"): 5}
        values = solved(region, table_matrix(region, table))
        assert (values[StageKey.UNMET_NORMAL], values[StageKey.TRAVEL], values[StageKey.BALANCE]) == (0, 12, 154)

    def test_a_contract_too_small_for_both(self) -> None:
        # two visits ask 150 minutes with administration, and 10 between them
        for minutes, unmet in ((160, 0), (159, 60), (74, 120)):
            region = two_schools(minutes)
            assert solved(region, table_matrix(region))[StageKey.UNMET_NORMAL] == unmet

    def test_travel_comes_before_balance(self) -> None:
        region = two_schools(1000, 1000)
        values = solved(region, table_matrix(region))
        assert (values[StageKey.TRAVEL], values[StageKey.BALANCE]) == (30, 160)
        order = tuple(key for key in StageKey if key is not StageKey.TRAVEL)
        turned = region.model_copy(
            update={"policy": region.policy.model_copy(update={"stages": (*order, StageKey.TRAVEL)})}
        )
        values = solved(turned, table_matrix(turned))
        assert (values[StageKey.TRAVEL], values[StageKey.BALANCE]) == (40, 75)
        assert list(values)[-2:] == [StageKey.BALANCE, StageKey.TRAVEL]

    def test_an_overleg_splits_the_hours_of_the_ib(self) -> None:
        case = Case().change("H2", target=Target.IB, window=None).only()
        region = case.region.model_copy(
            update={
                "hulpvragen": (changed(case.region, "H2", minutes=61, half_days=(HalfDay.MA_OCHTEND,)).hulpvragen[1],),
                "arrangementen": (),
                "pins": (),
            }
        )
        region = changed(region, "O1", half_days=(HalfDay.MA_OCHTEND,), hosts=("S3",))
        region = changed(region, "S2", ib_hours=hours(ma_ochtend="09:00-11:00"))
        found = best(region, table_matrix(region))
        assert found is not None
        values, plan = found
        # the meeting is held first of all, from 09:00 to 10:00, and leaves the IB one hour
        assert (values[StageKey.OVERLEG_MISSED], values[StageKey.UNMET_URGENT]) == (0, 61)
        assert [slot.start for slot in plan.overleg] == [at("09:00")]
        shorter = changed(region, "H2", minutes=60)
        assert solved(shorter, table_matrix(shorter))[StageKey.UNMET_URGENT] == 0

    def test_a_hard_commitment_that_cannot_be_kept(self) -> None:
        region = two_schools(160)
        region = changed(changed(region, "H0", current="B0"), "H1", current="B0")
        region = region.model_copy(update={"policy": region.policy.model_copy(update={"running": RunningPolicy.HARD})})
        assert best(region, table_matrix(region)) is not None
        assert best(changed(region, "B0", contract_minutes=159), table_matrix(region)) is None


@pytest.mark.parametrize("seed", range(24))
def test_no_random_plan_is_better(seed: int) -> None:
    region, matrix = tiny(seed)
    found = best(region, matrix)
    if found is None:
        assert region.policy.running is RunningPolicy.HARD
    else:
        values, plan = found
        assert check(region, Plan(weeks=(plan,)), matrix).ok
        assert values == stage_values(region, plan, matrix)
        assert tuple(values) == region.policy.stage_order()
    items, random = Items(region, matrix), Random(seed)
    every = list(items.choices())
    for _ in range(25):
        work: Work | None = {}
        picked: list[Choice] = []
        for choices in every:
            choice = random.choice(choices)
            slots = [one.slot for one in picked if one.slot is not None]
            more = items.with_choice(work or {}, choice, slots)
            if more is None or not all(items.ways(more).values()):
                choice, more = choices[0], work
            picked.append(choice)
            work = more
        ways = {day: random.choice(options) for day, options in items.ways(work or {}).items()}
        other = items.plan(picked, ways)
        if not check_week(region, other, matrix):
            assert found is not None
            assert tuple(found[0].values()) <= tuple(stage_values(region, other, matrix).values())


def test_the_seeds_use_what_they_have() -> None:
    plans = [found[1] for found in (best(*tiny(seed)) for seed in range(24)) if found is not None]
    assert sum(bool(plan.groups) for plan in plans) >= 3
    assert sum(bool(plan.overleg) for plan in plans) >= 5
    assert sum(len(tour.stops) > 1 for plan in plans for tour in plan.tours) >= 9
