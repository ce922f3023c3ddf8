"""Active demand of a week, to the integer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.demand import (
    active_arrangementen,
    active_hulpvragen,
    active_ids,
    active_overleggen,
    demand_of,
    runs_on,
)
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.intake import read_region
from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import Priority, RequestStatus, Target
from tests.domain.regions import whole

WEEK = "2027-W01"
"""Monday 4 January 2027; the week before it is 2026-W53."""


def hulpvraag(**facts: Any) -> Hulpvraag:  # noqa: ANN401 - any field
    """Return a hulpvraag with some facts."""
    return Hulpvraag(**{"id": "h", "school": "s", "expertise": "x", **facts})


def day(text: str) -> dt.date:
    """Return a date."""
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("last_visit", "every", "active", "overdue"),
    [
        ("2027-01-05", 1, False, False),
        ("2027-01-03", 1, True, False),
        ("2026-12-28", 1, True, False),
        ("2026-12-27", 1, True, True),
        ("2026-12-28", 2, False, False),
        ("2026-12-21", 2, True, False),
        ("2026-12-20", 2, True, True),
        ("2026-11-27", 6, True, False),
        ("2026-11-22", 6, True, True),
        ("2026-12-04", 6, False, False),
    ],
)
def test_weeks_are_counted_from_monday_to_monday(last_visit: str, every: int, active: bool, overdue: bool) -> None:
    demand = demand_of(hulpvraag(last_visit=day(last_visit), every_weeks=every), Policy(), WEEK)
    assert (demand is not None) is active
    if demand is not None:
        assert demand.overdue is overdue
        assert demand.priority is (Priority.URGENT if overdue else Priority.NORMAL)


@pytest.mark.parametrize(
    ("by", "overdue"), [(None, False), ("2027-01-08", True), ("2027-01-09", False), ("2026-10-01", True)]
)
def test_a_first_contact_is_overdue_when_due_by_friday(by: str | None, overdue: bool) -> None:
    demand = demand_of(hulpvraag(first_contact_by=by and day(by), priority=Priority.LOW), Policy(), WEEK)
    assert demand is not None
    assert demand.overdue is overdue
    assert demand.priority is (Priority.URGENT if overdue else Priority.LOW)


def test_the_first_contact_no_longer_matters_after_a_visit() -> None:
    seen = hulpvraag(first_contact_by=day("2026-10-01"), last_visit=day("2026-12-30"))
    demand = demand_of(seen, Policy(), WEEK)
    assert demand is not None
    assert not demand.overdue


@pytest.mark.parametrize(("left", "due"), [(None, 3), (5, 3), (3, 3), (2, 2), (1, 1), (0, None)])
def test_visits_due_are_those_of_a_week_as_far_as_any_are_left(left: int | None, due: int | None) -> None:
    demand = demand_of(hulpvraag(visits=3, visits_left=left, minutes=45), Policy(), WEEK)
    assert (demand.due if demand else None) == due
    assert (demand.minutes if demand else None) == (due and due * 45)


def test_only_what_is_granted_and_allowed_is_demand() -> None:
    assert demand_of(hulpvraag(status=RequestStatus.REQUESTED), Policy(), WEEK) is None
    assert demand_of(hulpvraag(target=Target.CHILD), Policy(), WEEK) is None
    assert demand_of(hulpvraag(target=Target.CHILD), Policy(child_visits=True), WEEK) is not None


@pytest.mark.parametrize(
    ("start", "end", "active", "half_days"),
    [
        (None, None, True, 10),
        ("2027-01-06", None, True, 6),
        ("2027-01-08", "2027-01-08", True, 2),
        ("2027-01-09", None, False, 0),
        (None, "2027-01-03", False, 0),
        (None, "2027-01-04", True, 2),
    ],
)
def test_an_arrangement_is_active_when_its_dates_touch_a_school_day(
    start: str | None, end: str | None, active: bool, half_days: int
) -> None:
    arrangement = Groepsarrangement(
        id="a",
        kind="x",
        expertise="x",
        kringen=("k",),
        hosts=("s",),
        from_date=day(start) if start else None,
        until=day(end) if end else None,
    )
    region = read_region(whole()).or_raise().model_copy(update={"arrangementen": (arrangement,), "week": WEEK})
    assert (active_arrangementen(region) == (arrangement,)) is active
    assert sum(runs_on(arrangement, WEEK, h) for h in HalfDay) == half_days


def test_the_active_items_of_the_golden_region() -> None:
    region = read_region(whole()).or_raise()
    assert [d.hulpvraag.id for d in active_hulpvragen(region)] == ["h1", "h3"]
    assert active_ids(region) == ("h1", "h3", "tos", "kringoverleg")
    assert active_ids(region, "2026-W47") == ("h3", "tos")
    assert [o.id for o in active_overleggen(region, "2027-W03")] == ["kringoverleg"]
    assert region.policy.placement.newcomer_max_weeks == 60
