from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain.leerling import Application, Leerling
from optimizer.domain.placement import Refusal, Urgency
from optimizer.domain.policy import PlacementPolicy
from optimizer.domain.vocabulary import LeerlingKind
from optimizer.language import LANGUAGES, catalogue
from optimizer.placement.candidates import table_of
from optimizer.placement.clock import clock_of, urgency_of
from optimizer.placement.hard import Hard, Reason
from optimizer.placement.refusals import refusals, refusals_of
from optimizer.travel import for_region, journeys_for
from tests.placement import drawn


@given(st.integers(0, 10**9))
@settings(max_examples=40)
def test_every_school_is_a_candidate_or_refused_for_its_first_reason(seed: int) -> None:
    region = drawn.region(seed)
    hard = Hard(region, journeys_for(region))
    table, matrix = table_of(hard), for_region(region)
    assert table.full is not None
    for number, leerling in enumerate(table.leerlingen):
        found = {r.reason: r for r in refusals_of(hard, number)}
        candidates = {region.schools[s].id for s in table.school[table.of(number)]}
        assert sum(r.schools for r in found.values()) + len(candidates) == len(region.schools)
        assert list(found) == [reason.value for reason in Reason if reason.value in found]
        assert not {r.nearest for r in found.values()} & candidates
        without = [s for s in region.schools if drawn.rung_of(region, leerling, s) is None]
        assert found.get("no-rung", Refusal(reason="", schools=0)).schools == len(without)
        full = sum(found[r].schools for r in ("leerjaar-no-places", "no-place-free", "places-held") if r in found)
        assert full == int((table.full.owner == number).sum())
        assert full == len(set(drawn.fitting(region, matrix, leerling)) - candidates)


def test_all_reasons_come_about_and_have_words() -> None:
    seen: Counter[str] = Counter()
    for seed in range(60):
        region = drawn.region(seed)
        hard = Hard(region, journeys_for(region))
        for number in range(len(hard.people.leerlingen)):
            seen.update(r.reason for r in refusals_of(hard, number))
    # the shipped waters can all be crossed by car and bicycle
    assert set(seen) == {reason.value for reason in Reason} - {"unreachable"}
    for language in LANGUAGES:
        assert {f"placement.refusal.{reason.value}" for reason in Reason} <= set(catalogue(language))


def test_by_id() -> None:
    region = drawn.region(3)
    asking = [p for p in region.leerlingen if p.kind is not None]
    hard = Hard(region, journeys_for(region))
    assert refusals(region, journeys_for(region), asking[1].id) == refusals_of(hard, 1)
    with pytest.raises(KeyError):
        refusals(region, journeys_for(region), "nobody")


def leerling(days: int | None, kind: LeerlingKind = LeerlingKind.MOVE, away: int | None = None) -> Leerling:
    """Return somebody whose first application was so many days ago."""
    applied = (
        ()
        if days is None
        else (
            Application(school="b", date=drawn.TODAY, order=2),
            Application(school="a", date=drawn.TODAY - timedelta(days=days), order=1),
        )
    )
    since = None if away is None else drawn.TODAY - timedelta(days=away)
    return Leerling(id="p", kind=kind, eligible_rungs=(), applications=applied, since=since)


@pytest.mark.parametrize(
    ("who", "urgency", "left"),
    [
        (leerling(None), Urgency.LATER, None),
        (leerling(27), Urgency.LATER, 15),
        (leerling(28), Urgency.DUE, 14),
        (leerling(42), Urgency.DUE, 0),
        (leerling(43), Urgency.OVERDUE, -1),
        (leerling(70), Urgency.OVERDUE, -28),
        (leerling(71), Urgency.PAST, -29),
        (leerling(1, LeerlingKind.ABSENT, 28), Urgency.ABSENT, 41),
        (leerling(71, LeerlingKind.ABSENT, 27), Urgency.PAST, -29),
        (leerling(None, LeerlingKind.ABSENT, 28), Urgency.ABSENT, None),
        (leerling(1, LeerlingKind.NEWCOMER, 280), Urgency.LATER, 41),
    ],
)
def test_the_clock_of_the_zorgplicht(who: Leerling, urgency: Urgency, left: int | None) -> None:
    policy = PlacementPolicy()
    assert urgency_of(who, policy, drawn.TODAY) == (urgency, left)
    clock = clock_of(who, policy, drawn.TODAY)
    assert (clock.urgency, clock.days_left) == (urgency, left)
    assert clock.school == ("a" if left is not None else None)
    assert clock.extended_days_left == (None if left is None else left + 28)


def test_urgency_never_falls() -> None:
    policy, order = PlacementPolicy(), list(Urgency)
    for who in (leerling(0), leerling(3, LeerlingKind.ABSENT, 0)):
        classes = [order.index(urgency_of(who, policy, drawn.TODAY + timedelta(days=d))[0]) for d in range(120)]
        assert classes == sorted(classes, reverse=True)
    assert date(2026, 11, 23) == drawn.TODAY
