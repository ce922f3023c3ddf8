"""Why something is not served, its cheapest repair, and why not so: questions for `python -m benchmarks decide`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.decide import ASKED, Published, question
from optimizer.domain.explain import Answer, Asked, ItemKind, Reason
from optimizer.explain.around import Around
from optimizer.explain.facts import possible
from optimizer.explain.goal import Goal
from optimizer.explain.reasons import reason_of, unserved_goals
from optimizer.explain.repair import repairs_of
from optimizer.explain.whynot import why_not_of

Runs = Iterator[tuple[str, Callable[[], bool]]]


def _goals(around: Around) -> list[Goal]:
    """Return hulpvragen that are not served whole, evenly chosen."""
    found = [goal for goal in unserved_goals(around) if goal.kind is ItemKind.HULPVRAAG]
    return found[:: max(1, len(found) // ASKED)][:ASKED]


@question("reason")
def _reasons(found: Published) -> Runs:
    with Around(found.region, found.matrix, found.base) as around:
        for goal in _goals(around):

            def run(goal: Goal = goal) -> bool:
                return reason_of(around, goal).proven

            yield goal.item, run


@question("repair (counted where one is found)")
def _repairs(found: Published) -> Runs:
    with Around(found.region, found.matrix, found.base) as around:
        for goal in _goals(around):
            reason = reason_of(around, goal)

            def run(goal: Goal = goal, reason: Reason = reason) -> bool:
                return bool(repairs_of(around, goal, reason))

            yield goal.item, run


@question("why-not")
def _why_nots(found: Published) -> Runs:
    with Around(found.region, found.matrix, found.base) as around:
        for goal in _goals(around):
            able = possible(around.world, goal)
            if not able:
                continue
            asked = Asked(item=goal.item, begeleider=able[0][0], half_day=able[0][1])

            def run(asked: Asked = asked) -> bool:
                answer = why_not_of(around, asked)
                return answer.proven and answer.answer is not Answer.UNKNOWN

            yield goal.item, run
