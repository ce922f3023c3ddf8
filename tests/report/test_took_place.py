"""What counts when the roster was changed and the answers say one thing or another."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]

from optimizer.domain.calendar import add_weeks
from optimizer.domain.plan import Plan
from optimizer.report.marks import Row
from optimizer.report.readback.plan import plan_of_rows
from optimizer.report.roster import roster_of
from optimizer.report.words import Words
from optimizer.report.workbook import workbook_bytes
from tests.report.small import (
    HEADER,
    MADE,
    TUESDAY,
    asked,
    columns,
    filled,
    matrix,
    region,
    roster,
    row_of,
    taken,
    with_left,
)

WEDNESDAY, FRIDAY = date(2026, 11, 25), date(2026, 11, 27)


def change(made: Workbook, item: str, nth: int = 1, sheet: str = "Rooster", **cells: object) -> None:
    """Change cells of a row; spaces in names of columns are underscores."""
    table = made[sheet]
    row, at = row_of(table, item, nth), columns(table)
    for key, value in cells.items():
        table.cell(row, at[key.replace("_", " ")]).value = value


def take_away(made: Workbook, item: str, nth: int = 1, sheet: str = "Rooster") -> None:
    made[sheet].delete_rows(row_of(made[sheet], item, nth))


def add(made: Workbook, sheet: str, **cells: object) -> None:
    table = made[sheet]
    row, at = table.max_row + 1, columns(table)
    for key, value in cells.items():
        table.cell(row, at[key.replace("_", " ")]).value = value


# a row that was moved


@pytest.mark.parametrize("answer", [{"rest": "ja"}, {}])
def test_what_was_moved_took_place_where_it_now_stands(answer: dict[str, str]) -> None:
    made = filled(*(() if answer else (("H9", 1, "uitgevoerd", "ja"),)), **answer)
    change(made, "H9", dagdeel="wo-ochtend", begin="9:00", einde="10:00", begeleider="Bram Bakker")
    assert asked(taken(made), "H9") == (WEDNESDAY, None, "B2")


def test_a_date_that_is_filled_in_wins_over_the_roster() -> None:
    made = filled(("H9", 1, "op andere datum", "27-11-2026"))
    change(made, "H9", dagdeel="wo-ochtend", begin="9:00", einde="10:00")
    assert asked(taken(made), "H9") == (FRIDAY, None, "B1")


def test_no_wins_over_the_roster() -> None:
    made = filled(("H9", 1, "uitgevoerd", "nee"), rest="ja")
    change(made, "H9", dagdeel="wo-ochtend", begin="9:00", einde="10:00")
    found = taken(made)
    assert asked(found, "H9") == (None, None, None)
    assert found.missed == 1


def test_of_two_visits_the_one_that_was_moved_is_the_one_that_stands_elsewhere() -> None:
    made = filled(("H1", 1, "uitgevoerd", "nee"), ("H1", 2, "uitgevoerd", "ja"))
    take_away(made, "H1", 1)
    change(made, "H1", 1, dagdeel="wo-ochtend")
    found = taken(made, with_left("H1", 5))
    assert asked(found, "H1") == (WEDNESDAY, 4, "B1")
    assert (found.visits, found.missed) == (1, 1)


def test_a_meeting_moved_on_the_roster_is_held() -> None:
    made = filled(rest="ja")
    for nth in (1, 2):
        change(made, "O1", nth, dagdeel="ma-middag")
    found = taken(made)
    assert found.region is not None
    assert found.region.overleggen[0].weeks == ("2026-W48",)


# a row that was taken away, and one that was added


def test_what_was_taken_off_the_roster_did_not_take_place() -> None:
    made = filled(rest="ja")
    take_away(made, "H9")
    found = taken(made)
    assert asked(found, "H9") == (None, None, None)
    assert (found.visits, found.missed, found.silent, found.closed) == (8, 1, 0, ("2026-W48",))


def test_what_was_taken_off_the_roster_took_place_when_it_says_so_itself() -> None:
    made = filled(("H9", 1, "uitgevoerd", "ja"), ("O1", 1, "uitgevoerd", "ja"), rest="ja")
    take_away(made, "H9")
    for _ in range(2):
        take_away(made, "O1")
    found = taken(made)
    assert asked(found, "H9") == (TUESDAY, None, "B1")
    assert found.region is not None
    assert found.region.overleggen[0].weeks == ("2026-W48",)


def test_what_was_added_to_the_roster_takes_place_with_the_rest_of_its_week() -> None:
    made = filled(rest="ja")
    add(made, "Rooster", dagdeel="vr-ochtend", begin="9:00", begeleider="Bram Bakker", hulpvraag="H6", week="2026-W48")
    found = taken(made)
    assert asked(found, "H6") == (FRIDAY, None, "B2")
    assert (found.visits, found.silent) == (10, 0)


def test_what_was_added_to_the_roster_takes_place_when_all_that_was_printed_is_answered() -> None:
    made = filled()
    add(made, "Rooster", dagdeel="vr-ochtend", begin="9:00", begeleider="Bram Bakker", hulpvraag="H6", week="2026-W48")
    found = taken(made)
    assert asked(found, "H6") == (None, None, None)
    assert found.silent == 12
    table = made["Uitgevoerd"]
    for row in range(HEADER + 1, table.max_row + 1):
        table.cell(row, columns(table)["uitgevoerd"]).value = "ja"
    found = taken(made)
    assert asked(found, "H6") == (FRIDAY, None, "B2")
    assert (found.silent, found.closed) == (0, ("2026-W48",))


def test_a_visit_added_below_the_answers_counts_beside_the_planned_one() -> None:
    made = filled(rest="ja")
    add(made, "Uitgevoerd", week="2026-W48", dagdeel="vr-ochtend", hulpvraag="H9", uitgevoerd="ja")
    found = taken(made, with_left("H9", 5))
    assert asked(found, "H9") == (FRIDAY, 3, "B1")


def test_a_copied_row_with_another_date_is_another_visit() -> None:
    made = filled(("H9", 1, "uitgevoerd", "ja"))
    add(made, "Uitgevoerd", week="2026-W48", dagdeel="di-middag", hulpvraag="H9", op_andere_datum=FRIDAY)
    assert asked(taken(made, with_left("H9", 5)), "H9") == (FRIDAY, 3, "B1")


def test_a_date_typed_over_is_refused_rather_than_passed_by() -> None:
    made = filled(("H9", 1, "uitgevoerd", "ja"))
    change(made, "H9", sheet="Uitgevoerd", datum=FRIDAY)
    found = taken(made)
    assert [fault.code for fault in found.faults] == ["roster-date-differs"]
    assert found.region is None


# late and mended answers


def test_a_late_answer_for_an_earlier_day_counts_once() -> None:
    first = taken(filled(("H1", 2, "uitgevoerd", "ja")), with_left("H1", 5))
    assert asked(first, "H1") == (TUESDAY, 4, "B1")
    both = filled(("H1", 1, "uitgevoerd", "ja"), ("H1", 2, "uitgevoerd", "ja"))
    late = taken(both, first.region)
    assert asked(late, "H1") == (TUESDAY, 3, "B1")
    assert (late.visits, late.known) == (1, 1)
    again = taken(both, late.region)
    assert again.region == late.region
    assert (again.visits, again.known) == (0, 2)


def test_a_late_answer_counts_also_after_the_region_moved_on() -> None:
    made = filled(("H1", 1, "uitgevoerd", "nee"), rest="ja")
    moved = taken(made, with_left("H1", 5))
    assert moved.region is not None
    assert (moved.region.week, asked(moved, "H1")[1]) == ("2026-W49", 4)
    late = taken(filled(rest="ja"), moved.region)
    assert late.region is not None
    assert (late.region.week, asked(late, "H1")) == ("2026-W49", (TUESDAY, 3, "B1"))


def test_a_mended_date_is_the_same_visit() -> None:
    first = taken(filled(("H9", 1, "uitgevoerd", "ja")), with_left("H9", 5))
    mended = taken(filled(("H9", 1, "op andere datum", "27-11-2026")), first.region)
    assert asked(mended, "H9") == (FRIDAY, 4, "B1")
    assert (mended.visits, mended.known, mended.mended) == (0, 0, 1)


def test_an_answer_taken_back_takes_the_visit_back() -> None:
    first = taken(filled(("H9", 1, "uitgevoerd", "ja")), with_left("H9", 5))
    back = taken(filled(("H9", 1, "uitgevoerd", "nee")), first.region)
    # nobody came before, so nobody comes now
    assert asked(back, "H9") == (None, 5, None)
    assert (back.visits, back.missed, back.mended) == (0, 1, 1)


def test_who_was_named_by_hand_stays_when_the_visit_is_taken_back() -> None:
    first = taken(filled(("H9", 1, "uitgevoerd", "ja")), with_left("H9", 5))
    assert first.region is not None
    named = tuple(h.model_copy(update={"current": "B2"}) if h.id == "H9" else h for h in first.region.hulpvragen)
    back = taken(filled(("H9", 1, "uitgevoerd", "nee")), first.region.model_copy(update={"hulpvragen": named}))
    assert asked(back, "H9") == (None, 5, "B2")
    known = with_left("H9", 5)
    named = tuple(h.model_copy(update={"current": "B1"}) if h.id == "H9" else h for h in known.hulpvragen)
    first = taken(filled(("H9", 1, "uitgevoerd", "ja")), known.model_copy(update={"hulpvragen": named}))
    back = taken(filled(("H9", 1, "uitgevoerd", "nee")), first.region)
    assert asked(back, "H9") == (None, 5, "B1")


def test_a_row_that_was_added_and_then_moved_is_the_same_visit() -> None:
    made = filled(rest="ja")
    add(made, "Rooster", dagdeel="do-ochtend", begin="9:00", begeleider="Bram Bakker", hulpvraag="H6", week="2026-W48")
    first = taken(made, with_left("H6", 5))
    assert asked(first, "H6") == (date(2026, 11, 26), 4, "B2")
    change(made, "H6", dagdeel="vr-ochtend")
    moved = taken(made, first.region)
    assert asked(moved, "H6") == (FRIDAY, 4, "B2")


def test_a_last_visit_changed_by_hand_is_where_counting_begins_again() -> None:
    first = taken(filled(("H1", 2, "uitgevoerd", "ja")), with_left("H1", 5)).region
    assert first is not None
    own = tuple(
        h.model_copy(update={"last_visit": FRIDAY, "visits_left": 9}) if h.id == "H1" else h for h in first.hulpvragen
    )
    found = taken(filled(rest="ja"), first.model_copy(update={"hulpvragen": own}))
    assert asked(found, "H1") == (FRIDAY, 9, "B1")


# several weeks


def block() -> Workbook:
    """The small plan twice: this week and the next."""
    rows = [Row.of(line) for line in roster().weeks[0].lines]
    later = [type(row)(**{**row.__dict__, "week": add_weeks(row.week, 1)}) for row in rows]
    plan: Plan = plan_of_rows([*rows, *later], region(), matrix())
    return load_workbook(BytesIO(workbook_bytes(roster_of(region(), plan, matrix()), Words(), MADE)))


def test_every_week_has_its_own_answer_for_the_rest() -> None:
    made = block()
    table = made["Uitgevoerd"]
    at = columns(table)["uitgevoerd"]
    assert [table.cell(1, at + n).value for n in (0, 1)] == ["2026-W48", "2026-W49"]
    assert [table.cell(2, at + n).value for n in (0, 1)] == ["nee", "nee"]
    table.cell(2, at).value = "ja"
    first = taken(made)
    assert first.region is not None
    assert (first.visits, first.silent, first.closed, first.region.week) == (9, 11, ("2026-W48",), "2026-W49")
    # the same once more closes nothing more
    again = taken(made, first.region)
    assert again.region == first.region
    table.cell(2, at + 1).value = "ja"
    second = taken(made, first.region)
    assert second.region is not None
    assert (second.visits, second.known, second.closed, second.region.week) == (9, 9, ("2026-W49",), "2026-W50")


@pytest.mark.parametrize(("told", "closed"), [("48", ("2026-W48",)), ("48, week 49", ("2026-W48", "2026-W49"))])
def test_one_answer_for_several_weeks_names_them(told: str, closed: tuple[str, ...]) -> None:
    made = block()
    table = made["Uitgevoerd"]
    at = columns(table)["uitgevoerd"]
    for row, column in ((1, at), (1, at + 1), (2, at + 1)):
        table.cell(row, column).value = None
    table.cell(2, at).value = told
    assert taken(made).closed == closed
    table.cell(2, at).value = "ja"
    found = taken(made)
    assert [(fault.code, fault.where) for fault in found.faults] == [("roster-rest-of-which-week", "Uitgevoerd!I2")]
    assert found.faults[0].facts == {"weeks": "2026-W48, 2026-W49"}


def test_an_answer_for_the_rest_that_says_nothing_known_is_refused() -> None:
    found = taken(filled(rest="grotendeels"))
    assert [(fault.code, fault.where) for fault in found.faults] == [("roster-bad-answer", "Uitgevoerd!I2")]


def test_what_was_moved_to_another_week_is_open_there() -> None:
    made = block()
    table = made["Uitgevoerd"]
    table.cell(2, columns(table)["uitgevoerd"]).value = "ja"
    take_away(made, "H9", 2)
    change(made, "H9", week="2026-W49", dagdeel="do-ochtend")
    found = taken(made)
    assert asked(found, "H9") == (None, None, None)
    assert found.closed == ("2026-W48",)


def test_a_roster_of_a_later_week_than_the_region_is_refused() -> None:
    found = taken(filled(rest="ja"), region().model_copy(update={"week": "2026-W47"}))
    assert [fault.code for fault in found.faults] == ["roster-of-later-week"]
    assert found.faults[0].facts == {"week": "2026-W47", "given": "2026-W48"}


def test_the_sheet_of_answers_is_read_also_when_it_is_hidden() -> None:
    made = filled(rest="ja")
    made["Uitgevoerd"].sheet_state = "hidden"
    assert taken(saved_again(made)).visits == 9


def saved_again(made: Workbook) -> Workbook:
    target = BytesIO()
    made.save(target)
    return load_workbook(BytesIO(target.getvalue()))


def test_a_remark_below_the_answers_is_let_be() -> None:
    made = filled(rest="ja")
    table = made["Uitgevoerd"]
    table.cell(table.max_row + 2, 1).value = "H9 ging niet door, zie mail"
    assert taken(made).visits == 9
    table.cell(table.max_row + 1, columns(table)["door een ander"]).value = "Bram Bakker"
    found = taken(made)
    where = f"Uitgevoerd!J{table.max_row}"
    assert [(fault.code, fault.where) for fault in found.faults] == [("roster-loose-row", where)]
