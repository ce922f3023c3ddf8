"""The state of a search over the stages of a week: bounds on columns, the relaxation, the best solution so far."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import scipy.sparse as sp

from optimizer.domain.vocabulary import StageKey
from optimizer.solving.columns import ColumnLp, rounded_up
from optimizer.solving.lexicographic import Stage
from optimizer.solving.limits import Meter
from optimizer.solving.program import MipRun, MipTask
from optimizer.solving.small import solve_small
from optimizer.solving.workers import Workers
from optimizer.week.construct.recreate import Constructor
from optimizer.week.routes.head import columns_of, head_of, weights_of
from optimizer.week.routes.master import Master
from optimizer.week.routes.programs import Goal
from optimizer.week.routes.solution import Solution, completed
from optimizer.week.routes.steps import stage_steps
from optimizer.week.routes.walker import CONSTRUCTED, TURN_STEPS, Rebuilt, Walker

SMALL_COLUMNS = 400
"""Columns up to which an integer program is small."""


@dataclass
class Search:
    """Holds the best solution throughout, takes better ones, and solves integer programs.

    Parameters
    ----------
    incumbent
        A solution to begin with; null when none is known.
    on_progress
        Called with a stage and its bound, null when that says nothing new.
    """

    master: Master
    constructor: Constructor
    workers: Workers
    meter: Meter
    incumbent: Solution | None
    seed: int = 0
    threads: int = 1
    on_progress: Callable[[Stage, int | None], None] | None = None
    infeasible: bool = False
    rebuilt: Rebuilt | None = None
    """Of what stands beside the week, see `Walker`."""
    lower: np.ndarray = field(init=False)
    upper: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        """Take the bounds that stages tighten."""
        self.lower, self.upper = self.master.model.lower.copy(), self.master.model.upper.copy()
        self.upper[self.master.relaxed] = 0.0
        self.steps = stage_steps(self.master.rows)
        self.walker = Walker(self.constructor, self.meter, self.incumbent, seed=self.seed, rebuilt=self.rebuilt)
        single = np.full(self.master.route0, -1, dtype=np.int64)
        joints = len(self.master.routes.pools) + self.master.joints.day
        self._groups = np.concatenate([single, self.master.pool_of_route, joints])
        self.lp = ColumnLp(self.master.model, self._groups, self.meter)
        self.allowed: dict[str, int] = {}

    def value(self, stage: Stage) -> int:
        """Return the value of a stage in the incumbent.

        Raises
        ------
        LookupError
            When there is no plan yet.
        """
        if self.incumbent is None:
            raise LookupError("there is no plan yet")
        return self.incumbent.values[stage.variable.index]

    def done(self, stage: Stage, bound: int) -> bool:
        """Tell whether a stage meets its bound, or nothing is left to go on with."""
        if self.incumbent is None:
            return self.infeasible or self.meter.exhausted
        return self.value(stage) <= bound or self.meter.exhausted

    @property
    def kept(self) -> np.ndarray:
        """Return the columns of the best solution, which every relaxation keeps: (columns,) indices."""
        return np.zeros(0, dtype=np.int64) if self.incumbent is None else self.incumbent.columns

    # -- goals -----------------------------------------------------------------------------------------------

    def later(self, stage: Stage) -> np.ndarray:
        """Return the columns of the stages that follow, but for one that is held already."""
        position = self.master.stages.index(stage)
        columns = np.array([self.master.stage_column(s) for s in self.master.stages[position + 1 :]], dtype=np.int64)
        return columns[self.upper[columns] >= self.master.model.upper[columns]]

    def head(self, stage: Stage) -> tuple[Stage, ...]:
        """Return the stages from this one on that say what takes place."""
        return head_of(self.master.stages, self.master.stages.index(stage))

    def rows_without(self, columns: np.ndarray) -> np.ndarray:
        """Return the rows in which none of these columns is."""
        return np.flatnonzero(np.diff(sp.csr_array(self.master.model.matrix[:, columns]).indptr) == 0)

    def rounded(self, stage: Stage, bound: float) -> int:
        """Round a bound up to a value that the stage can have."""
        if not math.isfinite(bound):
            return stage.known_bound
        return max(stage.known_bound, round(rounded_up(bound, self.steps.get(stage.key, 1))))

    def goal(self, stage: Stage) -> Goal:
        """Return the goal to be better in a stage."""
        return self.goal_of((stage,))

    def goal_of(self, stages: tuple[Stage, ...]) -> Goal:
        """Return the goal to be better in the sum of stages that follow each other."""
        weights = weights_of(stages)
        steps = np.array([self.steps.get(stage.key, 1) for stage in stages], dtype=np.int64)
        columns = columns_of(self.master, stages)
        goal = Goal(columns, steps, weights, math.inf, math.inf, self.later(stages[-1]))
        if self.incumbent is None:
            return goal
        now = sum(int(w) * self.value(stage) for w, stage in zip(weights, stages, strict=True))
        return replace(goal, most=float(now - goal.step), first=float(self.value(stages[0])))

    # -- integer programs --------------------------------------------------------------------------------------

    def solve(self, stage: Stage, tasks: Sequence[MipTask]) -> list[MipRun | None]:
        """Solve integer programs: small ones here, for a process takes longer to start than they take.

        While processes are at work, ruin and recreate looks for better plans here. A run by a work limit alone must
        come out the same everywhere: there it takes its turn, for a number of steps.
        """
        runs: list[MipRun | None]
        walk = self.walker.around(self.master, self.incumbent) if stage.key in CONSTRUCTED else None
        if all(len(t.cost) <= SMALL_COLUMNS for t in tasks):
            runs = [solve_small(t, seed=self.seed, stop=self.meter.stop) for t in tasks]
        elif walk is None:
            runs = self.workers.solve(tasks)
        elif self.meter.limits.seconds is None:
            for _ in range(TURN_STEPS):
                self.walker.step(walk)
            runs = self.workers.solve(tasks)
        else:
            runs = self.workers.solve(tasks, walk.step)
        self.meter.work_used += sum(run.work for run in runs if run is not None)
        return runs

    def side_by_side(self, stage: Stage) -> int:
        """Return how many processes can be busy beside this one."""
        walking = stage.key in CONSTRUCTED and self.meter.limits.seconds is not None
        return max(1, self.threads - 1) if walking else self.threads

    # -- taking solutions --------------------------------------------------------------------------------------

    def offer(self, x: np.ndarray, stage: Stage) -> bool | None:
        """Take a solution when it is better; null when routes in it clash, and rows were added that forbid it."""
        columns = self.master.route0 + np.flatnonzero(np.round(x[self.master.route0 :]))
        clashes = self.master.clashes(columns)
        if clashes:
            self.use(self.master.forbidding(clashes))
            return None
        meetings = {v for v in self.master.gatherings if round(x[self.master.column_of[v]])}
        return self._take(completed(self.master, columns, meetings, seed=self.seed), stage)

    def use(self, master: Master) -> None:
        """Go on with a master that has more rows."""
        self.master = master
        active = self.lp.active
        self.lp = ColumnLp(self.master.model, self._groups, self.meter)
        self.lp.active |= active

    def take_walked(self, found: Solution | None, stage: Stage) -> bool:
        """Keep a solution of the walk when it is better; the walk then goes on from it."""
        better = self._take(found, stage)
        if better and found is not None:
            self.walker.goes_on_from(found)
        return better

    def _take(self, found: Solution | None, stage: Stage) -> bool:
        """Keep a solution when its stages are better in their order."""
        if found is None:
            return False
        if self.incumbent is not None and self._rank(found) >= self._rank(self.incumbent):
            return False
        self.incumbent = found
        self.lp.active[found.columns] = True
        self.report(stage, None)
        return True

    def _rank(self, solution: Solution) -> tuple[int, ...]:
        """Return the stages in order; what keeps running commitments comes first when they are hard.

        A stage that is allowed a value above its own, since another part of the week has it, is as good up to there.
        """
        found = zip(self.master.stages, solution.stage_values(self.master), strict=True)
        values = tuple(max(value, self.allowed.get(stage.key, value)) for stage, value in found)
        if not self.master.rows.hard_running:
            return values
        broken = [v for v, s in zip(values, self.master.stages, strict=True) if s.key == StageKey.RUNNING_BROKEN]
        return (*broken, *values)

    def report(self, stage: Stage, bound: int | None) -> None:
        """Say how far a stage is."""
        if self.on_progress is not None:
            self.on_progress(stage, bound)
