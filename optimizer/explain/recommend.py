"""Who could take a new hulpvraag, and when: ranked options with what each changes, exact within a stated room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from optimizer.domain.demand import active_hulpvragen, active_ids
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.index import RegionIndex
from optimizer.domain.intake import InputRefusedError, check_region
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.recommend import Lost, Recommendation, Room, VisitChoice
from optimizer.domain.vocabulary import StageKey
from optimizer.explain.recommend_insert import Inserted, Inserting
from optimizer.explain.replan import NothingPublishedError
from optimizer.explain.replan_changes import differences
from optimizer.rules import check as rules
from optimizer.rules.view import WeekView
from optimizer.solving.limits import Limits, Meter, StopSignal
from optimizer.week.again import Asking, Force, Freedom
from optimizer.week.options import week_options

if TYPE_CHECKING:
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.region import Region

__all__ = ["NotDueError", "recommend_visits"]

MOST = 5


class NotDueError(ValueError):
    """The hulpvraag asks no visit in the region's week."""


def recommend_visits(  # noqa: PLR0913 -- all but the first two are named and optional
    region: Region,
    hulpvraag: Hulpvraag,
    *,
    plan: Plan | None = None,
    room: Room = Room.PUBLISHED,
    most: int = MOST,
    matrix: TravelMatrix | None = None,
    time_limit: float | None = 10.0,
    seed: int = 0,
    stop: StopSignal | None = None,
) -> Recommendation:
    """Return the best options for a hulpvraag beside the published roster, best first.

    Parameters
    ----------
    hulpvraag
        A new one, or one of the region that the roster does not serve.
    plan
        The published plan; by default the region's `previous`.
    room
        What of the roster may change.
    matrix
        Travel between all places, also of the hulpvraag; the estimate when null.

    Raises
    ------
    NothingPublishedError
        Without a published plan of this week.
    NotDueError
        When it asks no visit this week.
    optimizer.domain.intake.InputRefusedError
        When it does not fit the region; it lists the faults.
    """
    published = region.previous if plan is None else plan
    base = None if published is None else published.week_plan(region.week)
    if base is None:
        raise NothingPublishedError(region.week)
    known = check_region(region)
    others = tuple(h for h in region.hulpvragen if h.id != hulpvraag.id)
    asked = region.model_copy(update={"hulpvragen": (*others, hulpvraag)})
    if faults := tuple(fault for fault in check_region(asked) if fault not in known):
        raise InputRefusedError(faults)
    due = next((d.due for d in active_hulpvragen(asked) if d.hulpvraag.id == hulpvraag.id), 0)
    if not due:
        raise NotDueError(hulpvraag.id)
    meter = Meter(Limits(time_limit, None), stop)
    if matrix is None:
        from optimizer.travel import for_region

        matrix = for_region(asked)
    return _Recommending(asked, hulpvraag, due, base, matrix, meter, seed).run(room, most)


