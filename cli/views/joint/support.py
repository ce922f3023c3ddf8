"""Who gives a new leerling support, and when: in a cell of a table, and line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.domain.placement import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cli.texts import Texts
    from optimizer.domain.placement import Placement, Support
    from optimizer.domain.plan import Group, Stop
    from optimizer.report.joint.facts import JointFacts


def in_short(found: JointFacts, placement: Placement, say: Texts) -> Iterator[str]:
    """Yield every source of support and what is missing, in a few words."""
    for support in placement.support:
        if support.minutes:
            yield _short(found, placement.leerling, support, say)
    for missing in placement.missing:
        if missing.minutes:
            yield say("joint.slot_missing", n=say.number(missing.minutes), expertise=missing.expertise)


def in_lines(found: JointFacts, placement: Placement, say: Texts) -> Iterator[str]:
    """Yield a line for every need: how much a week, by whom and when, or what is missing."""
    weeks = found.region.policy.placement.starting_period_weeks
    told: dict[str, list[str]] = {}
    period: dict[str, int] = {}
    for support in placement.support:
        if support.minutes:
            told.setdefault(support.expertise, []).append(_long(found, placement.leerling, support, say))
            period[support.expertise] = period.get(support.expertise, 0) + support.minutes
    for missing in placement.missing:
        if missing.minutes:
            told.setdefault(missing.expertise, []).append(say("joint.who.missing", minutes=say.number(missing.minutes)))
            period[missing.expertise] = period.get(missing.expertise, 0) + missing.minutes
    for expertise, lines in told.items():
        minutes = say.number(period[expertise] // max(1, weeks))
        yield say("joint.who.line", expertise=expertise, minutes=minutes, by="; ".join(lines))


def _short(found: JointFacts, leerling: str, support: Support, say: Texts) -> str:
    if support.source is Source.SCHOOL:
        return say("joint.slot_school")
    if support.source is Source.SHARED:
        school = found.proposals.school_names.get(support.by, support.by)
        return say("joint.slot_shared", n=say.number(support.minutes), school=school)
    if (group := found.group_of(leerling, support)) is not None:
        return say("joint.slot_group", group=group.id, **_when_group(found, group, say))
    visit = found.visit_of(leerling, support)
    name = found.roster.begeleider_names.get(support.by, support.by)
    return name if visit is None else say("joint.slot", name=name, **_when(visit[1], say))


def _long(found: JointFacts, leerling: str, support: Support, say: Texts) -> str:
    if support.source is Source.SCHOOL:
        return say("joint.who.school")
    if support.source is Source.SHARED:
        school = found.proposals.school_names.get(support.by, support.by)
        return say("joint.who.shared", minutes=say.number(support.minutes), school=school)
    if (group := found.group_of(leerling, support)) is not None:
        host = found.proposals.school_names[group.host]
        return say("joint.who.group", group=group.id, school=host, **_when_group(found, group, say))
    visit = found.visit_of(leerling, support)
    name = found.roster.begeleider_names.get(support.by, support.by)
    return name if visit is None else say("joint.who.visit", name=name, **_when(visit[1], say))


def _when(stop: Stop, say: Texts) -> dict[str, str]:
    return {"when": say.half_day(stop.half_day), "clock": say.clock(stop.start, stop.end)}


def _when_group(found: JointFacts, group: Group, say: Texts) -> dict[str, str]:
    end = group.start + found.view.whole.arrangement_of(group).minutes
    return {"when": say.half_day(group.half_day), "clock": say.clock(group.start, end)}
