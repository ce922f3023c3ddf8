from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import optimizer.placement.near as near_module
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Mode
from optimizer.placement.candidates import candidates
from optimizer.placement.table import NO_SEAT, Candidates
from optimizer.travel import for_region, journeys_for
from optimizer.travel.pairs import EstimatePairs
from tests.placement import drawn
from tests.placement.drawn import Plain


class Quick(EstimatePairs):
    """Journeys that are the shorter the farther they go."""

    def pairs(
        self, mode: Mode, origins: NDArray[np.int64], destinations: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        minutes, metres = super().pairs(mode, origins, destinations)
        return np.where(minutes > 0, 200 - minutes, minutes), metres

    def at_least(self, mode: Mode, straight: NDArray[np.float64]) -> NDArray[np.int64]:
        return np.zeros(len(straight), dtype=np.int64)


SEEDS = st.integers(0, 10**9)


def said(region: Region, table: Candidates, at: int) -> Plain:
    """Return what the table says of a candidate."""
    leerling, school = table.leerlingen[table.owner[at]], region.schools[table.school[at]]
    rung = drawn.rung_of(region, leerling, school)
    assert rung is not None
    return Plain(
        rung=int(table.rung[at]),
        wish=int(table.wish[at]),
        apart=bool(table.apart[at]),
        minutes=int(table.minutes[at]),
        school=school.id,
        metres=int(table.metres[at]),
        own_kring=bool(table.own_kring[at]),
        sibling=bool(table.sibling[at]),
        offered=bool(table.offered[at]),
        pending=bool(table.pending[at]),
        waived=bool(table.waived[at]),
        kind=rung,
    )


def expected(region: Region, journeys: TravelMatrix) -> tuple[list[list[Plain]], list[set[str]], dict[str, str]]:
    """Return by leerling who asks: candidates in order, and full schools; and for whom a place is held."""
    holding = drawn.holders(region, journeys)
    found, full = [], []
    for leerling in region.leerlingen:
        if leerling.kind is None:
            continue
        fitting = drawn.fitting(region, journeys, leerling)
        schools = {s.id: s for s in region.schools}
        room = {s for s in fitting if s == leerling.school or drawn.fits(region, [(leerling, schools[s])], holding)}
        # whoever has no pool there has no room either
        room -= {s for s in room if s != leerling.school and drawn.free_on(schools[s], leerling, drawn.TODAY) is None}
        found.append(sorted(fitting[s] for s in room))
        full.append(set(fitting) - room)
    return found, full, holding


def check_order(table: Candidates) -> None:
    assert (np.diff(table.owner) >= 0).all()
    assert table.first.tolist() == [int((table.owner < n).sum()) for n in range(len(table.leerlingen) + 1)]


@given(SEEDS)
@settings(max_examples=60)
def test_all_are_those_of_the_definition(seed: int) -> None:
    region = drawn.region(seed)
    table = candidates(region, journeys_for(region))
    check_order(table)
    plain, full, holding = expected(region, for_region(region))
    assert [p.id for p in table.leerlingen] == [p.id for p in region.leerlingen if p.kind is not None]
    assert table.full is not None
    for number, leerling in enumerate(table.leerlingen):
        assert [said(region, table, at) for at in range(table.first[number], table.first[number + 1])] == plain[number]
        missing = {region.schools[s].id for s in table.full.school[table.full.owner == number]}
        assert missing == full[number]
        for at in range(table.first[number], table.first[number + 1]):
            school = region.schools[table.school[at]].id
            assert (table.seat[at] == NO_SEAT) == (school == leerling.school)
            assert table.holds[at] == (holding.get(leerling.id) == school)
    assert not table.cut.any()


@given(SEEDS, st.integers(1, 12), st.sampled_from((0, 2, 24)))
@settings(max_examples=60)
def test_a_limit_keeps_those_that_come_first(seed: int, limit: int, at_first: int) -> None:
    region = drawn.region(seed, schools=40, leerlingen=8)
    journeys = journeys_for(region)
    whole = candidates(region, journeys)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near_module, "_AT_FIRST", at_first)
        cut = candidates(region, journeys, limit)
    check_order(cut)
    assert cut.full is not None
    for number, leerling in enumerate(whole.leerlingen):
        wished = drawn.preferences(region, leerling)
        every = [said(region, whole, at) for at in range(whole.first[number], whole.first[number + 1])]
        holds = whole.holds[whole.of(number)]
        kept = [
            plain
            for place, plain in enumerate(every)
            if place < limit
            or plain.school in wished
            or plain.offered
            or plain.school == leerling.school
            or holds[place]
        ]
        found = [said(region, cut, at) for at in range(cut.first[number], cut.first[number + 1])]
        pinned = [p for p in region.pins if p.item == leerling.id and not p.veto]
        assert found == (every if pinned else kept)
        if len(found) < len(every):
            assert cut.cut[number]
    # the limits are those of the whole table
    assert set(
        zip(cut.seats.school.tolist(), cut.seats.leerjaar.tolist(), cut.seats.held.tolist(), strict=True)
    ) <= set(zip(whole.seats.school.tolist(), whole.seats.leerjaar.tolist(), whole.seats.held.tolist(), strict=True))


@given(SEEDS)
@settings(max_examples=100)
def test_seats_limit_what_the_definition_limits(seed: int) -> None:
    """Whoever goes together by the nodes goes together by the letter, and the other way round."""
    region = drawn.region(seed, schools=3, leerlingen=9)
    table, holding = candidates(region, journeys_for(region)), drawn.holders(region, for_region(region))
    seats, rng = table.seats, Random(seed)
    assert all(parent == -1 or parent > node for node, parent in enumerate(seats.parent))
    inner = np.flatnonzero(seats.parent >= 0)
    assert (seats.capacity[inner] < seats.capacity[seats.parent[inner]]).all()
    for _ in range(25):
        chosen = [
            int(rng.choice(range(table.first[n], table.first[n + 1])))
            for n in range(len(table.leerlingen))
            if table.first[n] < table.first[n + 1] and rng.random() < 0.7
        ]
        count = np.zeros(len(seats.capacity), dtype=np.int64)
        for at in chosen:
            node = int(table.seat[at])
            while node >= 0:
                count[node] += 1
                node = int(seats.parent[node])
        taking = [
            (table.leerlingen[table.owner[at]], region.schools[table.school[at]])
            for at in chosen
            if table.seat[at] != NO_SEAT
        ]
        assert bool((count <= seats.capacity).all()) == drawn.fits(region, taking, holding)


def test_without_anybody_who_asks() -> None:
    region = drawn.region(1).model_copy(update={"leerlingen": ()})
    for limit in (None, 3):
        table = candidates(region, journeys_for(region), limit)
        assert len(table.leerlingen) == len(table.owner) == len(table.seats.capacity) == 0
        assert table.first.tolist() == [0]


def test_journeys_that_say_nothing_of_nearness_are_followed() -> None:
    """Where far schools can be quick to reach, nearness says nothing and still the right ones are kept."""
    region = drawn.region(7, schools=40, leerlingen=6)
    quick = Quick.of(region)
    whole, cut = candidates(region, quick), candidates(region, quick, 5)
    for number in range(len(whole.leerlingen)):
        first = whole.school[whole.of(number)][:5].tolist()
        assert set(first) <= set(cut.school[cut.of(number)].tolist())