@dataclass
class _Recommending:
    region: Region
    hulpvraag: Hulpvraag
    due: int
    base: WeekPlan
    matrix: TravelMatrix
    meter: Meter
    seed: int
    nothing: WeekPlan = field(init=False)
    before: Mapping[StageKey, int] = field(init=False)

    def __post_init__(self) -> None:
        """Look at the roster without the hulpvraag."""
        self.here = rules.region_of(self.region, Plan(), self.region.week)
        self.index = RegionIndex(self.here)
        # the roster as it is, with what is active now
        self.nothing = self.base.model_copy(update={"active": active_ids(self.here, self.region.week)})
        self.before = rules.stage_values(self.here, self.nothing, self.matrix)
        self.options = week_options(self.here, self.matrix)
        mine = (v.begeleider for v in self.options.visits if v.hulpvraag == self.hulpvraag.id)
        self.staff = tuple(dict.fromkeys(mine))

    def run(self, room: Room, most: int) -> Recommendation:
        found = [self._choice(*one, proven=True) for one in self._inserted(most)]
        proven = True
        if room is not Room.PUBLISHED:
            found, proven = self._solved(room, found)
        found.sort(key=lambda choice: tuple(choice.stages[key] for key in self.before))
        return Recommendation(
            hulpvraag=self.hulpvraag.id,
            week=self.region.week,
            room=room,
            due=self.due,
            able=len(self.staff),
            before=dict(self.before),
            choices=tuple(found[:most]),
            proven=proven,
            instance_sha256=instance_sha256(self.region),
            seconds=round(self.meter.seconds, 3),
        )

    def _inserted(self, most: int) -> Iterable[tuple[str, WeekPlan]]:
        """Yield the best insertions of everybody who could come, as many visits as they can make."""
        inserting = Inserting(self.options, self.nothing, self.hulpvraag)
        view = WeekView(self.here, self.nothing, self.matrix)
        for who in self.staff:
            b = self.index.begeleiders[who]
            room = b.contract_minutes - b.reserved_minutes - view.working_minutes[who]
            for visits in range(self.due, 0, -1):
                ways = sorted(inserting.of(who, visits, room), key=self._standing(who, view))
                kept: dict[tuple[HalfDay, ...], WeekPlan] = {}
                for way in ways:
                    if len(kept) < most and way.half_days not in kept and self._keeps_all(way.plan):
                        kept[way.half_days] = way.plan
                yield from ((who, plan) for plan in kept.values())
                if kept:
                    break

    def _standing(self, who: str, view: WeekView) -> Callable[[Inserted], tuple[int, ...]]:
        """Return what ranks the insertions of one begeleider: of all stages only travel and balance differ."""
        b = self.index.begeleiders[who]
        counts = b.institute is None and b.contract_minutes > 0
        order = [key for key in self.before if key in (StageKey.TRAVEL, StageKey.BALANCE)]

        def standing(way: Inserted) -> tuple[int, ...]:
            load = -(-1000 * (view.working_minutes[who] + way.work) // b.contract_minutes) if counts else 0
            values = {StageKey.TRAVEL: way.travel, StageKey.BALANCE: max(load, self.before[StageKey.BALANCE])}
            return tuple(values[key] for key in order)

        return standing

    def _keeps_all(self, plan: WeekPlan) -> bool:
        return not rules.check_week(self.here, plan, self.matrix)

    def _solved(self, room: Room, found: Sequence[VisitChoice]) -> tuple[list[VisitChoice], bool]:
        """Return the best plan by everybody who could come, with what may change; those inserted are where to begin."""
        best: dict[str, VisitChoice] = {}
        for choice in sorted(found, key=lambda one: tuple(one.stages[key] for key in self.before)):
            best.setdefault(choice.begeleider, choice)
        kring = self.index.kring_of(self.hulpvraag)
        near = [b.id for b in self.here.begeleiders if kring in b.kringen]
        proven = True
        with Asking(self.here, self.matrix, self.nothing, self.seed) as asking:
            for number, who in enumerate(self.staff):
                people = {who} if room is Room.BEGELEIDER else {who, *near}
                free = frozenset((p, h) for p in people for h in self.index.begeleiders[p].availability)
                share = self.meter.until(self.meter.limits).part(1 / (len(self.staff) - number))
                meter = Meter(share, self.meter.stop)
                start = best[who].plan if who in best else None
                force = (Force(self.hulpvraag.id, who),)
                answer = asking.solve(meter, freedom=Freedom(half_days=free), force=force, start=start)
                proven = proven and answer.proven
                if answer.plan is not None:
                    best[who] = self._choice(who, answer.plan, proven=answer.proven)
        return list(best.values()), proven

    def _choice(self, who: str, plan: WeekPlan, *, proven: bool) -> VisitChoice:
        values = rules.stage_values(self.here, plan, self.matrix)
        visits = [s.half_day for t in plan.tours for s in t.stops if s.item == self.hulpvraag.id]
        moved = {one.name for one in differences(self.index, self.nothing, plan)} - {self.hulpvraag.id}
        missed = {one.id: one.minutes for one in rules.unserved(self.here, self.nothing, self.matrix)}
        lost = {
            one.id: one.minutes - missed.get(one.id, 0)
            for one in rules.unserved(self.here, plan, self.matrix)
            if moved and one.id != self.hulpvraag.id and one.minutes > missed.get(one.id, 0)
        }
        return VisitChoice(
            begeleider=who,
            half_days=tuple(sorted(visits, key=lambda h: h.order)),
            visits=len(visits),
            stages=dict(values),
            changes={key: value - self.before[key] for key, value in values.items() if value != self.before[key]},
            moved=tuple(sorted(moved)),
            lost=tuple(Lost(item=item, minutes=minutes) for item, minutes in lost.items()),
            proven=proven,
            plan=plan,
        )
