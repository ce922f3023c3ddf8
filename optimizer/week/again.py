"""Solve a week again around a plan: exact within a freedom, fast because only routes near the plan are looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from optimizer.domain.half_day import HalfDay
from optimizer.domain.keeping import keeping_half_days
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Stop, Tour, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import StageKey
from optimizer.solving.lexicographic import StageOutcome, judged
from optimizer.solving.limits import Meter
from optimizer.solving.workers import Workers
from optimizer.week.again_kept import HalfDayOf, Kept, kept
from optimizer.week.again_routes import Around, Known
from optimizer.week.again_rows import Force, Question
from optimizer.week.again_stages import Closer
from optimizer.week.direct.stages import STAGE_WEIGHT
from optimizer.week.options import week_options
from optimizer.week.routes.master import Master
from optimizer.week.routes.solution import Solution
from optimizer.week.routes.start import planned
from optimizer.week.routes.witness import witness

__all__ = ["Again", "Asking", "Force", "Freedom", "solve_again"]


@dataclass(frozen=True)
class Freedom:
    """What may differ from the base plan.

    Attributes
    ----------
    half_days
        Begeleiders' half days that may change; null for all. What they do in the others stays, times included, but for
        what the region no longer allows.
    changes
        Facts that may differ at most, counted as the stage `changes` counts them; null for any.
    """

    half_days: frozenset[tuple[str, HalfDay]] | None = None
    changes: int | None = None


@dataclass(frozen=True)
class Again:
    """The best plan within a freedom.

    Attributes
    ----------
    stages
        Value and bound of every stage, in the order in which they were minimised.
    proven
        Whether every value is the least within the freedom, or `infeasible` is certain.
    infeasible
        Whether no plan within the freedom does what was asked.
    """

    plan: WeekPlan | None
    stages: tuple[StageOutcome, ...]
    proven: bool
    infeasible: bool


@dataclass(eq=False)
class Asking:
    """Questions about one plan of one region; what they share is worked out once. Use it as a context manager.

    Parameters
    ----------
    base
        Any plan for the region's week; what of it the region does not allow falls out.
    known
        Routes known from other questions.
    """

    region: Region
    matrix: TravelMatrix
    base: WeekPlan
    seed: int = 0
    threads: int = 1
    known: Known = field(default_factory=dict)
    workers: Workers = field(init=False)

    def __post_init__(self) -> None:
        """Look up what the base plan does."""
        self.region = keeping_half_days(self.region, self.region.previous)
        self.options = week_options(self.region, self.matrix)
        self.kept = kept(self.options, self.base)
        self.workers = Workers(1)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes that solved programs."""
        self.close()

    def close(self) -> None:
        """End the processes that solved programs."""
        self.workers.close()

    @property
    def least_changes(self) -> int:
        """Facts of the base plan that no plan of the region can have any more."""
        return sum(self.kept.gone.values())

    def solve(
        self,
        meter: Meter,
        *,
        freedom: Freedom = Freedom(),
        force: Sequence[Force] = (),
        order: Sequence[StageKey] | None = None,
        keep: Collection[str] = (),
        start: WeekPlan | None = None,
    ) -> Again:
        """Minimise the stages within a freedom; see `solve_again`.

        Parameters
        ----------
        keep
            Items that must be as the base plan has them, wherever the region allows it.
        start
            A plan to begin with, where it lies within the freedom; by default the base plan.
        """
        self.workers.stop = meter.stop
        most = freedom.changes
        slack = None if most is None else most - self.least_changes
        if slack is not None and slack < 0:
            return Again(None, (), proven=True, infeasible=True)
        free = None if freedom.half_days is None else {(b, h.order) for b, h in freedom.half_days}
        around = Around(self.options, self.kept, free, slack, known=self.known)
        question = Question(self.kept, self._fixed(free, keep), tuple(force), most, self._order(order))
        master = around.master(question.formulate)
        closer = Closer(master, self._first(master, start), meter, self.workers, self.seed)
        return self._answer(closer, meter, free)

    def _order(self, order: Sequence[StageKey] | None) -> tuple[StageKey, ...]:
        """Return all stages, those asked first."""
        return tuple(dict.fromkeys((*(order or ()), *self.region.policy.stage_order())))

    def _fixed(self, free: Collection[HalfDayOf] | None, keep: Collection[str]) -> Kept:
        """Return what of the base plan may not change: what is kept, or done by somebody in a half day not free."""
        at_home = self.options.index.begeleiders

        def tied(item: str, people: Sequence[str], half_day: HalfDay) -> bool:
            if item in keep or free is None:
                return item in keep
            able = [p for p in people if half_day in at_home[p].availability]
            return any((p, half_day.order) not in free for p in able)

        led = ((g, s, (g.leader, *g.co_leaders)) for g, s in self.kept.sessions)
        return replace(
            self.kept,
            visits=tuple(v for v in self.kept.visits if tied(v.hulpvraag, (v.begeleider,), v.half_day)),
            sessions=tuple((g, s) for g, s, people in led if tied(g.arrangement, people, g.half_day)),
            overleg=tuple((slot, o) for slot, o in self.kept.overleg if tied(o.overleg, o.people, o.half_day)),
        )

    def _first(self, master: Master, start: WeekPlan | None) -> Solution:
        """Return the best solution to begin with: a plan that is given, the base plan, else nothing at all."""
        given = [self.base] if start is None else [start, self.base]
        found = [planned(master, plan, seed=self.seed) for plan in given]
        known = [one for one in found if one is not None]
        if not known:
            nothing = planned(master, WeekPlan(week=self.options.week), seed=self.seed)
            known = [] if nothing is None else [nothing]
        if not known:
            raise AssertionError("a week in which nothing is done breaks a rule")
        return min(known, key=lambda one: one.stage_values(master))

    def _answer(self, closer: Closer, meter: Meter, free: set[HalfDayOf] | None) -> Again:
        broken, *stages = closer.master.stages
        bound = closer.minimise(broken, meter.until(meter.limits))
        if closer.value(broken) > 0:
            return Again(None, (), proven=bound > 0, infeasible=bound > 0)
        closer.hold(broken)
        bounds: list[int] = []
        weights = {stage.key: STAGE_WEIGHT.get(StageKey(stage.key), 1.0) for stage in stages}
        for stage in stages:
            bounds.append(closer.minimise(stage, meter.share(stage.key, weights)))
            closer.hold(stage)
            del weights[stage.key]
        found = judged(stages, [closer.value(stage) for stage in stages], bounds)
        plan = witness(closer.master, closer.best)
        if free is not None:
            plan = _with_times(plan, self.base, free)
        return Again(plan, tuple(found), proven=all(o.proven for o in found), infeasible=False)


