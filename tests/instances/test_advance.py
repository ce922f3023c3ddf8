"""The week after a plan."""

from __future__ import annotations

import json

import pytest

from instances.advance import next_week
from instances.greedy import greedy_week
from instances.requests import newly_granted
from optimizer.domain.calendar import add_weeks, week_of
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.intake import read_region
from optimizer.domain.plan import Plan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import StageKey, StopKind
from optimizer.rules.check import check, stage_values
from optimizer.travel import for_region
from tests.instances.regions import as_json


@pytest.fixture(scope="module")
def plan(default: Region) -> Plan:
    matrix = for_region(default)
    return Plan(
        instance_sha256=instance_sha256(default),
        matrix_sha256=matrix.sha256,
        weeks=(greedy_week(default, matrix, rounds=10),),
    )


def visits(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tour in plan.weeks[0].tours:
        for stop in tour.stops:
            if stop.kind is StopKind.VISIT:
                found.setdefault(stop.item, []).append(tour.begeleider)
    return found


def test_delivered_visits_become_history(default: Region, plan: Plan) -> None:
    after = next_week(default, plan)
    made = visits(plan)
    assert after.week == add_weeks(default.week, 1)
    assert after.previous == plan
    for old, new in zip(default.hulpvragen, after.hulpvragen, strict=True):
        if old.id not in made:
            assert new == old
            continue
        assert new.last_visit is not None
        assert week_of(new.last_visit) == default.week
        assert new.current == made[old.id][0]
        if old.visits_left is not None:
            assert new.visits_left == old.visits_left - len(made[old.id])


def test_every_request_due_weekly_is_due_again(default: Region, plan: Plan) -> None:
    after = next_week(default, plan)
    due = {d.hulpvraag.id for d in active_hulpvragen(after)}
    for h in after.hulpvragen:
        if h.id in visits(plan):
            assert (h.id in due) == (h.every_weeks == 1 and h.visits_left != 0)


def test_groups_go_on_as_they_ran(default: Region, plan: Plan) -> None:
    after = next_week(default, plan)
    for group in plan.weeks[0].groups:
        running = next(a.running for a in after.arrangementen if a.id == group.arrangement)
        assert running is not None
        assert (running.host, running.half_day, running.leader) == (group.host, group.half_day, group.leader)
        assert running.members == group.members


def test_one_sick_and_two_new_make_a_region_that_can_be_planned(default: Region, plan: Plan) -> None:
    new = newly_granted(default, 2, seed=3)
    leads = {g.leader for g in plan.weeks[0].groups}
    sick = next(t.begeleider for t in plan.weeks[0].tours if t.begeleider not in leads)
    after = next_week(default, plan, sick=sick, new=new, name="Week 2")
    assert after.name == "Week 2"
    intake = read_region(json.loads(as_json(after)))
    assert intake.faults == ()
    assert {h.id for h in new} <= {d.hulpvraag.id for d in active_hulpvragen(after)}
    assert {d.hulpvraag.id for d in active_hulpvragen(after) if d.overdue} >= {new[0].id}

    matrix = for_region(after)
    week = greedy_week(after, matrix, rounds=10)
    assert check(after, Plan(weeks=(week,)), matrix).violations == ()
    assert all(t.begeleider != sick for t in week.tours)
    assert stage_values(after, week, matrix)[StageKey.CHANGES] > 0


def test_new_requests_have_new_ids_and_the_same_seed_gives_the_same(default: Region) -> None:
    new = newly_granted(default, 3, seed=1)
    assert len({h.id for h in new}) == 3
    assert not {h.id for h in new} & {h.id for h in default.hulpvragen}
    assert new == newly_granted(default, 3, seed=1)
    assert new != newly_granted(default, 3, seed=2)


def test_a_plan_of_another_week_and_an_unknown_begeleider_are_refused(default: Region, plan: Plan) -> None:
    with pytest.raises(ValueError, match="does not hold week 2026-W48"):
        next_week(default, Plan())
    with pytest.raises(ValueError, match="nobody is no begeleider"):
        next_week(default, plan, sick="nobody")
