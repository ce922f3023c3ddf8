"""Where in a workbook a broken rule is to be mended."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey
from optimizer.report.readback.rows import RosterRow

_COLUMN = {
    RuleKey.EXPERTISE: "begeleider",
    RuleKey.KRING: "begeleider",
    RuleKey.CONTRACT: "begeleider",
    RuleKey.ONE_BEGELEIDER: "begeleider",
    RuleKey.RUNNING: "begeleider",
    RuleKey.GROUP_LEADER: "begeleider",
    RuleKey.AVAILABILITY: "half_day",
    RuleKey.SPREAD: "half_day",
    RuleKey.PINS: "half_day",
    RuleKey.ONE_PLACE: "start",
    RuleKey.HALF_DAY_TIME: "start",
    RuleKey.WINDOW: "start",
    RuleKey.OVERLEG: "start",
    RuleKey.MAX_SCHOOLS: "school",
    RuleKey.GROUP_HOST: "school",
    RuleKey.GROUP_TRAVEL: "members",
    RuleKey.GROUP_MEMBER: "members",
    RuleKey.GROUP_SIZE: "members",
}
"""The column that is most often to be changed; of other rules that of the item."""


def places_of(violation: Violation, rows: Sequence[RosterRow], weeks: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the cells of the rows that a broken rule is about, as ``Rooster!E12``; none when it is about no row.

    Parameters
    ----------
    weeks
        The weeks in which the rule is broken; null is any.
    """
    mine = [one for one in rows if weeks is None or one.row.week in weeks]
    who, half_day = violation.begeleider, violation.half_day
    found: list[RosterRow] = []
    for item in dict.fromkeys(violation.items):
        about = [one for one in mine if item in (one.row.item, one.row.item.partition("#")[0])]
        # of several rows those that are meant: the other visit of the same hulpvraag may be in order
        about = [one for one in about if who in (None, one.row.begeleider)] or about
        found += [one for one in about if half_day in (None, one.row.half_day)] or about
    if not found and who is not None:
        found = [one for one in mine if one.row.begeleider == who and half_day in (None, one.row.half_day)]
    key = _COLUMN.get(violation.rule, "item")
    return tuple(dict.fromkeys(one.cells.where(key if key in one.cells.columns else "item") for one in found))
