"""What a forced arc costs, against solving everything anew by brute force."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.solving.assignment import Lexicographic
from tests.solving.assignment.forests import costs, feasible, fits, forest


@pytest.mark.parametrize("seed", range(100))
def test_the_price_is_that_of_solving_anew(seed: int) -> None:
    problem = forest(seed + 3000)
    first, worst, second, third = costs(seed, problem, 4)
    search = Lexicographic(problem)
    search.minimise([first])
    limit = search.minimise_worst(worst).value
    search.minimise([second, third])
    stages = [first, worst > limit, second, third]
    choices = feasible(problem)

    def key(choice: np.ndarray) -> tuple[int, ...]:
        return tuple(int(cost[choice].sum()) for cost in stages)

    now = key(search.choice)
    for arc in range(problem.arcs):
        item = int(problem.owner[arc])
        forced = [key(choice) for choice in choices if choice[item] == arc]
        price = search.price_of(item, arc)
        if not forced:
            assert price is None
            continue
        assert price is not None
        assert price.change == tuple(a - b for a, b in zip(min(forced), now, strict=True))
        after = search.choice.copy()
        for move in price.moves:
            assert after[move.item] == move.source
            after[move.item] = move.target
        assert after[item] == arc
        assert fits(problem, after)
        assert key(after) == min(forced)
