"""Plan a published week again after something happened: least change first, each change with its cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from optimizer.api import CheckFailedError, certificate_of, gaps_of
from optimizer.domain.fault import Verdict
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.intake import InputRefusedError, check_region
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.replan import Cause, Change, Event, EventKind, ReplanResult, Scope, Step
from optimizer.domain.result import StageResult, Status, StoppedBy
from optimizer.domain.vocabulary import UNMET_STAGE, WORST_SHARES, StageKey
from optimizer.explain.replan_changes import Difference, differences, event_of
from optimizer.explain.replan_events import after_events, over
from optimizer.rules import check as rules
from optimizer.solving.limits import Limits, Meter, StopSignal
from optimizer.week.again import Again, Asking, Force, Freedom

if TYPE_CHECKING:
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.region import Region

__all__ = ["NothingPublishedError", "replan"]

MOST_FORCED = 40
"""Changes beyond those seen beforehand that are looked for."""
SHARE = 0.6
"""Share of what is left of the time for finding plans; the rest is for causes."""
SERVES = frozenset({*UNMET_STAGE.values(), StageKey.OVERLEG_MISSED, StageKey.RUNNING_BROKEN})
"""Stages that say what is served."""


class NothingPublishedError(LookupError):
    """The region has no published plan of its week, and none was given."""


def replan(  # noqa: PLR0913 -- all but the first two are named and optional
    region: Region,
    events: Sequence[Event],
    *,
    plan: Plan | None = None,
    extra: int = 0,
    scope: Scope = Scope.NEAR,
    now: HalfDay | None = None,
    matrix: TravelMatrix | None = None,
    time_limit: float | None = 30.0,
    work_limit: float | None = None,
    seed: int = 0,
    stop: StopSignal | None = None,
) -> ReplanResult:
    """Plan the region's week again after events, with the least changes that any plan needs and a few more at most.

    Parameters
    ----------
    plan
        The published plan; by default the region's `previous`.
    extra
        Changes allowed beyond those forced; every number up to it is worked out.
    scope
        Where changes are allowed.
    now
        The half day that is next, of a week under way: what is before it stays as published.
    matrix
        Travel between all places, also of requests; the estimate when null.

    Raises
    ------
    NothingPublishedError
        Without a published plan of this week.
    optimizer.explain.replan_events.UnknownItemError
        When an event is about something that the region does not have.
    optimizer.domain.intake.InputRefusedError
        When a request or pin does not fit the region; it lists the faults.
    CheckFailedError
        When the plan fails the checker: a defect of this program.
    """
    published = region.previous if plan is None else plan
    base = None if published is None else published.week_plan(region.week)
    if base is None:
        raise NothingPublishedError(region.week)
    edited = after_events(region, base, events, now)
    if any(event.kind in (EventKind.REQUEST, EventKind.PIN) for event in events):
        known = check_region(region)
        if faults := tuple(fault for fault in check_region(edited) if fault not in known):
            raise InputRefusedError(faults)
    meter = Meter(Limits(time_limit, work_limit), stop)
    if matrix is None:
        from optimizer.travel import for_region

        matrix = for_region(edited)
    with Asking(edited, matrix, base, seed) as asking:
        return _Replan(region, edited, matrix, base, tuple(events), asking, meter, scope, now, extra).run()


@dataclass
class _Replan:
    region: Region
    edited: Region
    matrix: TravelMatrix
    base: WeekPlan
    events: tuple[Event, ...]
    asking: Asking
    meter: Meter
    scope: Scope
    now: HalfDay | None
    extra: int
    half_days: frozenset[tuple[str, HalfDay]] | None = field(init=False)

    def __post_init__(self) -> None:
        """Say which half days may change."""
        self.index = RegionIndex(self.edited)
        self.here = rules.region_of(self.edited, Plan(), self.edited.week)
        self.gap_of = gaps_of(self.edited, self.matrix)
        self.half_days = self._half_days()

    def run(self) -> ReplanResult:
        forced, found, certain = self._forced()
        steps, last = [], found
        if found.plan is not None:
            steps = [self._step(0, found, found)]
            for more in range(1, self.extra + 1):
                again = self._solve(forced + more, self._until(SHARE), start=last.plan)
                if again.plan is None:
                    break
                last = again if self._values(again) <= self._values(last) else last
                steps.append(self._step(more, last, again))
        return self._result(forced, steps, last, certain=certain)

    # where

    def _half_days(self) -> frozenset[tuple[str, HalfDay]] | None:
        free = [h for h in HALF_DAYS if h not in over(self.now)]
        if self.scope is Scope.ALL:
            return None if self.now is None else frozenset((b.id, h) for b in self.edited.begeleiders for h in free)
        options, items = self.asking.options, self.touched
        found = {(v.begeleider, v.half_day) for v in options.visits if v.hulpvraag in items}
        for s in options.sessions:
            if s.arrangement in items:
                found |= {(p, s.half_day) for role in s.roles for p in role}
        found |= {(p, o.half_day) for o in options.overleg if o.overleg in items for p in o.people}
        found |= {
            (tour.begeleider, stop.half_day)
            for tour in self.base.tours
            for stop in tour.stops
            if stop.item.partition("#")[0] in items
        }
        if self.extra:  # what is there may have to make room
            there = {s.item for t in self.base.tours for s in t.stops if (t.begeleider, s.half_day) in found}
            found |= {(v.begeleider, v.half_day) for v in options.visits if v.hulpvraag in there}
        return frozenset(one for one in found if one[1] in free)

    @property
    def lost(self) -> tuple[str, ...]:
        """The items of which something published cannot take place any more."""
        visits = {(v.hulpvraag, v.begeleider, v.half_day) for v in self.asking.kept.visits}
        groups = {g.id for g, _ in self.asking.kept.sessions}
        slots = {slot.id for slot, _ in self.asking.kept.overleg}
        active = set(self.asking.kept.base.active)
        found = {
            stop.item
            for tour in self.base.tours
            for stop in tour.stops
            if stop.item in self.index.hulpvragen and (stop.item, tour.begeleider, stop.half_day) not in visits
        }
        found |= {g.id for g in self.base.groups if g.arrangement in self.index.arrangementen and g.id not in groups}
        found |= {s.id for s in self.base.overleg if s.id in self.index.overleggen and s.id not in slots}
        return tuple(sorted(one for one in found if not active or one.partition("#")[0] in active))

    @property
    def touched(self) -> frozenset[str]:
        """The items that an event is about, or of which something is lost."""
        about = (EventKind.REQUEST, EventKind.PIN, EventKind.WITHOUT)
        named = {event.item.partition("#")[0] for event in self.events if event.kind in about}
        return frozenset(named | {one.partition("#")[0] for one in self.lost})

    # solving

    def _until(self, share: float) -> Meter:
        left = self.meter.until(self.meter.limits).part(share)
        return Meter(left, self.meter.stop)

    def _solve(
        self,
        changes: int,
        meter: Meter,
        *,
        force: Sequence[Force] = (),
        keep: Sequence[str] = (),
        start: WeekPlan | None = None,
    ) -> Again:
        freedom = Freedom(half_days=self.half_days, changes=changes)
        found = self.asking.solve(meter, freedom=freedom, force=force, keep=keep, start=start)
        self.meter.work_used += meter.work_used
        return found

    def _forced(self) -> tuple[int, Again, bool]:
        """Return the least changes, the best plan with these, and whether fewer are certainly impossible."""
        least = self.asking.least_changes
        certain = True
        for more in range(MOST_FORCED):
            found = self._solve(least + more, self._until(SHARE))
            if found.plan is not None or self.meter.exhausted:
                return least + more, found, certain
            certain = certain and found.infeasible
        return least + MOST_FORCED, found, False

    def _values(self, again: Again) -> tuple[int, ...]:
        assert again.plan is not None  # noqa: S101 -- for the type checker
        return tuple(rules.stage_values(self.here, again.plan, self.matrix).values())

    # telling

    def _stages(self, best: Again, judged: Again) -> tuple[StageResult, ...]:
        """Return the stages of the best plan, with the bounds that a search proved.

        The plan may be one found before, with fewer changes, and better than what the search ended with. Bounds then
        hold for the plan all the more: they were proven for plans that may be worse in the stages before.
        """
        if best.plan is None:
            return ()
        values = rules.stage_values(self.here, best.plan, self.matrix)
        modelled = {StageKey(one.key): one.value for one in best.stages}
        bounds = {StageKey(one.key): one.bound for one in judged.stages}
        found: list[StageResult] = []
        for key, value in values.items():
            bound = min(value, bounds[key])
            if value != modelled[key] and (key not in WORST_SHARES or value > modelled[key]):
                raise CheckFailedError(Verdict(ok=True), f"{key} is {value}, the model says {modelled[key]}")
            conditional = any(not stage.proven for stage in found)
            gap = self.gap_of(key, value, bound)
            found.append(StageResult(key=key, value=value, bound=bound, gap=gap, conditional=conditional))
        return tuple(found)

    def _step(self, extra: int, best: Again, judged: Again) -> Step:
        assert best.plan is not None  # noqa: S101 -- for the type checker
        count = sum(one.count for one in differences(self.index, self.base, best.plan))
        stages = self._stages(best, judged)
        return Step(extra=extra, changes=count, stages=stages, proven=all(stage.proven for stage in stages))

    def _result(self, forced: int, steps: Sequence[Step], last: Again, *, certain: bool) -> ReplanResult:
        proven = bool(steps) and steps[-1].proven and certain
        changes = self._changes(forced + len(steps) - 1, last)
        why = StoppedBy.PROOF if proven else StoppedBy.INTERRUPT if self.meter.stopped else StoppedBy.TIME_LIMIT
        certificate = certificate_of(self.edited, self.matrix, self.meter, why, seed=self.asking.seed, threads=1)
        told = {
            "events": self.events,
            "scope": self.scope,
            "forced": forced,
            "forced_proven": certain,
            "lost": self.lost,
            "happened": over(self.now),
            "certificate": certificate,
        }
        if last.plan is None:
            status = Status.INFEASIBLE if last.infeasible else Status.STOPPED
            return ReplanResult.model_validate({**told, "status": status})
        status = Status.OPTIMAL if proven else Status.STOPPED if self.meter.stopped else Status.FEASIBLE
        plan = Plan(
            instance_sha256=certificate.instance_sha256, matrix_sha256=certificate.matrix_sha256, weeks=(last.plan,)
        )
        verdict = rules.check(self.edited, plan, self.matrix)
        if not verdict.ok:
            raise CheckFailedError(verdict)
        more = {
            "status": status,
            "before": self._published(),
            "stages": steps[-1].stages,
            "steps": tuple(steps),
            "changes": changes,
            "checker": verdict,
            "plan": plan,
        }
        return ReplanResult.model_validate({**told, **more})

    def _published(self) -> dict[StageKey, int]:
        """Return the stages of the published plan in the region as it was."""
        before = self.region.model_copy(update={"previous": self.edited.previous})
        return rules.stage_values(rules.region_of(before, Plan(), before.week), self.base, self.matrix)

    # causes

    def _changes(self, most: int, last: Again) -> tuple[Change, ...]:
        if last.plan is None:
            return ()
        lost = set(self.lost)
        return tuple(self._change(one, lost, most, last) for one in differences(self.index, self.base, last.plan))

    def _change(self, one: Difference, lost: set[str], most: int, last: Again) -> Change:
        found = Change(item=one.item, kind=one.kind, gone=one.gone, come=one.come, count=one.count, cause=Cause.UNKNOWN)
        asked = {event.item: n for n, event in enumerate(self.events) if event.kind is EventKind.REQUEST}
        withdrawn = {event.item: n for n, event in enumerate(self.events) if event.kind is EventKind.WITHOUT}
        if one.name in withdrawn:
            return found.model_copy(update={"cause": Cause.FORCED, "event": withdrawn[one.name]})
        if one.item in lost:
            event = event_of(self.edited, self.base, self.events, one.gone, one.item)
            return found.model_copy(update={"cause": Cause.FORCED, "event": event})
        if one.name in asked:
            return found.model_copy(update={"cause": Cause.NEW, "event": asked[one.name]})
        return found.model_copy(update=self._verified(one, most, last))

    def _verified(self, one: Difference, most: int, last: Again) -> dict[str, object]:
        """Say what a change is good for by solving again without it."""
        if self.meter.exhausted:
            return {}
        before = any(stop.item == one.item for tour in self.base.tours for stop in tour.stops)
        before = before or any(one.item in (g.id, g.arrangement) for g in self.base.groups)
        force = () if before else (Force(one.item, served=False),)
        without = self._solve(most, self._until(SHARE / 2), force=force, keep=(one.name,))
        if without.infeasible:
            return {"cause": Cause.FORCED}
        if without.plan is None or last.plan is None:
            return {}
        mine = rules.stage_values(self.here, last.plan, self.matrix)
        other = rules.stage_values(self.here, without.plan, self.matrix)
        worse = next(((key, other[key] - mine[key]) for key in mine if other[key] != mine[key]), None)
        if worse is None:
            return {"cause": Cause.FREE}
        if not without.proven or worse[1] < 0:
            return {}
        room = self._less_served(last.plan, without.plan, one.name) if worse[0] in SERVES else ()
        return {"cause": Cause.ROOM if room else Cause.BETTER, "room_for": room, "stage": worse[0], "worse": worse[1]}

    def _less_served(self, mine: WeekPlan, other: WeekPlan, item: str) -> tuple[str, ...]:
        """Return the items that another plan serves less, but for one."""
        served = {one.id: one.minutes for one in rules.unserved(self.here, mine, self.matrix)}
        missed = rules.unserved(self.here, other, self.matrix)
        return tuple(one.id for one in missed if one.id != item and one.minutes > served.get(one.id, 0))
