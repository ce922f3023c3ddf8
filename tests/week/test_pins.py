"""Pins and vetoes as restrictions, whatever they are about."""

from __future__ import annotations

import pytest

from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Pin
from optimizer.week.pins import Exclusion, Facts, PinBook

FACTS = Facts(("B1", "B2"), HalfDay.MA_OCHTEND, "S1")
MA, DI = HalfDay.MA_OCHTEND, HalfDay.DI_OCHTEND


@pytest.mark.parametrize(
    ("fields", "matches"),
    [
        ({}, True),
        ({"begeleider": "B2"}, True),
        ({"begeleider": "B3"}, False),
        ({"half_days": (DI, MA)}, True),
        ({"half_days": (DI,)}, False),
        ({"half_days": ()}, False),
        ({"host": "S1"}, True),
        ({"host": "S2"}, False),
        ({"begeleider": "B1", "half_days": (MA,), "host": "S1"}, True),
        ({"begeleider": "B1", "half_days": (MA,), "host": "S2"}, False),
    ],
)
def test_a_pin_asks_what_its_veto_forbids(fields: dict[str, object], matches: bool) -> None:
    asked = Pin.model_validate({"item": "H1"} | fields)
    assert PinBook([asked]).allows(FACTS, "H1") is matches
    assert PinBook([asked.model_copy(update={"veto": True})]).allows(FACTS, "H1") is not matches
    assert PinBook([asked]).allows(FACTS, "H2")


@pytest.mark.parametrize("fields", [{"start": 540}, {"members": ("L1",)}, {"start": 540, "members": ("L1", "L2")}])
def test_a_veto_of_start_or_members_leaves_the_rest(fields: dict[str, object]) -> None:
    book = PinBook([Pin.model_validate({"item": "A1", "veto": True} | fields)])
    assert book.allows(FACTS, "A1", "A1#1")
    (found,) = book.exclusions(FACTS, "A1", "A1#1")
    assert found == Exclusion(fields.get("start"), fields.get("members"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("exclusion", "hit"),
    [
        (Exclusion(540, None), True),
        (Exclusion(600, None), False),
        (Exclusion(None, ("L1", "L2")), True),
        (Exclusion(None, ("L1", "L3")), False),
        (Exclusion(540, ("L1",)), True),
        (Exclusion(600, ("L1",)), False),
    ],
)
def test_what_an_exclusion_hits(exclusion: Exclusion, hit: bool) -> None:
    assert exclusion.hits(540, ("L1", "L2")) is hit


def test_starts_and_members_that_are_asked() -> None:
    book = PinBook(
        [
            Pin(item="A1", start=540, members=("L1",)),
            Pin(item="A1#1", members=("L2",)),
            Pin(item="A1#2", start=600),
            Pin(item="A1", veto=True, start=700, members=("L9",)),
        ]
    )
    assert book.starts("A1", "A1#1") == {540}
    assert book.starts("A1", "A1#2") == set()
    assert book.starts("A2") is None
    assert book.members("A1", "A1#1") == {"L1", "L2"}
    assert book.members("A2") == set()


def test_a_veto_elsewhere_excludes_nothing() -> None:
    book = PinBook([Pin(item="A1", veto=True, start=540, host="S2")])
    assert book.exclusions(FACTS, "A1") == []


def test_no_members_is_no_restriction() -> None:
    assert not PinBook([Pin(item="A1", veto=True, members=())]).allows(FACTS, "A1")
    (found,) = PinBook([Pin(item="A1", veto=True, members=(), start=540)]).exclusions(FACTS, "A1")
    assert found == Exclusion(540, None)
