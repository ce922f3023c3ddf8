"""`witness`: the record is complete, leads somewhere, and adds up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from optimizer.domain.plan import Group, OverlegSlot, Stop, Tour, WeekPlan
from optimizer.domain.vocabulary import LegKind, RuleKey, StopKind
from optimizer.rules.view import WeekView
from tests.rules.builders import DI_M, DI_O, DO_O, GROUP, MA_M, MA_O, SLOT, Case, at
from tests.rules.facts import Found, broken, broken_in
from tests.rules.witness import At

Change = Callable[[WeekPlan], WeekPlan]


def found(change: Change, case: Case | None = None, key: RuleKey = RuleKey.WITNESS) -> list[Found]:
    case = case or Case()
    return broken_in(key, WeekView(case.region, change(case.week_plan), case.matrix))


def tour(number: int, change: Callable[[Tour], Tour]) -> Change:
    """Change one tour: 0 to 2 are B1 on ma, di, wo; 3 and 4 are B2 on ma, di; 5 is X1 on wo."""

    def apply(week: WeekPlan) -> WeekPlan:
        tours = list(week.tours)
        tours[number] = change(tours[number])
        return week.model_copy(update={"tours": tuple(tours)})

    return apply


def stop(number: int, position: int, **fields: Any) -> Change:  # noqa: ANN401 - any field of a stop
    def apply(one: Tour) -> Tour:
        stops = list(one.stops)
        stops[position] = stops[position].model_copy(update=fields)
        return one.model_copy(update={"stops": tuple(stops)})

    return tour(number, apply)


def leg(number: int, position: int, **fields: Any) -> Change:  # noqa: ANN401 - any field of a leg
    def apply(one: Tour) -> Tour:
        legs = list(one.legs)
        legs[position] = legs[position].model_copy(update=fields)
        return one.model_copy(update={"legs": tuple(legs)})

    return tour(number, apply)


def week(**fields: Any) -> Change:  # noqa: ANN401 - any field of a week plan
    return lambda one: one.model_copy(update=fields)


def test_a_true_record_breaks_nothing() -> None:
    assert broken(RuleKey.WITNESS, Case()) == []
    assert found(week(), Case().only()) == []
    assert found(week(tours=(Tour(begeleider="B3", day=DO_O.day, stops=(), legs=()),)), Case().only()) == []


def test_the_active_list_is_the_active_demand() -> None:
    active = Case().week_plan.active
    assert found(week(active=active[::-1])) == []
    assert found(week(active=active[1:])) == [(("H1",), None, None, 10, 11)]
    assert found(week(active=(*active, "H1"))) == [(("H1",), None, None, 12, 11)]
    assert found(week(active=(*active[1:], "Z"))) == [(("Z", "H1"), None, None, 11, 11)]


class TestReferences:
    def test_unknown_begeleider(self) -> None:
        change = tour(5, lambda t: t.model_copy(update={"begeleider": "gone"}))
        assert found(change) == [(("gone",), None, None, "gone", None)]

    def test_unknown_item(self) -> None:
        assert found(stop(5, 0, item="H99")) == [(("H99",), None, None, "H99", None)]

    def test_a_day_in_two_tours(self) -> None:
        def split(one: WeekPlan) -> WeekPlan:
            last = one.tours[5]
            return one.model_copy(update={"tours": (*one.tours, last.model_copy(update={"stops": (), "legs": ()}))})

        assert found(split) == [(("wo",), "X1", None, 2, 1)]

    @pytest.mark.parametrize(
        ("fields", "unknown"),
        [
            ({"host": "gone"}, "gone"),
            ({"leader": "gone"}, "gone"),
            ({"co_leaders": ("gone",)}, "gone"),
            ({"members": ("L1", "gone")}, "gone"),
            ({"arrangement": "A9", "id": "A9#1"}, "A9"),
        ],
    )
    def test_of_a_group(self, fields: dict[str, object], unknown: str) -> None:
        group = GROUP.model_copy(update=fields)
        assert ((group.id,), None, None, unknown, None) in found(week(groups=(group,)))

    @pytest.mark.parametrize("ident", ["A1#0", "A1#01", "A1#x", "A1#", "A1", "B1#1", "A1#1#1"])
    def test_group_ids_are_the_arrangement_and_a_number(self, ident: str) -> None:
        group = GROUP.model_copy(update={"id": ident})
        assert broken(RuleKey.WITNESS, Case().grouped(group)) == [((ident,), None, None, ident, "A1#1")]
        assert broken(RuleKey.WITNESS, Case().grouped(GROUP.model_copy(update={"id": "A1#12"}))) == []

    def test_named_twice(self) -> None:
        assert found(week(groups=(GROUP, GROUP))) == [(("A1#1",), None, None, 2, 1)]
        assert found(week(overleg=(SLOT, SLOT))) == [(("O1",), None, None, 2, 1)]

    @pytest.mark.parametrize(
        ("slot", "unknown"),
        [
            (OverlegSlot(id="O9", host="S2", half_day=MA_M, start=780), "O9"),
            (OverlegSlot(id="O1", host="gone", half_day=MA_M, start=780), "gone"),
        ],
    )
    def test_of_an_overleg(self, slot: OverlegSlot, unknown: str) -> None:
        assert ((slot.id,), None, None, unknown, None) in found(week(overleg=(slot,)))


class TestStops:
    def test_on_another_day(self) -> None:
        assert (("H6",), "X1", DI_O, "di", "wo") in found(stop(5, 0, half_day=DI_O))

    def test_mornings_come_first(self) -> None:
        change = tour(0, lambda t: t.model_copy(update={"stops": (t.stops[3], *t.stops[:3])}))
        assert (("H1",), "B1", MA_O, "ma-ochtend", "ma-middag") in found(change)

    def test_elsewhere(self) -> None:
        assert found(stop(0, 0, place="school:S2")) == [(("H1",), "B1", MA_O, "school:S2", "school:S1")]

    @pytest.mark.parametrize("end", ["09:29", "09:31", "08:00"])
    def test_too_long_or_too_short(self, end: str) -> None:
        minutes = at(end) - at("08:30")
        assert found(stop(0, 0, end=at(end))) == [(("H1",), "B1", MA_O, minutes, 60)]

    def test_the_people_of_a_group_have_its_stops(self) -> None:
        assert found(stop(1, 0, start=at("09:05"), end=at("10:35"))) == [
            (("A1#1",), "B1", None, "di-ochtend 09:05", "di-ochtend 09:00")
        ]
        without = tour(1, lambda t: t.model_copy(update={"stops": (), "legs": ()}))
        assert found(without) == [(("A1#1",), "B1", None, None, "di-ochtend 09:00")]
        other = GROUP.model_copy(update={"leader": "B4"})
        assert found(week(groups=(other,))) == [
            (("A1#1",), "B4", None, None, "di-ochtend 09:00"),
            (("A1#1",), "B1", None, "di-ochtend 09:00", None),
        ]

    def test_the_people_of_an_overleg_have_its_stops(self) -> None:
        early = OverlegSlot(id="O1", host="S2", half_day=DI_M, start=at("13:00"))
        assert found(week(overleg=(early,))) == [
            (("O1",), "B1", None, "ma-middag 13:00", "di-middag 13:00"),
            (("O1",), "B2", None, "ma-middag 13:00", "di-middag 13:00"),
        ]

    def test_no_stop_without_its_group_or_overleg(self) -> None:
        assert found(week(groups=())) == [(("A1#1",), None, None, "A1#1", None)] * 2
        assert found(week(overleg=())) == [(("O1",), None, None, "O1", None)] * 2


class TestLegs:
    def test_number(self) -> None:
        assert found(tour(1, lambda t: t.model_copy(update={"legs": t.legs[:1]}))) == [(("di",), "B1", None, 1, 2)]
        empty = Tour(begeleider="B3", day=DO_O.day, stops=(), legs=Case().week_plan.tours[0].legs[:1])
        assert found(week(tours=(empty,)), Case().only()) == [(("do",), "B3", None, 1, 0)]

    @pytest.mark.parametrize(
        ("fields", "seen", "true"),
        [
            ({"minutes": 4}, 4, 5),
            ({"metres": 1}, 1, 5000),
            ({"kind": LegKind.MIDDAY}, "midday", "between"),
            ({"origin": "school:S3"}, "school:S3 > school:S2", "school:S1 > school:S2"),
        ],
    )
    def test_as_the_matrix_tells(self, fields: dict[str, object], seen: object, true: object) -> None:
        assert found(leg(0, 2, **fields)) == [(("school:S1 > school:S2",), "B1", MA_O, seen, true)]

    def test_kinds(self) -> None:
        kinds = [one.kind for one in Case().week_plan.tours[0].legs]
        home, between, midday = LegKind.HOME, LegKind.BETWEEN, LegKind.MIDDAY
        assert kinds == [home, between, between, midday, home]

    def test_nothing_at_the_same_place(self) -> None:
        assert found(leg(0, 1, minutes=1)) == [(("school:S1 > school:S1",), "B1", MA_O, 1, 0)]

    def test_a_place_that_the_matrix_does_not_know(self) -> None:
        case = Case().only().visit(H8=At("B1", "H8", DO_O, at("09:00")))
        smaller = case.region_with(schools=case.region.schools[:3])
        view = WeekView(case.region, case.week_plan, smaller.matrix)
        routes = ["base:B1 > school:S4", "school:S4 > base:B1"]
        assert broken_in(RuleKey.WITNESS, view) == [((r,), "B1", DO_O, r, None) for r in routes]
        assert broken_in(RuleKey.HALF_DAY_TIME, view) == []


def test_other_rules_skip_what_leads_nowhere() -> None:
    lost = Stop(kind=StopKind.VISIT, item="gone", half_day=MA_O, place="school:S1", start=0, end=1439)
    ghost = Group(id="A9#1", arrangement="A9", host="S1", half_day=MA_O, start=0, leader="gone")

    def garbage(one: WeekPlan) -> WeekPlan:
        first = one.tours[0].model_copy(update={"stops": (*one.tours[0].stops, lost)})
        stranger = one.tours[1].model_copy(update={"begeleider": "nobody"})
        return one.model_copy(update={"tours": (first, *one.tours[1:], stranger), "groups": (*one.groups, ghost)})

    for key in RuleKey:
        assert bool(found(garbage, key=key)) is (key is RuleKey.WITNESS)
