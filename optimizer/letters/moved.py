"""What changes at a school between two plans of a week, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import StopKind
from optimizer.language.phrases import Phrases
from optimizer.letters.gathered import gathered_lines
from optimizer.letters.letter import Part
from optimizer.letters.names import Names

Visit = tuple[HalfDay, str]
"""When, and who comes."""


def change_parts(before: WeekPlan, after: WeekPlan, school: str, names: Names) -> tuple[Part, ...]:
    """Return what a school is told of a plan that took the place of another: its own visits, groups, meetings."""
    mine = [request.id for request in names.region.hulpvragen if request.school == school]
    old, new = _visits(before), _visits(after)
    lines = tuple(line for item in mine for line in _lines(item, old.get(item, []), new.get(item, []), names))
    lines += tuple(line for schools, line in gathered_lines(before, after, names.region, names) if school in schools)
    return (Part(lines=lines),) if lines else (Part(lead=names.phrases.of("letter.change.nothing")),)


def changed_schools(before: WeekPlan, after: WeekPlan, region: Region) -> tuple[str, ...]:
    """Return the schools of which a visit, group or meeting is added, moved, given to somebody else, or taken away."""
    old, new = _visits(before), _visits(after)
    items = {item for item in old.keys() | new.keys() if sorted(old.get(item, [])) != sorted(new.get(item, []))}
    hit = {request.school for request in region.hulpvragen if request.id in items}
    hit |= {own for schools, _ in gathered_lines(before, after, region, Names(region, Phrases())) for own in schools}
    return tuple(school.id for school in region.schools if school.id in hit)


def _visits(week: WeekPlan) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = {}
    for tour in week.tours:
        for stop in tour.stops:
            if stop.kind is StopKind.VISIT:
                found.setdefault(stop.item, []).append((stop.half_day, tour.begeleider))
    return found


def _lines(item: str, old: list[Visit], new: list[Visit], names: Names) -> Iterator[str]:
    """Yield what became of the visits of one request: those that stay as they were are left out."""
    order = HALF_DAYS.index
    gone = sorted((one for one in old if one not in new), key=lambda one: order(one[0]))
    come = sorted((one for one in new if one not in old), key=lambda one: order(one[0]))
    for was, now in zip(gone, come, strict=False):
        facts = {"after": names.half_day(now[0]), "who": names.name(now[1])}
        if was[0] == now[0]:
            yield names.phrases.of("letter.change.who", item=item, **facts)
        else:
            yield names.phrases.of("letter.change.moved", item=item, before=names.half_day(was[0]), **facts)
    for was in gone[len(come) :]:
        yield names.phrases.of("letter.change.gone", item=item, before=names.half_day(was[0]))
    for now in come[len(gone) :]:
        facts = {"after": names.half_day(now[0]), "who": names.name(now[1])}
        yield names.phrases.of("letter.change.new", item=item, **facts)
