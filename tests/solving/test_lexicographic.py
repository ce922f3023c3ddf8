"""The stage driver on toys whose optima are known."""

from __future__ import annotations

import itertools

import pytest

from optimizer.solving.cpsat import CpModel, solve
from optimizer.solving.lexicographic import Incumbent, Lexicographic, Stage, StageOutcome
from optimizer.solving.limits import Limits, Meter
from tests.solving.toys import Signal, Toy, driver, knapsack, relaxed, trade


def values(outcomes: list[StageOutcome]) -> dict[str, int]:
    return {o.key: o.value for o in outcomes}


@pytest.mark.parametrize(
    ("order", "expected"), [(("dear", "cheap"), {"dear": 0, "cheap": 3}), (("cheap", "dear"), {"cheap": 0, "dear": 3})]
)
def test_the_order_decides_and_no_weight_inverts_it(order: tuple[str, str], expected: dict[str, int]) -> None:
    outcomes = driver(trade(*order)).run()
    assert values(outcomes) == expected
    assert all(o.proven and not o.conditional for o in outcomes)


def ladder(order: tuple[str, ...]) -> Toy:
    """Three values of which two may be small, at a price for the third."""
    toy = Toy()
    found = {name: toy.variable(0, 12, name) for name in "abc"}
    toy.model.add(found["a"] + found["b"] + found["c"] >= 12)
    toy.model.add(2 * found["a"] + found["b"] >= 6)
    toy.model.add(found["c"] <= 8)
    for key in order:
        toy.stage(key, found[key])
    return toy


@pytest.mark.parametrize("order", list(itertools.permutations("abc")))
def test_against_all_solutions(order: tuple[str, ...]) -> None:
    every = (
        dict(zip("abc", each, strict=True))
        for each in itertools.product(range(13), repeat=3)
        if sum(each) >= 12 and 2 * each[0] + each[1] >= 6 and each[2] <= 8
    )
    best = min(tuple(each[key] for key in order) for each in every)
    outcomes = driver(ladder(order)).run()
    assert tuple(values(outcomes)[key] for key in order) == best
    assert [o.bound for o in outcomes] == list(best)


def test_a_known_bound_proves_without_a_search() -> None:
    toy = Toy()
    x = toy.variable(4, 9, "x")
    toy.stage("x", x, known_bound=4)
    found = driver(toy)
    found.incumbent = Incumbent((4,))
    (outcome,) = found.run()
    assert outcome == StageOutcome("x", 4, 4, conditional=False)
    assert found.meter.work_used == 0.0


def test_an_infeasible_model_has_no_outcomes() -> None:
    toy = trade("dear", "cheap")
    toy.model.add(toy.stages[0].variable + toy.stages[1].variable <= 2)
    found = driver(toy)
    assert found.run() == []
    assert found.infeasible
    assert found.incumbent.values is None
    with pytest.raises(LookupError):
        found.incumbent.value(toy.stages[0].variable)


@pytest.mark.parametrize("stop", [None, Signal()])
def test_without_any_time_the_incumbent_stays_with_bounds_below_it(stop: Signal | None) -> None:
    toy = trade("dear", "cheap")
    meter = Meter(Limits(None, 0.0) if stop is None else Limits(None), stop)
    found = Lexicographic(toy.model, toy.stages, meter, relaxed(toy), lambda *_: iter(()))
    found.incumbent = Incumbent((2, 3))
    outcomes = found.run()
    assert [(o.key, o.value, o.bound, o.conditional) for o in outcomes] == [
        ("dear", 2, 0, False),
        ("cheap", 3, 0, True),
    ]
    assert found.incumbent.values == (2, 3)
    assert not found.infeasible


def test_a_bound_is_conditional_exactly_after_an_unproven_stage() -> None:
    toy = Toy()
    first, second, third = (toy.variable(0, 9, name) for name in ("first", "second", "third"))
    toy.stage("first", first, known_bound=3)
    toy.stage("second", second, known_bound=1)
    toy.stage("third", third, known_bound=2)
    found = Lexicographic(toy.model, toy.stages, Meter(Limits(None, 0.0)), relaxed(toy), lambda *_: iter(()))
    found.incumbent = Incumbent((3, 4, 2))
    outcomes = found.run()
    assert [(o.proven, o.conditional) for o in outcomes] == [(True, False), (False, False), (True, True)]


