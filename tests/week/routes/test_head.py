"""The first stages in one weighed sum."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain.vocabulary import StageKey
from optimizer.solving.cpsat import CpModel
from optimizer.solving.lexicographic import Stage
from optimizer.week.routes.head import columns_of, head_of, weights_of
from tests.week.routes.weeks import master_of

M, R, U, N, L = (
    StageKey.OVERLEG_MISSED,
    StageKey.RUNNING_BROKEN,
    StageKey.UNMET_URGENT,
    StageKey.UNMET_NORMAL,
    StageKey.UNMET_LOW,
)
T, C = StageKey.TRAVEL, StageKey.CHANGES


def stages(*keys: StageKey) -> tuple[Stage, ...]:
    model = CpModel()
    return tuple(Stage(key, model.new_int_var(0, 9, key)) for key in keys)


@pytest.mark.parametrize(
    ("keys", "first", "length"),
    [
        ((M, R, U, N, L, T, C), 0, 5),
        ((M, R, U, N, L, T, C), 2, 3),
        ((M, R, U, N, L, T, C), 5, 0),
        ((M, U, C, N, L), 0, 2),
        ((M, U, C, N, L), 3, 2),
        ((T, M), 0, 0),
    ],
)
def test_it_ends_where_a_stage_says_more_than_what_takes_place(
    keys: tuple[StageKey, ...], first: int, length: int
) -> None:
    every = stages(*keys)
    assert head_of(every, first) == every[first : first + length]


@pytest.mark.parametrize(
    ("keys", "weights"),
    [
        ((L,), [1]),
        ((U, N, L), [100, 10, 1]),
        ((M, R, U, N, L), [300_000, 30_000, 100, 10, 1]),
        ((U, R, L), [3_000, 300, 1]),
        ((M, R), [10, 1]),
        ((), []),
    ],
)
def test_a_stage_weighs_more_than_those_after_it(keys: tuple[StageKey, ...], weights: list[int]) -> None:
    assert weights_of(stages(*keys)).tolist() == weights


def test_columns_hold_the_values_of_the_stages() -> None:
    master = master_of(-1)
    found = columns_of(master, master.stages[:3])
    assert found.dtype == np.int64
    assert [master.decisions[c] for c in found] == [stage.variable.index for stage in master.stages[:3]]
