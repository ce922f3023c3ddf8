"""Opening groups in a roster: as they run, most seats first, where host, room, staff and leerlingen are free."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.domain.arrangement import Running, Size
from optimizer.domain.half_day import HalfDay
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.overleg import Overleg, Participants
from optimizer.domain.plan import Pin
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Priority, StageKey
from optimizer.solving.limits import Limits, Meter
from optimizer.week.construct.gather import Gatherer, first_team
from optimizer.week.construct.recreate import Constructor
from optimizer.week.construct.roster import Board, Roster
from optimizer.week.options import Options, week_options
from optimizer.week.routes.build import build_master
from optimizer.week.routes.master import Master
from optimizer.week.routes.start import constructed
from optimizer.week.routes.walker import Walker
from optimizer.week.routes.witness import witness
from optimizer.week.sessions import Session
from tests.agreement.tiny import crowded, crowded_regions
from tests.rules.builders import WEEK, begeleider, hours, hulpvraag, school
from tests.week.gathered import B1, DI, DI_M, RUNS, arrangement, found, meeting, option, with_group
from tests.week.parts import options
from tests.week.routes.weeks import judged, valued

RUN = Running.model_validate(RUNS)
ALONE: dict[str, object] = {"co_leaders": ()}
"""A leader only."""


def gathered(of: Options, *, all_that_fit: bool = True) -> list[Session]:
    """What opens in an empty roster."""
    roster = Roster(Board(of))
    Gatherer(of).gather(roster, all_that_fit=all_that_fit)
    return roster.sessions


def one(of: Options) -> Session:
    (session,) = gathered(of)
    return session


class TestRunning:
    @pytest.mark.parametrize("all_that_fit", [False, True])
    def test_it_opens_as_it_runs(self, all_that_fit: bool) -> None:
        """Though S2 would have one seat more, and it is not worth the time of two."""
        of = found(fields={"running": RUN})
        assert gathered(of, all_that_fit=all_that_fit) == [
            meeting(option(of, "S1", DI, 540), ("B1", "B2"), ("L1", "L2"))
        ]

    def test_with_its_own_members_when_not_all_can_come(self) -> None:
        three = {"candidates": ("L1", "L2", "L6"), "size": Size(min=1, preferred=2, max=2)}
        members = RUN.model_copy(update={"members": ("L6", "L2")})
        assert set(one(found(fields=three | {"running": members})).members) == {"L2", "L6"}

    @pytest.mark.parametrize(
        ("others", "expected"),
        [
            ({"schools": (school("S1", hours=hours(di_middag="12:30-15:00")), school("S2"))}, ("S1", DI_M)),
            ({"schools": (school("S1", rooms={"di-ochtend": 0, "di-middag": 0}), school("S2"))}, ("S2", DI)),
        ],
        ids=["half day", "host"],
    )
    def test_or_as_near_to_that_as_can_be(self, others: dict[str, object], expected: tuple[str, HalfDay]) -> None:
        session = one(options(with_group(fields={"running": RUN}, **others)))
        assert (session.host, session.half_day, session.people) == (*expected, ("B1", "B2"))

    def test_led_by_another_when_its_leader_cannot(self) -> None:
        staff = (
            begeleider("B1", "gedrag", availability=hours(ma_ochtend="08:30-12:00")),
            begeleider("B2", "gedrag", "taal"),
            begeleider("B3", "gedrag"),
        )
        session = one(found(fields={"running": RUN}, begeleiders=staff))
        assert (session.host, session.half_day, session.people) == ("S1", DI, ("B3", "B2"))

    def test_before_others_that_are_more_urgent(self) -> None:
        """Both want S1's only room in the only half day."""
        only: dict[str, object] = {"hosts": ("S1",), "half_days": (DI,), "co_leaders": ()}
        runs = arrangement(**only, running=RUN.model_copy(update={"co_leaders": ()}), priority=Priority.LOW)
        other = arrangement(**only, id="A2", priority=Priority.URGENT)
        assert [s.group for s in gathered(found(arrangementen=(other, runs)))] == ["A1#1"]
        idle = runs.model_copy(update={"running": None})
        assert [s.group for s in gathered(found(arrangementen=(idle, other)))] == ["A2#1"]


