"""Construction: in order of need, repeatable, and never a roster that the rules refuse."""

from __future__ import annotations

from itertools import count

import pytest

from optimizer.domain.vocabulary import Priority, StageKey
from optimizer.week.construct.recreate import Constructor
from optimizer.week.options import week_options
from tests.agreement.tiny import tiny
from tests.rules.builders import begeleider, hulpvraag
from tests.week.middle import middle
from tests.week.parts import options, region
from tests.week.test_roster import state


def always() -> bool:
    return True


def by_key(constructor: Constructor, roster: object) -> dict[StageKey, int]:
    return dict(zip(constructor._order, constructor.value(roster), strict=True))  # type: ignore[arg-type]


def test_a_seed_is_a_roster() -> None:
    found, matrix = middle()
    states = []
    for _ in range(2):
        constructor = Constructor(week_options(found, matrix), 5)
        roster, done = constructor.improve(constructor.build(), 60, always)
        assert done == 60
        states.append(state(roster))
    assert states[0] == states[1]


def test_rounds_only_improve_the_best() -> None:
    found, matrix = middle()
    constructor = Constructor(week_options(found, matrix), 5)
    first = constructor.build()
    kept = state(first)
    better, _ = constructor.improve(first, 120, always)
    assert constructor.value(better) < constructor.value(first)
    assert state(first) == kept


@pytest.mark.parametrize("rounds", [0, 3])
def test_rounds_and_the_caller_end_it(rounds: int) -> None:
    found, matrix = middle()
    constructor = Constructor(week_options(found, matrix), 5)
    first = constructor.build()
    asked = count()
    roster, done = constructor.improve(first, 50, lambda: next(asked) < rounds)
    assert done == rounds
    assert constructor.value(roster) <= constructor.value(first)


def test_without_options_there_is_nothing_to_improve() -> None:
    constructor = Constructor(options(region(hulpvragen=())), 1)
    first = constructor.build()
    assert constructor.improve(first, 10, always) == (first, 0)


def test_who_runs_comes_first_then_the_urgent() -> None:
    """One begeleider with time for one visit."""
    asked = (
        hulpvraag("H1", "S1", "gedrag"),
        hulpvraag("H2", "S1", "gedrag", priority=Priority.URGENT),
        hulpvraag("H3", "S2", "gedrag", priority=Priority.LOW, current="B1"),
    )
    people = (begeleider("B1", "gedrag", contract_minutes=80),)
    constructor = Constructor(options(region(hulpvragen=asked, begeleiders=people)), 1)
    assert {name for name, made in constructor.build().visits.items() if made} == {"H3"}
    without = Constructor(options(region(hulpvragen=asked[:2], begeleiders=people)), 1)
    assert {name for name, made in without.build().visits.items() if made} == {"H2"}


def test_the_current_begeleider_goes_on_and_another_only_when_that_cannot_be() -> None:
    asked = (hulpvraag("H1", "S1", "gedrag", visits=2, current="B2"),)
    constructor = Constructor(options(region(hulpvragen=asked)), 1)
    assert {v.begeleider for v in constructor.build().visits["H1"]} == {"B2"}
    tired = (begeleider("B1", "gedrag"), begeleider("B2", "gedrag", contract_minutes=30))
    constructor = Constructor(options(region(hulpvragen=asked, begeleiders=tired)), 1)
    roster = constructor.build()
    assert [v.begeleider for v in roster.visits["H1"]] == ["B1", "B1"]
    assert by_key(constructor, roster)[StageKey.RUNNING_BROKEN] == 1


@pytest.mark.parametrize("seed", range(40))
def test_values_are_true(seed: int) -> None:
    found = week_options(*tiny(seed))
    constructor = Constructor(found, seed)
    roster = constructor.build()
    values = by_key(constructor, roster)
    missing = sum((d.due - len(roster.visits[d.hulpvraag.id])) * d.hulpvraag.minutes for d in found.demand)
    assert missing == sum(values[k] for k in (StageKey.UNMET_URGENT, StageKey.UNMET_NORMAL, StageKey.UNMET_LOW))
    assert values[StageKey.TRAVEL] == sum(day.cost.travel for day in roster.days.values())
    assert set(values) <= set(found.region.policy.stage_order())
    assert list(values) == [k for k in found.region.policy.stage_order() if k in values]
