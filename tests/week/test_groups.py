"""Groups as decisions, each row alone: of one region all that can meet, by exact value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations
from typing import Any

import pytest

from optimizer.domain.arrangement import Groepsarrangement, Running, Size
from optimizer.domain.plan import Group, Pin, Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.school import School
from optimizer.solving.cpsat import Outcome, fixed_copy, solve
from optimizer.solving.limits import Limits
from optimizer.week.direct.groups import Groups, Lead, Seat
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.options import week_options
from optimizer.week.sessions import Session
from tests.agreement.tiny import crowded
from tests.rules.builders import WEEK, begeleider, hours, hulpvraag, school
from tests.week.gathered import B1, DI, DI_M, ONE, arrangement, groups_of, meeting, option, solutions, with_group
from tests.week.parts import options, region


def meets(of: Region) -> list[tuple[Session, ...]]:
    """What can meet together; that nothing meets is always among it."""
    groups = groups_of(options(of))
    every = [tuple(groups.chosen(values)) for values in solutions(groups)]
    assert len(set(every)) == len(every), "values that no session shows"
    assert () in every
    return [some for some in every if some]


def seatings(of: Region) -> list[tuple[str, ...]]:
    """The members of one group, in every way."""
    every = meets(of)
    assert {len(some) for some in every} <= {1}
    return sorted(some[0].members for some in every)


def subsets(names: Sequence[str], sizes: Collection[int]) -> list[tuple[str, ...]]:
    return sorted(chain.from_iterable(combinations(names, size) for size in sizes))


def possible(groups: Groups, *sessions: Session) -> bool:
    """Tell whether these sessions, and no others, can meet together."""
    fixed = dict.fromkeys((v.index for v in groups.variables()), 0)
    for session in sessions:
        known = groups.variables_of(session)
        assert known is not None
        fixed |= dict.fromkeys((v.index for v in known), 1)
    run = solve(fixed_copy(groups.model, fixed), Limits(None), seed=1)
    assert run.outcome in {Outcome.OPTIMAL, Outcome.INFEASIBLE}
    return run.outcome is Outcome.OPTIMAL


class TestRoles:
    def test_every_role_is_taken_by_somebody_else(self) -> None:
        both = {"co_leaders": ("taal",), "candidates": ("L1",)}
        staff = (
            begeleider("B1", "gedrag", "taal"),
            begeleider("B2", "gedrag", "taal"),
            begeleider("B3", "gedrag"),
            begeleider("B4", "taal"),
        )
        every = meets(with_group(fields=ONE | both, begeleiders=staff))
        led = ("B1", "B2", "B3")
        assert sorted(s.people for (s,) in every) == [(a, b) for a in led for b in ("B1", "B2", "B4") if a != b]

    def test_whom_the_option_does_not_name_cannot_lead(self) -> None:
        late = begeleider("B2", "gedrag", availability=hours(di_middag="13:01-16:00"))
        assert {s.people for (s,) in meets(with_group(fields=ONE, begeleiders=(*B1, late)))} == {("B1",)}


class TestSeats:
    @pytest.mark.parametrize(("least", "most"), [(1, 1), (1, 3), (2, 2), (2, 9), (3, 3)])
    def test_neither_too_few_nor_too_many(self, least: int, most: int) -> None:
        size = {"size": Size(min=least, preferred=least, max=most)}
        expected = subsets(("L1", "L2", "L6"), range(least, min(most, 3) + 1))
        assert seatings(with_group(fields=ONE | size, begeleiders=B1)) == expected

    def test_of_those_who_can_come_to_that_host(self) -> None:
        """The half day is the same, so the seat is; L6 cannot reach S2."""
        found = options(
            with_group(fields=ONE | {"hosts": ("S1", "S2")}, begeleiders=B1), {("home:L6", "school:S2"): None}
        )
        groups = groups_of(found)
        assert len(groups.seats) == 3
        every = {s for values in solutions(groups) for s in groups.chosen(values)}
        for host, able in (("S1", ("L1", "L2", "L6")), ("S2", ("L1", "L2"))):
            assert sorted(s.members for s in every if s.host == host) == subsets(able, range(1, 4))

    def test_required_members(self) -> None:
        pin = Pin(item="A1", members=("L2",))
        expected = [m for m in subsets(("L1", "L2", "L6"), range(1, 4)) if "L2" in m]
        assert seatings(with_group(pin, fields=ONE, begeleiders=B1)) == expected

    def test_members_barred_together_with_a_leader(self) -> None:
        pin = Pin(item="A1", veto=True, begeleider="B1", members=("L1", "L6"))
        every = meets(with_group(pin, fields=ONE))
        anyone = subsets(("L1", "L2", "L6"), range(1, 4))
        assert sorted(s.members for (s,) in every if s.people == ("B2",)) == anyone
        apart = [m for m in anyone if not {"L1", "L6"} <= set(m)]
        assert sorted(s.members for (s,) in every if s.people == ("B1",)) == apart

    def test_a_group_meets_once(self) -> None:
        every = meets(with_group(fields=ONE | {"half_days": (DI, DI_M), "candidates": ("L1",)}, begeleiders=B1))
        assert sorted((s.half_day.value, s.start) for (s,) in every) == [
            ("di-middag", 780),
            ("di-ochtend", 540),
            ("di-ochtend", 600),
        ]


TWO = ONE | {"max_groups": 2, "half_days": (DI, DI_M)}


class TestSeveral:
    def test_a_leerling_has_one_seat_in_an_arrangement(self) -> None:
        """The same leerling in another half day would be a second one."""
        every = meets(with_group(fields=TWO | {"candidates": ("L1", "L2")}))
        pairs = [some for some in every if len(some) == 2]
        assert pairs
        for one, other in pairs:
            assert not set(one.members) & set(other.members)
        assert {(one.members, other.members) for one, other in pairs} == {(("L1",), ("L2",)), (("L2",), ("L1",))}

    @pytest.mark.parametrize(("most", "expected"), [(1, {1}), (2, {1, 2}), (3, {1, 2, 3})])
    def test_no_more_than_may_open(self, most: int, expected: set[int]) -> None:
        """Three are named by pins."""
        pins = [Pin(item=f"A1#{n}", start=780) for n in (1, 2, 3)]
        every = meets(with_group(*pins, fields=ONE | {"max_groups": most}, begeleiders=B1))
        assert {len(some) for some in every} == expected

    def test_nobodys_open_in_order(self) -> None:
        every = meets(with_group(fields=ONE | {"max_groups": 3}, begeleiders=B1))
        assert {tuple(s.group for s in some) for some in every} == {
            ("A1#1",),
            ("A1#1", "A1#2"),
            ("A1#1", "A1#2", "A1#3"),
        }

    @pytest.mark.parametrize("how", ["running", "published", "pinned"])
    def test_those_that_are_somebodys_open_as_they_like(self, how: str) -> None:
        named = "A1#1" if how == "running" else "A1#2"
        fields: dict[str, object] = dict(TWO)
        previous = None
        pins = (Pin(item=named, host="S1"),) if how == "pinned" else ()
        if how == "running":
            fields["running"] = Running(host="S1", half_day=DI, leader="B1", members=("L1",))
        if how == "published":
            group = Group(id=named, arrangement="A1", host="S1", half_day=DI, start=540, leader="B1")
            previous = Plan(weeks=(WeekPlan(week=WEEK, groups=(group,)),))
        every = meets(with_group(*pins, fields=fields, begeleiders=B1, previous=previous))
        assert {frozenset(s.group for s in some) for some in every} == {
            frozenset({"A1#1"}),
            frozenset({"A1#2"}),
            frozenset({"A1#1", "A1#2"}),
        }


def two_arrangementen(second: Groepsarrangement, schools: tuple[School, ...] = ()) -> Region:
    """A1 and a second one, that both want L1 on Tuesday, led by B1 and B2."""
    first = arrangement(**(ONE | {"half_days": (DI, DI_M), "candidates": ("L1",)}))
    return with_group(arrangementen=(first, second), schools=schools or region().schools)


class TestShared:
    """Rows of the whole model that groups share with each other and with visits."""

    def test_a_leerling_is_in_one_group_at_a_time(self) -> None:
        second = arrangement(**(ONE | {"id": "A2", "hosts": ("S2",), "half_days": (DI, DI_M), "candidates": ("L1",)}))
        found = options(two_arrangementen(second))
        groups = DirectModel(found, Inside.ROUTES).groups
        morning = meeting(option(found, "A1#1", DI, 540), ("B1",), ("L1",))
        later = meeting(option(found, "A2#1", DI, 600), ("B2",), ("L1",))
        afternoon = meeting(option(found, "A2#1", DI_M), ("B2",), ("L1",))
        assert possible(groups, morning)
        assert possible(groups, later)
        assert not possible(groups, morning, later)
        assert possible(groups, morning, afternoon)

    def test_no_visit_about_who_has_a_seat(self) -> None:
        asked = hulpvraag("H1", "S1", "gedrag", 30, leerling="L1")
        found = options(with_group(fields=ONE, hulpvragen=(asked,)))
        direct = DirectModel(found, Inside.ROUTES)
        for half_day, member, there in ((DI, "L1", True), (DI_M, "L1", False), (DI_M, "L2", True)):
            session = meeting(option(found, DI_M), ("B1",), (member,))
            known = direct.groups.variables_of(session)
            assert known is not None
            (visit,) = (m for v, m in direct.visits.items() if (v.begeleider, v.half_day) == ("B2", half_day))
            fixed = {v.index: 1 for v in (*known, visit)}
            run = solve(fixed_copy(direct.model, fixed), Limits(None), seed=1)
            assert (run.outcome is Outcome.OPTIMAL) is there

    @pytest.mark.parametrize(("rooms", "both"), [(1, False), (2, True)])
    def test_rooms(self, rooms: int, both: bool) -> None:
        second = arrangement(**(ONE | {"id": "A2", "half_days": (DI, DI_M), "candidates": ("L2",)}))
        found = options(two_arrangementen(second, schools=(school("S1", rooms={"di-ochtend": rooms}),)))
        groups = DirectModel(found, Inside.ROUTES).groups
        one = meeting(option(found, "A1#1", DI, 540), ("B1",), ("L1",))
        other = meeting(option(found, "A2#1", DI, 600), ("B2",), ("L2",))
        assert possible(groups, one, other) is both
        elsewhere = meeting(option(found, "A2#1", DI_M), ("B2",), ("L2",))
        assert possible(groups, one, elsewhere)


class TestThereAndBack:
    def cases(self) -> Iterator[Groups]:
        for seed in range(40):
            yield groups_of(week_options(*crowded(seed)))
        yield groups_of(options(with_group(fields=TWO | {"candidates": ("L1", "L2")})))

    def test_sessions_are_their_variables_and_variables_their_sessions(self) -> None:
        several = 0
        for groups in self.cases():
            indices = sorted(v.index for v in groups.variables())
            assert indices == list(range(len(groups.model.proto.variables)))
            for values in _some(groups):
                chosen = groups.chosen(values)
                known = [groups.variables_of(s) for s in chosen]
                assert None not in known
                ones = {v.index for v in groups.variables() if values[v.index]}
                assert {v.index for some in known for v in some or ()} == ones
                several += len(chosen) > 1
        assert several > 0

    def test_sessions_that_are_no_options_have_no_variables(self) -> None:
        found = options(with_group(fields=TWO))
        groups = groups_of(found)
        there = meeting(option(found, "A1#1", DI, 540), ("B1",), ("L1",))
        assert groups.variables_of(there) == [
            groups.sessions[option(found, "A1#1", DI, 540)],
            groups.leads[Lead(option(found, "A1#1", DI, 540), 0, "B1")],
            groups.seats[Seat("A1#1", "L1", DI)],
        ]
        changes: tuple[dict[str, Any], ...] = (
            {"group": "A1#3"},
            {"host": "S2"},
            {"start": 570},
            {"minutes": 89},
            {"people": ("B9",)},
            {"people": ()},
            {"people": ("B1", "B2")},
            {"members": ("L1", "L3")},
        )
        assert all(groups.variables_of(replace(there, **change)) is None for change in changes)


def _some(groups: Groups) -> list[tuple[int, ...]]:
    """Some solutions: nothing, and as many groups and seats as there can be."""
    model = groups.model.clone()
    nothing = solve(fixed_copy(model, {v.index: 0 for v in groups.variables()}), Limits(None), seed=0)
    every = groups.model
    every.maximize(sum([*groups.sessions.values(), *groups.seats.values()], start=0))
    full = solve(every, Limits(None), seed=0)
    assert nothing.values is not None
    assert full.values is not None
    return [nothing.values, full.values]
