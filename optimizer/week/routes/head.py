"""The first stages of a week weighed in one sum, to look for plans that are good in all of them.

The weights are for the search only: a plan is taken when it is better in the order of the stages, and values and bounds
are those of each stage alone.
"""

from __future__ import annotations

import numpy as np

from optimizer.domain.placement import PlacementStage
from optimizer.domain.vocabulary import StageKey
from optimizer.solving.lexicographic import Stage
from optimizer.week.routes.master import Master

UNMET = frozenset({StageKey.UNMET_URGENT, StageKey.UNMET_NORMAL, StageKey.UNMET_LOW})
MINUTES_STAGES = UNMET | {PlacementStage.SUPPORT_MISSING}
"""Stages that count minutes of what does not take place."""
HEAD = MINUTES_STAGES | {StageKey.OVERLEG_MISSED, StageKey.RUNNING_BROKEN}
"""Stages that say what takes place at all."""
WORTH = 10
"""A unit of a stage weighs so many of the next one's."""
MINUTES = 30
"""What one more or less weighs in minutes, before that."""


def head_of(stages: tuple[Stage, ...], first: int) -> tuple[Stage, ...]:
    """Return the stages from the first on that say what takes place."""
    found: list[Stage] = []
    for stage in stages[first:]:
        if stage.key not in HEAD:
            break
        found.append(stage)
    return tuple(found)


def weights_of(head: tuple[Stage, ...]) -> np.ndarray:
    """Return the weight of every stage of a head: (stages,) integers."""
    weights: list[int] = []
    for position, stage in reversed(list(enumerate(head))):
        after = head[position + 1] if position + 1 < len(head) else None
        if after is None:
            weights.append(1)
        else:
            counted = stage.key not in MINUTES_STAGES and after.key in MINUTES_STAGES
            weights.append(weights[-1] * WORTH * (MINUTES if counted else 1))
    return np.array(weights[::-1], dtype=np.int64)


def columns_of(master: Master, stages: tuple[Stage, ...]) -> np.ndarray:
    """Return the columns that hold the values of stages."""
    return np.array([master.stage_column(stage) for stage in stages], dtype=np.int64)
