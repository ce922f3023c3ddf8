"""No joint plan, however wrong, makes the checker fail."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain.half_day import Day, HalfDay
from optimizer.domain.placement import Condition, Missing, Placement, PlacementPlan, Source, Support
from optimizer.domain.plan import Group, Leg, Plan, Stop, Tour, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LegKind, Rung, StopKind
from optimizer.rules.joint.check import judged_joint
from tests.rules.joint.region import GROUP, PLACED, Case

CASE = Case()
REGION, MATRIX = CASE.region, CASE.matrix
CLASHING = REGION.model_copy(
    update={"hulpvragen": (*REGION.hulpvragen, REGION.hulpvragen[0].model_copy(update={"id": "L1~gedrag"}))}
)


def known(*entities: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*entities, "gone"])


WHO, SCHOOL = known("C1", "C2", "X1"), known("B1", "B2", "B3", "S1")
PUPIL = known(*(one.id for one in REGION.leerlingen))
ITEM = known("H1", "L1~gedrag", "L4~tos", "L8~gedrag", "A1#1", "A1")
CLOCK, HALF_DAY = st.integers(0, 1439), st.sampled_from(HalfDay)
EXPERTISE = st.sampled_from(["gedrag", "tos", "gone"])
MINUTES = st.sampled_from([0, 1, 60, 90, 150, 180, 3000])

stops = st.builds(
    Stop,
    kind=st.sampled_from(StopKind),
    item=ITEM,
    half_day=HALF_DAY,
    place=known(*MATRIX.places),
    start=CLOCK,
    end=CLOCK,
)
legs = st.just(Leg(origin="gone", destination="base:C1", minutes=1, metres=1, kind=LegKind.HOME))
tours = st.builds(
    Tour,
    begeleider=WHO,
    day=st.sampled_from(Day),
    stops=st.lists(stops, max_size=3).map(tuple),
    legs=st.lists(legs, max_size=3).map(tuple),
)
groups = st.builds(
    Group,
    id=known("A1#1", "A1#2", "#"),
    arrangement=known("A1"),
    host=SCHOOL,
    half_day=HALF_DAY,
    start=CLOCK,
    leader=WHO,
    members=st.lists(PUPIL, max_size=3).map(tuple),
)
weeks = st.builds(
    WeekPlan,
    week=st.sampled_from(["2026-W48", "2026-W49", "2020-W53"]),
    active=st.lists(ITEM.filter(lambda item: "#" not in item), max_size=4).map(tuple),
    tours=st.lists(tours, max_size=3).map(lambda own: (*CASE.week.tours[:1], *own)),
    groups=st.lists(st.just(GROUP) | groups, max_size=2).map(tuple),
)
support = st.builds(
    Support,
    expertise=EXPERTISE,
    source=st.sampled_from(Source),
    by=known("C1", "X1", "B1", "B2", "A1"),
    minutes=MINUTES,
)
placements = st.sampled_from(list(PLACED.values())) | st.builds(
    Placement,
    leerling=PUPIL,
    school=SCHOOL,
    rung=st.sampled_from(Rung),
    rung_number=st.integers(0, 9),
    wish=st.integers(0, 3),
    start_on=st.just(date(2026, 11, 23)),
    support=st.lists(support, max_size=3).map(tuple),
    missing=st.lists(st.builds(Missing, expertise=EXPERTISE, minutes=MINUTES), max_size=2).map(tuple),
    conditions=st.lists(st.sampled_from(Condition), max_size=2).map(tuple),
)


@settings(max_examples=150)
@given(
    held=st.lists(weeks, max_size=2),
    proposed=st.lists(placements, max_size=4).map(tuple),
    region=st.sampled_from([REGION, CLASHING]),
)
def test_any_joint_plan_gets_a_verdict_and_values(
    held: list[WeekPlan], proposed: tuple[Placement, ...], region: Region
) -> None:
    plans: list[WeekPlan | Plan] = [Plan(weeks=tuple(held)), *held]
    for plan in plans:
        verdict, values = judged_joint(region, plan, PlacementPlan(placements=proposed), MATRIX)
        assert verdict.ok is not bool(verdict.week.violations or verdict.placement.violations)
        assert verdict.week.ok is not bool(verdict.week.violations)
        assert all(value >= 0 for value in values.values())
