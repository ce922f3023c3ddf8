"""Agendas (RFC 5545): one file per begeleider, school and overleg, to put into any calendar program.

An event keeps its UID when it moves, so a newer file replaces what an older one said. No name of a pupil, no members of
a group and no address of a visit elsewhere go into an agenda.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from optimizer.domain.vocabulary import StopKind
from optimizer.io.workbook.packages import needed
from optimizer.report.lines import Event
from optimizer.report.roster import Roster, WeekRoster
from optimizer.report.words import Words, what_of

if TYPE_CHECKING:
    import icalendar

EXTRA = "agenda"
ZONE = "Europe/Amsterdam"
# the rules that hold since 1996; times before that are not planned here
_VTIMEZONE = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")


def file_name(kind: str, name: str) -> str:
    """Return the name of an agenda's file; what file systems may not take is written as its code."""
    return f"{kind}-{_UNSAFE.sub(lambda found: f'~{ord(found[0]):x}', name)}.ics"


def agendas(roster: Roster, say: Words, made: datetime) -> dict[str, bytes]:
    """Return all agendas by file name: who or what has nothing planned gets none.

    Parameters
    ----------
    made
        When these agendas are made, with a time zone; a calendar program takes the latest.

    Raises
    ------
    MissingExtraError
        When icalendar is not installed.
    """
    needed("icalendar", EXTRA)
    numbers = [_numbers(week) for week in roster.weeks]
    found: dict[str, bytes] = {}

    def add(kind: str, key: str, title: str, events: list[icalendar.Event]) -> None:
        if events:
            found[file_name(kind, key)] = _calendar(title, events)

    for b in roster.region.begeleiders:
        mine = [
            _event(week, event, number, roster, say, made, to=b.id)
            for week, events in zip(roster.weeks, numbers, strict=True)
            for event, number in events
            if b.id in event.begeleiders
        ]
        add("begeleider", b.id, b.name, mine)
    for s in roster.region.schools:
        here = [
            _event(week, event, number, roster, say, made, to=None)
            for week, events in zip(roster.weeks, numbers, strict=True)
            for event, number in _of(week.events_at(s.id), events)
        ]
        add("school", s.id, s.name, here)
    for o in roster.region.overleggen:
        held = [
            _event(week, event, number, roster, say, made, to=None)
            for week, events in zip(roster.weeks, numbers, strict=True)
            for event, number in events
            if event.line.kind is StopKind.OVERLEG and event.line.item == o.id
        ]
        add("overleg", o.id, f"{say('what.overleg', kind=say.word('overleg_kind', o.kind))} {o.id}", held)
    return found


def _numbers(week: WeekRoster) -> list[tuple[Event, int]]:
    """Return every event with its number among those of its item in the week, from 1."""
    times: dict[str, int] = {}
    found = []
    for event in week.events:
        times[event.line.item] = times.get(event.line.item, 0) + 1
        found.append((event, times[event.line.item]))
    return found


def _of(wanted: Iterable[Event], events: list[tuple[Event, int]]) -> Iterator[tuple[Event, int]]:
    numbers = {id(event): number for event, number in events}
    yield from ((event, numbers[id(event)]) for event in wanted)


def _calendar(title: str, events: list[icalendar.Event]) -> bytes:
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//kringplan//rooster//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", ZONE)
    calendar.add_component(icalendar.Timezone.from_ical(_VTIMEZONE.replace("\n", "\r\n")))
    for event in events:
        calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text


def _event(
    week: WeekRoster, event: Event, number: int, roster: Roster, say: Words, made: datetime, *, to: str | None
) -> icalendar.Event:
    """Return an event; for a begeleider (`to`) it says where, for others who comes."""
    import icalendar

    line = event.line
    what = what_of(line.kind, line.what, say, line.supports)
    who = ", ".join(roster.begeleider_names[b] for b in event.begeleiders)
    place = week.place_name(line)
    found = icalendar.Event()
    found.add("uid", f"{line.week}-{line.item}-{number}@{roster.region.id}.kringplan")
    found.add("dtstamp", made.astimezone(UTC))
    midnight = datetime.combine(line.day, time(), ZoneInfo(ZONE))
    found.add("dtstart", midnight + timedelta(minutes=line.start))
    found.add("dtend", midnight + timedelta(minutes=line.end))
    found.add("summary", f"{what} · {place if to is not None or not who else who}")
    told = [f"{what} ({line.item})", say("agenda.who", who=who or say("nobody"))]
    if line.kind is StopKind.OVERLEG:
        told += _invited(week, line.item, roster, say)
    found.add("description", "\n".join(told))
    if line.school is not None:
        found.add("location", place)
        where = week.index.schools[line.school].location
        found.add("geo", (where.lat, where.lon))
    found.add("categories", [say(f"kind.{line.kind}")])
    return found


def _invited(week: WeekRoster, item: str, roster: Roster, say: Words) -> Iterator[str]:
    invited = week.index.overleggen[item].participants
    if invited.ibs:
        yield say("agenda.ibs", schools=", ".join(roster.school_names.get(s, s) for s in invited.ibs))
    if invited.contacts:
        yield say("agenda.contacts", contacts=", ".join(invited.contacts))
