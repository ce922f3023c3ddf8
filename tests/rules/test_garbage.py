"""No plan, however wrong, makes the checker fail."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain.half_day import Day, HalfDay
from optimizer.domain.plan import Group, Leg, OverlegSlot, Plan, Stop, Tour, WeekPlan
from optimizer.domain.vocabulary import LegKind, RuleKey, StopKind
from optimizer.rules.check import check, stage_values, unserved
from tests.rules.builders import GROUP, SLOT, WEEK, Case

CASE = Case()
REGION, MATRIX = CASE.region, CASE.matrix


def known(*entities: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*entities, "gone"])


WHO = known(*(b.id for b in REGION.begeleiders))
PUPIL = known(*(p.id for p in REGION.leerlingen))
SCHOOL = known(*(s.id for s in REGION.schools))
PLACE = known(*MATRIX.places)
CLOCK = st.integers(0, 1439)
HALF_DAY = st.sampled_from(HalfDay)
GROUP_ID = known("A1#1", "A1#2", "A1", "#")
ITEM = known(*(h.id for h in REGION.hulpvragen), "O1", "A1", "A1#1", "A1#2")

stops = st.builds(
    Stop, kind=st.sampled_from(StopKind), item=ITEM, half_day=HALF_DAY, place=PLACE, start=CLOCK, end=CLOCK
)
legs = st.tuples(PLACE, PLACE, st.integers(0, 99), st.integers(0, 9), st.sampled_from(LegKind)).map(
    lambda one: Leg(origin=one[0], destination=one[1], minutes=one[2], metres=one[3], kind=one[4])
)
tours = st.builds(
    Tour,
    begeleider=WHO,
    day=st.sampled_from(Day),
    stops=st.lists(stops, max_size=4).map(tuple),
    legs=st.lists(legs, max_size=5).map(tuple),
)
groups = st.builds(
    Group,
    id=GROUP_ID,
    arrangement=known("A1"),
    host=SCHOOL,
    half_day=HALF_DAY,
    start=CLOCK,
    leader=WHO,
    co_leaders=st.lists(WHO, max_size=2).map(tuple),
    members=st.lists(PUPIL, max_size=4).map(tuple),
)
slots = st.builds(OverlegSlot, id=known("O1"), host=SCHOOL, half_day=HALF_DAY, start=CLOCK)
garbage = st.builds(
    WeekPlan,
    week=st.sampled_from([WEEK, "2026-W49", "2020-W53"]),
    active=st.lists(ITEM.filter(lambda item: "#" not in item), max_size=4).map(tuple),
    tours=st.lists(tours, max_size=4).map(tuple),
    groups=st.lists(st.just(GROUP) | groups, max_size=3).map(tuple),
    overleg=st.lists(st.just(SLOT) | slots, max_size=3).map(tuple),
)


@settings(max_examples=100)
@given(weeks=st.lists(garbage, max_size=2), previous=st.none() | garbage, asked=st.sampled_from([None, WEEK]))
def test_any_plan_gets_a_verdict(weeks: list[WeekPlan], previous: WeekPlan | None, asked: str | None) -> None:
    region = REGION.model_copy(update={"previous": previous and Plan(weeks=(previous,))})
    verdict = check(region, Plan(weeks=tuple(weeks)), MATRIX, asked)
    assert verdict.ok is not bool(verdict.violations)
    for week in weeks:
        values = stage_values(region, week, MATRIX)
        assert all(value >= 0 for value in values.values())
        assert all(one.minutes >= 0 for one in unserved(region, week, MATRIX))


@settings(max_examples=40)
@given(extra=tours)
def test_a_tour_of_nobody_or_on_a_day_that_is_taken_breaks_witness(extra: Tour) -> None:
    week = CASE.week_plan
    taken = extra.begeleider == "gone" or (extra.begeleider, extra.day) in {(t.begeleider, t.day) for t in week.tours}
    plan = Plan(weeks=(week.model_copy(update={"tours": (*week.tours, extra)}),))
    rules = {violation.rule for violation in check(REGION, plan, MATRIX).violations}
    if taken:
        assert RuleKey.WITNESS in rules
