"""The stages of a small master problem, each closed by one relaxation and integer programs over what it leaves open."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
import scipy.sparse as sp

from optimizer.solving.columns import ColumnLp, LpRun, rounded_up
from optimizer.solving.cuts import CutFinder
from optimizer.solving.lexicographic import Stage
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.program import MipRun, MipTask
from optimizer.solving.small import solve_small
from optimizer.solving.workers import Workers
from optimizer.week.routes.master import Master
from optimizer.week.routes.programs import Goal, Program, program
from optimizer.week.routes.solution import Solution, completed
from optimizer.week.routes.steps import stage_steps

HERE = 3_000
"""Columns up to which a program is solved in this process."""
FEW, MANY = 6_000, 60_000
"""Columns of a program up to which it is given whole, and up to which that is tried at all."""
CUT_ROUNDS, CUT_GAIN = 3, 0.02
"""Rounds of cuts for a relaxation, and what each must gain, in steps of the stage."""
NODES_PER_WORK = 20
SLACK = 1e-6


@dataclass
class Closer:
    """Minimises the stages of a master in order, from a first solution on."""

    master: Master
    first: Solution
    meter: Meter
    workers: Workers
    seed: int = 0
    best: Solution = field(init=False)
    lower: np.ndarray = field(init=False)
    upper: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        """Take the bounds that stages tighten."""
        self.best = self.first
        self.lower, self.upper = self.master.model.lower.copy(), self.master.model.upper.copy()
        self.steps = stage_steps(self.master.rows)
        self.finder = CutFinder(self.master.model)
        single = np.full(self.master.route0, -1, dtype=np.int64)
        joints = len(self.master.routes.pools) + self.master.joints.day
        self._groups = np.concatenate([single, self.master.pool_of_route, joints])
        self.lp = ColumnLp(self.master.model, self._groups, self.meter)

    def value(self, stage: Stage) -> int:
        """Return the value of a stage in the best solution."""
        return self.best.values[stage.variable.index]

    def hold(self, stage: Stage) -> None:
        """Let a stage be no worse than it is from here on."""
        self.upper[self.master.stage_column(stage)] = self.value(stage)

    def minimise(self, stage: Stage, limits: Limits) -> int:
        """Minimise one stage within limits and return its bound."""
        end = self.meter.after(limits)
        bound = stage.known_bound
        if self._done(stage, bound):
            return bound
        run = self._relaxation(stage, end)
        if run is None:
            return bound
        bound = max(bound, self._rounded(stage, run.bound))
        while not self._done(stage, bound) and not self.meter.until(end).nothing:
            goal = self._goal(stage)
            able = run.reduced <= goal.most - run.bound + SLACK
            able[: self.master.route0] = True
            whole = self._asked(goal, able, end)
            if whole is None:
                return max(bound, round(goal.most) + goal.step)
            if len(whole.task.cost) > FEW:
                part = self._asked(goal, able & self.lp.active, end)
                if part is not None and self._try(stage, part):
                    continue
                if len(whole.task.cost) > MANY:
                    return bound
            found = self._solve(whole.task)
            if found is None:
                return bound
            proven = whole.bound(found)
            if proven == math.inf:
                return max(bound, round(goal.most) + goal.step)
            bound = max(bound, self._rounded(stage, proven))
            if found.values is None or self._offer(whole.small.whole(found.values)) is False:
                return bound
        return bound

    def _done(self, stage: Stage, bound: int) -> bool:
        return self.value(stage) <= bound or self.meter.exhausted

    def _rounded(self, stage: Stage, bound: float) -> int:
        """Round a bound up to a value that the stage can have."""
        if not math.isfinite(bound):
            return stage.known_bound
        return max(stage.known_bound, round(rounded_up(bound, self.steps.get(stage.key, 1))))

    # -- relaxation ------------------------------------------------------------------------------------------

    def _later(self, stage: Stage) -> np.ndarray:
        """Return the columns of the stages that follow, but for one that is held already."""
        position = self.master.stages.index(stage)
        columns = np.array([self.master.stage_column(s) for s in self.master.stages[position + 1 :]], dtype=np.int64)
        return columns[self.upper[columns] >= self.master.model.upper[columns]]

    def _relaxation(self, stage: Stage, end: Limits) -> LpRun | None:
        """Return the relaxation with cuts; rows that only later stages need are left out."""
        step = self.steps.get(stage.key, 1)
        cost = np.zeros(len(self.lower))
        cost[self.master.stage_column(stage)] = 1.0
        best: LpRun | None = None
        for _ in range(CUT_ROUNDS):
            rows = np.flatnonzero(np.diff(sp.csr_array(self.master.model.matrix[:, self._later(stage)]).indptr) == 0)
            keep = self.best.columns
            run = self.lp.solve(cost, self.lower, self.upper, step=step, keep=keep, rows=rows, end=end)
            if run is None:
                break
            gained = math.inf if best is None else run.bound - best.bound
            best = run if best is None or gained >= 0 else best
            if self._done(stage, self._rounded(stage, best.bound)) or gained < CUT_GAIN * step or self.lp.over(end):
                break
            cuts = self.finder.find(run.values)
            if not len(cuts):
                break
            self._use(self.master.with_rows(cuts.matrix, cuts.upper))
        return best

    def _use(self, master: Master) -> None:
        """Go on with a master that has more rows."""
        self.master = master
        active = self.lp.active
        self.lp = ColumnLp(self.master.model, self._groups, self.meter)
        self.lp.active |= active

    # -- integer programs ------------------------------------------------------------------------------------

    def _goal(self, stage: Stage) -> Goal:
        step = self.steps.get(stage.key, 1)
        column = np.array([self.master.stage_column(stage)], dtype=np.int64)
        goal = Goal(column, np.array([step]), np.array([1]), math.inf, math.inf, self._later(stage))
        return replace(goal, most=float(self.value(stage) - step), first=float(self.value(stage)))

    def _asked(self, goal: Goal, used: np.ndarray, end: Limits) -> Program | None:
        left = self.meter.until(end)
        nodes = None if left.work is None else max(1, int(NODES_PER_WORK * left.work))
        upper = np.maximum(np.where(used, self.upper, 0.0), self.lower)
        return program(self.master, goal, self.lower, upper, seconds=left.seconds, nodes=nodes)

    def _solve(self, task: MipTask) -> MipRun | None:
        if len(task.cost) <= HERE:
            run: MipRun | None = solve_small(task, seed=self.seed, stop=self.meter.stop)
        else:
            (run,) = self.workers.solve([task])
        self.meter.work_used += 0.0 if run is None else run.work
        return run

    def _try(self, stage: Stage, part: Program) -> bool:
        """Look for a better plan among some columns; tell whether there was one."""
        before = self.value(stage)
        found = self._solve(part.task)
        if found is None or found.values is None:
            return False
        self._offer(part.small.whole(found.values))
        return self.value(stage) < before

    def _offer(self, x: np.ndarray) -> bool | None:
        """Take a solution when it is better; null when routes in it clash, and rows were added that forbid it."""
        columns = self.master.route0 + np.flatnonzero(np.round(x[self.master.route0 :]))
        clashes = self.master.clashes(columns)
        if clashes:
            self._use(self.master.forbidding(clashes))
            return None
        meetings = {v for v in self.master.gatherings if round(x[self.master.column_of[v]])}
        found = completed(self.master, columns, meetings, seed=self.seed)
        if found is None or found.stage_values(self.master) >= self.best.stage_values(self.master):
            return False
        self.best = found
        self.lp.active[found.columns] = True
        return True
