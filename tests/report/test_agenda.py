from __future__ import annotations

from datetime import datetime, timedelta

import icalendar
import pytest

from optimizer.domain.calendar import date_of
from optimizer.domain.plan import Plan
from optimizer.report.agenda import agendas, file_name
from optimizer.report.roster import roster_of
from optimizer.report.words import Words
from tests.report.small import MADE, matrix, plan, region, roster


def events(data: bytes) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    return list(calendar.events)


def made(lang: str = "nl") -> dict[str, bytes]:
    return agendas(roster(), Words(lang), MADE)


def test_one_file_for_everybody_and_everything_with_something_planned() -> None:
    expected = (
        {f"begeleider-B{n}.ics" for n in (1, 2, 3)} | {f"school-S{n}.ics" for n in (1, 2, 3, 4)} | {"overleg-O1.ics"}
    )
    assert set(made()) == expected


def test_a_begeleider_finds_every_stop_at_its_time_in_the_netherlands() -> None:
    found = events(made()["begeleider-B1.ics"])
    stops = [stop for tour in plan().weeks[0].tours if tour.begeleider == "B1" for stop in tour.stops]
    assert len(found) == len(stops)
    told = set()
    for event in found:
        assert isinstance(event.start, datetime)
        assert isinstance(event.end, datetime)
        assert event.start.utcoffset() == timedelta(hours=1)
        assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
        told.add((event.start.replace(tzinfo=None), event.end.replace(tzinfo=None)))
    for stop in stops:
        day = datetime.combine(date_of("2026-W48", stop.half_day), datetime.min.time())
        assert (day + timedelta(minutes=stop.start), day + timedelta(minutes=stop.end)) in told


def test_the_time_zone_is_in_the_file_and_right_in_summer_and_winter() -> None:
    [zone] = icalendar.Calendar.from_ical(made()["overleg-O1.ics"]).timezones
    found = zone.to_tz(lookup_tzid=False)
    for moment, hours in ((datetime(2026, 7, 1, 12), 2), (datetime(2027, 1, 11, 12), 1), (datetime(2027, 3, 29, 9), 2)):  # noqa: DTZ001
        assert moment.replace(tzinfo=found).utcoffset() == timedelta(hours=hours)


def test_an_event_keeps_its_uid_when_it_moves() -> None:
    week = plan().weeks[0]

    def later(item: str) -> Plan:
        tours = tuple(
            tour.model_copy(
                update={
                    "stops": tuple(
                        stop.model_copy(update={"start": stop.start + 5, "end": stop.end + 5})
                        if stop.item == item
                        else stop
                        for stop in tour.stops
                    )
                }
            )
            for tour in week.tours
        )
        return plan().model_copy(update={"weeks": (week.model_copy(update={"tours": tours}),)})

    moved = agendas(roster_of(region(), later("H9"), matrix()), Words(), MADE)
    before, after = (
        {str(event["UID"]): event.start for event in events(files["begeleider-B1.ics"])} for files in (made(), moved)
    )
    assert set(before) == set(after)
    assert {uid for uid in before if before[uid] != after[uid]} == {"2026-W48-H9-1@klein.kringplan"}


def test_uids_are_unique_also_over_the_weeks_of_a_block() -> None:
    week = plan().weeks[0]
    block = Plan(weeks=(week, week.model_copy(update={"week": "2026-W49"})))
    for data in agendas(roster_of(region(), block, matrix()), Words(), MADE).values():
        uids = [str(event["UID"]) for event in events(data)]
        assert len(uids) == len(set(uids))


def test_a_meeting_says_who_is_invited_and_a_group_not_who_is_in_it() -> None:
    [meeting] = events(made()["overleg-O1.ics"])
    assert "Anna de Vries, Bram Bakker" in str(meeting["DESCRIPTION"])
    assert "De Wilg" in str(meeting["DESCRIPTION"])
    everything = b"".join(made().values()).decode()
    assert "plusklas" in everything
    for word in ("L1", "L2", "L3", "2465KX", "52.151234"):
        assert word not in everything


def test_a_visit_elsewhere_has_no_place() -> None:
    [event] = [event for event in events(made()["begeleider-B1.ics"]) if "-H9-" in str(event["UID"])]
    assert "LOCATION" not in event
    assert "GEO" not in event


def test_the_reader_s_language() -> None:
    assert b"meeting kring" in made("en")["overleg-O1.ics"]
    assert b"overleg kring" in made()["overleg-O1.ics"]


@pytest.mark.parametrize(
    ("name", "file"),
    [("01AB-00", "school-01AB-00.ics"), ("..\\x", "school-~2e~2e~5cx.ics"), ("a*?", "school-a~2a~3f.ics")],
)
def test_a_file_name_is_safe_whatever_the_id(name: str, file: str) -> None:
    assert file_name("school", name) == file
