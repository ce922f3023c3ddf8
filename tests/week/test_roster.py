"""The roster's bookkeeping: what goes in can come out, and nothing breaks a rule on the way."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.domain.half_day import HalfDay
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.organisation import Budget, Payer
from optimizer.domain.overleg import Overleg, Participants
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import PayerKind, Target
from optimizer.week.construct.recreate import copy_roster
from optimizer.week.construct.roster import Board, Roster
from optimizer.week.options import VisitOption, week_options
from tests.agreement.tiny import tiny_regions
from tests.rules.builders import WEEK, begeleider, hulpvraag, school
from tests.week.parts import options, region

K = TypeVar("K")
V = TypeVar("V")


def state(roster: Roster) -> dict[str, object]:
    """Everything a roster holds, without entries that say nothing."""

    def said(table: Mapping[K, V]) -> dict[K, V]:
        return {key: value for key, value in table.items() if value}

    return {
        "days": {key: (tuple(day.stops), day.cost) for key, day in roster.days.items() if day.stops},
        "used": said(roster.used),
        "paid": said(roster.paid),
        "visits": said(roster.visits),
        "ib": said({key: tuple(sorted(who)) for key, who in roster.ib.items()}),
        "spent": said(roster.spent),
        "rooms": said(roster.rooms),
        "met": set(roster.met),
        "seated": set(roster.seated),
    }


def filled(found: tuple[Region, TravelMatrix], lot: Random) -> tuple[Roster, list[VisitOption]]:
    """A roster with meetings and then visits put in at random, and the visits in order."""
    made = week_options(*found)
    roster = Roster(Board(made))
    for meeting in made.overleg:
        if meeting.overleg not in {o.overleg for o in roster.overleg} and lot.random() < 0.5:
            roster.meet(meeting)
    for session in made.sessions:
        if not roster.sessions and lot.random() < 0.5:
            roster.meet(session)
    put: list[VisitOption] = []
    due = {d.hulpvraag.id: d.due for d in made.demand}
    for v in lot.sample(made.visits, len(made.visits)):
        if sum(w.hulpvraag == v.hulpvraag for w in put) < due[v.hulpvraag]:
            insertion = roster.fits(v)
            if insertion is not None:
                roster.add(insertion)
                put.append(v)
    return roster, put


some = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@some
@given(tiny_regions, st.integers(0, 1000))
def test_taking_the_last_visit_back_is_as_if_it_never_was(found: tuple[Region, TravelMatrix], seed: int) -> None:
    lot = Random(seed)
    roster, put = filled(found, lot)
    for v in reversed(put):
        roster.remove(v)
        before = state(roster)
        insertion = roster.fits(v)
        assert insertion is not None
        roster.add(insertion)
        roster.remove(v)
        assert state(roster) == before


@some
@given(tiny_regions, st.integers(0, 1000))
def test_taking_all_visits_back_in_any_order_leaves_the_meetings(found: tuple[Region, TravelMatrix], seed: int) -> None:
    roster, put = filled(found, Random(seed))
    fresh, own = filled(found, Random(seed))
    for v in reversed(own):
        fresh.remove(v)
    for v in Random(seed + 1).sample(put, len(put)):
        roster.remove(v)
    left, expected = state(roster), state(fresh)
    # where a detour is quicker than the direct way a day keeps the cost it had; without visits all is as it was
    held = {key for key, (stops, _) in expected["days"].items()}  # type: ignore[attr-defined]
    assert {key for key, _ in left["days"].items()} == held  # type: ignore[attr-defined]
    for part in ("used", "visits", "ib", "spent", "rooms", "met", "seated"):
        assert left[part] == expected[part]


@some
@given(tiny_regions, st.integers(0, 1000))
def test_a_copy_goes_its_own_way(found: tuple[Region, TravelMatrix], seed: int) -> None:
    roster, put = filled(found, Random(seed))
    before = state(roster)
    twin = copy_roster(roster)
    assert state(twin) == before
    for v in put:
        twin.remove(v)
    assert state(roster) == before


def test_what_a_visit_takes() -> None:
    asked = (hulpvraag("H1", "S1", "gedrag", half_days=("ma-ochtend",)),)
    found = options(region(hulpvragen=asked, begeleiders=(begeleider("B1", "gedrag", contract_minutes=75),)))
    roster = Roster(Board(found))
    (v,) = found.visits
    insertion = roster.fits(v)
    assert insertion is not None
    assert insertion.added == 20
    roster.add(insertion)
    assert (roster.used["B1"], roster.paid["B1"], roster.day("B1", 0).cost.travel) == (75, 0, 20)
    assert roster.fits(v) is None


@pytest.mark.parametrize(("contract", "fits"), [(160, True), (159, False)])
def test_the_contract_with_paid_legs(contract: int, fits: bool) -> None:
    asked = tuple(hulpvraag(f"H{n}", f"S{n}", "gedrag", half_days=("ma-ochtend",)) for n in (1, 2))
    found = options(region(hulpvragen=asked, begeleiders=(begeleider("B1", "gedrag", contract_minutes=contract),)))
    roster = Roster(Board(found))
    first, second = found.visits
    insertion = roster.fits(first)
    assert insertion is not None
    roster.add(insertion)
    # 2 x (60 + 15) and 10 between them
    assert (roster.fits(second) is not None) is fits


def test_one_begeleider_and_days_apart() -> None:
    asked = hulpvraag("H1", "S1", "gedrag", visits=2, min_days_between=2)
    found = options(region(hulpvragen=(asked,)))
    roster = Roster(Board(found))
    by = {(v.begeleider, v.half_day): v for v in found.visits}
    insertion = roster.fits(by["B1", HalfDay.MA_OCHTEND])
    assert insertion is not None
    roster.add(insertion)
    assert roster.fits(by["B2", HalfDay.WO_OCHTEND]) is None
    assert roster.fits(by["B1", HalfDay.DI_MIDDAG]) is None
    assert roster.fits(by["B1", HalfDay.WO_OCHTEND]) is not None


def test_the_ib_meets_one_begeleider_at_a_time() -> None:
    asked = tuple(hulpvraag(f"H{n}", "S1", "gedrag", target=Target.IB, half_days=("ma-ochtend",)) for n in (1, 2))
    meeting = Overleg(
        id="O1",
        minutes=60,
        hosts=("S2",),
        half_days=(HalfDay.MA_OCHTEND,),
        weeks=(WEEK,),
        participants=Participants(ibs=("S1",)),
    )
    found = options(region(hulpvragen=asked, overleggen=(meeting,)))
    by = {(v.hulpvraag, v.begeleider): v for v in found.visits}
    roster = Roster(Board(found))
    insertion = roster.fits(by["H1", "B1"])
    assert insertion is not None
    roster.add(insertion)
    assert roster.fits(by["H2", "B2"]) is None
    assert roster.fits(by["H2", "B1"]) is not None
    busy = Roster(Board(found))
    assert busy.meet(found.overleg[0])
    assert busy.fits(by["H1", "B1"]) is None


def test_hard_budgets() -> None:
    asked = tuple(hulpvraag(f"H{n}", "S1", "gedrag", half_days=("ma-ochtend",)) for n in (1, 2))
    budget = Budget(id="G1", payer=Payer(kind=PayerKind.BESTUUR, id="P1"), minutes=119, hard=True)
    for hard, expected in ((True, False), (False, True)):
        found = options(region(hulpvragen=asked, budgets=(budget.model_copy(update={"hard": hard}),)))
        roster = Roster(Board(found))
        by = {(v.hulpvraag, v.begeleider): v for v in found.visits}
        insertion = roster.fits(by["H1", "B1"])
        assert insertion is not None
        roster.add(insertion)
        assert (roster.fits(by["H2", "B2"]) is not None) is expected


def test_a_room_is_for_one_meeting() -> None:
    meetings = tuple(
        Overleg(
            id=f"O{n}",
            minutes=60,
            hosts=("S1",),
            half_days=(HalfDay.MA_OCHTEND,),
            weeks=(WEEK,),
            participants=Participants(begeleiders=(f"B{n}",)),
        )
        for n in (1, 2)
    )
    for rooms, expected in ((1, [True, False]), (2, [True, True])):
        schools = (school("S1", rooms={"ma-ochtend": rooms}), *region().schools[1:])
        found = options(region(overleggen=meetings, schools=schools))
        roster = Roster(Board(found))
        assert [roster.meet(o) for o in found.overleg] == expected


def test_a_meeting_that_was_refused_leaves_nothing_behind() -> None:
    """Days remember stops by identity: one that was tried and dropped must not lend its place to another."""
    meeting = Overleg(
        id="O1",
        minutes=60,
        hosts=("S1", "S2", "S3"),
        weeks=(WEEK,),
        participants=Participants(begeleiders=("B1", "B2")),
    )
    people = (begeleider("B1", "gedrag"), begeleider("B2", "gedrag", contract_minutes=30))
    found = options(region(overleggen=(meeting,), begeleiders=people))
    roster = Roster(Board(found))
    assert [roster.meet(o) for o in found.overleg] == [False] * len(found.overleg)
    tried = [
        stop
        for day in roster.board.empty.values()
        for after in day.tried.values()
        for one in after
        for stop in one.stops
    ]
    assert len({id(stop) for stop in tried}) == len(found.overleg)
    assert {id(stop) for stop in tried} <= {id(work) for work in roster.board.met}
