"""Why not so? What the best plan that does what is asked would change."""

from __future__ import annotations

from dataclasses import replace

from optimizer.domain.explain import Answer, Asked, Fact, Freedom, FreedomKind, WhyNot
from optimizer.explain.around import Around
from optimizer.explain.facts import facts_of
from optimizer.explain.goal import Goal, goal_of, is_served
from optimizer.explain.reasons import not_asked
from optimizer.explain.structural import barred

SECONDS = 4.0
"""For one question."""
_ALONE = Freedom(kind=FreedomKind.ALONE)


def goal_asked(around: Around, asked: Asked) -> Goal:
    """Return the goal of a question about an item of the week.

    Raises
    ------
    KeyError
        When the region has no such item.
    """
    goal = goal_of(around.region, asked.item)
    return replace(goal, begeleider=asked.begeleider, half_day=asked.half_day, host=asked.host)


def why_not_of(around: Around, asked: Asked, seconds: float = SECONDS) -> WhyNot:
    """Return what forcing something in the week would change."""
    goal = goal_asked(around, asked)
    about = WhyNot(asked=asked, item_kind=goal.kind, answer=Answer.UNKNOWN, proven=False, freedom=_ALONE)
    idle = not_asked(around.region, goal)
    if idle is not None:
        told = {"answer": Answer.IMPOSSIBLE, "proven": True, "facts": (Fact(key=idle),)}
        return about.model_copy(update=told)
    if is_served(around.region, goal, around.base):
        return about.model_copy(update={"answer": Answer.ALREADY, "proven": True})
    found = barred(around.world, goal)
    if found is not None:
        first, *others = facts_of(around.world, goal, found)
        told = {"answer": Answer.IMPOSSIBLE, "proven": True, "facts": first, "otherwise": tuple(others)}
        return about.model_copy(update=told)
    tried = around.forced(goal, seconds)
    if tried.plan is None:
        answer = Answer.IMPOSSIBLE if tried.impossible else Answer.UNKNOWN
        return about.model_copy(update={"answer": answer, "proven": tried.impossible, "freedom": tried.freedom})
    changes = around.changes(tried.values)
    answer = Answer.SAME if not changes else Answer.WORSE if changes[0].change > 0 else Answer.BETTER
    best = len(around.proven) == len(around.values)
    return about.model_copy(
        update={
            "answer": answer,
            "proven": tried.proven or answer is Answer.BETTER or (best and answer is Answer.SAME),
            "changes": changes,
            "displaced": around.displaced(tried.plan, goal.item),
            "freedom": tried.freedom,
            "plan": tried.plan,
        }
    )
