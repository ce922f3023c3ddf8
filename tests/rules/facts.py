"""Reads what one rule finds, and one stage adds up, as plain values."""

from __future__ import annotations

from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import RuleKey, StageKey
from optimizer.rules.registry import RULES, STAGE_VALUES
from optimizer.rules.view import WeekView
from tests.rules.builders import Case

Found = tuple[tuple[str, ...], str | None, HalfDay | None, int | str | None, int | str | None]
"""Items, begeleider, half day, found, limit."""


def broken(key: RuleKey, case: Case) -> list[Found]:
    """What one rule finds in a case, whatever the others find."""
    return broken_in(key, case.view)


def broken_in(key: RuleKey, view: WeekView) -> list[Found]:
    """What one rule finds in a plan that no case can make."""
    violations = list(RULES[key](view))
    assert {violation.rule for violation in violations} <= {key}
    return [(v.items, v.begeleider, v.half_day, v.found, v.limit) for v in violations]


def stage(key: StageKey, case: Case) -> int:
    """The value of one stage for a case."""
    return STAGE_VALUES[key](case.view)
