from __future__ import annotations

from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from optimizer.domain.fault import Fault
from optimizer.domain.half_day import Day, HalfDay
from optimizer.domain.plan import Pin, Plan, Tour, WeekPlan
from optimizer.domain.wording import fault_text
from optimizer.language import LANGUAGES, catalogue
from optimizer.report.marks import Row
from optimizer.report.readback.plan import ReadRoster, plan_of_rows, read_roster
from optimizer.report.readback.week import week_of_book
from optimizer.report.roster import roster_of
from optimizer.report.words import Words
from optimizer.report.workbook import workbook_bytes
from optimizer.rules.check import check, check_week
from tests.report.small import (
    HEADER,
    MADE,
    book,
    by_hand,
    columns,
    matrix,
    opened,
    plan,
    region,
    row_of,
    saved,
    written,
)

HEADS = ("begeleider", "dag/dagdeel", "school", "hulpvraag", "begin", "einde")


def read(data: object = None) -> ReadRoster:
    return read_roster(book(written()) if data is None else data, region(), matrix())  # type: ignore[arg-type]


def comparable(week: WeekPlan) -> object:
    """What a plan says, without the order of its lists and without what an invitation repeats."""
    return (
        week.week,
        sorted(week.active),
        sorted(week.tours, key=lambda tour: (tour.begeleider, tour.day.order)),
        sorted(week.groups, key=lambda group: group.id),
        sorted((slot.id, slot.host, slot.half_day, slot.start) for slot in week.overleg),
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unchanged_workbook_gives_the_plan_back(lang: str) -> None:
    found = read(book(written(lang)))
    assert found.faults == ()
    assert found.plan is not None
    assert [comparable(week) for week in found.plan.weeks] == [comparable(week) for week in plan().weeks]
    assert (found.ours, found.changed, found.pins) == (True, False, ())


def test_a_workbook_that_was_only_saved_again_is_unchanged() -> None:
    assert not read(saved(opened())).changed


def test_the_order_of_rows_does_not_matter() -> None:
    made = opened()
    sheet = made["Rooster"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER + 1)]
    for number, values in enumerate(sorted(rows, key=lambda row: str(row[6]), reverse=True), start=HEADER + 1):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value
    found = read(saved(made))
    assert found.plan is not None
    assert not found.changed
    assert comparable(found.plan.weeks[0]) == comparable(plan().weeks[0])


def test_leader_and_co_leaders_come_back_in_their_order() -> None:
    week = plan().weeks[0]
    group = week.groups[0].model_copy(update={"co_leaders": ("B3", "B2")})
    session = next(stop for tour in week.tours for stop in tour.stops if stop.item == "A1#1")
    more = tuple(Tour(begeleider=who, day=Day.MA, stops=(session,), legs=()) for who in ("B2", "B3"))
    changed = plan().model_copy(
        update={"weeks": (week.model_copy(update={"groups": (group,), "tours": (*week.tours, *more)}),)}
    )
    data = workbook_bytes(roster_of(region(), changed, matrix()), Words(), MADE)
    found = read(book(data))
    assert found.plan is not None
    assert found.plan.weeks[0].groups == (group,)


def test_a_plan_without_any_stop_is_a_workbook_too() -> None:
    empty = Plan(weeks=(WeekPlan(week="2026-W48"),))
    found = read(book(workbook_bytes(roster_of(region(), empty, matrix()), Words(), MADE)))
    assert found.plan is not None
    assert (found.plan.weeks[0].tours, found.changed) == ((), False)


def test_hashes_come_back_only_with_the_rows_they_belong_to() -> None:
    bound = plan().model_copy(update={"instance_sha256": "a" * 64, "matrix_sha256": "b" * 64})
    data = workbook_bytes(roster_of(region(), bound, matrix()), Words(), MADE)
    found = read(book(data)).plan
    assert found is not None
    assert (found.instance_sha256, found.matrix_sha256) == ("a" * 64, "b" * 64)
    made = load_workbook(BytesIO(data))
    sheet = made["Rooster"]
    sheet.cell(row_of(sheet, "H9"), columns(sheet)["begin"]).value = time(14, 10)
    changed = read(saved(made)).plan
    assert changed is not None
    assert (changed.instance_sha256, changed.matrix_sha256) == ("", "")


