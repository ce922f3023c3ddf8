"""`one-place`: nobody is in two places at once, and no IB or leerling has two callers in one half day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import RuleKey, Target
from optimizer.rules.view import WeekView

KEY = RuleKey.ONE_PLACE


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every clash of a begeleider, of a school's IB, and of a leerling.

    The stops of a begeleider do not overlap; at most one begeleider makes IB visits at a school in a half day; a
    leerling is in at most one group per half day, and then there is no visit about that leerling in that half day. Two
    visits about one leerling in one half day are allowed.
    Source: part A of the problem statement (`one-place`).
    """
    yield from _begeleiders(view)
    yield from _intern_begeleiders(view)
    yield from _leerlingen(view)


def _begeleiders(view: WeekView) -> Iterator[Violation]:
    for (begeleider, _), day in view.days.items():
        latest = None
        for work in sorted(day, key=lambda w: (w.start, w.end)):
            if latest is not None and work.start < latest.end:
                yield Violation(
                    rule=KEY,
                    items=(latest.item, work.item),
                    begeleider=begeleider,
                    half_day=work.half_day,
                    found=2,
                    limit=1,
                )
            if latest is None or work.end > latest.end:
                latest = work


def _intern_begeleiders(view: WeekView) -> Iterator[Violation]:
    callers: dict[tuple[str, HalfDay], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for visit in view.all_visits:
        if visit.hulpvraag.target is Target.IB and visit.hulpvraag.school is not None:
            callers[visit.hulpvraag.school, visit.half_day][visit.begeleider.id].add(visit.hulpvraag.id)
    for (_, half_day), found in callers.items():
        if len(found) > 1:
            items = sorted(set().union(*found.values()))
            yield Violation(rule=KEY, items=tuple(items), half_day=half_day, found=len(found), limit=1)


def _leerlingen(view: WeekView) -> Iterator[Violation]:
    groups: dict[tuple[str, HalfDay], list[str]] = defaultdict(list)
    for group in view.groups.values():
        for member in sorted(set(group.members)):
            groups[member, group.half_day].append(group.id)
    for (_, half_day), found in groups.items():
        if len(found) > 1:
            yield Violation(rule=KEY, items=tuple(sorted(found)), half_day=half_day, found=len(found), limit=1)
    for visit in view.all_visits:
        leerling = visit.hulpvraag.leerling
        seats = groups.get((leerling, visit.half_day), []) if leerling is not None else []
        if seats:
            yield Violation(
                rule=KEY,
                items=(visit.hulpvraag.id, *sorted(seats)),
                begeleider=visit.begeleider.id,
                half_day=visit.half_day,
                found=1 + len(seats),
                limit=1,
            )
