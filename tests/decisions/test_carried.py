"""What is decided comes into the region, once, and later runs keep it."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.decisions.carried import carry
from optimizer.decisions.entry import Role, Subject
from optimizer.domain.leerling import Leerling, Offer
from optimizer.domain.plan import Plan, Visited, WeekPlan
from optimizer.domain.region import Region
from tests.decisions.made import COORDINATOR, RUN, SCHOOL, SWV, Book, placed, staffed

PLAN = Plan(instance_sha256="i", matrix_sha256="m", weeks=(WeekPlan(week="2026-W48", active=("h1",)),), proven=True)


def plan_of(run: str) -> Plan:
    assert run == RUN
    return PLAN


def carried(book: Book, region: Region | None = None) -> Region:
    found = carry(book.entries, region or book.region, plan_of)
    assert found.faults == ()
    assert found.region is not None
    again = carry(book.entries, found.region, plan_of)
    assert again.region == found.region
    return found.region


def one(region: Region, leerling: str = "L1") -> Leerling:
    return next(one for one in region.leerlingen if one.id == leerling)


def agreed() -> Book:
    book = staffed()
    book.decide(SCHOOL, "L1", on=date(2026, 11, 19))
    book.decide(SWV, "L1", role=Role.SWV, on=date(2026, 11, 20))
    book.decide(SWV, "L1", role=Role.PARENTS, on=date(2026, 11, 18))
    book.hear("L1", on=date(2026, 11, 17))
    return book


def test_a_final_place_becomes_an_agreed_offer_with_its_dates() -> None:
    book = agreed()
    found = one(carried(book))
    assert found.offer == Offer(school="S3", agreed=True)
    decisions = found.decisions
    assert (decisions.school, decisions.swv) == (date(2026, 11, 19), date(2026, 11, 20))
    assert (decisions.parents, decisions.child_heard) == (date(2026, 11, 18), date(2026, 11, 17))
    assert carry(book.entries, book.region, plan_of).places == 1


def test_what_is_open_brings_its_dates_and_no_offer() -> None:
    book = staffed()
    before = one(book.region)
    book.decide(SCHOOL, "L1", on=date(2026, 11, 19))
    found = one(carried(book))
    assert found.offer == before.offer
    assert found.decisions == before.decisions.model_copy(update={"school": date(2026, 11, 19)})
    assert one(carried(book), "L2") == one(book.region, "L2")


def test_who_comes_back_takes_the_offer_and_the_date_away() -> None:
    book = agreed()
    region = carried(book)
    book.decide(SWV, "L1", role=Role.PARENTS, approve=False, reason="verhuisd")
    found = one(carried(book, region))
    assert (found.offer, found.decisions.parents) == (None, None)
    assert found.decisions.school == date(2026, 11, 19)


def test_an_offer_at_another_school_is_not_taken_away() -> None:
    book = agreed()
    book.decide(SWV, "L1", role=Role.PARENTS, approve=False, reason="verhuisd")
    other = Offer(school="S1", agreed=True)
    leerlingen = tuple(
        lln.model_copy(update={"offer": other}) if lln.id == "L1" else lln for lln in book.region.leerlingen
    )
    assert one(carried(book, book.region.model_copy(update={"leerlingen": leerlingen}))).offer == other


def test_an_offer_of_before_that_is_not_agreed_stays_when_a_proposal_is_rejected() -> None:
    book = staffed()
    book.decide(SWV, "L1", approve=False, reason="vol")
    offer = Offer(school="S3", until=date(2026, 12, 18))
    leerlingen = tuple(
        lln.model_copy(update={"offer": offer}) if lln.id == "L1" else lln for lln in book.region.leerlingen
    )
    assert one(carried(book, book.region.model_copy(update={"leerlingen": leerlingen}))).offer == offer


def test_a_final_plan_is_published_and_nothing_before_it() -> None:
    book = staffed()
    assert carried(book).previous is None
    book.decide(COORDINATOR, "2026-W48")
    assert carried(book).previous == PLAN
    assert carry(book.entries, book.region, plan_of).weeks == ("2026-W48",)


def test_other_published_weeks_and_what_was_told_stay() -> None:
    book = staffed()
    book.decide(COORDINATOR, "2026-W48")
    before = Plan(
        weeks=(WeekPlan(week="2026-W47"), WeekPlan(week="2026-W48")), visited={"h1": Visited(left=2)}, proven=True
    )
    found = carried(book, book.region.model_copy(update={"previous": before})).previous
    assert found is not None
    assert [week.active for week in found.weeks] == [(), ("h1",)]
    assert (found.visited, found.proven, found.instance_sha256) == (before.visited, False, "")


def test_a_region_that_cannot_hold_it_is_not_made() -> None:
    book = agreed()
    schools = tuple(
        school.model_copy(update={"places": ()}) if school.id == "S3" else school for school in book.region.schools
    )
    found = carry(book.entries, book.region.model_copy(update={"schools": schools}), plan_of)
    assert found.region is None
    assert [fault.code for fault in found.faults] == ["offers-overfill"]


@pytest.mark.parametrize("subject", [placed("L99", "S3"), Subject(leerling="L98", school="S1", content="e" * 64)])
def test_who_left_the_region_is_passed_over(subject: Subject) -> None:
    book = staffed()
    book.propose(subject)
    assert carried(book) == book.region
