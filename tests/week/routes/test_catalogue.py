"""All routes of a week: their numbers, what is shared, and that every one of a tiny region replays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from itertools import product

import pytest

from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.places import base_place, school_place
from optimizer.domain.plan import Pin
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LegKind, Target
from optimizer.week.options import Options, OverlegOption, VisitOption, week_options
from optimizer.week.routes.catalogue import Catalogue, catalogue
from optimizer.week.routes.labels import TooManyRoutesError
from optimizer.week.routes.pool import Item, Pool
from optimizer.week.sessions import SessionStop
from tests.rules.builders import begeleider, hulpvraag
from tests.week.parts import options, region
from tests.week.routes.brute import fronts, way, ways
from tests.week.routes.half import Half, Stop, rows
from tests.week.routes.weeks import CROWDED, week_of

PEOPLE = (begeleider("B1", "gedrag"), begeleider("B2", "gedrag"))


def two(**fields: object) -> Region:
    """H1 and H2 at two schools, at any time, by B1 or B2."""
    asked = (hulpvraag("H1", "S1", "gedrag"), hulpvraag("H2", "S2", "gedrag", 45))
    return region(**({"hulpvragen": asked, "begeleiders": PEOPLE} | fields))


class TestNumbers:
    def test_routes_are_numbered_pool_by_pool(self) -> None:
        found = catalogue(options(two()))
        # five mornings and four afternoons for both; four orders in each
        assert [(p.begeleider, p.half_day) for p in found.pools] == [
            (b.id, h) for b in PEOPLE for h in HALF_DAYS if h is not HalfDay.WO_MIDDAG
        ]
        assert [len(labels) for labels in found.labels] == [4] * 18
        assert found.first.tolist() == list(range(0, 73, 4))
        assert len(found) == 72
        assert [found.owner(route) for route in range(72)] == [route // 4 for route in range(72)]

    def test_items_of_a_route_in_order(self) -> None:
        found = catalogue(options(two()))
        for pool in range(18):
            assert sorted(found.items(4 * pool + n) for n in range(4)) == [[0], [0, 1], [1], [1, 0]]

    def test_pools_by_begeleider_and_half_day(self) -> None:
        found = catalogue(options(two()))
        number = found.by_key()
        assert number["B1", 0] == 0
        assert number["B2", 9] == 17
        assert ("B1", HalfDay.WO_MIDDAG.order) not in number
        assert all((found.pools[i].begeleider, found.pools[i].half_day.order) == key for key, i in number.items())

    def test_a_pool_without_routes_has_no_numbers(self) -> None:
        asked = (hulpvraag("H1", "S3", "gedrag"), hulpvraag("H2", "S1", "gedrag"))
        people = (begeleider("B1", "gedrag", kringen=("K2",)), begeleider("B2", "gedrag"))
        found = catalogue(options(two(hulpvragen=asked, begeleiders=people), {("base:B1", "school:S3"): None}))
        # B1 reaches S3 from nowhere in a morning; in an afternoon the way home is all there is
        assert [len(labels) for labels in found.labels] == [0, 1, 0, 1, 0, 0, 1, 0, 1] + [1] * 9
        assert [found.owner(route) for route in range(len(found))] == [1, 3, 6, 8, *range(9, 18)]
        assert found.items(0) == [0]

    def test_nothing_to_do(self) -> None:
        found = catalogue(options(two(hulpvragen=())))
        assert (len(found), found.pools, found.labels, found.by_key()) == (0, (), (), {})


class TestShared:
    def by_half_day(self, of: Region) -> tuple[Catalogue, dict[tuple[str, int], int]]:
        found = catalogue(options(of))
        return found, found.by_key()

    def test_half_days_alike_share_their_routes(self) -> None:
        found, number = self.by_half_day(two())
        mornings = {id(found.labels[i]) for (_, h), i in number.items() if h % 2 == 0}
        afternoons = {id(found.labels[i]) for (_, h), i in number.items() if h % 2 == 1}
        assert len(mornings) == len(afternoons) == 1
        assert mornings != afternoons

    def test_a_half_day_that_differs_has_its_own(self) -> None:
        veto = Pin(item="H1", veto=True, start=510, begeleider="B1", half_days=(HalfDay.MA_OCHTEND,))
        found, number = self.by_half_day(two(pins=(veto,)))
        own, other, third = (found.labels[number[key]] for key in (("B1", 0), ("B1", 2), ("B2", 0)))
        assert own is not other
        assert other is third


class TestLimit:
    def test_every_half_day_may_have_as_many(self) -> None:
        assert len(catalogue(options(two()), 4)) == 72

    def test_one_half_day_with_more(self) -> None:
        with pytest.raises(TooManyRoutesError, match="more than 3 routes"):
            catalogue(options(two()), 3)


SEEDS = [*range(60), *CROWDED]


@cache
def tiny_week(seed: int) -> tuple[Options, Catalogue]:
    found = week_options(*week_of(seed))
    return found, catalogue(found)


def half_of(found: Options, pool: Pool, held: Collection[OverlegOption] = ()) -> Half:
    """The half day of a pool in plain numbers, straight from the options, with visits kept off these meetings."""
    who = found.index.begeleiders[pool.begeleider]
    paid = found.region.policy.paid_travel
    base, minutes = base_place(who.id), found.matrix.minutes
    closed = [(base, p) if pool.half_day.is_morning else (p, base) for p in pool.places]
    return Half(
        tuple(stop_of(found, pool, item, held) for item in pool.items),
        [[0 if a == b else minutes(who.mode, a, b) for b in pool.places] for a in pool.places],
        [minutes(who.mode, a, b) for a, b in closed],
        morning=pool.half_day.is_morning,
        most=who.max_schools_per_half_day,
        between_paid=LegKind.BETWEEN in paid,
        home_paid=LegKind.HOME in paid,
    )


def stop_of(found: Options, pool: Pool, item: Item, held: Collection[OverlegOption]) -> Stop:
    if not isinstance(item, VisitOption):
        place = pool.places.index(school_place(item.host))
        counts = isinstance(item, SessionStop)
        return Stop(place, (item.start, item.start), item.minutes, group_of(found, pool, item), counts=counts)
    h = found.index.hulpvragen[item.hulpvraag]
    no = set(item.excluded_starts)
    for o in held:
        if h.target is Target.IB and h.school in o.ibs:
            starts = range(item.earliest, item.latest + 1)
            no |= {s for s in starts if s < o.start + o.minutes and o.start < s + item.minutes}
    place = pool.places.index(item.place)
    return Stop(place, (item.earliest, item.latest), item.minutes, no=tuple((s, s) for s in sorted(no)))


def group_of(found: Options, pool: Pool, item: SessionStop | OverlegOption) -> int:
    """A number that all options of an overleg share, and all of an arrangement that opens one group at most."""
    if isinstance(item, OverlegOption):
        return -1
    if found.index.arrangementen[item.arrangement].max_groups > 1:
        return 100 + pool.items.index(item)
    return list(found.index.arrangementen).index(item.arrangement)


def ways_to_meet(found: Options, half_day: HalfDay) -> Iterator[tuple[OverlegOption, ...]]:
    """Every choice of one option or none for each overleg of a half day."""
    by_item: dict[str, list[OverlegOption | None]] = {}
    for o in found.overleg:
        if o.half_day is half_day:
            by_item.setdefault(o.overleg, [None]).append(o)
    for choice in product(*by_item.values()):
        yield tuple(o for o in choice if o is not None)


def kept(pool: Pool, number: int, found: Catalogue, held: Collection[OverlegOption]) -> list[int]:
    """The routes of a pool that these meetings leave."""
    starts = {(o.overleg, o.start) for o in held}
    inside = [m for m, (some, _) in enumerate(pool.meetings) if {(x.overleg, x.start) for x in some} <= starts]
    labels = found.labels[number]
    return [r for r in range(len(labels)) if not labels.barred[r, inside].any()]


def cases(seed: int) -> Iterator[tuple[Options, Catalogue, int, tuple[OverlegOption, ...]]]:
    found, every = tiny_week(seed)
    for number, pool in enumerate(every.pools):
        for held in ways_to_meet(found, pool.half_day):
            yield found, every, number, held


@pytest.mark.parametrize("seed", SEEDS)
def test_every_route_of_a_tiny_region_replays(seed: int) -> None:
    for found, every, number, held in cases(seed):
        pool = every.pools[number]
        half = half_of(found, pool, held)
        for order, end, between, home, clock in rows(every.labels[number], kept(pool, number, every, held)):
            again = way(half, order)
            assert again is not None, (pool.begeleider, pool.half_day, order)
            assert again[:4] == (order, end, between, home)
            assert again[4] <= clock if half.morning else again[4] >= clock
            if not held and not pool.meetings:
                assert again[4] == clock


@pytest.mark.parametrize("seed", SEEDS)
def test_small_half_days_of_a_tiny_region_have_all_the_best(seed: int) -> None:
    for found, every, number, held in cases(seed):
        pool = every.pools[number]
        if len(pool.items) <= 5:
            half = half_of(found, pool, held)
            routes = rows(every.labels[number], kept(pool, number, every, held))
            assert fronts(half, routes) == fronts(half, ways(half))


def test_tiny_regions_have_it_all() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        for _, every, number, held in cases(seed):
            pool, labels = every.pools[number], every.labels[number]
            seen["small enough" if len(pool.items) <= 5 else "too many"] += 1
            seen["barred by a meeting"] += bool(held) and len(kept(pool, number, every, held)) < len(labels)
            seen["barred by a pin"] += bool(pool.barred)
            seen["session"] += any(isinstance(item, SessionStop) for item in pool.items)
            seen["two sessions"] += any(
                sum(isinstance(pool.items[i], SessionStop) for i in order if i >= 0) > 1 for order in labels.order
            )
            seen["overleg"] += any(isinstance(item, OverlegOption) for item in pool.items)
            seen["three stops"] += labels.order.shape[1] >= 3
    names = (
        "small enough",
        "barred by a meeting",
        "barred by a pin",
        "session",
        "two sessions",
        "overleg",
        "three stops",
    )
    assert {name: seen[name] for name in names if seen[name] < 3} == {}
