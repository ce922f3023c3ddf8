"""What the small plan is worth, and how urgent who has no place is; reckoned by hand."""

from __future__ import annotations

import pytest

from optimizer.domain.placement import PLACEMENT_STAGES, PlacementPlan, Urgency
from optimizer.rules.placement.check import check_placements, judged, placement_stage_values
from optimizer.rules.placement.clock import urgency
from optimizer.rules.placement.facts import Facts
from tests.rules.placement.region import placed, read, small, small_plan, travel


def _values(plan: PlacementPlan) -> dict[str, int]:
    region = read(small())
    values = placement_stage_values(region, plan, travel(region))
    assert tuple(values) == PLACEMENT_STAGES
    assert judged(region, plan, travel(region)) == (check_placements(region, plan, travel(region)), values)
    return {key.value: value for key, value in values.items() if value}


def test_the_stages_of_the_small_plan() -> None:
    assert _values(small_plan()) == {
        "unplaced_due": 1,  # L11: 34 days of 42 have passed
        "rung_2": 8,  # all but L6 and L9, who are at their first
        "support_missing": 10,  # of L2
        "wish_sum": 3,  # L1, L3 and L10
        "wish_worst": 1,
        "siblings_apart": 2,  # L1 and L3
        "travel_longest": 10,
        "travel_total": 100,
        "placement_spread": 2,  # L1 and L2 at B1
    }


def test_without_a_plan_nobody_is_placed() -> None:
    assert _values(PlacementPlan()) == {
        "unplaced_absent": 1,  # L6: away for four weeks
        "unplaced_overdue": 2,  # L1: 53 days have passed; L10: 64
        "unplaced_due": 1,
        "unplaced_later": 7,  # L7 too, who has not applied anywhere
    }


def test_who_stays_needs_no_place_and_spreads_nothing() -> None:
    stays = placed("L2", "B2", "own-school", 1, minutes=10)
    assert _values(PlacementPlan(placements=(stays,)))["support_missing"] == 120
    assert "placement_spread" not in _values(PlacementPlan(placements=(stays,)))


@pytest.mark.parametrize(
    ("applied", "expected"),
    [
        (None, Urgency.LATER),
        ("2026-12-24", Urgency.LATER),
        ("2026-10-27", Urgency.LATER),  # 15 days left
        ("2026-10-26", Urgency.DUE),  # 14
        ("2026-10-12", Urgency.DUE),  # the last day
        ("2026-10-11", Urgency.OVERDUE),
        ("2026-09-14", Urgency.OVERDUE),  # the last day of the extension
        ("2026-09-13", Urgency.PAST),
    ],
)
def test_the_clock_runs_in_days_from_the_first_application(applied: str | None, expected: Urgency) -> None:
    data = small()
    second = {"school": "B2", "date": "2026-01-01", "order": 2}
    own = [] if applied is None else [second, {"school": "B1", "date": applied, "order": 1}]
    data["leerlingen"][6]["applications"] = own
    region = read(data)
    facts = Facts(region, travel(region))
    assert urgency(facts.policy, facts.asking["L7"], facts.today) is expected


@pytest.mark.parametrize(("since", "absent"), [("2026-10-26", True), ("2026-10-27", False)])
def test_a_long_absence_goes_before_everything(since: str, *, absent: bool) -> None:
    data = small()
    data["leerlingen"][5] |= {"since": since, "applications": [{"school": "B1", "date": "2026-09-13"}]}
    region = read(data)
    facts = Facts(region, travel(region))
    expected = Urgency.ABSENT if absent else Urgency.PAST
    assert urgency(facts.policy, facts.asking["L6"], facts.today) is expected
