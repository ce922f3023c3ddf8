"""The face: what is asked about when, and questions about leerlingen."""

from __future__ import annotations

import pytest

from optimizer.domain.explain import Answer, Asked, FactKey, ItemKind, ReasonKind
from optimizer.domain.placement import PlacementStage
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.explain.asking import explain_all, explain_item, published, why_not
from optimizer.proposals import propose_placements
from tests.explain.planted.places import Placed, pupil, raw, school
from tests.explain.planted.situation import region
from tests.rules.builders import WEEK, begeleider, hulpvraag
from tests.rules.matrix import TableMatrix, table_matrix

TWO = region(
    begeleiders=(begeleider("B1", "gedrag"),),
    hulpvragen=(hulpvraag("H1", "S1", "gedrag"), hulpvraag("H2", "S1", "tos")),
)
MATRIX = table_matrix(TWO)
EMPTY = Plan(weeks=(WeekPlan(week=WEEK, active=("H1", "H2")),))


def placed(*pupils: dict[str, object], **fields: object) -> tuple[Placed, TableMatrix]:
    situation = Placed("here", raw(*pupils, **fields), ReasonKind.UNKNOWN)  # type: ignore[arg-type]
    matrix = table_matrix(situation.region)
    return situation, matrix


def test_an_item_that_is_nowhere_is_refused() -> None:
    with pytest.raises(KeyError):
        explain_item(TWO, "H9", plan=EMPTY, matrix=MATRIX)
    with pytest.raises(KeyError):
        why_not(TWO, Asked(item="H9"), plan=EMPTY, matrix=MATRIX)


def test_without_a_plan_the_week_is_planned_first_and_that_is_said() -> None:
    found = explain_all(TWO, matrix=MATRIX, seconds=20)
    assert found.solved
    assert [(one.item, one.kind) for one in found.reasons] == [("H2", ReasonKind.STRUCTURAL)]
    given = explain_all(TWO, plan=EMPTY, matrix=MATRIX, seconds=20, repairs=False)
    assert not given.solved
    assert [(one.item, one.kind) for one in given.reasons] == [
        ("H1", ReasonKind.IMPROVABLE),
        ("H2", ReasonKind.STRUCTURAL),
    ]
    assert all(one.repairs == () for one in given.reasons)
    better = given.reasons[0].better
    assert better is not None
    assert [stop.item for tour in better.tours for stop in tour.stops] == ["H1"]


def test_a_published_plan_is_asked_about_as_long_as_the_rules_accept_it() -> None:
    here = TWO.model_copy(update={"previous": EMPTY})
    assert published(here, MATRIX) == EMPTY.weeks[0]
    broken = Plan(weeks=(WeekPlan(week=WEEK, active=("H1",)),))  # H2 is active too
    assert published(TWO.model_copy(update={"previous": broken}), MATRIX) is None
    assert published(TWO, MATRIX) is None


def test_what_is_served_has_no_reason() -> None:
    plan = explain_all(TWO, plan=EMPTY, matrix=MATRIX, seconds=20, repairs=False).reasons[0].better
    assert plan is not None
    assert explain_item(TWO, "H1", plan=Plan(weeks=(plan,)), matrix=MATRIX) == ()


def test_a_place_that_another_has_would_move_that_one() -> None:
    situation, matrix = placed(pupil(), pupil("L2", kind="absent", since="2026-09-07"))
    result = propose_placements(situation.region, matrix=matrix)
    answer = why_not(situation.region, Asked(item="L1", host="S1"), placements=result, matrix=matrix)
    assert (answer.answer, answer.proven, answer.item_kind) == (Answer.WORSE, True, ItemKind.LEERLING)
    assert [(one.leerling, one.origin, one.destination) for one in answer.moved] == [("L2", "S1", None)]
    first, second = answer.changes[:2]
    assert (first.key, first.change) == (PlacementStage.UNPLACED_ABSENT, 1)
    assert (second.key, second.change) == (PlacementStage.UNPLACED_LATER, -1)


def test_a_school_that_is_none_says_why_and_one_that_is_proposed_that_it_is() -> None:
    schools = (school(), school("S2", denomination="rk"))
    situation, matrix = placed(pupil(denominations=["pc"]), schools=schools)
    result = propose_placements(situation.region, matrix=matrix)
    never = why_not(situation.region, Asked(item="L1", host="S2"), placements=result, matrix=matrix)
    assert (never.answer, never.proven) == (Answer.IMPOSSIBLE, True)
    assert [(fact.key, fact.entities) for fact in never.facts] == [(FactKey.DENOMINATION, ("S2",))]
    already = why_not(situation.region, Asked(item="L1", host="S1"), placements=result, matrix=matrix)
    assert (already.answer, already.changes) == (Answer.ALREADY, ())


def test_of_any_place_nothing_is_proven_while_schools_were_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    schools = (school(), school("S2"))
    older = (pupil("L2", kind="absent", since="2026-09-07"), pupil("L3", kind="absent", since="2026-09-07"))
    situation, matrix = placed(pupil(), *older, schools=schools)
    result = propose_placements(situation.region, matrix=matrix)
    asked = Asked(item="L1")
    whole = why_not(situation.region, asked, placements=result, matrix=matrix)
    assert (whole.answer, whole.proven) == (Answer.WORSE, True)
    monkeypatch.setattr("optimizer.explain.pupil_whynot.MOST_FORCED", 1)
    some = why_not(situation.region, asked, placements=result, matrix=matrix)
    assert (some.answer, some.proven) == (Answer.WORSE, False)


def test_reasons_of_leerlingen_come_with_their_proposals() -> None:
    situation, matrix = placed(pupil(), schools=(school(free=0),))
    result = propose_placements(situation.region, matrix=matrix)
    nothing = Plan(weeks=(WeekPlan(week=WEEK),))
    found = explain_all(situation.region, plan=nothing, placements=result, matrix=matrix, seconds=20)
    assert [(one.item, one.kind) for one in found.reasons] == [("L1", ReasonKind.STRUCTURAL)]
