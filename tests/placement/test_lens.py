"""Deferred acceptance: stable, best for every leerling at once, the same as another library's where that has a say."""

from __future__ import annotations

import itertools
import random
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from optimizer.domain.placement import PLACEMENT_STAGES, PlacementStage
from optimizer.domain.vocabulary import SchoolKind
from optimizer.placement.lens import UnstableError, blocking_pairs, cutoffs, deferred_acceptance, lens, lens_values
from optimizer.placement.table import NO_SEAT, Candidates
from tests.placement.made import Option, Pool, candidates, leerling, school

SEED = 11


@st.composite
def problems(draw: st.DrawFn, most: int = 5) -> Candidates:
    """Few leerlingen, at most four schools, each with a tree of limits; some need no place, some have an offer."""
    trees = draw(st.integers(1, 4))
    pools = []
    for s in range(trees):
        size = draw(st.integers(1, 4))
        parents = tuple(draw(st.sampled_from([-1, *range(i + 1, size)])) for i in range(size))
        pools.append(Pool(s, tuple(draw(st.integers(0, 2)) for _ in range(size)), parents=parents))
    options = []
    for _ in range(draw(st.integers(1, most))):
        own = []
        for s in draw(st.permutations(range(trees)))[: draw(st.integers(0, trees))]:
            flags = {name: draw(st.booleans()) for name in ("sibling", "own_kring")}
            place = None if draw(st.integers(0, 9)) == 0 else s
            own.append(Option(s, place, draw(st.integers(0, len(pools[s].free) - 1)), **flags))
        options.append(tuple(own))
    urgency = [draw(st.integers(0, 4)) for _ in options]
    return candidates(options, pools, urgency=urgency)


def key(of: Candidates, candidate: int, seed: int = SEED) -> tuple[bool, int, bool, bool, str]:
    """The school's order, written from its definition."""
    owner = of.owner[candidate]
    number = sha256(f"{seed}:{of.leerlingen[owner].id}".encode()).hexdigest()[:16]
    return (
        not of.offered[candidate],
        int(of.urgency[owner]),
        not of.sibling[candidate],
        not of.own_kring[candidate],
        number,
    )


def fit(of: Candidates, some: list[int]) -> bool:
    """Whether no limit is overfull, every limit counted anew."""
    taken = [0] * len(of.seats.capacity)
    for candidate in some:
        node = int(of.seat[candidate])
        while node >= 0:
            taken[node] += 1
            node = int(of.seats.parent[node])
    return all(t <= c for t, c in zip(taken, of.seats.capacity, strict=True))


def choice(of: Candidates, some: set[int]) -> set[int]:
    """Whom a school takes: one after the other in its order, whoever still fits."""
    taken: list[int] = []
    for candidate in sorted(some, key=lambda c: key(of, c)):
        if of.seat[candidate] == NO_SEAT or fit(of, [*taken, candidate]):
            taken.append(candidate)
    return set(taken)


def blocks(of: Candidates, chosen: tuple[int, ...]) -> list[int]:
    found = []
    for one in range(len(of.leerlingen)):
        where = of.of(one)
        for candidate in range(where.start, where.stop if chosen[one] < 0 else chosen[one]):
            there = {c for c in chosen if c >= 0 and of.school[c] == of.school[candidate]}
            if candidate in choice(of, there | {candidate}):
                found.append(candidate)
    return found


def outcomes(of: Candidates) -> list[tuple[int, ...]]:
    """Every outcome in which no limit is overfull."""
    own = [(-1, *range(of.of(i).start, of.of(i).stop)) for i in range(len(of.leerlingen))]
    return [o for o in itertools.product(*own) if fit(of, [c for c in o if c >= 0])]


@given(problems(most=6))
def test_the_outcome_is_stable_and_fits(of: Candidates) -> None:
    chosen = tuple(deferred_acceptance(of, SEED).tolist())
    assert fit(of, [c for c in chosen if c >= 0])
    assert blocks(of, chosen) == []
    assert blocking_pairs(of, np.array(chosen), SEED) == ()


@given(problems(most=4))
def test_no_stable_outcome_is_better_for_any_leerling(of: Candidates) -> None:
    chosen = deferred_acceptance(of, SEED).tolist()
    stable = [o for o in outcomes(of) if not blocks(of, o)]
    assert tuple(chosen) in stable
    for one, candidate in enumerate(chosen):
        best = min((o[one] for o in stable if o[one] >= 0), default=-1)
        assert candidate == best
        # who has no place in one stable outcome has none in any (rural hospitals)
        assert {o[one] < 0 for o in stable} == {candidate < 0}


@given(problems(most=4), st.randoms())
def test_blocking_pairs_of_any_outcome_are_those_of_the_definition(of: Candidates, rng: random.Random) -> None:
    chosen = rng.choice(outcomes(of))
    pairs = [(pair.leerling, pair.school) for pair in blocking_pairs(of, np.array(chosen, dtype=np.int64), SEED)]
    assert pairs == [(of.leerlingen[of.owner[c]].id, f"S{of.school[c]}") for c in blocks(of, chosen)]


