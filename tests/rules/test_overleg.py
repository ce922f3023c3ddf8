"""`overleg`: week, host, start, room, participants."""

from __future__ import annotations

from optimizer.domain.base import FrozenDict
from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.overleg import Participants
from optimizer.domain.vocabulary import RuleKey, Target
from optimizer.rules.view import WeekView
from tests.rules.builders import DI_M, DI_O, DO_O, MA_M, SLOT, Case, at, hours
from tests.rules.facts import Found, broken, broken_in
from tests.rules.witness import At

O1 = ("O1",)


def overleg(**fields: object) -> list[Found]:
    """What the rule finds when only O1 is held, changed."""
    return broken(RuleKey.OVERLEG, Case().only().meeting(SLOT.model_copy(update=fields)))


def test_the_valid_plan_does_not_break_it() -> None:
    assert broken(RuleKey.OVERLEG, Case()) == []


def test_host_among_its_hosts() -> None:
    assert overleg(host="S1") == [(O1, None, MA_M, "S1", "S2, S3")]
    assert overleg(host="S3") == []


def test_session_start_and_hours_of_host_and_ib() -> None:
    assert overleg(start=at("13:05")) == [(O1, None, MA_M, "13:05", "13:00")]
    case = Case().only().meeting(SLOT.model_copy(update={"host": "S3"}))
    assert broken(RuleKey.OVERLEG, case.change("S3", hours=hours(ma_middag="13:00-13:59"))) == [
        (O1, None, MA_M, "13:00-14:00", "13:00-13:59")
    ]
    assert broken(RuleKey.OVERLEG, case.change("S2", ib_hours=hours(ma_middag="13:01-15:00"))) == [
        (("O1", "S2"), None, MA_M, "13:00-14:00", "13:01-15:00")
    ]
    assert overleg(half_day=DI_M) == [(("O1", "S2"), None, DI_M, "13:00-14:00", None)]


def test_a_week_that_it_does_not_list() -> None:
    case = Case().change("O1", weeks=("2026-W50", "2027-W02"))
    assert broken(RuleKey.OVERLEG, case) == [(O1, None, MA_M, "2026-W48", "2026-W50, 2027-W02")]


def test_no_ib_visit_at_a_participating_school_overlaps() -> None:
    case = Case().change("H9", target=Target.IB)
    free = case.visit(H9=At("B4", "H9", MA_M, at("14:00")))
    assert broken(RuleKey.OVERLEG, free) == []
    clash = case.visit(H9=At("B4", "H9", MA_M, at("13:59")))
    assert broken(RuleKey.OVERLEG, clash) == [(("O1", "H9"), "B4", MA_M, "13:59-14:59", "13:00-14:00")]
    assert broken(RuleKey.OVERLEG, clash.change("H9", target=Target.TEACHER)) == []


def test_every_listed_begeleider_has_the_stop() -> None:
    case = Case()
    week = case.week_plan
    tours = tuple(t for t in week.tours if t.begeleider != "B2")
    view = WeekView(case.region, week.model_copy(update={"tours": tours}), case.matrix)
    assert broken_in(RuleKey.OVERLEG, view) == [(O1, "B2", MA_M, 0, 1)]


def test_rooms_are_shared() -> None:
    other = (
        Case().region.overleggen[0].model_copy(update={"id": "O2", "participants": Participants(contacts=("ouders",))})
    )
    case = Case().only().region_with(overleggen=(*Case().region.overleggen, other))
    case = case.meeting(SLOT, SLOT.model_copy(update={"id": "O2"}))
    assert broken(RuleKey.OVERLEG, case) == [(("O1", "O2"), None, MA_M, 2, 1)]
    assert broken(RuleKey.GROUP_HOST, case) == []
    assert broken(RuleKey.OVERLEG, case.change("S2", rooms=FrozenDict(dict.fromkeys(HALF_DAYS, 2)))) == []


def test_institute_staff_and_any_kring_may_take_part() -> None:
    people = Participants(begeleiders=("X1", "B3"))
    case = Case().only().change("O1", participants=people)
    case = case.meeting(SLOT.model_copy(update={"host": "S3", "half_day": DO_O, "start": at("09:00")}))
    for key in (RuleKey.OVERLEG, RuleKey.KRING, RuleKey.EXPERTISE, RuleKey.AVAILABILITY, RuleKey.WITNESS):
        assert broken(key, case) == []


def test_it_may_be_held_in_any_half_day_that_fits() -> None:
    assert overleg(half_day=DI_O, start=at("09:00")) == []


def test_an_invitation_says_what_the_region_says() -> None:
    invited = Case().region.overleggen[0].participants
    assert overleg(end=at("14:00"), invited=invited) == []
    assert overleg(end=at("14:30")) == [(O1, None, MA_M, "14:30", "14:00")]
    fewer = invited.model_copy(update={"contacts": ()})
    assert overleg(invited=fewer) == [(O1, None, MA_M, "B1, B2, S2, +0", "B1, B2, S2, +1")]
