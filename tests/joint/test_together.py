"""Week and placement in one decision: better than one after the other, honest about what it looked at."""

from __future__ import annotations

import pytest

from optimizer.domain.joint import JointResult
from optimizer.domain.placement import Condition, PlacementStage, Source
from optimizer.domain.places import school_place
from optimizer.domain.result import Status
from optimizer.domain.vocabulary import StageKey
from optimizer.together import After, PlacementOffError, solve_joint
from tests.joint.small import Raw, begeleider, hulpvraag, leerling, region, school
from tests.rules.matrix import table_matrix


def solved(after: After | None = None, limit: int | None = None, **more: object) -> JointResult:
    made, matrix = region(**more)
    return solve_joint(made, matrix=matrix, time_limit=20, threads=1, after=after, candidates_limit=limit)


def values(result: JointResult) -> dict[str, int]:
    return {stage.key: stage.value for stage in result.stages}


def where(result: JointResult) -> dict[str, str]:
    return {} if result.placement is None else {p.leerling: p.school for p in result.placement.placements}


def stops(result: JointResult) -> set[tuple[str, str]]:
    tours = () if result.plan is None else result.plan.weeks[0].tours
    return {(tour.begeleider, stop.item) for tour in tours for stop in tour.stops}


CONTESTED: Raw = {"hulpvragen": [hulpvraag("H1", "S1", priority="urgent"), hulpvraag("H2", "S2")]}
"""Whoever begins takes the wrong half day: places go to S1, where all time is urgent, or H2 has the time of S2."""


def test_the_joint_plan_goes_where_support_can_come() -> None:
    result = solved(**CONTESTED)
    assert result.status is Status.OPTIMAL
    assert where(result) == {"L1": "S2"}
    assert stops(result) == {("B1", "H1"), ("B2", "L1~autisme")}
    found = values(result)
    assert (found["unmet_urgent"], found["support_missing"], found["unmet_normal"], found["wish_sum"]) == (0, 0, 60, 1)


def test_week_after_placement_misses_the_support() -> None:
    result = solved(After.PLACEMENT, **CONTESTED)
    assert where(result) == {"L1": "S1"}
    found = values(result)
    assert (found["unmet_urgent"], found["support_missing"], found["unmet_normal"], found["wish_sum"]) == (0, 360, 0, 0)
    placement = result.placement.placements[0] if result.placement is not None else None
    assert placement is not None
    assert placement.conditions == (Condition.SUPPORT_MISSING,)


def test_placement_after_week_misses_the_support_too() -> None:
    result = solved(After.WEEK, **CONTESTED)
    assert stops(result) == {("B1", "H1"), ("B2", "H2")}
    assert values(result)["support_missing"] == 360


@pytest.mark.parametrize("after", list(After))
def test_it_is_better_than_either_sequence(after: After) -> None:
    joint, sequence = solved(**CONTESTED), solved(after, **CONTESTED)
    assert [s.value for s in joint.stages] < [s.value for s in sequence.stages]


def test_wishes_decide_where_support_can_come_everywhere() -> None:
    result = solved()
    assert where(result) == {"L1": "S1"}
    assert values(result)["wish_sum"] == 0


def test_support_comes_before_the_normal_class_and_after_the_urgent_one() -> None:
    schools = [school("S1", "K1"), school("S2", "K2", places=[])]
    only: Raw = {"schools": schools, "begeleiders": [begeleider("B1", ["K1"])]}
    normal = solved(hulpvragen=[hulpvraag("H1", "S1")], **only)
    assert stops(normal) == {("B1", "L1~autisme")}
    urgent = solved(hulpvragen=[hulpvraag("H1", "S1", priority="urgent")], **only)
    assert stops(urgent) == {("B1", "H1")}


def test_a_rung_is_never_left_for_support() -> None:
    """Nobody can come to S1, which alone is in the own kring; a place there is conditional, and still the place."""
    made = leerling(eligible_rungs=["regular-kring", "regular-gemeente"], home="2402")
    more: Raw = {
        "kringen": [{"id": "K1", "name": "K1", "postcodes": ["2402"]}, {"id": "K2", "name": "K2"}],
        "postcodes": {"2402": {"lat": 52.1, "lon": 4.6}},
        "begeleiders": [begeleider("B2", ["K2"])],
        "leerlingen": [made],
    }
    result = solved(**more)
    assert where(result) == {"L1": "S1"}
    assert values(result)["support_missing"] == 360


def test_the_school_itself_supports_as_many_as_it_can() -> None:
    two = [leerling("L1", wishes=["S1"]), leerling("L2", wishes=["S1"])]
    own = school("S1", "K1", expertise=["autisme"], support_places=1)
    result = solved(
        leerlingen=two, schools=[own, school("S2", "K2", places=[])], begeleiders=[begeleider("B2", ["K2"])]
    )
    assert where(result) == {"L1": "S1", "L2": "S1"}
    assert values(result)["support_missing"] == 360