@given(st.integers(1, 9), st.integers(1, 5), st.randoms())
@example(9, 5, random.Random(1))
def test_it_is_what_the_library_matching_finds(leerlingen: int, schools: int, rng: random.Random) -> None:
    games = pytest.importorskip("matching.games")
    pools = [Pool(s, (rng.randint(1, 3),)) for s in range(schools)]
    options = [
        tuple(
            Option(s, s, sibling=rng.random() < 0.3, own_kring=rng.random() < 0.5)
            for s in rng.sample(range(schools), rng.randint(1, schools))
        )
        for _ in range(leerlingen)
    ]
    of = candidates(options, pools, urgency=[rng.randrange(5) for _ in options])
    asked: dict[int, list[int]] = {}
    for candidate, s in enumerate(of.school.tolist()):
        asked.setdefault(s, []).append(candidate)
    residents = {f"L{i}": [f"S{o.school}" for o in own] for i, own in enumerate(options)}
    hospitals = {f"S{s}": [f"L{of.owner[c]}" for c in sorted(asked[s], key=lambda c: key(of, c))] for s in asked}
    game = games.HospitalResident.create_from_dictionaries(
        residents, hospitals, {f"S{s}": pools[s].free[0] for s in asked}
    )
    theirs = {(str(one), str(h)) for h, taken in game.solve(optimal="resident").items() for one in taken}
    chosen = deferred_acceptance(of, SEED)
    assert theirs == {(f"L{i}", f"S{of.school[c]}") for i, c in enumerate(chosen.tolist()) if c >= 0}


def test_offer_urgency_siblings_and_kring_come_before_the_lottery() -> None:
    last = max(range(5), key=lambda i: sha256(f"{SEED}:L{i}".encode()).hexdigest())
    plain = Option(0, 0)
    for better, urgency in ((Option(0, 0, offered=True), 4), (plain, 3), (Option(0, 0, sibling=True), 4),
                            (Option(0, 0, own_kring=True), 4)):  # fmt: skip
        options = [(better,) if i == last else (plain,) for i in range(5)]
        of = candidates(options, [Pool(0, (1,))], urgency=[urgency if i == last else 4 for i in range(5)])
        assert np.flatnonzero(deferred_acceptance(of, SEED) >= 0).tolist() == [last]
    of = candidates([(plain,)] * 5, [Pool(0, (1,))])
    first = min(range(5), key=lambda i: sha256(f"{SEED}:L{i}".encode()).hexdigest())
    assert np.flatnonzero(deferred_acceptance(of, SEED) >= 0).tolist() == [first]


def test_another_seed_is_another_lottery() -> None:
    of = candidates([(Option(0, 0),)] * 8, [Pool(0, (3,))])
    assert len({tuple(deferred_acceptance(of, seed).tolist()) for seed in range(6)}) > 1


def test_a_later_fall_in_places_binds_who_starts_earlier() -> None:
    # two places now, one from the next date on: of two who start now one must go elsewhere
    of = candidates([(Option(0, 0), Option(1, 1)), (Option(0, 0), Option(1, 1))], [Pool(0, (2, 1)), Pool(1, (2, 2))])
    assert sorted(of.school[deferred_acceptance(of, SEED)]) == [0, 1]


def test_the_lens_beside_the_optimum() -> None:
    # L1 is urgent and wants S0, where the proposals have L0: one pair blocks, and both would change places
    of = candidates(
        [(Option(0, 0, minutes=5), Option(1, 1, rung=2, wish=1, minutes=9)),
         (Option(0, 0, minutes=20), Option(1, 1, rung=2, wish=2, minutes=30))],
        [Pool(0, (1,)), Pool(1, (1,))],
        urgency=[4, 0],
        leerlingen=[leerling("L0", needs=[{"expertise": "taal", "minutes": 30}]), leerling("L1")],
        schools=[school(0), school(1, SchoolKind.SO)],
    )  # fmt: skip
    optimum = np.array([0, 3])
    found = lens(of, optimum, SEED)
    assert (found.seed, found.placed, found.same) == (SEED, 2, 0)
    moved = [(m.leerling, m.origin, m.destination) for m in found.assignment]
    assert moved == [("L0", "S0", "S1"), ("L1", "S1", "S0")]
    assert [(pair.leerling, pair.school) for pair in found.blocking] == [("L1", "S0")]
    changes = {stage.key: stage.change for stage in found.stages}
    assert list(changes) == [k for k in PLACEMENT_STAGES if k is not PlacementStage.SUPPORT_MISSING]
    assert {k: v for k, v in changes.items() if v} == {
        PlacementStage.WISH_SUM: -1,
        PlacementStage.WISH_WORST: -1,
        PlacementStage.TRAVEL_LONGEST: -10,
        PlacementStage.TRAVEL_TOTAL: -6,
        PlacementStage.PLACEMENT_SPREAD: -1,
    }


def test_values_of_a_choice() -> None:
    of = candidates(
        [(Option(0, 0, minutes=5),), (Option(0, rung=3, wish=2, minutes=7),), (Option(1, 1),), (),
         (Option(0, 0, rung=2),)],
        [Pool(0, (2,)), Pool(1, (0,))],
        urgency=[0, 1, 2, 0, 4],
        leerlingen=[leerling(f"L{i}", needs=[{"expertise": "taal", "minutes": 30}]) for i in range(5)],
    )  # fmt: skip
    found = lens_values(of, np.array([0, 1, -1, -1, 3]))
    assert list(found.values()) == [1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 0, 10, 22, 2]


def test_nobody_asks() -> None:
    of = candidates([], [])
    assert deferred_acceptance(of, SEED).tolist() == []
    assert lens(of, np.array([], dtype=np.int64), SEED).placed == 0


def test_cutoffs_are_for_stable_outcomes() -> None:
    of = candidates([(Option(0, 0),), (Option(0, 0),)], [Pool(0, (1,))])
    chosen = deferred_acceptance(of, SEED)
    cutoffs(of, chosen, SEED)
    for other in (np.where(chosen >= 0, -1, np.array([0, 1])), np.array([-1, -1])):
        with pytest.raises(UnstableError):
            cutoffs(of, other, SEED)
