"""`overleg`: a meeting is held when it is due, at one of its hosts, with everybody there."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.overleg import Participants
from optimizer.domain.plan import OverlegSlot
from optimizer.domain.vocabulary import RuleKey, StopKind, Target
from optimizer.rules.finding import clock, listing, span
from optimizer.rules.hosting import crowded, misplaced
from optimizer.rules.view import WeekView

KEY = RuleKey.OVERLEG


def check(view: WeekView) -> Iterator[Violation]:
    """Yield everything that keeps a held overleg from taking place as planned.

    It is held in a week it lists, at one of its hosts with a free room, from a session start and inside the host's
    hours; every listed begeleider has the stop; it lies inside the IB hours of every school whose intern begeleider
    takes part, and no IB visit at such a school overlaps it. Contacts have no calendar. What the plan says of its end
    and of who is invited, if anything, is what the region says.
    Source: part A of the problem statement (`overleg`: all participants and host free).
    """
    present = {(work.begeleider.id, work.item) for work in view.work if work.stop.kind is StopKind.OVERLEG}
    for slot in view.slots.values():
        overleg = view.index.overleggen[slot.id]
        if slot.id not in view.overleggen:
            yield Violation(
                rule=KEY, items=(slot.id,), half_day=slot.half_day, found=view.plan.week, limit=listing(overleg.weeks)
            )
        yield from misplaced(view, KEY, slot, overleg.minutes, overleg.hosts)
        if slot.end not in (None, end := slot.start + overleg.minutes):
            yield Violation(rule=KEY, items=(slot.id,), half_day=slot.half_day, found=clock(slot.end), limit=clock(end))
        if slot.invited not in (None, overleg.participants):
            asked, found = _everybody(overleg.participants), _everybody(slot.invited)
            yield Violation(rule=KEY, items=(slot.id,), half_day=slot.half_day, found=found, limit=asked)
        for begeleider in dict.fromkeys(overleg.participants.begeleiders):
            if (begeleider, slot.id) not in present:
                yield Violation(
                    rule=KEY, items=(slot.id,), begeleider=begeleider, half_day=slot.half_day, found=0, limit=1
                )
        for school in dict.fromkeys(overleg.participants.ibs):
            yield from _intern_begeleider(view, slot, overleg.minutes, school)
    for half_day, groups, overleggen, rooms in crowded(view):
        if overleggen:
            items = (*groups, *overleggen)
            yield Violation(rule=KEY, items=items, half_day=half_day, found=len(items), limit=rooms)


def _everybody(participants: Participants | None) -> str | None:
    """Return who is invited; of contacts, who may be parents, only how many."""
    if participants is None:
        return None
    return listing((*participants.begeleiders, *participants.ibs, f"+{len(participants.contacts)}"))


def _intern_begeleider(view: WeekView, slot: OverlegSlot, minutes: int, school: str) -> Iterator[Violation]:
    """Yield why the intern begeleider of a school cannot be at an overleg."""
    end = slot.start + minutes
    place = view.index.schools.get(school)
    hours = None if place is None else place.ib_hours.get(slot.half_day)
    if hours is None or not hours.holds(slot.start, end):
        yield Violation(
            rule=KEY,
            items=(slot.id, school),
            half_day=slot.half_day,
            found=span(slot.start, end),
            limit=None if hours is None else str(hours),
        )
    for visit in view.all_visits:
        asks_ib = visit.hulpvraag.target is Target.IB and visit.hulpvraag.school == school
        if asks_ib and visit.half_day is slot.half_day and visit.start < end and slot.start < visit.end:
            yield Violation(
                rule=KEY,
                items=(slot.id, visit.hulpvraag.id),
                begeleider=visit.begeleider.id,
                half_day=slot.half_day,
                found=span(visit.start, visit.end),
                limit=span(slot.start, end),
            )
