"""What is kept of runs: it only gets better, never contradicts itself, and shows a hand at work."""

from __future__ import annotations

import json
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instances.catalogue.best_known import (
    BestKnownError,
    ContradictionError,
    Known,
    Run,
    StageKnown,
    best_known,
    dump,
    first_difference,
    merged,
    parse,
)
from instances.catalogue.index import CatalogueError, dump_index, index, instance, read_index
from optimizer.domain.placement import PLACEMENT_STAGES
from optimizer.domain.vocabulary import STAGES

KEYS = ("first", "second", "third")
SHA = "a" * 64


def entry(values: tuple[int, ...], bounds: tuple[int, ...], command: str = "run", instance: str = "toy") -> Known:
    run = Run(command=command, date=date(2026, 11, 22), kringplan="0.1.0", ortools="9", seconds=1.0)
    stages = tuple(StageKnown(key=k, value=v, bound=b) for k, v, b in zip(KEYS, values, bounds, strict=True))
    return Known(instance=instance, problem="week", sha256=SHA, stages=stages, values_by=run, bounds_by=run)


def bounds(known: Known) -> tuple[int, ...]:
    return tuple(stage.bound for stage in known.stages)


def test_the_first_entry_is_kept_as_it_is() -> None:
    new = entry((3, 2, 1), (3, 0, 0))
    assert merged(None, new) is new


def test_a_better_value_takes_the_place_of_a_worse_one_and_keeps_the_bounds_that_hold() -> None:
    # bounds of the first two stages are about the same plans; that of the third was about another second value
    found = merged(entry((3, 9, 5), (3, 4, 5), "old"), entry((3, 7, 8), (2, 1, 2), "new"))
    assert found.values == (3, 7, 8)
    assert bounds(found) == (3, 4, 2)
    assert found.values_by.command == "new"


def test_a_worse_value_is_not_kept_but_its_bounds_up_to_the_difference_are() -> None:
    old = entry((3, 7, 8), (2, 1, 2), "old")
    found = merged(old, entry((3, 9, 5), (3, 4, 5), "new"))
    assert found.values == (3, 7, 8)
    assert bounds(found) == (3, 4, 2)
    assert (found.values_by.command, found.bounds_by.command) == ("old", "new")


def test_nothing_changes_when_nothing_is_better() -> None:
    old = entry((3, 7, 8), (3, 4, 2), "old")
    assert merged(old, entry((3, 7, 8), (1, 4, 0), "new")) is old
    assert merged(old, entry((4, 0, 0), (0, 0, 0), "new")) is old


@pytest.mark.parametrize(
    ("values", "limits"),
    [((2, 0, 0), (0, 0, 0)), ((3, 3, 0), (0, 0, 0)), ((3, 7, 8), (0, 8, 0)), ((3, 9, 0), (0, 8, 0))],
)
def test_a_value_below_a_bound_is_refused(values: tuple[int, ...], limits: tuple[int, ...]) -> None:
    """The known plan is (3, 7, 8), and 3 and 4 are proven for its first two stages."""
    with pytest.raises(ContradictionError, match="at least"):
        merged(entry((3, 7, 8), (3, 4, 0)), entry(values, limits))


def test_a_run_whose_own_bound_is_above_its_value_is_refused() -> None:
    with pytest.raises(ContradictionError, match="second is 2, but at least 3 is proven"):
        merged(None, entry((1, 2, 3), (0, 3, 0)))


@pytest.mark.parametrize(
    "change",
    [
        {"instance": "other"},
        {"problem": "placement"},
        {"sha256": "b" * 64},
        {"stages": entry((1, 1, 1), (0, 0, 0)).stages[::-1]},
    ],
)
def test_an_entry_about_something_else_is_refused(change: dict[str, object]) -> None:
    old = entry((1, 1, 1), (0, 0, 0))
    with pytest.raises(ContradictionError, match="another"):
        merged(old, old.model_copy(update=change))


small_vectors = st.tuples(*(st.integers(0, 3),) * 3)


