from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from optimizer.domain.ahead import ahead
from optimizer.domain.intake import check_region
from optimizer.domain.wording import fault_text
from optimizer.report.readback.delivered import account
from tests.report.small import (
    TUESDAY,
    asked,
    by_hand,
    columns,
    filled,
    matrix,
    opened,
    plan,
    region,
    row_of,
    taken,
    with_left,
)


def test_a_sheet_without_answers_changes_no_request_and_no_week() -> None:
    found = taken(opened())
    assert found.region is not None
    assert found.region.hulpvragen == region().hulpvragen
    assert found.region.week == region().week
    assert (found.visits, found.missed, found.closed) == (0, 0, ())
    assert found.silent == 11


def test_what_took_place_counts_in_last_visit_visits_left_and_who_comes() -> None:
    found = taken(filled(("H9", 1, "uitgevoerd", "ja"), ("H2", 1, "uitgevoerd", "nee")), with_left("H9", 5))
    assert asked(found, "H9") == (TUESDAY, 4, "B1")
    assert asked(found, "H2") == (None, None, None)
    assert (found.visits, found.missed, found.silent) == (1, 1, 9)
    # not every row is answered, so the week goes on
    assert found.region is not None
    assert found.region.week == "2026-W48"


def test_visits_left_never_falls_below_nothing() -> None:
    made = filled(("H1", 1, "uitgevoerd", "ja"), ("H1", 2, "uitgevoerd", "ja"))
    assert asked(taken(made, with_left("H1", 1)), "H1") == (TUESDAY, 0, "B1")


def test_another_day_counts_and_who_came_once_does_not_take_over() -> None:
    made = filled(("H9", 1, "door een ander", "Bram Bakker"), ("H2", 1, "op andere datum", "26-11-2026"))
    found = taken(made)
    assert asked(found, "H9") == (TUESDAY, None, "B1")
    assert asked(found, "H2") == (date(2026, 11, 26), None, "B1")


@pytest.mark.parametrize("day", ["24-11-2062", "1-9-2026"])
def test_a_day_far_from_the_week_is_refused(day: str) -> None:
    found = taken(filled(("H2", 1, "op andere datum", day)))
    assert found.region is None
    assert [f.code for f in found.faults] == ["roster-far-date"]


def test_taking_in_twice_counts_once() -> None:
    made = filled(("H9", 1, "uitgevoerd", "ja"), ("H1", 1, "uitgevoerd", "ja"))
    once = taken(made, with_left("H9", 5))
    assert once.region is not None
    twice = taken(made, once.region)
    assert twice.region == once.region
    assert (once.visits, once.known) == (2, 0)
    assert (twice.visits, twice.known) == (0, 2)
    # and a later visit of the week still counts
    more = taken(filled(("H1", 1, "uitgevoerd", "ja"), ("H1", 2, "uitgevoerd", "ja")), once.region)
    assert (more.visits, more.known) == (1, 1)
    assert asked(more, "H1")[0] == TUESDAY


def test_a_week_of_which_all_is_answered_moves_the_region_on_as_planned() -> None:
    found = taken(filled(rest="ja"))
    assert found.region is not None
    assert (found.closed, found.silent) == (("2026-W48",), 0)
    planned = ahead(region(), plan().weeks, "2026-W49")
    assert found.region.hulpvragen == planned.hulpvragen
    assert found.region.arrangementen == planned.arrangementen
    assert found.region.overleggen == planned.overleggen
    assert (found.region.week, found.region.pins) == ("2026-W49", ())
    assert check_region(found.region) == ()


def test_a_meeting_that_was_not_held_is_due_again() -> None:
    found = taken(filled(("O1", 1, "uitgevoerd", "nee"), rest="ja"))
    assert found.region is not None
    assert found.region.overleggen[0].weeks == ("2026-W48", "2026-W49")


def test_a_week_that_is_closed_is_passed_over() -> None:
    from optimizer.domain.calendar import Calendar, Holiday

    off = Holiday(name="vrij", from_date=date(2026, 11, 30), until=date(2026, 12, 4))
    found = taken(filled(rest="ja"), region().model_copy(update={"calendar": Calendar(holidays=(off,))}))
    assert found.region is not None
    assert found.region.week == "2026-W50"


