"""Routes against brute force over all orders of small random half days, with meetings held or not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.week.routes.labels import _packed, enumerate_labels
from tests.week.routes.brute import fronts, listed, way, ways
from tests.week.routes.half import Half, Range, Stop, keeping, rows, subsets


def random_half(seed: int) -> Half:
    """Up to 5 stops at 3 places; legs know no triangle inequality, some are missing, and starts are tight or not."""
    lot = Random(seed)
    count = lot.choice((1, 2, 3, 4, 5, 5, 5))
    room = lot.choice((20, 80, 200, 200))
    spread = lot.choice((0, 60, 100))
    missing = lot.choice((0.0, 0.0, 0.2))
    longest = lot.choice((3, 20, 40))
    shared = lot.choice((0.0, 0.3))

    def leg() -> int | None:
        return None if lot.random() < missing else lot.randint(0, longest)

    def span(start: Range) -> Range:
        first = lot.randint(start[0] - 5, start[1] + 5)
        return first, first + lot.choice((0, 0, 5, 30))

    stops = []
    for _ in range(count):
        first = lot.randint(0, spread)
        start = (first, first + lot.randint(0, room))
        stops.append(
            Stop(
                lot.randrange(3),
                start,
                lot.choice((1, 10, lot.randint(1, 30))),
                lot.randrange(2) if lot.random() < shared else None,
                counts=lot.random() < 0.75,
                no=tuple(span(start) for _ in range(lot.choice((0, 0, 0, 1, 3)))),
            )
        )
    held = [
        tuple((n, span(stops[n].start)) for n in range(count) if lot.random() < 0.6)
        for _ in range(lot.choice((0, 0, 1, 2)))
    ]
    return Half(
        tuple(stops),
        tuple(tuple(0 if a == b else leg() for b in range(3)) for a in range(3)),
        tuple(leg() for _ in range(3)),
        morning=lot.random() < 0.5,
        most=lot.choice((0, 1, 2, 3, 3, 3, 3, 3)),
        between_paid=lot.random() < 0.6,
        home_paid=lot.random() < 0.5,
        held=tuple(meeting for meeting in held if meeting),
    )


half_days = st.integers(0, 2**32 - 1).map(random_half)


@settings(max_examples=250)
@given(half_days)
def test_the_routes_are_the_best_of_all_orders(half: Half) -> None:
    pool = half.pool()
    labels = enumerate_labels(pool)
    for held in [(), *subsets(range(len(half.held)))]:
        kept = rows(labels, keeping(pool, labels, held))
        assert fronts(half, kept) == fronts(half, ways(half, half.spans(held))), held


@settings(max_examples=100)
@given(half_days)
def test_without_meetings_there_is_no_route_too_many(half: Half) -> None:
    half = replace(half, held=())
    assert listed(half, rows(enumerate_labels(half.pool()))) == fronts(half, ways(half))


def test_extended_in_pieces_the_routes_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    halves = [random_half(seed) for seed in range(40)]
    whole = [rows(enumerate_labels(half.pool())) for half in halves]
    monkeypatch.setattr("optimizer.week.routes.labels.CHUNK", 3)
    assert [rows(enumerate_labels(half.pool())) for half in halves] == whole
    assert max(map(len, whole)) > 30


@settings(max_examples=100)
@given(half_days)
def test_a_route_that_is_kept_holds_in_its_own_order(half: Half) -> None:
    pool = half.pool()
    labels = enumerate_labels(pool)
    for held in [(), *subsets(range(len(half.held)))]:
        for order, end, between, home, clock in rows(labels, keeping(pool, labels, held)):
            found = way(half, order, half.spans(held))
            assert found is not None
            assert found[:4] == (order, end, between, home)
            assert found[4] <= clock if half.morning else found[4] >= clock


def test_everything_occurs() -> None:
    """Among a few hundred seeds every rule leaves its mark."""
    seen: Counter[str] = Counter()
    for seed in range(400):
        half = random_half(seed)
        every = ways(half)
        best = fronts(half, every)
        longest = max((len(row[0]) for row in every), default=0)
        seen["morning" if half.morning else "afternoon"] += longest >= 4
        seen["dominated"] += len(every) > sum(map(len, best.values()))
        seen["several not dominated"] += any(len(costs) > 1 for costs in best.values())
        seen["nothing possible"] += not every
        paid = f"paid {half.between_paid} {half.home_paid}"
        seen[paid] += any(len(costs) > 1 for costs in best.values())
        for held in subsets(range(len(half.held))):
            seen[f"{len(held)} held"] += fronts(half, ways(half, half.spans(held))) != best
    expected = {"morning", "afternoon", "dominated", "several not dominated", "nothing possible", "1 held", "2 held"}
    expected |= {f"paid {a} {b}" for a in (False, True) for b in (False, True)}
    assert {name: seen[name] for name in expected if seen[name] < 3} == {}


@given(st.integers(1, 70), st.integers(0, 30), st.integers(0, 2**32 - 1))
def test_packed_rows_are_equal_when_rows_are(values: int, columns: int, seed: int) -> None:
    lot = np.random.default_rng(seed)
    some = lot.integers(-1, values, size=(6, columns))
    changed = some.copy()
    for row in changed:  # mostly in one place
        if columns:
            row[lot.integers(columns)] = lot.integers(-1, values)
    table = np.concatenate([some, changed])
    words = _packed(table, values)
    for a in range(len(table)):
        for b in range(len(table)):
            assert all(w[a] == w[b] for w in words) == bool((table[a] == table[b]).all())


@pytest.mark.parametrize("values", [1, 3, 7, 63, 1023])
def test_packed_rows_tell_every_column(values: int) -> None:
    """Powers of two: a column that overflows its word would vanish without a trace."""
    words = np.stack(_packed(np.eye(40, dtype=np.int64) - 1, values), 1)
    assert len(np.unique(words, axis=0)) == 40