def test_a_block_comes_back_week_by_week() -> None:
    rows = [Row.of(line) for line in roster_of(region(), plan(), matrix()).weeks[0].lines]
    later = [row for row in rows if row.item in {"A1#1", "H1"}]
    moved = [type(row)(**{**row.__dict__, "week": "2026-W49"}) for row in later]
    block = plan_of_rows([*rows, *moved], region(), matrix(), ("2026-W48", "2026-W49", "2026-W50"))
    data = workbook_bytes(roster_of(region(), block, matrix()), Words(), MADE)
    found = read(book(data))
    assert found.plan is not None
    assert [comparable(week) for week in found.plan.weeks] == [comparable(week) for week in block.weeks]
    assert found.plan.weeks[2].tours == ()


def test_a_changed_row_is_the_plan_with_legs_of_the_matrix_and_times_as_typed() -> None:
    made = opened()
    sheet = made["Rooster"]
    row, at = row_of(sheet, "H9"), columns(sheet)
    sheet.cell(row, at["begeleider"]).value = "bram bakker"
    sheet.cell(row, at["begin"]).value = "14.31"
    sheet.cell(row, at["einde"]).value = "15u31"
    found = read(saved(made))
    assert found.faults == ()
    assert found.plan is not None
    assert found.changed
    tour = next(t for t in found.plan.weeks[0].tours if t.begeleider == "B2" and t.day == "di")
    stop = next(stop for stop in tour.stops if stop.item == "H9")
    assert (stop.start, stop.end, stop.place) == (14 * 60 + 31, 15 * 60 + 31, "at:H9")
    for leg in tour.legs:
        expected = (
            0
            if leg.origin == leg.destination
            else matrix().minutes(region().begeleiders[1].mode, leg.origin, leg.destination)
        )
        assert leg.minutes == expected
    rules = {violation.rule for violation in check_week(region(), found.plan.weeks[0], matrix())}
    assert "witness" not in rules


def test_a_row_taken_away_is_no_longer_planned_and_one_added_is() -> None:
    made = opened()
    sheet = made["Rooster"]
    at = columns(sheet)
    values = [sheet.cell(row_of(sheet, "H9"), column).value for column in at.values()]
    sheet.delete_rows(row_of(sheet, "H9"))
    without = read(saved(made)).plan
    assert without is not None
    assert "H9" not in {stop.item for tour in without.weeks[0].tours for stop in tour.stops}
    for column, value in zip(at.values(), values, strict=True):
        sheet.cell(sheet.max_row + (1 if column == 1 else 0), column).value = value
    again = read(saved(made))
    assert again.plan is not None
    assert not again.changed


def test_a_wrong_time_is_no_fault_but_judged() -> None:
    made = opened()
    sheet = made["Rooster"]
    sheet.cell(row_of(sheet, "H9"), columns(sheet)["begin"]).value = time(12, 30)
    found = read(saved(made))
    assert found.plan is not None
    verdict = check(region(), found.plan, matrix())
    assert {"witness", "half-day-time"} <= {violation.rule for violation in verdict.violations}


def test_rows_marked_as_fixed_are_pins() -> None:
    made = opened()
    sheet = made["Rooster"]
    at = columns(sheet)
    for item, nth in (("H9", 1), ("A1#1", 1), ("O1", 1), ("O1", 2), ("H1", 1)):
        sheet.cell(row_of(sheet, item, nth), at["vast"]).value = "Ja"
    pins = {pin.item: pin for pin in read(saved(made)).pins}
    assert pins == {
        "H9": Pin(item="H9", begeleider="B1", half_days=(HalfDay.DI_MIDDAG,), start=14 * 60 + 9),
        "A1#1": Pin(item="A1#1", begeleider="B1", half_days=(HalfDay.MA_OCHTEND,), start=540, host="S1"),
        "O1": Pin(item="O1", half_days=(HalfDay.DI_MIDDAG,), start=780, host="S3"),
        # the other visit of H1 is free to move, so no more than who comes is fixed
        "H1": Pin(item="H1", begeleider="B1"),
    }
    assert check(region().model_copy(update={"pins": tuple(pins.values())}), plan(), matrix()).ok


