from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.report.roster import Roster, roster_of
from optimizer.report.words import Words
from optimizer.report.workbook import workbook_bytes
from tests.report.small import MADE, book, matrix, plan, region, roster, written

SHEETS = ["Overzicht", "Begeleiders", "Scholen", "Kringen", "Niet bediend", "Rooster", "Uitgevoerd"]


def texts_of(data: bytes, name: str) -> list[str]:
    [sheet] = [sheet for sheet in book(data).sheets if sheet.name == name]
    return [value for row in sheet.rows for value in row if isinstance(value, str) and value]


def test_the_sheets_stand_in_the_order_of_use_and_what_ties_is_hidden() -> None:
    found = {sheet.name: sheet.hidden for sheet in book(written()).sheets}
    assert [name for name, hidden in found.items() if not hidden] == SHEETS
    assert [name for name, hidden in found.items() if hidden] == ["Lijsten", "_kringplan"]


def test_my_tuesday_is_on_one_row_with_place_time_and_journey() -> None:
    [sheet] = [sheet for sheet in book(written()).sheets if sheet.name == "Begeleiders"]
    [row] = [row for row in range(len(sheet.rows)) if str(sheet.value(row, 0)).startswith("Anna de Vries")]
    assert str(sheet.value(0, 3)) == "dinsdag"
    assert str(sheet.value(row, 3)).splitlines() == [
        "08:30\N{EN DASH}09:30 De Regenboog", "   autisme (H1) · 8 min reis",
        "09:40\N{EN DASH}10:25 Het Kompas", "   leren (H2) · 10 min reis",
        "10:43\N{EN DASH}11:43 De Ark", "   leren (H8) · 18 min reis",
    ]  # fmt: skip


def test_why_a_school_is_not_served_stands_at_the_school() -> None:
    [sheet] = [sheet for sheet in book(written()).sheets if sheet.name == "Scholen"]
    [row] = [row for row in range(len(sheet.rows)) if str(sheet.value(row, 0)).startswith("De Ark")]
    assert "cluster-1 (H6), 1 van 1, 60 min: niemand met deze deskundigheid" in str(sheet.value(row, 7))


def test_who_covers_a_kring_stands_at_the_kring() -> None:
    [sheet] = [sheet for sheet in book(written()).sheets if sheet.name == "Kringen"]
    [row] = [row for row in range(len(sheet.rows)) if str(sheet.value(row, 0)).startswith("Waterdorp Zuid")]
    assert "Bram Bakker" in str(sheet.value(row, 7))
    assert "(overleg)" in str(sheet.value(row + 1, 3))


def test_the_first_sheet_links_to_the_week_of_everybody() -> None:
    with zipfile.ZipFile(BytesIO(written())) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    targets = re.findall(r'<hyperlink ref="\w+" location="([^"]+)"', sheet)
    count = len(region().begeleiders) + len(region().kringen) + len(region().schools)
    assert len(targets) == count
    by_name = {sheet.name: sheet for sheet in book(written()).sheets}
    for target in targets:
        name, row = re.fullmatch(r"'?(\w+)'?!A(\d+)", target).groups()  # type: ignore[union-attr]
        assert str(by_name[name].value(int(row) - 1, 0)).strip()


def test_no_colour_stands_without_a_word() -> None:
    """Every filled cell of the week tables says in words what its colour says."""
    for name in ("Begeleiders", "Scholen", "Kringen"):
        for text in texts_of(written(), name):
            assert text.strip()
    groups = [text for text in texts_of(written(), "Begeleiders") if "A1#1" in text]
    assert groups
    assert all("groep plusklas" in text for text in groups)


@pytest.mark.parametrize("name", ["=1+1", "+31 6", "-1", "@SUM(A1)", "\tx", "http://example.org"])
def test_no_text_becomes_a_formula_or_an_outside_link(name: str) -> None:
    school = region().schools[0].model_copy(update={"name": name})
    bram = region().begeleiders[1].model_copy(update={"name": name})
    changed = {
        "name": name,
        "schools": (school, *region().schools[1:]),
        "begeleiders": (region().begeleiders[0], bram, region().begeleiders[2]),
    }
    data = workbook_bytes(roster_of(region().model_copy(update=changed), plan(), matrix()), Words(), MADE)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for part in archive.namelist():
            content = archive.read(part)
            if part.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in content
            assert b'TargetMode="External"' not in content
    assert name.strip() in " ".join(texts_of(data, "Rooster"))


def test_nothing_of_a_pupil_but_the_number_is_written() -> None:
    home = region().leerlingen[0].home
    with zipfile.ZipFile(BytesIO(written())) as archive:
        everything = b"".join(archive.read(part) for part in archive.namelist()).decode()
    assert "L1, L2" in everything
    assert str(getattr(home, "lat", "")) not in everything
    assert "2465KX" not in everything


def test_a_block_has_a_week_under_the_other() -> None:
    later = WeekPlan(week="2026-W49")
    block = roster_of(region(), Plan(weeks=(*plan().weeks, later)), matrix())
    data = workbook_bytes(block, Words(), MADE)
    [sheet] = [sheet for sheet in book(data).sheets if sheet.name == "Begeleiders"]
    names = [str(row[0]).splitlines()[:2] for row in sheet.rows[1:] if row[0]]
    assert [name for name, _ in names] == [b.name for b in region().begeleiders for _ in range(2)]
    assert [week.split(",")[0] for _, week in names] == ["week 48", "week 49"] * 3


def test_the_same_roster_gives_the_same_workbook() -> None:
    again = workbook_bytes(roster(), Words(), MADE)
    with zipfile.ZipFile(BytesIO(again)) as one, zipfile.ZipFile(BytesIO(written())) as two:
        assert {name: one.read(name) for name in one.namelist()} == {name: two.read(name) for name in two.namelist()}


def large() -> Roster:
    """A roster of 2,000 visits: the small region's, many times over, each in another week-free half day."""
    school = region().schools[0]
    who = region().begeleiders[0]
    ask = region().hulpvragen[1].model_copy(update={"half_days": HALF_DAYS, "expertise": "leren"})
    schools = tuple(school.model_copy(update={"id": f"T{n}", "name": f"School {n}"}) for n in range(400))
    people = tuple(who.model_copy(update={"id": f"P{n}", "name": f"Begeleider {n}"}) for n in range(100))
    asked = tuple(ask.model_copy(update={"id": f"V{n}", "school": f"T{n % 400}"}) for n in range(2000))
    here = region().model_copy(
        update={"schools": schools, "begeleiders": people, "hulpvragen": asked, "arrangementen": (), "overleggen": ()}
    )
    from optimizer.report.marks import Row
    from optimizer.report.readback.plan import plan_of_rows
    from optimizer.travel import for_region

    travel = for_region(here)
    rows = []
    for n in range(2000):
        start = 540 + 60 * (n % 2)
        half_day = HALF_DAYS[n // 2 % 10]
        rows.append(Row("2026-W48", half_day, start, start + 45, f"P{n // 20}", f"school:T{n % 400}", f"V{n}"))
    return roster_of(here, plan_of_rows(rows, here, travel), travel)


def test_two_thousand_rows_come_back() -> None:
    from optimizer.report.readback.plan import read_roster

    made = large()
    assert len(made.weeks[0].lines) == 2000
    found = read_roster(book(workbook_bytes(made, Words(), MADE)), made.region, made.weeks[0].matrix)
    assert found.faults == ()
    assert len(found.rows) == 2000
    assert not found.changed
