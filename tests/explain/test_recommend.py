"""Options for a new hulpvraag: each a true plan, in the order of the stages, and none better within the room."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

import pytest

from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.intake import InputRefusedError
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.recommend import Recommendation, Room
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Priority, RequestStatus, StageKey, StopKind
from optimizer.explain.recommend import NotDueError, recommend_visits
from optimizer.explain.replan import NothingPublishedError
from optimizer.rules.check import check_week, stage_values
from optimizer.solving.limits import Limits, Meter
from optimizer.week.again import solve_again
from tests.rules.builders import hulpvraag
from tests.rules.witness import At, week_plan
from tests.week.middle import middle


@cache
def published(seed: int = 3) -> tuple[Region, TravelMatrix, WeekPlan]:
    region, matrix = middle(seed, 16)
    base = solve_again(region, matrix, WeekPlan(week=region.week), Meter(Limits(20.0))).plan
    assert base is not None
    return region.model_copy(update={"previous": Plan(weeks=(base,))}), matrix, base


def new(region: Region, school: int = 0, minutes: int = 30, visits: int = 1) -> Hulpvraag:
    return hulpvraag("N1", region.schools[school].id, "taal", minutes, visits=visits, priority=Priority.URGENT)


def asked(region: Region, matrix: TravelMatrix, one: Hulpvraag, room: Room = Room.PUBLISHED) -> Recommendation:
    return recommend_visits(region, one, matrix=matrix, room=room, most=1000, time_limit=60.0)


def by_hand(
    region: Region, matrix: TravelMatrix, base: WeekPlan, one: Hulpvraag
) -> dict[tuple[str, tuple[HalfDay, ...]], tuple[int, ...]]:
    """The best stage values of every begeleider and half days, with visits at every quarter between the stops."""
    wider = region.model_copy(update={"hulpvragen": (*region.hulpvragen, one)})
    placed = [
        At(t.begeleider, s.item, s.half_day, int(s.start))
        for t in base.tours
        for s in t.stops
        if s.kind is StopKind.VISIT
    ]
    best: dict[tuple[str, tuple[HalfDay, ...]], tuple[int, ...]] = {}
    for b in region.begeleiders:
        for chosen in combinations(sorted(b.availability, key=lambda h: h.order), one.visits):
            for starts in product(*(range(b.availability[h].start, b.availability[h].end, 15) for h in chosen)):
                visits = [At(b.id, one.id, h, start) for h, start in zip(chosen, starts, strict=True)]
                plan = week_plan(wider, matrix, [*placed, *visits], base.groups, base.overleg)
                if check_week(wider, plan, matrix):
                    continue
                values = tuple(stage_values(wider, plan, matrix).values())
                key = (b.id, chosen)
                best[key] = min(best.get(key, values), values)
    return best


@pytest.mark.parametrize("school", [0, 5])
def test_it_finds_what_trying_every_quarter_finds_and_better(school: int) -> None:
    region, matrix, base = published()
    one = new(region, school)
    found = asked(region, matrix, one)
    told = {(c.begeleider, c.half_days): tuple(c.stages.values()) for c in found.choices}
    tried = by_hand(region, matrix, base, one)
    assert set(tried) <= set(told)
    assert tried
    assert all(told[key] <= values for key, values in tried.items())


@pytest.mark.parametrize("visits", [1, 2])
def test_every_option_is_a_true_plan_that_leaves_the_roster_as_it_is(visits: int) -> None:
    region, matrix, base = published()
    one = new(region, 2, visits=visits)
    wider = region.model_copy(update={"hulpvragen": (*region.hulpvragen, one)})
    found = asked(region, matrix, one)
    assert found.choices
    assert found.proven
    before = {(t.begeleider, s.item, s.half_day, s.place) for t in base.tours for s in t.stops}
    for choice in found.choices:
        assert check_week(wider, choice.plan, matrix) == ()
        assert choice.stages == stage_values(wider, choice.plan, matrix)
        after = {(t.begeleider, s.item, s.half_day, s.place) for t in choice.plan.tours for s in t.stops}
        assert after - before == {(choice.begeleider, "N1", h, f"school:{one.school}") for h in choice.half_days}
        assert before <= after
        assert choice.changes[StageKey.UNMET_URGENT] == -one.minutes * choice.visits
        assert (choice.moved, choice.lost) == ((), ())
    order = [tuple(choice.stages.values()) for choice in found.choices]
    assert order == sorted(order)
    assert len({(c.begeleider, c.half_days) for c in found.choices}) == len(found.choices)


def test_few_options_are_the_first_of_many() -> None:
    region, matrix, _ = published()
    one = new(region, 2)
    many = asked(region, matrix, one)
    few = recommend_visits(region, one, matrix=matrix, most=2)
    assert [tuple(c.stages.values()) for c in few.choices] == [tuple(c.stages.values()) for c in many.choices[:2]]


@pytest.mark.parametrize("room", [Room.BEGELEIDER, Room.KRING])
def test_more_room_is_never_worse(room: Room) -> None:
    region, matrix, _ = published()
    one = new(region, 1, minutes=90, visits=2)
    narrow, wide = asked(region, matrix, one), asked(region, matrix, one, room)
    wider = region.model_copy(update={"hulpvragen": (*region.hulpvragen, one)})
    assert {c.begeleider for c in narrow.choices} <= {c.begeleider for c in wide.choices}
    assert wide.choices
    for choice in wide.choices:
        assert check_week(wider, choice.plan, matrix) == ()
        own = [tuple(c.stages.values()) for c in narrow.choices if c.begeleider == choice.begeleider]
        assert all(tuple(choice.stages.values()) <= values for values in own)
        assert set(choice.half_days) == {
            s.half_day
            for t in choice.plan.tours
            for s in t.stops
            if s.item == "N1" and t.begeleider == choice.begeleider
        }


def test_nobody_able_is_told_apart_from_nobody_free() -> None:
    region, matrix, _ = published()
    unknown = hulpvraag("N1", region.schools[0].id, "rekenen", 30)
    found = asked(region, matrix, unknown)
    assert (found.able, found.choices, found.proven) == (0, (), True)
    long = hulpvraag("N1", region.schools[0].id, "taal", 170)
    assert asked(region, matrix, long).able >= len({c.begeleider for c in asked(region, matrix, long).choices})


def test_faults_are_told() -> None:
    region, matrix, _ = published()
    with pytest.raises(NothingPublishedError):
        asked(region.model_copy(update={"previous": None}), matrix, new(region))
    with pytest.raises(NotDueError):
        asked(region, matrix, new(region).model_copy(update={"status": RequestStatus.REQUESTED}))
    with pytest.raises(InputRefusedError):
        asked(region, matrix, new(region).model_copy(update={"school": "nowhere"}))
