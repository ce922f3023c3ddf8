"""Routes, direct model, brute force and rules agree where groups are most of what is asked."""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import prod

import pytest
from hypothesis import HealthCheck, assume, given, settings

from optimizer.domain.arrangement import Groepsarrangement, Running, Size
from optimizer.domain.half_day import HalfDay
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Group
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from tests.agreement.items import Items
from tests.agreement.oracle import best
from tests.agreement.test_agreement import Found, agree, agree_directly
from tests.agreement.tiny import crowded, crowded_regions
from tests.rules.builders import begeleider, leerling, school
from tests.rules.matrix import table_matrix
from tests.week.parts import region

CHUNK = 10
QUICK = 20_000
"""Ways to choose for every item apart, up to which brute force is quick."""
IN_A_ROW = [(60, 1, 2, 2), (61, 1, 2, 1), (60, 1, 1, 1), (50, 2, 1, 2), (51, 2, 1, 1)]
"""Minutes, hosts, rooms, and the groups that can open."""
SLOW = (7,)
"""Crowded regions that take brute force longer than 3 seconds."""
CROWDED = tuple(seed for seed in range(41) if seed not in SLOW)


@cache
def oracle(seed: int) -> Found:
    return best(*crowded(seed))


@pytest.mark.parametrize("first", range(0, len(CROWDED), CHUNK))
def test_groups_that_want_the_same_agree(first: int) -> None:
    for seed in CROWDED[first : first + CHUNK]:
        agree(*crowded(seed), seed, oracle(seed))


@pytest.mark.parametrize("first", range(0, len(CROWDED), CHUNK))
def test_groups_of_the_direct_model_agree(first: int) -> None:
    for seed in CROWDED[first : first + CHUNK]:
        agree_directly(*crowded(seed), seed, oracle(seed))


def test_groups_are_opened_moved_and_closed() -> None:
    """The best plans do all that can be done with groups."""
    seen: Counter[str] = Counter()
    for seed in CROWDED:
        of, _ = crowded(seed)
        found = oracle(seed)
        for asked in of.arrangementen if found is not None else ():
            groups = {g.id: g for g in found[1].groups if g.arrangement == asked.id} if found is not None else {}
            first = groups.get(f"{asked.id}#1")
            running = asked.running
            seen["new"] += running is None and bool(groups)
            seen["none"] += running is None and not groups
            seen["second"] += len(groups) > 1
            if running is not None:
                seen["closed"] += first is None
                seen["as it ran"] += first is not None and _moved(first, running) <= {"members"}
                seen.update(_moved(first, running) if first is not None else ())
    names = ("new", "none", "second", "closed", "as it ran", "host", "half day", "leader", "members")
    assert {name: seen[name] for name in names if seen[name] < 1} == {}, seen
    assert seen["new"] >= 20
    assert len([seed for seed in CROWDED if oracle(seed) is None]) >= 3


def _moved(group: Group, running: Running) -> set[str]:
    """What of a group is not as it ran."""
    found = {
        "host": group.host != running.host,
        "half day": group.half_day is not running.half_day,
        "leader": group.leader != running.leader,
        "members": set(group.members) != set(running.members),
    }
    return {name for name, other in found.items() if other}


@pytest.mark.parametrize(("minutes", "hosts", "rooms", "groups"), IN_A_ROW)
def test_one_begeleider_may_lead_two_groups_in_a_row(minutes: int, hosts: int, rooms: int, groups: int) -> None:
    """One morning with starts at 9:00 and 10:00, and schools ten minutes apart."""
    asked = Groepsarrangement(
        id="A1",
        kind="x-klas",
        expertise="gedrag",
        kringen=("K1",),
        minutes=minutes,
        half_days=(HalfDay.DI_OCHTEND,),
        hosts=("S1", "S2")[:hosts],
        size=Size(min=1, preferred=1, max=1),
        candidates=("L1", "L2"),
        max_groups=2,
    )
    found = region(
        hulpvragen=(),
        begeleiders=(begeleider("B1", "gedrag"),),
        schools=tuple(school(f"S{n}", rooms={"di-ochtend": rooms}) for n in (1, 2)),
        arrangementen=(asked,),
        leerlingen=(leerling("L1"), leerling("L2")),
        policy=Policy.model_validate({"session_starts": {"ochtend": (540, 600)}}),
    )
    matrix = table_matrix(found)
    expected = best(found, matrix)
    assert expected is not None
    assert len(expected[1].groups) == groups
    agree(found, matrix, 1, expected)
    agree_directly(found, matrix, 1, expected)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(crowded_regions)
def test_any_crowded_region_agrees(found: tuple[Region, TravelMatrix]) -> None:
    assume(prod(len(choices) for choices in Items(*found).choices()) <= QUICK)
    expected = best(*found)
    agree(*found, seed=0, expected=expected)
    agree_directly(*found, seed=0, expected=expected)
