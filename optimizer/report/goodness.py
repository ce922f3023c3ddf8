"""How good a plan is, in a sentence; and the weeks it is about."""

from __future__ import annotations

from optimizer.domain.result import Status
from optimizer.domain.vocabulary import StopKind
from optimizer.report.roster import Roster, WeekRoster
from optimizer.report.words import Words


def how_good(week: WeekRoster, say: Words) -> str:
    """Return in a sentence how good the plan of a week is."""
    if week.status is None or not week.stages:
        return say("status.unknown")
    # as the terminal counts: a bound after one that is not proven holds on condition only
    proven = next((n for n, stage in enumerate(week.stages) if not stage.proven), len(week.stages))
    if week.status is Status.OPTIMAL:
        return say("status.optimal")
    return say("status.some", proven=proven, of=len(week.stages))


def lost_text(week: WeekRoster, say: Words) -> str:
    """Return what is not served in a sentence, the same sum as the goals count."""
    visits, groups = week.lost(StopKind.VISIT), week.lost(StopKind.SESSION)
    if not visits + groups:
        return say("none_lost")
    return say("lost_sum", n=say.number(visits + groups), visits=say.number(visits), groups=say.number(groups))


def weeks_text(roster: Roster, say: Words) -> str:
    """Return the weeks of a roster in words."""
    first = say.week(roster.weeks[0].week)
    return first if len(roster.weeks) == 1 else say("weeks", n=len(roster.weeks), first=first)
