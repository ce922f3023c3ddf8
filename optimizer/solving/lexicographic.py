"""Lexicographic stages: each minimised in turn, its value fixed by a row before the next one starts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from optimizer.solving.cpsat import CpModel, IntVar, Outcome, hint, solve
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.neighbourhoods import Neighbourhood, Search, improve

SMALL_MODEL = 6_000
"""Variables up to which the whole model is solved before any neighbourhood."""
BOUND_SHARE = 0.5
"""Share of a stage's limits for the bound of the relaxation."""
BOUND_WORK = 2.0
"""Deterministic work after which the relaxation is left: by then its bound hardly moves."""
WHOLE_SECONDS, WHOLE_WORK = 15.0, 8.0
"""A large model is solved whole only when at least this is left: less does not pay for its presolve."""


@dataclass(frozen=True)
class Stage:
    """One objective: its key, the variable that holds its value, and a lower bound known beforehand."""

    key: str
    variable: IntVar
    known_bound: int = 0
    weight: float = 1.0
    """Share of the limits, relative to the other stages."""


@dataclass(frozen=True)
class StageOutcome:
    """Value and proven bound of a stage; `conditional` on the values of earlier stages not all proven."""

    key: str
    value: int
    bound: int
    conditional: bool

    @property
    def proven(self) -> bool:
        """Whether value and bound meet."""
        return self.value == self.bound


def judged(stages: Sequence[Stage], values: Sequence[int], bounds: Sequence[int]) -> list[StageOutcome]:
    """Return the outcome of every stage: conditional from the first one on that follows one not proven."""
    outcomes: list[StageOutcome] = []
    proven_so_far = True
    for stage, value, bound in zip(stages, values, bounds, strict=True):
        outcomes.append(StageOutcome(stage.key, value, min(value, bound), not proven_so_far))
        proven_so_far = proven_so_far and outcomes[-1].proven
    return outcomes


@dataclass
class Incumbent:
    """The best complete solution so far, held outside the solver."""

    values: tuple[int, ...] | None = None

    def value(self, variable: IntVar) -> int:
        """Return the value of a variable.

        Raises
        ------
        LookupError
            When there is no solution yet.
        """
        if self.values is None:
            raise LookupError("there is no solution yet")
        return self.values[variable.index]


