"""`kring`: a visit is made by a begeleider who serves the kring of the request."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.eligibility import serves_kring
from optimizer.rules.finding import listing
from optimizer.rules.view import WeekView

KEY = RuleKey.KRING


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every pair of hulpvraag and begeleider outside the kringen served.

    Served are the kringen that the begeleider lists and, only where the policy prices neighbours, those that are
    neighbours of a listed one. Groups are judged by `group-leader`; an overleg may be anywhere.
    Source: part A of the problem statement (`kring`).
    """
    pairs = {(v.hulpvraag.id, v.begeleider.id): v for visits in view.visits.values() for v in visits}
    for visit in pairs.values():
        kring = view.index.kring_of(visit.hulpvraag)
        if not serves_kring(view.index, visit.begeleider, kring):
            yield Violation(
                rule=KEY,
                items=(visit.hulpvraag.id,),
                begeleider=visit.begeleider.id,
                found=kring,
                limit=listing(visit.begeleider.kringen),
            )