@given(plans=st.sets(small_vectors, min_size=1, max_size=8), data=st.data())
def test_whatever_is_run_values_fall_and_bounds_stay_true(plans: set[tuple[int, ...]], data: st.DataObject) -> None:
    """A made-up problem of a few plans: runs find any of them and prove any true bounds."""

    def true_bound(at: int, values: tuple[int, ...]) -> int:
        return min(p[at] for p in plans if p[:at] == values[:at])

    known: Known | None = None
    for _ in range(5):
        values = data.draw(st.sampled_from(sorted(plans)))
        limits = tuple(data.draw(st.integers(0, true_bound(at, values))) for at in range(3))
        before, known = known, merged(known, entry(values, limits))
        assert known.values in plans
        assert all(b <= true_bound(at, known.values) for at, b in enumerate(bounds(known)))
        if before is not None:
            assert known.values == min(before.values, values)
            at = first_difference(before, known)
            assert all(a <= b for a, b in zip(bounds(before)[: at + 1], bounds(known), strict=False))


def test_a_proof_is_that_all_values_equal_their_bounds() -> None:
    for limits in product((0, 1), (0, 2), (0, 3)):
        assert entry((1, 2, 3), limits).proven == (limits == (1, 2, 3))


def test_the_file_is_read_as_it_was_written() -> None:
    table = {(one.instance, one.problem): one for one in (entry((1, 2, 3), (1, 0, 0), instance=n) for n in "ba")}
    assert parse(dump(table), {"a": SHA, "b": SHA}) == table
    assert [json.loads(line.rstrip(","))["instance"] for line in dump(table).splitlines()[1:-1]] == ["a", "b"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"value": 2', '"value": 1', "seal"),
        ('"seconds": 1.0', '"seconds": 0.5', "seal"),
        ('"bound": 1', '"bound": 9', "at least 9 is proven"),
        ('"instance": "a"', '"instance": "c"', "c is not in the catalogue"),
        (SHA, "b" * 64, "another region"),
        ('"schema_version": 1', '"schema_version": 2', "cannot be read"),
        ('"key": "first"', '"name": "first"', "cannot be read"),
        ("{", "[", "cannot be read"),
    ],
)
def test_a_file_that_was_changed_by_hand_is_refused(old: str, new: str, said: str) -> None:
    text = dump({("a", "week"): entry((1, 2, 3), (1, 0, 0), instance="a")})
    assert old in text
    with pytest.raises(BestKnownError, match=said):
        parse(text.replace(old, new, 1), {"a": SHA})


def test_entries_that_stand_twice_are_refused() -> None:
    lines = dump({("a", "week"): entry((1, 2, 3), (1, 0, 0), instance="a")}).splitlines()
    with pytest.raises(BestKnownError, match="twice"):
        parse("\n".join([lines[0], lines[1] + ",", *lines[1:]]), {"a": SHA})


def test_the_shipped_file_is_sound_and_holds_every_small_instance_proven() -> None:
    table = best_known()
    small = {name for name, one in index().items() if one.size.value == "small"}
    for problem, keys in {"week": STAGES, "placement": PLACEMENT_STAGES}.items():
        for name in small:
            assert table[name, problem].proven, f"{name} {problem}"
        assert all(one.keys == tuple(k.value for k in keys) for one in table.values() if one.problem == problem)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"village-small-1"', '"village-small-9"', "is not the name"),
        ('"seed": 1', '"seed": -1', "is no catalogue"),
        ('"sha256": "', '"sha256": "x', "is no catalogue"),
        ("village-small-2", "village-small-1", "is not the name"),
    ],
)
def test_a_list_of_instances_that_was_changed_is_refused(old: str, new: str, said: str) -> None:
    text = dump_index(iter(index().values()))
    assert read_index(text) == index()
    with pytest.raises(CatalogueError, match=said):
        read_index(text.replace(old, new, 1))


def test_an_instance_that_is_listed_twice_is_refused() -> None:
    one = index()["village-small-1"]
    with pytest.raises(CatalogueError, match="twice"):
        read_index(dump_index(iter([one, one])))


def test_an_instance_that_comes_out_otherwise_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "village-small-1"
    changed = {name: index()[name].model_copy(update={"sha256": SHA})}
    monkeypatch.setattr("instances.catalogue.index.index", lambda: changed)
    with pytest.raises(CatalogueError, match="other bytes"):
        instance(name)
    with pytest.raises(CatalogueError, match="does not list"):
        instance("village-small-9")
