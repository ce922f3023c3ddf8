"""Figures by group by exact value, and no small count that can be read or reckoned from what is shown."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.audit import MEASURES, Audit, Group, Groups, Outcome, audit, audit_data
from optimizer.audit.report import holm
from optimizer.audit.suppress import Rows, hidden_counts, hidden_sizes


def people(**groups: tuple[int, int]) -> tuple[list[Outcome], Groups]:
    """So many leerlingen of each group, so many of them placed, all at the first rung, wish and 10 minutes."""
    outcomes: list[Outcome] = []
    of: dict[str, tuple[str | None, ...]] = {}
    for name, (number, placed) in groups.items():
        for i in range(number):
            own = f"{name}{i}"
            of[own] = (name,)
            here = i < placed
            outcomes.append(Outcome(own, here, here, here, False, 10 if here else None))
    return outcomes, Groups(("taal",), of)


def group_of(found: Audit, name: str) -> Group:
    return next(g for g in found.columns[0].groups if g.name == name)


def test_figures_by_hand() -> None:
    outcomes, groups = people(a=(40, 30), b=(60, 20))
    found = audit([*outcomes, Outcome("x")], Groups(groups.columns, groups.of | {"y": ("a",), "z": ("b",)}))
    assert (found.number, found.without, found.unknown) == (100, 1, 2)
    assert found.whole is not None
    assert found.whole.figures["placed"] is not None
    assert found.whole.figures["placed"].share == 0.5
    assert [g.name for g in found.columns[0].groups] == ["b", "a"]
    placed = group_of(found, "a").figures["placed"]
    assert placed is not None
    assert (placed.count, placed.share, placed.difference) == (30, 0.75, 0.25)
    # of all ways to draw who is placed, those no likelier than this one
    chances = {k: comb(40, k) * comb(60, 50 - k) for k in range(41)}
    rare = sum(ways for ways in chances.values() if ways <= chances[30])
    assert placed.p == pytest.approx(rare / comb(100, 50))
    # conditional: nobody, which is fewer than ten and so hidden; that leaves three measures of two groups
    assert found.tests == 6
    assert placed.p_adjusted == pytest.approx(6 * (placed.p or 0))
    assert group_of(found, "a").figures["conditional"] is None
    assert found.whole.figures["conditional"] is None


def test_medians_rest_on_enough_leerlingen() -> None:
    outcomes = [Outcome(f"L{i}", placed=True, minutes=i) for i in range(20)]
    outcomes += [Outcome(f"M{i}", placed=True, minutes=100 if i < 9 else None) for i in range(20)]
    of: dict[str, tuple[str | None, ...]] = {o.leerling: (o.leerling[0],) for o in outcomes}
    found = audit(outcomes, Groups(("c",), of))
    assert (group_of(found, "L").minutes, group_of(found, "L").minutes_difference) == (9.5, -4.5)
    assert group_of(found, "M").minutes is None


def test_a_small_group_is_not_named_and_takes_another_along() -> None:
    found = audit(*people(groot=(80, 40), midden=(30, 15), klein=(9, 5)))
    assert [g.name for g in found.columns[0].groups] == ["groot"]
    assert found.columns[0].hidden == 2
    assert "klein" not in str(audit_data(found))
    assert "midden" not in str(audit_data(found))


def test_a_small_count_takes_the_same_count_of_another_group_along() -> None:
    found = audit(*people(a=(100, 50), b=(60, 30), c=(40, 35)))
    assert [g.figures["placed"] is None for g in found.columns[0].groups] == [False, True, True]
    assert [g.number for g in found.columns[0].groups] == [100, 60, 40]


def test_counts_of_the_threshold_itself_are_shown() -> None:
    found = audit(*people(a=(20, 10), b=(20, 10)))
    assert [g.figures["placed"] is not None for g in found.columns[0].groups] == [True, True]
    found = audit(*people(a=(20, 10), b=(20, 11)))
    assert [g.figures["placed"] is not None for g in found.columns[0].groups] == [False, False]


def test_too_few_in_all_show_nothing() -> None:
    found = audit(*people(a=(5, 5), b=(4, 4)))
    assert (found.whole, found.tests) == (None, 0)
    assert [c.groups for c in found.columns] == [()]


def test_who_has_nothing_filled_in_is_a_group_too() -> None:
    outcomes, groups = people(a=(30, 15), b=(30, 15))
    of = {own: (None,) if own.startswith("b") else cells for own, cells in groups.of.items()}
    found = audit(outcomes, Groups(groups.columns, of))
    assert {g.name for g in found.columns[0].groups} == {"a", None}


def test_a_column_of_names_shows_no_name() -> None:
    outcomes, groups = people(a=(30, 15), b=(30, 15))
    named = Groups(("taal", "naam"), {own: (*cells, f"Kind {own}") for own, cells in groups.of.items()})
    found = audit(outcomes, named)
    assert "Kind" not in str(audit_data(found))
    assert found.columns[1].hidden == 60


def test_a_column_that_splits_a_group_cannot_give_a_part_away() -> None:
    # with the first column alone a is shown; the second splits it in a large part and a small one
    outcomes, _ = people(a=(45, 20), b=(60, 30))
    parts = {o.leerling: ("a", "a2" if o.leerling in {f"a{i}" for i in range(5)} else "a1") for o in outcomes[:45]}
    parts |= {o.leerling: ("b", "b1" if i % 2 else "b2") for i, o in enumerate(outcomes[45:])}
    found = audit(outcomes, Groups(("heel", "deel"), dict(parts)))
    shown = {g.name for c in found.columns for g in c.groups}
    # a2 has five, so a1 and a may not both be known; b1 and b2 may, unless a2 follows from the total
    assert not {"a", "a1"} <= shown
    assert not {"a1", "b1", "b2"} <= shown
    assert not {"b", "a1"} <= shown


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    combinations = sorted(draw(st.sets(st.tuples(st.integers(0, 2), st.integers(0, 1)), min_size=2, max_size=4)))
    having = [draw(st.integers(0, 4)) for _ in combinations]
    without = [draw(st.integers(0, 4)) for _ in combinations]
    return combinations, having, without


def ways(sizes: list[int], parts: int) -> Iterator[tuple[int, ...]]:
    """All ways to divide a total over so many parts."""
    total = sum(sizes)
    for cut in itertools.combinations_with_replacement(range(total + 1), parts - 1):
        ends = (0, *cut, total)
        yield tuple(b - a for a, b in itertools.pairwise(ends))


@settings(max_examples=40)
@given(tables())
def test_nothing_hidden_can_be_told_to_within_the_threshold(
    table: tuple[list[tuple[int, int]], list[int], list[int]],
) -> None:
    """Every table that agrees with what is shown is written out: hidden counts differ widely enough among them."""
    combinations, having, without = table
    names = sorted({(c, cell[c]) for cell in combinations for c in (0, 1)})
    holds = np.array([[cell[c] == name for cell in combinations] for c, name in names])
    rows = Rows(np.array([c for c, _ in names]), holds)
    counts = (holds * np.array(having)).sum(axis=1)
    sizes = counts + (holds * np.array(without)).sum(axis=1)
    threshold = 2
    nameless = hidden_sizes(rows, sizes, threshold)
    hidden = hidden_counts(rows, sizes, counts, nameless, threshold)
    assert not (nameless & ~hidden).any()
    assert hidden[(counts < threshold) | (sizes - counts < threshold)].all()
    seen: dict[int, set[int]] = {}
    unseen: dict[int, set[int]] = {}
    for y in ways(having, len(combinations)):
        ys = (holds * np.array(y)).sum(axis=1)
        if (ys != counts)[~hidden].any():
            continue
        for w in ways(without, len(combinations)):
            ws = (holds * np.array(w)).sum(axis=1)
            if (ws != sizes - counts)[~hidden].any() or (ys + ws != sizes)[~nameless].any():
                continue
            for r in np.flatnonzero(hidden).tolist():
                seen.setdefault(r, set()).add(int(ys[r]))
                unseen.setdefault(r, set()).add(int(ws[r]))
    for r in np.flatnonzero(hidden).tolist():
        if not hidden.all():
            assert max(seen[r]) - min(seen[r]) >= threshold
            assert max(unseen[r]) - min(unseen[r]) >= threshold


def test_nothing_is_hidden_without_need() -> None:
    rows = Rows(np.array([0, 0, 0]), np.eye(3, dtype=bool))
    sizes = np.array([30, 40, 50])
    assert not hidden_sizes(rows, sizes, 10).any()
    assert not hidden_counts(rows, sizes, sizes // 2, np.zeros(3, dtype=bool), 10).any()
    assert hidden_sizes(rows, np.array([3, 40, 50]), 10).tolist() == [True, True, False]
    assert hidden_sizes(rows, np.array([3, 4, 50]), 10).tolist() == [True, True, True]
    assert hidden_sizes(rows, np.array([5, 6, 50]), 10).tolist() == [True, True, False]


def test_holm() -> None:
    assert holm([]) == []
    # the example of p.adjust in R
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.9]) == [1.0, 1.0]


def test_groups_by_lot_are_seldom_marked() -> None:
    rng = random.Random(5)
    marked: Counter[bool] = Counter()
    for _ in range(40):
        of: dict[str, tuple[str | None, ...]] = {f"L{i}": (rng.choice("abc"),) for i in range(90)}
        outcomes = [Outcome(own, placed=True, first_rung=rng.random() < 0.5) for own in of]
        figures = [g.figures[m] for g in audit(outcomes, Groups(("c",), of)).columns[0].groups for m in MEASURES]
        marked[any(f is not None and f.p_adjusted is not None and f.p_adjusted < 0.05 for f in figures)] += 1
    assert marked[True] <= 4