@dataclass
class Lexicographic:
    """Runs the stages of a model in order, within limits, keeping the best solution throughout.

    Parameters
    ----------
    model
        The model without objective; rows that fix earlier stages are added to it.
    relaxation
        A model whose every stage is at most that of `model` at the same earlier values, with its stages in the
        same order; it gives quick bounds.
    neighbourhoods
        Makes an endless row of neighbourhoods for a stage, given its key and a seeded generator.
    on_progress
        Called with key, value (null when none yet) and bound.
    """

    model: CpModel
    stages: Sequence[Stage]
    meter: Meter
    relaxation: tuple[CpModel, Sequence[Stage]]
    neighbourhoods: Callable[[str, random.Random], Iterator[Neighbourhood]]
    seed: int = 0
    threads: int = 1
    on_progress: Callable[[str, int | None, int | None], None] | None = None
    incumbent: Incumbent = field(default_factory=Incumbent)
    infeasible: bool = False

    def run(self) -> list[StageOutcome]:
        """Minimise every stage in order and return their outcomes; empty when no solution was found.

        A stage that gets no time keeps the value it has in the incumbent, with the bound known beforehand.
        When a stage ends without proof its value is not worsened by later ones, which may even improve it: values
        are those of the last solution. A bound was proven for at least all solutions that are as good in the
        earlier stages; it is conditional when one of these is not proven in the end.
        """
        bounds: list[int] = []
        for position, stage in enumerate(self.stages):
            weights = {s.key: s.weight for s in self.stages[position:]}
            relaxed = self.relaxation[1][position]
            following = self.stages[position + 1] if position + 1 < len(self.stages) else None
            bound = self._stage(stage, following, relaxed, self.meter.share(stage.key, weights))
            if self.incumbent.values is None:
                return []
            value = self.incumbent.value(stage.variable)
            bounds.append(max(bound, stage.known_bound))
            self._report(stage.key, value, min(value, bounds[-1]))
            self.model.add(stage.variable <= value)
            self.relaxation[0].add(relaxed.variable <= value)
        return judged(self.stages, [self.incumbent.value(s.variable) for s in self.stages], bounds)

    def _stage(self, stage: Stage, following: Stage | None, relaxed: Stage, limits: Limits) -> int:
        """Minimise one stage; return its proven bound and leave the best solution in the incumbent.

        Small models are solved whole; large ones are bounded by the relaxation, improved by neighbourhoods, and
        solved whole with what is left then.
        """
        end = self.meter.after(limits)
        bound = stage.known_bound
        if self._done(stage, bound):
            return bound
        self._report(stage.key, self._value(stage), bound)
        if self._value(stage) is None or len(self.model.proto.variables) <= SMALL_MODEL:
            bound = max(bound, self._whole(stage, limits))
        if not self._done(stage, bound):
            bound = max(bound, self._bound(relaxed, self.meter.until(end).part(BOUND_SHARE)))
        if not self._done(stage, bound):
            self._neighbourhoods(stage, following, self.meter.until(end), bound)
        if not self._done(stage, bound) and self._worthwhile(self.meter.until(end)):
            bound = max(bound, self._whole(stage, self.meter.until(end)))
        return bound

    def _worthwhile(self, limits: Limits) -> bool:
        """Tell whether solving the whole model can pay within limits."""
        if len(self.model.proto.variables) <= SMALL_MODEL:
            return not limits.nothing
        seconds, work = limits.seconds, limits.work
        return (seconds is None or seconds >= WHOLE_SECONDS) and (work is None or work >= WHOLE_WORK)

    def _value(self, stage: Stage) -> int | None:
        return None if self.incumbent.values is None else self.incumbent.value(stage.variable)

    def _done(self, stage: Stage, bound: int) -> bool:
        """Tell whether a stage is proven, or nothing is left to go on with."""
        value = self._value(stage)
        if value is None:
            return self.infeasible
        return value <= bound or self.meter.exhausted

    def _bound(self, relaxed: Stage, limits: Limits) -> int:
        """Return the bound that the relaxation proves within limits."""
        model = self.relaxation[0]
        model.minimize(relaxed.variable)
        limits = Limits(limits.seconds, BOUND_WORK if limits.work is None else min(BOUND_WORK, limits.work))
        run = solve(model, limits, seed=self.seed, stop=self.meter.stop)
        self.meter.work_used += run.work
        return 0 if run.bound is None else run.bound

    def _whole(self, stage: Stage, limits: Limits) -> int:
        """Solve the whole model within limits; return the bound."""
        start = self.incumbent.values
        if start is not None:
            hint(self.model, start)
        self.model.minimize(stage.variable)

        def keep(values: Sequence[int], value: int, bound: int) -> None:
            self._offer(stage, values)
            self._report(stage.key, value, max(bound, stage.known_bound))

        run = solve(self.model, limits, seed=self.seed, stop=self.meter.stop, on_solution=keep)
        self.meter.work_used += run.work
        if run.values is not None:
            self._offer(stage, run.values)
        elif run.outcome is Outcome.INFEASIBLE:
            self.infeasible = True
        return stage.known_bound if run.bound is None else run.bound

    def _neighbourhoods(self, stage: Stage, following: Stage | None, limits: Limits, bound: int) -> None:
        if self.incumbent.values is None:
            return

        def better(values: Sequence[int]) -> None:
            self.incumbent.values = tuple(values)
            self._report(stage.key, values[stage.variable.index], bound)

        objectives = (stage.variable,) if following is None else (stage.variable, following.variable)
        improve(
            Search(self.model, objectives, self.seed, self.threads),
            self.incumbent.values,
            self.neighbourhoods(stage.key, random.Random(f"{self.seed}|{stage.key}")),
            self.meter,
            limits,
            bound,
            better,
        )

    def _offer(self, stage: Stage, values: Sequence[int]) -> None:
        """Take a solution when it is the first or better in this stage; it never worsens earlier ones."""
        held = self.incumbent.values
        if held is None or values[stage.variable.index] < held[stage.variable.index]:
            self.incumbent.values = tuple(values)

    def _report(self, key: str, value: int | None, bound: int | None) -> None:
        if self.on_progress is not None:
            self.on_progress(key, value, bound)
