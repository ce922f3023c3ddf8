"""The stages of a week on the master problem: bound, integer programs, neighbourhoods, ruin and recreate."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from optimizer.domain.vocabulary import StageKey
from optimizer.solving.columns import ColumnLp, LpRun, rounded_up
from optimizer.solving.lexicographic import Stage, StageOutcome, judged
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.program import MipRun, MipTask
from optimizer.solving.small import solve_small
from optimizer.solving.workers import Workers
from optimizer.week.construct.recreate import Constructor
from optimizer.week.routes.loads import Loads
from optimizer.week.routes.master import Master
from optimizer.week.routes.neighbourhoods import Parts
from optimizer.week.routes.programs import Goal, Program, part_bounds, program
from optimizer.week.routes.solution import Solution, completed
from optimizer.week.routes.steps import stage_steps
from optimizer.week.routes.walker import CONSTRUCTED, TURN_STEPS, Walker

FEW_COLUMNS = 30_000
"""Columns up to which all that may be in a better plan are given to one integer program: its answer is a proof."""
SMALL_COLUMNS = 400
"""Columns up to which an integer program is small."""
SETTLE_SHARE, BOUND_SHARE, LOADS_SHARE, WHOLE_SHARE = 0.4, 0.5, 0.25, 0.6
"""Shares of a stage's limits for walking, then each time of the rest: for the linear relaxation, for that without
order and clock, and for programs over the whole week."""
PART_SECONDS, PART_NODES = 3.0, 200
NODES_PER_WORK = 20
ROOT_WORK = 2e-4
"""Deterministic work of the root node of an integer program, per column: a rough guess."""
PATIENCE = 60
"""Neighbourhoods in a row that may find nothing."""


@dataclass
class RouteSolver:
    """Minimises the stages in order, keeping the best solution throughout.

    Parameters
    ----------
    incumbent
        A solution to begin with; null when none is known.
    """

    master: Master
    constructor: Constructor
    workers: Workers
    meter: Meter
    incumbent: Solution | None
    seed: int = 0
    threads: int = 1
    on_progress: Callable[[str, int | None, int | None], None] | None = None
    infeasible: bool = False
    lower: np.ndarray = field(init=False)
    upper: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        """Take the bounds that stages tighten."""
        self.lower, self.upper = self.master.model.lower.copy(), self.master.model.upper.copy()
        self.steps = stage_steps(self.master.rows)
        self.rng = random.Random(self.seed)
        self.walker = Walker(self.constructor, self.meter, self.incumbent, seed=self.seed)
        single = np.full(self.master.route0, -1, dtype=np.int64)
        joints = len(self.master.routes.pools) + self.master.joints.day
        self._groups = np.concatenate([single, self.master.pool_of_route, joints])
        self.lp = ColumnLp(self.master.model, self._groups, self.meter)
        self.loads = Loads(self.master.rows.options, seed=self.seed)

    # -- stages ------------------------------------------------------------------------------------------------

    def run(self, weights: dict[str, float]) -> list[StageOutcome]:
        """Minimise every stage in order and return value and bound of each; empty when there is no plan.

        `weights` are the shares of the limits, 1 for stages not among them.
        """
        bounds: list[int] = []
        if self.master.rows.hard_running and not self._keep_running():
            return []
        for position, stage in enumerate(self.master.stages):
            left = {s.key: weights.get(s.key, 1.0) for s in self.master.stages[position:]}
            bound = self._stage(stage, self.meter.share(stage.key, left))
            if self.incumbent is None:
                return []
            value = self.value(stage)
            bounds.append(bound)
            self._report(stage, min(value, bound))
            self.upper[self.master.stage_column(stage)] = value
            self.loads.hold(stage.key, value)
        return judged(self.master.stages, [self.value(s) for s in self.master.stages], bounds)

    def _keep_running(self) -> bool:
        """Find a plan that breaks no running commitment before anything else; tell whether there is one."""
        for stage in self.master.stages:
            if stage.key == StageKey.RUNNING_BROKEN:
                bound = self._stage(stage, Limits(self.meter.seconds_left, self.meter.work_left))
                if self.incumbent is None or self.value(stage) > 0:
                    self.infeasible = self.infeasible or bound > 0
                    self.incumbent = None
                    return False
                self.upper[self.master.stage_column(stage)] = 0.0
                self.loads.hold(stage.key, 0)
        return True

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

    def _done(self, stage: Stage, bound: int) -> bool:
        if self.incumbent is None:
            return self.infeasible or self.meter.exhausted
        return self.value(stage) <= bound or self.meter.exhausted

    def _stage(self, stage: Stage, limits: Limits) -> int:
        """Minimise one stage within limits and return its bound."""
        end = self.meter.after(limits)
        bound = stage.known_bound
        if self._done(stage, bound):
            return bound
        self._report(stage, bound)
        if stage.key in CONSTRUCTED and len(self.upper) > SMALL_COLUMNS:
            settled = self.meter.after(limits.part(SETTLE_SHARE))
            self._take_walked(self.walker.settle(self.master, self.incumbent, settled), stage)
        if self._done(stage, bound):
            return bound
        run = self._relaxation(stage, self.meter.after(self.meter.until(end).part(BOUND_SHARE)))
        if run is None:
            return bound
        bound = max(bound, self._rounded(stage, run.bound))
        self._report(stage, bound)
        if not self._done(stage, bound) and len(self.upper) > SMALL_COLUMNS:
            left = self.meter.until(end).part(LOADS_SHARE)
            bound = max(bound, self._rounded(stage, self.loads.bound(stage.key, self.meter, left)))
            self._report(stage, bound)
        if not self._done(stage, bound):
            bound = max(bound, self._whole(stage, run, bound, self.meter.until(end).part(WHOLE_SHARE)))
        if not self._done(stage, bound):
            self._neighbourhoods(stage, run, bound, end)
        return bound

    def _relaxation(self, stage: Stage, end: Limits) -> LpRun | None:
        """Return the bound of the linear relaxation; rows that only later stages need are left out."""
        step = self.steps.get(stage.key, 1)
        cost = np.zeros(len(self.lower))
        cost[self.master.stage_column(stage)] = 1.0
        keep = np.zeros(0, dtype=np.int64) if self.incumbent is None else self.incumbent.columns
        of_later = np.diff(sp.csr_array(self.master.model.matrix[:, self._later(stage)]).indptr) > 0
        rows = np.flatnonzero(~of_later)
        run = self.lp.solve(cost, self.lower, self.upper, step=step, keep=keep, rows=rows, end=end)
        if run is not None:
            most = math.inf if self.incumbent is None else self.value(stage) - run.bound
            self.lp.purge(run, keep, max(most, step))
        return run

    def _later(self, stage: Stage) -> np.ndarray:
        """Return the columns of the stages that follow, but for one that is held already."""
        position = self.master.stages.index(stage)
        columns = np.array([self.master.stage_column(s) for s in self.master.stages[position + 1 :]], dtype=np.int64)
        return columns[self.upper[columns] >= self.master.model.upper[columns]]

    def _rounded(self, stage: Stage, bound: float) -> int:
        """Round a bound up to a value that the stage can have."""
        if not math.isfinite(bound):
            return stage.known_bound
        return max(stage.known_bound, round(rounded_up(bound, self.steps.get(stage.key, 1))))

    def _goal(self, stage: Stage) -> Goal:
        step = self.steps.get(stage.key, 1)
        most = math.inf if self.incumbent is None else float(self.value(stage) - step)
        return Goal(self.master.stage_column(stage), step, most, self._later(stage))

    # -- the whole week ----------------------------------------------------------------------------------------

    def _whole(self, stage: Stage, run: LpRun, bound: int, limits: Limits) -> int:
        """Solve the week as one integer program over the columns that matter; return the bound it proves.

        A column whose reduced cost exceeds what a better plan may cost above the bound is in no better plan.
        """
        end = self.meter.after(limits)
        while not self._done(stage, bound):
            goal = self._goal(stage)
            able = run.reduced <= goal.most - run.bound + 1e-6
            able[: self.master.route0] = True
            every = math.isfinite(run.bound) and int(able.sum()) <= FEW_COLUMNS
            used = able if every else able & self.lp.active
            left = self.meter.until(end)
            nodes = None if left.work is None else max(1, int(NODES_PER_WORK * left.work))
            upper = np.maximum(np.where(used, self.upper, 0.0), self.lower)
            asked = program(self.master, goal, self.lower, upper, seconds=left.seconds, nodes=nodes)
            if asked is None:
                return self._out_of_reach(goal, bound) if every else bound
            if not _affordable(asked, left):
                return bound
            (found,) = self._solve(stage, [asked.task])
            self._take_walked(self.walker.harvest(self.master), stage)
            if found is None:
                return bound
            proven = asked.bound(found)
            if every and proven == math.inf:
                return self._out_of_reach(goal, bound)
            if every:
                bound = max(bound, self._rounded(stage, proven))
            better = found.values is not None and self._offer(asked.small.whole(found.values), stage)
            if better is not None and (found.complete or not better):
                return bound
        return bound

    def _solve(self, stage: Stage, tasks: Sequence[MipTask]) -> list[MipRun | None]:
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

    def _out_of_reach(self, goal: Goal, bound: int) -> int:
        """Return the bound when no plan reaches a goal; without a plan at all the week is infeasible."""
        if math.isinf(goal.most):
            self.infeasible = True
            return bound
        return max(bound, round(goal.most) + goal.step)

    # -- taking solutions --------------------------------------------------------------------------------------

    def _offer(self, x: np.ndarray, stage: Stage) -> bool | None:
        """Take a solution when it is better; null when routes in it clash, and rows were added that forbid it."""
        columns = self.master.route0 + np.flatnonzero(np.round(x[self.master.route0 :]))
        clashes = self.master.clashes(columns)
        if clashes:
            self.master = self.master.forbidding(clashes)
            active = self.lp.active
            self.lp = ColumnLp(self.master.model, self._groups, self.meter)
            self.lp.active |= active
            return None
        meetings = {v for v in self.master.meetings.values() if round(x[self.master.column_of[v]])}
        return self._take(completed(self.master, columns, meetings, seed=self.seed), stage)

    def _take_walked(self, found: Solution | None, stage: Stage) -> bool:
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
        self._report(stage, None)
        return True

    def _rank(self, solution: Solution) -> tuple[int, ...]:
        """Return the stages in order; what keeps running commitments comes first when they are hard."""
        values = solution.stage_values(self.master)
        if not self.master.rows.hard_running:
            return values
        broken = [v for v, s in zip(values, self.master.stages, strict=True) if s.key == StageKey.RUNNING_BROKEN]
        return (*broken, *values)

    # -- neighbourhoods ----------------------------------------------------------------------------------------

    def _neighbourhoods(self, stage: Stage, run: LpRun, bound: int, end: Limits) -> None:
        """Solve parts of the week again until the stage meets its bound, or patience or limits run out."""
        parts = Parts(self.master, self.rng)
        failures = 0
        while failures < PATIENCE and not self._done(stage, bound) and not self.meter.until(end).nothing:
            asked: list[Program] = []
            while len(asked) < self._side_by_side(stage) and failures < PATIENCE:
                found = self._part(stage, run, parts, failures, self.meter.until(end))
                if found is None or not _affordable(found, self.meter.until(end)):
                    failures += 1
                else:
                    asked.append(found)
            answers = self._solve(stage, [a.task for a in asked])
            better = self._take_walked(self.walker.harvest(self.master), stage)
            for one, answer in zip(asked, answers, strict=True):
                if answer is not None and answer.values is not None:
                    better = bool(self._offer(one.small.whole(answer.values), stage)) or better
            failures = 0 if better else failures + len(asked)

    def _part(self, stage: Stage, run: LpRun, parts: Parts, failures: int, left: Limits) -> Program | None:
        """Return the program of the next part; nothing when no better value can lie in it."""
        if self.incumbent is None:
            return None
        part = parts.next(failures)
        lower, upper = part_bounds(self.master, self.incumbent, part, run.reduced, self.lower, self.upper)
        seconds = PART_SECONDS if left.seconds is None else min(PART_SECONDS, max(0.0, left.seconds))
        limit = None if self.meter.limits.seconds is None else seconds
        return program(self.master, self._goal(stage), lower, upper, seconds=limit, nodes=PART_NODES)

    def _side_by_side(self, stage: Stage) -> int:
        """Return how many processes can be busy beside this one."""
        walking = stage.key in CONSTRUCTED and self.meter.limits.seconds is not None
        return max(1, self.threads - 1) if walking else self.threads

    def _report(self, stage: Stage, bound: int | None) -> None:
        if self.on_progress is not None:
            value = None if self.incumbent is None else self.value(stage)
            self.on_progress(stage.key, value, bound if bound is None or value is None else min(bound, value))


def _affordable(asked: Program, left: Limits) -> bool:
    """Tell whether the work left allows for the root node of a program, which no limit cuts short."""
    return left.work is None or left.work >= ROOT_WORK * len(asked.task.cost)
