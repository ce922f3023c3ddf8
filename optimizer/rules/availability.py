"""`availability`: everything happens in half days that are open, allowed, and worked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.fault import Violation
from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.eligibility import session_half_days
from optimizer.rules.finding import listing
from optimizer.rules.view import WeekView

KEY = RuleKey.AVAILABILITY


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every item in a half day in which it, or somebody it needs, cannot be.

    The half day is not closed, is among the item's `half_days`, lies within the dates of the arrangement, and the
    begeleider (leader, co-leaders, every listed begeleider of an overleg) has a window in it.
    Source: definition of `availability` in the problem statement.
    """
    for visit in view.all_visits:
        allowed = [h for h in view.open_half_days if h in visit.hulpvraag.half_days]
        yield from _misses(visit.hulpvraag.id, visit.half_day, allowed, [visit.begeleider])
    for group in view.groups.values():
        allowed = list(session_half_days(view.index, view.arrangement_of(group), view.plan.week))
        people = _known(view, (group.leader, *group.co_leaders))
        yield from _misses(group.id, group.half_day, allowed, people)
    for slot in view.slots.values():
        overleg = view.index.overleggen[slot.id]
        allowed = [h for h in view.open_half_days if h in overleg.half_days]
        yield from _misses(slot.id, slot.half_day, allowed, _known(view, overleg.participants.begeleiders))


def _known(view: WeekView, ids: Iterable[str]) -> list[Begeleider]:
    """Return the known begeleiders of a list of ids, each once."""
    return [view.index.begeleiders[i] for i in dict.fromkeys(ids) if i in view.index.begeleiders]


def _misses(item: str, half_day: HalfDay, allowed: list[HalfDay], people: Iterable[Begeleider]) -> Iterator[Violation]:
    """Yield one violation when the item cannot be in the half day, and one for each person who cannot."""
    if half_day not in allowed:
        yield Violation(rule=KEY, items=(item,), half_day=half_day, found=half_day.value, limit=listing(allowed))
    for begeleider in people:
        if half_day not in begeleider.availability:
            yield Violation(
                rule=KEY,
                items=(item,),
                begeleider=begeleider.id,
                half_day=half_day,
                found=half_day.value,
                limit=listing(h for h in allowed if h in begeleider.availability),
            )
