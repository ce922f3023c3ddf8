"""The stages of a week on the master problem: bound, integer programs, neighbourhoods, ruin and recreate."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np

from optimizer.domain.vocabulary import StageKey
from optimizer.solving.columns import LpRun
from optimizer.solving.cuts import CutFinder
from optimizer.solving.diving import dive
from optimizer.solving.lexicographic import Stage
from optimizer.solving.limits import Limits
from optimizer.week.construct.recreate import HOT, WORK_PER_ROUND
from optimizer.week.routes.head import MINUTES_STAGES
from optimizer.week.routes.loads import Loads
from optimizer.week.routes.neighbourhoods import Parts
from optimizer.week.routes.programs import Goal, Program, part_bounds, program
from optimizer.week.routes.relevance import Relevance
from optimizer.week.routes.search import SMALL_COLUMNS, Search
from optimizer.week.routes.start import constructed, improved
from optimizer.week.routes.walker import CONSTRUCTED
from optimizer.week.routes.worst import Worst

MANY_COLUMNS, FEW_COLUMNS = 100_000, 12_000
"""Columns that may be in a better plan, before and after those that others stand in for are left out, up to which all
are given to one integer program: its answer is a proof."""
SETTLE_SHARE, BOUND_SHARE, LOADS_SHARE, WHOLE_SHARE = 0.4, 0.5, 0.25, 0.6
"""Shares of a stage's limits for walking, then each time of the rest: for the linear relaxation, for that without
order and clock, and for programs over the whole week."""
CUT_ROUNDS, CUT_GAIN = 5, 0.02
"""Rounds of cuts for a relaxation, and what each must gain, in steps of the stage."""
START_ROUNDS, START_SHARE, START_SECONDS, START_WORK = 3_000, 0.04, 3.0, 1.0
"""Rounds of ruin and recreate for the first plan, their share of the limits, and the seconds and work of which half is
for them anyway: where there is little time, nothing finds more."""
PLUNGE_SHARE, MOST_PLUNGE_SHARE, PLUNGE_SECONDS = 0.35, 0.8, 8.0
"""Share of the limits for the first dive with what follows it; more when there is little time."""
DIVE_SHARES, LOT = (0.45, 0.35, 0.55, 0.3, 0.5), 0.3
"""Parts of the half days that dives decide, in turn, and the largest lot by which a later one goes another way."""
GUIDE_SLACK, GUIDE_SHARE = 5e-4, 0.5
"""How exact the relaxation is from which a dive starts, and shares of its time: for the relaxation, and of the rest for
the dive."""
AGAIN_AFTER, AGAIN_SHARE, AGAIN_SECONDS, MOST_DIVES = 24, 0.5, 10.0, 5
"""Neighbourhoods in a row that may find nothing before another dive; the share of what is left for it, with the seconds
at most; and dives in a row that may find nothing."""
PART_SECONDS, PART_NODES = 3.0, 200
"""The most that a neighbourhood may take."""
NODES_PER_WORK = 20
"""Nodes of an integer program that a unit of deterministic work is worth."""
ROOT_WORK = 2e-4
"""Deterministic work of the root node of an integer program, per column: a rough guess."""
PATIENCE = 60
"""Neighbourhoods in a row that may find nothing."""


@dataclass
class RouteSolver(Search):
    """Minimises the stages in order."""

    def __post_init__(self) -> None:
        """Prepare what finds bounds and parts."""
        super().__post_init__()
        self.relevance = Relevance(self.master)
        self.finder = CutFinder(self.master.model)
        self.parts = Parts(self.master, random.Random(self.seed))
        self.guide: LpRun | None = None
        self._dives, self._lots = 0, np.random.default_rng(self.seed)
        self.loads = Loads(self.master.rows.options, self.master.formulate, seed=self.seed)

    # -- stages ------------------------------------------------------------------------------------------------

    def begin(self, limits: Limits) -> bool:
        """Look for a plan that is good in the first stages, within a share of limits; tell whether to go on."""
        end = self.meter.after(limits)
        if self.master.stages and self.incumbent is not None:
            self.report(self.master.stages[0], None)
        wanted = [(limits.seconds, START_SECONDS), (limits.work, START_WORK)]
        little = [0.5 * least / max(limit, least) for limit, least in wanted if limit is not None]
        self._construct(limits.part(max([START_SHARE, *little])))
        if self.master.rows.hard_running and not self._keep_running(end):
            return False
        if self.master.stages:
            left = self.meter.until(end)
            share = PLUNGE_SHARE if left.seconds is None else max(PLUNGE_SHARE, PLUNGE_SECONDS / max(1.0, left.seconds))
            self._plunge(self.master.stages[0], left.part(min(MOST_PLUNGE_SHARE, share)))
        return True

    def _construct(self, limits: Limits) -> None:
        """Look for a good plan by ruin and recreate from a constructed one."""
        if len(self.upper) > SMALL_COLUMNS:
            rounds = START_ROUNDS if limits.work is None else min(START_ROUNDS, int(limits.work / WORK_PER_ROUND))
            built = self.constructor.build()
            roster = improved(self.constructor, built, self.meter, rounds, limits.seconds, HOT)
            self.take_walked(constructed(self.master, roster, seed=self.seed), self.master.stages[0])

    def hold(self, stage: Stage, value: int) -> None:
        """Let a stage be no worse than a value from here on."""
        self.upper[self.master.stage_column(stage)] = value
        self.loads.hold(stage.key, value)
        if self.incumbent is not None and value > self.value(stage):
            self.allowed[stage.key] = value

    def _keep_running(self, end: Limits) -> bool:
        """Find a plan that breaks no running commitment before anything else; tell whether there is one."""
        for stage in self.master.stages:
            if stage.key == StageKey.RUNNING_BROKEN:
                bound = self.minimise(stage, self.meter.until(end))
                if self.incumbent is None or self.value(stage) > 0:
                    self.infeasible = self.infeasible or bound > 0
                    self.incumbent = None
                    return False
                self.hold(stage, 0)
        return True

    def minimise(self, stage: Stage, limits: Limits, floor: int = 0) -> int:
        """Minimise one stage within limits and return its bound; a value of `floor` is good enough."""
        end = self.meter.after(limits)
        bound = max(floor, stage.known_bound)
        if self.done(stage, bound):
            return bound
        self.report(stage, bound)
        if stage.key in CONSTRUCTED and len(self.upper) > SMALL_COLUMNS:
            settled = self.meter.after(limits.part(SETTLE_SHARE))
            self.take_walked(self.walker.settle(self.master, self.incumbent, settled), stage)
        if self.done(stage, bound):
            return bound
        run = self._relaxation(stage, self.meter.after(self.meter.until(end).part(BOUND_SHARE)))
        if run is None:
            return bound
        bound = max(bound, self.rounded(stage, run.bound))
        self.report(stage, bound)
        if not self.done(stage, bound) and len(self.upper) > SMALL_COLUMNS:
            left = self.meter.until(end).part(LOADS_SHARE)
            bound = max(bound, self.rounded(stage, self.loads.bound(stage.key, self.meter, left)))
            self.report(stage, bound)
        if not self.done(stage, bound):
            bound = max(bound, self._whole(stage, run, bound, self.meter.until(end).part(WHOLE_SHARE)))
        if not self.done(stage, bound):
            self._plunge(stage, self.meter.until(end).part(WHOLE_SHARE))
        if not self.done(stage, bound):
            self._neighbourhoods(stage, run, bound, end)
        return bound

    def _relaxation(self, stage: Stage, end: Limits) -> LpRun | None:
        """Return the bound of the linear relaxation with cuts; rows that only later stages need are left out."""
        step = self.steps.get(stage.key, 1)
        cost = np.zeros(len(self.lower))
        cost[self.master.stage_column(stage)] = 1.0
        keep = self.kept
        matters = self.relevance.of(stage)
        matters[keep] = True  # so that there is a solution to begin with
        upper = np.where(matters, self.upper, 0.0)
        upper[self.master.relaxed] = 1.0
        best: LpRun | None = None
        for _ in range(CUT_ROUNDS):
            rows = self.rows_without(self.later(stage))
            run = self.lp.solve(cost, self.lower, upper, step=step, keep=keep, rows=rows, end=end)
            if run is None:
                break
            gained = math.inf if best is None else run.bound - best.bound
            best = run if best is None or gained >= 0 else best
            bound = self.rounded(stage, best.bound)
            small = len(self.upper) <= SMALL_COLUMNS
            if small or self.done(stage, bound) or gained < CUT_GAIN * step or self.lp.over(end):
                break
            cuts = self.finder.find(run.values)
            if not len(cuts):
                break
            self.use(self.master.with_rows(cuts.matrix, cuts.upper))
        if best is not None:
            most = math.inf if self.incumbent is None else self.value(stage) - best.bound
            self.lp.purge(best, keep, max(most, step))
        return best

    # -- diving ------------------------------------------------------------------------------------------------

    def _plunge(self, stage: Stage, limits: Limits) -> bool:
        """Dive about half way from the relaxation of the head of the stages, and solve what is left open.

        Every dive goes another way than the one before it. Tell whether it found a better plan.
        """
        head = self.head(stage)
        if not head or len(self.upper) <= SMALL_COLUMNS:
            return False
        end = self.meter.after(limits)
        goal = self.goal_of(head)
        cost = goal.cost(len(self.upper))
        rows = self.rows_without(goal.later)
        run = self.lp.solve(
            cost,
            self.lower,
            self.upper,
            step=goal.step,
            slack=GUIDE_SLACK * max(goal.most, 1) if math.isfinite(goal.most) else 0.0,
            keep=self.kept,
            rows=rows,
            end=self.meter.after(limits.part(GUIDE_SHARE)),
        )
        if run is None:
            return False
        self.guide = run
        share = DIVE_SHARES[self._dives % len(DIVE_SHARES)]
        lots = self._lots.random(len(self.upper)) * LOT if self._dives else None
        self._dives += 1
        dived = self.meter.after(self.meter.until(end).part(GUIDE_SHARE))
        taken = dive(self.lp, run, cost, self.lower, self.upper, rows=rows, share=share, end=dived, lots=lots)
        lower, upper = self.lower.copy(), np.where(self.lp.active, self.upper, 0.0)
        lower[taken] = upper[taken] = 1.0
        left = self.meter.until(end)
        asked = self._asked(goal, lower, np.maximum(upper, lower), left)
        if asked is None or not _affordable(asked, left):
            return False
        (found,) = self.solve(stage, [asked.task])
        better = self.take_walked(self.walker.harvest(self.master), stage)
        if found is not None and found.values is not None:
            better = bool(self.offer(asked.small.whole(found.values), stage)) or better
        return better

    # -- the whole week ----------------------------------------------------------------------------------------

    def _whole(self, stage: Stage, run: LpRun, bound: int, limits: Limits) -> int:
        """Solve the week as one integer program over the columns that matter; return the bound it proves.

        A column whose reduced cost exceeds what a better plan may cost above the bound is in no better plan. Where
        relaxations may use what no plan may, there is no proof.
        """
        end = self.meter.after(limits)
        proves = not len(self.master.relaxed)
        matters = self.relevance.of(stage)
        while not self.done(stage, bound):
            goal = self.goal(stage)
            able = matters & (run.reduced <= goal.most - run.bound + 1e-6)
            able[: self.master.route0] = True
            left = self.meter.until(end)
            every = math.isfinite(run.bound) and int(able.sum()) <= MANY_COLUMNS
            asked = self._among(goal, able, left) if every else None
            if every and asked is None:
                return self._out_of_reach(goal, bound) if proves else bound
            if asked is None or len(asked.task.cost) > FEW_COLUMNS:
                if stage.key in MINUTES_STAGES:
                    return bound  # diving finds more there
                every, asked = False, self._among(goal, able & self.lp.active, left)
            if asked is None:
                return bound
            if not _affordable(asked, left):
                return bound
            (found,) = self.solve(stage, [asked.task])
            self.take_walked(self.walker.harvest(self.master), stage)
            if found is None:
                return bound
            proven = asked.bound(found)
            if every and proven == math.inf:
                return self._out_of_reach(goal, bound) if proves else bound
            if every and proves:
                bound = max(bound, self.rounded(stage, proven))
            better = found.values is not None and self.offer(asked.small.whole(found.values), stage)
            if better is not None and (found.complete or not better):
                return bound
        return bound

    def _among(self, goal: Goal, used: np.ndarray, left: Limits) -> Program | None:
        """Return the program over some columns; nothing when it has no solution."""
        return self._asked(goal, self.lower, np.maximum(np.where(used, self.upper, 0.0), self.lower), left)

    def _asked(self, goal: Goal, lower: np.ndarray, upper: np.ndarray, left: Limits) -> Program | None:
        nodes = None if left.work is None else max(1, int(NODES_PER_WORK * left.work))
        return program(self.master, goal, lower, upper, seconds=left.seconds, nodes=nodes)

    def _out_of_reach(self, goal: Goal, bound: int) -> int:
        """Return the bound when no plan reaches a goal; without a plan at all the week is infeasible."""
        if math.isinf(goal.most):
            self.infeasible = True
            return bound
        return max(bound, round(goal.most) + goal.step)

    # -- neighbourhoods ----------------------------------------------------------------------------------------

    def _neighbourhoods(self, stage: Stage, run: LpRun, bound: int, end: Limits) -> None:
        """Solve parts of the week again until the stage meets its bound, or patience or limits run out."""
        failures = dives = 0
        worst = Worst(self.master, stage)
        head = bool(self.head(stage)) and len(self.upper) > SMALL_COLUMNS
        while failures < PATIENCE and not self.done(stage, bound) and not self.meter.until(end).nothing:
            if head and failures >= AGAIN_AFTER and dives < MOST_DIVES:
                left = self.meter.until(end)
                dives = 0 if self._plunge(stage, _at_most(AGAIN_SECONDS, left.part(AGAIN_SHARE))) else dives + 1
                failures = 0
                continue
            asked: list[Program] = []
            while len(asked) < self.side_by_side(stage) and failures < PATIENCE:
                found = self._part(stage, run, worst, self.meter.until(end))
                if found is None or not _affordable(found, self.meter.until(end)):
                    failures += 1
                else:
                    asked.append(found)
            answers = self.solve(stage, [a.task for a in asked])
            better = self.take_walked(self.walker.harvest(self.master), stage)
            for one, answer in zip(asked, answers, strict=True):
                if answer is not None:
                    self.parts.learn(complete=answer.complete)
                if answer is not None and answer.values is not None:
                    better = bool(self.offer(one.small.whole(answer.values), stage)) or better
            failures = 0 if better else failures + len(asked)

    def _part(self, stage: Stage, run: LpRun, worst: Worst, left: Limits) -> Program | None:
        """Return the program of the next part; nothing when no better value can lie in it."""
        if self.incumbent is None:
            return None
        head = self.head(stage)
        reduced = run.reduced if self.guide is None or not head else self.guide.reduced
        part = self.parts.next(worst.staff(self.incumbent))
        lower, upper = part_bounds(self.master, self.incumbent, part, reduced, self.lower, self.upper)
        limit = _at_most(PART_SECONDS, left).seconds
        return program(self.master, self.goal_of(head or (stage,)), lower, upper, seconds=limit, nodes=PART_NODES)


def _at_most(seconds: float, left: Limits) -> Limits:
    """Return what is left, of seconds so many at most; without a limit in seconds the clock plays no part."""
    return left if left.seconds is None else Limits(max(0.0, min(seconds, left.seconds)), left.work)


def _affordable(asked: Program, left: Limits) -> bool:
    """Tell whether the work left allows for the root node of a program, which no limit cuts short."""
    return left.work is None or left.work >= ROOT_WORK * len(asked.task.cost)
