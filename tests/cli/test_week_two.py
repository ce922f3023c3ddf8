"""The week after: one begeleider ill, two new hulpvragen, and every change listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import instances
from cli import exit_codes
from optimizer.domain.index import RegionIndex
from optimizer.domain.plan import Plan
from optimizer.domain.region import Region
from optimizer.io.json import dump_region, load_plan
from optimizer.travel import for_region
from tests.cli.helpers import kringplan


@pytest.fixture(scope="module")
def week_two() -> tuple[Region, str, set[str]]:
    """The default region one week on, who is ill, and what is new; its plan of week 1 is the greedy one."""
    region = instances.default_region()
    done = instances.greedy_week(region, for_region(region))
    sick = max(done.tours, key=lambda tour: len(tour.stops)).begeleider
    new = instances.newly_granted(region, 2, seed=4)
    after = instances.next_week(region, Plan(weeks=(done,)), sick=sick, new=new)
    return after, sick, {h.id for h in new}


def test_it_is_planned_and_its_changes_are_listed(
    week_two: tuple[Region, str, set[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    region, sick, new = week_two
    file, out = tmp_path / "week2.json", tmp_path / "plan"
    file.write_text(dump_region(region), encoding="utf-8")
    assert kringplan("week", file, "--work-limit", "2", "--out", out, "--changes", "--threads", "1") == exit_codes.DONE
    shown = capsys.readouterr().out

    result = json.loads((out / "result.json").read_text(encoding="utf-8"))
    assert result["checker"]["ok"]
    plan, faults = load_plan(out / "plan.json")
    assert faults == ()
    assert plan is not None
    (week,) = plan.weeks
    assert week.week == region.week
    assert sick not in {tour.begeleider for tour in week.tours}
    assert new <= {h.id for h in region.hulpvragen}

    previous = region.previous
    assert previous is not None
    (before,) = previous.weeks
    active = set(week.active)
    lost = {s.item for t in before.tours if t.begeleider == sick for s in t.stops if s.item in active}
    assert lost
    index = RegionIndex(region)
    for item in lost & set(index.hulpvragen):
        assert item in shown
    changes = next(stage["value"] for stage in result["stages"] if stage["key"] == "changes")
    assert changes >= len(lost & set(index.hulpvragen))
