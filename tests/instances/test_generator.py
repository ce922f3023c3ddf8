"""The generator: the same for the same seed, credible, and accepted by the intake."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace

import pytest

from instances.generator import generate
from instances.geography import lay_out
from instances.spec import Counts, RegionSpec
from optimizer.domain.calendar import add_weeks
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.half_day import HalfDay
from optimizer.domain.intake import read_region
from optimizer.domain.location import straight_metres
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import (
    LeerlingKind,
    Priority,
    RequestStatus,
    Role,
    Route,
    SchoolKind,
    Target,
)
from tests.instances.regions import SMALL, as_json, small_weeks

SEEDS = (2, 3, 4)


def digest(region: Region) -> str:
    return hashlib.sha256(as_json(region).encode()).hexdigest()


def test_the_same_seed_gives_the_identical_region() -> None:
    assert digest(generate(SMALL, 2)) == digest(small_weeks(2).this)


def test_another_seed_gives_another_region() -> None:
    assert len({digest(small_weeks(seed).this) for seed in SEEDS}) == len(SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_intake_takes_every_region_as_it_is(seed: int) -> None:
    weeks = small_weeks(seed)
    for region in (weeks.last, weeks.this):
        intake = read_region(json.loads(as_json(region)))
        assert intake.faults == ()
        assert intake.region == region


@pytest.mark.parametrize("seed", SEEDS)
def test_the_counts_are_those_of_the_spec(seed: int) -> None:
    region = small_weeks(seed).this
    counts = SMALL.counts
    assert len(region.schools) == SMALL.sites
    assert len(region.kringen) == 3
    assert len(region.begeleiders) == counts.begeleiders
    assert len(region.hulpvragen) == counts.hulpvragen
    assert len(region.arrangementen) == counts.arrangementen
    assert len(region.leerlingen) == counts.leerlingen


@pytest.mark.parametrize("seed", SEEDS)
def test_every_school_asks_at_least_three_times(seed: int) -> None:
    region = small_weeks(seed).this
    asked = Counter(h.school for h in region.hulpvragen)
    assert min(asked[s.id] for s in region.schools) >= 3


def test_too_few_hulpvragen_are_refused() -> None:
    spec = replace(SMALL, counts=Counts(begeleiders=7, hulpvragen=59, arrangementen=3, leerlingen=22))
    with pytest.raises(ValueError, match="at least three each"):
        generate(spec)


def test_fewer_sites_than_villages_are_refused() -> None:
    with pytest.raises(ValueError, match="6 sites for 7 villages"):
        lay_out(replace(SMALL, sites=6), 0)


def test_last_week_is_the_week_before_and_its_plan_is_the_previous_one() -> None:
    weeks = small_weeks(2)
    assert weeks.last.week == add_weeks(weeks.this.week, -1)
    assert weeks.last.previous is None
    assert weeks.this.previous is not None
    assert [w.week for w in weeks.this.previous.weeks] == [weeks.last.week]


class TestDefaultSize:
    """What a region of the default size holds; the skeleton alone is quick."""

    @pytest.mark.parametrize("seed", range(6))
    def test_geography(self, seed: int) -> None:
        spec = RegionSpec()
        skeleton = lay_out(spec, seed)
        per_kring = Counter(s.kring for s in skeleton.sites)
        assert len(skeleton.kringen) == 8
        assert Counter(k.gemeenten[0] for k in skeleton.kringen).most_common() == [
            ("wiericke", 5),
            ("meijerland", 2),
            ("drechtveen", 1),
        ]
        assert len(skeleton.sites) == 56
        assert 3 <= min(per_kring.values()) <= max(per_kring.values()) <= 12
        kinds = Counter(s.kind for s in skeleton.sites)
        assert kinds[SchoolKind.BO] == 49
        assert set(kinds) == set(SchoolKind)
        for kring in skeleton.kringen:
            assert kring.neighbours
            for other in kring.neighbours:
                assert kring.id in next(k for k in skeleton.kringen if k.id == other).neighbours
        for site in skeleton.sites:
            assert 52.0 < site.location.lat < 52.3
            assert 4.6 < site.location.lon < 5.0
            near = (straight_metres(site.location, o.location) for o in skeleton.sites if o.id != site.id)
            assert min(near) >= 170
            assert site.pc4 in skeleton.postcodes

    def test_besturen_are_uneven_and_only_large_ones_have_their_own_route(self) -> None:
        skeleton = lay_out(RegionSpec(), 1)
        sizes = Counter(s.bestuur for s in skeleton.sites)
        own = [b.id for b in skeleton.besturen if b.route is Route.OWN]
        assert 1 <= len(own) <= 3
        assert min(sizes[b] for b in own) >= 6
        assert sum(n <= 3 for n in sizes.values()) >= 5


def test_staff_is_part_time_and_some_of_an_institute(default: Region) -> None:
    halves = [len(b.availability) for b in default.begeleiders]
    assert min(halves) < 8
    assert sum(n < 10 for n in halves) >= 12
    assert sum(HalfDay.WO_MIDDAG in b.availability for b in default.begeleiders) <= 8
    external = [b for b in default.begeleiders if b.institute is not None]
    assert 1 <= len(external) <= 2
    assert all(b.role is Role.AD for b in external)
    assert sum(b.role is Role.TRAJECTBEGELEIDER for b in default.begeleiders) == 1
    near = {k.id: set(k.neighbours) for k in default.kringen}
    for b in default.begeleiders:
        assert 0 < b.reserved_minutes < b.contract_minutes
        if b.institute is None:
            assert 1 <= len(b.expertise) <= 3
            assert 2 <= len(b.kringen) <= 4
            assert all(near[k] & set(b.kringen) for k in b.kringen)


def test_many_school_afternoons_end_early_or_are_free(default: Region) -> None:
    afternoons = [s.hours.get(h) for s in default.schools for h in HalfDay if not h.is_morning]
    early = [w is None or w.end <= 14 * 60 + 5 for w in afternoons]
    assert 0.3 < sum(early) / len(early) < 0.8
    days = [len({h.day for h in s.ib_hours}) for s in default.schools]
    assert set(days) == {1, 2, 3}
    assert all(s.ib_hours[h] == s.hours[h] for s in default.schools for h in s.ib_hours)


def test_requests_are_of_all_sorts(default: Region) -> None:
    asked = default.hulpvragen
    assert {h.minutes for h in asked} == {45, 60, 75, 90, 120}
    assert {h.target for h in asked} == set(Target)
    assert {h.priority for h in asked} == set(Priority)
    assert {h.every_weeks for h in asked} >= {1, 2, 3, 4}
    assert sum(h.visits == 2 for h in asked) >= 5
    assert any(h.window is not None for h in asked)
    assert any(h.preferred for h in asked)
    assert any(h.forbidden for h in asked)
    assert any(h.leerling is not None for h in asked)
    assert any(h.first_contact_by is not None for h in asked)
    assert any(h.institute is not None for h in asked)
    assert 5 <= sum(h.status is RequestStatus.REQUESTED for h in asked) <= 15
    active = active_hulpvragen(default)
    assert all(d.hulpvraag.target is not Target.CHILD for d in active)
    assert 0.7 < len(active) / len(asked) < 0.9
    urgent = sum(d.priority is Priority.URGENT for d in active) / len(active)
    assert 0.1 < urgent < 0.4


def test_half_of_the_requests_have_who_served_them_last_week(default: Region) -> None:
    assert default.previous is not None
    (last,) = default.previous.weeks
    served = {s.item: t.begeleider for t in last.tours for s in t.stops if s.kind == "visit"}
    same = [h for h in default.hulpvragen if h.current is not None and served.get(h.id) == h.current]
    assert 0.4 < len(same) / len(default.hulpvragen) < 0.6
    assert 0.4 < sum(h.current is not None for h in default.hulpvragen) / len(default.hulpvragen) < 0.62


def test_groups_meetings_budgets_and_pupils(default: Region) -> None:
    assert len(default.arrangementen) == 8
    running = [a.running for a in default.arrangementen if a.running is not None]
    assert 4 <= len(running) < 8
    assert all(a.candidates for a in default.arrangementen)
    assert {a.kind for a in default.arrangementen} >= {"x-klas", "plusklas", "OCTA", "TOS-groep", "Herstart"}
    assert any(default.week in o.weeks for o in default.overleggen)
    assert sum(b.hard for b in default.budgets) == 1
    assert sum(not b.hard for b in default.budgets) >= 2
    assert {p.kind for p in default.leerlingen} == {*LeerlingKind, None}
    assert all(p.id.startswith("p") and len(p.id) == 7 for p in default.leerlingen)
    assert any(p.admission is not None for p in default.leerlingen)
    assert {type(p.home).__name__ for p in default.leerlingen} == {"Location", "str"}
