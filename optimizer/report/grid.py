"""Week tables, mornings and afternoons by day, of a begeleider, a school, a kring; for workbook and page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.vocabulary import StopKind
from optimizer.report.lines import Line
from optimizer.report.missing import NOT_YET_EXPLAINED, Missing
from optimizer.report.roster import Roster, WeekRoster
from optimizer.report.words import Words, what_of

AWAY = "away"
FREE = "free"
_Words = Callable[[Line], str]


@dataclass(frozen=True)
class Cell:
    """A half day: entries of a head with a line under it; `look` is a kind of stop, `AWAY` or `FREE`."""

    entries: tuple[tuple[str, str], ...] = ()
    look: str = FREE


@dataclass(frozen=True)
class Grid:
    """A week of a begeleider, school or kring."""

    key: str
    week: str
    title: str
    about: tuple[str, ...]
    cells: dict[HalfDay, Cell]
    notes: tuple[str, ...] = ()
    """What else there is to know."""
    warnings: tuple[str, ...] = ()
    """What is not served."""


def begeleider_grids(roster: Roster, say: Words) -> Iterator[Grid]:
    """Yield the weeks of every begeleider: where to be, with the journey there."""
    for b in roster.region.begeleiders:
        kringen = ", ".join(roster.index.kringen[k].name for k in b.kringen[:3])
        more = len(b.kringen) - len(b.kringen[:3])
        about = (
            f"{say.word('role', b.role)} · {', '.join(b.expertise)}",
            say("kringen_more", kringen=kringen, n=more) if more else kringen,
        )
        for week in roster.weeks:
            lines = week.lines_of(b.id)
            legs = sum(leg.minutes for t in week.plan.tours if t.begeleider == b.id for leg in t.legs)
            cells = {
                half_day: _cell(
                    [line for line in lines if line.half_day is half_day],
                    lambda line, week=week: week.place_name(line),  # type: ignore[misc]
                    lambda line: _under(line, say, leg=True),
                    _away(week, say, half_day, here=half_day in b.availability, word="absent"),
                )
                for half_day in HALF_DAYS
            }
            contract = b.contract_minutes - b.reserved_minutes
            work = say("work", work=say.hours(week.view.working_minutes[b.id]), contract=say.hours(contract))
            notes = (work, say("road", hours=say.hours(legs))) if lines else (say("no_work"),)
            yield Grid(b.id, week.week, roster.begeleider_names[b.id], about, cells, notes)


def school_grids(roster: Roster, say: Words) -> Iterator[Grid]:
    """Yield the weeks of every school: who comes, and what does not work out."""
    for s in roster.region.schools:
        about = (f"{say.school_kind(s.kind)} · {roster.index.kringen[s.kring].name}", s.id)
        for week in roster.weeks:
            cells = {}
            events = week.events_at(s.id)
            for half_day in HALF_DAYS:
                here = [event for event in events if event.line.half_day is half_day]
                names = {id(e.line): ", ".join(roster.begeleider_names[b] for b in e.begeleiders) for e in here}
                cells[half_day] = _cell(
                    [event.line for event in here],
                    lambda line, names=names: names[id(line)] or say("nobody"),  # type: ignore[misc]
                    lambda line, week=week, own=s.id: _at_school(line, own, week, say),  # type: ignore[misc]
                    _away(week, say, half_day, here=half_day in s.hours, word="closed"),
                )
            missing = tuple(one for one in week.missing if one.school == s.id)
            asked = any(d.hulpvraag.school == s.id for d in week.view.demand.values())
            notes = () if missing else (say("all_served" if asked else "not_asked"),)
            warnings = tuple(missing_text(one, say) for one in missing)
            yield Grid(s.id, week.week, roster.school_names[s.id], about, cells, notes, warnings)


def kring_grids(roster: Roster, say: Words) -> Iterator[Grid]:
    """Yield the weeks of every kring: who is at which of its schools."""
    for kring in roster.region.kringen:
        schools = sum(school.kring == kring.id for school in roster.region.schools)
        about = (say("schools.one" if schools == 1 else "schools.many", n=schools),)
        for week in roster.weeks:
            at: dict[HalfDay, dict[str, list[Line]]] = {half_day: {} for half_day in HALF_DAYS}
            minutes: dict[str, int] = {}
            for event in week.events_in(kring.id):
                line = event.line
                for who in event.begeleiders or ("",):
                    at[line.half_day].setdefault(who, []).append(line)
                    minutes[who] = minutes.get(who, 0) + line.end - line.start
            cells = {half_day: _kring_cell(at[half_day], week, roster, say) for half_day in HALF_DAYS}
            most = sorted((who for who in minutes if who), key=lambda who: (-minutes[who], who))
            people = ", ".join(
                say("minutes_of", who=roster.begeleider_names[who], hours=say.hours(minutes[who])) for who in most
            )
            missing = tuple(one for one in week.missing if one.kring == kring.id and one.kind is StopKind.VISIT)
            lost = say.hours(sum(one.minutes for one in missing))
            notes = (people or say("nobody_comes"), *(() if missing else (say("all_served"),)))
            warnings = (say("lost", hours=lost),) if missing else ()
            yield Grid(kring.id, week.week, kring.name, about, cells, notes, warnings)


def missing_text(one: Missing, say: Words) -> str:
    """Return what lacks and why, in one line; who could come, where that is certain."""
    what = what_of(one.kind, one.what, say)
    minutes = say.number(one.minutes)
    facts = {"what": what, "item": one.item, "n": one.lacking, "of": one.due, "minutes": minutes}
    key = {StopKind.VISIT: "visit", StopKind.SESSION: "session", StopKind.OVERLEG: "overleg"}[one.kind]
    return f"{say(f'missing.{key}', **facts)}: {reason_text(one, say)}"


def reason_text(one: Missing, say: Words) -> str:
    """Return why an item is not served, as far as that is certain."""
    if one.reason == NOT_YET_EXPLAINED:
        return say.of(f"unserved.{one.reason}")
    return say(f"reason.{one.reason}")


def _cell(lines: list[Line], head: _Words, under: _Words, empty: Cell) -> Cell:
    if not lines:
        return empty
    entries = tuple((f"{_clock(line)} {head(line)}", under(line)) for line in lines)
    return Cell(entries, _look(lines))


def _clock(line: Line) -> str:
    return f"{line.start // 60:02d}:{line.start % 60:02d}\N{EN DASH}{line.end // 60:02d}:{line.end % 60:02d}"


def _look(lines: list[Line]) -> str:
    kinds = {line.kind for line in lines}
    return next(kind.value for kind in (StopKind.SESSION, StopKind.OVERLEG, StopKind.VISIT) if kind in kinds)


def _under(line: Line, say: Words, *, leg: bool) -> str:
    told = f"{what_of(line.kind, line.what, say, line.supports)} ({line.item})"
    if line.rank:
        told = f"{told} {say('co_leads')}"
    if leg and line.leg is not None and line.leg.minutes:
        told = f"{told} · {say('leg', minutes=line.leg.minutes)}"
    return told


def _at_school(line: Line, school: str, week: WeekRoster, say: Words) -> str:
    told = _under(line, say, leg=False)
    return told if line.school == school else f"{told} · {say('elsewhere', place=week.place_name(line))}"


def _away(week: WeekRoster, say: Words, half_day: HalfDay, *, here: bool, word: str) -> Cell:
    if half_day not in week.view.open_half_days:
        return Cell(((say("holiday"), ""),), AWAY)
    return Cell() if here else Cell(((say(word), ""),), AWAY)


def _short(line: Line, week: WeekRoster, say: Words) -> str:
    told = f"{_clock(line)[:5]} {week.place_name(line)}"
    return told if line.kind is StopKind.VISIT else f"{told} ({say(f'kind.{line.kind}')})"


def _kring_cell(by: dict[str, list[Line]], week: WeekRoster, roster: Roster, say: Words) -> Cell:
    if half_day_lines := [line for lines in by.values() for line in lines]:
        entries = tuple(
            (
                roster.begeleider_names.get(who, say("nobody")),
                ", ".join(_short(line, week, say) for line in lines),
            )
            for who, lines in by.items()
        )
        return Cell(entries, _look(half_day_lines))
    return Cell()