class TestRespects:
    def test_pins(self) -> None:
        pins = (Pin(item="A1", members=("L2",), half_days=(DI_M,)), Pin(item="A1", veto=True, host="S2"))
        small = ALONE | {"size": Size(min=1, preferred=1, max=1), "candidates": ("L1", "L2")}
        session = one(found(*pins, fields=small))
        assert (session.host, session.half_day, session.members) == ("S1", DI_M, ("L2",))

    def test_leerlingen_who_may_not_be_together_with_a_leader(self) -> None:
        pin = Pin(item="A1", veto=True, members=("L1", "L2"), begeleider="B1")
        assert one(found(pin, fields=ALONE)).people == ("B2",)
        assert gathered(found(pin, fields=ALONE, begeleiders=B1)) == []

    def test_rooms(self) -> None:
        meeting_ = Overleg(
            id="O1",
            minutes=60,
            hosts=("S1",),
            half_days=(DI,),
            weeks=(WEEK,),
            participants=Participants(begeleiders=("B2",)),
        )
        of = found(fields=ALONE | {"hosts": ("S1",)}, overleggen=(meeting_,), begeleiders=(*B1, begeleider("B2")))
        roster = Roster(Board(of))
        assert roster.meet(of.overleg[0])
        Gatherer(of).gather(roster, all_that_fit=True)
        assert [(s.host, s.half_day) for s in roster.sessions] == [("S1", DI_M)]

    def test_leerlingen_whom_a_visit_is_about(self) -> None:
        asked = hulpvraag("H1", "S3", "gedrag", 30, leerling="L1", half_days=("di-ochtend",))
        of = found(fields=ALONE | {"half_days": (DI,), "hosts": ("S1",)}, hulpvragen=(asked,))
        for busy, members in ((False, {"L1", "L2"}), (True, {"L2"})):
            roster = Roster(Board(of))
            for v in of.visits if busy else ():
                insertion = roster.fits(v)
                assert insertion is not None
                roster.add(insertion)
            Gatherer(of).gather(roster, all_that_fit=True)
            (session,) = roster.sessions
            assert set(session.members) == members

    @pytest.mark.parametrize(("contract", "opens"), [(90, True), (89, False)])
    def test_contracts(self, contract: int, opens: bool) -> None:
        of = found(fields=ALONE, begeleiders=(begeleider("B1", "gedrag", contract_minutes=contract),))
        assert bool(gathered(of)) is opens

    @pytest.mark.parametrize(("least", "opens"), [(3, True), (4, False)])
    def test_sizes(self, least: int, opens: bool) -> None:
        assert bool(gathered(found(fields=ALONE | {"size": Size(min=least, preferred=4, max=4)}))) is opens


class TestChoice:
    def test_most_seats_first(self) -> None:
        session = one(found())
        assert (session.host, set(session.members)) == ("S2", {"L1", "L2", "L4"})

    @pytest.mark.parametrize(("preferred", "opens"), [(3, True), (4, False)])
    def test_only_groups_worth_the_time_of_their_staff(self, preferred: int, opens: bool) -> None:
        """Three seats of 30 minutes, and a leader of 90: of 23, 69 only. All open when all that fit do."""
        of = found(fields=ALONE | {"size": Size(min=1, preferred=preferred, max=4)})
        assert bool(gathered(of, all_that_fit=False)) is opens
        assert gathered(of, all_that_fit=True) != []

    def test_a_co_leader_counts_too(self) -> None:
        """Three seats of 90 minutes for two people, and for three."""
        size = {"size": Size(min=1, preferred=1, max=4)}
        staff = tuple(begeleider(f"B{n}", "gedrag", "taal", "rekenen") for n in range(4))
        for co_leaders, opens in ((("taal", "rekenen"), True), (("taal", "rekenen", "taal"), False)):
            of = found(fields=size | {"co_leaders": co_leaders}, begeleiders=staff)
            assert bool(gathered(of, all_that_fit=False)) is opens

    def test_second_groups_for_who_has_no_seat(self) -> None:
        pairs = ALONE | {"max_groups": 3, "size": Size(min=1, preferred=2, max=2)}
        first, second = gathered(found(fields=pairs))
        assert (first.group, second.group) == ("A1#1", "A1#2")
        assert sorted((len(first.members), len(second.members))) == [1, 2]
        assert {*first.members, *second.members} == {"L1", "L2", "L4"}

    def test_no_more_than_may_open(self) -> None:
        singles = ALONE | {"max_groups": 2, "size": Size(min=1, preferred=1, max=1)}
        assert len(gathered(found(Pin(item="A1#2", host="S1"), fields=singles))) == 2
        assert len(gathered(found(Pin(item="A1#2", host="S1"), fields=singles | {"max_groups": 1}))) == 1

    def test_what_is_open_stays(self) -> None:
        of = found(fields=ALONE)
        roster = Roster(Board(of))
        mine = meeting(option(of, "S1", DI_M), ("B2",), ("L2",))
        assert roster.meet(mine)
        Gatherer(of).gather(roster, all_that_fit=True)
        assert roster.sessions == [mine]


