"""`group-host`: a group meets at one of its hosts, while that is open, in a room of its own."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.hosting import crowded, misplaced
from optimizer.rules.view import WeekView

KEY = RuleKey.GROUP_HOST


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every group at a wrong host, at a wrong time for its host, or without a room.

    The host is among the arrangement's hosts; the session starts at a session start of the half day and lies inside the
    host's hours; sessions and overleggen together use at most the host's rooms of the half day. Visits use none.
    Source: part A (`group-host`) and the definition of rooms in the problem statement.
    """
    for group in view.groups.values():
        arrangement = view.arrangement_of(group)
        yield from misplaced(view, KEY, group, arrangement.minutes, arrangement.hosts)
    for half_day, groups, overleg, rooms in crowded(view):
        if groups:
            items = (*groups, *overleg)
            yield Violation(rule=KEY, items=items, half_day=half_day, found=len(items), limit=rooms)
