"""What a region remembers of what was told."""

from __future__ import annotations

import json
from datetime import date

from optimizer.domain.half_day import HalfDay
from optimizer.domain.intake import read_plan, read_region
from optimizer.domain.plan import Plan
from optimizer.io.json import dump_region
from optimizer.report.readback.told import item_in_moment, remembered_told, week_in_moment
from optimizer.report.readback.took_place import Delivery
from tests.report.small import TUESDAY, filled, taken

DAY = date(2026, 11, 24)


def told(item: str, *, done: bool | None, half_day: HalfDay = HalfDay.DI_MIDDAG) -> Delivery:
    return Delivery(item, "2026-W48", f"2026-W48/{half_day}/{item}", DAY, None, done)


def test_a_moment_holds_week_and_item() -> None:
    assert (week_in_moment("2026-W48/di-middag/A1#1"), item_in_moment("2026-W48/di-middag/A1#1")) == (
        "2026-W48",
        "A1#1",
    )


def test_yes_is_a_date_no_is_null_and_silence_says_nothing() -> None:
    found = remembered_told({}, [told("a", done=True), told("b", done=False), told("c", done=None)], ())
    assert found == {"2026-W48/di-middag/a": DAY, "2026-W48/di-middag/b": None}


def test_a_later_answer_counts_and_silence_leaves_what_was_known() -> None:
    before = {"2026-W48/di-middag/a": DAY, "2026-W48/di-middag/b": DAY}
    found = remembered_told(before, [told("a", done=False), told("b", done=None)], ("2026-W48",))
    assert found == {"2026-W48/di-middag/a": None, "2026-W48/di-middag/b": DAY}


def test_what_the_workbook_of_a_whole_week_has_no_more_is_forgotten() -> None:
    before = {"2026-W48/ma-ochtend/a": DAY, "2026-W47/ma-ochtend/a": DAY}
    assert remembered_told(before, [told("a", done=None)], ("2026-W48",)) == {"2026-W47/ma-ochtend/a": DAY}
    # one that somebody made by hand may hold a part of the week only
    assert remembered_told(before, [told("a", done=None)], ()) == dict(sorted(before.items()))


def test_taking_in_a_workbook_remembers_visits_sessions_and_meetings() -> None:
    found = taken(
        filled(("O1", 1, "uitgevoerd", "nee"), ("A1#1", 1, "uitgevoerd", "ja"), ("H9", 1, "uitgevoerd", "ja"))
    )
    assert found.region is not None
    assert found.region.previous is not None
    known = {item_in_moment(key): day for key, day in found.region.previous.told.items()}
    assert known == {"O1": None, "A1#1": date(2026, 11, 23), "H9": TUESDAY}
    # and a region with it is read back as it was written
    assert read_region(json.loads(dump_region(found.region))).or_raise() == found.region


def test_an_older_plan_is_read_without_it() -> None:
    data = Plan().model_dump(mode="json", by_alias=True)
    del data["told"]
    assert read_plan(data) == (Plan(), ())
