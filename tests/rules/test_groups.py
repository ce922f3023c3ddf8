"""Groups: size, host, travel, leaders, members."""

from __future__ import annotations

import pytest

from optimizer.domain.base import FrozenDict
from optimizer.domain.half_day import HALF_DAYS, Part
from optimizer.domain.vocabulary import Mode, NeighbourPolicy, RuleKey
from optimizer.rules.registry import RULES
from optimizer.rules.view import WeekView
from tests.rules.builders import DI_M, DI_O, DO_O, GROUP, MA_M, SLOT, WO_M, Case, at, hours
from tests.rules.facts import Found, broken
from tests.rules.matrix import table_matrix

A1 = ("A1#1",)
GROUP_RULES = (
    RuleKey.GROUP_SIZE,
    RuleKey.GROUP_HOST,
    RuleKey.GROUP_TRAVEL,
    RuleKey.GROUP_LEADER,
    RuleKey.GROUP_MEMBER,
)


def group(**fields: object) -> Case:
    """The small plan with one group of A1 only, changed."""
    return Case().only().grouped(GROUP.model_copy(update=fields))


def test_the_valid_plan_breaks_none_of_these() -> None:
    for key in GROUP_RULES:
        assert broken(key, Case()) == []


class TestSize:
    @pytest.mark.parametrize(("members", "ok"), [(1, False), (2, True), (4, True), (5, False)])
    def test_between_smallest_and_largest(self, members: int, ok: bool) -> None:
        case = group(members=("L1", "L2", "L3", "L5", "L7")[:members])
        assert broken(RuleKey.GROUP_SIZE, case) == ([] if ok else [(A1, None, DI_O, members, "2-4")])

    def test_a_member_named_twice_is_one_member(self) -> None:
        assert broken(RuleKey.GROUP_SIZE, group(members=("L1", "L1"))) == [(A1, None, DI_O, 1, "2-4")]

    def test_groups_of_an_arrangement(self) -> None:
        second = GROUP.model_copy(update={"id": "A1#2", "half_day": DO_O, "members": ("L5", "L7")})
        case = group().grouped(GROUP, second)
        assert broken(RuleKey.GROUP_SIZE, case) == [(("A1#1", "A1#2"), None, None, 2, 1)]
        assert broken(RuleKey.GROUP_SIZE, case.change("A1", max_groups=2)) == []


class TestHost:
    def test_not_one_of_its_hosts(self) -> None:
        assert broken(RuleKey.GROUP_HOST, group(host="S4")) == [(A1, None, DI_O, "S4", "S1, S2")]

    def test_starts_at_a_session_start(self) -> None:
        assert broken(RuleKey.GROUP_HOST, group(start=at("09:15"))) == [(A1, None, DI_O, "09:15", "09:00")]
        none = group(half_day=DI_M, start=at("13:00")).policy(session_starts=FrozenDict({Part.OCHTEND: (540,)}))
        assert broken(RuleKey.GROUP_HOST, none) == [(A1, None, DI_M, "13:00", None)]

    @pytest.mark.parametrize(
        ("opened", "expected"),
        [
            (hours(di_ochtend="09:00-10:30"), []),
            (hours(di_ochtend="09:00-10:29"), [(A1, None, DI_O, "09:00-10:30", "09:00-10:29")]),
            (hours(wo_ochtend="08:30-12:00"), [(A1, None, DI_O, "09:00-10:30", None)]),
        ],
    )
    def test_inside_the_hosts_hours(self, opened: object, expected: list[Found]) -> None:
        assert broken(RuleKey.GROUP_HOST, group().change("S1", hours=opened)) == expected

    def test_one_group_a_room(self) -> None:
        second = GROUP.model_copy(update={"id": "A1#2", "members": ("L5", "L7")})
        case = group().grouped(GROUP, second)
        assert broken(RuleKey.GROUP_HOST, case) == [(("A1#1", "A1#2"), None, DI_O, 2, 1)]
        two_rooms = FrozenDict(dict.fromkeys(HALF_DAYS, 2))
        assert broken(RuleKey.GROUP_HOST, case.change("S1", rooms=two_rooms)) == []
        no_rooms = FrozenDict(dict.fromkeys(HALF_DAYS, 0))
        assert broken(RuleKey.GROUP_HOST, group().change("S1", rooms=no_rooms)) == [(A1, None, DI_O, 1, 0)]

    def test_an_overleg_takes_a_room_too(self) -> None:
        case = group(host="S2", half_day=MA_M, start=at("13:00")).meeting(SLOT)
        for key in (RuleKey.GROUP_HOST, RuleKey.OVERLEG):
            assert broken(key, case) == [(("A1#1", "O1"), None, MA_M, 2, 1)]


