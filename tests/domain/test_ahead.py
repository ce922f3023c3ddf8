"""The region after weeks that were carried out: rhythm, visits left, who comes, what runs, what was missed."""

from __future__ import annotations

from datetime import date
from typing import Any

from optimizer.domain.ahead import ahead, school_weeks
from optimizer.domain.calendar import Calendar, Holiday
from optimizer.domain.demand import active_hulpvragen, active_ids
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Priority
from tests.rules.builders import WEEK, Case

NEXT, LATER = "2026-W49", "2026-W50"


def of(region: Region, ident: str) -> Any:  # noqa: ANN401 - of any kind
    entities: tuple[Any, ...] = (*region.hulpvragen, *region.arrangementen, *region.overleggen)
    return next(one for one in entities if one.id == ident)


def after(case: Case, week: str = NEXT) -> Region:
    return ahead(case.region, [case.week_plan], week)


class TestSchoolWeeks:
    def test_weeks_in_a_row(self) -> None:
        assert school_weeks(Calendar(), "2026-W52", 3) == ("2026-W52", "2026-W53", "2027-W01")

    def test_holidays_are_passed_over_and_a_week_that_is_partly_open_is_not(self) -> None:
        holidays = (Holiday.model_validate({"name": "kerst", "from": "2026-12-19", "until": "2027-01-03"}),)
        closed = tuple(date(2026, 12, day) for day in (14, 15, 16, 17))
        found = school_weeks(Calendar(holidays=holidays, closed_dates=closed), LATER, 3)
        assert found == (LATER, "2026-W51", "2027-W01")

    def test_nothing_is_ever_open(self) -> None:
        holidays = (Holiday.model_validate({"name": "dicht", "from": "2026-01-01", "until": "2029-01-01"}),)
        assert school_weeks(Calendar(holidays=holidays), WEEK, 2) == ()


class TestHulpvragen:
    def test_the_last_visit_of_the_week_counts(self) -> None:
        region = after(Case())
        assert of(region, "H1").last_visit == date(2026, 11, 25)
        assert of(region, "H8").last_visit is None

    def test_what_every_second_week_is_due_rests(self) -> None:
        case = Case().change("H2", every_weeks=2)
        active = [
            [d.hulpvraag.id for d in active_hulpvragen(ahead(case.region, [case.week_plan], week), week)]
            for week in (NEXT, LATER)
        ]
        assert ["H2" in ids for ids in active] == [False, True]
        assert all("H8" in ids for ids in active)

    def test_visits_left_run_out(self) -> None:
        for left, remaining in ((2, 0), (3, 1), (None, None)):
            region = after(Case().change("H1", visits_left=left))
            assert of(region, "H1").visits_left == remaining
            assert ("H1" in active_ids(region, NEXT)) is (remaining != 0)

    def test_one_who_comes_goes_on_but_does_not_take_the_place_of_another(self) -> None:
        region = after(Case().change("H3", current="B3"))
        assert of(region, "H2").current == "B1"
        assert of(region, "H3").current == "B3"
        assert of(region, "H8").current is None

    def test_who_is_not_visited_becomes_overdue(self) -> None:
        case = Case().change("H8", last_visit=date(2026, 11, 16))
        (demand,) = (d for d in active_hulpvragen(after(case), NEXT) if d.hulpvraag.id == "H8")
        assert (demand.overdue, demand.priority) == (True, Priority.URGENT)


class TestGroupsAndOverleg:
    def test_a_first_group_runs_from_then_on(self) -> None:
        region = after(Case().change("A1", running=None))
        assert of(region, "A1") == of(Case().region, "A1")

    def test_what_ran_goes_on_as_it_ran(self) -> None:
        moved = Case().grouped(Case().groups[0].model_copy(update={"half_day": HalfDay.DO_OCHTEND}))
        assert of(after(moved), "A1") == of(moved.region, "A1")

    def test_no_group_no_running_one(self) -> None:
        assert of(after(Case().change("A1", running=None).grouped()), "A1").running is None

    def test_a_missed_overleg_is_due_the_next_time(self) -> None:
        assert of(after(Case()), "O1").weeks == (WEEK,)
        missed = Case().meeting()
        assert of(after(missed, LATER), "O1").weeks == (WEEK, LATER)
        assert of(after(missed.change("O1", weeks=(NEXT,))), "O1").weeks == (NEXT,)

    def test_so_many_a_year_are_due_again_in_time(self) -> None:
        for times, weeks in ((0, (WEEK,)), (4, (WEEK, "2027-W05")), (20, (WEEK, LATER)), (60, (WEEK, NEXT))):
            assert of(after(Case().change("O1", min_per_year=times)), "O1").weeks == weeks
        listed = Case().change("O1", min_per_year=20, weeks=(WEEK, "2026-W51"))
        assert of(after(listed), "O1").weeks == (WEEK, "2026-W51"), "its own list goes first"

    def test_what_was_due_in_a_holiday_is_due_after_it(self) -> None:
        assert of(after(Case().meeting().change("O1", weeks=(NEXT,)), LATER), "O1").weeks == (NEXT, LATER)


class TestBefore:
    def test_the_week_done_joins_what_was_published(self) -> None:
        old, own = WeekPlan(week="2026-W47"), WeekPlan(week=LATER)
        case = Case().region_with(previous=Plan(weeks=(own, old)))
        region = after(case)
        assert region.previous is not None
        assert [one.week for one in region.previous.weeks] == ["2026-W47", WEEK, LATER]
        assert region.previous.latest_until(NEXT) == case.week_plan
        assert region.previous.latest_until(LATER) == own, "what is published for a week is what it is compared with"
        assert (region.week, region.pins) == (NEXT, case.region.pins)

    def test_weeks_one_after_the_other(self) -> None:
        case = Case().change("H1", visits_left=4)
        second = case.week_plan.model_copy(update={"week": NEXT})
        region = ahead(case.region, [case.week_plan, second], LATER)
        assert of(region, "H1").visits_left == 0
        assert of(region, "H1").last_visit == date(2026, 12, 2)
