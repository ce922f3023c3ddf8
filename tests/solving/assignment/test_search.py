"""Stages of sums and worst values against brute force."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.solving.assignment import Lexicographic, Stage
from tests.solving.assignment.forests import costs, feasible, fits, forest


@pytest.mark.parametrize("seed", range(120))
def test_stages_are_those_of_brute_force_and_the_face_is_exact(seed: int) -> None:
    problem = forest(seed)
    stages = costs(seed, problem, 3)
    choices = feasible(problem)
    search = Lexicographic(problem)
    found = search.minimise(stages)
    keys = [tuple(int(cost[choice].sum()) for cost in stages) for choice in choices]
    best = min(keys)
    assert found == [Stage(value, value) for value in best]
    assert fits(problem, search.choice)
    assert tuple(int(cost[search.choice].sum()) for cost in stages) == best
    used = {int(arc) for choice, key in zip(choices, keys, strict=True) if key == best for arc in choice}
    assert set(np.flatnonzero(search.face)) == used


@pytest.mark.parametrize("seed", range(120))
def test_a_worst_in_between_limits_what_comes_after(seed: int) -> None:
    problem = forest(seed + 1000)
    first, worst, second, third = costs(seed, problem, 4, highest=6)
    search = Lexicographic(problem)
    found = [*search.minimise([first]), search.minimise_worst(worst), *search.minimise([second, third])]
    best = min(
        (int(first[c].sum()), int(worst[c].max()), int(second[c].sum()), int(third[c].sum())) for c in feasible(problem)
    )
    assert found == [Stage(value, value) for value in best]
    assert fits(problem, search.choice)


@pytest.mark.parametrize("seed", range(120))
def test_a_load_comes_last_and_keeps_all_before(seed: int) -> None:
    problem = forest(seed + 2000)
    first, worst = costs(seed, problem, 2, highest=2)
    rng = np.random.default_rng(seed)
    counted, group = rng.random(problem.arcs) < 0.8, rng.integers(0, 3, problem.arcs)
    search = Lexicographic(problem)
    found = [*search.minimise([first]), search.minimise_worst(worst), search.minimise_load(counted, group)]
    best = min(
        (int(first[c].sum()), int(worst[c].max()), max(np.bincount(group[c[counted[c]]], minlength=1)))
        for c in feasible(problem)
    )
    assert found == [Stage(value, value) for value in best]
    assert fits(problem, search.choice)
    with pytest.raises(ValueError, match="comes last"):
        search.minimise([first])