def test_marks_are_shown_again_on_the_next_roster() -> None:
    pins = (
        Pin(item="H1", begeleider="B1", half_days=(HalfDay.MA_MIDDAG, HalfDay.DI_OCHTEND)),
        Pin(item="A1#1", begeleider="B1", half_days=(HalfDay.MA_OCHTEND,), start=540, host="S1"),
        Pin(item="O1", half_days=(HalfDay.DI_MIDDAG,), start=780, host="S3"),
        Pin(item="H3", begeleider="B2"),
    )
    here = region().model_copy(update={"pins": pins})
    roster = roster_of(here, plan(), matrix())
    assert {line.item for line in roster.weeks[0].lines if line.pinned} == {"H1", "A1#1", "O1"}
    data = workbook_bytes(roster, Words(), MADE)
    assert set(read_roster(book(data), here, matrix()).pins) == set(pins)
    made = load_workbook(BytesIO(data))
    sheet = made["Rooster"]
    for row in range(HEADER + 1, sheet.max_row + 1):
        sheet.cell(row, columns(sheet)["vast"]).value = None
    assert read_roster(saved(made), here, matrix()).pins == (pins[3],)


def test_a_mark_taken_away_lets_the_pin_go_and_others_stay() -> None:
    own = Pin(item="H9", begeleider="B1", half_days=(HalfDay.DI_MIDDAG,))
    veto, other = Pin(item="H9", begeleider="B2", veto=True), Pin(item="H6", half_days=(HalfDay.MA_OCHTEND,))
    here = region().model_copy(update={"pins": (own, veto, other)})
    data = workbook_bytes(roster_of(here, plan(), matrix()), Words(), MADE)
    kept = read_roster(book(data), here, matrix())
    assert {pin.item for pin in kept.pins if not pin.veto} == {"H9", "H6"}
    made = load_workbook(BytesIO(data))
    sheet = made["Rooster"]
    cell = sheet.cell(row_of(sheet, "H9"), columns(sheet)["vast"])
    assert cell.value == "ja"
    cell.value = None
    assert read_roster(saved(made), here, matrix()).pins == (veto, other)


def test_a_fixed_row_that_goes_against_a_fact_is_refused_at_its_row() -> None:
    made = opened()
    sheet = made["Rooster"]
    row, at = row_of(sheet, "H2"), columns(sheet)
    sheet.cell(row, at["vast"]).value = "ja"
    sheet.cell(row, at["dagdeel"]).value = "vr-ochtend"
    found = read(saved(made))
    assert found.plan is None
    assert [(fault.code, fault.where) for fault in found.faults] == [("roster-bad-pin", f"Rooster!A{row}")]


def faults_after(key: str, value: object, item: str = "H9") -> list[tuple[str, str]]:
    made = opened()
    sheet = made["Rooster"]
    sheet.cell(row_of(sheet, item), columns(sheet)[key]).value = value
    found = read(saved(made))
    assert found.plan is None
    for fault in found.faults:
        for lang in LANGUAGES:
            assert all(fault_text(fault, lang))
    return [(fault.code, fault.where.partition("!")[2][:1]) for fault in found.faults]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("begeleider", "Piet", "roster-unknown-begeleider"),
        ("begeleider", None, "roster-missing-cell"),
        ("school", "Onbekend", "roster-unknown-school"),
        ("hulpvraag", "H99", "roster-unknown-item"),
        ("hulpvraag", None, "roster-missing-cell"),
        ("dagdeel", "zaterdag", "roster-bad-half-day"),
        ("dagdeel", None, "roster-missing-cell"),
        ("begin", "negen", "roster-bad-clock"),
        ("begin", "25:00", "roster-bad-clock"),
        ("einde", "13:00", "roster-end-before-start"),
        ("week", "99", "roster-bad-week"),
        ("vast", "misschien", "roster-bad-answer"),
        ("einde", "=A1+B1", "roster-cell-broken"),
    ],
)
def test_every_fault_has_its_cell_and_its_words(key: str, value: object, code: str) -> None:
    letter = {name: chr(ord("A") + column - 1) for name, column in columns(opened()["Rooster"]).items()}[key]
    assert faults_after(key, value) == [(code, letter)]


