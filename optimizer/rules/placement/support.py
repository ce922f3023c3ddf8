"""`support`: who gives support may give it, nobody gives more than it has, and what is not given is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from optimizer.domain.placement import PlacementRule, PlacementViolation, Source
from optimizer.rules.placement.view import Placed, PlacementView

KEY = PlacementRule.SUPPORT


def check(view: PlacementView) -> Iterator[PlacementViolation]:
    """Yield support that is no such support, sums that differ from the needs, and sources that give too much.

    Of every need what is given and what is missing are together exactly the minutes over the starting period; beside
    the needs nothing is given.
    Source: docs/placement.md, "Support".
    """
    for one in view.placed.values():
        yield from _own(view, one)
    yield from _places_and_seats(view)
    yield from _minutes(view)


def given(one: Placed) -> dict[str, int]:
    """Return the minutes that are given, by expertise."""
    found: dict[str, int] = defaultdict(int)
    for support in one.placement.support:
        found[support.expertise] += support.minutes
    return dict(found)


def _own(view: PlacementView, one: Placed) -> Iterator[PlacementViolation]:
    who = (one.leerling.id,)
    for support in one.placement.support:
        if not view.sources.allows(one.leerling, one.school, support):
            found = f"{support.source.value}: {support.by}"
            yield PlacementViolation(rule=KEY, leerlingen=who, school=one.school.id, found=found, limit=None)
    told = given(one)
    for missing in one.placement.missing:
        told[missing.expertise] = told.get(missing.expertise, 0) + missing.minutes
    asked = view.sources.asked(one.leerling, one.school)
    for expertise in sorted({*told, *asked}):
        found_minutes, limit = told.get(expertise, 0), asked.get(expertise, 0)
        # a line of no minutes about what is not needed is wrong too
        if found_minutes != limit or expertise not in asked:
            yield PlacementViolation(rule=KEY, leerlingen=who, school=one.school.id, found=found_minutes, limit=limit)


def _places_and_seats(view: PlacementView) -> Iterator[PlacementViolation]:
    """Yield schools and arrangementen that support more leerlingen than they can."""
    users: dict[tuple[Source, str], set[str]] = defaultdict(set)
    for one in view.placed.values():
        for support in one.placement.support:
            users[support.source, support.by].add(one.leerling.id)
    for (source, by), who in users.items():
        limit = None
        if source is Source.SCHOOL and (school := view.facts.schools.get(by)) is not None:
            limit = school.support_places
        if source is Source.GROUP and (arrangement := view.sources.arrangementen.get(by)) is not None:
            limit = view.sources.seats(arrangement)
        if limit is not None and len(who) > limit:
            yield _too_much(source, by, who, len(who), limit)


def _minutes(view: PlacementView) -> Iterator[PlacementViolation]:
    """Yield begeleiders, and shared minutes of schools, that give more than they have."""
    minutes: dict[tuple[Source, str, str], int] = defaultdict(int)
    users: dict[tuple[Source, str, str], set[str]] = defaultdict(set)
    for one in view.placed.values():
        for support in one.placement.support:
            # a begeleider has the same minutes for every expertise, a school shares each apart
            of = support.expertise if support.source is Source.SHARED else ""
            minutes[support.source, support.by, of] += support.minutes
            users[support.source, support.by, of].add(one.leerling.id)
    for (source, by, expertise), found in minutes.items():
        limit = None
        if source is Source.KRING and (begeleider := view.sources.begeleiders.get(by)) is not None:
            limit = view.sources.minutes_of(begeleider)
        if source is Source.SHARED and (school := view.facts.schools.get(by)) is not None:
            limit = view.sources.shared(school, expertise)
        if limit is not None and found > limit:
            yield _too_much(source, by, users[source, by, expertise], found, limit)


def _too_much(source: Source, by: str, who: set[str], found: int, limit: int) -> PlacementViolation:
    school = by if source in {Source.SCHOOL, Source.SHARED} else None
    return PlacementViolation(rule=KEY, leerlingen=tuple(sorted(who)), school=school, found=found, limit=limit)
