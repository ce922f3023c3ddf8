"""Which routes can matter to a stage: a visit that no stage so far counts is left out of a plan at no loss.

Leaving out a visit shortens the way, so what remains is a plan too, as good in the stages so far. This needs travel
that is never longer direct than by way of a third place, and paid legs that do not grow when a stop or a half day
goes; where either fails, every route matters.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.placement import PLACEMENT_STAGES, PlacementStage
from optimizer.domain.places import base_place
from optimizer.domain.vocabulary import UNMET_STAGE, LegKind, Mode
from optimizer.solving.lexicographic import Stage
from optimizer.week.options import VisitOption
from optimizer.week.routes.head import HEAD
from optimizer.week.routes.master import Master
from optimizer.week.routes.pool import FAR
from optimizer.week.running import running_commitments
from optimizer.week.sessions import SessionStop

MONOTONE = (
    frozenset[LegKind](),
    frozenset({LegKind.BETWEEN}),
    frozenset({LegKind.BETWEEN, LegKind.MIDDAY}),
    frozenset(LegKind),
)
"""Paid legs whose minutes never grow when a stop or a half day is left out."""


class Relevance:
    """The routes that matter to every stage of a master."""

    def __init__(self, master: Master) -> None:
        self.master = master
        options = master.rows.options
        self.running = running_commitments(options).hulpvragen
        self.stage_of: dict[str, str] = {d.hulpvraag.id: UNMET_STAGE[d.priority] for d in options.own}
        self.stage_of |= dict.fromkeys(options.beside, PlacementStage.SUPPORT_MISSING)
        self.sound = frozenset(options.region.policy.paid_travel) in MONOTONE and self._direct_is_shortest()

    def _direct_is_shortest(self) -> bool:
        options = self.master.rows.options
        places: dict[Mode, dict[str, None]] = {}
        for pool in self.master.routes.pools:
            mode = options.index.begeleiders[pool.begeleider].mode
            places.setdefault(mode, {}).update(dict.fromkeys(pool.places))
        for begeleider in options.region.begeleiders:
            if begeleider.mode in places:
                places[begeleider.mode][base_place(begeleider.id)] = None
        return all(direct_is_shortest(options.matrix, mode, tuple(found)) for mode, found in places.items())

    def of(self, stage: Stage) -> np.ndarray:
        """Return whether each column can matter to a stage and those before it: (columns,) bool."""
        matters = np.ones(len(self.master.model.lower), dtype=bool)
        counted: set[str] = set()
        for known in self.master.stages:
            counted.add(known.key)
            if known.key == stage.key:
                break
        if self.sound and counted <= HEAD | {*PLACEMENT_STAGES}:
            matters[self.master.route0 : self.master.joint0] = self._routes(counted)
        return matters

    def _routes(self, counted: Collection[str]) -> np.ndarray:
        parts = []
        for pool, labels in zip(self.master.routes.pools, self.master.routes.labels, strict=True):
            # one more for the place of no stop
            able = np.array([self._counts(item, counted) for item in pool.items] + [True], dtype=bool)
            parts.append(np.all(able[labels.order], axis=1))
        return np.concatenate(parts) if parts else np.zeros(0, dtype=bool)

    def _counts(self, item: object, counted: Collection[str]) -> bool:
        if isinstance(item, SessionStop):
            asked = self.master.rows.options.index.arrangementen[item.arrangement]
            seats = self.master.rows.beside is not None and PlacementStage.SUPPORT_MISSING in counted
            return asked.running is not None or seats or UNMET_STAGE[asked.priority] in counted
        if not isinstance(item, VisitOption):
            return True
        return self.stage_of[item.hulpvraag] in counted or self.running.get(item.hulpvraag) == item.begeleider


def direct_is_shortest(matrix: TravelMatrix, mode: Mode, places: tuple[str, ...]) -> bool:
    """Tell whether no way between two places is shorter by way of a third one."""
    table = matrix.minutes_between(mode, places)
    minutes = np.array([[FAR if m is None else m for m in row] for row in table], dtype=np.int64)
    return all(np.all(minutes <= minutes[:, [by]] + minutes[by]) for by in range(len(places)))