def test_the_name_of_a_pupil_is_refused_and_never_repeated() -> None:
    made = opened()
    sheet = made["Rooster"]
    sheet.cell(row_of(sheet, "A1#1"), columns(sheet)["leerlingen"]).value = "L1, Jantje Jansen"
    [fault] = read(saved(made)).faults
    assert fault.code == "roster-unknown-leerling"
    assert "Jan" not in str(fault)
    assert "Jan" not in " ".join(fault_text(fault))


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("dagdeel", "roster-bad-half-day"),
        ("begin", "roster-bad-clock"),
        ("week", "roster-bad-week"),
        ("vast", "roster-bad-answer"),
        ("hulpvraag", "roster-unknown-item"),
        ("rol", "roster-not-used"),
        ("leerlingen", "roster-not-used"),
    ],
)
def test_what_may_be_a_name_is_not_repeated(key: str, code: str) -> None:
    made = opened()
    sheet = made["Rooster"]
    row, column = row_of(sheet, "H2"), columns(sheet)[key]
    sheet.cell(row, column).value = "na Pietje Jansen"
    [fault] = read(saved(made)).faults
    assert (fault.code, fault.where) == (code, f"Rooster!{chr(ord('A') + column - 1)}{row}")
    for lang in LANGUAGES:
        told = " ".join(fault_text(fault, lang))
        assert "Pietje" not in told
        assert "…" not in told
        assert "(not shown)" not in told
        assert "(niet getoond)" not in told


def test_what_can_be_no_name_is_repeated() -> None:
    made = opened()
    sheet = made["Rooster"]
    sheet.cell(row_of(sheet, "H2"), columns(sheet)["begin"]).value = "25:00"
    [fault] = read(saved(made)).faults
    assert fault_text(fault)[0] == "Dit is geen kloktijd: 25:00."


@pytest.mark.parametrize(
    ("item", "code", "nl", "en"),
    [
        ("H2", "roster-other-school", "H2 hoort bij Het Kompas.", "H2 belongs to Het Kompas."),
        (
            "H9",
            "roster-at-no-school",
            "H9 is niet op een school: het bezoek is op een andere plaats.",
            "H9 is not at a school: the visit is somewhere else.",
        ),
    ],
)
def test_a_visit_at_another_school_is_one_fault_at_the_school(item: str, code: str, nl: str, en: str) -> None:
    made = opened()
    sheet = made["Rooster"]
    row, column = row_of(sheet, item), columns(sheet)["school"]
    sheet.cell(row, column).value = "De Ark"
    [fault] = read(saved(made)).faults
    assert (fault.code, fault.where) == (code, f"Rooster!{chr(ord('A') + column - 1)}{row}")
    assert (fault_text(fault)[0], fault_text(fault, "en")[0]) == (nl, en)


def test_all_faults_are_told_at_once() -> None:
    made = opened()
    sheet = made["Rooster"]
    at = columns(sheet)
    sheet.cell(row_of(sheet, "H9"), at["begin"]).value = "x"
    sheet.cell(row_of(sheet, "H9"), at["begeleider"]).value = "y"
    sheet.cell(row_of(sheet, "H2"), at["dagdeel"]).value = "z"
    assert len(read(saved(made)).faults) == 3