def test_a_later_stage_never_worsens_an_earlier_one() -> None:
    toy = knapsack(60, seed=3)
    found = driver(toy, Limits(None, 0.2))
    told: list[tuple[str, int | None]] = []
    found.on_progress = lambda key, value, _: told.append((key, value))
    left, few = found.run()
    assert found.incumbent.values is not None
    after_left = [value for key, value in told if key == "left" and value is not None][-1]
    assert left.value <= after_left
    assert found.incumbent.value(toy.stages[0].variable) == left.value
    assert left.bound <= left.value
    assert few.bound <= few.value


def test_what_is_told_only_improves_within_a_stage() -> None:
    found = driver(knapsack(60, seed=3), Limits(None, 0.2), threads=2)
    told: list[tuple[str, int, int]] = []

    def keep(key: str, value: int | None, bound: int | None) -> None:
        if value is not None and bound is not None:
            told.append((key, value, bound))

    found.on_progress = keep
    found.run()
    for key in ("left", "few"):
        seen = [value for name, value, _ in told if name == key]
        assert seen == sorted(seen, reverse=True)
    assert all(bound <= value for _, value, bound in told)


def test_bounds_hold_for_the_true_optimum_when_cut_short() -> None:
    best = driver(knapsack(24, seed=2)).run()
    assert all(o.proven for o in best)
    for work in (0.0005, 0.005, 0.05):
        found = driver(knapsack(24, seed=2), Limits(None, work)).run()
        if found:
            assert found[0].bound <= best[0].value <= found[0].value


def test_a_large_model_gets_its_bound_from_the_relaxation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.solving.lexicographic.SMALL_MODEL", 0)
    toy = knapsack(24, seed=2)
    best = driver(knapsack(24, seed=2)).run()
    start = solve(toy.model, Limits(None), seed=1).values
    bounds: list[int] = []
    found = driver(toy, Limits(None, 1.0), threads=2)
    bare, stages = relaxed(toy)
    bare.add(stages[0].variable >= best[0].value - 5)
    found.relaxation = (bare, stages)
    found.incumbent = Incumbent(start)
    found.on_progress = lambda key, _, bound: bounds.append(bound or 0) if key == "left" else None
    outcomes = found.run()
    assert max(bounds) >= best[0].value - 5
    assert outcomes[0].bound >= best[0].value - 5
    assert outcomes[0].bound <= best[0].value <= outcomes[0].value


@pytest.mark.parametrize("threads", [1, 2])
def test_seed_threads_and_work_decide_the_result(threads: int) -> None:
    def run() -> tuple[list[StageOutcome], tuple[int, ...] | None, float]:
        found = driver(knapsack(60, seed=4), Limits(None, 0.3), seed=7, threads=threads)
        return found.run(), found.incumbent.values, found.meter.work_used

    assert run() == run()


def test_a_stop_in_the_first_stage_keeps_what_was_found() -> None:
    toy = knapsack(200, seed=5)
    signal = Signal(after=10**9)
    found = driver(toy, Limits(300.0))
    found.meter.stop = signal

    def stop(_key: str, value: int | None, _bound: int | None) -> None:
        if value is not None:
            signal.after = 0

    found.on_progress = stop
    outcomes = found.run()
    assert [o.key for o in outcomes] == ["left", "few"]
    assert found.meter.stopped
    assert outcomes[1].conditional


def test_stages_share_the_work_by_weight() -> None:
    model = CpModel()
    light, heavy = Stage("light", model.new_int_var(0, 1, "l")), Stage("heavy", model.new_int_var(0, 1, "h"), 0, 3.0)
    weights = {s.key: s.weight for s in (light, heavy)}
    assert Meter(Limits(None, 8.0)).share("light", weights) == Limits(None, 2.0)
