"""`group-size`: a group has neither too few nor too many members, and an arrangement not too many groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.view import WeekView

KEY = RuleKey.GROUP_SIZE


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every group of the wrong size, and every arrangement with more groups than `max_groups`.

    Source: part A of the problem statement (`group-size`).
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for group in view.groups.values():
        groups[group.arrangement].append(group.id)
        size, found = view.arrangement_of(group).size, len(set(group.members))
        if not size.min <= found <= size.max:
            yield Violation(
                rule=KEY, items=(group.id,), half_day=group.half_day, found=found, limit=f"{size.min}-{size.max}"
            )
    for arrangement, found_groups in groups.items():
        limit = view.index.arrangementen[arrangement].max_groups
        if len(found_groups) > limit:
            yield Violation(rule=KEY, items=tuple(sorted(found_groups)), found=len(found_groups), limit=limit)
