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
from optimizer.solving.lexicographic import Stage, StageOutcome
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.linear import Reduced, reduced
from optimizer.solving.program import MipRun, MipTask
from optimizer.solving.small import solve_small
from optimizer.solving.workers import Workers
from optimizer.week.construct.recreate import Constructor
from optimizer.week.routes.master import Master
from optimizer.week.routes.neighbourhoods import Part, Parts
from optimizer.week.routes.solution import Solution, completed
from optimizer.week.routes.start import constructed, improved, roster_of
from optimizer.week.routes.steps import stage_steps

FEW_COLUMNS = 30_000
"""Columns up to which all that may be in a better plan are given to one integer program: its answer is a proof."""
SMALL_COLUMNS = 400
"""Columns up to which an integer program is small."""
WHOLE_SHARE = 0.5
"""Share of a stage's limits for integer programs over the whole week."""
PART_SECONDS, PART_NODES = 3.0, 200
PART_ROUTES = 150
"""Routes of a half day that a neighbourhood has, those of least reduced cost."""
NODES_PER_WORK = 20
PATIENCE = 60
"""Neighbourhoods in a row that may find nothing."""
WARM = 30.0
"""Temperature of ruin and recreate around a plan of the master."""
POLISH_ROUNDS = 400


@dataclass
class RouteSolver:
    """Minimises the stages in order, keeping the best solution throughout.

    Parameters
    ----------
    incumbent
        A solution to begin with; null when none is known, as under policy ``running: hard``.
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
    lp: ColumnLp = field(init=False)

    def __post_init__(self) -> None:
        """Take the bounds that stages tighten."""
        self.lower, self.upper = self.master.model.lower.copy(), self.master.model.upper.copy()
        self.steps = stage_steps(self.master.rows)
        self.rng = random.Random(self.seed)
        groups = np.full(self.master.route0, -1, dtype=np.int64)
        joints = len(self.master.routes.pools) + self.master.joints.day
        self.groups = np.concatenate([groups, self.master.pool_of_route, joints])
        self.lp = ColumnLp(self.master.model, self.groups, self.meter)

    # -- stages ------------------------------------------------------------------------------------------------

    def run(self, weights: dict[str, float]) -> list[StageOutcome]:
        """Minimise every stage in order and return value and bound of each; empty when there is no plan."""
        bounds: list[int] = []
        if self.master.rows.hard_running and not self._keep_running():
            return []
        for position, stage in enumerate(self.master.stages):
            left = {s.key: weights.get(s.key, 1.0) for s in self.master.stages[position:]}
            bound = self._stage(position, stage, self.meter.share(stage.key, left))
            if self.incumbent is None:
                return []
            value = self.value(stage)
            bounds.append(bound)
            self._report(stage, min(value, bound))
            self.upper[self.master.stage_column(stage)] = value
        return self._outcomes(bounds)

    def _keep_running(self) -> bool:
        """Find a plan that breaks no running commitment before anything else; tell whether there is one."""
        found = [i for i, s in enumerate(self.master.stages) if s.key == StageKey.RUNNING_BROKEN]
        for position in found:
            stage = self.master.stages[position]
            left = Limits(self.meter.seconds_left, self.meter.work_left)
            bound = self._stage(position, stage, left)
            if self.incumbent is None or self.value(stage) > 0:
                self.infeasible = bound > 0
                self.incumbent = None
                return False
            self.upper[self.master.stage_column(stage)] = 0.0
        return True

    def value(self, stage: Stage) -> int:
        """Return the value of a stage in the incumbent."""
        if self.incumbent is None:
            raise LookupError("there is no plan yet")
        return self.incumbent.values[stage.variable.index]

    def _outcomes(self, bounds: Sequence[int]) -> list[StageOutcome]:
        outcomes: list[StageOutcome] = []
        proven = True
        for stage, bound in zip(self.master.stages, bounds, strict=True):
            value = self.value(stage)
            outcomes.append(StageOutcome(stage.key, value, min(value, bound), not proven))
            proven = proven and outcomes[-1].proven
        return outcomes

    def _done(self, stage: Stage, bound: int) -> bool:
        if self.incumbent is None:
            return self.infeasible or self.meter.exhausted
        return self.value(stage) <= bound or self.meter.exhausted

    def _stage(self, position: int, stage: Stage, limits: Limits) -> int:
        """Minimise one stage within limits and return its bound."""
        end = self.meter.after(limits)
        bound = stage.known_bound
        if self.incumbent is not None and self._done(stage, bound):
            return bound
        self._report(stage, bound)
        step = self.steps.get(stage.key, 1)
        run = self._relaxation(stage, step)
        if run is not None:
            bound = max(bound, self._integer(stage, run.bound, step))
            self._report(stage, bound)
        whole = _part(self.meter.until(end), WHOLE_SHARE)
        if run is not None and not self._done(stage, bound):
            bound = max(bound, self._whole(stage, step, run, bound, whole))
        if run is not None and not self._done(stage, bound):
            self._neighbourhoods(position, stage, run, bound, end)
        return bound

    def _relaxation(self, stage: Stage, step: int) -> LpRun | None:
        cost = np.zeros(len(self.lower))
        cost[self.master.stage_column(stage)] = 1.0
        keep = None if self.incumbent is None else self.incumbent.columns
        run = self.lp.solve(cost, self.lower, self.upper, step=step, keep=keep, rows=self._rows(stage))
        if run is not None:
            most = math.inf if self.incumbent is None else self.value(stage) - run.bound
            self.lp.purge(run, np.zeros(0, dtype=np.int64) if keep is None else keep, max(most, step))
        return run

    def _rows(self, stage: Stage) -> np.ndarray:
        """Return the rows that bind before the stages that follow are looked at."""
        position = self.master.stages.index(stage)
        later = [self.master.stage_column(s) for s in self.master.stages[position + 1 :]]
        touched = np.diff(sp.csr_array(self.master.model.matrix[:, later]).indptr) > 0
        return np.flatnonzero(~touched)

    def _highest(self, stage: Stage) -> np.ndarray:
        """Return the columns of the stages that follow: at their highest value they bind nothing."""
        position = self.master.stages.index(stage)
        return np.array([self.master.stage_column(s) for s in self.master.stages[position + 1 :]], dtype=np.int64)

    def _integer(self, stage: Stage, bound: float, step: int) -> int:
        """Round a bound up to a value that the stage can have."""
        if not math.isfinite(bound):
            return stage.known_bound
        return max(stage.known_bound, round(rounded_up(bound, step)))

    # -- integer programs --------------------------------------------------------------------------------------

    def _whole(self, stage: Stage, step: int, run: LpRun, bound: int, limits: Limits) -> int:
        """Solve the week as one integer program over the columns that matter; return the bound it proves."""
        end = self.meter.after(limits)
        while not self._done(stage, bound):
            able = np.ones(len(self.lower), dtype=bool)
            if self.incumbent is not None:
                able = run.reduced <= self.value(stage) - step - run.bound + 1e-6
            able[: self.master.route0] = True
            every = int(able.sum()) <= FEW_COLUMNS and math.isfinite(run.bound)
            used = able if every else able & self.lp.active
            task = self._task(stage, step, np.flatnonzero(used), self.meter.until(end))
            if task is None:
                # nothing better is among these columns
                return self._nothing_better(stage, bound) if every else bound
            found = self._solve([task[1]])[0]
            if found is None:
                return bound
            if every and math.isinf(found.bound) and found.bound > 0:
                bound = max(bound, self._nothing_better(stage, bound))
            elif every:
                known = float(task[0].fixed[self.master.stage_column(stage)])
                bound = max(bound, self._integer(stage, found.bound * step + known, step))
            if found.values is None:
                return bound
            better = self._offer(task[0].whole(found.values), stage)
            if better is None:
                continue  # rows were added: once more
            if better and stage.key in POLISHED:
                self._polish(stage)
            if found.complete or not better:
                return bound
        return bound

    def _solve(self, tasks: Sequence[MipTask]) -> list[MipRun | None]:
        """Solve integer programs: small ones here, for a process takes longer to start than they take."""
        if all(len(t.cost) <= SMALL_COLUMNS for t in tasks):
            runs: list[MipRun | None] = [solve_small(t, seed=self.seed, stop=self.meter.stop) for t in tasks]
        else:
            runs = self.workers.solve(tasks)
        self.meter.work_used += sum(run.work for run in runs if run is not None)
        return runs

    def _nothing_better(self, stage: Stage, bound: int) -> int:
        """Return the bound when no better solution exists: the value of the incumbent."""
        if self.incumbent is None:
            self.infeasible = True
            return bound
        return self.value(stage)

    def _task(
        self, stage: Stage, step: int, columns: np.ndarray, limits: Limits, upper: np.ndarray | None = None
    ) -> tuple[Reduced, MipTask] | None:
        """Return the integer program that seeks a better value of a stage over some columns."""
        column = self.master.stage_column(stage)
        high = np.zeros(len(self.upper))
        source = self.upper if upper is None else upper
        high[columns] = source[columns]
        high = np.maximum(high, self.lower)
        if self.incumbent is not None:
            high[column] = min(high[column], self.value(stage) - step)
            if high[column] < self.lower[column]:
                return None
        lower, later = self.lower.copy(), self._highest(stage)
        lower[later] = high[later] = self.upper[later]
        small = reduced(self.master.model, lower, high)
        if small is None:
            return None
        cost = (small.columns == column).astype(float)
        scaled = _in_steps(small, np.flatnonzero(cost), step)
        nodes = None if limits.work is None else max(1, int(NODES_PER_WORK * limits.work))
        return scaled, MipTask(scaled.model, cost, limits.seconds, nodes)

    def _offer(self, x: np.ndarray, stage: Stage) -> bool | None:
        """Take a solution when it is better; null when routes in it clash, and rows were added that forbid it."""
        columns = self.master.route0 + np.flatnonzero(x[self.master.route0 :] > 0.5)
        clashes = self.master.clashes(columns)
        if clashes:
            self.master = self.master.forbidding(clashes)
            active = self.lp.active
            self.lp = ColumnLp(self.master.model, self.groups, self.meter)
            self.lp.active |= active
            return None
        meetings = {v for v in self.master.meetings.values() if x[self.master.column_of[v]] > 0.5}
        return self._take(completed(self.master, columns, meetings, seed=self.seed), stage)

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

    def _neighbourhoods(self, position: int, stage: Stage, run: LpRun, bound: int, end: Limits) -> None:
        """Solve parts of the week again until the stage meets its bound, or patience or limits run out."""
        if self.incumbent is None:
            return
        found = Parts(self.master, self.rng)
        failures = 0
        step = self.steps.get(stage.key, 1)
        while failures < PATIENCE and not self._done(stage, bound) and not self.meter.until(end).nothing:
            batch: list[tuple[Reduced, MipTask]] = []
            while len(batch) < self.threads and failures < PATIENCE:
                task = self._part(stage, step, run, found.next(failures), self.meter.until(end))
                if task is None:
                    failures += 1
                else:
                    batch.append(task)
            answers = self._solve([task for _, task in batch])
            better = False
            for (small, _), answer in zip(batch, answers, strict=True):
                if answer is not None and answer.values is not None:
                    better = bool(self._offer(small.whole(answer.values), stage)) or better
            failures = 0 if better else failures + len(batch)
            if better and stage.key in POLISHED:
                self._polish(stage)

    def _part(
        self, stage: Stage, step: int, run: LpRun, part: Part, limits: Limits
    ) -> tuple[Reduced, MipTask] | None:
        """Return the integer program of a part of the week, the rest as in the incumbent."""
        incumbent, master = self.incumbent, self.master
        if incumbent is None:
            return None
        free = part.pools[master.pool_of_route]
        own = np.flatnonzero(free)
        routes = own[_best_of_each(master.pool_of_route[own], run.reduced[master.route0 + own], PART_ROUTES)]
        upper = np.zeros(len(self.upper))
        upper[: master.route0] = self.upper[: master.route0]
        upper[master.route0 + routes] = self.upper[master.route0 + routes]
        joints = master.joint0 + np.flatnonzero(part.days[master.joints.day])
        upper[joints] = self.upper[joints]
        upper[incumbent.columns] = 1.0
        lower = self.lower.copy()
        kept = [c for c in incumbent.columns if not self._in_part(int(c), part)]
        lower[kept] = 1.0
        column = master.stage_column(stage)
        upper[column] = self.value(stage) - step
        if upper[column] < lower[column]:
            return None
        later = self._highest(stage)
        lower[later] = upper[later] = self.upper[later]
        small = reduced(master.model, lower, np.maximum(upper, lower))
        if small is None:
            return None
        cost = (small.columns == column).astype(float)
        scaled = _in_steps(small, np.flatnonzero(cost), step)
        seconds = None if limits.seconds is None else min(PART_SECONDS, limits.seconds)
        return scaled, MipTask(scaled.model, cost, seconds, PART_NODES)

    def _in_part(self, column: int, part: Part) -> bool:
        if column < self.master.joint0:
            return bool(part.pools[self.master.pool_of_route[column - self.master.route0]])
        return bool(part.days[self.master.joints.day[column - self.master.joint0]])

    def _polish(self, stage: Stage) -> None:
        """Let ruin and recreate serve what the integer program of one stage left to later ones."""
        if self.incumbent is None:
            return
        roster = roster_of(self.master, self.constructor.board, self.incumbent)
        left = self.meter.seconds_left
        seconds = None if left is None else 0.05 * left
        roster = improved(self.constructor, roster, self.meter, POLISH_ROUNDS, seconds, WARM)
        self._take(constructed(self.master, roster, seed=self.seed), stage)

    def _report(self, stage: Stage, bound: int | None) -> None:
        if self.on_progress is not None:
            value = None if self.incumbent is None else self.value(stage)
            self.on_progress(stage.key, value, bound if bound is None or value is None else min(bound, value))


POLISHED = frozenset(
    {StageKey.OVERLEG_MISSED, StageKey.RUNNING_BROKEN, StageKey.UNMET_URGENT, StageKey.UNMET_NORMAL, StageKey.UNMET_LOW}
)
"""Stages after which ruin and recreate pays: it looks at these."""


def _in_steps(small: Reduced, column: np.ndarray, step: int) -> Reduced:
    """Count a stage in steps, so that the solver knows which values it can have."""
    if step == 1 or not len(column):
        return small
    model = small.model
    scale = np.ones(len(model.lower))
    scale[column] = step
    upper = np.floor(model.upper / scale)
    matrix = sp.csc_array(model.matrix @ sp.diags_array(scale))
    lower = np.ceil(model.lower / scale)
    stepped = type(model)(matrix, model.row_lower, model.row_upper, lower, upper, model.integer)
    return Reduced(stepped, small.columns, small.fixed)


def _best_of_each(groups: np.ndarray, cost: np.ndarray, most: int) -> np.ndarray:
    """Return the positions of the cheapest few of every group."""
    rank = np.lexsort((cost, groups))
    sorted_groups = groups[rank]
    position = np.arange(len(rank)) - np.searchsorted(sorted_groups, sorted_groups, side="left")
    return np.asarray(rank[position < most])


def _part(limits: Limits, share: float) -> Limits:
    seconds, work = limits.seconds, limits.work
    return Limits(None if seconds is None else seconds * share, None if work is None else work * share)