def test_another_region_and_a_later_layout_are_refused() -> None:
    other = region().model_copy(update={"id": "anders"})
    assert [fault.code for fault in read_roster(book(written()), other, matrix()).faults] == ["roster-other-region"]
    made = opened()
    made["_kringplan"]["B1"].value = "99"
    assert [fault.code for fault in read(saved(made)).faults] == ["roster-newer"]
    assert [fault.code for fault in read(by_hand(("a", "b"))).faults] == ["roster-no-table"]


def test_every_code_of_the_catalogue_is_tested() -> None:
    told = {key.split(".")[1] for key in catalogue("nl") if key.startswith("fault.roster-")}
    text = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert {code for code in told if f'"{code}"' not in text} == set()


# rosters made by hand


@pytest.mark.parametrize(
    ("day", "begin", "end", "half_day"),
    [
        ("ma-ochtend", time(9, 0), time(10, 0), "ma-ochtend"),
        ("Maandagochtend", "9:00", "10:00", "ma-ochtend"),
        ("di mi", "13u00", "14u00", "di-middag"),
        ("dinsdag", "13.00", "14.00", "di-middag"),
        ("wo", "09:00", None, "wo-ochtend"),
        (date(2026, 11, 26), 0.375, 0.41666667, "do-ochtend"),
        ("Fri morning", "0900", "1000", "vr-ochtend"),
    ],
)
def test_days_and_times_as_people_write_them(day: object, begin: object, end: object, half_day: str) -> None:
    found = read(by_hand(HEADS, ("Anna de Vries", day, "De Regenboog", "H1", begin, end)))
    assert found.faults == ()
    assert found.plan is not None
    [tour] = found.plan.weeks[0].tours
    [stop] = tour.stops
    assert (tour.begeleider, stop.half_day, stop.place, stop.item) == ("B1", half_day, "school:S1", "H1")
    assert stop.end - stop.start == 60
    assert found.plan.weeks[0].week == region().week
    assert not found.ours


def test_a_roster_made_by_hand_has_other_names_and_rows_above() -> None:
    rows = (
        ("Rooster eerste periode", None, None, None, None, None, None),
        (None,) * 7,
        ("Naam", "Dag", "Dagdeel", "Schoolnaam", "Vraag", "Van", "Tot"),
        ("B1", "maandag", "ochtend", "de regenboog", "autisme", "9:00", "10:00"),
        (None,) * 7,
        ("Bram Bakker", "wo", "och", "De Wilg [dependance]", "gedrag", "8:30", "10:00"),
    )
    found = read(by_hand(*rows))
    assert found.faults == ()
    assert found.plan is not None
    stops = {stop.item: stop for tour in found.plan.weeks[0].tours for stop in tour.stops}
    # an expertise will do where the school has one request for it
    assert set(stops) == {"H1", "H3"}
    assert stops["H3"].half_day == "wo-ochtend"


def test_an_expertise_that_is_asked_twice_at_a_school_is_not_guessed() -> None:
    twice = region().hulpvragen[0].model_copy(update={"id": "H10"})
    here = region().model_copy(update={"hulpvragen": (*region().hulpvragen, twice)})
    found = read_roster(by_hand(HEADS, ("B1", "ma-ochtend", "S1", "autisme", "9:00", "10:00")), here, matrix())
    assert [fault.code for fault in found.faults] == ["roster-unknown-item"]
    assert "H1, H10" in found.faults[0].facts["choices"]


def two_sheets(*, hidden: bool) -> Workbook:
    """A visible sheet with B1, and one named as the roster with B2."""
    made = Workbook()
    shown = made.active
    assert isinstance(shown, Worksheet)
    named = made.create_sheet("Rooster")
    named.sheet_state = "hidden" if hidden else "visible"
    for sheet, who in ((named, "B2"), (shown, "B1")):
        sheet.append(list(HEADS))
        sheet.append([who, "ma-ochtend", "S1", "H1", "9:00", "10:00"])
    return made


