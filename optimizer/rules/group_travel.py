"""`group-travel`: no leerling travels too long to a group."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.eligibility import journey_limit, journey_to
from optimizer.rules.view import WeekView

KEY = RuleKey.GROUP_TRAVEL


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every member of a group who cannot reach the host within the limits.

    From home (else school) to the host, by the leerling's mode, at most the arrangement's limit and, unless waived, the
    leerling's own. A leerling without a known start, or without a way there, is not within them.
    Source: part A of the problem statement (`group-travel`).
    """
    for group in view.groups.values():
        host = view.index.schools[group.host]
        for member in dict.fromkeys(group.members):
            leerling = view.index.leerlingen.get(member)
            if leerling is None:
                continue
            found = journey_to(view.index, view.matrix, leerling, host)
            limit = journey_limit(view.arrangement_of(group), leerling)
            if found is None or found > limit:
                yield Violation(rule=KEY, items=(group.id, member), half_day=group.half_day, found=found, limit=limit)
