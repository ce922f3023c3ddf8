"""`group-leader`: a group is led by qualified begeleiders of the SWV who serve the host's kring."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.eligibility import may_lead
from optimizer.rules.finding import listing
from optimizer.rules.view import WeekView

KEY = RuleKey.GROUP_LEADER


def check(view: WeekView) -> Iterator[Violation]:
    """Yield every leader or co-leader who may not lead, and every wrong number of people.

    A leader is a begeleider of the SWV itself (no institute) with the arrangement's expertise who serves the kring of
    the host (neighbours where the policy prices them); the i-th co-leader likewise with the i-th co-leader expertise;
    all are different people.
    Source: part A of the problem statement (`group-leader`).
    """
    for group in view.groups.values():
        arrangement, host = view.arrangement_of(group), view.index.schools[group.host]
        people = (group.leader, *group.co_leaders)
        asked = (arrangement.expertise, *arrangement.co_leaders)
        if len(people) != len(asked) or len(set(people)) != len(people):
            yield Violation(
                rule=KEY, items=(group.id,), half_day=group.half_day, found=len(set(people)), limit=len(asked)
            )
        for person, expertise in zip(people, asked, strict=False):
            begeleider = view.index.begeleiders.get(person)
            if begeleider is not None and not may_lead(view.index, begeleider, expertise, host):
                has = (*begeleider.expertise, *begeleider.kringen)
                yield Violation(
                    rule=KEY,
                    items=(group.id,),
                    begeleider=person,
                    half_day=group.half_day,
                    found=begeleider.institute or listing(has),
                    limit=listing((expertise, host.kring)),
                )