def test_of_two_sheets_the_one_with_the_name_is_the_roster_unless_it_is_hidden() -> None:
    found = read(saved(two_sheets(hidden=False)))
    assert found.plan is not None
    assert [tour.begeleider for tour in found.plan.weeks[0].tours] == ["B2"]
    [fault] = read(saved(two_sheets(hidden=True))).faults
    assert (fault.code, fault.where) == ("roster-two-tables", "Rooster!A1")
    assert fault.facts == {"given": "Rooster", "other": "Sheet"}


def test_a_roster_that_was_hidden_is_read() -> None:
    made = opened()
    sheet = made["Rooster"]
    sheet.delete_rows(row_of(sheet, "H9"))
    sheet.sheet_state = "hidden"
    found = read(saved(made))
    assert found.plan is not None
    assert found.changed
    assert "H9" not in {row.row.item for row in found.rows}


def test_a_roster_that_was_taken_away_is_not_made_up_from_the_answers() -> None:
    made = opened()
    del made["Rooster"]
    assert [fault.code for fault in read(saved(made)).faults] == ["roster-no-table"]


def test_of_a_visible_copy_of_the_roster_it_is_asked_which_one_counts() -> None:
    made = opened()
    copy = made.copy_worksheet(made["Rooster"])
    [fault] = read(saved(made)).faults
    assert (fault.code, fault.facts["other"]) == ("roster-two-tables", copy.title)
    copy.sheet_state = "hidden"
    assert read(saved(made)).faults == ()


@pytest.mark.parametrize(
    ("column", "text"),
    [(1, "Let op: Anna is vrijdag vrij"), (7, "nog bellen met de school"), (3, "volgt"), (15, "ernaast"), (5, "Piet?")],
)
def test_a_remark_below_or_beside_the_rows_is_let_be(column: int, text: str) -> None:
    made = opened()
    sheet = made["Rooster"]
    sheet.cell(sheet.max_row + 2, column).value = text
    sheet.cell(HEADER + 1, 20).value = text
    found = read(saved(made))
    assert found.faults == ()
    assert not found.changed


@pytest.mark.parametrize(
    "cells",
    [{5: "Bram Bakker"}, {7: "H9"}, {3: "9:00"}, {1: "2026-W48", 2: "ma-ochtend", 5: "Bram Bakker"}, {2: "di-middag"}],
)
def test_too_little_of_a_row_is_one_fault(cells: dict[int, str]) -> None:
    made = opened()
    sheet = made["Rooster"]
    row = sheet.max_row + 1
    for column, text in cells.items():
        sheet.cell(row, column).value = text
    where = f"Rooster!{'ABCDEFG'[min(cells) - 1]}{row}"
    found = read(saved(made))
    assert [(fault.code, fault.where) for fault in found.faults] == [("roster-loose-row", where)]


def test_a_roster_says_which_week_it_is_about() -> None:
    assert week_of_book(book(written()), "2027-W20") == "2026-W48"
    heads = (*HEADS, "week", "datum")
    row = ("B1", "ma-ochtend", "S1", "H1", "9:00", "10:00")
    assert week_of_book(by_hand(heads, (*row, 49), (*row, "w48")), "2026-W40") == "2026-W48"
    assert week_of_book(by_hand(heads, (*row, None, date(2026, 12, 1))), "2026-W40") == "2026-W49"
    nothing = week_of_book(by_hand(heads, row), "2026-W40")
    assert isinstance(nothing, Fault)
    assert nothing.code == "roster-no-week"


def test_a_plan_made_by_hand_is_judged_by_the_same_rules() -> None:
    found = read(by_hand(HEADS, ("B3", "ma-ochtend", "De Ark", "H5", "9:00", "11:00")))
    assert isinstance(found.plan, Plan)
    rules = {violation.rule for violation in check(region(), found.plan, matrix()).violations}
    assert {"expertise", "kring", "availability"} <= rules


def test_the_first_row_of_the_data_follows_the_column_names() -> None:
    assert [str(cell.value) for cell in opened()["Rooster"][HEADER]][:3] == ["week", "dagdeel", "begin"]