def solve_again(  # noqa: PLR0913 - all but the first four are named and optional
    region: Region,
    matrix: TravelMatrix,
    base: WeekPlan,
    meter: Meter,
    *,
    freedom: Freedom = Freedom(),
    force: Sequence[Force] = (),
    order: tuple[StageKey, ...] | None = None,
    seed: int = 0,
    threads: int = 1,
) -> Again:
    """Return the best plan of the region's week within a freedom around a plan.

    Every stage is minimised in order, each exact within the freedom unless the meter ends.

    Parameters
    ----------
    base
        Any plan for the region's week; what of it the region does not allow falls out.
    force
        What the new plan must do beside.
    order
        Stages to minimise first; the others follow in the policy's order.
    """
    with Asking(region, matrix, base, seed, threads) as asking:
        return asking.solve(meter, freedom=freedom, force=force, order=order)


def _with_times(plan: WeekPlan, base: WeekPlan, free: set[HalfDayOf]) -> WeekPlan:
    """Return the plan with the clock times of the base plan in half days that may not change, where they were kept."""
    before: dict[HalfDayOf, list[Stop]] = defaultdict(list)
    for tour in base.tours:
        for stop in tour.stops:
            before[tour.begeleider, stop.half_day.order].append(stop)

    def timed(tour: Tour) -> Tour:
        stops: list[Stop] = []
        for half_day in dict.fromkeys(s.half_day for s in tour.stops):
            own = [s for s in tour.stops if s.half_day is half_day]
            where = (tour.begeleider, half_day.order)
            known = {(s.kind, s.item, s.place): s for s in before.get(where, ())}
            same = [known.get((s.kind, s.item, s.place)) for s in own]
            kept_as = [s for s in same if s is not None]
            in_order = sorted(kept_as, key=lambda s: s.start) == kept_as
            stays = where not in free and len(kept_as) == len(own) and in_order
            stops += kept_as if stays else own
        return tour.model_copy(update={"stops": tuple(stops)})

    return plan.model_copy(update={"tours": tuple(timed(t) for t in plan.tours)})
