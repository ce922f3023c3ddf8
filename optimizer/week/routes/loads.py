"""A second bound: the week without order and clock, but of whole visits; it may be strong where the first is weak."""

from __future__ import annotations

from functools import cached_property

from optimizer.solving.cpsat import solve
from optimizer.solving.lexicographic import Stage
from optimizer.solving.limits import Limits, Meter
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.direct.stages import week_formulation
from optimizer.week.options import Options
from optimizer.week.routes.master import Formulation

MOST_WORK = 2.0
"""Deterministic work after which the bound hardly moves."""


class Loads:
    """The relaxation of a week, with the stages so far held at their values."""

    def __init__(self, options: Options, formulate: Formulation = week_formulation, *, seed: int) -> None:
        self.options, self.formulate, self.seed = options, formulate, seed
        self._held: dict[str, int] = {}

    @cached_property
    def _model(self) -> tuple[DirectModel, dict[str, Stage]]:
        direct, stages = self.formulate(self.options, Inside.LOADS)
        return direct, {stage.key: stage for stage in stages}

    def hold(self, key: str, value: int) -> None:
        """Let a stage be no worse than a value from here on."""
        self._held[key] = value

    def bound(self, key: str, meter: Meter, limits: Limits) -> float:
        """Return a lower bound on a stage, proven within limits."""
        direct, stages = self._model
        for held, value in self._held.items():
            direct.model.add(stages[held].variable <= value)
        self._held.clear()
        direct.model.minimize(stages[key].variable)
        work = MOST_WORK if limits.work is None else min(MOST_WORK, limits.work)
        run = solve(direct.model, Limits(limits.seconds, work), seed=self.seed, stop=meter.stop)
        meter.work_used += run.work
        return 0.0 if run.bound is None else float(run.bound)
