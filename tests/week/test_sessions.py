"""Sessions by exact value: every host, half day and start of every group, who may take which role and which seat."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.domain.arrangement import Running, Size
from optimizer.domain.base import FrozenDict
from optimizer.domain.calendar import Calendar
from optimizer.domain.plan import Group, Pin, Plan, WeekPlan
from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import NeighbourPolicy
from optimizer.week.sessions import Session, SessionOption, SessionStop, named_groups, session_of
from tests.rules.builders import WEEK, begeleider, hours, leerling, school
from tests.week.gathered import DI, DI_M, EVERY, MA, RUNS, Moment, found, moments, option, with_group
from tests.week.parts import options, region


def numbered(*numbers: int) -> list[Moment]:
    """Every moment, of groups of these numbers."""
    return [(f"A1#{n}", *rest) for _, *rest in EVERY for n in numbers]  # type: ignore[misc]


class TestWhereAndWhen:
    def test_every_host_half_day_and_start(self) -> None:
        first, *others = found().sessions
        assert moments(found()) == EVERY
        assert first == SessionOption(
            "A1#1", "A1", "S1", DI, 540, 90, roles=(("B1", "B2"), ("B2",)), candidates=("L1", "L2")
        )
        assert {s.roles for s in others} == {first.roles}
        assert {(s.host, s.candidates) for s in others} == {("S1", ("L1", "L2")), ("S2", ("L1", "L2", "L4"))}
        assert first.stop == SessionStop("A1", "S1", DI, 540, 90)

    def test_one_that_runs_may_meet_anywhere_too(self) -> None:
        assert found(fields={"running": Running.model_validate(RUNS)}).sessions == found().sessions

    def test_a_host_named_twice_is_one(self) -> None:
        assert moments(found(fields={"hosts": ("S1", "S2", "S1")})) == EVERY

    def test_a_host_outside_its_kringen_may_be_met_at(self) -> None:
        """Nobody is admissible there, but the rules let a group be where it is asked to be."""
        both = begeleider("B1", "gedrag", kringen=("K1", "K2"))
        staff = (both, begeleider("B2", "taal", kringen=("K1", "K2")))
        assert {s.host for s in found(fields={"hosts": ("S3",)}, begeleiders=staff).sessions} == {"S3"}

    def test_half_days_that_are_open_and_within_its_dates(self) -> None:
        week = {"half_days": (MA, DI, DI_M)}
        monday = date(2026, 11, 23)
        tuesday = date(2026, 11, 24)
        assert {s.half_day for s in found(fields=week).sessions} == {MA, DI, DI_M}
        assert {s.half_day for s in found(fields=week | {"from": tuesday}).sessions} == {DI, DI_M}
        assert {s.half_day for s in found(fields=week | {"until": monday}).sessions} == {MA}
        assert {s.half_day for s in found(fields=week | {"from": tuesday, "until": tuesday}).sessions} == {DI, DI_M}
        assert found(fields=week | {"from": date(2026, 11, 28)}).sessions == ()
        closed = Calendar(closed_dates=(tuesday,))
        assert {s.half_day for s in found(fields=week, calendar=closed).sessions} == {MA}

    def test_hours_and_rooms_of_the_host(self) -> None:
        open_till = school("S1", hours=hours(di_ochtend="09:00-10:30"))
        full = school("S2", rooms={"di-ochtend": 0})
        assert moments(found(schools=(open_till, full))) == [("A1#1", "S1", DI, 540), ("A1#1", "S2", DI_M, 780)]
        short = school("S1", hours=hours(di_ochtend="09:00-10:29"))
        assert moments(found(schools=(short, full))) == [("A1#1", "S2", DI_M, 780)]

    def test_starts_are_those_of_the_policy(self) -> None:
        policy = Policy.model_validate({"session_starts": FrozenDict({"ochtend": (555,)})})
        assert moments(found(policy=policy)) == [("A1#1", "S1", DI, 555), ("A1#1", "S2", DI, 555)]


class TestWho:
    def test_windows_decide_by_session(self) -> None:
        short = begeleider("B2", "gedrag", "taal", availability=hours(di_ochtend="09:30-11:30"))
        of = found(begeleiders=(begeleider("B1", "gedrag"), short))
        assert moments(of) == [("A1#1", "S1", DI, 600), ("A1#1", "S2", DI, 600)]
        other = begeleider("B1", "gedrag", availability=hours(di_ochtend="08:30-10:30"))
        staff = (other, begeleider("B2", "gedrag", "taal"), begeleider("B3", "taal"))
        of = found(begeleiders=staff)
        assert {s.start: s.roles for s in of.sessions} == {
            540: (("B1", "B2"), ("B2", "B3")),
            600: (("B2",), ("B2", "B3")),
            780: (("B2",), ("B2", "B3")),
        }

    def test_expertise_institute_and_kring(self) -> None:
        staff = (
            begeleider("B1", "gedrag", institute="I1"),
            begeleider("B2", "gedrag", "taal", kringen=("K2",)),
            begeleider("B3", "taal"),
            begeleider("B4", "gedrag"),
        )
        assert found(begeleiders=staff).sessions[0].roles == (("B4",), ("B3",))
        policy = Policy(neighbours=NeighbourPolicy.PRICE)
        assert found(begeleiders=staff, policy=policy).sessions[0].roles == (("B2", "B4"), ("B2", "B3"))

    @pytest.mark.parametrize(
        ("staff", "there"),
        [
            ((begeleider("B1", "gedrag", "taal"),), False),
            ((begeleider("B1", "gedrag", "taal"), begeleider("B2", "gedrag")), True),
            ((begeleider("B1", "gedrag", "taal"), begeleider("B2", "taal")), True),
            ((begeleider("B1", "gedrag"), begeleider("B2", "gedrag")), False),
            ((begeleider("B1", "taal"), begeleider("B2", "taal")), False),
        ],
    )
    def test_nobody_fills_two_roles(self, staff: tuple[object, ...], there: bool) -> None:
        assert moments(found(begeleiders=staff)) == (EVERY if there else [])

    def test_three_roles_for_two_are_too_many(self) -> None:
        three = {"co_leaders": ("taal", "taal")}
        able = tuple(begeleider(f"B{n}", "gedrag", "taal") for n in range(3))
        assert found(fields=three, begeleiders=able[:2]).sessions == ()
        assert found(fields=three, begeleiders=able).sessions[0].roles == (("B0", "B1", "B2"),) * 3


class TestMembers:
    def test_travel_by_arrangement_and_by_leerling(self) -> None:
        pupils = (
            leerling("L1", max_travel_minutes=9),
            leerling("L2", max_travel_minutes=9, travel_waived=True),
            leerling("L3", max_travel_minutes=10),
            leerling("L4", home=None),
            leerling("L5", home=None, school="S1"),
        )
        made = with_group(leerlingen=pupils)
        assert [s.candidates for s in options(made).sessions] == [("L2", "L3", "L5")] * 6
        assert option(options(made, {("home:L2", "school:S1"): 21}), "S1", 540).candidates == ("L3", "L5")
        assert option(options(made, {("home:L2", "school:S1"): None}), "S1", 540).candidates == ("L3", "L5")
        assert option(options(made, {("home:L2", "school:S1"): 20}), "S1", 540).candidates == ("L2", "L3", "L5")
        # a leerling without a home travels from school
        assert option(options(made, {("school:S1", "school:S2"): 21}), "S2", 540).candidates == ("L2", "L3")

    def test_the_band(self) -> None:
        pupils = (leerling("L1", leerjaar=None), leerling("L2", leerjaar=5), leerling("L3", leerjaar=8), leerling("L4"))
        some = {"candidates": ("L4", "L1", "L2", "L3", "L4")}
        made = with_group(fields=some | {"leerjaren": ()}, leerlingen=pupils)
        assert options(made).sessions[0].candidates == ("L4", "L1", "L2", "L3")
        made = with_group(fields=some | {"leerjaren": (4, 5)}, leerlingen=pupils)
        assert options(made).sessions[0].candidates == ("L4", "L2")

    @pytest.mark.parametrize(("least", "expected"), [(2, EVERY), (3, EVERY[3:]), (4, [])])
    def test_too_few_to_meet_at_a_host(self, least: int, expected: list[Moment]) -> None:
        """Two come to S1 and three to S2."""
        assert moments(found(fields={"size": Size(min=least, preferred=4, max=4)})) == expected


class TestGroups:
    def test_as_many_as_are_asked_and_have_members(self) -> None:
        """Three leerlingen fit."""
        assert moments(found(fields={"max_groups": 0})) == []
        assert moments(found(fields={"max_groups": 2})) == numbered(1, 2)
        assert moments(found(fields={"max_groups": 9})) == numbered(1, 2, 3)
        pairs = Size(min=2, preferred=2, max=2)
        assert moments(found(fields={"max_groups": 9, "size": pairs})) == numbered(1)

    def test_those_that_are_somebodys_are_there_too(self) -> None:
        pin = Pin(item="A1#3", start=540)
        of = found(pin, fields={"max_groups": 3, "size": Size(min=2, preferred=2, max=2)})
        assert [m for m in moments(of) if m[0] == "A1#1"] == EVERY
        assert [m for m in moments(of) if m[0] != "A1#1"] == [("A1#3", "S1", DI, 540), ("A1#3", "S2", DI, 540)]

    @pytest.mark.parametrize(
        ("week", "expected"),
        [
            ("2026-W47", ("A1#1", "A1#4", "A1#5")),
            (WEEK, ("A1#1", "A1#4", "A1#5")),
            ("2026-W49", ("A1#1", "A1#5")),
        ],
    )
    def test_names_that_are_somebodys(self, week: str, expected: tuple[str, ...]) -> None:
        """The running one, those of the latest plan until this week, those that pins name, and may be."""
        group = Group(id="A1#4", arrangement="A1", host="S1", half_day=DI, start=540, leader="B1")
        stranger = group.model_copy(update={"id": "A10#2", "arrangement": "A10"})
        plan = Plan(weeks=(WeekPlan(week=week, groups=(group, stranger)),))
        pins = (Pin(item="A1#5", veto=True), Pin(item="A1#1", host="S1"), Pin(item="A10#7"), Pin(item="A1", start=540))
        fields = {"running": Running.model_validate(RUNS), "max_groups": 5}
        of = found(*pins, fields=fields, previous=plan)
        assert named_groups(of, of.region.arrangementen[0]) == expected
        fewer = found(*pins, fields=fields | {"max_groups": 3}, previous=plan)
        assert named_groups(fewer, fewer.region.arrangementen[0]) == ("A1#1",)

    @pytest.mark.parametrize("name", ["A1", "A1#x", "A1#1#2", "A9#1", "#1", "A1#0", "A1#01"])
    def test_what_is_no_name_of_a_group_is_nobodys(self, name: str) -> None:
        group = Group(id=name, arrangement="A1", host="S1", half_day=DI, start=540, leader="B1")
        of = found(previous=Plan(weeks=(WeekPlan(week="2026-W47", groups=(group,)),)))
        assert named_groups(of, of.region.arrangementen[0]) == ()
        assert len(of.sessions) == len(found().sessions)

    def test_nobodys(self) -> None:
        assert named_groups(found(), found().region.arrangementen[0]) == ()

    def test_a_group_of_a_plan_as_it_meets(self) -> None:
        group = Group(
            id="A1#2",
            arrangement="A1",
            host="S1",
            half_day=DI,
            start=540,
            leader="B1",
            co_leaders=("B2",),
            members=("L2", "L1"),
        )
        assert session_of(group, 90) == Session("A1#2", "A1", "S1", DI, 540, 90, ("B1", "B2"), ("L2", "L1"))


def test_arrangementen_that_are_not_active_have_none() -> None:
    assert found(fields={"until": date(2026, 11, 22)}).sessions == ()
    assert options(region(arrangementen=())).sessions == ()


def test_a_number_that_pins_spoil_leaves_another() -> None:
    """Two could be filled, one is forbidden by its number: a second free number takes its place."""
    size = Size(min=2, preferred=2, max=2)
    of = found(Pin(item="A1#1", veto=True), fields={"max_groups": 3, "size": size})
    fitting = {m for s in of.sessions for m in s.candidates}
    free = {s.group for s in of.sessions}
    assert len(free) == min(2, len(fitting) // 2)
    assert "A1#1" not in free
