"""`group-member`: a group has candidates in its band whose needs it answers, each in one group of the arrangement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.fault import Violation
from optimizer.domain.leerling import Leerling
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.eligibility import within_band, within_supports
from optimizer.rules.finding import listing
from optimizer.rules.view import WeekView

KEY = RuleKey.GROUP_MEMBER


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every member who does not belong in a group.

    Members are candidates of the arrangement, all different, with a leerjaar in the band (no band takes all, a band no
    unknown leerjaar) and all needs within `supports`; a leerling is in at most one group of the same arrangement.
    Source: part A of the problem statement (`group-member`).
    """
    for group in view.groups.values():
        for member, times in Counter(group.members).items():
            if times > 1:
                yield Violation(rule=KEY, items=(group.id, member), half_day=group.half_day, found=times, limit=1)
            leerling = view.index.leerlingen.get(member)
            if leerling is not None:
                for found, limit in _misfits(view.arrangement_of(group), leerling):
                    yield Violation(
                        rule=KEY, items=(group.id, member), half_day=group.half_day, found=found, limit=limit
                    )
    seats = Counter((g.arrangement, member) for g in view.groups.values() for member in set(g.members))
    for (arrangement_id, member), groups in seats.items():
        if groups > 1:
            yield Violation(rule=KEY, items=(arrangement_id, member), found=groups, limit=1)


def _misfits(arrangement: Groepsarrangement, leerling: Leerling) -> Iterator[tuple[int | str | None, str | None]]:
    """Yield what a leerling is and what the arrangement asks, of every fact that does not fit."""
    if leerling.id not in arrangement.candidates:
        yield leerling.id, arrangement.id
    if not within_band(arrangement, leerling):
        yield leerling.leerjaar, listing(arrangement.leerjaren)
    if not within_supports(arrangement, leerling):
        yield listing(need.expertise for need in leerling.needs), listing(arrangement.supports)