def test_shared_minutes_answer_a_part() -> None:
    sharing = school("S3", "K1", places=[], expertise=["autisme"])
    sharing["shared_minutes"] = [{"expertise": "autisme", "half_day": "ma-ochtend", "minutes": 25}]
    schools = [school("S1", "K1"), school("S2", "K2", places=[]), sharing]
    result = solved(schools=schools, begeleiders=[begeleider("B2", ["K2"])])
    assert values(result)["support_missing"] == 6 * (60 - 25)
    placement = result.placement.placements[0] if result.placement is not None else None
    assert placement is not None
    assert [(s.source, s.by, s.minutes) for s in placement.support] == [(Source.SHARED, "S3", 150)]


def groep(**more: object) -> Raw:
    found: Raw = {"id": "A", "kind": "x-klas", "expertise": "autisme", "supports": ["autisme"], "kringen": ["K1"]}
    found |= {"hosts": ["S1"], "minutes": 60, "size": {"min": 1, "preferred": 2, "max": 2}, "max_travel_minutes": 30}
    return found | {"half_days": ["ma-ochtend"], "candidates": []} | more


def test_a_group_opens_for_who_is_placed_in_its_kring() -> None:
    """Two leerlingen share the one hour there is: the group of S1 supports both."""
    two = [leerling("L1"), leerling("L2")]
    result = solved(leerlingen=two, arrangementen=[groep()], begeleiders=[begeleider("B1", ["K1"])])
    assert where(result) == {"L1": "S1", "L2": "S1"}
    assert values(result)["support_missing"] == 0
    week = result.plan.weeks[0] if result.plan is not None else None
    assert week is not None
    assert [set(group.members) for group in week.groups] == [{"L1", "L2"}]


def test_a_seat_helps_nobody_who_is_placed_in_another_kring() -> None:
    elsewhere = groep(kringen=["K1"], candidates=["L1"])
    schools = [school("S1", "K1", places=[]), school("S2", "K2")]
    result = solved(arrangementen=[elsewhere], schools=schools, begeleiders=[begeleider("B1", ["K1"])])
    assert where(result) == {"L1": "S2"}
    found = values(result)
    assert (found["support_missing"], found["unmet_normal"]) == (360, 0)


def test_places_beyond_the_limit_get_no_begeleider_and_it_is_said() -> None:
    result = solved(limit=1, **CONTESTED)
    assert result.candidates_limit == 1
    assert values(result)["support_missing"] == 360
    assert solved(limit=2, **CONTESTED).candidates_limit is None


def test_the_stages_say_the_whole_order() -> None:
    keys = [stage.key for stage in solved().stages]
    assert keys.index(PlacementStage.RUNG_2) < keys.index(StageKey.UNMET_URGENT)
    assert keys.index(StageKey.UNMET_URGENT) + 1 == keys.index(PlacementStage.SUPPORT_MISSING)
    assert len(keys) == len(StageKey) + len(PlacementStage)


def test_a_work_limit_gives_one_plan() -> None:
    made, matrix = region(**CONTESTED)
    first, second = (
        solve_joint(made, matrix=matrix, time_limit=None, work_limit=5.0, seed=3, threads=1) for _ in range(2)
    )
    assert first.plan == second.plan
    assert first.placement == second.placement


def test_a_region_without_placement_is_told() -> None:
    made, matrix = region(policy={"placement": {"enabled": False}})
    with pytest.raises(PlacementOffError):
        solve_joint(made, matrix=matrix, time_limit=5)


def test_the_result_survives_json() -> None:
    result = solved(**CONTESTED)
    assert JointResult.model_validate_json(result.model_dump_json()) == result


def test_no_bound_is_claimed_where_a_place_left_out_makes_a_way_shorter() -> None:
    """By way of S2, where nobody is looked for, both urgent requests can be served; without it one cannot."""
    staff = begeleider("B1", ["K1"], contract_minutes=900)
    staff["availability"] = {"ma-ochtend": {"start": "08:00", "end": "10:10"}}
    urgent = [hulpvraag(f"H{n}", f"S{n + 2}", priority="urgent", minutes=30) for n in (1, 2)]
    schools = [school("S1", "K1"), school("S2", "K1"), school("S3", "K1", places=[]), school("S4", "K1", places=[])]
    asking = [leerling(needs=[{"expertise": "autisme", "minutes": 30}])]
    made, _ = region(schools=schools, begeleiders=[staff], hulpvragen=urgent, leerlingen=asking)
    far = {(a, b): 100 for a in ("S1", "S3", "S4") for b in ("S1", "S3", "S4") if a != b}
    far |= {pair: 5 for end in ("S3", "S4") for pair in (("S2", end), (end, "S2"))}
    matrix = table_matrix(made, {(school_place(a), school_place(b)): m for (a, b), m in far.items()}, default=50)
    best = solve_joint(made, matrix=matrix, time_limit=20, threads=1)
    limited = solve_joint(made, matrix=matrix, time_limit=20, threads=1, candidates_limit=0)
    key = StageKey.UNMET_URGENT
    assert (values(best)[key], values(limited)[key]) == (0, 30)
    assert next(stage.bound for stage in limited.stages if stage.key is key) == 0
    assert limited.status is not Status.OPTIMAL
