"""How far a proposal is follows from the log alone."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from optimizer.decisions.entry import Override, Role, Subject
from optimizer.decisions.standing import Stand, standing_of, standings, status_of
from optimizer.domain.placement import Condition
from tests.decisions.made import COORDINATOR, SCHOOL, SWV, WEEK, Book, placed, staffed

L1 = placed("L1", "S3")


def stand(book: Book, subject: Subject = L1) -> Stand:
    return status_of(book.entries, subject).status


def test_a_plan_is_final_with_a_yes_of_the_coordinator() -> None:
    book = staffed()
    assert stand(book, WEEK) is Stand.OPEN
    book.decide(COORDINATOR, "2026-W48")
    assert stand(book, WEEK) is Stand.FINAL
    assert stand(book) is Stand.OPEN


def do(book: Book, step: str) -> None:
    if step == "heard":
        book.hear("L1", on=date(2026, 11, 20))
    elif step == "parents":
        book.decide(SWV, "L1", role=Role.PARENTS)
    else:
        book.decide({"school": SCHOOL, "swv": SWV}[step], "L1", role=Role(step))


STEPS = ("school", "swv", "parents", "heard")


@pytest.mark.parametrize("order", list(permutations(STEPS)), ids=" ".join)
def test_a_placement_is_final_with_all_three_and_the_child_heard_in_any_order(order: tuple[str, ...]) -> None:
    book = staffed()
    for number, step in enumerate(order):
        found = status_of(book.entries, L1)
        assert found.status is Stand.OPEN
        left = order[number:]
        assert set(found.lacking) == {Role(one) for one in left if one != "heard"}
        assert found.hearing_lacking == ("heard" in left)
        do(book, step)
    found = status_of(book.entries, L1)
    assert (found.status, found.lacking, found.heard) == (Stand.FINAL, (), date(2026, 11, 20))
    assert [word.actor.name for word in found.words] == [SCHOOL, SWV, "ouders van L1"]


def final() -> Book:
    book = staffed()
    for step in STEPS:
        do(book, step)
    return book


def test_that_a_child_was_not_heard_is_enough_when_the_reason_stands() -> None:
    book = staffed()
    for step in STEPS[:3]:
        do(book, step)
    book.hear("L1", reason="te jong")
    found = status_of(book.entries, L1)
    assert (found.status, found.heard, found.not_heard) == (Stand.FINAL, None, "te jong")
    book.hear("L1", on=date(2026, 11, 23))
    assert status_of(book.entries, L1).not_heard is None


def test_the_last_word_of_each_role_counts() -> None:
    book = final()
    book.decide(SWV, "L1", role=Role.PARENTS, approve=False, reason="toch niet")
    assert stand(book) is Stand.REJECTED
    book.decide(SWV, "L1", role=Role.PARENTS)
    assert stand(book) is Stand.FINAL


def test_an_approval_holds_for_precisely_what_was_proposed() -> None:
    book = staffed()
    do(book, "school")
    changed = placed("L1", "S3", "d")
    book.propose(changed)
    assert status_of(book.entries, changed).words == ()
    assert [word.approved for word in status_of(book.entries, L1).words] == [True]


def test_what_is_final_stands_until_something_else_is() -> None:
    book = final()
    book.propose(placed("L1", "S1", "d"))
    found = standing_of(book.entries, "L1")
    assert found is not None
    assert (found.subject, found.status) == (L1, Stand.FINAL)
    for by, role in ((SWV, Role.SWV), (SWV, Role.PARENTS)):
        book.decide(by, "L1", role=role, school="S1")
    book.appoint(Role.SCHOOL, "K. Mol", "S1")
    book.decide("K. Mol", "L1", school="S1")
    found = standing_of(book.entries, "L1")
    assert found is not None
    assert (found.subject.school, found.status) == ("S1", Stand.FINAL)


def test_who_comes_back_comes_back_on_what_was_final() -> None:
    book = final()
    book.propose(placed("L1", "S1", "d"))
    entry = book.decide(SWV, "L1", role=Role.PARENTS, approve=False, reason="toch niet")
    assert entry.subject == L1
    found = standing_of(book.entries, "L1")
    assert found is not None
    assert (found.subject, found.status) == (L1, Stand.REJECTED)


def test_all_that_is_proposed_is_listed_weeks_first() -> None:
    book = staffed()
    book.propose(placed("L2", "S1"), Condition.ADMISSION_PENDING)
    found = standings(book.entries)
    assert [one.subject.name for one in found] == ["2026-W48", "L1", "L2"]
    assert found[2].conditions == (Condition.ADMISSION_PENDING,)
    assert standing_of(book.entries, "L9") is None


def test_who_is_heard_without_a_proposal_is_no_decision() -> None:
    book = staffed()
    book.hear("L2", on=date(2026, 11, 20))
    assert [one.subject.name for one in standings(book.entries)] == ["2026-W48", "L1"]


def test_another_choice_than_the_proposed_one_is_what_stands() -> None:
    book = staffed()
    entry = book.decide(SWV, "L1", school="S1", reason="dichterbij", role=Role.SWV)
    assert entry.overrides == (Override.OTHER_SCHOOL,)
    found = standing_of(book.entries, "L1")
    assert found is not None
    assert (found.subject.school, found.run) == ("S1", None)
