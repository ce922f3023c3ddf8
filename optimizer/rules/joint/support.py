"""`support` of a joint plan: every need is answered by one source, by shared minutes, or misses them.

Source: docs/joint.md, "Support".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from optimizer.domain.placement import PlacementRule, PlacementViolation, Source, Support
from optimizer.rules.joint.activation import Need, is_within_dates
from optimizer.rules.joint.view import JointView
from optimizer.rules.placement.view import Placed

KEY = PlacementRule.SUPPORT


def check(view: JointView) -> Iterator[PlacementViolation]:
    """Yield support that is no such support, that the roster does not hold, or that is not the whole need.

    Besides: sums that differ from the needs, visits about a need that nobody names, and schools that give more than
    they have. A group is what the roster holds, so it has no limit here; nor have the minutes of begeleiders.
    """
    for one in view.placement.placed.values():
        yield from _lines(view, one)
        yield from _sums(view, one)
    yield from _unnamed(view)
    yield from _school_places(view)
    yield from _shared_minutes(view)


def _lines(view: JointView, one: Placed) -> Iterator[PlacementViolation]:
    """Yield lines whose source may not give it, and needs that are answered whole and by something else too."""
    asked = view.placement.sources.asked(one.leerling, one.school)
    lines: dict[str, list[Support]] = defaultdict(list)
    for line in one.placement.support:
        lines[line.expertise].append(line)
        if not _gives(view, one, line):
            yield _wrong(one, f"{line.source.value}: {line.by}", None)
    for expertise, of_need in lines.items():
        whole = [line for line in of_need if line.source is not Source.SHARED]
        if whole and len(of_need) > 1:
            yield _wrong(one, ", ".join(f"{line.source.value}: {line.by}" for line in of_need), 1)
        for line in whole:
            if line.minutes != asked.get(expertise, 0):
                yield _wrong(one, line.minutes, asked.get(expertise, 0))


def _gives(view: JointView, one: Placed, line: Support) -> bool:
    """Tell whether a source gives an expertise to a leerling at a school, limits aside."""
    if line.source is Source.GROUP:
        arrangement = view.placement.sources.arrangementen.get(line.by)
        return (
            arrangement is not None
            and line.by in view.seats.get(one.leerling.id, frozenset())
            and line.expertise in arrangement.supports
            and one.school.kring in arrangement.kringen
            and is_within_dates(arrangement, view.placement.facts.homes.start_of(one.leerling))
        )
    if line.source is Source.KRING:
        return line.by in _visitors(view, (one.leerling.id, line.expertise))
    return view.placement.sources.allows(one.leerling, one.school, line)


def _visitors(view: JointView, need: Need) -> frozenset[str]:
    """Return who visits for a need this week."""
    request = view.activation.requests.get(need)
    visits = () if request is None else view.whole.visits.get(request.id, ())
    return frozenset(visit.begeleider.id for visit in visits)


def _sums(view: JointView, one: Placed) -> Iterator[PlacementViolation]:
    """Yield needs of which what is given and missing is not exactly the minutes over the starting period."""
    told: dict[str, int] = defaultdict(int)
    for line in one.placement.support:
        told[line.expertise] += line.minutes
    for lacking in one.placement.missing:
        told[lacking.expertise] += lacking.minutes
    asked = view.placement.sources.asked(one.leerling, one.school)
    for expertise in sorted({*told, *asked}):
        # a line of no minutes about what is not needed is wrong too
        if told.get(expertise, 0) != asked.get(expertise, 0) or expertise not in asked:
            yield _wrong(one, told.get(expertise, 0), asked.get(expertise, 0))


def _unnamed(view: JointView) -> Iterator[PlacementViolation]:
    """Yield visits about a need that the support of the leerling does not name."""
    for leerling, expertise in view.activation.requests:
        one = view.placement.placed[leerling]
        lines = (line for line in one.placement.support if line.source is Source.KRING)
        named = {line.by for line in lines if line.expertise == expertise}
        for who in sorted(_visitors(view, (leerling, expertise)) - named):
            yield _wrong(one, f"{Source.KRING.value}: {who}", ", ".join(sorted(named)) or None)


def _school_places(view: JointView) -> Iterator[PlacementViolation]:
    """Yield schools that support more leerlingen themselves than they have support places."""
    users: dict[str, set[str]] = defaultdict(set)
    for one in view.placement.placed.values():
        for line in one.placement.support:
            if line.source is Source.SCHOOL:
                users[line.by].add(one.leerling.id)
    for by, who in users.items():
        school = view.placement.facts.schools.get(by)
        if school is not None and len(who) > school.support_places:
            yield _too_much(by, who, len(who), school.support_places)


def _shared_minutes(view: JointView) -> Iterator[PlacementViolation]:
    """Yield schools that share more minutes of an expertise than they have."""
    minutes: dict[tuple[str, str], int] = defaultdict(int)
    users: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in view.placement.placed.values():
        for line in one.placement.support:
            if line.source is Source.SHARED:
                minutes[line.by, line.expertise] += line.minutes
                users[line.by, line.expertise].add(one.leerling.id)
    for (by, expertise), found in minutes.items():
        school = view.placement.facts.schools.get(by)
        limit = None if school is None else view.placement.sources.shared(school, expertise)
        if limit is not None and found > limit:
            yield _too_much(by, users[by, expertise], found, limit)


def _wrong(one: Placed, found: int | str | None, limit: int | str | None) -> PlacementViolation:
    return PlacementViolation(rule=KEY, leerlingen=(one.leerling.id,), school=one.school.id, found=found, limit=limit)


def _too_much(school: str, who: set[str], found: int, limit: int) -> PlacementViolation:
    return PlacementViolation(rule=KEY, leerlingen=tuple(sorted(who)), school=school, found=found, limit=limit)
