"""Tiny regions are valid, the same every time, and varied."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest

from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.intake import read_region
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import NeighbourPolicy, PayerKind, Role, RunningPolicy, Target
from tests.agreement.tiny import crowded, tiny
from tests.rules.matrix import TableMatrix

SEEDS = range(120)


@pytest.mark.parametrize("made", [tiny, crowded])
def test_intake_takes_them_as_they_are(made: Callable[[int], tuple[Region, TableMatrix]]) -> None:
    for seed in SEEDS:
        region, _ = made(seed)
        intake = read_region(json.loads(region.model_dump_json()))
        assert intake.faults == ()
        assert intake.region == region


@pytest.mark.parametrize("made", [tiny, crowded])
def test_a_seed_is_a_region(made: Callable[[int], tuple[Region, TableMatrix]]) -> None:
    for seed in (0, 1, 2**32 - 1):
        (region, matrix), (again, matrix_again) = made(seed), made(seed)
        assert region == again
        assert matrix.sha256 == matrix_again.sha256


def test_everything_occurs() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        region, matrix = tiny(seed)
        seen.update(name for name, there in facts(region).items() if there)
        places = matrix.places
        minutes = {(a, b): matrix.minutes(region.begeleiders[0].mode, a, b) for a in places for b in places}
        seen["unreachable"] += None in minutes.values()
        seen["asymmetric"] += any(minutes[a, b] != minutes[b, a] for a, b in minutes)
        assert len(region.hulpvragen) <= 4
        assert len(region.begeleiders) <= 3
    assert [name for name in [*facts(region), "unreachable", "asymmetric"] if seen[name] < 2] == []


def test_crowded_regions_are_about_groups() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        region, _ = crowded(seed)
        first, second = region.arrangementen
        assert first.candidates == second.candidates
        assert len(region.hulpvragen) <= 2
        seen["running"] += sum(a.running is not None for a in region.arrangementen)
        seen["not running"] += sum(a.running is None for a in region.arrangementen)
        seen["two groups"] += first.max_groups == 2
        seen["co-leader"] += any(a.co_leaders for a in region.arrangementen)
        seen["published"] += region.previous is not None
        seen["about a candidate"] += any(h.leerling in first.candidates for h in region.hulpvragen)
        seen["pin on a group"] += any(p.item in {"A0", "A1"} for p in region.pins)
    assert len(seen) == 7
    assert all(count >= 5 for count in seen.values()), seen


def facts(region: Region) -> dict[str, bool]:
    """What a region has that can bind."""
    policy, asked = region.policy, region.hulpvragen
    active = active_hulpvragen(region)
    running = [a.running for a in region.arrangementen if a.running is not None]
    return {
        "running first": policy.running is RunningPolicy.FIRST,
        "running price": policy.running is RunningPolicy.PRICE,
        "running hard": policy.running is RunningPolicy.HARD,
        "neighbours priced": policy.neighbours is NeighbourPolicy.PRICE,
        "own order of stages": policy.stages is not None,
        "closed date": bool(region.calendar.closed_dates),
        "hard budget": any(b.hard for b in region.budgets),
        "priced budget": any(not b.hard for b in region.budgets),
        "budget of a kring": any(b.payer.kind is PayerKind.KRING for b in region.budgets),
        "institute": any(b.institute for b in region.begeleiders) and any(h.institute for h in asked),
        "other role": any(b.role is not Role.AB for b in region.begeleiders),
        "one school a half day": any(b.max_schools_per_half_day == 1 for b in region.begeleiders),
        "reserved": any(b.reserved_minutes for b in region.begeleiders),
        "location": any(h.location for h in asked),
        "IB": any(h.target is Target.IB for h in asked),
        "child": any(h.target is Target.CHILD for h in asked),
        "window": any(h.window for h in asked),
        "two visits": any(d.due == 2 for d in active),
        "two days between": any(h.visits == 2 and h.min_days_between == 2 for h in asked),
        "overdue": any(d.overdue for d in active),
        "not active": len(active) < len(asked),
        "current": any(h.current for h in asked),
        "preferred": any(h.preferred for h in asked),
        "forbidden": any(h.forbidden for h in asked),
        "about a member": any(h.leerling in r.members for h in asked for r in running),
        "co-leader": any(r.co_leaders for r in running),
        "group that does not run": any(a.running is None for a in region.arrangementen),
        "dates of a group": any(a.from_date or a.until for a in region.arrangementen),
        "overleg": bool(region.overleggen),
        "overleg with IBs": any(o.participants.ibs for o in region.overleggen),
        "overleg in another week": any(region.week not in o.weeks for o in region.overleggen),
        "no room": any(0 in s.rooms.values() for s in region.schools),
        "pin": any(not p.veto for p in region.pins),
        "pinned start": any(p.start is not None for p in region.pins),
        "pinned members": any(p.members is not None for p in region.pins),
        "veto": any(p.veto for p in region.pins),
        "previous": region.previous is not None,
    }
