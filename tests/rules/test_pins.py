"""`pins`: if served, then so; if vetoed, then not so."""

from __future__ import annotations

import pytest

from optimizer.domain.plan import Pin
from optimizer.domain.vocabulary import RuleKey
from tests.rules.builders import DI_M, DI_O, MA_M, MA_O, WO_O, Case, at
from tests.rules.facts import Found, broken

H1 = ("H1",)


def found(*pins: Pin, case: Case | None = None) -> list[Found]:
    return broken(RuleKey.PINS, (case or Case()).region_with(pins=pins))


def test_the_valid_plan_does_not_break_it() -> None:
    assert broken(RuleKey.PINS, Case()) == []


@pytest.mark.parametrize(
    ("pin", "expected"),
    [
        (Pin(item="H2"), []),
        (Pin(item="H2", begeleider="B1", half_days=(MA_O, DI_O), start=at("10:05"), host="S2"), []),
        (Pin(item="H2", begeleider="B4"), [(("H2",), None, MA_O, "B1", "B4")]),
        (Pin(item="H2", start=at("10:06")), [(("H2",), None, MA_O, "10:05", "10:06")]),
        (Pin(item="H2", host="S1"), [(("H2",), None, MA_O, "S2", "S1")]),
        (Pin(item="H1", half_days=(MA_O,)), [(H1, None, WO_O, "wo-ochtend", "ma-ochtend")]),
        (Pin(item="H1", start=at("08:30")), [(H1, None, WO_O, "09:00", "08:30")]),
        (Pin(item="H9", begeleider="B1"), []),
        (
            Pin(item="H2", begeleider="B4", start=0),
            [
                (("H2",), None, MA_O, "B1", "B4"),
                (("H2",), None, MA_O, "10:05", "00:00"),
            ],
        ),
    ],
)
def test_a_pin_asks_all_it_names_of_every_visit(pin: Pin, expected: list[Found]) -> None:
    assert found(pin) == expected


@pytest.mark.parametrize(
    ("pin", "expected"),
    [
        (Pin(item="H2", veto=True), [(("H2",), None, MA_O, None, None)]),
        (Pin(item="H9", veto=True), []),
        (Pin(item="H2", veto=True, begeleider="B1"), [(("H2",), None, MA_O, "B1", None)]),
        (Pin(item="H2", veto=True, begeleider="B1", start=at("10:06")), []),
        (Pin(item="H2", veto=True, begeleider="B1", start=at("10:05")), [(("H2",), None, MA_O, "B1, 10:05", None)]),
        (Pin(item="H1", veto=True, half_days=(WO_O, DI_O)), [(H1, None, WO_O, "wo-ochtend, di-ochtend", None)]),
        (Pin(item="H1", veto=True, half_days=(WO_O,), start=at("08:30")), []),
    ],
)
def test_a_veto_forbids_what_it_names_together(pin: Pin, expected: list[Found]) -> None:
    assert found(pin) == expected


@pytest.mark.parametrize("item", ["A1", "A1#1"])
def test_an_arrangement_and_its_group(item: str) -> None:
    assert found(Pin(item=item, begeleider="B1", host="S1", half_days=(DI_O,), members=("L1", "L3"))) == []
    assert found(Pin(item=item, begeleider="B2")) == [(("A1#1",), None, DI_O, "B1", "B2")]
    assert found(Pin(item=item, members=("L1", "L7"))) == [(("A1#1",), None, DI_O, "L1, L2, L3", "L1, L7")]
    assert found(Pin(item=item, veto=True, members=("L1", "L7"))) == []
    assert found(Pin(item=item, veto=True, members=("L3", "L1"))) == [(("A1#1",), None, DI_O, "L3, L1", None)]
    assert found(Pin(item=item, veto=True, begeleider="B2")) == []
    assert found(Pin(item=item, begeleider="B2"), case=Case().grouped()) == []


def test_a_pin_of_another_group_does_not_count() -> None:
    assert found(Pin(item="A1#2", veto=True), Pin(item="A", veto=True)) == []


def test_an_overleg_is_pinned_to_a_participant() -> None:
    assert found(Pin(item="O1", begeleider="B2", host="S2", start=at("13:00"), half_days=(MA_M,))) == []
    assert found(Pin(item="O1", begeleider="B3")) == [(("O1",), None, MA_M, "B1, B2", "B3")]
    assert found(Pin(item="O1", veto=True, host="S2")) == [(("O1",), None, MA_M, "S2", None)]
    assert found(Pin(item="O1", veto=True, host="S3")) == []


def test_a_request_at_a_location_has_no_host() -> None:
    assert found(Pin(item="H5", host="S1")) == [(("H5",), None, DI_M, None, "S1")]