class TestTravel:
    def test_the_limit_of_the_arrangement(self) -> None:
        case = group(members=("L1", "L5"))
        assert broken(RuleKey.GROUP_TRAVEL, case) == [(("A1#1", "L5"), None, DI_O, 25, 20)]
        assert broken(RuleKey.GROUP_TRAVEL, case.change("A1", max_travel_minutes=25)) == []
        assert broken(RuleKey.GROUP_TRAVEL, case.change("L5", travel_waived=True)) != []

    def test_the_leerlings_own_limit_may_be_waived(self) -> None:
        case = group(members=("L1", "L2")).change("L2", max_travel_minutes=9)
        assert broken(RuleKey.GROUP_TRAVEL, case) == [(("A1#1", "L2"), None, DI_O, 10, 9)]
        assert broken(RuleKey.GROUP_TRAVEL, case.change("L2", travel_waived=True)) == []
        wider = case.change("L2", max_travel_minutes=90, mode=Mode.WALK).change("A1", max_travel_minutes=5)
        assert broken(RuleKey.GROUP_TRAVEL, wider) == [
            (("A1#1", "L1"), None, DI_O, 10, 5),
            (("A1#1", "L2"), None, DI_O, 10, 5),
        ]

    def test_from_home_else_school_else_not_at_all(self) -> None:
        assert broken(RuleKey.GROUP_TRAVEL, group(members=("L3",)).change("A1", max_travel_minutes=0)) == []
        nowhere = group(members=("L3",)).change("L3", school=None)
        assert broken(RuleKey.GROUP_TRAVEL, nowhere) == [(("A1#1", "L3"), None, DI_O, None, 20)]

    def test_by_the_leerlings_mode_and_unreachable(self) -> None:
        case = group(members=("L1",)).change("L1", mode=Mode.BICYCLE)
        for minutes in (21, None):
            by_mode = {Mode.BICYCLE: {("home:L1", "school:S1"): minutes}}
            matrix = table_matrix(case.region, by_mode=by_mode)
            (violation,) = RULES[RuleKey.GROUP_TRAVEL](WeekView(case.region, case.week_plan, matrix))
            assert (violation.found, violation.limit) == (minutes, 20)


class TestLeader:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"leader": "B3"}, [(A1, "B3", DI_O, "tos, K1", "gedrag, K1")]),
            ({"co_leaders": ("B4",)}, [(A1, "B4", DI_O, "gedrag, K1", "tos, K1")]),
            ({"co_leaders": ("X1",)}, [(A1, "X1", DI_O, "I1", "tos, K1")]),
            ({"co_leaders": ()}, [(A1, None, DI_O, 1, 2)]),
            ({"co_leaders": ("B2", "B3")}, [(A1, None, DI_O, 3, 2)]),
            ({"leader": "B2", "co_leaders": ("B2",)}, [(A1, None, DI_O, 1, 2)]),
            ({"leader": "B2", "co_leaders": ("B3",)}, []),
        ],
    )
    def test_who_may_lead(self, fields: dict[str, object], expected: list[Found]) -> None:
        assert broken(RuleKey.GROUP_LEADER, group(**fields)) == expected

    def test_the_kring_of_the_host_counts(self) -> None:
        case = group(host="S3")
        assert broken(RuleKey.GROUP_LEADER, case) == [(A1, "B1", DI_O, "gedrag, K1", "gedrag, K2")]
        assert broken(RuleKey.GROUP_LEADER, case.policy(neighbours=NeighbourPolicy.PRICE)) == []


class TestMember:
    @pytest.mark.parametrize(
        ("members", "expected"),
        [
            (("L1", "L2", "L7"), []),
            (("L1", "L1"), [(("A1#1", "L1"), None, DI_O, 2, 1)]),
            (("L4",), [(("A1#1", "L4"), None, DI_O, 8, "3, 4, 5")]),
            (("L6",), [(("A1#1", "L6"), None, DI_O, "tos", "gedrag")]),
        ],
    )
    def test_band_needs_and_difference(self, members: tuple[str, ...], expected: list[Found]) -> None:
        assert broken(RuleKey.GROUP_MEMBER, group(members=members)) == expected

    def test_not_a_candidate(self) -> None:
        case = group(members=("L7",)).change("A1", candidates=("L1",))
        assert broken(RuleKey.GROUP_MEMBER, case) == [(("A1#1", "L7"), None, DI_O, "L7", "A1")]

    def test_unknown_leerjaar(self) -> None:
        case = group(members=("L2",)).change("L2", leerjaar=None)
        assert broken(RuleKey.GROUP_MEMBER, case) == [(("A1#1", "L2"), None, DI_O, None, "3, 4, 5")]
        assert broken(RuleKey.GROUP_MEMBER, case.change("A1", leerjaren=())) == []

    def test_one_group_of_an_arrangement(self) -> None:
        second = GROUP.model_copy(update={"id": "A1#2", "half_day": DO_O, "members": ("L1", "L7")})
        case = group().grouped(GROUP, second)
        assert broken(RuleKey.GROUP_MEMBER, case) == [(("A1", "L1"), None, None, 2, 1)]


def test_a_group_in_a_closed_half_day_of_the_host() -> None:
    case = group(half_day=WO_M, start=at("13:00"))
    assert broken(RuleKey.GROUP_HOST, case) == [(A1, None, WO_M, "13:00-14:30", None)]
