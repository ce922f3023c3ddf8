"""Who may decide what, and when a reason is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from optimizer.decisions.entry import Action, Actor, Override, Role
from optimizer.decisions.refused import DecisionRefusedError
from optimizer.decisions.standing import appointed
from optimizer.domain.leerling import Offer
from optimizer.domain.placement import Condition
from optimizer.domain.school import Places
from optimizer.domain.wording import fault_text
from optimizer.language import LANGUAGES
from tests.decisions.made import COORDINATOR, SCHOOL, SWV, TODAY, WEEK, Book, placed, staffed


def codes(caught: pytest.ExceptionInfo[DecisionRefusedError]) -> list[tuple[str, str]]:
    for fault in caught.value.faults:
        for lang in LANGUAGES:
            assert all(fault_text(fault, lang))
    return [(fault.code, fault.where) for fault in caught.value.faults]


def refused(book: Book, by: str, about: str, warnings: tuple[Override, ...] = (), **more: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    before = book.entries
    with pytest.raises(DecisionRefusedError) as caught:
        book.decide(by, about, warnings, **more)
    assert book.entries == before
    return codes(caught)


def test_the_first_coordinator_is_whoever_is_named_and_appoints_all_others() -> None:
    book = Book()
    with pytest.raises(DecisionRefusedError) as caught:
        book.appoint(Role.SWV, SWV)
    assert codes(caught) == [("decide-coordinator-first", "--appoint")]
    book.appoint(Role.COORDINATOR, COORDINATOR)
    with pytest.raises(DecisionRefusedError) as caught:
        book.appoint(Role.SWV, SWV, by=SWV)
    assert codes(caught) == [("decide-not-appointed", "--by")]
    book.appoint(Role.SWV, SWV)
    assert (Actor(role=Role.SWV, name=SWV), None) in appointed(book.entries)


def test_who_is_dismissed_may_no_longer_decide() -> None:
    book = staffed()
    book.dismiss(Role.SCHOOL, SCHOOL, "S3")
    assert refused(book, SCHOOL, "L1") == [("decide-not-appointed", "--by")]
    with pytest.raises(DecisionRefusedError) as caught:
        book.dismiss(Role.SCHOOL, SCHOOL, "S3")
    assert codes(caught) == [("decide-not-appointed", "--dismiss")]


@pytest.mark.parametrize(("role", "school"), [(Role.SCHOOL, None), (Role.SWV, "S3"), (Role.COORDINATOR, "S3")])
def test_a_school_belongs_to_the_people_of_a_school_alone(role: Role, school: str | None) -> None:
    with pytest.raises(DecisionRefusedError) as caught:
        staffed().appoint(role, "x", school)
    assert codes(caught) == [("decide-appoint-school", "--appoint")]


def test_parents_are_never_appointed_and_never_named() -> None:
    book = staffed()
    with pytest.raises(DecisionRefusedError) as caught:
        book.appoint(Role.PARENTS, "x")
    assert codes(caught) == [("decide-parents-appointed", "--appoint")]
    entry = book.decide(SCHOOL, "L1", role=Role.PARENTS)
    assert (entry.actor, entry.by) == (Actor(role=Role.PARENTS, name="ouders van L1"), SCHOOL)


@pytest.mark.parametrize(
    ("by", "about", "more", "code"),
    [
        ("x", "L1", {}, ("decide-not-appointed", "--by")),
        (COORDINATOR, "L1", {}, ("decide-not-appointed", "--by")),
        (COORDINATOR, "L1", {"role": Role.COORDINATOR}, ("decide-other-role", "--as")),
        (COORDINATOR, "L1", {"role": Role.PARENTS}, ("decide-not-appointed", "--by")),
        (SWV, "2026-W48", {}, ("decide-not-appointed", "--by")),
        (SWV, "2026-W48", {"role": Role.PARENTS}, ("decide-other-role", "--as")),
        (COORDINATOR, "2026-W48", {"school": "S3"}, ("decide-school-of-week", "--school")),
        (SCHOOL, "L1", {"school": "S1", "reason": "x"}, ("decide-not-appointed", "--by")),
        (SWV, "L2", {}, ("decide-nothing-proposed", "--approve")),
        (SWV, "L99", {"school": "S1"}, ("decide-unknown-leerling", "--approve")),
        (SWV, "L1", {"school": "S99"}, ("decide-unknown-school", "--school")),
        (SWV, "L1", {"approve": False}, ("decide-reject-reason", "--reason")),
        (SWV, "L1", {"on": date(2026, 11, 25)}, ("decide-date-ahead", "--on")),
        (SWV, "L1", {"school": "S1"}, ("decide-override-other-school", "--reason")),
        (SWV, "L2", {"school": "S1"}, ("decide-override-not-proposed", "--reason")),
    ],
)
def test_what_may_not_be_decided_so_is_refused(
    by: str, about: str, more: dict[str, Any], code: tuple[str, str]
) -> None:
    assert refused(staffed(), by, about, **more) == [code]


def test_who_has_two_roles_says_which() -> None:
    book = staffed()
    book.appoint(Role.SCHOOL, SWV, "S3")
    assert refused(book, SWV, "L1") == [("decide-which-role", "--as")]
    assert book.decide(SWV, "L1", role=Role.SCHOOL).actor == Actor(role=Role.SCHOOL, name=SWV)


def test_a_place_on_condition_asks_a_reason_to_approve_and_only_then() -> None:
    book = staffed()
    book.propose(placed("L2", "S3"), Condition.ADMISSION_PENDING)
    assert refused(book, SWV, "L2") == [("decide-override-conditional", "--reason")]
    entry = book.decide(SWV, "L2", reason="TLV komt vrijdag")
    assert (entry.overrides, entry.reason) == ((Override.CONDITIONAL,), "TLV komt vrijdag")
    assert book.decide(SCHOOL, "L2", approve=False, reason="vol").overrides == ()


def test_warnings_against_a_plan_each_ask_the_reason() -> None:
    book, both = staffed(), (Override.CHECKER, Override.BY_HAND)
    assert refused(book, COORDINATOR, "2026-W48", both) == [
        ("decide-override-checker", "--reason"),
        ("decide-override-by-hand", "--reason"),
    ]
    assert book.decide(COORDINATOR, "2026-W48", both, reason="afgesproken").overrides == both
    assert book.decide(COORDINATOR, "2026-W48").subject == WEEK


def test_today_is_not_ahead() -> None:
    assert staffed().decide(SWV, "L1", on=TODAY).on == TODAY


def test_a_rejection_of_what_is_not_final_is_of_the_last_proposal() -> None:
    book = staffed()
    book.decide(SWV, "L1")
    book.propose(placed("L1", "S3", "d"))
    assert book.decide(SWV, "L1", approve=False, reason="x").subject == placed("L1", "S3", "d")


def test_the_proposed_school_named_is_no_override() -> None:
    entry = staffed().decide(SWV, "L1", school="S3")
    assert (entry.overrides, entry.subject) == ((), placed("L1", "S3"))


def test_a_place_that_the_region_cannot_hold_is_refused_whatever_the_reason() -> None:
    book = staffed()
    full = book.region.schools[0].model_copy(update={"places": ()})
    book.region = book.region.model_copy(update={"schools": (full, *book.region.schools[1:])})
    assert refused(book, SWV, "L1", school=full.id, reason="toch") == [("offers-overfill", "--approve L1")]


def test_a_place_that_all_gave_to_somebody_else_is_taken_before_it_is_carried_into_the_region() -> None:
    book = staffed()
    one_left = next(one for one in book.region.schools if one.id == "S3").model_copy(
        update={"places": (Places(free=1),)}
    )
    schools = tuple(one_left if one.id == "S3" else one for one in book.region.schools)
    book.region = book.region.model_copy(update={"schools": schools})
    book.propose(placed("L2", "S3"))
    book.decide(SWV, "L1")
    book.decide(SCHOOL, "L1")
    book.decide(SWV, "L2")  # L1 has not been given it by all who are asked
    book.decide(SWV, "L1", role=Role.PARENTS)
    assert refused(book, SCHOOL, "L2") == [("offers-overfill", "--approve L2")]
    assert book.decide(SCHOOL, "L1").action is Action.APPROVE  # nobody is in the own way
    book.decide(SCHOOL, "L1", approve=False, reason="toch niet")
    assert book.decide(SCHOOL, "L2").action is Action.APPROVE


def test_faults_that_the_region_has_already_do_not_count_again() -> None:
    book = staffed()
    away = Offer(school="S1", agreed=True)
    region = book.region
    nobody = (
        next(one for one in region.leerlingen if one.kind is None)
        if any(one.kind is None for one in region.leerlingen)
        else region.leerlingen[-1].model_copy(update={"id": "L77", "kind": None})
    )
    others = tuple(one for one in region.leerlingen if one.id != nobody.id)
    book.region = region.model_copy(update={"leerlingen": (*others, nobody.model_copy(update={"offer": away}))})
    assert book.decide(SWV, "L1").action is Action.APPROVE


def test_only_officials_record_whether_a_child_was_heard() -> None:
    book = staffed()
    for by, more, code in (
        (COORDINATOR, {"on": date(2026, 11, 20)}, ("decide-not-appointed", "--by")),
        (SWV, {"on": date(2026, 11, 25)}, ("decide-date-ahead", "--on")),
        (SWV, {}, ("decide-not-heard-reason", "--reason")),
    ):
        with pytest.raises(DecisionRefusedError) as caught:
            book.hear("L1", by=by, **more)  # type: ignore[arg-type]
        assert codes(caught) == [code]
    with pytest.raises(DecisionRefusedError) as caught:
        book.hear("L99", on=date(2026, 11, 20))
    assert codes(caught) == [("decide-unknown-leerling", "--heard")]
    book.hear("L1", on=date(2026, 11, 20))
    assert book.entries[-1].action is Action.HEARD


def test_a_name_typed_for_an_id_is_not_repeated() -> None:
    with pytest.raises(DecisionRefusedError) as caught:
        staffed().decide(SWV, "Pietje", school="S1")
    assert "Pietje" not in " ".join(fault_text(caught.value.faults[0]))
