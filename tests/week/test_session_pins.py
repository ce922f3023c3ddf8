"""Pins and vetoes on groups: where and when they may meet, who may lead, who must and who may not have a seat."""

from __future__ import annotations

import pytest

from optimizer.domain.arrangement import Size
from optimizer.domain.plan import Pin
from optimizer.week.options import Options
from tests.rules.builders import begeleider
from tests.week.gathered import DI, DI_M, EVERY, MA, Moment, found, moments

STAFF = (begeleider("B1", "gedrag"), begeleider("B2", "gedrag", "taal"), begeleider("B3", "taal"))
AT_S1 = EVERY[:3]


def led_by(of: Options) -> dict[tuple[str, int], tuple[str, ...]]:
    """Who may lead at every host and start on Tuesday morning."""
    return {(s.host, s.start): s.roles[0] for s in of.sessions if s.half_day is DI}


class TestPins:
    """Every form of a pin on a group, one at a time."""

    @pytest.mark.parametrize(
        ("pin", "expected"),
        [
            (Pin(item="A1", start=600), [EVERY[1], EVERY[4]]),
            (Pin(item="A1#1", start=780), [EVERY[2], EVERY[5]]),
            (Pin(item="A1", start=601), []),
            (Pin(item="A1", host="S1"), AT_S1),
            (Pin(item="A1", half_days=(DI_M, MA)), [EVERY[2], EVERY[5]]),
            (Pin(item="A1", half_days=(MA,)), []),
            (Pin(item="A1", begeleider="B9"), []),
            (Pin(item="A1", members=("L1",)), EVERY),
            (Pin(item="A1", members=("L4",)), EVERY[3:]),
            (Pin(item="A1", members=("L1", "L3")), []),
            (Pin(item="A1", members=()), EVERY),
            (Pin(item="A1", veto=True), []),
            (Pin(item="A1#1", veto=True), []),
            (Pin(item="A1#2", veto=True), EVERY),
            (Pin(item="A2", veto=True), EVERY),
            (Pin(item="A1", veto=True, members=()), []),
            (Pin(item="A1", veto=True, half_days=(DI,)), [EVERY[2], EVERY[5]]),
            (Pin(item="A1", veto=True, host="S2"), AT_S1),
            (Pin(item="A1", veto=True, host="S2", half_days=(DI_M,)), EVERY[:5]),
            (Pin(item="A1", veto=True, start=540), [*EVERY[1:3], *EVERY[4:]]),
            (Pin(item="A1", veto=True, start=540, host="S2"), [*EVERY[:3], *EVERY[4:]]),
            (Pin(item="A1", veto=True, start=541), EVERY),
        ],
    )
    def test_where_and_when(self, pin: Pin, expected: list[Moment]) -> None:
        assert [m for m in moments(found(pin)) if m[0] == "A1#1"] == expected

    def test_two_starts(self) -> None:
        assert moments(found(Pin(item="A1", start=540), Pin(item="A1#1", start=600))) == []
        assert moments(found(Pin(item="A1", start=540), Pin(item="A1#1", start=540))) == [EVERY[0], EVERY[3]]

    def test_to_a_leader(self) -> None:
        able = (begeleider("B1", "gedrag"), begeleider("B2", "gedrag"), begeleider("B3", "taal"))
        of = found(Pin(item="A1", begeleider="B2"), begeleiders=able)
        assert {s.roles for s in of.sessions} == {(("B2",), ("B3",))}
        assert len(of.sessions) == 6
        # to somebody who co-leads is to nobody who leads; who leads cannot co-lead too
        assert found(Pin(item="A1", begeleider="B3"), begeleiders=able).sessions == ()
        assert found(Pin(item="A1", begeleider="B2")).sessions == ()

    def test_veto_of_a_leader(self) -> None:
        of = found(Pin(item="A1", veto=True, begeleider="B1", host="S1", start=540), begeleiders=STAFF)
        both, one = ("B1", "B2"), ("B2",)
        assert led_by(of) == {("S1", 540): one, ("S1", 600): both, ("S2", 540): both, ("S2", 600): both}
        # whom it leaves is the only co-leader
        assert ("S1", 540) not in led_by(found(Pin(item="A1", veto=True, begeleider="B1", host="S1", start=540)))

    def test_required_members(self) -> None:
        of = found(Pin(item="A1", members=("L2",)), Pin(item="A1#1", members=("L1", "L2")))
        assert {s.required for s in of.sessions} == {("L1", "L2")}
        assert {s.barred for s in of.sessions} == {()}

    def test_more_required_than_there_are_seats(self) -> None:
        size = Size(min=1, preferred=1, max=1)
        assert found(Pin(item="A1", members=("L1", "L2")), fields={"size": size}).sessions == ()
        assert len(found(Pin(item="A1", members=("L1",)), fields={"size": size}).sessions) == 6

    def test_a_pin_on_one_group_leaves_the_others(self) -> None:
        of = found(Pin(item="A1#2", start=540, members=("L1",)), fields={"max_groups": 2})
        assert [m for m in moments(of) if m[0] == "A1#1"] == EVERY
        assert [m[1:] for m in moments(of) if m[0] == "A1#2"] == [m[1:] for m in EVERY if m[3] == 540]
        assert {(s.group, s.required) for s in of.sessions} == {("A1#1", ()), ("A1#2", ("L1",))}


class TestBarred:
    """Vetoes of members, who may not all have a seat with these leaders."""

    def barred(self, *pins: Pin) -> dict[tuple[str, int], tuple[tuple[str, tuple[str, ...]], ...]]:
        of = found(*pins, begeleiders=STAFF)
        return {(s.host, s.start): s.barred for s in of.sessions if s.half_day is DI}

    def test_together(self) -> None:
        both = (("B1", ("L1", "L2")), ("B2", ("L1", "L2")))
        there = self.barred(Pin(item="A1", veto=True, members=("L1", "L2", "L1")))
        assert set(there.values()) == {both}
        assert len(there) == 4

    def test_with_a_leader_at_a_host_and_start(self) -> None:
        pin = Pin(item="A1#1", veto=True, members=("L1",), begeleider="B1", host="S2", start=600)
        assert self.barred(pin) == {
            ("S1", 540): (),
            ("S1", 600): (),
            ("S2", 540): (),
            ("S2", 600): (("B1", ("L1",)),),
        }

    def test_of_somebody_who_cannot_come(self) -> None:
        there = self.barred(Pin(item="A1", veto=True, members=("L1", "L4")))
        assert there["S1", 540] == ()
        assert there["S2", 540] == (("B1", ("L1", "L4")), ("B2", ("L1", "L4")))

    def test_of_those_who_must_come(self) -> None:
        """The leader cannot lead then."""
        must = Pin(item="A1", members=("L1", "L2"))
        of = found(must, Pin(item="A1", veto=True, members=("L2",), begeleider="B1", host="S1"), begeleiders=STAFF)
        both = ("B1", "B2")
        assert led_by(of) == {("S1", 540): ("B2",), ("S1", 600): ("B2",), ("S2", 540): both, ("S2", 600): both}
        assert {s.barred for s in of.sessions} == {()}
        assert found(must, Pin(item="A1", veto=True, members=("L2",)), begeleiders=STAFF).sessions == ()
