"""Where begeleiders are looked for at a few places only, bounds hold for all places all the same."""

from __future__ import annotations

import pytest

import optimizer
from optimizer.domain.result import Status
from tests.agreement.joint.tiny import joint
from tests.rules.matrix import table_matrix

CHUNK = 10


def honest(seed: int) -> bool:
    """Compare a limited plan with the best one; tell whether the limit left something out."""
    region, matrix = joint(seed)
    if seed % 3:  # with any travel bounds may say nothing; with this one they do
        matrix = table_matrix(region, default=3 + seed % 4)
    best = optimizer.solve_joint(region, matrix=matrix, time_limit=None, threads=1)
    if best.status is not Status.OPTIMAL:
        return False
    limited = optimizer.solve_joint(region, matrix=matrix, time_limit=None, threads=1, candidates_limit=0)
    for mine, true in zip(limited.stages, best.stages, strict=True):
        # up to the first stage in which they differ, the same plans are compared
        assert mine.bound <= true.value, (seed, mine.key)
        if mine.value != true.value:
            assert mine.value > true.value, (seed, mine.key)
            break
    return limited.candidates_limit is not None


@pytest.mark.parametrize("start", range(0, 10, CHUNK))
def test_bounds_hold_for_the_places_left_out(start: int) -> None:
    limited = [honest(seed) for seed in range(start, start + CHUNK)]
    assert any(limited)