class TestTeams:
    @given(
        st.lists(st.lists(st.sampled_from("abcde"), unique=True, max_size=5), max_size=4),
        st.sets(st.sampled_from("abcde")),
    )
    def test_the_first_of_all_choices_of_different_people_who_can(self, roles: list[list[str]], able: set[str]) -> None:
        every = (people for people in product(*roles) if len(set(people)) == len(people) and able.issuperset(people))
        assert first_team(roles, able.__contains__) == next(every, None)

    def test_many_roles_for_few_people_are_settled_with_a_question_each(self) -> None:
        """Product would go through thirteen to the power of twelve choices."""
        people = [f"B{n:02}" for n in range(13)]
        asked: list[str] = []

        def able(who: str) -> bool:
            asked.append(who)
            return who != "B05"

        assert first_team([people] * 12, able) == tuple(who for who in people if who != "B05")
        assert first_team([people] * 13, able) is None
        assert first_team([people] * 14, able) is None
        assert len(asked) == 13 + 6, "of fourteen roles nobody is asked, of thirteen until one is unable"

    def test_a_group_opens_though_the_first_leaders_are_busy(self) -> None:
        """Seven may co-lead; of the two who may lead, the one with most time left is in a meeting."""
        staff = (
            begeleider("B1", "gedrag", contract_minutes=2000),
            begeleider("B2", "gedrag", contract_minutes=500),
            *(begeleider(f"C{n}", "taal") for n in range(7)),
        )
        meeting_ = Overleg(
            id="O1",
            minutes=180,
            hosts=("S3",),
            half_days=(DI,),
            weeks=(WEEK,),
            participants=Participants(begeleiders=("B1",)),
        )
        of = found(fields={"half_days": (DI,)}, overleggen=(meeting_,), begeleiders=staff)
        roster = Roster(Board(of))
        assert roster.meet(of.overleg[0])
        Gatherer(of).gather(roster, all_that_fit=True)
        assert [s.people for s in roster.sessions] == [("B2", "C0")]


def accepted(of: Region, matrix: TravelMatrix) -> Roster:
    """The first roster of a region, after the rules have found nothing in it and counted as the master did."""
    master = build_master(week_options(of, matrix))
    roster = Constructor(master.rows.options, 1).build()
    solution = constructed(master, roster, seed=1)
    assert solution is not None
    plan = witness(master, solution)
    assert valued(master, solution) == judged(master, plan)
    assert {g.id for g in plan.groups} == {s.group for s in roster.sessions}
    return roster


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(crowded_regions)
def test_the_rules_accept_every_roster(found: tuple[Region, TravelMatrix]) -> None:
    accepted(*found)


def test_groups_open_wherever_they_can() -> None:
    """In most regions as many seats as the best plan without visits could have; never none where one group fits."""
    seen: Counter[str] = Counter()
    for seed in range(60):
        of, matrix = crowded(seed)
        roster = accepted(of, matrix)
        if not roster.board.options.sessions:
            continue
        seen["regions"] += 1
        seen["open"] += bool(roster.sessions)
        seen["several"] += len(roster.sessions) > 1
        for s in roster.sessions:
            running = roster.board.options.index.arrangementen[s.arrangement].running
            seen["new"] += running is None
            seen["as it ran"] += (
                running is not None
                and s.group.endswith("#1")
                and (s.host, s.half_day, s.people[0]) == (running.host, running.half_day, running.leader)
            )
    assert seen["open"] >= 0.8 * seen["regions"], seen
    assert min(seen["several"], seen["new"], seen["as it ran"]) >= 5, seen


class TestWalk:
    """Around a plan that an integer program made: steps move visits, so groups that fit are opened before them."""

    def made(self) -> tuple[Master, Constructor, Walker]:
        of = with_group(fields=ALONE | {"hosts": ("S2",)}, hulpvragen=(hulpvraag("H1", "S1", "gedrag"),))
        master = build_master(options(of))
        constructor = Constructor(master.rows.options, 1)
        return master, constructor, Walker(constructor, Meter(Limits(None)), None, seed=1)

    def test_groups_that_fit_are_opened_and_harvested(self) -> None:
        master, constructor, walker = self.made()
        nothing = constructed(master, Roster(constructor.board), seed=1)
        assert nothing is not None
        walk = walker.around(master, nothing)
        assert walk is not None
        assert [set(s.members) for s in walk.best.sessions] == [{"L1", "L2", "L4"}]
        found = walker.harvest(master)
        assert found is not None
        # three seats of 45 minutes, and a visit of an hour that no step has made
        assert valued(master, nothing)[StageKey.UNMET_NORMAL] == 195
        assert valued(master, found)[StageKey.UNMET_NORMAL] == 60
        assert walker.harvest(master) is None

    def test_a_plan_with_all_of_them_is_not_harvested_again(self) -> None:
        master, constructor, walker = self.made()
        full = constructed(master, constructor.build(), seed=1)
        assert full is not None
        assert walker.around(master, full) is not None
        assert walker.harvest(master) is None


def test_the_stages_count_what_was_gathered() -> None:
    """Two of three have a seat of 45 minutes; the third counts as not served."""
    of = with_group(fields=ALONE | {"hosts": ("S2",), "size": Size(min=1, preferred=2, max=2)})
    master = build_master(options(of))
    solution = constructed(master, Constructor(master.rows.options, 1).build(), seed=1)
    assert solution is not None
    assert valued(master, solution)[StageKey.UNMET_NORMAL] == 45