def test_the_roster_becomes_the_published_plan_and_its_marks_pins() -> None:
    made = filled(rest="ja")
    sheet = made["Rooster"]
    sheet.cell(row_of(sheet, "H9"), columns(sheet)["vast"]).value = "ja"
    found = taken(made)
    assert found.region is not None
    assert found.region.previous is not None
    week = found.region.previous.week_plan("2026-W48")
    assert week is not None
    assert set(week.active) == set(plan().weeks[0].active)
    assert {stop.item for tour in week.tours for stop in tour.stops} >= {"H1", "H9", "A1#1", "O1"}
    assert [pin.item for pin in found.region.pins] == ["H9"]


def test_a_visit_that_was_not_planned_can_be_added() -> None:
    made = opened()
    sheet = made["Uitgevoerd"]
    at, row = columns(sheet), sheet.max_row + 1
    for key, value in (("hulpvraag", "H5"), ("uitgevoerd", "ja"), ("op andere datum", TUESDAY), ("begeleider", "B2")):
        sheet.cell(row, at[key]).value = value
    assert asked(taken(made), "H5") == (TUESDAY, None, "B2")


def test_a_list_made_by_hand_will_do() -> None:
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Uitgevoerd"
    sheet.append(["hulpvraag", "uitgevoerd", "op andere datum", "begeleider"])
    sheet.append(["H5", "ja", "24 november 2026", "Bram Bakker"])
    roster = made.create_sheet("Rooster")
    roster.append(["begeleider", "dagdeel", "hulpvraag", "begin"])
    found = taken(made)
    assert found.faults == ()
    assert asked(found, "H5") == (TUESDAY, None, "B2")


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("uitgevoerd", "misschien", "roster-bad-answer"),
        ("door een ander", "Piet", "roster-unknown-begeleider"),
        ("op andere datum", "ooit", "roster-bad-date"),
    ],
)
def test_a_fault_is_told_with_its_cell_and_nothing_is_taken_in(key: str, value: str, code: str) -> None:
    made = filled(("H9", 1, key, value), ("H1", 1, "uitgevoerd", "ja"))
    found = taken(made)
    sheet = made["Uitgevoerd"]
    letter = chr(ord("A") + columns(sheet)[key] - 1)
    assert found.region is None
    assert [(fault.code, fault.where) for fault in found.faults] == [
        (code, f"Uitgevoerd!{letter}{row_of(sheet, 'H9')}")
    ]


def test_a_workbook_without_answers_or_of_another_region_is_refused() -> None:
    assert [fault.code for fault in account(by_hand(("a",)), region(), matrix()).faults] == ["roster-no-done"]
    other = region().model_copy(update={"id": "anders"})
    assert [fault.code for fault in taken(opened(), other).faults] == ["roster-other-region"]


@pytest.mark.parametrize(
    ("key", "value", "nl", "en"),
    [
        (
            "uitgevoerd",
            "Pietje was ziek",
            "Hier hoort ja of nee te staan, en er staat iets anders.",
            "This should be yes or no, and it is something else.",
        ),
        ("op andere datum", "na Pietje", "Wat hier staat, is geen datum.", "What stands here is not a date."),
        (
            "hulpvraag",
            "Pietje Jansen",
            "Wat hier staat, is geen hulpvraag, groep of overleg van deze regio.",
            "What stands here is no request, group or meeting of this region.",
        ),
        ("op andere datum", "30-2-2026", "Dit is geen datum: 30-2-2026.", "This is not a date: 30-2-2026."),
    ],
)
def test_an_answer_that_may_be_a_name_is_not_repeated(key: str, value: str, nl: str, en: str) -> None:
    [fault] = taken(filled(("H2", 1, key, value))).faults
    assert (fault_text(fault)[0], fault_text(fault, "en")[0]) == (nl, en)


def test_above_the_answers_a_name_is_not_repeated_either() -> None:
    [fault] = taken(filled(rest="Pietje was ziek")).faults
    assert fault_text(fault)[0] == "Hier hoort ja of nee te staan, en er staat iets anders."
