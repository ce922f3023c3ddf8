"""Faults in the input and violations in a plan: codes and facts here, words in the catalogue."""

from __future__ import annotations

from pydantic import Field

from optimizer.domain.base import Frozen, FrozenDict, FrozenMap
from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import RuleKey


class Fault(Frozen):
    """One fault of the input.

    `code` is stable and has two sentences in the catalogue (``fault.CODE.what`` and ``fault.CODE.mend``), filled
    with `facts`. `where` is a JSON pointer, ``sheet!cell`` or ``file:line``.
    """

    code: str
    where: str
    facts: FrozenMap[str, str] = Field(default_factory=FrozenDict)


class DefaultUsed(Frozen):
    """A default that filled a gap of the input."""

    where: str
    """JSON pointer of the field; a whole list of items is shown by one entry with ``*`` for the position."""
    value: str
    """What was filled in, as people read it."""
    count: int = 1


class Violation(Frozen):
    """A broken hard rule: what was found and what the limit is."""

    rule: RuleKey
    items: tuple[str, ...] = ()
    begeleider: str | None = None
    half_day: HalfDay | None = None
    found: int | str | None = None
    limit: int | str | None = None


class Verdict(Frozen):
    """The checker's judgement of a plan."""

    ok: bool
    violations: tuple[Violation, ...] = ()
