"""Placement after the week: what the week plan does stays as it is, and only support comes to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import optimizer
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import StopKind
from tests.agreement.joint.tiny import joint, scarce

CHUNK = 6
Make = Callable[[int], tuple[Region, TravelMatrix]]


def done(region: Region, week: WeekPlan) -> set[object]:
    """What a week does of the region's own items, clock times of visits aside."""
    own = {one.id for one in region.hulpvragen}
    candidates = {a.id: set(a.candidates) for a in region.arrangementen}
    visits = {
        (tour.begeleider, stop.item, stop.half_day)
        for tour in week.tours
        for stop in tour.stops
        if stop.kind is StopKind.VISIT and stop.item in own
    }
    groups = {
        (
            g.arrangement,
            g.host,
            g.half_day,
            g.start,
            g.leader,
            g.co_leaders,
            frozenset(g.members) & candidates[g.arrangement],
        )
        for g in week.groups
    }
    return {*visits, *groups, *((o.id, o.host, o.half_day, o.start) for o in week.overleg)}


@pytest.mark.parametrize("start", range(0, 6, CHUNK))
@pytest.mark.parametrize("make", [joint, scarce])
def test_the_week_stays_as_it_was_planned(start: int, make: Make) -> None:
    seen: set[object] = set()
    for seed in range(start, start + CHUNK):
        region, matrix = make(seed)
        first = optimizer.solve_week(region, matrix=matrix, time_limit=None, threads=1)
        later = optimizer.solve_joint(region, matrix=matrix, time_limit=None, threads=1, after="week")
        if first.plan is None:
            assert later.plan is None
            continue
        assert later.plan is not None
        before = done(region, first.plan.weeks[0])
        assert done(region, later.plan.weeks[0]) == before, seed
        seen |= before
    assert seen
