"""`expertise`: a visit is made by a begeleider with the expertise, a role for the level, and the same institute."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.eligibility import has_expertise_for
from optimizer.rules.finding import listing
from optimizer.rules.view import WeekView
from optimizer.rules.work import Visit

KEY = RuleKey.EXPERTISE


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every pair of hulpvraag and begeleider that do not fit.

    The begeleider has the expertise; its role is among `policy.levels` of the request's level; both belong to the same
    institute, or both to none; the request does not list it as `forbidden`.
    Source: part A of the problem statement (`expertise`, and institute, level and role).
    """
    pairs = {(v.hulpvraag.id, v.begeleider.id): v for visits in view.visits.values() for v in visits}
    for visit in pairs.values():
        if not has_expertise_for(view.policy, visit.begeleider, visit.hulpvraag):
            found, limit = _misfit(view, visit)
            yield Violation(
                rule=KEY, items=(visit.hulpvraag.id,), begeleider=visit.begeleider.id, found=found, limit=limit
            )


def _misfit(view: WeekView, visit: Visit) -> tuple[str | None, str | None]:
    """Return what the begeleider has and what the request asks, of the first fact that does not fit."""
    begeleider, hulpvraag = visit.begeleider, visit.hulpvraag
    roles = view.policy.levels.get(hulpvraag.level, ())
    if hulpvraag.expertise not in begeleider.expertise:
        return listing(begeleider.expertise), hulpvraag.expertise
    if begeleider.role not in roles:
        return begeleider.role.value, listing(role.value for role in roles)
    if begeleider.institute != hulpvraag.institute:
        return begeleider.institute, hulpvraag.institute
    return begeleider.id, f"≠ {begeleider.id}"
