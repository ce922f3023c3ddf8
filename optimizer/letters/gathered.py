"""What becomes of groups and meetings between two plans of a week, for the schools that take part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.letters.names import Names


@dataclass(frozen=True)
class Gathering:
    """A group or a meeting in a plan."""

    kind: str
    """``group`` or ``overleg``."""
    name: str
    """The arrangement of a group, the meeting itself."""
    half_day: HalfDay
    host: str
    members: frozenset[str] = frozenset()


def gatherings(week: WeekPlan) -> dict[str, Gathering]:
    """Return groups and meetings by id."""
    groups = {
        one.id: Gathering("group", one.arrangement, one.half_day, one.host, frozenset(one.members))
        for one in week.groups
    }
    return groups | {one.id: Gathering("overleg", one.id, one.half_day, one.host) for one in week.overleg}


def gathered_lines(
    before: WeekPlan, after: WeekPlan, region: Region, names: Names
) -> Iterator[tuple[frozenset[str], str]]:
    """Yield every change of a group or meeting as a sentence, with the schools that it is for."""
    old, new = gatherings(before), gatherings(after)
    school_of = {leerling.id: leerling.school for leerling in region.leerlingen}
    ibs = {one.id: one.participants.ibs for one in region.overleggen}
    for own in dict.fromkeys((*old, *new)):
        was, now = old.get(own), new.get(own)
        there = [one for one in (was, now) if one is not None]
        members = {member for one in there for member in one.members}
        schools = {one.host for one in there} | {school_of.get(member) for member in members} | {*ibs.get(own, ())}
        line = _line(was, now, names)
        if line is not None:
            yield frozenset(school for school in schools if school is not None), line
        if was is not None and now is not None:
            yield from _members(was, now, school_of, names)


def _line(was: Gathering | None, now: Gathering | None, names: Names) -> str | None:
    of = names.phrases.of
    if now is None:
        assert was is not None  # noqa: S101 -- one of the two is there
        return of(f"letter.change.{was.kind}_gone", name=names.name(was.name), before=names.half_day(was.half_day))
    facts = {"name": names.name(now.name), "after": names.half_day(now.half_day), "school": names.name(now.host)}
    if was is None:
        return of(f"letter.change.{now.kind}_new", **facts)
    if (was.half_day, was.host) == (now.half_day, now.host):
        return None
    return of(f"letter.change.{now.kind}_moved", before=names.half_day(was.half_day), **facts)


def _members(
    was: Gathering, now: Gathering, school_of: dict[str, str | None], names: Names
) -> Iterator[tuple[frozenset[str], str]]:
    """Yield who left or joined a group that goes on, each for the own school alone."""
    for key, changed in (("gone", was.members - now.members), ("new", now.members - was.members)):
        for leerling in sorted(changed):
            school = school_of.get(leerling)
            if school is not None:
                text = names.phrases.of(f"letter.change.member_{key}", leerling=leerling, name=names.name(now.name))
                yield frozenset({school}), text
