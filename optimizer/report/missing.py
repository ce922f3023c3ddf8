"""What a week does not serve, and what is certain about why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.demand import Demand
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.vocabulary import Priority, StopKind
from optimizer.rules.check import unserved
from optimizer.rules.eligibility import common_minutes, has_common_half_day, has_expertise_for, may_serve
from optimizer.rules.view import WeekView

_ORDER = {priority: number for number, priority in enumerate(Priority)}
NOT_YET_EXPLAINED = "not-yet-explained"


@dataclass(frozen=True)
class Missing:
    """An item that is not, or not fully, served."""

    item: str
    kind: StopKind
    school: str | None
    kring: str | None
    what: str
    """Expertise, kind of group, kind of meeting."""
    priority: Priority | None
    minutes: int
    """Minutes not served."""
    lacking: int
    """Visits, seats or meetings that lack."""
    due: int
    reason: str
    """Key under ``report.reason``: a fact about the input that alone explains it, or `NOT_YET_EXPLAINED`."""
    kringen: tuple[str, ...] = ()
    """Kringen that it is for."""
    able: tuple[tuple[str, int], ...] = ()
    """Begeleiders who may and could come, were there nothing else to do, with their contract minutes left."""

    @property
    def order(self) -> tuple[int, str, str]:
        """Sort key: urgent first, then by school."""
        return (len(_ORDER) if self.priority is None else _ORDER[self.priority], self.school or "", self.item)


def missing_of(view: WeekView) -> tuple[Missing, ...]:
    """Return all that a week does not serve, urgent first."""
    return tuple(sorted(_missing(view), key=lambda one: one.order))


def _missing(view: WeekView) -> Iterator[Missing]:
    index = view.index
    for one in unserved(view.region, view.plan, view.matrix):
        demand = view.demand.get(one.id)
        arrangement = index.arrangementen.get(one.id)
        overleg = index.overleggen.get(one.id)
        if demand is not None:
            h = demand.hulpvraag
            able = _able(view, h)
            yield Missing(
                item=one.id,
                kind=StopKind.VISIT,
                school=h.school,
                kring=index.kring_of(h),
                what=h.expertise,
                priority=demand.priority,
                minutes=one.minutes,
                lacking=view.missing_visits(demand),
                due=demand.due,
                reason=_why(view, demand),
                kringen=(index.kring_of(h),),
                able=able,
            )
        elif arrangement is not None:
            without = len(view.unseated(one.id))
            yield Missing(
                item=one.id,
                kind=StopKind.SESSION,
                school=None,
                kring=arrangement.kringen[0] if len(arrangement.kringen) == 1 else None,
                what=arrangement.kind,
                priority=arrangement.priority,
                minutes=one.minutes,
                lacking=without,
                due=len(view.admissible.get(one.id, ())),
                reason=NOT_YET_EXPLAINED if view.admissible.get(one.id) else "no-candidates",
                kringen=arrangement.kringen,
            )
        elif overleg is not None:
            yield Missing(
                item=one.id,
                kind=StopKind.OVERLEG,
                school=None,
                kring=overleg.kring,
                what=overleg.kind.value,
                priority=None,
                minutes=one.minutes,
                lacking=1,
                due=1,
                reason=NOT_YET_EXPLAINED,
                kringen=() if overleg.kring is None else (overleg.kring,),
            )


def _possible(view: WeekView, begeleider: Begeleider, hulpvraag: Hulpvraag) -> list[HalfDay]:
    """Return the half days in which begeleider, request and school are there together for as long as a visit takes."""
    return [
        half_day
        for half_day in view.open_half_days
        if half_day in hulpvraag.half_days
        and common_minutes(view.index, begeleider, hulpvraag, half_day) >= hulpvraag.minutes
    ]


def _able(view: WeekView, hulpvraag: Hulpvraag) -> tuple[tuple[str, int], ...]:
    """Return who could come, were there nothing else to do; most time left first."""
    found = [
        (b.id, max(0, b.contract_minutes - b.reserved_minutes - view.working_minutes[b.id]))
        for b in view.region.begeleiders
        if may_serve(view.index, b, hulpvraag) and _possible(view, b, hulpvraag)
    ]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def _why(view: WeekView, demand: Demand) -> str:
    """Return the first fact of the input that alone explains all that lacks; none is ever guessed."""
    h, begeleiders = demand.hulpvraag, view.region.begeleiders
    if not any(has_expertise_for(view.policy, b, h) for b in begeleiders):
        return "no-expertise"
    serving = [b for b in begeleiders if may_serve(view.index, b, h)]
    if not serving:
        return "no-kring"
    if not any(has_common_half_day(view.index, view.open_half_days, b, h) for b in serving):
        return "no-half-day"
    most = max(_most_visits(_possible(view, b, h), h) for b in serving)
    if not most:
        return "no-window"
    if demand.due - most == view.missing_visits(demand):
        return "too-few-days"
    return NOT_YET_EXPLAINED


def _most_visits(half_days: list[HalfDay], hulpvraag: Hulpvraag) -> int:
    """Return on how many days, far enough apart, one begeleider could come."""
    found = 0
    next_day = 0
    for day in sorted({half_day.day.order for half_day in half_days}):
        if day >= next_day:
            found += 1
            next_day = day + hulpvraag.day_gap
    return found
