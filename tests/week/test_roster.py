"""The roster's bookkeeping: what goes in can come out, and nothing breaks a rule on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from optimizer.week.sessions import Session
from tests.agreement.tiny import crowded_regions, tiny_regions
from tests.rules.builders import WEEK, begeleider, hulpvraag, school
from tests.week.gathered import meeting, option, with_group
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
        "about": said(roster.about),
        "sessions": list(roster.sessions),
        "overleg": list(roster.overleg),
    }


def filled(found: tuple[Region, TravelMatrix], lot: Random) -> tuple[Roster, list[VisitOption]]:
    """A roster with meetings and then visits put in at random, and the visits in order."""
    made = week_options(*found)
    roster = Roster(Board(made))
    for overleg in made.overleg:
        if overleg.overleg not in {o.overleg for o in roster.overleg} and lot.random() < 0.5:
            roster.meet(overleg)
    for s in lot.sample(made.sessions, len(made.sessions)):
        if s.group not in {one.group for one in roster.sessions}:
            people = tuple(lot.choice(role) for role in s.roles)
            if len(set(people)) == len(people):
                roster.meet(meeting(s, people, tuple(lot.sample(s.candidates, 1))))
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
@given(tiny_regions | crowded_regions, st.integers(0, 1000))
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
@given(tiny_regions | crowded_regions, st.integers(0, 1000))
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
    for part in ("used", "visits", "ib", "spent", "rooms", "met", "seated", "about", "sessions", "overleg"):
        assert left[part] == expected[part]


@some
@given(tiny_regions | crowded_regions, st.integers(0, 1000))
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


class TestSeats:
    """L1 and L2 may meet at S1 or S2 on Tuesday; H1 is a visit about L1 by B2."""

    def made(self, **fields: object) -> tuple[Roster, Callable[..., Session], VisitOption]:
        asked = hulpvraag("H1", "S1", "gedrag", 30, leerling="L1", half_days=("di-ochtend",))
        found = options(with_group(fields={"co_leaders": (), **fields}, hulpvragen=(asked,)))
        (visit,) = (v for v in found.visits if v.begeleider == "B2")

        def session(host: str, start: int, who: str, *members: str) -> Session:
            return meeting(option(found, host, start), (who,), members)

        return Roster(Board(found)), session, visit

    def put(self, roster: Roster, visit: VisitOption) -> bool:
        insertion = roster.fits(visit)
        if insertion is not None:
            roster.add(insertion)
        return insertion is not None

    def test_one_group_at_a_time_for_a_leerling(self) -> None:
        roster, session, _ = self.made()
        morning = HalfDay.DI_OCHTEND.order
        assert roster.free("L1", morning)
        assert roster.meet(session("S1", 540, "B1", "L1"))
        assert not roster.free("L1", morning)
        assert roster.free("L2", morning)
        assert not roster.meet(session("S2", 600, "B2", "L1", "L2"))
        assert roster.meet(session("S2", 600, "B2", "L2"))
        assert roster.meet(session("S2", 780, "B2", "L1", "L2"))

    def test_no_visit_about_who_has_a_seat(self) -> None:
        roster, session, visit = self.made()
        assert roster.meet(session("S2", 600, "B1", "L1"))
        assert not self.put(roster, visit)
        other, session, visit = self.made()
        assert other.meet(session("S2", 780, "B1", "L1"))
        assert other.meet(session("S2", 600, "B1", "L2"))
        assert self.put(other, visit)

    def test_no_seat_for_whom_a_visit_is_about(self) -> None:
        roster, session, visit = self.made()
        assert self.put(roster, visit)
        assert not roster.free("L1", HalfDay.DI_OCHTEND.order)
        assert roster.free("L1", HalfDay.DI_MIDDAG.order)
        assert not roster.meet(session("S2", 600, "B1", "L1", "L2"))
        assert roster.meet(session("S2", 780, "B1", "L1"))
        roster.remove(visit)
        assert roster.free("L1", HalfDay.DI_OCHTEND.order)
        assert roster.meet(session("S2", 600, "B1", "L1", "L2"))

    def test_who_leads_does_nothing_else_then(self) -> None:
        """Three hours from 9:00 on; the visit, half an hour from 8:30, is 10 minutes away from S2, and at S1."""
        for host, there in (("S2", False), ("S1", True)):
            roster, session, visit = self.made(minutes=180)
            assert roster.meet(session(host, 540, "B2", "L2"))
            assert roster.used["B2"] == 180
            assert not roster.meet(session("S1", 540, "B2", "L1"))
            assert self.put(roster, visit) is there


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
